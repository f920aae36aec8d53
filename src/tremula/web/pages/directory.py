"""Find someone: search, the files behind it, the shortlist with the questions for a first call.

Nothing is looked up anywhere else, and nobody is recommended.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.directory_desk import Desk
from tremula.actions.shortlist import read_shortlist
from tremula.core.directory.codes import code_of
from tremula.core.directory.filters import (
    NAMES,
    Filters,
    Found,
    Looser,
    Place,
    Results,
    filters_from,
    looser,
)
from tremula.core.failure import Refusal
from tremula.web.api.directory import desk_of
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page

DISTANCES = (5, 10, 25, 50, 100, 200)
USUAL = {"mi": 40}
"""km where nothing else is said: 25 miles."""
EXACT = 3
"""Miles up to which a tenth is told."""
AT_ONCE = 1.0
"""km up to which the middle of a city is the place itself."""
MILE = 1.609344
"""Kilometres."""
MILES = ("en-us", "en-gb", "en-lr", "cy-gb", "es-us")
CHOICES = ("specialty", "insurance", "language", "level")
KINDS = {"csv": "Table", "fhir": "FHIR", "npi": "NPI registry"}


def routes(house: House) -> list[Door]:
    """GET /directory, /directory/files, /directory/shortlist."""
    return [
        Door("/directory", find, Needs.PAGE_AND_OPEN_VAULT),
        Door("/directory/files", files, Needs.PAGE_AND_OPEN_VAULT),
        Door("/directory/shortlist", shortlist, Needs.PAGE_AND_OPEN_VAULT),
    ]


async def find(request: Request) -> Response:
    """The filters, and what fits; what is wrong with them is said above the form."""
    house, desk = house_of(request), desk_of(request)
    given = dict(request.query_params) or dict(house.looked_for)
    unit = given.get("unit") or usual_unit(request.headers.get("accept-language", ""))
    wrong, results, place, filters, like = "", None, None, Filters(), list[tuple[str, str]]()
    try:
        filters = filters_from({"within": str(USUAL[unit]), **given} if unit in USUAL else given)
        if filters.any:
            results, place = await to_thread(desk.search, filters)
    except Refusal as refusal:
        wrong = refusal.words
        if refusal.code == "unknown-place":
            like = await to_thread(meant, desk, filters)
    seen = await to_thread(behind, desk)
    listed = {each.entry.key for each in await house.read(read_shortlist, None)}
    return page(
        request,
        "directory.html",
        given=given,
        filters=filters,
        wrong=wrong,
        results=results,
        place=place,
        listed=listed,
        like=like,
        distances=distances(unit, filters.within),
        far=far_in(unit),
        unit=unit,
        where=where_in(unit, place),
        steps=steps(given, filters, results),
        loosened=await to_thread(loosened, desk, filters, unit) if results and not results.total else (),
        age=age_from(house.clock.wall().date()),
        **seen,
    )


def meant(desk: Desk, filters: Filters) -> list[tuple[str, str]]:
    """Places that may have been meant, with the address of the same search there."""
    names = desk.places_like(filters.near)
    return [(name, f"/directory?{urlencode(address(replace(filters, near=name)))}") for name in names]


def usual_unit(languages: str) -> str:
    """Miles where the browser's first language belongs to a country that drives by them; else kilometres."""
    first = languages.partition(",")[0].partition(";")[0].strip().lower()
    return "mi" if first in MILES else "km"


def far_in(unit: str) -> Callable[[float], str]:
    """Tells kilometres in the unit that is wanted."""

    def far(km: float) -> str:
        number = km / MILE if unit == "mi" else km
        told = f"{round(number, 1 if number < EXACT or unit != 'mi' else 0):g}"
        if told == "0":
            return "less than 0.1 miles" if unit == "mi" else "less than 0.1 km"
        return f"{told} mile{'s' if told != '1' else ''}" if unit == "mi" else f"{told} km"

    return far


