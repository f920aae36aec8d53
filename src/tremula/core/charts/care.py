"""Self-care over weeks, as rows of small and large marks. A week is not lost with a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from tremula.core.charts.chart import Table
from tremula.core.charts.rows import Listing, Row, Rows, listed
from tremula.core.charts.span import Span, told
from tremula.core.practice.self_care import AMOUNTS, CareDay, CareWeek, Field, SelfCare, by_week

MOST_WEEKS = 60
"""So many marks fit beside each other; of a longer time, the last weeks are drawn."""


def care_rows(care: SelfCare, days: Iterable[CareDay], whole: Span) -> Rows | None:
    """A row for each field; None where nothing was noted in this time."""
    span = Span(max(whole.first, whole.last - timedelta(weeks=MOST_WEEKS)), whole.last)
    first = span.first - timedelta(days=span.first.weekday())
    count = (span.last - first).days // 7 + 1
    inside = [day for day in days if first.isoformat() <= day.day <= span.last.isoformat()]
    weeks = by_week(care, inside, span.last, count)
    noted = [week for week in weeks if week.noted]
    if not noted:
        return None
    return listed(
        Listing(
            id="care",
            title="Self-care by weeks",
            rows=[row(care, field, weeks, span) for field in care.fields],
            span=span,
            parts=[part(week, span) for week in weeks],
            noted={part(week, span).first for week in noted},
            sentence=sentence(len(noted), len(weeks), short=span != whole),
            table=table(care, noted),
        )
    )


def sentence(noted: int, weeks: int, *, short: bool) -> str:
    """In how many weeks there was something."""
    return f"Something was noted in {noted} of {'the last ' if short else ''}{weeks} weeks."


def part(week: CareWeek, span: Span) -> Span:
    """The week's days within the time."""
    return Span(max(week.monday, span.first), min(week.monday + timedelta(days=6), span.last))


def row(care: SelfCare, field: Field, weeks: Sequence[CareWeek], span: Span) -> Row:
    """One field: the larger the mark, the more days of a week."""
    amounts = {part(week, span).first: AMOUNTS.index(week.amounts[field.id]) for week in weeks}
    some = sum(size > 0 for size in amounts.values())
    return Row(field.short, amounts, f"in {some} of {len(weeks)} weeks")


def table(care: SelfCare, noted: Sequence[CareWeek]) -> Table:
    """Each week in which something was noted."""
    rows = [
        (told(week.monday), *(care.amounts[week.amounts[field.id]] for field in care.fields))
        for week in noted
    ]
    return Table(("Week from", *(field.short for field in care.fields)), tuple(rows))
