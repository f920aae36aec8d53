"""Out and in again: the same bytes, nothing lost, nothing replaced, nothing bad let in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archived import at, day, export, fill, import_, remade, say, source_of, write
from sqlalchemy import func, select
from storing import PASSPHRASE, add, append, event_row, session_row, vault_at

from tremula.actions.archive import Forget, Rehearsed, forget_other, others, rehearse
from tremula.actions.journal import list_entries, read_entry, search_entries
from tremula.actions.ports import AnswerRow
from tremula.core.archive.lines import KINDS
from tremula.core.failure import Refusal
from tremula.importers.archive import opened
from tremula.storage.archive import LEFT_OUT, READS
from tremula.storage.store import Store
from tremula.storage.tables import metadata
from tremula.storage.tx import SqlTx

ENTRY = "018f6b1e-7c00-7000-8000-000000000078"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another vault's store."""
    vault = vault_at(tmp_path / "other")
    vault.create(PASSPHRASE, keyring=False)
    opened = Store.open(vault)
    yield opened
    opened.close()
    vault.close()


def counts(store: Store) -> dict[str, int]:
    def count(tx: Any, _: None) -> dict[str, int]:
        assert isinstance(tx, SqlTx)
        tables = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
        rows = {
            t.name: tx._connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables
        }
        return rows

    return store.read_sync(count, None)


def test_every_table_of_a_person_is_in_the_archive(store: Store) -> None:
    fill(store)
    with opened(source_of(export(store))) as archive:
        rows = {kind: archive.rows(kind) for kind in KINDS}
    known = {
        "person": "persons", "timeline": "timelines", "session": "sessions", "event": "events",
        "event_conflict": "event-twins", "answer": "answers", "setting": "settings", "journal": "journal",
        "journal_version": "journal-versions", "other_content": "other-content",
    }  # fmt: skip
    there = counts(store)
    assert set(there) == set(known), "a new table: let the archive carry it, or name it in LEFT_OUT"
    assert {known[name]: count for name, count in there.items()} == rows
    assert all(rows[kind] for kind in KINDS if kind != "other-content")
    assert list(READS) == list(KINDS)


def test_two_archives_of_the_same_record_are_the_same(store: Store) -> None:
    fill(store)
    assert export(store) == export(store)


def test_out_in_and_out_again_are_the_same_bytes(store: Store, other: Store) -> None:
    fill(store)
    first = export(store)
    result = import_(other, first)
    assert (result.total.same, result.total.other) == (0, 0)
    assert export(other) == first
    assert counts(other) == counts(store)
    assert [e.text for e in other.read_sync(list_entries, "")] == ["x evening\r\n=SUM(A1)"]
    assert [one.entry.id for one in other.read_sync(search_entries, "evening")] == [ENTRY]
    assert other.backups and other.snapshot()


def test_an_empty_record_makes_an_archive_too(store: Store, other: Store) -> None:
    assert import_(other, export(store)).total.new == 0


def test_the_same_archive_twice_changes_nothing(store: Store, other: Store) -> None:
    fill(store)
    data = export(store)
    import_(other, data)
    again = import_(other, data)
    assert (again.total.new, again.total.other) == (0, 0)
    assert export(other) == data


def test_two_records_become_one_that_holds_both(store: Store, other: Store) -> None:
    fill(store, "x")
    fill(other, "y")
    mine, before = export(store), counts(other)
    result = import_(other, mine)
    assert result.kinds["sessions"].new == 3
    assert result.kinds["timelines"].other + result.kinds["timelines"].same == 2
    both = counts(other)
    for name, count in counts(store).items():
        if name not in ("person", "timeline", "other_content"):
            assert both[name] == before[name] + count


def test_what_differs_is_kept_beside_and_told(store: Store, other: Store) -> None:
    fill(store)
    import_(other, export(store))
    other.write_sync(say, AnswerRow("check-in-x", "check-in", at(2), day({"sleep": 1})))
    other.write_sync(lambda tx, _: tx.put_setting("own.x", "mine"), None)
    result = import_(other, export(store))
    assert (result.kinds["answers"].other, result.kinds["settings"].other) == (1, 1)
    mine = other.read_sync(lambda tx, id: tx.answer(id), "check-in-x")
    assert mine is not None and mine.body == day({"sleep": 1})
    told = {(one.kind, one.key): (one.here, one.brought) for one in other.read_sync(others, None)}
    here, brought = told["answers", "check-in-x"]
    assert (here["body"], brought["body"]) == (day({"sleep": 1}), day({"sleep": 7}))
    assert told["settings", "own.x"][1]["value"] == {"list": [None, True, "–"]}
    import_(other, export(store))
    assert len(other.read_sync(others, None)) == 2


