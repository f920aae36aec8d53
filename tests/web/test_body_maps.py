"""Body maps are kept, shown in words and pictures, replaced with their session and gone with it."""

import re
from urllib.parse import quote

from visitor import Visitor

FIRST = {"belly": {"tense": 3}, "pelvis": {"shaking": 2}}


def keep(person: Visitor, record: object, **more: object) -> int:
    return person.ask("POST", "/api/body-maps", {"record": record, **more}).status_code


def kept(person: Visitor) -> list[dict[str, object]]:
    found: list[dict[str, object]] = person.ask("GET", "/api/body-maps").json()["maps"]
    return found


def test_a_map_alone_is_kept_in_order_without_zeros(person: Visitor) -> None:
    assert keep(person, {"pelvis": {"shaking": 2}, "jaw": {"warm": 0}, "belly": {"tense": 3}}) == 204
    (one,) = kept(person)
    assert one["record"] == FIRST
    assert one["session"] == ""


def test_a_sessions_map_is_replaced_and_goes_with_the_session(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    person.append(session, [{"seq": 1, "kind": "start"}])
    assert keep(person, FIRST, session=session["id"]) == 204
    assert keep(person, {"jaw": {"tense": 1}}, session=session["id"]) == 204
    assert [one["record"] for one in kept(person)] == [{"jaw": {"tense": 1}}]
    page = person.visit(f"/body-map/{session['id']}").text
    assert "Session of" in page and "&#34;jaw&#34;" in page
    assert person.ask("DELETE", f"/api/sessions/{session['id']}").status_code == 204
    assert kept(person) == []


def test_the_past_is_told_in_words_and_drawn_without_a_script(person: Visitor, time: object) -> None:
    assert "There is no map yet" in person.visit("/body-map/past").text
    keep(person, FIRST)
    time.seconds += 8 * 86400  # type: ignore[attr-defined]
    person.enter(launch=person.house.entries.launch())
    keep(person, {"belly": {"tense": 1}, "left-knee": {"warm": 1}})
    page = person.visit("/body-map/past").text
    assert "Belly: tense, mild. Left knee: warm, mild." in page
    assert "New: left knee warm. Weaker: belly tense. No longer marked: pelvis shaking." in page
    assert "It was not marked anywhere." in page
    assert page.count("<svg xmlns") == 2 + 2 * 2
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)


def test_the_form_is_there_without_its_picture(person: Visitor) -> None:
    page = person.visit("/body-map").text
    assert page.count('name="place"') == 8
    assert '<option value="left-inner-thigh">Left inner thigh</option>' in page
    assert person.visit("/body-map/not-a-session").status_code == 404


def test_after_a_session_the_map_is_one_link_away(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    person.append(session, [{"seq": 1, "kind": "start"}])
    person.ask("PUT", f"/api/sessions/{session['id']}/after", {"settled": 8})
    assert f"/body-map/{session['id']}" in person.visit(f"/after/{session['id']}").text


def test_maps_of_one_moment_stand_side_by_side_and_one_can_be_removed(person: Visitor) -> None:
    assert keep(person, FIRST) == 204
    assert keep(person, {"jaw": {"tense": 1}}) == 204
    assert keep(person, {"neck": {"warm": 2}}) == 204
    assert [list(one["record"]) for one in kept(person)] == [["belly", "pelvis"], ["jaw"], ["neck"]]  # type: ignore[call-overload]
    buttons = re.findall(r'data-delete="([^"]+)"', person.visit("/body-map/past").text)
    assert buttons == [one["id"] for one in kept(person)][::-1]
    path = f"/api/body-maps/{quote(buttons[1], safe='')}"
    assert [person.ask("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert [list(one["record"]) for one in kept(person)] == [["belly", "pelvis"], ["neck"]]  # type: ignore[call-overload]


def test_only_a_body_map_is_removed_as_one(person: Visitor) -> None:
    person.ask("POST", "/api/check-ins", {"day": "2026-11-22", "ratings": {"mood": 5}})
    assert person.ask("DELETE", "/api/body-maps/check-in-2026-11-22").status_code == 404
    assert len(person.ask("GET", "/api/check-ins").json()["check_ins"]) == 1
