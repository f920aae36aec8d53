"""An agreement that is kept opens what it is about; all others are refused, or told to count no more."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tremula.actions.agreements import clear, ended
from tremula.actions.ports import Store
from tremula.actions.screening import Cleared, FullScreening, NewClearance, screen
from tremula.actions.self_reports import Arrival, Arriving, keep_arrival
from tremula.actions.standing import read_standing
from tremula.core.failure import Refusal
from tremula.core.safety.rules import SafetyRules

START = datetime.fromisoformat("2026-11-02T18:00:00.000+01:00")
FRESH = ("surgery", "injury", "disc", "hernia")


class Person:
    """Somebody whose answers need an agreement."""

    def __init__(self, store: Store, rules: SafetyRules) -> None:
        self.store, self.rules, self.now = store, rules, START

    def stamp(self) -> str:
        return self.now.isoformat(timespec="milliseconds")

    def answers(self, days: int = 0, **said: Any) -> "Person":
        self.now += timedelta(days=days)
        calm: Any = {question.id: "no" for question in self.rules.screening.questions}
        given = calm | {"reachable": "yes"} | said
        self.store.write_sync(screen, FullScreening(given, self.rules.screening, self.stamp()))
        return self

    def notes(self, row: str, kind: Any = "doctor", who: str = "Dr Berg", ago: int = 0) -> "Person":
        day = (self.now - timedelta(days=ago)).date().isoformat()
        self.now += timedelta(minutes=1)
        command = Cleared(NewClearance(row, who, kind, day), self.rules, self.stamp())
        self.store.write_sync(clear, command)
        return self

    def refused(self, *what: Any, **how: Any) -> str:
        with pytest.raises(Refusal) as caught:
            self.notes(*what, **how)
        assert caught.value.code == "shape"
        return caught.value.words

    def red(self) -> list[str]:
        screening = self.store.read_sync(read_standing, self.rules).screening
        return [each.row for each in screening.reasons if each.grade == "red"] if screening else []

    def told(self) -> list[str]:
        return [each.why for each in self.store.read_sync(ended, self.rules.screening)]


@pytest.fixture
def person(store: Store, rules: SafetyRules) -> Person:
    return Person(store, rules)


@pytest.mark.parametrize("row", FRESH)
def test_an_old_agreement_opens_nothing_that_is_fresh(person: Person, row: str) -> None:
    said = {row: "yes"}
    assert person.answers(**said).notes(row).red() == []
    assert person.told() == []
    assert person.answers(days=56, **said).red() == []
    assert person.answers(days=56, **said).red() == [row]
    assert person.told() == ["An agreement about this counts for 84 days. Please ask again."]
    assert person.notes(row).red() == [] == person.told()


@pytest.mark.parametrize("row", [*FRESH, "heart"])
def test_it_ends_with_the_answer_that_it_is_over(person: Person, row: str) -> None:
    person.answers(**{row: "yes"}).notes(row).answers(days=14)
    assert person.answers(days=14, **{row: "yes"}).red() == [row]
    assert "What comes anew needs a new agreement" in person.told()[0]
    assert "What comes anew" in person.refused(row, ago=20), "the old word, noted again"
    assert person.notes(row, ago=1).red() == []


def test_what_was_noted_before_anything_was_named_opens_nothing_later(person: Person) -> None:
    assert "before your answers named this" in person.answers().refused("injury")
    assert person.answers(days=14, injury="yes").red() == ["injury"]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (20_000, "more than a year ago"),
        (366, "more than a year ago"),
        (-1, "today or earlier"),
        (85, "84 days"),
    ],
    ids=["1972", "a year and a day", "tomorrow", "twelve weeks and a day"],
)
def test_a_day_that_cannot_count_is_refused_with_words(person: Person, ago: int, words: str) -> None:
    person.answers(injury="yes")
    assert words in person.refused("injury", ago=ago)
    assert person.red() == ["injury"]


@pytest.mark.parametrize("blank", [" ", "\t \n", "\u200b", "\u00a0", "…"])
def test_nobody_agrees_and_nobody_is_in_the_room_without_a_name(person: Person, blank: str) -> None:
    assert "with a name" in person.answers(injury="yes").refused("injury", who=blank)
    with pytest.raises(Refusal, match="by name who is in the room"):
        person.store.write_sync(keep_arrival, Arriving(Arrival(present=blank), person.stamp()))


@pytest.mark.parametrize("kind", ["provider", "therapist"])
@pytest.mark.parametrize("what", ["cannot-stop", "shaking-outside", "doctor-first", "heart"])
def test_only_a_doctor_agrees_to_what_a_doctor_should_see(person: Person, what: str, kind: str) -> None:
    assert "A doctor has to agree to this" in person.answers(heart="yes").refused(what, kind)


@pytest.mark.parametrize("kind", ["doctor", "therapist", "provider"])
def test_any_professional_can_agree_after_a_hard_state(person: Person, kind: str) -> None:
    person.answers().notes("state-moderate", kind)


@pytest.mark.parametrize("what", ["crisis", "young", "psychosis", "trauma", "red", "no-such-row"])
def test_what_no_agreement_opens_is_refused(person: Person, what: str) -> None:
    assert person.answers().refused(what) == "No agreement opens this."
