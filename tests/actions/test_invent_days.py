"""What the invented person noted between sessions: always the same, in the shapes in which pages keep it."""

from datetime import datetime
from itertools import pairwise

import msgspec
import pytest

from shipped import our_guidance, our_shelf
from tremula.actions.body_maps import body_maps
from tremula.actions.check_ins import CHECK_IN, check_ins
from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import Invent, invent_history
from tremula.actions.journal import list_entries
from tremula.actions.look_ahead import Asking, look_ahead
from tremula.actions.look_back import SELF_CARE
from tremula.actions.ports import AnswerRow, Store, Tx
from tremula.actions.questionnaires import QUESTIONNAIRE, entries_by_form
from tremula.core.exercise.script import Library
from tremula.core.practice.check_in import needs_support
from tremula.core.practice.self_care import CareDay
from tremula.core.questionnaire.report import report
from tremula.core.safety.rules import SafetyRules

NOW = "2026-11-22T08:00:00+01:00"
PRACTICE, FORMS = our_guidance().practice, our_shelf()
KINDS = (CHECK_IN, SELF_CARE, QUESTIONNAIRE, "body-map", "goal")


@pytest.fixture
def lived(store: Store, content: Library, rules: SafetyRules) -> Store:
    store.write_sync(invent_history, Invent(content, rules, NOW))
    store.write_sync(invent_days, InventDays(PRACTICE, FORMS, content.body_map, NOW))
    return store


def answers(store: Store, *kinds: str) -> list[AnswerRow]:
    def read(tx: Tx, command: None) -> list[AnswerRow]:
        return list(tx.answers(*kinds))

    return store.read_sync(read, None)


def test_everything_is_there_and_nothing_of_it_lies_ahead(lived: Store, content: Library) -> None:
    rows = answers(lived, *KINDS)
    assert {row.kind for row in rows} == set(KINDS)
    assert max(datetime.fromisoformat(row.at) for row in rows) < datetime.fromisoformat(NOW)
    assert content.body_map is not None
    assert len(lived.read_sync(body_maps, content.body_map)) > 16
    assert len(lived.read_sync(list_entries, "")) == 5


def test_some_days_are_missing_and_some_were_written_late(lived: Store) -> None:
    days = [each.check_in for each in lived.read_sync(check_ins, "")]
    assert 50 < len(days) < 80
    assert any(day.late for day in days)
    assert any(day.values for day in days)
    assert {tag for day in days for tag in day.contexts} >= {"session", "illness", "Visitors"}
    assert not any(needs_support(PRACTICE.check_in, day.ratings) for day in days)


def test_its_self_care_is_read_as_the_page_keeps_it(lived: Store) -> None:
    fields = {field.id for field in PRACTICE.self_care.fields}
    for row in answers(lived, SELF_CARE):
        body = msgspec.convert(row.body, CareDay)
        assert row.id == f"self-care-{body.day}"
        assert set(body.done) <= fields


def test_no_questionnaire_asks_for_help_or_comes_too_early(lived: Store) -> None:
    kept = lived.read_sync(lambda tx, command: entries_by_form(tx), None)
    assert {"phq-9", "gad-7", "maia-2"} <= set(kept)
    for id, entries in kept.items():
        told = report(FORMS.forms[id], entries, None)
        assert [hook for hook in told.hooks if hook.leads in ("crisis", "doctor")] == []
        recall = FORMS.forms[id].recall_days or 0
        gaps = [(b.day - a.day).days for a, b in pairwise(entries)]
        assert all(gap >= recall for gap in gaps), id


def test_the_same_moment_gives_the_same_days(lived: Store, content: Library) -> None:
    before = [msgspec.json.encode(row) for row in answers(lived, CHECK_IN, SELF_CARE, QUESTIONNAIRE)]
    lived.write_sync(invent_days, InventDays(PRACTICE, FORMS, content.body_map, NOW))
    assert [msgspec.json.encode(row) for row in answers(lived, CHECK_IN, SELF_CARE, QUESTIONNAIRE)] == before


def test_practice_stays_open_to_the_invented_person(lived: Store, rules: SafetyRules) -> None:
    assert lived.read_sync(look_ahead, Asking(rules, NOW)).gate.open
