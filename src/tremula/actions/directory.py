"""The directory: bring a file in, go on after a break, take it back, search. No lookup leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.directory.codes import code_of
from tremula.core.directory.entry import Entry
from tremula.core.directory.filters import Filters, Found, Named, Place, Query, Results
from tremula.core.directory.gazetteer import Gazetteer
from tremula.core.failure import Problem, Refusal

BATCH = 2000
"""Rows that are kept together, with how far the file is read."""
State = Literal["chosen", "reading", "done", "undoing"]


class Import(Struct, frozen=True):
    """One file that was brought in. `place` is how far it is read: bytes of it (FHIR: a share)."""

    id: int
    name: str
    kind: str
    digest: str
    made: str
    """Wall time, RFC 3339."""
    state: State
    size: int
    mapping: Mapping[str, str]
    invented: bool
    place: int = 0
    line: int = 0
    rows: int = 0
    kept: int = 0
    bad: int = 0
    reported: int = 0
    """Lines with a reason that can be looked at: bad ones, and kept ones of which something was left out."""
    placeless: int = 0
    """Of those that were kept, how many tell no place that is known."""


class Looked(Struct, frozen=True):
    """What a file is; for a table its columns, three rows, and column by field. `known`: chosen last time."""

    kind: str
    columns: Sequence[str]
    samples: Sequence[Sequence[str]]
    guess: Mapping[str, str]
    known: bool = False


class Batch(Struct, frozen=True):
    """Rows that belong together, and where the file goes on behind them."""

    entries: Sequence[Entry]
    problems: Sequence[Problem]
    rows: int
    place: int
    line: int
    notes: Sequence[Problem] = ()
    """What of kept rows was left out."""

    @property
    def placeless(self) -> int:
        return sum(entry.lat is None for entry in self.entries)


class Directory(Protocol):
    """The directory's own file."""

    def imports(self) -> Sequence[Import]: ...
    def begin(self, wanted: Import) -> Import:
        """Note an import; its id is given here."""
        ...

    def keep(self, id: int, batch: Batch) -> None:
        """Entries, problems and position in one transaction."""
        ...

    def finish(self, id: int) -> None: ...
    def undo(self, id: int, tell: Callable[[int], None]) -> None:
        """Take everything of an import out, piece by piece; can be begun again after a break."""
        ...

    def problems(self, id: int) -> Sequence[Problem]: ...
    def search(self, query: Query) -> Results: ...
    def entry(self, id: int) -> Found | None: ...
    def choices(self, kind: str) -> Sequence[str]:
        """What one can filter by, the most frequent first."""
        ...

    def postcodes(self, code: str) -> Sequence[Place]:
        """The middle of a postcode in each country, as far as files told coordinates."""
        ...

    def with_code(self, code: str) -> Sequence[Entry]: ...

    def mapping(self, columns: Sequence[str]) -> Mapping[str, str] | None: ...
    def keep_mapping(self, columns: Sequence[str], chosen: Mapping[str, str]) -> None: ...
    def close(self) -> None: ...


class Read(Struct, frozen=True):
    """A row as an importer gives it: what it holds, and where the file goes on.

    Of several entries that one piece of the file holds, only the last one goes on behind it.
    """

    item: Entry | Problem | None
    place: int
    line: int
    notes: Sequence[Problem] = ()


def begin_or_go_on(directory: Directory, wanted: Import) -> Import:
    """A new import, or the one of this file that was broken off; Refusal("imported-already")."""
    for each in directory.imports():
        if each.digest != wanted.digest:
            continue
        if each.state == "done":
            words = f"“{each.name}” is in the directory already, since {each.made[:10]}. Take it out first."
            raise Refusal("imported-already", words)
        if each.state == "undoing":
            raise Refusal("undoing", "This file is being taken out. Finish that first.")
        return each
    return directory.begin(wanted)


def older_registry(directory: Directory, running: Import) -> list[Problem]:
    """A note where another file of the registry is there: whoever is in both stands there twice."""
    others = [each for each in directory.imports() if each.kind == running.kind and each.id < running.id]
    if running.kind != "npi" or not others:
        return []
    words = (
        f"“{others[0].name}” of the NPI registry is in the directory too, since {others[0].made[:10]}. "
        "Whoever is in both files is shown twice. If this file is its newer issue, take the older one out."
    )
    return [Problem(running.name, 1, words)]


