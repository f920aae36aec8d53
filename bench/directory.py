"""A directory of a million invented providers: bringing it in with a break, and a search by five filters and
distance, beside plain SQL without indexes over the same rows.

TREMULA_BENCH_PROVIDERS (1,000,000) says how many.
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tremula.actions.directory import Import, Read, begin_or_go_on, bring_in, locator
from tremula.core.directory.columns import guess
from tremula.core.directory.distance import distance
from tremula.core.directory.filters import Filters, Place, Query
from tremula.core.directory.gazetteer import Gazetteer
from tremula.importers.apart import look, read
from tremula.importers.limits import Source, source_at
from tremula.importers.steps import START, Position
from tremula.library.directory import read_directory_words
from tremula.library.places import find_content
from tremula.storage.directory import DirectoryFile

COUNT = int(os.environ.get("TREMULA_BENCH_PROVIDERS", "1000000"))
SPECIALTIES = [
    "EMDR",
    "Psychotherapy",
    "Trauma therapy",
    "Body-oriented therapy",
    "Psychology",
    "Brainspotting",
]
INSURANCE = [f"Invented plan {number}" for number in range(40)]
LANGUAGES = ["English", "Spanish", "German", "French", "Arabic", "Polish"]
COLUMNS = [
    "name",
    "specialties",
    "insurance",
    "languages",
    "ways",
    "level",
    "years",
    "price",
    "accepting",
    "phone",
    "city",
    "lat",
    "lon",
]
WORDS = read_directory_words(find_content())


def rows(count: int) -> Iterator[list[object]]:
    """A third of them in ten crowded cities, the others spread over a country."""
    chance = random.Random(5)
    cities = [(chance.uniform(30, 46), chance.uniform(-118, -75)) for _ in range(10)]
    for number in range(count):
        lat, lon = (
            chance.choice(cities) if number % 3 == 0 else (chance.uniform(26, 48), chance.uniform(-122, -70))
        )
        yield [
            f"Invented Person {number}",
            "; ".join(chance.sample(SPECIALTIES, 2)),
            "; ".join(chance.sample(INSURANCE, 4)),
            "; ".join(chance.sample(LANGUAGES, 2)),
            chance.choice(["online", "in person", "both"]),
            chance.choice(["Certified provider", "Licensed therapist", ""]),
            chance.randint(0, 30),
            chance.randint(40, 200),
            chance.choice(["yes", "no", ""]),
            f"555-{number:07d}",
            "",
            round(lat + chance.gauss(0, 0.1), 4),
            round(lon + chance.gauss(0, 0.1), 4),
        ]


def write(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows(COUNT))


def reads(source: Source, mapping: dict[str, str], running: Import) -> Iterator[Read]:
    after = Position(running.place, running.line) if running.place else START
    for step in read(source, "csv", mapping, WORDS, after):
        yield Read(step.item, step.after.offset, step.after.line)


def import_all(directory: DirectoryFile, source: Source) -> float:
    """Seconds, over two goes: broken off in the middle and gone on with."""
    mapping = guess(look(source).columns, WORDS)
    wanted = Import(0, source.name, "csv", "bench", "2026-01-01", "reading", source.size, mapping, True)
    locate, begun = locator(Gazetteer(())), time.perf_counter()
    for half in (True, False):
        running = begin_or_go_on(directory, wanted)

        def stop(half: bool = half) -> bool:
            return half and directory.imports()[0].kept >= COUNT // 2

        bring_in(directory, running, reads(source, mapping, running), locate, stopped=stop)
    return time.perf_counter() - begun


def searches() -> list[Query]:
    """Five filters and a distance, in the crowded cities."""
    chance = random.Random(5)
    cities = [(chance.uniform(30, 46), chance.uniform(-118, -75)) for _ in range(10)]
    made = []
    for number, (lat, lon) in enumerate(cities):
        filters = Filters(
            specialty=SPECIALTIES[number % 6],
            insurance=INSURANCE[number],
            language=LANGUAGES[number % 6],
            way="online",
            price=120,
            within=25,
        )
        made.append(Query(filters, Place("here", lat, lon)))
    return made


def plain(path: Path) -> sqlite3.Connection:
    """The peer: one table, no index, not encrypted."""
    db = sqlite3.connect(path)
    db.execute(f"CREATE TABLE provider ({', '.join(COLUMNS)})")
    db.executemany(f"INSERT INTO provider VALUES ({', '.join('?' * len(COLUMNS))})", rows(COUNT))
    db.commit()
    db.create_function("km", 4, distance, deterministic=True)
    return db


PLAIN = """SELECT name, km(?, ?, lat, lon) AS far FROM provider WHERE specialties LIKE ?
AND '; ' || insurance || ';' LIKE ? AND languages LIKE ? AND ways IN ('online', 'both') 
AND price <= ? AND far <= ? ORDER BY far"""


def ask_plain(db: sqlite3.Connection, query: Query) -> int:
    place, f = query.place, query.filters
    assert place is not None
    given = (
        place.lat,
        place.lon,
        f"%{f.specialty}%",
        f"%; {f.insurance};%",
        f"%{f.language}%",
        f.price,
        f.within,
    )
    return len(db.execute(PLAIN, given).fetchall())


def timed(work: object, queries: list[Query]) -> tuple[list[float], list[int]]:
    """Milliseconds and results of each."""
    spent, found = [], []
    for query in queries:
        begun = time.perf_counter()
        found.append(work(query))  # type: ignore[operator]
        spent.append((time.perf_counter() - begun) * 1000)
    return spent, found


def main() -> None:
    with TemporaryDirectory(prefix="tremula-bench-") as folder:
        file = Path(folder) / "invented.csv"
        write(file)
        directory = DirectoryFile(Path(folder) / "directory.db", bytes(range(32)))
        seconds = import_all(directory, source_at(file))
        kept = directory.imports()[0].kept
        print(f"providers {kept:,} in {seconds:.0f} s, {kept / seconds:,.0f} a second, with one break")
        size = (Path(folder) / "directory.db").stat().st_size
        print(f"file      {file.stat().st_size / 1e6:.0f} MB of CSV, {size / 1e6:.0f} MB of directory")
        cold, _ = timed(lambda query: directory.search(query).total, searches())
        warm, ours = timed(lambda query: directory.search(query).total, searches() * 3)
        db = plain(Path(folder) / "plain.db")
        slow, theirs = timed(lambda query: ask_plain(db, query), searches())
        print(
            f"search    first {max(cold):.0f} ms at most; then median {statistics.median(warm):.0f}, "
            f"most {max(warm):.0f} ms"
        )
        print(f"plain SQL median {statistics.median(slow):.0f} ms, without indexes and without encryption")
        far = Filters(specialty="EMDR", insurance=INSURANCE[3], language="German", way="online", price=90)
        nowhere, _ = timed(lambda query: directory.search(query).total, [Query(far)] * 5)
        print(f"no place  median {statistics.median(nowhere):.0f} ms for five filters")
        begun = time.perf_counter()
        directory.undo(1)
        print(f"undo      {time.perf_counter() - begun:.0f} s, {len(directory.imports())} imports left")
        directory.close()
        same = ours[: len(theirs)] == theirs
        print(f"both found the same: {same} ({theirs})")
        sys.exit(0 if same and max(warm) <= 100 else 1)


if __name__ == "__main__":
    main()
