"""Gathers what the record holds of some time, for the Progress page. It keeps and works out nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from msgspec import Struct

from tremula.actions.body_maps import BODY_MAP, known
from tremula.actions.check_ins import CHECK_IN, read_own
from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.actions.questionnaires import DAILY, entries_by_form, forms_there
from tremula.actions.read_sessions import list_begun
from tremula.actions.self_reports import AFTER, ARRIVAL, CHECK
from tremula.actions.settings import read_choices
from tremula.actions.standing import read_screening
from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.record import Felt
from tremula.core.charts.care import MOST_WEEKS
from tremula.core.charts.forms import Filled
from tremula.core.charts.sessions import AROUND, Around, Checked
from tremula.core.charts.span import Span
from tremula.core.practice.check_in import DayBody
from tremula.core.practice.self_care import CareDay
from tremula.core.questionnaire.plug_in import Shelf
from tremula.core.questionnaire.report import last_day_before
from tremula.core.safety.rules import SafetyRules

SELF_CARE = "self-care"
KINDS = (ARRIVAL, AFTER, CHECK, CHECK_IN, SELF_CARE, BODY_MAP)
BEFORE = timedelta(days=8)
"""A mean of seven days looks back on them; and a clock in another time zone may be a day behind."""


class Asked(Struct, frozen=True):
    """What is looked for; without a span, everything there is."""

    span: Span | None
    map: BodyMap | None
    forms: Shelf
    rules: SafetyRules
    today: date
    zone: tzinfo | None


class Back(Struct, frozen=True):
    """Everything that is charted, each oldest first; of sessions and questionnaires, everything there is."""

    span: Span
    sessions: Sequence[Around]
    checks: Sequence[Checked]
    days: Sequence[tuple[date, DayBody]]
    care: Sequence[CareDay]
    maps: Sequence[tuple[date, Felt]]
    forms: Sequence[Filled]
    goal: str
    build: str
    heart: bool
    """Whether heart rate variability may be shown."""


def look_back(tx: Tx, asked: Asked) -> Back:
    """The record, with its days as they were for the person then."""
    begun = list_begun(tx)[::-1]
    kinds = {kind: tx.answers(kind, since=since(asked, kind)) for kind in KINDS}
    around = {(row.session, row.kind): row.body for kind in (ARRIVAL, AFTER) for row in kinds[kind]}
    screening, _ = read_screening(tx, asked.rules.screening)
    return Back(
        span=asked.span or Span(first_day(begun, kinds, asked), asked.today),
        sessions=by_day(Around(day_of(row.begun), ratings(row.id, around)) for row in begun),
        checks=by_day(Checked(day_of(row.at), row.body["signs"]) for row in kinds[CHECK]),
        days=check_ins(kinds[CHECK_IN]),
        care=[CareDay(row.body["day"], row.body["done"]) for row in kinds[SELF_CARE]],
        maps=maps(kinds[BODY_MAP], asked),
        forms=filled(tx, asked.forms, datetime.fromisoformat(begun[0].begun) if begun else None),
        goal=read_own(tx).goal,
        build=read_choices(tx).get("figure", {}).get("body", ""),
        heart=screening is None or screening.profile.caps.heart_readings,
    )


def since(asked: Asked, kind: str) -> str:
    """The moment from which on answers are read; empty for all of them. Of self-care only weeks are drawn."""
    first = asked.span.first if asked.span else None
    if kind == SELF_CARE:
        weeks = (asked.span.last if asked.span else asked.today) - timedelta(weeks=MOST_WEEKS + 1)
        first = max(first, weeks) if first else weeks
    return datetime.combine(first - BEFORE, datetime.min.time(), asked.zone).isoformat() if first else ""


def first_day(begun: Sequence[SessionRow], kinds: Mapping[str, Sequence[AnswerRow]], asked: Asked) -> date:
    """The first day of which anything is kept, whenever it was noted; today for nothing."""
    days = [day_of(row.begun) for row in begun[:1]]
    days += [told_day(row) for rows in kinds.values() for row in rows]
    return min(days, default=asked.today)


def told_day(row: AnswerRow) -> date:
    """The day that an answer tells of: its own, or that of its moment."""
    return date.fromisoformat(row.body["day"]) if row.kind in (CHECK_IN, SELF_CARE) else day_of(row.at)


def ratings(session: str, said: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, int]:
    """What was rated before and after one session, by measure."""
    found = {}
    for measure in AROUND:
        which, _, field = measure.id.partition("-")
        value = said.get((session, ARRIVAL if which == "before" else AFTER), {}).get(field)
        if value is not None:
            found[measure.id] = value
    return found


def check_ins(rows: Sequence[AnswerRow]) -> list[tuple[date, DayBody]]:
    """In the order of the days they tell of."""
    days = ((date.fromisoformat(row.body["day"]), DayBody(**row.body)) for row in rows)
    return sorted(days, key=lambda each: each[0])


def maps(rows: Sequence[AnswerRow], asked: Asked) -> list[tuple[date, Felt]]:
    """Body maps with their days; places that the map has no more are left out."""
    if asked.map is None:
        return []
    map, names = asked.map, asked.map.names.keys()
    records = ((row.at, row.body["record"]) for row in rows)
    days = [(day_of(at), r if r.keys() <= names else known(map, r)) for at, r in records]
    return sorted(days, key=itemgetter(0))


def filled(tx: Tx, shelf: Shelf, first: datetime | None = None) -> list[Filled]:
    """Every form that was filled in, in the shelf's order; the daily one has charts of its own."""
    entries = entries_by_form(tx)
    forms = forms_there(tx, shelf) if entries else {}
    return [
        Filled(form, entries[id], last_day_before(entries[id], first))
        for id, form in forms.items()
        if id in entries and id != DAILY
    ]


def day_of(stamp: str) -> date:
    """The day of a moment as it was where and when it was noted: no summer time or journey moves it."""
    return date.fromisoformat(stamp[:10])


Dated = TypeVar("Dated", Around, Checked)


def by_day(each: Iterable[Dated]) -> list[Dated]:
    """In the order of their days: on a journey westwards a later moment may have an earlier day."""
    return sorted(each, key=attrgetter("day"))
