"""Journal entries, how they read after each sitting, and their words in the index (FTS5, in the same file).

It judges no word and knows no prompt. The index is SQLite's own; another database brings another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, text, update

from tremula.actions.ports import EntryRow, FoundEntry, VersionRow
from tremula.storage.answerlog import milliseconds
from tremula.storage.tables import OWNER, journal, journal_version

MARK = "\x1f"
"""Stands around a found word in a snippet; it is taken out of the texts that are kept."""
ADD_WORDS = text("INSERT INTO journal_words(rowid, text) VALUES (:number, :text)")
TAKE_WORDS = text("INSERT INTO journal_words(journal_words, rowid, text) VALUES ('delete', :number, :text)")
TAKE_ALL_WORDS = text("INSERT INTO journal_words(journal_words) VALUES ('delete-all')")
FIND = text(
    "SELECT journal.id AS id, snippet(journal_words, 0, :mark, :mark, ' … ', 24) AS around "
    "FROM journal_words JOIN journal ON journal.number = journal_words.rowid "
    "WHERE journal_words MATCH :query AND journal.person_id = :person "
    "ORDER BY journal.made_ms DESC, journal.id DESC LIMIT :most"
)
NEWEST_FIRST = (journal.c.made_ms.desc(), journal.c.id.desc())
AROUND = 120
"""Characters shown on each side of words that were found without the index."""


class SqlJournal:
    """The journal inside one savepoint, or one look; actions.ports.Journal."""

    def __init__(
        self, connection: Connection, insert: Callable[..., Any], know_owner: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._insert = insert
        self._know_owner = know_owner

    def save(self, entry: EntryRow, version: VersionRow) -> int:
        """Keep how the entry reads in this sitting; the highest seq kept. An older one changes nothing."""
        number = self._number(entry.id)
        if number is None:
            self._know_owner()
            number = self.make(entry)
        kept = self._seq(number, version.sitting)
        if kept >= version.seq:
            return kept
        self._put(number, version)
        self._read_anew(number)
        return version.seq

    def entry(self, id: str) -> EntryRow | None:
        """One entry by its id."""
        row = self._connection.execute(select(journal).where(journal.c.id == id)).one_or_none()
        return None if row is None else _entry(row)

    def entries(self, before: str = "", most: int = 0) -> Sequence[EntryRow]:
        """Newest first."""
        query = select(journal).where(journal.c.person_id == OWNER)
        if before:
            query = query.where(journal.c.made_ms < milliseconds(before))
        if most:
            query = query.limit(most)
        return [_entry(row) for row in self._connection.execute(query.order_by(*NEWEST_FIRST))]

    def versions(self, id: str) -> Sequence[VersionRow]:
        """Oldest first."""
        kept = journal_version.c
        query = select(journal_version).where(kept.entry == self._number(id))
        rows = self._connection.execute(query.order_by(kept.at_ms, kept.sitting))
        return [VersionRow(id, row.sitting, row.seq, row.at, row.text) for row in rows]

    def find(self, query: str, inside: Sequence[str], most: int) -> Sequence[FoundEntry]:
        """Where words begin so, by the index; then where it stands inside of words."""
        found = self._look_up(query, most) if query else []
        there = {one.entry.id for one in found}
        return [*found, *(self._look_inside(inside, most - len(found), there))]

    def _look_up(self, query: str, most: int) -> list[FoundEntry]:
        named = {"mark": MARK, "query": query, "person": OWNER, "most": most}
        rows = self._connection.execute(FIND, named).all()
        found = [(self.entry(row.id), row.around.split(MARK)) for row in rows]
        return [FoundEntry(e, around) for e, around in found if e]

    def _look_inside(self, inside: Sequence[str], most: int, but: Collection[str]) -> Iterator[FoundEntry]:
        """Word by word here: SQLite's lower() knows no letter beyond a to z."""
        if not inside or most <= 0:
            return
        query = select(journal.c.id, journal.c.text).where(journal.c.person_id == OWNER)
        for row in self._connection.execute(query.order_by(*NEWEST_FIRST)).all():
            low = row.text.lower()
            entry = self.entry(row.id) if row.id not in but and all(word in low for word in inside) else None
            if entry is not None:
                yield FoundEntry(entry, _cut(row.text, inside[0]))
                most -= 1
            if most <= 0:
                return

    def forget_versions(self, id: str) -> None:
        """Only how it reads now stays."""
        kept = journal_version.c
        number = self._number(id)
        newest = self._newest(number) if number is not None else None
        if newest is not None:
            others = (kept.entry == number, kept.sitting != newest.sitting)
            self._connection.execute(delete(journal_version).where(*others))

    def delete(self, id: str) -> None:
        """The entry with its history and its words in the index."""
        number = self._number(id)
        if number is None:
            return
        self._take_words(number)
        self._connection.execute(delete(journal_version).where(journal_version.c.entry == number))
        self._connection.execute(delete(journal).where(journal.c.number == number))

    def let_go_of_session(self, session: str) -> None:
        """What was written about a session stays when the session is deleted."""
        of_it = update(journal).where(journal.c.session_id == session)
        self._connection.execute(of_it.values(session_id=None))

    def forget_words(self) -> None:
        """Empty the index."""
        self._connection.execute(TAKE_ALL_WORDS)

    def make(self, entry: EntryRow, person: str = OWNER) -> int:
        """An entry without any version; its number."""
        values = {
            "id": entry.id,
            "person_id": person,
            "session_id": entry.session or None,
            "made": entry.made,
            "made_ms": milliseconds(entry.made),
            "kind": entry.kind,
            "prompt": entry.prompt,
            "changed": entry.made,
            "text": "",
        }
        kept = self._connection.execute(self._insert(journal).returning(journal.c.number), values)
        number = int(kept.scalar_one())
        self._connection.execute(ADD_WORDS, {"number": number, "text": ""})
        return number

    def add_version(self, version: VersionRow) -> None:
        """A version as it was kept elsewhere; `read_anew` makes it count."""
        number = self._number(version.entry)
        assert number is not None, "its entry was made before"
        self._put(number, version)

    def read_anew(self, id: str) -> None:
        """The entry reads as its newest version, if it has any."""
        number = self._number(id)
        if number is not None and self._newest(number) is not None:
            self._read_anew(number)

    def _put(self, number: int, version: VersionRow) -> None:
        values = {
            "seq": version.seq,
            "at": version.at,
            "at_ms": milliseconds(version.at),
            "text": version.text.replace(MARK, ""),
        }
        put = self._insert(journal_version).on_conflict_do_update(
            index_elements=["entry", "sitting"], set_=values
        )
        self._connection.execute(put, {"entry": number, "sitting": version.sitting, **values})

    def _read_anew(self, number: int) -> None:
        """The entry reads as its newest version; the index follows."""
        newest = self._newest(number)
        assert newest is not None, "a version was just kept"
        self._take_words(number)
        values = {"changed": newest.at, "text": newest.text}
        self._connection.execute(update(journal).where(journal.c.number == number).values(**values))
        self._connection.execute(ADD_WORDS, {"number": number, "text": newest.text})

    def _take_words(self, number: int) -> None:
        words = self._connection.execute(select(journal.c.text).where(journal.c.number == number))
        self._connection.execute(TAKE_WORDS, {"number": number, "text": words.scalar_one()})

    def _newest(self, number: int) -> Row[Any] | None:
        kept = journal_version.c
        query = select(journal_version).where(kept.entry == number)
        return self._connection.execute(
            query.order_by(kept.at_ms.desc(), kept.sitting.desc()).limit(1)
        ).one_or_none()

    def _seq(self, number: int, sitting: str) -> int:
        kept = journal_version.c
        query = select(kept.seq).where(kept.entry == number, kept.sitting == sitting)
        return int(self._connection.execute(query).scalar() or 0)

    def _number(self, id: str) -> int | None:
        return self._connection.execute(select(journal.c.number).where(journal.c.id == id)).scalar()


def _entry(row: Row[Any]) -> EntryRow:
    return EntryRow(
        id=row.id,
        made=row.made,
        kind=row.kind,
        prompt=row.prompt,
        session=row.session_id or "",
        changed=row.changed,
        text=row.text,
    )


def _cut(words: str, found: str) -> list[str]:
    """The text around a word: before it, it, after it."""
    at = max(0, words.lower().find(found))
    begin, end = max(0, at - AROUND), at + len(found)
    before = ("… " if begin else "") + words[begin:at]
    return [before, words[at:end], words[end : end + AROUND] + (" …" if end + AROUND < len(words) else "")]
