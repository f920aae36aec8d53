"""The pages around a session: questions, what follows, before, after, the safety plan. No dead end."""

import re
import uuid
from typing import Any

import pytest
from looking import Looked, against_the_policy
from visitor import Visitor

from tremula.web.pages.screening import MOST, groups

PAGES = ("/screening", "/screening/result", "/before", "/safety-plan")


def screened(person: Visitor, **answers: str) -> Visitor:
    calm = {question.id: "no" for question in person.house.safety.screening.questions} | {"reachable": "yes"}
    given = calm | {id.replace("_", "-"): answer for id, answer in answers.items()}
    assert person.ask("PUT", "/api/screening", {"answers": given}).status_code == 200
    return person


def arrived(person: Visitor, **said: Any) -> Visitor:
    today = {question.id: "no" for question in person.house.safety.checks.not_today}
    answer = person.ask("POST", "/api/arrivals", {"arrival": {"today": today} | said})
    assert answer.json()["gate"]["open"], answer.text
    return person


def looked(person: Visitor, path: str) -> Looked:
    answer = person.visit(path)
    assert answer.status_code == 200, (path, answer.headers.get("location"))
    page = Looked(answer.text)
    assert against_the_policy(page) == []
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert sorted(set(ids)) == sorted(ids)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_the_new_pages_leads_somewhere(person: Visitor, path: str) -> None:
    screened(person)
    page = looked(person, path)
    inner = {link.partition("#")[0] for link in page.links() if link.startswith("/")}
    assert {link: person.visit(link).status_code for link in inner} == dict.fromkeys(inner, 200)


def test_the_questions_come_a_few_at_a_time_with_not_sure(person: Visitor) -> None:
    rules = person.house.safety.screening
    page = looked(person, "/screening")
    asked = {each["name"] for each in page.all("input") if each.get("type") == "radio"}
    assert asked == {question.id for question in rules.questions}
    for group in groups(rules):
        assert sum(question.after is None for question in group.questions) <= MOST
    unsure = {each["name"] for each in page.all("input") if each.get("value") == "unsure"}
    assert asked - unsure == {question.id for question in rules.questions if question.unsure == "never"}


def test_what_the_short_list_told_is_not_asked_for_twice(person: Visitor) -> None:
    person.ask("POST", "/api/screening", {"answers": {"seizures": "no", "alone": "no", "heart": "unsure"}})
    page = looked(person, "/screening")
    kept = {each["name"]: each["value"] for each in page.all("input") if "checked" in each}
    assert kept == {"seizures": "no", "reachable": "yes", "heart": "unsure"}


def test_before_the_first_session_all_questions_come(person: Visitor) -> None:
    assert person.visit("/before").headers["location"] == "/welcome"
    person.ask("POST", "/api/screening", {"answers": {"crisis": "no"}})
    assert person.visit("/before").headers["location"] == "/screening"
    assert person.visit("/screening/result").headers["location"] == "/screening"
    screened(person)
    assert looked(person, "/before")


@pytest.mark.parametrize(
    ("form", "answers", "head"),
    [("phq-15", {"q8": 2}, "First, talk to a person"), ("phq-9", {"q9": 1}, "You need a person now")],
)
def test_nobody_is_told_to_practise_whom_something_else_closes(
    person: Visitor, form: str, answers: dict[str, int], head: str
) -> None:
    screened(person)
    assert "You can practise alone" in looked(person, "/screening/result").words
    sent = person.ask("POST", f"/api/questionnaires/{form}/answers", {"answers": answers, "early": True})
    assert sent.status_code == 201
    page = looked(person, "/screening/result")
    assert head in page.words
    assert "You can practise" not in page.words


def test_red_says_why_and_whom_to_ask_and_leaves_much_open(person: Visitor) -> None:
    screened(person, pregnancy="yes")
    assert person.visit("/").headers["location"] == "/screening/result"
    assert person.visit("/before").headers["location"] == "/"
    page = looked(person, "/screening/result")
    assert "not alone" in page.words and "midwife" in page.words
    assert {"/grounding", "/library", "/safety-plan", "/screening"} <= set(page.links())
    assert page.begins() == []
    assert looked(person, "/library/ankles").begins() == []


