"""Copies are made after a session and once a day, and never hold what was deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from furnished import PACK
from visitor import Visitor

from tremula.actions.ports import Store
from tremula.core.failure import Refusal
from tremula.web.house import House
from tremula.web.keeping import Keeping


def stamps(house: House) -> list[str]:
    return sorted(path.stem for path in (house.settings.data / "backups").glob("*Z.db"))


def play_and_stop(person: Visitor) -> dict[str, Any]:
    begun = person.begin(exercises=["ankles"])
    events = [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "at": 1000}]
    answer = person.ask(
        "POST",
        f"/api/sessions/{begun['id']}/events",
        {"device": "page", "events": events},
        headers={"authorization": f"Bearer {begun['append_token']}"},
    )
    assert answer.status_code == 200, answer.text
    return begun


def test_a_session_that_ended_is_copied_and_a_running_one_is_not(person: Visitor, house: House) -> None:
    house.keep_copies()
    first = stamps(house)
    person.begin(exercises=["ankles"])
    house.keep_copies()
    assert stamps(house) == first
    play_and_stop(person)
    house.keep_copies()
    assert stamps(house) > first


def test_what_is_deleted_is_in_no_copy_any_more(person: Visitor, house: House) -> None:
    begun = play_and_stop(person)
    house.keep_copies()
    before = stamps(house)
    assert before
    assert person.ask("DELETE", f"/api/sessions/{begun['id']}").status_code == 204
    after = stamps(house)
    assert len(after) == 1
    assert after != before


def test_what_was_taken_back_of_days_and_forms_is_in_no_copy_any_more(person: Visitor, house: House) -> None:
    day, draft = "2026-11-22", "/api/questionnaires/gad-7/draft"
    person.ask("POST", "/api/check-ins", {"day": day, "ratings": {"mood": 5}})
    person.ask("PUT", draft, {"answers": {"q1": 2}})
    person.ask("PUT", "/api/first-steps", {"plain": {}})
    form = person.ask("POST", "/api/questionnaires", {"text": PACK.read_text("utf-8")}).json()["id"]
    text = f"/api/questionnaires/{form}/text"
    for path in (f"/api/check-ins/{day}", draft, text, "/api/first-steps"):
        older = an_older_copy(house)
        assert person.ask("DELETE", path).status_code == 204
        assert not older.exists() and len(stamps(house)) == 1, path
    older = an_older_copy(house)
    assert person.ask("DELETE", draft).status_code == 204
    assert older.exists(), "nothing was taken back: the older copies stay"


def an_older_copy(house: House) -> Path:
    house.store.keep_copy(forget_older=False)
    newest = house.settings.data / "backups" / f"{stamps(house)[-1]}.db"
    older = newest.with_name("2026-10-01T12-00-00Z.db")
    older.write_bytes(newest.read_bytes())
    return older


def test_a_copy_wanted_at_the_end_is_made_before_locking(person: Visitor, house: House) -> None:
    play_and_stop(person)
    house.lock()
    assert len(stamps(house)) == 1


def test_a_copy_that_fails_is_told_in_settings_and_tried_again(
    person: Visitor, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_and_stop(person)

    def full(*, forget_older: bool) -> None:
        raise Refusal("disk-full", "There is too little room on the disk for a backup.")

    with monkeypatch.context() as patch:
        patch.setattr(house.store, "keep_copy", full)
        house.keep_copies()
        assert "There is too little room" in person.visit("/settings").text
    house.keep_copies()
    assert "There is too little room" not in person.visit("/settings").text
    assert len(stamps(house)) == 1


def test_a_deletion_whose_copy_fails_still_leaves_the_older_copies_later(
    person: Visitor, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = play_and_stop(person)
    house.keep_copies()
    before = stamps(house)

    def full(*, forget_older: bool) -> None:
        raise Refusal("disk-full", "There is too little room on the disk for a backup.")

    with monkeypatch.context() as patch:
        patch.setattr(house.store, "keep_copy", full)
        assert person.ask("DELETE", f"/api/sessions/{begun['id']}").status_code == 204
    assert stamps(house) == before
    house.keep_copies()
    assert set(stamps(house)).isdisjoint(before)


def test_the_drill_has_been_done(person: Visitor, house: House) -> None:
    play_and_stop(person)
    house.keep_copies()
    assert Path(house.settings.data / "backups/proof.json").exists()


class Slow:
    """A store whose copy takes as long as the test wants."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile
        self.asked: list[bool] = []

    def copy_due(self) -> bool:
        return True

    def keep_copy(self, *, forget_older: bool) -> None:
        self.asked.append(forget_older)
        self.meanwhile()


def test_a_deletion_whose_copy_failed_while_another_was_made_is_not_forgotten() -> None:
    keeping = Keeping()

    def full() -> None:
        raise Refusal("disk-full", "There is too little room.")

    first = Slow(lambda: keeping.after_deletion(cast(Store, Slow(full))))
    keeping.look(cast(Store, first))
    assert (first.asked, keeping.forgetting) == ([False], True)
    second = Slow(lambda: None)
    keeping.look(cast(Store, second))
    assert (second.asked, keeping.forgetting, keeping.trouble) == ([True], False, "")


def test_a_session_that_ends_while_a_copy_is_made_is_in_the_next() -> None:
    keeping = Keeping()
    keeping.look(cast(Store, Slow(lambda: keeping.after_session("finished"))))
    assert keeping.wanted
