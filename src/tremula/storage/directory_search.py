"""The search over directory.db. With a place it reads the squares around it; without, the word index.

It never reads every entry, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from tremula.core.directory.distance import FARTHEST, PER_DEGREE, cells_around, distance
from tremula.core.directory.entry import Entry, fold
from tremula.core.directory.filters import Filters, Found, Place, Query, Results

Look = Callable[[str, Sequence[Any]], list[Any]]
MOST_CANDIDATES = 2000
"""Entries that are put in order where no place limits them; beyond it the count says “at least”."""
MOST_FACETS = 200
"""Labels that one filter may mean, the most frequent ones."""


def search(look: Look, query: Query) -> Results:
    """A page of results: nearest first with a place, else the most complete entries first."""
    filters = query.filters
    facets = facets_for(look, filters)
    if facets is None:
        return Results((), 0)
    if query.place is not None and not filters.within:
        return nearest(look, filters, facets, query.place)
    if query.place is not None:
        return near(look, filters, facets, query.place)
    return anywhere(look, filters, facets)


def facets_for(look: Look, filters: Filters) -> list[list[int]] | None:
    """For each filter the facets that fulfil it; None where one cannot be fulfilled."""
    wanted = {"specialty": filters.specialty, "insurance": filters.insurance, "language": filters.language}
    wanted |= {"way": filters.way, "level": filters.level, "accepting": "yes" if filters.accepting else ""}
    found = []
    for kind, text in wanted.items():
        if text:
            ids = facet_ids(look, kind, (text, *(filters.insurers if kind == "insurance" else ())))
            if not ids:
                return None
            found.append(ids)
    return found


def facet_ids(look: Look, kind: str, texts: Sequence[str]) -> list[int]:
    """Every label that holds one of these texts as whole words; else every one in which its words begin."""
    for behind in (" ", ""):
        parts = [f" {folded}{behind}" for folded in map(fold, texts) if folded]
        holds = " OR ".join("instr(' ' || folded || ' ', ?)" for _ in parts)
        sql = f"SELECT id FROM facet WHERE kind = ? AND n > 0 AND ({holds}) ORDER BY n DESC LIMIT ?"  # noqa: S608
        rows = look(sql, (kind, *parts, MOST_FACETS)) if parts else []
        if rows:
            return [row[0] for row in rows]
    return []


def near(look: Look, filters: Filters, facets: list[list[int]], place: Place) -> Results:
    """Everything within the distance, by distance."""
    found = spots(look, filters, facets, place)
    shown = found[filters.start : filters.start + filters.count]
    return Results(bodies(look, [(id, km) for km, id in shown]), len(found))


def nearest(look: Look, filters: Filters, facets: list[list[int]], place: Place) -> Results:
    """At any distance: who is within the widest search, then who is farther, then who tells no place."""
    close = spots(look, replace(filters, within=FARTHEST), facets, place)
    rows, more = candidates(look, filters, facets)
    there = {id for _, id in close}
    others = bodies(look, [(id, None) for id, _ in rows if id not in there])
    far = [(one.id, km_to(one.entry, place)) for one in others]
    found: list[tuple[int, float | None]] = [(id, km) for km, id in close]
    found += sorted((pair for pair in far if pair[1] is not None), key=lambda pair: pair[1] or 0)
    found += [pair for pair in far if pair[1] is None]
    return Results(bodies(look, found[filters.start : filters.start + filters.count]), len(found), more)


def km_to(entry: Entry, place: Place) -> float | None:
    """None where it tells no place."""
    if entry.lat is None or entry.lon is None:
        return None
    return distance(place.lat, place.lon, entry.lat, entry.lon)


def spots(look: Look, filters: Filters, facets: list[list[int]], place: Place) -> list[tuple[float, int]]:
    """(km, id) of everything within the distance, in order."""
    squares = list(cells_around(place.lat, place.lon, filters.within))
    reach = filters.within / PER_DEGREE
    conditions, given = conditions_of(filters, facets)
    around = " OR ".join("cell BETWEEN ? AND ?" for _ in squares)
    sql = f"SELECT id, lat, lon FROM spot WHERE ({around}) AND lat BETWEEN ? AND ?{conditions}"  # noqa: S608
    numbers = [number for run in squares for number in run]
    rows = look(sql, (*numbers, place.lat - reach, place.lat + reach, *given))
    told = ((distance(place.lat, place.lon, lat, lon), id) for id, lat, lon in rows)
    return sorted(pair for pair in told if pair[0] <= filters.within)


def anywhere(look: Look, filters: Filters, facets: list[list[int]]) -> Results:
    """By how much an entry tells, then by name."""
    rows, more = candidates(look, filters, facets)
    shown = rows[filters.start : filters.start + filters.count]
    return Results(bodies(look, [(id, None) for id, _ in shown]), len(rows), more)


def candidates(look: Look, filters: Filters, facets: list[list[int]]) -> tuple[list[tuple[int, int]], bool]:
    """(id, rank) of what fits, wherever it is; and whether there is more than can be put in order."""
    conditions, given = conditions_of(filters, [])
    match = match_of(filters, facets)
    if match:
        source = "entry_words JOIN entry ON entry.id = entry_words.rowid WHERE entry_words MATCH ?"
        conditions, given = conditions_of(Filters(years=filters.years, price=filters.price), [])
        given = [match, *given]
    else:
        source = "entry WHERE 1"
    sql = f"SELECT entry.id, entry.rank FROM {source}{conditions} LIMIT ?"  # noqa: S608
    rows = look(sql, (*given, MOST_CANDIDATES + 1))
    more = len(rows) > MOST_CANDIDATES
    return sorted(rows[:MOST_CANDIDATES], key=lambda row: (-row[1], row[0])), more


def conditions_of(filters: Filters, facets: list[list[int]]) -> tuple[str, list[Any]]:
    """What a row must fulfil, in SQL."""
    parts, given = [], list[Any]()
    for ids in facets:
        parts.append("(" + " OR ".join("instr(facets, ?)" for _ in ids) + ")")
        given += [f"|{id}|" for id in ids]
    if filters.price:
        parts.append("price <= ?")
        given.append(filters.price)
    if filters.years:
        parts.append("years >= ?")
        given.append(filters.years)
    if (words := words_in(filters.q)) != "":
        parts.append("id IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)")
        given.append(words)
    return "".join(f" AND {part}" for part in parts), given


def match_of(filters: Filters, facets: list[list[int]]) -> str:
    """An FTS5 query of facets and words."""
    parts = ["(" + " OR ".join(f"xf{id}" for id in ids) + ")" for ids in facets]
    words = words_in(filters.q)
    return " AND ".join([*parts, words] if words else parts)


def words_in(text: str) -> str:
    """Every word, as the begin of one; nothing of it is read as a command."""
    return " AND ".join(f'"{word}"*' for word in fold(text).split()[:8])


def bodies(look: Look, shown: list[tuple[int, float | None]]) -> tuple[Found, ...]:
    """The entries in this order."""
    marks = ", ".join("?" for _ in shown)
    rows = look(f"SELECT id, body, import_id FROM entry WHERE id IN ({marks})", [id for id, _ in shown])  # noqa: S608
    kept = {row[0]: row for row in rows}
    return tuple(
        Found(id, msgspec.msgpack.decode(kept[id][1], type=Entry), km and round(km, 1), kept[id][2])
        for id, km in shown
        if id in kept
    )
