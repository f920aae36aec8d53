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
MOST_RANK = 7
"""What `completeness` counts at most."""
JOINED = "entry_words JOIN entry ON entry.id = entry_words.rowid"
CITY = 15
"""km: whoever tells no more than a city is found from a postcode at least this far around its middle."""
AROUND, NEAR = 5.0, 1.0
"""km by which the middle of a city, and one's own postcode, stand among known places."""
MOST_FACETS = 200
"""Labels that one filter may mean, the most frequent ones."""


def search(look: Look, query: Query) -> Results:
    """A page of results: nearest first with a place, else the most complete entries first."""
    filters = query.filters
    facets = facets_for(look, filters)
    if facets is None:
        return Results((), 0)
    if query.place is not None and filters.within:
        return near(look, query, facets, query.place)
    if query.place is not None:
        return nearest(look, query, facets, query.place)
    if filters.near:
        return calling_it_so(look, query, facets)
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


def near(look: Look, query: Query, facets: list[list[int]], place: Place) -> Results:
    """Everything within the distance, by distance; then who tells no place but names this one."""
    found, rough = spots(look, query.filters, facets, place)
    found += [(id, None) for id in listed(look, query, facets)]
    return page_of(look, query.filters, found, rough=rough)


def nearest(look: Look, query: Query, facets: list[list[int]], place: Place) -> Results:
    """At any distance: who is within the widest search, then who is farther, then who tells no place."""
    filters = query.filters
    found, rough = spots(look, replace(filters, within=FARTHEST), facets, place)
    rows, more = candidates(look, filters, facets)
    there = {id for id, _ in found}
    others = bodies(look, [(id, None) for id, _ in rows if id not in there])
    far = [(one.id, km_to(one.entry, place)) for one in others]
    found += sorted((pair for pair in far if pair[1] is not None), key=lambda pair: pair[1] or 0)
    named = [id for id in listed(look, query, facets) if id not in there]
    placeless = dict.fromkeys([*named, *(id for id, km in far if km is None)])
    return page_of(look, filters, [*found, *((id, None) for id in placeless)], more=more, rough=rough)


def calling_it_so(look: Look, query: Query, facets: list[list[int]]) -> Results:
    """Nobody knows where the place lies: who names it, and at any distance then everybody else."""
    found = dict.fromkeys(listed(look, query, facets))
    more = False
    if not query.filters.within:
        rows, more = candidates(look, query.filters, facets)
        found |= dict.fromkeys(id for id, _ in rows)
    return page_of(look, query.filters, [(id, None) for id in found], more=more)


def page_of(
    look: Look,
    filters: Filters,
    found: Sequence[tuple[int, float | None]],
    *,
    more: bool = False,
    rough: int = 0,
) -> Results:
    """The page that is asked for, of everything in its order."""
    shown = found[filters.start : filters.start + filters.count]
    return Results(bodies(look, shown), len(found), more, rough)


def listed(look: Look, query: Query, facets: list[list[int]]) -> list[int]:
    """Entries without a place that name the one asked for, those that tell most first."""
    kept = dict[int, int]()
    conditions, given = conditions_of(Filters(years=query.filters.years, price=query.filters.price), [])
    sql = (
        f"SELECT entry.id, entry.rank, entry.body FROM {JOINED} WHERE entry_words MATCH ?{conditions} LIMIT ?"  # noqa: S608
    )
    for named in query.named:
        words = f'"{named.code}"' if named.code else words_in(named.city)
        match = " AND ".join(filter(None, ("xplaceless", words, match_of(query.filters, facets))))
        rows = look(sql, (match, *given, MOST_CANDIDATES))
        kept |= {id: rank for id, rank, body in rows if named.fits(msgspec.msgpack.decode(body, type=Entry))}
    return sorted(kept, key=lambda id: (-kept[id], id))


def km_to(entry: Entry, place: Place) -> float | None:
    """None where it tells no place."""
    if entry.lat is None or entry.lon is None:
        return None
    return distance(place.lat, place.lon, entry.lat, entry.lon)


