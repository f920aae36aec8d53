"""The directory's file: imports, entries and the search. It knows no person; what it holds came from files.

One connection writes, one reads; both are used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec
from sqlcipher3 import dbapi2

from tremula.actions.directory import Batch, Import
from tremula.core.directory.codes import code_of
from tremula.core.directory.distance import NOWHERE, cell
from tremula.core.directory.entry import Entry, completeness, facets_of, fold, words_of
from tremula.core.directory.filters import Found, Place, Query, Results
from tremula.core.failure import Problem, Refusal
from tremula.storage import directory_search
from tremula.storage.directory_file import connect
from tremula.storage.telling import locked, not_saved

MOST_PROBLEMS = 1000
"""Problems that are kept of one import; all of them are counted."""
PIECE = 4000
"""Entries that are taken out in one transaction."""


class DirectoryFile:
    """directory.db, open."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._writing = connect(path, key)
        self._reading = connect(path, key, only_read=True)
        self._turn, self._looking = RLock(), RLock()
        self._facets: dict[tuple[str, str], int] = {}
        self._closed = False

    def close(self) -> None:
        """Let go; closing twice is fine."""
        with self._turn, self._looking:
            if not self._closed:
                self._closed = True
                self._reading.close()
                self._writing.close()

    def _write(self, work: Callable[[Any], Any]) -> Any:
        """Work in one transaction; Refusal("not-saved") leaves nothing of it."""
        with self._turn:
            if self._closed:
                raise locked()
            self._writing.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._writing)
                self._writing.execute("COMMIT")
            except BaseException as error:
                self._facets.clear()
                if self._writing.in_transaction:
                    self._writing.execute("ROLLBACK")
                if isinstance(error, dbapi2.OperationalError):
                    raise not_saved() from error
                raise
            return result

    def look(self, sql: str, given: Sequence[Any] = ()) -> list[Any]:
        """Rows of a query."""
        with self._looking:
            if self._closed:
                raise locked()
            rows: list[Any] = self._reading.execute(sql, given).fetchall()
            return rows

    def imports(self) -> list[Import]:
        """Newest first."""
        sql = f"SELECT {COLUMNS}, {REPORTED} FROM import ORDER BY id DESC"  # noqa: S608
        return [import_of(row) for row in self.look(sql)]

    def begin(self, wanted: Import) -> Import:
        """Note an import."""
        values = (
            *(wanted.name, wanted.kind, wanted.digest, wanted.made, wanted.state, wanted.size),
            *(msgspec.json.encode(wanted.mapping).decode(), wanted.invented),
        )
        names = "name, kind, digest, made, state, size, mapping, invented"
        sql = f"INSERT INTO import ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        id = self._write(lambda raw: raw.execute(sql, values).lastrowid)
        return msgspec.structs.replace(wanted, id=id)

    def begin_reading(self, id: int, kind: str, digest: str, mapping: Mapping[str, str]) -> None:
        """A file that was chosen is now read."""
        given = (kind, digest, msgspec.json.encode(mapping).decode(), id)
        sql = "UPDATE import SET state = 'reading', kind = ?, digest = ?, mapping = ? WHERE id = ?"
        self._write(lambda raw: raw.execute(sql, given))

    def import_(self, id: int) -> Import:
        """One import; Refusal("no-import")."""
        for each in self.imports():
            if each.id == id:
                return each
        raise Refusal("no-import", f"There is no import {id}. “tremula directory list” shows them.")

    def finish(self, id: int) -> None:
        """Read to its end; what was uploaded for it goes."""

        def work(raw: Any) -> None:
            raw.execute("UPDATE import SET state = 'done' WHERE id = ?", (id,))
            raw.execute("DELETE FROM upload WHERE import_id = ?", (id,))

        self._write(work)

    def keep(self, id: int, batch: Batch) -> None:
        """Entries, problems and position in one transaction."""
        self._write(lambda raw: self._keep(raw, id, batch))

    def _keep(self, raw: Any, id: int, batch: Batch) -> None:
        first = (raw.execute("SELECT max(id) FROM entry").fetchone()[0] or 0) + 1
        entries, spots, words, codes = [], [], [], {}
        counts: dict[int, int] = {}
        for number, entry in enumerate(batch.entries, first):
            ids = sorted({self._facet(raw, kind, label) for kind, label in facets_of(entry)})
            for each in ids:
                counts[each] = counts.get(each, 0) + 1
            facets = "|" + "".join(f"{each}|" for each in ids)
            lat, lon = entry.lat, entry.lon
            where = cell(lat, lon) if lat is not None and lon is not None else NOWHERE
            body = msgspec.msgpack.encode(entry)
            about = (lat, lon, entry.price, entry.years, facets)
            entries.append((number, id, entry.key, where, *about, completeness(entry), body))
            if where != NOWHERE:
                code = code_of(entry.postcode, entry.country)
                spots.append((where, number, *about, bool(entry.guessed), code))
                if code and not entry.guessed:
                    codes[code, entry.country] = (lat, lon)
            tags = tags_of(entry, ids)
            words.append((number, f"{words_of(entry)} {tags}"))
        raw.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries)
        raw.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", spots)
        raw.executemany("INSERT INTO entry_words (rowid, words) VALUES (?, ?)", words)
        raw.executemany("UPDATE facet SET n = n + ? WHERE id = ?", [(n, each) for each, n in counts.items()])
        raw.executemany(
            "INSERT OR IGNORE INTO postcode VALUES (?, ?, ?, ?, ?)",
            [(code, country, id, *place) for (code, country), place in codes.items()],
        )
        self._keep_problems(raw, id, (*batch.problems, *batch.notes))
        raw.execute(
            "UPDATE import SET place = ?, line = ?, rows = rows + ?, kept = kept + ?, bad = bad + ?, "
            "placeless = placeless + ? WHERE id = ?",
            (
                batch.place,
                batch.line,
                batch.rows,
                len(batch.entries),
                len(batch.problems),
                batch.placeless,
                id,
            ),
        )

    def _keep_problems(self, raw: Any, id: int, problems: Iterable[Problem]) -> None:
        there = raw.execute("SELECT count(*) FROM problem WHERE import_id = ?", (id,)).fetchone()[0]
        rows = [(id, each.line, each.where, each.what[:300]) for each in problems]
        raw.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows[: max(0, MOST_PROBLEMS - there)])

    def _facet(self, raw: Any, kind: str, label: str) -> int:
        known = self._facets.get((kind, label))
        if known is None:
            key = (kind, fold(label) or label)
            raw.execute("INSERT OR IGNORE INTO facet (kind, folded, label) VALUES (?, ?, ?)", (*key, label))
            known = int(raw.execute("SELECT id FROM facet WHERE kind = ? AND folded = ?", key).fetchone()[0])
            if len(self._facets) > 100_000:
                self._facets.clear()
            self._facets[kind, label] = known
        return known

    def problems(self, id: int) -> list[Problem]:
        """The first thousand, in the order of the file."""
        sql = "SELECT place, line, what FROM problem WHERE import_id = ? ORDER BY line"
        return [Problem(*row) for row in self.look(sql, (id,))]

    def undo(self, id: int, tell: Callable[[int], None] = lambda left: None) -> None:
        """Take an import out; Refusal("no-import"). `tell` hears how many entries are left."""
        self.import_(id)
        self._write(lambda raw: raw.execute("UPDATE import SET state = 'undoing' WHERE id = ?", (id,)))
        left = self.look("SELECT count(*) FROM entry WHERE import_id = ?", (id,))[0][0]
        while gone := self._write(lambda raw: self._take_out(raw, id)):
            left -= gone
            tell(left)
        self._write(lambda raw: forget_import(raw, id))
        self._facets.clear()

    def _take_out(self, raw: Any, id: int) -> int:
        sql = "SELECT id, cell, facets FROM entry WHERE import_id = ? LIMIT ?"
        rows = raw.execute(sql, (id, PIECE)).fetchall()
        counts: dict[int, int] = {}
        for _, _, facets in rows:
            for each in filter(None, facets.split("|")):
                counts[int(each)] = counts.get(int(each), 0) + 1
        ids = [(row[0],) for row in rows]
        raw.executemany("DELETE FROM entry_words WHERE rowid = ?", ids)
        raw.executemany("DELETE FROM spot WHERE cell = ? AND id = ?", [(row[1], row[0]) for row in rows])
        raw.executemany("DELETE FROM entry WHERE id = ?", ids)
        raw.executemany("UPDATE facet SET n = n - ? WHERE id = ?", [(n, each) for each, n in counts.items()])
        return len(rows)

    def search(self, query: Query) -> Results:
        """What fits."""
        return directory_search.search(self.look, query)

    def entry(self, id: int) -> Found | None:
        """One entry by its id."""
        rows = self.look("SELECT id, body, import_id FROM entry WHERE id = ?", (id,))
        return found_of(rows[0], None) if rows else None

    def choices(self, kind: str) -> list[str]:
        """The 300 most frequent, by name."""
        sql = "SELECT label FROM facet WHERE kind = ? AND n > 0 ORDER BY n DESC, label LIMIT 300"
        return sorted((row[0] for row in self.look(sql, (kind,))), key=str.casefold)

    def postcodes(self, code: str) -> list[Place]:
        """The middle of what the files tell about a postcode, in each country; the most frequent first."""
        sql = (
            "SELECT country, avg(lat), avg(lon) FROM postcode WHERE folded = ? GROUP BY country "
            "ORDER BY count(*) DESC, country"
        )
        rows = self.look(sql, (code,)) if code else []
        return [Place(code, row[1], row[2], row[0], code) for row in rows]

    def with_code(self, code: str) -> list[Entry]:
        """Some entries of this postcode."""
        sql = (
            "SELECT body FROM entry_words JOIN entry ON entry.id = entry_words.rowid "
            "WHERE entry_words MATCH ? LIMIT 100"
        )
        rows = self.look(sql, (f'"{code}"',)) if code else []
        entries = (msgspec.msgpack.decode(row[0], type=Entry) for row in rows)
        return [each for each in entries if code_of(each.postcode, each.country) == code]

    def mapping(self, columns: Sequence[str]) -> dict[str, str] | None:
        """What was chosen for a file with the same columns."""
        rows = self.look("SELECT chosen FROM mapping WHERE columns = ?", (signature(columns),))
        return msgspec.json.decode(rows[0][0], type=dict[str, str]) if rows else None

    def keep_mapping(self, columns: Sequence[str], chosen: Mapping[str, str]) -> None:
        """For the next file with these columns."""
        row = (signature(columns), msgspec.json.encode(chosen).decode())
        self._write(lambda raw: raw.execute("INSERT OR REPLACE INTO mapping VALUES (?, ?)", row))

    def put_piece(self, id: int, number: int, body: bytes) -> None:
        """A piece of an uploaded file."""
        row = (id, number, body)
        self._write(lambda raw: raw.execute("INSERT OR REPLACE INTO upload VALUES (?, ?, ?)", row))

    def arrived(self, id: int) -> int:
        """Bytes of an uploaded file that are here."""
        sql = "SELECT coalesce(sum(length(body)), 0) FROM upload WHERE import_id = ?"
        return int(self.look(sql, (id,))[0][0])

    def piece(self, id: int, number: int) -> bytes:
        """The same again; empty beyond the end."""
        rows = self.look("SELECT body FROM upload WHERE import_id = ? AND number = ?", (id, number))
        return bytes(rows[0][0]) if rows else b""