def bring_in(
    directory: Directory,
    running: Import,
    reads: Iterable[Read],
    locate: Callable[[Entry], Entry],
    *,
    tell: Callable[[Import], None] = lambda now: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Import:
    """Read to the end, batch by batch. Stopped, it leaves everything so that it can go on."""
    entries, problems, rows, last = list[Entry](), list[Problem](), 0, None
    notes = [] if running.rows else older_registry(directory, running)
    behind = (running.place, running.line)
    for read in reads:
        # A piece with several entries is kept whole, or its first ones would come twice after a break.
        whole, behind = (read.place, read.line) != behind, (read.place, read.line)
        rows, last = rows + 1, read
        notes += read.notes
        if isinstance(read.item, Problem):
            problems.append(read.item)
        elif read.item is not None:
            entries.append(locate(read.item))
        if whole and (len(entries) + len(problems) >= BATCH or rows >= BATCH * 25):
            running = keep(directory, running, Batch(entries, problems, rows, read.place, read.line, notes))
            tell(running)
            entries, problems, rows, last, notes = [], [], 0, None, []
            if stopped():
                return running
    if last is not None:
        running = keep(directory, running, Batch(entries, problems, rows, last.place, last.line, notes))
    directory.finish(running.id)
    done = replace(running, state="done")
    tell(done)
    return done


def keep(directory: Directory, running: Import, batch: Batch) -> Import:
    """One batch, and the import as it then stands."""
    directory.keep(running.id, batch)
    return replace(
        running,
        place=batch.place,
        line=batch.line,
        rows=running.rows + batch.rows,
        kept=running.kept + len(batch.entries),
        bad=running.bad + len(batch.problems),
        placeless=running.placeless + batch.placeless,
    )


def locator(gazetteer: Gazetteer) -> Callable[[Entry], Entry]:
    """Gives an entry the place of its city where its file tells no coordinates."""
    known: dict[tuple[str, str, str], Place | None] = {}

    def locate(entry: Entry) -> Entry:
        if entry.lat is not None and entry.lon is not None:
            return entry
        asked = (entry.city, entry.region, entry.country)
        if asked not in known:
            if len(known) > 50_000:
                known.clear()
            known[asked] = place_of(gazetteer, *asked) if entry.city else None
        place = known[asked]
        if place is None:
            return replace(entry, lat=None, lon=None)
        return replace(entry, lat=place.lat, lon=place.lon, guessed="city")

    return locate


def place_of(gazetteer: Gazetteer, city: str, region: str, country: str) -> Place | None:
    """The city, with its region and country as far as they are known; of “Berlin, Mitte” the part before."""
    whole = gazetteer.find(city, region, country, begun=False)
    name, _, behind = city.partition(",")
    return whole or (gazetteer.find(name, region or behind, country, begun=False) if behind else None)


def search(directory: Directory, gazetteer: Gazetteer, filters: Filters) -> tuple[Results, Place | None]:
    """What fits, nearest first where a place is given; Refusal("unknown-place").

    Entries that tell no known place are found by the name of their city or their postcode.
    """
    if not filters.near:
        return directory.search(Query(filters)), None
    place = find_postcode(directory, gazetteer, filters.near) or gazetteer.find(filters.near)
    named = gazetteer.naming(filters.near, place)
    code = place.code if place is not None else code_of(filters.near.partition(",")[0])
    if code and not code.isalpha():
        named = (*named, Named(code=code))
    if place is None and not directory.search(Query(Filters(near=filters.near, count=1), None, named)).total:
        words = (
            f"tremula knows no place “{filters.near[:60]}”. Try the next larger city, or a postcode from "
            "your files."
        )
        raise Refusal("unknown-place", words)
    return directory.search(Query(filters, place, named)), place


def find_postcode(directory: Directory, gazetteer: Gazetteer, text: str) -> Place | None:
    """The middle of a postcode of the files; where none tells where it lies, the middle of its city."""
    first, *behind = text.split(",")
    areas, code = gazetteer.behind(behind), code_of(first)
    if areas is None or not any(map(str.isdigit, code)):
        return None
    for place in directory.postcodes(code):
        if not areas or any(gazetteer.lies_there(place, area) for area in areas):
            return replace(place, name=first.strip())
    for entry in directory.with_code(code):
        city = place_of(gazetteer, entry.city, entry.region, entry.country) if entry.city else None
        if city and (not areas or any(gazetteer.lies_there(city, area) for area in areas)):
            return replace(city, code=code, rough=True)
    return None


def told(import_: Import) -> dict[str, Any]:
    """An import for the wire."""
    names = (
        "id",
        "name",
        "kind",
        "made",
        "state",
        "size",
        "invented",
        "rows",
        "kept",
        "bad",
        "placeless",
        "line",
    )
    return {name: getattr(import_, name) for name in names} | {"done": share(import_)}


def share(import_: Import) -> float:
    """How much is read, from 0 to 1; for a packed file a guess that stays below 1."""
    if import_.state == "done":
        return 1.0
    return round(min(0.99, import_.place / max(1, import_.size)), 3)