def test_what_is_kept_beside_goes_out_and_in_too_until_it_is_forgotten(store: Store, other: Store) -> None:
    fill(store)
    fill(other)
    store.write_sync(lambda tx, _: tx.put_setting("own.x", "mine"), None)
    import_(store, export(other))
    (one,) = store.read_sync(others, None)
    assert b'"own.x"' in zipfile.ZipFile(io.BytesIO(export(store))).read("data/other-content.jsonl")
    store.write_sync(forget_other, Forget(one.kind, one.key, one.content))
    assert store.read_sync(others, None) == []
    with pytest.raises(Refusal):
        store.write_sync(forget_other, Forget(one.kind, one.key, one.content))


def test_other_events_under_a_used_number_are_kept_as_twins(store: Store, other: Store) -> None:
    for one, seqs in ((store, (1, 2, 3)), (other, (1, 4))):
        one.write_sync(add, session_row())
        one.write_sync(append, ("s1", [event_row(seq) for seq in seqs]))
    other.write_sync(append, ("s1", [event_row(2, kind="pause")]))
    result = import_(other, export(store))
    assert (result.kinds["events"].new, result.kinds["events"].same, result.kinds["events"].other) == (
        1,
        1,
        1,
    )
    kept = other.read_sync(lambda tx, id: tx.events(id), "s1")
    assert [(e.seq, e.kind) for e in kept] == [(1, "fine"), (2, "pause"), (3, "fine"), (4, "fine")]
    assert counts(other)["event_conflict"] == 1


def test_a_session_that_ended_there_has_ended_here(store: Store, other: Store) -> None:
    store.write_sync(add, session_row(end="stopped", ended=at(9)))
    other.write_sync(add, session_row())
    import_(other, export(store))
    row = other.read_sync(lambda tx, id: tx.session(id), "s1")
    assert row is not None and (row.end, row.ended) == ("stopped", at(9))


def test_another_text_of_the_same_sitting_stays_in_the_history(store: Store, other: Store) -> None:
    write(store, ENTRY, "their text", seq=3)
    write(other, ENTRY, "my text", seq=5)
    result = import_(other, export(store))
    assert result.kinds["journal-versions"].other == 1
    texts = {version.text for version in other.read_sync(read_entry, ENTRY).versions}
    assert texts == {"their text", "my text"}
    assert import_(other, export(store)).kinds["journal-versions"].same == 1


def test_a_rehearsal_tells_the_same_and_does_nothing(store: Store, other: Store) -> None:
    fill(store)
    before = export(other)
    with opened(source_of(export(store))) as archive, pytest.raises(Rehearsed) as told:
        other.write_sync(rehearse, archive.lines)
    assert told.value.result.kinds["sessions"].new == 3
    assert export(other) == before


# What people open ------------------------------------------------------------------------------------------


def test_the_checksums_are_those_of_the_files(store: Store) -> None:
    fill(store)
    zip = zipfile.ZipFile(io.BytesIO(export(store)))
    named = dict(line.split("  ")[::-1] for line in zip.read("SHA256SUMS").decode().splitlines())
    assert set(named) == set(zip.namelist()) - {"SHA256SUMS"}
    for path, told in named.items():
        assert hashlib.sha256(zip.read(path)).hexdigest() == told
    assert "NOT ENCRYPTED" in zip.read("README.txt").decode()


def test_the_journal_can_be_read_with_anything(store: Store) -> None:
    write(store, ENTRY, "first", 0, prompt="What do I feel?", kind="after")
    write(store, ENTRY, "The legs were warm.", 1)
    text = zipfile.ZipFile(io.BytesIO(export(store))).read("journal/2026.md").decode()
    assert "## Friday, 20 November 2026, 10:10" in text
    assert "> What do I feel?" in text and "The legs were warm." in text and "first" not in text