def test_in_a_crisis_people_come_first(person: Visitor) -> None:
    screened(person, crisis="yes", dissociation="yes")
    page = looked(person, "/screening/result")
    assert "You need a person now" in page.words
    assert "112" in page.words
    assert "with somebody in the room" not in page.words.lower()


def test_with_somebody_in_the_room_the_page_before_asks_who(person: Visitor) -> None:
    screened(person, psychosis="yes")
    assert "in the room" in looked(person, "/").words
    page = looked(person, "/before")
    assert {"tel:112", "tel:911"} <= set(page.links())
    assert {"present", "here"} <= {each.get("id") for each in page.all("input")}
    assert person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4())}).status_code == 409
    arrived(person, present="Ms Lind").begin()


def test_without_an_arrival_no_session_begins_and_the_words_say_what_comes_first(person: Visitor) -> None:
    screened(person)
    answer = person.ask("POST", "/api/sessions", {"id": str(uuid.uuid4())})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "arrival-first")
    assert "how you are" in answer.json()["error"]["words"]
    arrived(person).begin()


def test_a_state_tapped_in_the_session_stands_in_the_form_and_asks_whether_it_was_gone(
    person: Visitor,
) -> None:
    session = arrived(screened(person)).begin()
    told = [("start", 0, {}), ("stop", 9_000, {"felt": "dissociating"}), ("settled", 9_001, {})]
    events = [{"seq": n, "kind": kind, "at": at, "body": body} for n, (kind, at, body) in enumerate(told, 1)]
    assert person.append(session, events).status_code == 200
    page = looked(person, f"/after/{session['id']}")
    ticked = [
        each["value"] for each in page.all("input") if each.get("name") == "state" and "checked" in each
    ]
    assert ticked == ["dissociating"]
    assert "You tapped this when you stopped" in page.words
    assert "gone within a minute" in page.words
    person.ask("PUT", f"/api/sessions/{session['id']}/after", {"settled": 9})
    assert "First, settle" in looked(person, f"/after/{session['id']}").words


def test_an_amber_answer_is_told_with_its_reason(person: Visitor) -> None:
    screened(person, eyes="unsure")
    page = looked(person, "/screening/result")
    assert "in a careful way" in page.words
    assert "pressure in the eyes rises" in page.words
    assert "You were not sure" in page.words
    assert "left out for you" in looked(person, "/library/fold").words
    assert looked(person, "/library/fold").begins() == []


def test_a_noted_agreement_opens_the_row_and_is_shown(person: Visitor) -> None:
    screened(person, heart="yes")
    day = person.house.clock.stamp()[:10]
    agreement = {"row": "heart", "who": "Dr Berg", "kind": "doctor", "on": day}
    told = person.ask("POST", "/api/clearances", agreement).json()["screening"]
    assert (told["grade"], told["solo"]) == ("amber", True)
    page = looked(person, "/screening/result")
    assert "Dr Berg" in page.words
    assert looked(person, "/").begins()


def test_an_agreement_that_has_ended_is_named_with_the_reason(person: Visitor, time: Any) -> None:
    day = person.house.clock.stamp()[:10]
    screened(person, hernia="yes")
    agreement = {"row": "hernia", "who": "Dr Berg", "kind": "doctor", "on": day}
    person.ask("POST", "/api/clearances", agreement)
    for answer in ("no", "yes"):
        time.seconds += 86_400
        screened(person, hernia=answer)
    words = looked(person, "/screening/result").words
    assert (
        f"The agreement of Dr Berg, {day}, counts no more. After it you gave answers without this." in words
    )
    assert "Agreements you noted" not in words


