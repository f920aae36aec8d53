"""The journal over the wire and on its pages: kept, found, shown and deleted; words never in an address."""

from __future__ import annotations

import base64
import uuid
from typing import Any

import pytest
from looking import Looked
from visitor import Visitor

SITTING = "018f6b1e-7c00-7000-8000-00000000000a"
NOW = "2026-11-22T18:00:00.000+01:00"


def write(person: Visitor, text: str, id: str = "", **more: Any) -> str:
    id = id or str(uuid.uuid4())
    body = {"sitting": SITTING, "seq": 1, "at": NOW, "text": text, **more}
    answer = person.ask("PUT", f"/api/journal/{id}", body)
    assert answer.status_code == 200, answer.text
    return id


def words(person: Visitor, path: str) -> str:
    answer = person.visit(path)
    assert answer.status_code == 200
    return Looked(answer.text).words


def test_an_entry_is_kept_listed_and_shown_again(person: Visitor) -> None:
    id = write(person, "<b>Warm</b> & \n calm", prompt="Where did I find some rest?")
    assert "<b>Warm</b> & calm" in words(person, "/journal")
    page = person.visit(f"/journal/{id}").text
    assert "&lt;b&gt;Warm&lt;/b&gt; &amp; \n calm</textarea>" in page
    assert "Where did I find some rest?" in Looked(page).words
    assert "Warm" not in page.partition("<body")[0]


def test_a_text_that_begins_with_an_empty_line_keeps_it(person: Visitor) -> None:
    id = write(person, "\nsecond line")
    assert ">\n\nsecond line</textarea>" in person.visit(f"/journal/{id}").text


def test_earlier_sittings_are_shown_and_can_be_forgotten(person: Visitor) -> None:
    id = write(person, "first words")
    write(person, "other words", id, sitting=str(uuid.uuid4()), at="2026-11-22T19:00:00+01:00")
    assert "first words" in words(person, f"/journal/{id}")
    assert person.ask("DELETE", f"/api/journal/{id}/history").status_code == 204
    assert "first words" not in words(person, f"/journal/{id}")


def test_words_are_found_by_a_request_that_leaves_no_address(person: Visitor) -> None:
    id = write(person, "The river was cold.")
    write(person, "Nothing.")
    answer = person.ask("POST", "/api/journal-search", {"words": "riv"}).json()
    assert [one["entry"]["id"] for one in answer["found"]] == [id]
    assert answer["found"][0]["around"] == ["The ", "river", " was cold."]
    assert person.ask("GET", "/api/journal-search?words=riv").status_code == 405


def test_what_is_hard_to_read_is_not_read_by_chance(person: Visitor) -> None:
    id = write(person, "a dreadful sentence", kind="hard")
    assert "dreadful" not in words(person, "/journal")
    page = person.visit(f"/journal/{id}").text
    hidden = page.partition("<details>")[2].partition("</details>")[0]
    assert "dreadful" in hidden
    assert "dreadful" not in page.replace(hidden, "")
    assert "<textarea" not in page


def test_the_list_goes_on_where_a_page_ends(person: Visitor) -> None:
    for number in range(45):
        write(person, f"entry {number:02}", at=f"2026-10-{number % 28 + 1:02}T{number // 28:02}:00:00+00:00")
    first = person.visit("/journal").text
    (older,) = [link for link in Looked(first).links() if "before=" in link]
    rest = person.visit(older).text
    seen = first.count("entry ") + rest.count("entry ")
    assert (first.count("entry "), seen) == (40, 45)


def test_a_deleted_entry_is_gone_everywhere(person: Visitor) -> None:
    id = write(person, "gone soon")
    assert person.ask("DELETE", f"/api/journal/{id}").status_code == 204
    assert person.visit(f"/journal/{id}").status_code == 404
    assert person.ask("GET", f"/api/journal/{id}").status_code == 404
    assert person.ask("POST", "/api/journal-search", {"words": "gone"}).json() == {"found": []}


def test_after_a_session_its_questions_come_first(person: Visitor) -> None:
    session = person.begin(exercises=["ankles"])
    person.append(session, [{"seq": 1, "kind": "start"}])
    page = words(person, f"/journal/write?after={session['id']}")
    assert "After the session of" in page and "What do I feel in my body now?" in page
    assert "What do I feel in my body now?" not in words(person, "/journal/write")
    assert person.visit("/journal/write?after=nothing").status_code == 200
    id = write(person, "Quiet.", session=session["id"], kind="after")
    assert person.ask("DELETE", f"/api/sessions/{session['id']}").status_code == 204
    assert person.ask("GET", f"/api/journal/{id}").json()["entry"]["session"] == ""


def test_writing_about_what_happened_says_when_not_to_and_leads_to_grounding(person: Visitor) -> None:
    page = person.visit("/journal/hard")
    assert "You do not have to." in page.text
    assert {'name="minutes" value="5"', 'name="minutes" value="15"'} <= set(_inputs(page.text))
    assert 'data-panel="over"' in page.text and "Go on to grounding" in page.text


def _inputs(html: str) -> list[str]:
    return [f'name="{each.get("name")}" value="{each.get("value")}"' for each in Looked(html).all("input")]


def test_in_a_crisis_it_is_closed_and_help_is_named(person: Visitor) -> None:
    assert person.ask("POST", "/api/screening", {"answers": {"crisis": "yes"}}).status_code == 200
    page = person.visit("/journal/hard").text
    assert "<textarea" not in page
    assert "/grounding#people" in Looked(page).links()


def test_the_key_of_the_browser_is_this_vaults_and_only_while_it_is_open(person: Visitor) -> None:
    key = person.ask("GET", "/api/journal-key").json()["key"]
    assert len(base64.b64decode(key)) == 32
    assert person.ask("GET", "/api/journal-key").json()["key"] == key
    person.house.lock()
    person.enter(launch=person.house.entries.launch())
    assert person.ask("GET", "/api/journal-key").status_code == 503


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 0},
        {"at": "yesterday"},
        {"at": "2026-02-31T10:00:00Z"},
        {"sitting": "mine"},
        {"kind": "secret"},
        {"text": "x" * 200_001},
        {"score": 5},
    ],
)
def test_what_does_not_fit_is_refused(person: Visitor, wrong: dict[str, Any]) -> None:
    body = {"sitting": SITTING, "seq": 1, "at": NOW, "text": "x", **wrong}
    assert person.ask("PUT", f"/api/journal/{uuid.uuid4()}", body).status_code == 422
    assert person.ask("PUT", "/api/journal/not-an-id", body).status_code == 404


def test_the_longest_entry_in_the_widest_script_is_kept(person: Visitor) -> None:
    text = "朝𝄞" * 100_000
    id = write(person, text)
    assert person.ask("GET", f"/api/journal/{id}").json()["entry"]["text"] == text
