"""Screening, settling, grounding and support can be read at twelve: each group, and each text by itself.

A sentence alone is a coarse measure, so a single text has one school year more. What cannot be said in
another word (an illness that a doctor named, a country) and figures count as short there, not in the group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from reading_age import measure
from texts import ROOT, Text, of_content, of_template

TEMPLATES = ROOT / "src/tremula/web/templates"
GRADE = 7.0
GRADE_ALONE = 8.0
LIX = 40
SHORTEST = 8
"""Words from which on a text alone is measured."""
NAMES = re.compile(
    r"\b(?:psychosis|schizophrenia|bipolar|disorder|dissociative|complex PTSD|PTSD|borderline|depression"
    r"|accelerated resolution|autonomic nervous system|nervous system|post-traumatic stress|brainspotting"
    r"|paroxetine|sertraline|venlafaxine|ketamine"
    r"|anxiety|glaucoma|retina|epilepsy|osteoporosis|Parkinson.s|diabetes|dystonia|hernia|pacemaker"
    r"|prolonged exposure|CPT|EMDR|emergency|ambulance|police|certified|Europe"
    r"|(?:North )?America\w*|United (?:States|Kingdom)"
    r"|Canada|Mexico|Australia|England|Scotland|Wales|Aboriginal and Torres Strait Islander|\d[\d .,-]*)\b",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"\.?(?:source|facts|by|name|hours|languages|number|date|schema)(?:\[\d+\])?$")
"""Keys whose words are names, or are not for the person."""


def content(*patterns: str) -> list[Text]:
    found = [text for pattern in patterns for text in of_content(ROOT, pattern)]
    assert found, patterns
    return [text for text in found if not UNSEEN.search(text.where)]


def pages(*names: str) -> list[Text]:
    return [text for name in names for text in of_template(TEMPLATES / f"{name}.html")]


SCREENING = ("about", "screening", "screening_result", "before", "after", "ratings")
GROUPS: dict[str, Callable[[], list[Text]]] = {
    "screening": lambda: content("safety/[!h]*.yaml") + pages(*SCREENING),
    "settling": lambda: content("exercises/parts/settle.yaml", "exercises/parts/stop-practice.yaml"),
    "grounding": lambda: content("support/grounding.yaml") + pages("grounding", "shaking", "states", "parts"),
    "support": lambda: content("support/??.yaml", "support/elsewhere.yaml") + pages("people", "safety_plan"),
    "learn": lambda: (
        content("learn/*.yaml") + pages("learn", "learn_page", "day", "glossary", "letter", "first_call")
    ),
    "kinds of help": lambda: content("support/kinds-of-help.yaml") + pages("help_kinds"),
    "journal": lambda: (
        content("journal/*.yaml")
        + pages("journal", "journal_entry", "journal_hard", "journal_hard_entry")
        + pages("journal_parts", "your_data")
    ),
    "first steps": lambda: content("support/first-steps.yaml") + pages("first_steps"),
    "the days between": lambda: (
        content("practice/*.yaml")
        + pages("check_in", "check_in_own", "rates", "self_care", "schedule", "due")
    ),
    "what is known": lambda: content("evidence/*.yaml") + pages("evidence", "differences", "intended-use"),
}


def sentences(texts: Iterable[Text]) -> list[Text]:
    return [text for text in texts if len(text.words.split()) >= 3]


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_can_be_read_at_twelve(group: str) -> None:
    found = measure(text.words for text in sentences(GROUPS[group]()))
    assert found.words > 200
    assert found.grade <= GRADE and found.age <= 12 and found.lix <= LIX, found


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "what is known"])
def test_each_text_of_it_can(group: str) -> None:
    hard = []
    for text in sentences(GROUPS[group]()):
        words = NAMES.sub("it", text.words)
        if len(words.split()) >= SHORTEST and (grade := measure([words]).grade) > GRADE_ALONE:
            hard.append(f"{grade:.1f} {text.where}: {text.words}")
    assert hard == []


def test_a_hard_text_would_be_found() -> None:
    hard = "Participants experiencing overwhelming physiological activation should discontinue immediately."
    assert measure([hard]).grade > GRADE_ALONE
    assert (
        measure([NAMES.sub("it", "Have you ever had psychosis, schizophrenia or bipolar disorder?")]).grade
        < 5
    )
