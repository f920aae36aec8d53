"""Reads content/safety into the rules. What is wrong is told all at once, with file and line."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from tremula.core.safety.rules import SafetyRules
from tremula.library.questionnaires import look as look_at_forms
from tremula.library.read_files import ContentError
from tremula.library.safety_files import read_rules


def read_safety(root: Path) -> SafetyRules:
    """The rules of a content folder. Raises ContentError with every problem found."""
    rules, problems = read_rules(root)
    if problems:
        raise ContentError(problems)
    forms = look_at_forms(root)[0]
    return replace(msgspec.convert(rules, SafetyRules, from_attributes=True), forms=forms)
