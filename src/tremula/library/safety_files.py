"""Reads the files of content/safety, with file and line for every mistake. It applies no rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from tremula.core.failure import Problem
from tremula.core.safety.checks import CheckRules
from tremula.core.safety.ladders import DoseRules
from tremula.core.safety.referral import ReferralRules
from tremula.core.safety.rules import GateRules
from tremula.core.safety.screening import ScreeningRules
from tremula.library.nodes import Read
from tremula.library.safety_sense import (
    Wrong,
    check_sense,
    dose_sense,
    gate_sense,
    referral_sense,
    screening_sense,
)
from tremula.library.shape import shaped
from tremula.library.shelf import read_file
from tremula.library.texts import claim_rules, texts_in

FOLDER = "safety"
KINDS: Mapping[str, type[msgspec.Struct]] = {
    "screening": ScreeningRules,
    "checks": CheckRules,
    "dose": DoseRules,
    "gates": GateRules,
    "referral": ReferralRules,
}
Kind = TypeVar("Kind")


def safety_problems(root: Path) -> list[Problem]:
    """All problems of content/safety, by file and line."""
    return read_rules(root)[1]


def read_rules(root: Path) -> tuple[dict[str, msgspec.Struct], list[Problem]]:
    """What could be read, by file, and every problem."""
    rules: dict[str, msgspec.Struct] = {}
    reads: dict[str, Read] = {}
    problems: list[Problem] = []
    for name, kind in KINDS.items():
        where = f"{FOLDER}/{name}.yaml"
        if not (root / where).is_file():
            problems.append(Problem(where, 1, "the file is missing; bring it back"))
            continue
        reads[name] = read_file(root / where, where)
        value = shaped(reads[name], kind)
        problems += reads[name].problems
        if value is not None:
            rules[name] = value
    for name, path, what in sense(rules, reads):
        problems.append(Problem(reads[name].where, reads[name].line(path), what))
    return rules, sorted(problems, key=lambda problem: (problem.where, problem.line))


def sense(rules: Mapping[str, msgspec.Struct], reads: Mapping[str, Read]) -> Iterator[tuple[str, *Wrong]]:
    """What is wrong although each file has its shape."""
    for name, found in rules.items():
        for path, what in _sense_of(found, rules):
            yield name, path, what
        for path, words in texts_in(reads[name].value, ()):
            for wrong in claim_rules(path, words):
                yield name, *wrong


def _sense_of(found: msgspec.Struct, rules: Mapping[str, msgspec.Struct]) -> Iterator[Wrong]:
    match found:
        case ScreeningRules():
            yield from screening_sense(found)
        case CheckRules():
            yield from check_sense(found)
        case DoseRules():
            yield from dose_sense(found)
        case GateRules():
            yield from gate_sense(found)
        case ReferralRules():
            screening = rules.get("screening")
            yield from referral_sense(found, screening if isinstance(screening, ScreeningRules) else None)
