"""What was practised, as a person reads it afterwards."""

import re
from collections.abc import Sequence

import pytest
from looking import Looked
from visitor import Visitor

from tremula.actions.invent_history import Invent, invent_history
from tremula.actions.read_sessions import SessionTold, read_all

ENDS = {"finished": "Done to the end", "stopped": "You stopped", "silent": "No answer"}


@pytest.fixture(scope="module")
def told(resident: Visitor) -> Sequence[SessionTold]:
    house = resident.house
    invent = Invent(house.library, house.safety, "2026-11-20T12:00:00.000+00:00")
    house.store.write_sync(invent_history, invent)
    return resident.house.store.read_sync(read_all, None)


def test_without_sessions_the_list_says_what_will_stand_there(person: Visitor) -> None:
    assert "There is no session yet" in Looked(person.visit("/history").text).words


def test_the_list_has_every_session_newest_first(resident: Visitor, told: Sequence[SessionTold]) -> None:
    page = Looked(resident.visit("/history").text)
    shown = [link.removeprefix("/history/") for link in page.links() if link.startswith("/history/")]
    assert shown == [each.row.id for each in told]
    months = re.findall(r"(September|October|November) 2026", page.words)
    assert months == sorted(months, key=["November", "October", "September"].index)


@pytest.mark.parametrize("end", list(ENDS))
def test_a_sessions_page_says_what_happened(resident: Visitor, told: Sequence[SessionTold], end: str) -> None:
    session = next(each for each in told if each.row.end == end)
    page = Looked(resident.visit(f"/history/{session.row.id}").text)
    assert ENDS[end] in page.words
    for chapter in session.chapters:
        assert chapter.title in page.words
    missed = sum(event.kind == "missed" for event in session.events)
    assert f"Check-ins missed{missed}" in page.words.replace("Check-ins missed ", "Check-ins missed")
    assert "Delete this session" in page.words


def test_what_came_after_an_early_end_was_not_skipped(resident: Visitor, told: Sequence[SessionTold]) -> None:
    silent = next(each for each in told if each.row.end == "silent")
    words = Looked(resident.visit(f"/history/{silent.row.id}").text).words
    assert re.search(r"Lying butterfly partly", words)
    assert re.search(r"Rest not reached", words)
    assert "skipped" not in words
