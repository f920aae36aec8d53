"""Ten invented years of daily use, out into an archive and in again, beside a plain copy of the same tables.

Goal: the archive is written in at most 10 s. TREMULA_BENCH_YEARS (10) says how many years.
"""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tremula.actions.archive import bring_in, write_out
from tremula.actions.journal import Write, Written, write_entry
from tremula.actions.plan_session import Planned, plan_session
from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.core.archive.lines import KINDS
from tremula.core.session.simulate import simulate
from tremula.core.session.timeline import Timeline
from tremula.exporters.archive import write_archive
from tremula.importers.archive import opened
from tremula.importers.limits import Source
from tremula.library.places import find_content
from tremula.library.read_files import read_library
from tremula.storage.argon import Cost
from tremula.storage.store import Store
from tremula.storage.vault import Vault

YEARS = int(os.environ.get("TREMULA_BENCH_YEARS", "10"))
GOAL = 10.0
BEGIN = datetime(2016, 11, 22, 18, 0, tzinfo=UTC)
PERSONAS = ("steady", "pauses", "longer", "stops", "skips", "silent")
RATED = ("tension", "sleep", "mood", "energy", "pain", "anxiety", "connection", "calm")
WORDS = "The legs were warm today, and the evening was quiet. I walked by the river and slept well. " * 6


def planned() -> list[Planned]:
    """The forms of session that take turns."""
    library = read_library(find_content(None))
    return [
        plan_session(library, asked, dose) for asked in ((), ("butterfly",)) for dose in ("low", "default")
    ]


def day(tx: Tx, command: tuple[int, Planned]) -> None:
    """One day: a session with its record and ratings, a check-in, self-care, a body map, a journal entry."""
    import msgspec

    number, plan = command
    when = BEGIN + timedelta(days=number)
    stamp = when.isoformat(timespec="milliseconds")
    timeline = msgspec.json.decode(plan.timeline, type=Timeline)
    done = simulate(timeline, PERSONAS[number % len(PERSONAS)], number, stamp)
    row = SessionRow(done.id, "owner", stamp, plan.exercises, plan.dose, plan.timeline, plan.timeline_hash)
    tx.add_session(row, b"x" * 32, stamp)
    tx.append(done.id, done.events)
    tx.end_session(done.id, done.end, done.ended)
    ratings = {name: (number * 7 + place) % 11 for place, name in enumerate(RATED)}
    for kind, body, session in (
        (
            "check-in",
            {"day": stamp[:10], "ratings": ratings, "values": {}, "contexts": ["poor-night"], "late": False},
            "",
        ),
        ("self-care", {"day": stamp[:10], "done": ["food", "moving", "people"]}, ""),
        ("arrival", {"distress": 4, "tension": 5, "tiredness": 3}, done.id),
        ("after", {"settled": 7, "line": "Quiet."}, done.id),
        ("body-map", {"record": {"pelvis": {"shaking": 2}, "jaw": {"tense": 1}}}, done.id),
    ):
        tx.keep_answer(AnswerRow(f"{kind}-{number}", kind, stamp, body, session))
    id = f"018f6b1e-7c00-7000-8000-{number:012x}"
    written = Written(sitting=id, seq=40, at=stamp, text=f"{number}. {WORDS}")
    write_entry(tx, Write(id, written))


def store_in(folder: Path) -> Store:
    vault = Vault(folder, cost=Cost(memory=64, passes=1))
    vault.create("aspen leaves in the wind", keyring=False)
    return Store.open(vault)


def plain_copy(store: Store) -> float:
    """The peer: the same records as rows of JSON in a plain SQLite, without files, packing and checksums."""
    import msgspec

    begun = time.perf_counter()
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE line (kind TEXT, body BLOB)")

    def copy(tx: Tx, _: None) -> None:
        for kind in KINDS:
            db.executemany(
                "INSERT INTO line VALUES (?, ?)",
                ((kind, msgspec.json.encode(line)) for line in tx.lines(kind)),
            )

    store.read_sync(copy, None)
    return time.perf_counter() - begun


def main() -> None:
    plans = planned()
    with TemporaryDirectory(prefix="tremula-bench-") as folder:
        store, other = store_in(Path(folder) / "one"), store_in(Path(folder) / "two")
        for number in range(YEARS * 365):
            store.write_sync(day, (number, plans[number % len(plans)]))
        out = io.BytesIO()
        begun = time.perf_counter()
        manifest = store.read_sync(write_out, lambda read: write_archive(read, out))
        seconds = time.perf_counter() - begun
        rows = {file.path: file.rows for file in manifest.files if file.path.startswith("data/")}
        size = sum(file.bytes for file in manifest.files)
        print(
            f"record   {sum(rows.values()):,} records, {rows['data/events.jsonl']:,} events, {size >> 20} MB"
        )
        print(f"export   {seconds:.1f} s, {out.tell() / 1e6:.0f} MB (goal: at most {GOAL:.0f} s)")
        print(f"peer     {plain_copy(store):.1f} s for the same as plain rows, nothing packed or checked")
        data = out.getvalue()
        begun = time.perf_counter()
        with opened(Source("archive.zip", len(data), lambda: io.BytesIO(data))) as archive:
            archive.prove()
            proved = time.perf_counter() - begun
            other.write_sync(bring_in, archive.lines)
        print(f"import   {time.perf_counter() - begun:.1f} s, of it {proved:.1f} s to prove it")
        again = io.BytesIO()
        other.read_sync(write_out, lambda read: write_archive(read, again))
        same = again.getvalue() == data
        print(f"again    the archive of the copy is the same, byte for byte: {same}")
        store.close()
        other.close()
        sys.exit(0 if same and seconds <= GOAL else 1)


if __name__ == "__main__":
    main()