def spots(
    look: Look, filters: Filters, facets: list[list[int]], place: Place
) -> tuple[list[tuple[int, float | None]], int]:
    """(id, km) of everything within the distance, in order; and how many of them tell no more than a city."""
    reach = max(filters.within, CITY) if place.code else filters.within
    conditions, given = conditions_of(filters, facets)
    squares = list(cells_around(place.lat, place.lon, reach))
    around = " OR ".join("cell BETWEEN ? AND ?" for _ in squares)
    wide = reach / PER_DEGREE
    sql = f"SELECT id, lat, lon, guessed, code FROM spot WHERE ({around}) AND lat BETWEEN ? AND ?{conditions}"  # noqa: S608
    numbers = [number for run in squares for number in run]
    found = []
    for id, lat, lon, guessed, code in look(sql, (*numbers, place.lat - wide, place.lat + wide, *given)):
        km = distance(place.lat, place.lon, lat, lon)
        if km <= (reach if guessed else filters.within):
            same = place.code != "" and code == place.code
            found.append((order(km, guessed, same, place.rough), id, km, guessed))
    found.sort()
    return [(id, km) for _, id, km, _ in found], sum(bool(guessed) for *_, guessed in found)


def order(km: float, guessed: int, same: bool, rough: bool) -> tuple[float, int]:
    """Where somebody stands among the others. The middle of a city says little about who is near."""
    if same and rough:
        return (0.0, guessed)
    if guessed:
        return (min(km, NEAR) if same else max(km, AROUND), 1)
    return (km, 0)


def anywhere(look: Look, filters: Filters, facets: list[list[int]]) -> Results:
    """By how much an entry tells, then in the order in which it came."""
    rows, more = candidates(look, filters, facets)
    return page_of(look, filters, [(id, None) for id, _ in rows], more=more)


def candidates(look: Look, filters: Filters, facets: list[list[int]]) -> tuple[list[tuple[int, int]], bool]:
    """(id, rank) of what fits, wherever it is, in order; and whether there is more than can be shown."""
    match = match_of(filters, facets)
    conditions, given = conditions_of(Filters(years=filters.years, price=filters.price), [])
    if not match:
        sql = f"SELECT id, rank FROM entry WHERE 1{conditions} ORDER BY rank DESC, id LIMIT ?"  # noqa: S608
        rows = look(sql, (*given, MOST_CANDIDATES + 1))
        return rows[:MOST_CANDIDATES], len(rows) > MOST_CANDIDATES
    sql = f"SELECT entry.id, entry.rank FROM {JOINED} WHERE entry_words MATCH ?{conditions} LIMIT ?"  # noqa: S608
    rows = look(sql, (match, *given, MOST_CANDIDATES + 1))
    more = len(rows) > MOST_CANDIDATES
    if more:
        rows = best(lambda rank, most: look(sql, (f"xr{rank} AND {match}", *given, most))) or rows
    return sorted(rows[:MOST_CANDIDATES], key=lambda row: (-row[1], row[0])), more


def best(ranked: Callable[[int, int], list[Any]]) -> list[Any]:
    """Those that tell most, rank by rank, until there are enough."""
    rows = list[Any]()
    for rank in range(MOST_RANK, -1, -1):
        if len(rows) < MOST_CANDIDATES:
            rows += ranked(rank, MOST_CANDIDATES - len(rows))
    return rows


def conditions_of(filters: Filters, facets: list[list[int]]) -> tuple[str, list[Any]]:
    """What a row must fulfil, in SQL."""
    parts, given = [], list[Any]()
    for ids in facets:
        parts.append("(" + " OR ".join("instr(facets, ?)" for _ in ids) + ")")
        given += [f"|{id}|" for id in ids]
    if filters.price is not None:
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


def bodies(look: Look, shown: Sequence[tuple[int, float | None]]) -> tuple[Found, ...]:
    """The entries in this order."""
    marks = ", ".join("?" for _ in shown)
    rows = look(f"SELECT id, body, import_id FROM entry WHERE id IN ({marks})", [id for id, _ in shown])  # noqa: S608
    kept = {row[0]: row for row in rows}
    return tuple(
        Found(
            id,
            msgspec.msgpack.decode(kept[id][1], type=Entry),
            None if km is None else round(km, 1),
            kept[id][2],
        )
        for id, km in shown
        if id in kept
    )
