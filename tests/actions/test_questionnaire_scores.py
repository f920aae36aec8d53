"""What is said in a questionnaire reaches the gate: item 9 at once, a doctor first, and the way back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from tremula.actions.agreements import clear
from tremula.actions.look_ahead import Ahead, Asking, look_ahead
from tremula.actions.ports import Store
from tremula.actions.questionnaires import Answered, keep_draft, keep_questionnaire
from tremula.actions.screening import Cleared, FullScreening, NewClearance, screen
from tremula.core.safety.rules import SafetyRules

START = datetime.fromisoformat("2026-11-02T18:00:00.000+01:00")


class Person:
    """Somebody who may practise, and fills in questionnaires."""

    def __init__(self, store: Store, rules: SafetyRules) -> None:
        self.store, self.rules, self.now = store, rules, START
        self.answers_questions()

    def stamp(self) -> str:
        return self.now.isoformat(timespec="milliseconds")

    def answers_questions(self) -> None:
        calm = {question.id: "no" for question in self.rules.screening.questions} | {"reachable": "yes"}
        self.store.write_sync(screen, FullScreening(calm, self.rules.screening, self.stamp()))  # type: ignore[arg-type]

    def fills_in(self, form: str, answers: Mapping[str, int], **after: int) -> Ahead:
        self.now += timedelta(**(after or {"minutes": 1}))
        command = Answered(self.rules.forms[form], answers, self.stamp(), early=True)
        self.store.write_sync(keep_questionnaire, command)
        return self.ahead()

    def begins(self, form: str, answers: Mapping[str, int]) -> None:
        self.now += timedelta(minutes=1)
        self.store.write_sync(keep_draft, Answered(self.rules.forms[form], answers, self.stamp()))

    def ahead(self) -> Ahead:
        return self.store.read_sync(look_ahead, Asking(self.rules, self.stamp()))


@pytest.fixture
def person(store: Store, rules: SafetyRules) -> Person:
    return Person(store, rules)


def pointed(ahead: Ahead) -> list[str]:
    return [one.id for one in ahead.pointers]


def pcl(points: int) -> dict[str, int]:
    return {f"q{n + 1}": min(4, max(0, points - 4 * n)) for n in range(20)} | {"q16": 0}


def test_nothing_filled_in_changes_nothing(person: Person) -> None:
    assert person.ahead().gate.open
    assert person.fills_in("phq-9", {"q1": 3, "q9": 0}).gate.open


def test_item_nine_closes_practice_at_once_and_points_to_people(person: Person) -> None:
    ahead = person.fills_in("phq-9", {"q9": 1})
    assert pointed(ahead)[0] == "item-9"
    assert ahead.gate.crisis and not ahead.gate.open


def test_item_nine_counts_before_the_form_is_done(person: Person) -> None:
    form = person.rules.forms["phq-9"]
    person.store.write_sync(keep_draft, Answered(form, {"q9": 2}, person.stamp()))
    assert person.ahead().gate.crisis
    person.store.write_sync(keep_draft, Answered(form, {"q9": 0}, person.stamp()))
    assert person.ahead().gate.open


def test_practice_opens_again_once_the_questions_are_answered_calmly(person: Person) -> None:
    person.fills_in("phq-9", {"q9": 1})
    person.now += timedelta(days=1)
    person.answers_questions()
    assert person.ahead().gate.open


def test_a_later_form_without_the_thought_opens_it_too(person: Person) -> None:
    person.fills_in("phq-9", {"q9": 1})
    assert person.fills_in("phq-9", {"q1": 1}, days=14).gate.crisis
    assert person.fills_in("phq-9", {"q9": 0}, days=14).gate.open


def test_a_high_pcl_points_to_a_professional(person: Person) -> None:
    assert pointed(person.fills_in("pcl-5", pcl(30))) == []
    assert pointed(person.fills_in("pcl-5", pcl(31), days=30)) == ["pcl-5-high"]


def test_ten_points_more_than_the_lowest_before_points_there_too(person: Person) -> None:
    person.fills_in("pcl-5", pcl(12))
    assert pointed(person.fills_in("pcl-5", pcl(21), days=30)) == []
    assert pointed(person.fills_in("pcl-5", pcl(22), days=30)) == ["pcl-5-up"]


@pytest.mark.parametrize(
    ("form", "item", "value"),
    [("phq-15", "q6", 2), ("phq-15", "q8", 2), ("phq-15", "q10", 2), ("own-headache", "unlike", 1)],
)
def test_what_a_doctor_should_hear_first_closes_practice_until_one_agreed(
    person: Person, form: str, item: str, value: int
) -> None:
    assert person.fills_in(form, {item: value - 1}).gate.open
    ahead = person.fills_in(form, {item: value}, days=28)
    assert "doctor-first" in pointed(ahead) and not ahead.gate.open and not ahead.gate.crisis
    agreed = NewClearance("doctor-first", "Dr Ash", "doctor", person.stamp()[:10])
    person.store.write_sync(clear, Cleared(agreed, person.rules, person.stamp()))
    assert person.ahead().gate.open


def test_other_forms_do_not_hide_it_and_its_own_next_answers_do(person: Person) -> None:
    person.fills_in("phq-15", {"q6": 2})
    assert not person.fills_in("own-headache", {"unlike": 0}).gate.open
    assert person.fills_in("phq-15", {"q6": 1}, days=28).gate.open


@pytest.mark.parametrize(("form", "item", "value"), [("phq-15", "q6", 2), ("own-headache", "unlike", 1)])
def test_a_question_left_out_later_takes_nothing_back(
    person: Person, form: str, item: str, value: int
) -> None:
    other = person.rules.forms[form].items[0].id
    person.fills_in(form, {item: value})
    person.begins(form, {other: 0})
    assert not person.ahead().gate.open
    assert not person.fills_in(form, {other: 0}, days=14).gate.open
    person.begins(form, {item: 0})
    assert not person.ahead().gate.open
    assert person.fills_in(form, {item: 0}, days=14).gate.open


def test_a_draft_can_ask_for_a_doctor_too(person: Person) -> None:
    person.fills_in("phq-15", {"q6": 0})
    person.begins("phq-15", {"q8": 2})
    assert "doctor-first" in pointed(person.ahead())


def test_a_draft_never_takes_back_what_was_sent_of_item_nine(person: Person) -> None:
    person.fills_in("phq-9", {"q9": 3})
    person.begins("phq-9", {"q9": 0})
    assert person.ahead().gate.crisis
    person.begins("phq-9", {"q1": 0})
    assert person.ahead().gate.crisis
    assert person.fills_in("phq-9", {"q9": 0}).gate.open


def test_enough_points_point_to_a_professional_though_too_much_is_missing(person: Person) -> None:
    assert pointed(person.fills_in("pcl-5", {"q1": 4, "q2": 4})) == []
    sure = {f"q{n}": 4 for n in range(1, 9)}
    assert pointed(person.fills_in("pcl-5", sure, days=30)) == ["pcl-5-high"]


def test_a_sure_rise_points_there_and_a_few_answers_take_nothing_back(person: Person) -> None:
    person.fills_in("pcl-5", pcl(12))
    rise = {f"q{n}": 2 for n in range(1, 12)}
    assert pointed(person.fills_in("pcl-5", rise, days=30)) == ["pcl-5-up"]
    assert pointed(person.fills_in("pcl-5", {"q1": 1}, days=30)) == ["pcl-5-up"]
