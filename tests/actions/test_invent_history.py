"""The invented person of the demonstration: always the same weeks, always marked, never in the future."""

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from tremula.actions.invent_history import Invent, evenings_before, invent_history
from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.ports import Store
from tremula.actions.read_sessions import read_all
from tremula.core.exercise.script import Library
from tremula.core.safety.rules import SafetyRules
from tremula.core.session.record import broken_links, end_of
from tremula.core.session.timeline import Timeline

NOW = "2026-11-22T08:00:00+01:00"


@pytest.mark.parametrize(
    "now", ["2026-11-22T08:00:00+01:00", "2026-03-01T23:59:00+00:00", "2024-02-29T00:00:00-08:00"]
)
def test_two_or_three_evenings_a_week_two_days_apart(now: str) -> None:
    moment = datetime.fromisoformat(now)
    evenings = evenings_before(moment)
    assert 16 <= len(evenings) <= 24
    assert all(later - earlier >= timedelta(hours=47) for earlier, later in pairwise(evenings))
    assert moment - timedelta(days=7) < evenings[-1] < moment - timedelta(days=1)


def test_its_records_are_whole_and_tell_the_end_that_is_kept(
    store: Store, content: Library, rules: SafetyRules
) -> None:
    number = store.write_sync(invent_history, Invent(content, rules, NOW))
    told = store.read_sync(read_all, None)
    assert len(told) == number >= 16
    for session in told:
        timeline = msgspec.json.decode(session.row.timeline, type=Timeline)
        assert session.row.demo
        assert broken_links(session.row.id, session.events) == []
        assert end_of(timeline, session.events) == session.row.end


def test_its_plan_grows_by_rule_and_halves_after_a_hard_day(
    store: Store, content: Library, rules: SafetyRules
) -> None:
    store.write_sync(invent_history, Invent(content, rules, NOW))
    ahead = store.read_sync(look_ahead, Asking(rules, NOW))
    allowed = [done.tremor_allowed for done in ahead.standing.history.sessions]
    assert allowed[0] == 180_000 < max(allowed)
    steps = list(pairwise(allowed))
    assert all(later - earlier <= 120_000 for earlier, later in steps)
    assert [place for place, (earlier, later) in enumerate(steps) if later < earlier] == [6]
    assert ahead.gate.open and ahead.due is None
    assert all(len(done.checks) == 2 for done in ahead.standing.history.sessions)
