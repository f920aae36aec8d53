"""Sound files over the wire: made beside the server, fetched once, nothing kept; and only for who may."""

from __future__ import annotations

import io
import tempfile
import time as clock
import wave
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visitor

from tremula.actions.screening import FullScreening, screen
from tremula.bootstrap import sound_room
from tremula.web.sound_files import KEPT

WISH = {"exercises": ["ankles"], "form": "wav"}
LINK = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "x-session": None, "origin": None}


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


@pytest.fixture
def asked(person: Visitor) -> Iterator[Visitor]:
    """Somebody who has answered every question about health with no."""
    rules = person.house.safety.screening
    answers = {question.id: "no" for question in rules.questions} | {"reachable": "yes"}
    person.house.store.write_sync(screen, FullScreening(answers, rules, person.house.clock.stamp()))
    person.house.sound_files = sound_room(None)
    person.house.sound_files.monotonic = person.house.clock.monotonic
    yield person
    person.house.sound_files.forget()


def ready(visitor: Visitor, id: str) -> dict[str, Any]:
    deadline = clock.monotonic() + 120
    while clock.monotonic() < deadline:
        now = visitor.ask("GET", f"/api/sound-files/{id}").json()
        if now["state"] != "working":
            return dict(now)
        clock.sleep(0.05)
    raise AssertionError("never ready")


def fetched(visitor: Visitor, address: str) -> Any:
    return visitor.ask("GET", address, headers=LINK)


def test_files_are_made_fetched_once_and_gone(asked: Visitor, own_temporary_folder: Path) -> None:
    begun = asked.ask("POST", "/api/sound-files", WISH)
    assert begun.status_code == 202
    now = ready(asked, begun.json()["id"])
    assert (now["state"], now["done"]) == ("ready", 1)
    answer = fetched(asked, now["address"])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) == now["bytes"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert [name for name in names if name.endswith("ankles.wav")] == ["tremula-session/02-ankles.wav"]
        assert "tremula-session/contents.txt" in names
        with wave.open(io.BytesIO(packed.read("tremula-session/02-ankles.wav"))) as file:
            assert file.getnframes() > 24_000
    assert list(own_temporary_folder.iterdir()) == []
    assert fetched(asked, now["address"]).status_code == 404
    assert asked.ask("GET", f"/api/sound-files/{now['id']}").status_code == 404


def test_one_file_comes_as_itself(asked: Visitor, own_temporary_folder: Path) -> None:
    id = asked.ask("POST", "/api/sound-files", {**WISH, "single": True}).json()["id"]
    answer = fetched(asked, ready(asked, id)["address"])
    assert answer.headers["content-type"] == "audio/wav"
    assert "tremula-session.wav" in answer.headers["content-disposition"]
    with wave.open(io.BytesIO(answer.content)) as file:
        assert file.getframerate() == 24_000
    assert list(own_temporary_folder.iterdir()) == []


def test_giving_up_ends_the_work_and_leaves_nothing(asked: Visitor, own_temporary_folder: Path) -> None:
    id = asked.ask("POST", "/api/sound-files", {"form": "wav"}).json()["id"]
    assert asked.ask("DELETE", f"/api/sound-files/{id}", {}).status_code == 204
    assert asked.ask("GET", f"/api/sound-files/{id}").status_code == 404
    assert emptied(own_temporary_folder)


def test_a_new_order_takes_the_place_of_the_one_before(asked: Visitor, own_temporary_folder: Path) -> None:
    first = asked.ask("POST", "/api/sound-files", {"form": "wav"}).json()["id"]
    second = asked.ask("POST", "/api/sound-files", WISH).json()["id"]
    assert asked.ask("GET", f"/api/sound-files/{first}").status_code == 404
    assert ready(asked, second)["state"] == "ready"
    assert emptied(own_temporary_folder, but=1)


def test_locking_removes_what_was_not_fetched(asked: Visitor, own_temporary_folder: Path) -> None:
    ready(asked, asked.ask("POST", "/api/sound-files", WISH).json()["id"])
    asked.house.lock()
    assert emptied(own_temporary_folder)


def test_erasing_removes_it_too(asked: Visitor, own_temporary_folder: Path) -> None:
    ready(asked, asked.ask("POST", "/api/sound-files", WISH).json()["id"])
    assert asked.ask("POST", "/api/erase", {"confirm": "erase"}).status_code == 200
    assert emptied(own_temporary_folder)


def test_what_nobody_fetches_is_gone_after_a_quarter_of_an_hour(
    asked: Visitor, own_temporary_folder: Path, time: Any
) -> None:
    id = asked.ask("POST", "/api/sound-files", WISH).json()["id"]
    ready(asked, id)
    time.seconds += KEPT - 1
    assert asked.ask("GET", f"/api/sound-files/{id}").status_code == 200
    time.seconds += 2
    asked.house.sound_files.look()
    assert emptied(own_temporary_folder)


def test_the_server_answers_while_files_are_made(asked: Visitor) -> None:
    id = asked.ask("POST", "/api/sound-files", {"form": "wav"}).json()["id"]
    assert asked.ask("GET", "/health").status_code == 200
    assert asked.ask("GET", f"/api/sound-files/{id}").json()["state"] == "working"


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"exercises": ["anklez"]}, 422, "unknown-exercise"),
        ({"exercises": ["spiral"]}, 409, "locked-exercise"),
        ({"exercises": ["ankles"], "dose": "huge"}, 422, "shape"),
    ],
)
def test_what_cannot_be_is_refused(asked: Visitor, wish: dict[str, Any], status: int, code: str) -> None:
    answer = asked.ask("POST", "/api/sound-files", wish)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_an_unknown_speaker_is_told_by_the_order(asked: Visitor, own_temporary_folder: Path) -> None:
    id = asked.ask("POST", "/api/sound-files", {**WISH, "speaker": "nobody"}).json()["id"]
    now = ready(asked, id)
    assert now["state"] == "failed"
    assert "There are: " in now["words"]
    assert emptied(own_temporary_folder)