def where_in(unit: str, place: Place | None) -> Callable[[Found], str]:
    """Tells how far somebody is, and how exactly that is known; empty without a place."""
    far = far_in(unit)

    def where(found: Found) -> str:
        entry, km = found.entry, found.km
        if place is None:
            return ""
        if km is None:
            return "The list tells no place that tremula knows, so no distance."
        same = place.code != "" and code_of(entry.postcode, entry.country) == place.code
        if same and (place.rough or entry.guessed):
            return f"In {entry.postcode}. The list does not tell where exactly."
        if entry.guessed and km < AT_ONCE:
            return f"In {entry.city}. The list does not tell where exactly."
        if entry.guessed:
            return f"In {entry.city}, about {far(round(km))} away, from the middle of the city."
        return f"{far(km)} away"

    return where


def distances(unit: str, within: int) -> list[tuple[int, str, bool]]:
    """To choose from: km, in words, and whether it is the chosen one (the nearest to what was asked)."""
    named = {round(each * MILE) if unit == "mi" else each: each for each in DISTANCES}
    words = {km: f"{each} miles" if unit == "mi" else f"{each} km" for km, each in named.items()}
    if within:
        words.setdefault(within, far_in(unit)(within))
    return [*((km, words[km], km == within) for km in sorted(words)), (0, "Any distance", not within)]


def loosened(desk: Desk, filters: Filters, unit: str) -> list[tuple[str, int, str]]:
    """What would find somebody: in words, how many, and the address; only what does."""
    found = [(way, desk.search(replace(way.filters, count=1))[0].total) for way in looser(filters)]
    return [
        (way_told(way, unit), total, f"/directory?{urlencode(address(way.filters))}")
        for way, total in found
        if total
    ]


def way_told(way: Looser, unit: str) -> str:
    """“Within 50 km”, “At any distance, nearest first”, “Without “Insurance””."""
    if way.name == "within" and way.filters.within:
        return f"Within {far_in(unit)(way.filters.within)}"
    if way.name == "within":
        return "At any distance, nearest first"
    return f"Without “{NAMES[way.name]}”"


def address(filters: Filters) -> dict[str, str]:
    """The filters as the form sends them."""
    plain = Filters()
    names = (name for name in filters.__struct_fields__ if name not in ("start", "count"))
    given = {name: getattr(filters, name) for name in names if getattr(filters, name) != getattr(plain, name)}
    return {name: "yes" if value is True else str(value) for name, value in given.items()}


def behind(desk: Desk) -> dict[str, Any]:
    """What one can choose from, and the files it came from."""
    imports = desk.file.imports()
    choices = {kind: desk.file.choices(kind) for kind in CHOICES}
    return {"choices": choices, "sources": {each.id: each for each in imports}}


def steps(given: dict[str, str], filters: Filters, results: Results | None) -> dict[str, str]:
    """The addresses of the results behind these, and of the first ones where one is not at them."""
    behind = filters.start + filters.count
    wanted = {"next": behind} if results is not None and behind < results.total else {}
    wanted |= {"first": 0} if filters.start else {}
    return {name: "/directory?" + urlencode({**given, "start": str(at)}) for name, at in wanted.items()}


def age_from(today: date) -> object:
    """How old a day (YYYY-MM-DD) is, in words."""

    def age(day: str) -> str:
        try:
            months = (today - date.fromisoformat(day[:10])).days // 30
        except ValueError:
            return ""
        if months < 1:
            return "less than a month old"
        if months < 24:
            return f"{months} month{'s' if months > 1 else ''} old"
        return f"{months // 12} years old"

    return age


async def files(request: Request) -> Response:
    """The files that were brought in, and the way to bring another."""
    desk = desk_of(request)
    imports = await to_thread(desk.file.imports)
    return page(
        request,
        "directory_files.html",
        imports=[each for each in imports if each.state != "chosen"],
        columns=desk.words.columns,
        kinds=KINDS,
    )


async def shortlist(request: Request) -> Response:
    """Whom to call, one's notes, and what to ask; made to be printed."""
    house = house_of(request)
    listed = await house.read(read_shortlist, None)
    return page(
        request, "directory_shortlist.html", listed=listed, questions=desk_of(request).words.questions
    )