def test_no_cell_is_a_formula(store: Store) -> None:
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "fine", -5]
    shown = [*dangerous[:5], "\r'=1", "\n'=1", "＝1"]
    store.write_sync(lambda tx, _: tx.put_setting("=key", dangerous), None)
    zip = zipfile.ZipFile(io.BytesIO(export(store)))
    text = zip.read("tables/settings.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["key", "field", "value"]
    assert {row[0] for row in rows[1:]} == {"'=key"}
    assert [row[2] for row in rows[1:]] == [f"'{cell}" for cell in shown] + ["fine", "-5"]
    kept = json.loads(zip.read("data/settings.jsonl"))
    assert kept["value"] == dangerous, "what is read in again is as it was"


@pytest.mark.parametrize("parted_at", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_the_spreadsheet_parts_at(store: Store, parted_at: str) -> None:
    notes = ["b;=1+1;c", 'say "x";=1+1;', "a\t@SUM(A1)\tb", "one\n=1+1\ntwo", "a;＝1+1", ";;;-1", "\n\n+1"]
    store.write_sync(lambda tx, _: tx.put_setting("notes", notes), None)
    text = zipfile.ZipFile(io.BytesIO(export(store))).read("tables/settings.csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=parted_at) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))] == []
    assert "'=1+1" in "".join(cells)


def test_no_key_is_in_it(store: Store) -> None:
    fill(store)
    zip = zipfile.ZipFile(io.BytesIO(export(store)))
    assert not any(b"a hash of a token" in zip.read(name) for name in zip.namelist())


# What is not let in ----------------------------------------------------------------------------------------


def changed(path: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)

    return change


def added(path: str, body: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({path: body})


def gone(path: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.pop(path) and None


VERSION = changed("manifest.json", b'"version": 1', b'"version": 2')
BAD = {
    "a byte was changed": (changed("data/answers.jsonl", b"sleep", b"sheep"), False, "archive-damaged"),
    "a table was changed": (changed("tables/answers.csv", b"sleep", b"sheep"), False, "archive-damaged"),
    "a file more": (added("data/more.jsonl", b""), False, "archive-damaged"),
    "a file more, and named": (added("data/more.jsonl", b""), True, "archive-damaged"),
    "a file less": (gone("data/events.jsonl"), True, "archive-damaged"),
    "a newer format": (VERSION, False, "newer-archive"),
    "no manifest": (gone("manifest.json"), False, "no-archive"),
    "another manifest": (added("manifest.json", b'{"files": []}'), False, "no-archive"),
    "an unknown field": (
        changed("data/answers.jsonl", b'"kind"', b'"score":1,"kind"'),
        True,
        "archive-damaged",
    ),
    "no JSON": (added("data/settings.jsonl", b"{\n"), True, "archive-damaged"),
    "no moment": (
        changed("data/sessions.jsonl", b"2026-11-01T18", b"2026-02-31T18"),
        True,
        "archive-damaged",
    ),
    "an event of no session": (
        changed("data/events.jsonl", b'"session-x-0"', b'"session-y-9"'),
        True,
        "archive-damaged",
    ),
    "an answer of no session": (
        changed("data/answers.jsonl", b'"session-x-0"', b'"session-y-9"'),
        True,
        "archive-damaged",
    ),
    "a version of no entry": (added("data/journal.jsonl", b""), True, "archive-damaged"),
    "an answer twice": (
        lambda files: files.update({"data/answers.jsonl": files["data/answers.jsonl"] * 2}),
        True,
        "archive-damaged",
    ),
    "a climbing path": (added("../../evil", b"x"), True, "zip"),
    "an absolute path": (added("/etc/evil", b"x"), True, "zip"),
    "a path of Windows": (added("C:\\evil", b"x"), True, "zip"),
    "a bomb": (added("recordings/zeros", bytes(40 << 20)), True, "bomb"),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_archive_is_refused_and_changes_nothing(store: Store, other: Store, why: str) -> None:
    change, honest, code = BAD[why]
    fill(store)
    fill(other, "z")
    before = export(other)
    with pytest.raises(Refusal) as caught:
        import_(other, remade(export(store), change, honest=honest))
    assert caught.value.code == code, caught.value.words
    assert len(caught.value.words) > 30
    assert export(other) == before


def test_cut_off_anywhere_it_is_refused_and_told_so(store: Store, other: Store) -> None:
    fill(store)
    data = export(store)
    for length in range(0, len(data), max(1, len(data) // 23)):
        with pytest.raises(Refusal) as caught:
            import_(other, data[:length])
        assert ("cut off" in caught.value.words) is (length > 0)
    assert export(other) == export(other)
    assert counts(other)["session"] == 0


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_is_refused_or_means_nothing(store: Store, other: Store, seed: int) -> None:
    import random

    fill(store)
    data, chance = bytearray(export(store)), random.Random(seed)
    good = bytes(data)
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    try:
        import_(other, bytes(data))
    except Refusal:
        assert counts(other)["session"] == 0
    else:
        assert export(other) == good


def test_a_member_that_lies_about_its_length_is_refused(store: Store) -> None:
    fill(store)
    data = export(store)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("manifest.json"))
    manifest["files"][0]["bytes"] -= 1
    bad = remade(data, added("manifest.json", json.dumps(manifest).encode()), honest=False)
    with pytest.raises(Refusal) as caught, opened(source_of(bad)) as archive:
        archive.prove()
    assert caught.value.code == "archive-damaged"


def test_a_link_and_a_locked_zip_are_refused(store: Store) -> None:
    fill(store)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip:
        link = zipfile.ZipInfo("manifest.json")
        link.external_attr = 0o120777 << 16
        zip.writestr(link, "/etc/passwd")
    with pytest.raises(Refusal) as caught, opened(source_of(out.getvalue())):
        pass
    assert caught.value.code == "zip"
