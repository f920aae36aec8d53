"""From what is kept to what may begin: questions, rest, “not today”, a hard day, company, the spiral."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tremula.actions.agreements import clear
from tremula.actions.append_events import AppendEvents, NewEvent, append_events
from tremula.actions.begin_session import BeginSession, begin_session
from tremula.actions.due import Due, DueFor, what_is_due
from tremula.actions.look_ahead import Ahead, Asking, look_ahead, refuse_closed, within_of
from tremula.actions.plan_session import plan_session
from tremula.actions.ports import Store
from tremula.actions.screening import (
    Cleared,
    FullScreening,
    NewClearance,
    Screening,
    answer_screening,
    last_answers,
    screen,
)
from tremula.actions.self_reports import (
    After,
    Arrival,
    Arriving,
    CheckAnswer,
    Checked,
    Rated,
    keep_after,
    keep_arrival,
    keep_check,
)
from tremula.core.exercise.script import Library
from tremula.core.failure import Refusal
from tremula.core.safety.rules import SafetyRules
from tremula.core.session.timeline import Timeline

MONDAY = datetime.fromisoformat("2026-11-02T18:00:00.000+01:00")
FAR = 420_000
"""Milliseconds after which a session has reached its exercises, and not yet its shaking."""
NOT_TODAY = ("unwell", "worn-out", "crisis", "drunk", "body-says-no")


class Person:
    """Somebody who practises, over a real store."""

    def __init__(self, store: Store, content: Library, rules: SafetyRules) -> None:
        self.store, self.content, self.rules = store, content, rules
        self.now, self.count = MONDAY, 0

    def stamp(self) -> str:
        return self.now.isoformat(timespec="milliseconds")

    def later(self, **span: int) -> "Person":
        self.now += timedelta(**span)
        return self

    def screened(self, **answers: Any) -> "Person":
        calm = {question.id: "no" for question in self.rules.screening.questions} | {"reachable": "yes"}
        given = calm | {id.replace("_", "-"): answer for id, answer in answers.items()}
        self.store.write_sync(screen, FullScreening(given, self.rules.screening, self.stamp()))
        return self

    def arrives(self, **said: Any) -> "Person":
        today = {question.id: "no" for question in self.rules.checks.not_today}
        arrival = Arrival(**{"today": today} | said)
        self.store.write_sync(keep_arrival, Arriving(arrival, self.stamp()))
        return self

    def ahead(self, *exercises: str) -> Ahead:
        return self.store.read_sync(look_ahead, Asking(self.rules, self.stamp(), exercises))

    def begins(self, *exercises: str) -> tuple[str, Timeline]:
        if not self.ahead().arrival.today:
            self.arrives()
        return self.begins_at_once(*exercises)

    def begins_at_once(self, *exercises: str) -> tuple[str, Timeline]:
        """Without being asked how it is today."""
        asking = Asking(self.rules, self.stamp(), exercises)
        ahead = self.ahead(*exercises)
        refuse_closed(ahead, asking)
        planned = plan_session(self.content, exercises, "default", within_of(ahead, self.rules))
        self.count += 1
        id = str(UUID(int=self.count))
        tomorrow = (self.now + timedelta(days=1)).isoformat()
        self.store.write_sync(
            begin_session, BeginSession(id, planned, self.stamp(), b"t" * 32, tomorrow, self.rules)
        )
        return id, msgspec.json.decode(planned.timeline, type=Timeline)

    def practises(self, *exercises: str) -> tuple[str, Timeline]:
        id, timeline = self.begins(*exercises)
        self.stops(id, FAR)
        return id, timeline

    def stops(self, id: str, at: int, **body: Any) -> "Person":
        told = (("start", 0, {}), ("stop", at, body), ("settled", at + 1, {}))
        events = [NewEvent(seq=n + 1, kind=kind, at=at, body=more) for n, (kind, at, more) in enumerate(told)]
        self.store.write_sync(append_events, AppendEvents(id, "page", events, b"t" * 32, self.stamp()))
        return self

    def rates(self, id: str, **said: Any) -> "Person":
        self.store.write_sync(keep_after, Rated(id, After(**said), self.stamp()))
        return self

    def says(self, session: str, *signs: str, when: Any = "next-day") -> "Person":
        known = frozenset(sign.id for sign in self.rules.checks.signs)
        answer = CheckAnswer(UUID(session), when, list(signs))
        self.store.write_sync(keep_check, Checked(answer, known, self.stamp()))
        return self

    def refused(self, *exercises: str) -> tuple[str, str]:
        with pytest.raises(Refusal) as caught:
            self.begins(*exercises)
        return caught.value.code, caught.value.words


@pytest.fixture
def person(store: Store, content: Library, rules: SafetyRules) -> Person:
    return Person(store, content, rules)


def cap(timeline: Timeline) -> int:
    assert timeline.check_in
    return timeline.check_in.cap


def test_the_short_list_alone_gives_a_beginner_s_session(person: Person) -> None:
    person.store.write_sync(answer_screening, Screening({"crisis": "no", "alone": "no"}, person.stamp()))
    assert person.ahead().provisional
    assert person.store.read_sync(last_answers, None) == {"crisis": "no", "reachable": "yes"}
    assert cap(person.begins()[1]) == 180_000


def test_a_red_short_list_closes_until_all_questions_were_answered_after_it(person: Person) -> None:
    person.store.write_sync(answer_screening, Screening({"seizures": "yes"}, person.stamp()))
    assert person.refused()[0] == "reading-and-grounding-only"
    person.later(hours=1).screened()
    person.begins()
    person.store.write_sync(answer_screening, Screening({"seizures": "yes"}, person.later(hours=1).stamp()))
    assert person.refused()[0] == "reading-and-grounding-only"


@pytest.mark.parametrize("row", ["crisis", "young", "pregnancy"])
def test_what_nobody_can_carry_is_never_a_session_even_with_somebody_there(person: Person, row: str) -> None:
    person.screened(**{row: "yes"}).arrives(present="Ms Lind")
    assert person.refused()[0] == "reading-and-grounding-only"


def test_with_a_provider_in_the_room_confirmed_each_time(person: Person) -> None:
    person.screened(dissociation="yes")
    code, words = person.refused()
    assert code == "accompanied-only"
    assert "provider in the room" in words
    _, timeline = person.arrives(present="Ms Lind").practises()
    assert cap(timeline) <= 120_000
    assert person.ahead().standing.history.sessions[0].accompanied
    assert person.later(days=3).refused()[0] == "accompanied-only"


def test_a_doctor_s_agreement_opens_the_heart_row_without_the_wall_sit(person: Person) -> None:
    person.screened(heart="yes")
    assert person.refused()[0] == "reading-and-grounding-only"
    agreement = NewClearance("heart", "Dr Berg", "doctor", "2026-11-01")
    person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    _, timeline = person.begins()
    assert "wall-sit" not in [chapter.id for chapter in timeline.chapters]
    assert cap(timeline) == 30_000


@pytest.mark.parametrize(
    "agreement",
    [
        NewClearance("pregnancy", "Dr Berg", "doctor", "2026-11-01"),
        NewClearance("heart", "Dr Berg", "doctor", "2026-11-31"),
        NewClearance("heart", "Dr Berg", "doctor", "2026-11-03"),
    ],
    ids=["no agreement opens it", "no such day", "a day to come"],
)
def test_an_agreement_that_cannot_be_is_not_kept(person: Person, agreement: NewClearance) -> None:
    with pytest.raises(Refusal) as caught:
        person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    assert caught.value.code == "shape"


def test_an_agreement_about_an_operation_opens_no_later_one(person: Person) -> None:
    agreement = NewClearance("surgery", "Dr Berg", "doctor", "2026-11-01")
    person.screened(surgery="yes")
    person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    assert person.ahead().gate.open
    assert person.later(days=50).screened(surgery="yes").ahead().gate.open
    assert person.later(days=50).screened(surgery="yes").refused()[0] == "reading-and-grounding-only"
    person.later(days=50).screened().later(days=400).screened(heart="yes", surgery="yes")
    assert {each.row for each in person.ahead().screening.reasons if each.grade == "red"} == {
        "heart",
        "surgery",
    }


def test_an_agreement_ends_when_its_reason_has_ended(person: Person) -> None:
    agreement = NewClearance("hernia", "Dr Berg", "doctor", "2026-11-01")
    person.screened(hernia="yes")
    person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    assert person.later(days=50).screened(hernia="unsure").ahead().gate.open
    person.later(days=10).screened(hernia="no").later(days=10).screened(hernia="yes")
    assert person.refused()[0] == "reading-and-grounding-only"
    agreement = msgspec.structs.replace(agreement, on=person.stamp()[:10])
    person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    assert person.ahead().gate.open


def test_answers_of_a_clock_that_was_ahead_are_asked_again_and_hide_no_newer_ones(person: Person) -> None:
    person.later(days=365).screened().later(days=-365)
    assert person.refused()[0] == "screening-again"
    person.screened(crisis="yes")
    assert person.ahead().gate.crisis
    assert person.later(days=366).screened().ahead().gate.open


def test_an_arrival_of_a_clock_that_was_ahead_hides_no_newer_one(person: Person) -> None:
    person.screened().later(days=3).arrives().later(days=-3)
    assert not person.ahead().asked
    person.arrives(today=dict.fromkeys(NOT_TODAY, "no") | {"drunk": "yes"})
    assert person.refused()[0] == "not-today"


def test_a_morning_s_agreement_knows_nothing_of_the_evening(person: Person) -> None:
    person.screened()
    noted = person.later(hours=-8).stamp()
    agreement = NewClearance("state-moderate", "Ms Lind", "therapist", noted[:10])
    person.store.write_sync(clear, Cleared(agreement, person.rules, noted))
    id, _ = person.later(hours=8).screened().practises()
    person.later(hours=1).rates(id, state="dissociating", severity="moderate").later(days=3).screened()
    assert person.refused()[0] == "closed"
    person.store.write_sync(
        clear,
        Cleared(msgspec.structs.replace(agreement, on=person.stamp()[:10]), person.rules, person.stamp()),
    )
    assert person.ahead().gate.open


def test_two_days_lie_between_two_sessions(person: Person) -> None:
    person.screened().practises()
    code, words = person.later(hours=47).refused()
    assert (code, "48 hours" in words) == ("rest", True)
    assert person.arrives(override_rest=True).refused()[0] == "rest", "never in the first weeks"
    person.later(hours=2).begins()


def test_a_session_that_only_arrived_asks_for_no_rest(person: Person) -> None:
    id, _ = person.screened().begins()
    events = [NewEvent(seq=1, kind="start"), NewEvent(seq=2, kind="stop", at=5000)]
    person.store.write_sync(append_events, AppendEvents(id, "page", events, b"t" * 32, person.stamp()))
    person.later(hours=1).begins()


@pytest.mark.parametrize("reason", NOT_TODAY)
def test_not_today_holds_for_the_day(person: Person, reason: str) -> None:
    person.screened().arrives(today=dict.fromkeys(NOT_TODAY, "no") | {reason: "yes"})
    code, _ = person.later(hours=5).refused()
    assert code == ("reading-and-grounding-only" if reason == "crisis" else "not-today")
    person.later(days=1).begins()


def test_less_is_given_and_more_is_not(person: Person) -> None:
    person.screened().arrives(tremor=90_000)
    assert cap(person.begins()[1]) == 90_000
    person.arrives(tremor=0)
    assert "butterfly" not in [chapter.id for chapter in person.begins()[1].chapters]
    assert person.arrives(tremor=600_000).refused()[0] == "too-much-tremor"


def test_a_worse_day_halves_the_next_time_and_two_good_ones_add_a_step(person: Person) -> None:
    person.screened()
    for _ in range(2):
        id, timeline = person.practises()
        person.later(days=1).says(id, "fine").later(days=3)
    id, grown = person.practises()
    assert cap(timeline) < cap(grown) <= cap(timeline) + 120_000
    person.later(days=1).says(id, "raw", "slept-badly").later(days=3)
    assert person.refused()[0] == "screening-again"
    _, halved = person.screened().begins()
    assert cap(halved) == cap(grown) // 2


def test_a_late_answer_replaces_the_first(person: Person) -> None:
    id, _ = person.screened().practises()
    person.later(days=1).says(id, "fine").says(id, "nausea")
    assert [check.signs for check in person.ahead().standing.history.sessions[0].checks] == [{"nausea"}]


def test_more_than_mild_closes_practice_alone_until_somebody_agreed(person: Person) -> None:
    id, _ = person.screened().practises()
    after = After(settled=2, state="flooding", severity="moderate")
    person.store.write_sync(keep_after, Rated(id, after, person.stamp()))
    person.later(days=4).screened()
    assert [pointer.id for pointer in person.ahead().pointers] == ["state-moderate"]
    person.refused()
    agreement = NewClearance("state-moderate", "Ms Lind", "therapist", person.stamp()[:10])
    person.store.write_sync(clear, Cleared(agreement, person.rules, person.stamp()))
    person.begins()


def test_whoever_answered_everything_is_asked_before_each_session(person: Person) -> None:
    person.screened()
    with pytest.raises(Refusal) as caught:
        person.begins_at_once()
    assert caught.value.code == "arrival-first"
    person.arrives(today={})
    with pytest.raises(Refusal):
        person.begins_at_once()
    person.arrives().begins_at_once()


def test_an_arrival_without_all_answers_counts_the_missing_ones_as_not_sure(person: Person) -> None:
    person.screened().arrives(today={"unwell": "no"})
    assert person.ahead().gate.crisis
    assert person.refused()[0] == "reading-and-grounding-only"


def test_a_state_tapped_in_the_session_halves_until_it_is_said_to_have_been_mild(person: Person) -> None:
    id, _ = person.screened().later(minutes=5).begins()
    person.stops(id, FAR, felt="flooding").later(hours=1)
    assert person.ahead().due
    assert (person.ahead().proposal.step, person.ahead().proposal.amounts.tremor) == ("halved", 90_000)
    assert person.rates(id, state="flooding", severity="mild").ahead().proposal.step == "same"
    assert person.ahead().due is None


def test_a_state_tapped_by_mistake_is_taken_back_and_silence_leaves_it(person: Person) -> None:
    id, _ = person.screened().begins()
    person.stops(id, FAR, felt="freezing").later(hours=1)
    assert person.rates(id, settled=9).ahead().proposal.step == "halved"
    assert person.rates(id, settled=9, state="none").ahead().proposal.step != "halved"


def test_a_state_counts_before_the_first_exercise_too(person: Person) -> None:
    id, _ = person.screened().begins()
    person.stops(id, 1_000, felt="dissociating").later(hours=1)
    assert person.rates(id, severity="moderate").ahead().pointers[0].id == "state-moderate"


@pytest.mark.parametrize("felt", ["fine", 7, None, ["flooding"]])
def test_what_is_no_state_is_passed_over(person: Person, felt: Any) -> None:
    id, _ = person.screened().begins()
    person.stops(id, FAR, felt=felt)
    assert person.ahead().standing.history.sessions[0].state is None


def test_the_questions_come_again_after_eight_weeks(person: Person) -> None:
    person.screened().later(days=55).begins()
    assert person.later(days=2).refused()[0] == "screening-again"


def spiralling(person: Person) -> Person:
    person.screened()
    for _ in range(4):
        id, _ = person.practises()
        person.later(days=1).says(id, "better").later(days=3)
    return person


def test_the_spiral_waits_for_four_good_sessions_and_a_small_worry(person: Person) -> None:
    assert person.screened().refused("spiral")[0] == "locked-exercise"
    spiralling(person).arrives(worry=5, distress=5)
    code, words = person.refused("spiral")
    assert (code, "3 of 10" in words) == ("locked-exercise", True)
    _, timeline = person.arrives(worry=3, distress=3).begins("spiral")
    assert [chapter.id for chapter in timeline.chapters if chapter.id == "spiral"] == ["spiral"]
    assert timeline.check_in is None, "never together with shaking"


def test_the_spiral_is_rated_before_it_begins(person: Person) -> None:
    person.screened()
    for _ in range(4):
        id, _timeline = person.practises("ankles")
        person.later(days=1).says(id, "fine").later(days=3)
    for unrated in ({}, {"worry": 2}, {"distress": 2}):
        person.arrives(**unrated)
        with pytest.raises(Refusal) as caught:
            person.begins_at_once("spiral")
        assert caught.value.code == "arrival-first"
    person.arrives(worry=2, distress=2)
    person.begins_at_once("spiral")


def test_the_spiral_never_comes_right_after_shaking(person: Person) -> None:
    spiralling(person).practises()
    person.later(hours=3).arrives(worry=2, distress=2)
    assert "24 hours" in person.refused("spiral")[1]


def at_the_wall(timeline: Timeline) -> int:
    sits = [cue.lasts for one in timeline.segments for cue in one.cues if cue.fact == "sit"]
    return max(sits, default=0)


def test_a_shorter_sit_or_none_is_a_matter_of_choosing(person: Person) -> None:
    planned = at_the_wall(person.screened().begins()[1])
    half = person.arrives(wall=planned // 2).begins_at_once()[1]
    assert (planned, at_the_wall(half)) == (45_000, 22_500)
    none = person.arrives(wall=0).begins_at_once()[1]
    assert "wall-sit" not in {chapter.id for chapter in none.chapters}


def test_a_sit_above_the_plan_is_refused_and_says_how_much_is_open(person: Person) -> None:
    code, words = person.screened().arrives(wall=240_000).refused()
    assert code == "note-first"
    code, words = person.arrives(wall=240_000, note_read=True).refused()
    assert (code, "1 minute" in words or "60 seconds" in words) == ("too-much-wall", True)


def due(person: Person) -> Due | None:
    return person.store.read_sync(what_is_due, DueFor(person.ahead().standing, person.stamp()))


def spiral_done(person: Person) -> str:
    id, timeline = person.arrives(worry=2, distress=2).begins_at_once("spiral")
    arrived = sum(segment.length for segment in timeline.segments if segment.chapter == "arrive")
    person.stops(id, arrived + 1)
    return id


def test_after_a_spiral_the_evening_and_the_next_day_are_asked_about(person: Person) -> None:
    id = spiral_done(spiralling(person))
    asked = due(person.later(hours=2))
    assert (asked and (asked.session, asked.check, asked.rating)) == (id, "evening", True)
    person.says(id, "fine", when="evening")
    asked = due(person.later(hours=20))
    assert (asked and asked.check) == "next-day"


def test_a_bad_day_after_a_spiral_brings_the_questions_back(person: Person) -> None:
    id = spiral_done(spiralling(person).screened())
    assert person.later(days=1).ahead().due is None
    person.says(id, "raw")
    assert person.refused()[0] == "screening-again"


@pytest.mark.parametrize(
    ("answers", "lost"),
    [
        ({"eyes": "yes"}, {"fold"}),
        ({"bones": "yes"}, {"fold", "opening"}),
        ({"low_pressure": "yes"}, {"wall-sit"}),
    ],
)
def test_an_amber_answer_takes_exercises_out(person: Person, answers: Any, lost: set[str]) -> None:
    green = {chapter.id for chapter in person.screened().begins()[1].chapters}
    person.later(hours=1).screened(**answers)
    amber = {chapter.id for chapter in person.begins()[1].chapters}
    assert lost <= green - amber


def test_a_session_is_kept_with_what_it_holds_not_with_what_was_left_out(person: Person) -> None:
    id, timeline = person.screened(eyes="yes").begins()
    row = person.store.read_sync(lambda tx, id: tx.session(id), id)
    assert row and row.exercises == tuple(chapter.id for chapter in timeline.chapters)
    assert "fold" not in row.exercises


def test_the_ladder_of_a_session_stays_known_when_the_answers_change(person: Person) -> None:
    person.screened().practises()
    assert person.ahead().standing.history.sessions[0].ladder == "usual"
    slower = person.later(days=3).screened(trauma="yes").ahead()
    assert slower.profile.ladder == "sensitive"
    assert slower.standing.history.sessions[0].ladder == "usual"


def without_head_down(timeline: Timeline) -> bool:
    paths = [timeline.segments, *timeline.branches.values()]
    return not any("head-down" in segment.tags for path in paths for segment in path)


def test_with_glaucoma_no_posture_has_the_head_down(person: Person) -> None:
    assert not without_head_down(person.screened().begins()[1])
    assert without_head_down(person.later(hours=1).screened(eyes="unsure").begins()[1])
