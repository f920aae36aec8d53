"""Questionnaires over the wire and on their pages: kept as one goes, told in words, support first."""

import re
from pathlib import Path
from typing import Any

import pytest
from visitor import Visitor

GAD = {f"q{n}": 1 for n in range(1, 8)}
CALM = {f"q{n}": 0 for n in range(1, 10)}
DAY = 86_400


def keep(person: Visitor, form: str, answers: dict[str, int], **more: Any) -> Any:
    return person.ask("POST", f"/api/questionnaires/{form}/answers", {"answers": answers, **more})


def later(person: Visitor, time: Any, days: float) -> None:
    time.seconds += days * DAY
    person.enter(launch=person.house.entries.launch())


def page(person: Visitor, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", person.visit(path).text).split())


def test_answers_so_far_are_there_again_until_the_form_is_done(person: Visitor) -> None:
    path = "/api/questionnaires/gad-7/draft"
    assert person.ask("PUT", path, {"answers": {"q1": 2}}).status_code == 204
    assert person.ask("PUT", path, {"answers": {"q1": 2, "q3": 0}}).status_code == 204
    html = person.visit("/questionnaires/gad-7").text
    assert re.findall(r'name="(q\d)" value="(\d)" checked', html) == [("q1", "2"), ("q3", "0")]
    assert "Begun, and not done yet." in page(person, "/questionnaires")
    assert keep(person, "gad-7", GAD).status_code == 201
    assert person.ask("GET", "/api/questionnaires/gad-7").json()["draft"] == {}
    assert "Begun" not in page(person, "/questionnaires")


def test_a_draft_can_be_begun_anew(person: Visitor) -> None:
    path = "/api/questionnaires/gad-7/draft"
    person.ask("PUT", path, {"answers": {"q1": 2}})
    assert person.ask("DELETE", path).status_code == 204
    assert person.ask("GET", "/api/questionnaires/gad-7").json()["draft"] == {}


def test_a_draft_of_another_day_asks_to_look_again(person: Visitor, time: Any) -> None:
    person.ask("PUT", "/api/questionnaires/gad-7/draft", {"answers": {"q1": 2}})
    assert "Begin anew" not in page(person, "/questionnaires/gad-7")
    later(person, time, 2)
    assert "You began this on Sunday, 22 November 2026." in page(person, "/questionnaires/gad-7")


@pytest.mark.parametrize(
    ("answers", "status"), [({}, 422), ({"q8": 1}, 422), ({"q1": 4}, 422), ({"q1": 0}, 201)]
)
def test_only_answers_that_the_form_has_are_kept(
    person: Visitor, answers: dict[str, int], status: int
) -> None:
    assert keep(person, "gad-7", answers).status_code == status


def test_the_result_tells_score_range_and_no_more(person: Visitor) -> None:
    keep(person, "gad-7", GAD)
    said = page(person, "/questionnaires/gad-7/result")
    assert "7 of 0 to 21; higher is worse" in said
    assert "Its authors call this range “mild”." in said
    assert "A score cannot say whether you are ill." in said
    assert "Spitzer" in said
    assert not re.search(r"\b(improved|recovered|cured|you have|disorder is)\b", said)


def test_too_early_is_told_and_needs_a_wish(person: Visitor, time: Any) -> None:
    keep(person, "gad-7", GAD)
    later(person, time, 5)
    said = page(person, "/questionnaires/gad-7")
    assert "It is a little early" in said and "From 6 December 2026 on it is time again." in said
    refused = keep(person, "gad-7", GAD)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "too-early")
    assert "data-early" in person.visit("/questionnaires/gad-7?early=yes").text
    assert keep(person, "gad-7", GAD, early=True).status_code == 201
    assert "it is not compared" in page(person, "/questionnaires/gad-7/result")
    later(person, time, 20)
    assert "It is a little early" not in page(person, "/questionnaires/gad-7")


def test_a_change_is_told_in_words_and_the_earlier_times_stay(person: Visitor, time: Any) -> None:
    keep(person, "gad-7", dict.fromkeys(GAD, 2))
    later(person, time, 15)
    keep(person, "gad-7", GAD)
    said = page(person, "/questionnaires/gad-7/result")
    assert "It was 14 on 22 November 2026. Now it is 7 points lower: more than chance explains" in said
    assert "22 November 2026 14" in said and "7 December 2026 7" in said


WAYS = "Find someone who can help My safety plan Grounding"


@pytest.mark.parametrize(
    ("before", "now", "shown"), [(0, 0, False), (1, 1, False), (2, 2, True), (0, 1, True), (2, 1, False)]
)
def test_a_high_score_or_a_worse_one_shows_ways_to_go_on(
    person: Visitor, time: Any, before: int, now: int, shown: bool
) -> None:
    keep(person, "gad-7", dict.fromkeys(GAD, before))
    later(person, time, 15)
    keep(person, "gad-7", dict.fromkeys(GAD, now))
    assert (WAYS in page(person, "/questionnaires/gad-7/result")) is shown


