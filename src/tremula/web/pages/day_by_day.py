"""Day by day: everything that was noted on some days, in words, to read or to print. It adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.body_maps import BODY_MAP, known
from tremula.actions.check_ins import CHECK_IN, body_of
from tremula.actions.day_book import Book, Days, read_days
from tremula.actions.look_back import SELF_CARE, day_of
from tremula.actions.ports import SessionRow
from tremula.actions.self_reports import AFTER, ARRIVAL, CHECK, after_of, arrival_of
from tremula.core.bodymap.words import described
from tremula.core.charts.forms import Filled, result_of
from tremula.core.charts.sessions import AROUND
from tremula.core.charts.span import Span
from tremula.core.charts.span import told as day_told
from tremula.core.charts.words import number
from tremula.core.practice.check_in import told as check_in_told
from tremula.core.practice.measures import CheckIn, without_heart
from tremula.core.questionnaire.report import Entry
from tremula.core.questionnaire.scoring import keys_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages import told

WEEK, MOST = 7, 366
"""Days that are shown when none are chosen, and the most at once."""


class Note(Struct, frozen=True):
    """One thing of a day: what it is, and its lines. `own`: the person's own words, as they stand."""

    head: str
    lines: tuple[str, ...]
    own: bool = False


class Day(Struct, frozen=True):
    """A day with what was noted."""

    title: str
    notes: tuple[Note, ...]


class Reading(Struct, frozen=True):
    """What it takes to tell a day: the record, the content's words, the days."""

    book: Book
    house: House
    days: Days
    check_in: CheckIn


def routes(house: House) -> list[Door]:
    """GET /progress/days."""
    return [Door("/progress/days", day_by_day, Needs.PAGE_AND_OPEN_VAULT)]


async def day_by_day(request: Request) -> Response:
    """The days from one to another, oldest first; days without a note are left out, and counted."""
    house, asked = house_of(request), request.query_params
    now = house.clock.wall()
    span = chosen(asked.get("from", ""), asked.get("to", ""), now.date())
    journal, hard = "journal" in asked, "hard" in asked
    wanted = Days(span, now.tzinfo, house.forms, house.safety, journal or hard, hard)
    book = await house.read(read_days, wanted)
    check_in = house.guidance.practice.check_in
    reading = Reading(book, house, wanted, check_in if book.heart else without_heart(check_in))
    return page(
        request, "day_by_day.html", days=days_of(reading), wanted=wanted, title=title_of(span), most=MOST
    )


def chosen(first: str, last: str, today: date) -> Span:
    """The days of the address; the last seven where it names none. The first of too many days give way."""
    try:
        days = sorted(date.fromisoformat(day) for day in (first, last))
    except ValueError:
        days = [today - timedelta(days=WEEK - 1), today]
    end = min(max(days[1], today - timedelta(days=50 * 365)), today)
    return Span(min(max(days[0], end - timedelta(days=MOST - 1)), end), end)


def title_of(span: Span) -> str:
    """“3 November 2026”, or from one day to another."""
    if span.first == span.last:
        return day_told(span.first)
    return f"From {day_told(span.first)} to {day_told(span.last)}"


def days_of(reading: Reading) -> list[Day]:
    """Each day that has a note."""
    notes: dict[date, list[Note]] = {}
    for part in (check_ins, sessions, checks, body_maps, care, forms, journal):
        for day, note in part(reading):
            if reading.days.span.has(day) and note.lines:
                notes.setdefault(day, []).append(note)
    return [Day(told.day(day.isoformat()), tuple(notes[day])) for day in sorted(notes)]


Notes = Iterator[tuple[date, Note]]


def check_ins(reading: Reading) -> Notes:
    """What was rated, typed and ticked."""
    for row in reading.book.answers[CHECK_IN]:
        body = body_of(row)
        lines = [f"{label}: {value}" for label, value in check_in_told(reading.check_in, body)]
        head = "Check-in, written the day after" if body.late else "Check-in"
        yield date.fromisoformat(body.day), Note(head, (*lines,))


def sessions(reading: Reading) -> Notes:
    """Each session with what was rated around it."""
    for row in reading.book.sessions:
        yield (
            day_of(row.begun),
            Note(f"Session at {told.hour(row.begun)}", tuple(session_lines(reading, row))),
        )


def session_lines(reading: Reading, row: SessionRow) -> Iterator[str]:
    """How it ended, what it was made of, how it was before and afterwards."""
    scripts = reading.house.library.scripts
    yield f"{told.ENDINGS[row.end]}."
    if names := [scripts[id].title for id in row.exercises if id in scripts]:
        yield f"{', '.join(names)}."
    arrival, after = (reading.book.said.get((row.id, kind)) for kind in (ARRIVAL, AFTER))
    yield from rated("before", arrival_of(arrival) if arrival else None)
    yield from rated("after", after_of(after) if after else None)
    if after and (line := after_of(after).line):
        yield f"“{line}”"


def rated(when: str, answer: object) -> Iterator[str]:
    """“Tension before: 5 of 10”."""
    for measure in AROUND:
        which, _, field = measure.id.partition("-")
        value = getattr(answer, field, None) if which == when else None
        if value is not None:
            yield f"{measure.title}: {value} of 10"


def checks(reading: Reading) -> Notes:
    """What was ticked in the evening and on the next days."""
    labels = {sign.id: sign.label for sign in reading.house.safety.checks.signs}
    for row in reading.book.answers[CHECK]:
        ticked = ", ".join(labels[sign] for sign in row.body["signs"] if sign in labels)
        head = "The evening after the session" if row.body["when"] == "evening" else "After the session"
        yield day_of(row.at), Note(head, (f"{ticked}.",))


def body_maps(reading: Reading) -> Notes:
    """Where something was felt."""
    map = reading.house.library.body_map
    for row in reading.book.answers[BODY_MAP] if map else ():
        assert map is not None
        words = described(map, known(map, row.body["record"]))
        yield day_of(row.at), Note(f"Body map at {told.hour(row.at)}", (words,))


def care(reading: Reading) -> Notes:
    """What there was of self-care."""
    names = {field.id: field.short for field in reading.house.guidance.practice.self_care.fields}
    for row in reading.book.answers[SELF_CARE]:
        done = ", ".join(names[id] for id in row.body["done"] if id in names)
        yield date.fromisoformat(row.body["day"]), Note("Self-care", (f"{done}.",) if done else ())


def forms(reading: Reading) -> Notes:
    """Scores of what was filled in."""
    for each in reading.book.forms:
        for entry in each.entries:
            if reading.days.span.has(entry.day):
                yield entry.day, Note(each.form.title, tuple(score_lines(each, entry)))


def score_lines(each: Filled, entry: Entry) -> Iterator[str]:
    """Each scale with its band."""
    result = result_of(each.form, keys_of(each.form), entry)
    for scale in each.form.scales:
        score = result.score(scale.id)
        if score.value is None:
            yield f"{scale.label}: too much was left out"
        else:
            band = f" ({score.band})" if score.band else ""
            yield f"{scale.label}: {number(score.value)} of {number(scale.high)}{band}"


def journal(reading: Reading) -> Notes:
    """Entries, in the person's own words."""
    for entry in reading.book.entries:
        head = f"Journal at {told.hour(entry.made)}"
        yield day_of(entry.made), Note(head, (entry.text,), own=True)