def test_who_has_not_been_asked_begins_with_the_questions(person: Visitor) -> None:
    answer = person.ask("POST", "/api/sound-files", WISH)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "screening-again")
    assert person.visit("/sound-files").headers["location"] == "/welcome"


def test_who_may_not_practise_alone_gets_no_files(asked: Visitor) -> None:
    rules = asked.house.safety.screening
    answers = {question.id: "no" for question in rules.questions} | {"reachable": "yes"}
    answers["seizures"] = "yes"
    asked.house.store.write_sync(screen, FullScreening(answers, rules, asked.house.clock.stamp()))
    answer = asked.ask("POST", "/api/sound-files", WISH)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "reading-and-grounding-only")
    page = asked.visit("/sound-files").text
    assert "Not at the moment" in page
    assert "Make the files" not in page


def test_what_a_doctor_hears_first_closes_the_files_too(asked: Visitor) -> None:
    fainted = {"answers": {"q8": 2}}
    assert asked.ask("POST", "/api/questionnaires/phq-15/answers", fainted).status_code == 201
    answer = asked.ask("POST", "/api/sound-files", WISH)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "closed")
    page = asked.visit("/sound-files").text
    assert "/screening/result" in page
    assert "Make the files" not in page


def test_who_left_early_tells_first_how_it_was(asked: Visitor) -> None:
    today = dict.fromkeys(("unwell", "worn-out", "crisis", "drunk", "body-says-no"), "no")
    asked.ask("POST", "/api/arrivals", {"arrival": {"today": today}})
    stop = {"seq": 2, "kind": "stop", "at": 420_000, "body": {"felt": "freezing"}}
    assert asked.append(asked.begin(), [{"seq": 1, "kind": "start"}, stop]).status_code == 200
    answer = asked.ask("POST", "/api/sound-files", WISH)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "tell-first")


def test_the_page_says_first_what_a_file_cannot_do(asked: Visitor) -> None:
    page = asked.visit("/sound-files").text
    assert page.index("cannot hear you") < page.index("Make the files")
    assert "legs long and flat" in page
    assert "knees together" not in page.lower()


def emptied(folder: Path, but: int = 0) -> bool:
    """Whether soon nothing is left of an order whose process may still be ending."""
    deadline = clock.monotonic() + 20
    while clock.monotonic() < deadline and len(list(folder.iterdir())) > but:
        clock.sleep(0.05)
    return len(list(folder.iterdir())) <= but