def test_two_changes_each_say_which_span_they_belong_to(person: Visitor, time: Any) -> None:
    keep(person, "gad-7", dict.fromkeys(GAD, 2))
    session = person.begin(exercises=["ankles"], dose="low")
    person.append(session, [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 30_000}])
    for points in (1, 1):
        later(person, time, 15)
        keep(person, "gad-7", dict.fromkeys(GAD, points))
    said = page(person, "/questionnaires/gad-7/result")
    assert "Since the start: It was 14 before your first session." in said
    assert "Since the last time: It was 7 on 7 December 2026." in said
    assert "These are two spans of time" in said


def test_the_list_counts_questions_as_their_names_do(person: Visitor) -> None:
    said = page(person, "/questionnaires")
    assert "9 questions and 1 more about the last 2 weeks" in said
    assert "Five questions that show" in said and "5 questions and 1 more about the past month" in said


def test_item_nine_leads_to_people_at_once(person: Visitor) -> None:
    person.ask("PUT", "/api/settings", {"country": "de"})
    person.ask(
        "PUT",
        "/api/contacts",
        {"contacts": [{"name": "Ada", "phone": "0300 1", "about": "", "professional": False}]},
    )
    html = person.visit("/questionnaires/phq-9").text
    assert 'data-from="1"' in html and "You do not have to carry that alone" in html
    keep(person, "phq-9", {**CALM, "q9": 1})
    html = person.visit("/questionnaires/phq-9/result").text
    said = page(person, "/questionnaires/phq-9/result")
    assert said.index("Talk to somebody now") < said.index("What your answers say")
    assert "Ada" in said and 'href="tel:03001"' in html
    assert "TelefonSeelsorge" in said or "Telefonseelsorge" in said
    assert {"/grounding#people", "/grounding", "/safety-plan"} <= set(re.findall(r'href="([^"]+)"', html))


def test_without_item_nine_nothing_urgent_is_said(person: Visitor) -> None:
    keep(person, "phq-9", CALM)
    said = page(person, "/questionnaires/phq-9/result")
    assert "Talk to somebody now" not in said and "crisis" not in said


def test_one_time_can_be_deleted(person: Visitor, time: Any) -> None:
    first = keep(person, "gad-7", GAD).json()["id"]
    path = f"/api/questionnaires/gad-7/answers/{first.replace('+', '%2B')}"
    assert person.ask("DELETE", path).status_code == 204
    assert person.ask("DELETE", path).status_code == 404
    assert person.ask("GET", "/api/questionnaires/gad-7").json()["entries"] == []
    assert person.visit("/questionnaires/gad-7/result").status_code == 303


def test_a_form_deletes_only_its_own_answers(person: Visitor) -> None:
    first = keep(person, "gad-7", GAD).json()["id"].replace("+", "%2B")
    assert person.ask("DELETE", f"/api/questionnaires/phq-9/answers/{first}").status_code == 404
    assert len(person.ask("GET", "/api/questionnaires/gad-7").json()["entries"]) == 1


def test_before_the_first_session_a_second_time_is_suggested_once(person: Visitor, time: Any) -> None:
    keep(person, "gad-7", GAD)
    assert "A second time before your first session" in page(person, "/questionnaires/gad-7/result")
    later(person, time, 14)
    keep(person, "gad-7", GAD)
    assert "A second time before your first session" not in page(person, "/questionnaires/gad-7/result")


def test_deleting_reaches_nothing_but_filled_in_forms(person: Visitor) -> None:
    person.ask("PUT", "/api/questionnaires/gad-7/draft", {"answers": {"q1": 2}})
    path = "/api/questionnaires/gad-7/answers/questionnaire-draft-gad-7"
    assert person.ask("DELETE", path).status_code == 404
    assert person.ask("GET", "/api/questionnaires/gad-7").json()["draft"] == {"q1": 2}


def test_the_list_tells_what_is_asked_how_long_and_when_last(person: Visitor, time: Any) -> None:
    keep(person, "gad-7", GAD)
    said = page(person, "/questionnaires")
    assert "How often worry and tension have bothered you." in said
    assert "About 2 minutes, 7 questions about the last 2 weeks" in said
    assert "Last on 22 November 2026. Again from 6 December 2026." in said
    later(person, time, 20)
    assert "Last on 22 November 2026. It can be filled in again." in page(person, "/questionnaires")
    assert "Daily check-in" not in said