COLUMNS = (
    "id, name, kind, digest, made, state, size, mapping, invented, place, line, rows, kept, bad, placeless"
)
REPORTED = "(SELECT count(*) FROM problem WHERE import_id = import.id)"


def import_of(row: Sequence[Any]) -> Import:
    """A row of `import`."""
    said = dict(zip((*COLUMNS.split(", "), "reported"), row, strict=True))
    said["mapping"] = msgspec.json.decode(said["mapping"])
    said["invented"] = bool(said["invented"])
    return msgspec.convert(said, Import)


def tags_of(entry: Entry, facets: Iterable[int]) -> str:
    """Words of the index that nobody types: facets, how much an entry tells, and that it tells no place."""
    tags = [f"xf{each}" for each in facets]
    tags.append(f"xr{completeness(entry)}")
    return " ".join([*tags, "xplaceless"] if entry.lat is None else tags)


def found_of(row: Sequence[Any], km: float | None) -> Found:
    """A row (id, body, import)."""
    return Found(row[0], msgspec.msgpack.decode(row[1], type=Entry), km, row[2])


def forget_import(raw: Any, id: int) -> None:
    """The last traces of an import."""
    for table in ("problem", "upload", "postcode"):
        raw.execute(f"DELETE FROM {table} WHERE import_id = ?", (id,))  # noqa: S608 - names from above
    raw.execute("DELETE FROM import WHERE id = ?", (id,))
    raw.execute("DELETE FROM facet WHERE n <= 0")


def signature(columns: Sequence[str]) -> str:
    """Columns as a key."""
    return msgspec.json.encode([fold(column) for column in columns]).decode()
