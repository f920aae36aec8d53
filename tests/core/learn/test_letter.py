"""The weekly letter: what was done and noted, one thing to read, one kind thing; no count, no praise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shipped import our_guidance
from tremula.core.learn.letter import Done, Week, compose, plain_text, week_before

TEACHING = our_guidance().teaching
WORDS = TEACHING.letter
PAGES = [(page.id, page.title) for page in TEACHING.learning.pages.values()]
MONDAY = date(2026, 11, 9)
FULL = Week(
    MONDAY,
    [
        Done(MONDAY, ("Ankle stretch", "Wall sit")),
        Done(MONDAY + timedelta(3), ("Wall sit",), "Calm, a bit sad."),
    ],
    ["Fine", "Tired"],
)


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 22)])
def test_it_is_about_the_last_whole_week(day: date) -> None:
    assert week_before(day) == MONDAY


def test_on_monday_a_new_week_is_told() -> None:
    assert week_before(date(2026, 11, 23)) == date(2026, 11, 16)


def test_it_says_what_was_done_and_repeats_ones_own_words() -> None:
    letter = compose(WORDS, FULL, PAGES)
    assert letter.did == (
        "You practised 2 times.",
        "You did: Ankle stretch, Wall sit.",
        "In the checks you ticked: fine, tired.",
    )
    assert letter.lines == ("Calm, a bit sad.",)
    assert letter.care == ""


def test_a_week_without_a_session_is_told_kindly() -> None:
    letter = compose(WORDS, Week(MONDAY), PAGES)
    assert letter.did == (WORDS.no_session,)
    assert "fine" in WORDS.no_session
    assert letter.noted == WORDS.nothing_noted


def test_once_is_said_as_once() -> None:
    assert compose(WORDS, Week(MONDAY, [Done(MONDAY)]), PAGES).did == (WORDS.one_session,)


def test_a_hard_week_leads_to_self_care_and_never_to_more() -> None:
    letter = compose(WORDS, Week(MONDAY, worse=True), PAGES)
    assert letter.page == "self-care"
    assert "Do less" in letter.care
    assert "self-care" in dict(PAGES)


def test_the_same_week_gives_the_same_letter_and_every_page_has_its_turn() -> None:
    assert compose(WORDS, FULL, PAGES) == compose(WORDS, FULL, PAGES)
    weeks = [Week(MONDAY + timedelta(7 * turn)) for turn in range(len(PAGES))]
    assert {compose(WORDS, week, PAGES).page for week in weeks} == {id for id, _ in PAGES}
    kinds = {
        compose(WORDS, Week(MONDAY + timedelta(7 * turn)), PAGES).kind for turn in range(len(WORDS.kind))
    }
    assert kinds == {one.words for one in WORDS.kind}


def test_the_file_holds_everything_once() -> None:
    letter = compose(WORDS, FULL, PAGES)
    text = plain_text(letter, "Your week")
    for words in (letter.greeting, *letter.did, *letter.lines, letter.read, letter.kind, letter.farewell):
        assert text.count(words) == 1
    assert "{" not in text and "\n\n\n" not in text
