"""The content that comes along, read once in this process. Nobody may change it."""

from __future__ import annotations

from functools import cache

from tremula.core.exercise.script import Library
from tremula.core.guidance import Guidance
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.safety.rules import SafetyRules
from tremula.library.guidance import read_guidance
from tremula.library.questionnaires import read_shelf
from tremula.library.read_files import find_content, read_library
from tremula.library.safety import read_safety

CONTENT = find_content(None)


@cache
def our_library() -> Library:
    return read_library(CONTENT)


@cache
def our_safety() -> SafetyRules:
    return read_safety(CONTENT)


@cache
def our_guidance() -> Guidance:
    return read_guidance(CONTENT)


@cache
def our_shelf() -> Shelf:
    return read_shelf(CONTENT)