@pytest.mark.parametrize(
    ("said", "rule", "words", "kinds"),
    [
        ({"cannot_stop": True}, "cannot-stop", "A doctor has agreed", ["doctor"]),
        (
            {"state": "flooding", "severity": "moderate"},
            "state-moderate",
            "A doctor, a therapist or a certified provider has agreed",
            ["doctor", "therapist", "provider"],
        ),
    ],
    ids=["a doctor only", "any of three"],
)
def test_only_whose_agreement_opens_it_is_offered(
    person: Visitor, said: Any, rule: str, words: str, kinds: list[str]
) -> None:
    session = arrived(screened(person)).begin()
    person.ask("PUT", f"/api/sessions/{session['id']}/after", {"settled": 3, **said})
    page = looked(person, "/screening/result")
    offered = [each["value"] for each in page.all("option")]
    hidden = [each["value"] for each in page.all("input") if each.get("name") == "kind"]
    assert (hidden or offered) == kinds
    assert words in page.words
    agreement = {"row": rule, "who": "Ms Lind", "kind": "provider", "on": person.house.clock.stamp()[:10]}
    answer = person.ask("POST", "/api/clearances", agreement)
    assert answer.status_code == (200 if "provider" in kinds else 422)


def test_before_a_session_only_what_matters_is_asked(person: Visitor) -> None:
    screened(person, sugar="yes")
    page = looked(person, "/before")
    assert "Check your blood sugar first" in page.words
    rows = [each["value"] for each in page.all("input") if each.get("name") == "today"]
    assert rows == [row.id for row in person.house.safety.checks.not_today]
    for name in ("distress", "tension", "tiredness"):
        scale = [each for each in page.all("input") if each.get("name") == name]
        assert [each["value"] for each in scale] == [str(value) for value in range(11)]
        assert not any("checked" in each for each in scale)


@pytest.mark.parametrize(
    ("distress", "advice"), [(2, "go"), (6, "less"), (9, "ground")], ids=["calm", "stirred", "heavy"]
)
def test_a_heavy_arrival_is_offered_something_gentler(person: Visitor, distress: int, advice: str) -> None:
    screened(person)
    answer = person.ask("POST", "/api/arrivals", {"arrival": {"distress": distress}}).json()
    assert (answer["advice"], answer["gate"]["open"], answer["half"]) == (advice, True, 90_000)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"settled": 8}, "What is kind now"),
        ({"settled": 3}, "First, settle"),
        ({"settled": 8, "state": "dissociating", "severity": "mild"}, "First, settle"),
        ({"settled": 8, "cannot_stop": True}, "Call for medical help"),
        ({"settled": 8, "distress": 8}, "That is a lot of distress. You do not have to carry it alone."),
        ({"settled": 8, "distress": 5}, "It is more than before the session."),
        ({"settled": 8, "distress": 4}, "What is kind now"),
    ],
)
def test_after_a_session_the_page_says_what_is_kind(person: Visitor, said: Any, words: str) -> None:
    session = arrived(screened(person), distress=3).begin()
    path = f"/after/{session['id']}"
    assert "How settled are you?" in looked(person, path).words
    assert person.ask("PUT", f"/api/sessions/{session['id']}/after", said).status_code == 204
    page = looked(person, path)
    assert words in page.words
    assert "glass of water" in page.words
    assert not re.search(r"well done|great|congrat", page.words, re.I)


def test_what_was_said_about_a_session_goes_with_it(person: Visitor) -> None:
    session = arrived(screened(person)).begin()
    line = "only for me to read"
    person.ask("PUT", f"/api/sessions/{session['id']}/after", {"line": line})
    assert line in person.visit(f"/after/{session['id']}").text
    person.ask("DELETE", f"/api/sessions/{session['id']}")
    assert person.visit(f"/after/{session['id']}").status_code == 404
    assert person.house.store.read_sync(lambda tx, _: list(tx.answers("after")), None) == []


def test_the_safety_plan_is_shown_as_it_was_written(person: Visitor) -> None:
    assert "Nothing is written down yet" in looked(person, "/safety-plan").words
    person.ask("PUT", "/api/safety-plan", {"warning_signs": ["I <b>hide</b>"], "places": ["The park"]})
    person.ask("PUT", "/api/contacts", {"contacts": [{"name": "Ana", "phone": "+34 600 1"}]})
    page = looked(person, "/safety-plan")
    assert "I <b>hide</b>" in page.words and "The park" in page.words
    assert "tel:+346001" in page.links()
    person.ask("PUT", "/api/contacts", {"contacts": []})
    assert "Ana" not in looked(person, "/safety-plan").words
