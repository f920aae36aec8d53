"""Every fact of the method's last part stands in Learn, the kinds of help or the letter, with its source.

A fact is found by its tag, so that its words may change; one word of its sense must stand beside the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from shipped import our_guidance
from tremula.core.learn.pages import MOST_WORDS, Line, lines_of, word_count
from tremula.library.places import find_content

TEACHING = our_guidance().teaching
PAGES = TEACHING.learning.pages
HELP = TEACHING.help
FACTS = {
    "trauma-overwhelms": "more than a person can cope",
    "danger-fight-flight": "sympathetic.*fight|fight.*sympathetic",
    "danger-pulse-breath": "heart.*faster.*breath",
    "danger-senses": "sharp",
    "lasting-effects": "last",
    "ptsd-trigger": "as if it were now",
    "ptsd-withdraw": "people they love",
    "regulated": "energy and rest|energy comes",
    "dysregulated": "too long",
    "stuck-on": "on guard|danger",
    "stuck-off": "numb|shut down",
    "stays-anxiety": "anxiety",
    "stays-emotion": "feelings",
    "stays-relationships": "close to others",
    "stays-self-esteem": "less of themselves",
    "childhood-addiction": "addiction",
    "childhood-chronic": "last for years",
    "childhood-illness": "ill in body",
    "shaking-natural": "natural answer",
    "shaking-invited": "on purpose",
    "psoas-discharge": "psoas.*discharged",
    "system-settles": "autonomic nervous system settles",
    "claim-benefits": "benefits for body and mind",
    "claim-safe-home": "safe at home",
    "claim-safe-limits": "physical limitations.*fitted",
    "start-slow": "slowly",
    "no-rush": "rush",
    "no-pain": "pain",
    "watch-body": "how your body feels",
    "breathe-deeply": "breathe deeply",
    "move-freely": "move as it wants",
    "provider-limits": "certified provider",
    "provider-alone": "struggle alone",
    "free-videos": "free videos",
    "no-special-knowledge": "no special knowledge",
    "care-food": "eat",
    "care-active": "active|walk",
    "care-sleep": "sleep|bed",
    "care-journal": "journal|write",
    "care-journal-trauma": "choice.*15 minutes.*grounding",
    "care-people": "love|somebody you like",
    "care-before": "before",
    "care-during": "eyes open",
    "care-after": "rest",
    "stands-alone": "stand alone",
    "with-therapy": "may gain more",
    "complementary": "four approaches",
    "also-brainspotting": "brainspotting",
    "also-emdr": "emdr.*ptsd",
    "also-eft": "tapping",
    "also-art": "accelerated resolution",
    "compared-cost": "costs",
    "compared-services": "offers",
    "compared-training": "training and experience",
    "online-therapy": "video",
    "in-person-therapy": "therapist",
    "psychiatry-medication": "medicine.*insurance",
    "ketamine": "for a doctor to judge.*neither advise",
    "provider-exercises": "shows you the exercises",
    "directories": "specialty, experience, insurance, price and place",
    "first-assessment": "questions that lead to a suggestion",
    "newsletter": "weekly letter from your own record",
    "no-companies": "left out on purpose",
    "outcomes-of-the-article": "article’s list",
    **{f"outcome-{number}": "" for number in range(1, 13)},
}
"""Fact → what must be said where it is tagged."""
OUTCOMES = (
    "chronic stress and fatigue", "anxiety", "ptsd", "self-esteem and confidence", "headaches and migraines",
    "muscle tension and chronic back pain", "digestion", "sleep and insomnia",
    "fast heartbeat and heart rate variability", "good feelings and mood", "enjoyment and quality of life",
    "body awareness and coordination",
)  # fmt: skip
CLAIMED = (
    "psoas-discharge", "system-settles", "claim-benefits", "claim-safe-home", "claim-safe-limits",
    "stands-alone", "with-therapy", "claim-moves-again",
)  # fmt: skip
"""What only the article says: never in our own voice."""
COMPANY = re.compile(
    r"betterhelp|talkspace|brightside|headway|mindbloom|innerwell|psychology today|cerebral|\bnue\b"
    r"|neurogenic yoga|\binc\b|\bltd\b|gmbh|https?:|www\.|\.com\b",
    re.IGNORECASE,
)


class Tagged(NamedTuple):
    facts: tuple[str, ...]
    words: str
    source: str


def tagged() -> Iterator[Tagged]:
    """Everything that carries facts."""
    for page in PAGES.values():
        yield from (of_line(line) for line in lines_of(page))
        yield from (Tagged(each.facts, f"{each.name} {each.measured}", "measure") for each in page.outcomes)
    yield from (of_line(line) for line in HELP.finding)
    yield from (Tagged(kind.facts, f"{kind.title} {kind.what}", kind.known.source) for kind in HELP.kinds)
    yield from (Tagged(each.facts, each.words, each.source) for each in TEACHING.letter.kind)
    yield from (Tagged(each.facts, each.words, TEACHING.day.source) for each in TEACHING.day.states)


def of_line(line: Line) -> Tagged:
    return Tagged(line.facts, line.words, line.source)


@pytest.mark.parametrize("fact", FACTS)
def test_the_fact_stands_there_with_its_source(fact: str) -> None:
    found = [each for each in tagged() if fact in each.facts]
    assert found, "no text carries this fact"
    for each in found:
        assert re.search(FACTS[fact], each.words, re.IGNORECASE | re.DOTALL), each.words
        assert each.source.strip()


def test_no_text_names_a_fact_that_nobody_looks_for() -> None:
    own = {"eight-exercises", "shaking-spreads", "not-shown", "guidelines", "claim-moves-again"}
    own |= {"help-emdr", "help-art", "help-eft", "help-brainspotting"}
    assert {fact for each in tagged() for fact in each.facts} - set(FACTS) == own


@pytest.mark.parametrize("fact", CLAIMED)
def test_what_only_the_article_says_is_marked_as_its_claim(fact: str) -> None:
    lines = [line for page in PAGES.values() for line in lines_of(page) if fact in line.facts]
    assert lines and all(line.claim and not line.says for line in lines)


def test_every_line_carries_source_and_grade() -> None:
    for page in PAGES.values():
        for line in lines_of(page):
            assert len(line.source) > 3 and line.grade in "ABCD", line
    for kind in HELP.kinds:
        assert all(len(said.source) > 3 and said.grade in "ABCD" for said in (kind.known, kind.cost))
    assert all(rule.source and rule.grade for rule in TEACHING.steps.rules)
    assert all(term.source and term.grade for term in TEACHING.learning.glossary.terms)


def test_a_claim_of_the_article_is_never_graded_as_a_paper() -> None:
    claims = [line for page in PAGES.values() for line in lines_of(page) if line.claim]
    assert len(claims) >= 8
    assert {line.grade for line in claims} == {"C"}
    assert all("article" in line.source for line in claims)


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.id)
def test_a_page_is_short(page: object) -> None:
    file = next(find_content().glob(f"learn/*-{page.id}.yaml"))  # type: ignore[attr-defined]
    assert all_words(file) <= MOST_WORDS
    assert 100 < word_count(page) <= MOST_WORDS  # type: ignore[arg-type]


def test_the_glossary_is_a_short_page_too() -> None:
    assert all_words(find_content() / "learn/glossary.yaml") <= MOST_WORDS
    words = [term.word for term in TEACHING.learning.glossary.terms]
    assert words == sorted(words, key=str.lower)


def all_words(file: Path) -> int:
    """Counted from the file itself, whatever its keys, but what is only for the program."""
    hidden = ("facts", "by", "id", "grade", "pose")

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, item in value.items():
                if key not in hidden:
                    yield from texts(item)
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)

    return sum(len(text.split()) for text in texts(yaml.safe_load(file.read_text("utf-8"))))


def test_the_twelve_hopes_stand_in_their_order_each_with_a_measure() -> None:
    outcomes = PAGES["what-may-change"].outcomes
    assert [each.facts for each in outcomes] == [(f"outcome-{number}",) for number in range(1, 13)]
    for each, words in zip(outcomes, OUTCOMES, strict=True):
        assert words in each.name.lower() and each.by


def test_no_company_and_no_address_is_named() -> None:
    for path in (*find_content().glob("learn/*.yaml"), find_content() / "support/kinds-of-help.yaml"):
        shown = "\n".join(path.read_text("utf-8").splitlines()[1:])
        assert COMPANY.findall(shown) == [], path.name


def test_every_kind_of_help_that_was_asked_for_is_there() -> None:
    ids = {kind.id for kind in HELP.kinds}
    assert ids == {
        "trauma-therapy", "provider", "emdr", "brainspotting", "eft", "art", "prolonged-exposure", "cpt",
        "online-therapy", "psychiatry", "ketamine", "support-group", "crisis-line", "family-doctor",
    }  # fmt: skip
    therapies = {kind.id for kind in HELP.kinds if kind.group == "therapy" and kind.standing == "recommended"}
    assert therapies == {"prolonged-exposure", "cpt", "emdr"}
