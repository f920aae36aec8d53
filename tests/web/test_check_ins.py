"""Check-ins are kept by day, replaced, marked when late, shown, forgotten; goals stay in the record."""

from typing import Any

from visitor import Visitor

from tremula.actions.check_ins import GOAL

DAY = "2026-11-22"


def keep(person: Visitor, **said: Any) -> int:
    return person.ask("POST", "/api/check-ins", {"day": DAY, **said}).status_code


def kept(person: Visitor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.ask("GET", "/api/check-ins").json()["check_ins"]
    return found


def test_a_day_has_one_check_in_and_the_next_replaces_it(person: Visitor) -> None:
    assert keep(person, ratings={"mood": 4, "tension": 6}) == 204
    assert keep(person, ratings={"mood": 5}, contexts=["therapy"]) == 204
    (day,) = kept(person)
    assert day["ratings"] == {"mood": 5}
    assert (day["day"], day["contexts"], day["late"]) == (DAY, ["therapy"], False)
    page = person.visit("/check-in").text
    assert "Today is kept" in page
    assert "<dt>Mood</dt><dd>5 of 10</dd>" in page
    assert 'value="5" aria-describedby="ends-mood"' in page.replace("  ", " ")


def test_yesterday_is_late_and_shown_as_such(person: Visitor) -> None:
    assert keep(person, day="2026-11-21", ratings={"pain": 2}) == 204
    assert kept(person)[0]["late"] is True
    page = person.visit("/check-in/yesterday").text
    assert "Yesterday is kept" in page
    assert "Written a day later, and marked so." in page
    assert "How is today?" in person.visit("/check-in").text


def test_yesterday_is_a_press_away_from_today_and_from_the_record(person: Visitor) -> None:
    assert keep(person, ratings={"mood": 7}) == 204
    assert "Tell yesterday" in person.visit("/check-in").text
    assert 'href="/check-in/yesterday"' in person.visit("/record").text


def test_a_day_can_be_forgotten(person: Visitor) -> None:
    keep(person, ratings={"mood": 5})
    assert person.ask("DELETE", f"/api/check-ins/{DAY}").status_code == 204
    assert kept(person) == []
    assert person.ask("DELETE", f"/api/check-ins/{DAY}").status_code == 404


def test_it_asks_what_a_person_chose_and_for_their_goal(person: Visitor) -> None:
    own = {"chosen": ["confidence", "pulse"], "tags": ["garden", "Garden"], "goal": " Walk to the  lake "}
    answer = person.ask("PUT", "/api/check-in", own).json()
    assert answer == {"chosen": ["confidence", "pulse"], "tags": ["garden"], "goal": "Walk to the lake"}
    page = person.visit("/check-in").text
    assert page.count('type="range"') == 8 + 2
    assert "Your goal: Walk to the lake" in page
    assert 'value="garden"' in page
    assert keep(person, ratings={"goal": 3}, values={"pulse": 58}, contexts=["garden"]) == 204
    assert "<dt>Goal</dt><dd>3 of 10</dd>" in person.visit("/check-in").text


def test_an_old_goal_stays_in_the_record_and_none_is_a_choice(person: Visitor, time: Any) -> None:
    for goal in ("Walk to the lake", "Walk to the lake", "Swim", ""):
        person.ask("PUT", "/api/check-in", {"goal": goal})
        time.seconds += 1
    kept = person.house.store.read_sync(lambda tx, _: [row.body for row in tx.answers(GOAL)], None)
    assert kept == [{"text": "Walk to the lake"}, {"text": "Swim"}, {"text": ""}]
    assert "Your goal" not in person.visit("/check-in").text


def test_a_session_of_the_day_is_ticked_already(person: Visitor) -> None:
    ticked = '<input type="checkbox" name="contexts" value="session" checked>'
    assert ticked not in person.visit("/check-in").text
    person.begin(exercises=["ankles"])
    assert ticked in person.visit("/check-in").text
    keep(person, ratings={"mood": 5})
    assert ticked not in person.visit("/check-in").text


def test_a_hard_day_is_met_with_people(person: Visitor) -> None:
    keep(person, ratings={"mood": 2})
    assert "a hard day" not in person.visit("/check-in").text
    keep(person, ratings={"mood": 1})
    page = person.visit("/check-in").text
    assert "That sounds like a hard day." in page
    assert 'href="/safety-plan">People I can call' in page


def test_with_an_irregular_heartbeat_no_heart_rate_variability_is_asked(person: Visitor) -> None:
    assert "hrv" in person.visit("/check-in/own").text
    screen(person, heart="yes")
    person.ask("PUT", "/api/check-in", {"chosen": ["pulse"]})
    assert "hrv" not in person.visit("/check-in/own").text
    assert keep(person, values={"hrv-rmssd": 40}) == 422
    assert keep(person, values={"pulse": 64}) == 204


def screen(person: Visitor, **more: str) -> None:
    safety = person.house.safety.screening
    answers = {question.id: "no" for question in safety.questions} | {"reachable": "yes"} | more
    answer = person.ask("PUT", "/api/screening", {"answers": answers})
    assert answer.status_code == 200, answer.text


def test_a_change_drops_nothing_that_is_no_longer_asked(person: Visitor) -> None:
    own = {"chosen": ["confidence", "pulse"], "tags": ["moon"], "goal": "Walk"}
    person.ask("PUT", "/api/check-in", own)
    said = {"ratings": {"confidence": 7, "mood": 5, "pain": 2, "goal": 3}, "values": {"pulse": 61}}
    keep(person, **said, contexts=["moon"])
    person.ask("PUT", "/api/check-in", {"chosen": [], "tags": [], "goal": ""})
    assert 'name="contexts" value="moon" checked' in person.visit("/check-in").text
    assert keep(person, ratings={"mood": 6}, contexts=["moon"]) == 204
    (day,) = kept(person)
    assert day["ratings"] == {"confidence": 7, "mood": 6, "goal": 3}
    assert (day["values"], day["contexts"]) == ({"pulse": 61}, ["moon"])
    assert keep(person, ratings={"mood": 6}) == 204
    assert kept(person)[0]["contexts"] == []
    assert keep(person, ratings={"mood": 6}, contexts=["moon"]) == 422


def test_what_was_told_in_time_is_not_late_when_it_is_put_right_next_morning(
    person: Visitor, time: Any
) -> None:
    keep(person, ratings={"mood": 5})
    time.seconds += 86_400
    person.enter(launch=person.house.entries.launch())
    assert keep(person, ratings={"mood": 4}) == 204
    assert (kept(person)[0]["ratings"], kept(person)[0]["late"]) == ({"mood": 4}, False)


def test_two_goals_of_one_moment_stay_both_and_the_last_one_holds(person: Visitor) -> None:
    for goal in ("Walk", "Swim", "Sleep"):
        person.ask("PUT", "/api/check-in", {"goal": goal})
    kept = person.house.store.read_sync(lambda tx, _: [row.body["text"] for row in tx.answers(GOAL)], None)
    assert kept == ["Walk", "Swim", "Sleep"]
    assert person.ask("GET", "/api/check-in").json()["own"]["goal"] == "Sleep"
