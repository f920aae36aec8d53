"""What the safety page asks for, as a person reads it."""

import pytest
from looking import Looked
from visitor import Visitor

from shipped import our_guidance
from tremula.web.pages.welcome import QUESTIONS

GROUNDING = our_guidance().support.grounding
STOPS = {
    "lying": ("legs long and flat", "stretch your toes", "roll to one side", "sit up"),
    "standing": ("both feet flat", "hand on a wall or a chair", "sit down"),
    "wall": ("hands on the wall", "push off, or slide down", "sit"),
    "fold": ("hands on your bent thighs", "rise slowly", "sit"),
    "sitting": ("both feet flat",),
}
EMERGENCIES = (
    "chest pain",
    "fainting",
    "severe headache",
    "how you see",
    "one side of the body",
    "speaking or breathing",
    "not knowing where you are",
    "within 10 minutes of lying flat, sitting up and walking",
)


@pytest.mark.parametrize("posture", GROUNDING.stops, ids=lambda posture: posture.id)
def test_each_posture_has_its_stop(posture: object) -> None:
    words = " ".join(f"{step.words} {step.more}" for step in posture.steps).lower()  # type: ignore[attr-defined]
    places = [words.find(stop) for stop in STOPS[posture.id]]  # type: ignore[attr-defined]
    assert -1 not in places and places == sorted(places)


def test_after_every_stop_come_the_senses_and_the_walk() -> None:
    words = " ".join(f"{step.words} {step.more}" for step in GROUNDING.always).lower()
    order = ("eyes open", "feel the floor", "touch", "your name", "five", "four", "three", "two", "one thing")
    places = [words.find(each) for each in (*order, "breathe out, longer than in", "stand up")]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("path", ["/grounding", "/help/shaking"])
def test_emergency_signs_are_all_there(resident: Visitor, path: str) -> None:
    words = Looked(resident.visit(path).text).words
    assert [sign for sign in EMERGENCIES if sign not in words] == []
    assert "112" in words


def test_knees_together_is_never_the_way_to_stop(resident: Visitor) -> None:
    assert "knees together" not in Looked(resident.visit("/grounding").text).words.lower()
    assert "Do not bring your knees together" in Looked(resident.visit("/help/shaking").text).words


def test_before_the_first_session_one_is_asked(person: Visitor) -> None:
    led = person.visit("/")
    assert (led.status_code, led.headers["location"]) == (303, "/welcome")
    page = Looked(person.visit("/welcome").text)
    for word in ("pregnant", "12 weeks", "fracture", "hernia", "disc", "seizures", "psychosis", "bipolar"):
        assert word in page.words
    for word in (
        "dissociative",
        "complex",
        "borderline",
        "crisis",
        "heart",
        "pacemaker",
        "pressure",
        "under 18",
    ):
        assert word in page.words
    assert "Nobody has shown that the shaking itself does it" in page.words
    assert "It is not a treatment" in page.words
    assert not [each for each in page.all("input") if "checked" in each]


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_one_yes_or_not_sure_leaves_reading_and_grounding(
    person: Visitor, question: object, answer: str
) -> None:
    answers = {each.id: "no" for each in QUESTIONS} | {question.id: answer}  # type: ignore[attr-defined]
    person.ask("POST", "/api/screening", {"answers": answers})
    today = Looked(person.visit("/").text)
    assert question.why in today.words and question.whom in today.words  # type: ignore[attr-defined]
    assert today.begins() == []
    assert {"/grounding", "/library", "/welcome#questions"} <= set(today.links())
    exercise = Looked(person.visit("/library/ankles").text)
    assert exercise.begins() == []
    assert "practising alone is closed" in exercise.words


def test_answers_can_be_changed(person: Visitor) -> None:
    answers = {question.id: "no" for question in QUESTIONS}
    person.ask("POST", "/api/screening", {"answers": answers | {"heart": "unsure"}})
    again = Looked(person.visit("/welcome").text)
    kept = {each["name"]: each["value"] for each in again.all("input") if "checked" in each}
    assert kept == answers | {"heart": "unsure"}
    person.ask("POST", "/api/screening", {"answers": answers})
    assert Looked(person.visit("/").text).begins()


@pytest.mark.parametrize("path", ["/safety-plan", "/help/shaking", "/grounding"])
def test_emergency_numbers_can_be_tapped(resident: Visitor, path: str) -> None:
    assert {"tel:112", "tel:911"} <= set(Looked(resident.visit(path).text).links())