def test_scores_are_told_over_the_wire_and_worked_out_when_read(person: Visitor) -> None:
    keep(person, "gad-7", GAD)
    told = person.ask("GET", "/api/questionnaires/gad-7").json()
    assert [one["scores"] for one in told["entries"]] == [{"total": 7.0}]
    lines = person.ask("GET", "/api/questionnaires").json()["questionnaires"]
    line = next(one for one in lines if one["id"] == "gad-7")
    assert (line["filled_in"], line["wait_days"], line["begun"]) == (1, 14, False)


def test_there_is_no_page_for_a_form_that_there_is_not(person: Visitor) -> None:
    assert person.visit("/questionnaires/mood").status_code == 404
    assert person.visit("/questionnaires/mood/result").status_code == 404
    assert keep(person, "mood", {"q1": 1}).status_code == 404


def test_nobody_can_read_them_in_a_locked_vault(person: Visitor) -> None:
    keep(person, "gad-7", GAD)
    person.house.lock()
    assert "What your answers say" not in person.visit("/questionnaires/gad-7/result").text


WHO = (Path(__file__).parents[2] / "packs/who-5/who-5.txt").read_text("utf-8")


def test_the_text_of_a_licensed_form_is_brought_filled_in_and_taken_away(person: Visitor) -> None:
    assert person.visit("/questionnaires/who-5").status_code == 404
    answer = person.ask("POST", "/api/questionnaires", {"text": WHO})
    assert (answer.status_code, answer.json()) == (201, {"id": "who-5"})
    assert "I have felt cheerful and in good spirits" in page(person, "/questionnaires/who-5")
    assert keep(person, "who-5", {"q1": 3, "q2": 2, "q3": 3, "q4": 1, "q5": 4}).status_code == 201
    said = page(person, "/questionnaires/who-5/result")
    assert "52 of 0 to 100; higher is better" in said and "CC BY-NC-SA" in said
    assert "WHO-5 Well-Being Index" in page(person, "/questionnaires/bring")
    assert person.ask("DELETE", "/api/questionnaires/who-5/text").status_code == 204
    assert person.visit("/questionnaires/who-5").status_code == 404
    person.ask("POST", "/api/questionnaires", {"text": WHO})
    assert "52 of 0 to 100" in page(person, "/questionnaires/who-5/result")


def test_a_text_that_fits_no_form_is_told_why(person: Visitor) -> None:
    answer = person.ask("POST", "/api/questionnaires", {"text": WHO.replace("q5:", "q6:")})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "plug-in")
    assert "“q5: …” is missing" in answer.json()["error"]["words"]
    assert "What you brought" not in page(person, "/questionnaires/bring")


def test_what_was_filled_in_can_be_taken_along_as_fhir(person: Visitor) -> None:
    assert "Take your answers along" not in page(person, "/questionnaires")
    assert "entry" not in person.ask("GET", "/api/fhir/questionnaires").json(), "FHIR knows no empty list"
    keep(person, "gad-7", GAD)
    assert "Take your answers along" in page(person, "/questionnaires")
    bundle = person.ask("GET", "/api/fhir/questionnaires").json()
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert kinds == ["Questionnaire", "QuestionnaireResponse"]
    assert bundle["entry"][1]["resource"]["authored"].startswith("2026-11-22T18:00:00")


def test_the_daily_check_in_goes_along(person: Visitor) -> None:
    body = {"day": "2026-11-22", "ratings": {"sleep": 7, "tension": 3}, "values": {}, "contexts": []}
    assert person.ask("POST", "/api/check-ins", body).status_code == 204
    bundle = person.ask("GET", "/api/fhir/questionnaires").json()
    assert [one["resource"]["id"][:14] for one in bundle["entry"]] == ["daily-check-in", "daily-check-in"]
    items = bundle["entry"][1]["resource"]["item"]
    assert {one["linkId"]: one["answer"][0]["valueInteger"] for one in items[:2]} == {
        "tension": 3,
        "sleep": 7,
    }


def test_a_form_sent_twice_in_one_moment_is_there_twice(person: Visitor) -> None:
    ids = [keep(person, "gad-7", {"q1": value}, early=True).json()["id"] for value in (1, 2)]
    entries = person.ask("GET", "/api/questionnaires/gad-7").json()["entries"]
    assert [(one["id"], one["answers"]) for one in entries] == [(ids[0], {"q1": 1}), (ids[1], {"q1": 2})]


def test_the_daily_form_is_not_answered_past_the_check_in(person: Visitor) -> None:
    answer = keep(person, "daily-check-in", {"mood": 3})
    assert answer.status_code == 422 and "/api/check-ins" in answer.json()["error"]["words"]
    draft = person.ask("PUT", "/api/questionnaires/daily-check-in/draft", {"answers": {"mood": 3}})
    assert draft.status_code == 422
