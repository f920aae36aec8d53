"""The invented person of the demonstration: always the same weeks, always marked, never in the future."""

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from tremula.actions.invent_history import Invent, evenings_before, invent_history
from tremula.actions.plan_session import plan_session
from tremula.actions.ports import Store
from tremula.actions.read_sessions import read_all
from tremula.core.exercise.script import Library
from tremula.core.session.record import broken_links, end_of
from tremula.core.session.timeline import Timeline


@pytest.mark.parametrize(
    "now", ["2026-11-22T08:00:00+01:00", "2026-03-01T23:59:00+00:00", "2024-02-29T00:00:00-08:00"]
)
def test_two_or_three_evenings_a_week_two_days_apart(now: str) -> None:
    moment = datetime.fromisoformat(now)
    evenings = evenings_before(moment)
    assert 16 <= len(evenings) <= 24
    assert all(later - earlier >= timedelta(hours=47) for earlier, later in pairwise(evenings))
    assert moment - timedelta(days=7) < evenings[-1] < moment - timedelta(days=1)


def test_its_records_are_whole_and_tell_the_end_that_is_kept(store: Store, content: Library) -> None:
    planned = plan_session(content, [], "default")
    number = store.write_sync(invent_history, Invent(planned, "2026-11-22T08:00:00+01:00"))
    told = store.read_sync(read_all, None)
    assert len(told) == number
    timeline = msgspec.json.decode(planned.timeline, type=Timeline)
    for session in told:
        assert session.row.demo
        assert broken_links(session.row.id, session.events) == []
        assert end_of(timeline, session.events) == session.row.end
