"""The body map over time: how far each feeling reached, first weeks beside last ones. It scores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tremula.core.bodymap.draw import Drawing, drawn
from tremula.core.bodymap.places import FACES, BodyMap
from tremula.core.bodymap.record import Felt
from tremula.core.bodymap.weeks import Week, tally, to_draw
from tremula.core.bodymap.words import listed
from tremula.core.charts.chart import Chart, Course, chart
from tremula.core.charts.series import Measure
from tremula.core.charts.span import Counts, Span, told
from tremula.core.charts.words import courses, times

REACH = 14
WEEKS = 4
"""How long the first and the last stretch are, at most."""
MOST_PLACES = 5


class Look(Struct, frozen=True):
    """The maps in order, the time, and whose body is drawn."""

    map: BodyMap
    maps: Sequence[tuple[date, Felt]]
    span: Span
    counts: Counts
    build: str


class Stretch(Struct, frozen=True):
    """Some weeks: pictures of front and back, how many maps, and words."""

    title: str
    pictures: tuple[str, ...]
    words: str


class Body(Struct, frozen=True):
    """Everything that a page shows of it."""

    charts: tuple[Chart, ...]
    stretches: tuple[Stretch, ...]


def body_over_time(look: Look) -> Body | None:
    """None without a map in this time."""
    inside = [(day, felt) for day, felt in look.maps if look.span.has(day)]
    if not inside:
        return None
    return Body(tuple(reaches(look, inside)), tuple(stretches(look, inside)))


def reaches(look: Look, inside: Sequence[tuple[date, Felt]]) -> Iterable[Chart]:
    """For each feeling that was marked: in how many places, map by map."""
    for feeling in look.map.feelings:
        id = feeling.id
        values = [(day, float(len([at for at in felt.values() if id in at]))) for day, felt in inside]
        if any(value for _, value in values):
            highest = max(4.0, *(value for _, value in values))
            measure = Measure(
                f"body-{feeling.id}", feeling.name.capitalize(), 0, highest, unit="places on the body"
            )
            words = courses(how_many(len(inside)), values)
            yield chart(Course(measure, values, look.span, look.counts, words, reach=REACH))


def stretches(look: Look, inside: Sequence[tuple[date, Felt]]) -> Iterable[Stretch]:
    """The first weeks and the last, if they do not overlap; else all maps together."""
    first, last = inside[0][0], inside[-1][0]
    length = min(timedelta(weeks=WEEKS), (last - first) // 2)
    if length < timedelta(weeks=1):
        yield stretch(look, "All maps of this time", "all", inside)
        return
    early = [each for each in inside if each[0] < first + length]
    late = [each for each in inside if each[0] > last - length]
    yield stretch(look, named(early), "first", early)
    yield stretch(look, named(late), "last", late)


def named(maps: Sequence[tuple[date, Felt]]) -> str:
    """“3 October 2026 to 24 October 2026”."""
    first, last = told(maps[0][0]), told(maps[-1][0])
    return first if first == last else f"{first} to {last}"


def stretch(look: Look, title: str, id: str, maps: Sequence[tuple[date, Felt]]) -> Stretch:
    """The maps of some weeks as one picture: more of a pattern, marked more often."""
    week = Week(maps[0][0], len(maps), tally(felt for _, felt in maps))
    pictures = tuple(
        drawn(look.map, to_draw(week), Drawing(look.build, face, f"{id}-{face}", f"{title}, {face}"))
        for face in FACES
    )
    return Stretch(title, pictures, " ".join(in_words(look.map, week)))


def how_many(maps: int) -> str:
    """“1 map.”, “12 maps.”"""
    return f"{maps} {'map' if maps == 1 else 'maps'}."


def in_words(map: BodyMap, week: Week) -> Iterable[str]:
    """How many maps, and for each feeling the places marked most often."""
    yield how_many(week.maps)
    for feeling in map.feelings:
        counts = {place: felt[feeling.id] for place, felt in week.often.items() if feeling.id in felt}
        most = sorted(counts, key=lambda place: -counts[place])[:MOST_PLACES]
        if most:
            places = listed([f"{map.names[place].lower()} ({times(counts[place])})" for place in most])
            yield f"{feeling.name.capitalize()}: {places}."
