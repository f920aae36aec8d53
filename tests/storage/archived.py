"""What the tests of archives share: a vault with some of everything, and an archive as bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from storing import add, append, event_row, session_row, timeline_of

from tremula.actions.archive import BroughtIn, bring_in, write_out
from tremula.actions.journal import Write, Written, write_entry
from tremula.actions.ports import AnswerRow, Tx
from tremula.exporters.archive import write_archive
from tremula.importers.archive import opened
from tremula.importers.limits import Source
from tremula.storage.store import Store

SITTING = "018f6b1e-7c00-7000-8000-00000000000{}"


def fill(store: Store, mark: str = "x") -> None:
    """Sessions with twins and a gap, answers of several kinds, settings, a journal with its history."""
    for number in range(3):
        begun, form = f"2026-11-{number + 1:02}T18:00:00+01:00", timeline_of(number % 2 + 1)
        row = session_row(f"session-{mark}-{number}", timeline=form, begun=begun)
        store.write_sync(add, row)
        events = [event_row(seq, body={"by": "person", "note": f"{mark} {seq}"}) for seq in (1, 2, 3, 5)]
        store.write_sync(append, (row.id, [*events, event_row(2, kind="stop")]))
        store.write_sync(append, (row.id, [event_row(1, device="laptop", body={"deep": [{"ä": [1, 2.5]}]})]))
    store.write_sync(say, AnswerRow(f"arrival-{mark}", "arrival", at(1), {"tension": 1}, f"session-{mark}-0"))
    store.write_sync(say, AnswerRow(f"check-in-{mark}", "check-in", at(2), day({"sleep": 7})))
    store.write_sync(say, AnswerRow(f"odd-{mark}", "a-kind-nobody-knows-yet", at(3), {"=cmd": "=1+1"}))
    store.write_sync(lambda tx, key: tx.put_setting(key, {"list": [None, True, "–"]}), f"own.{mark}")
    for number, text in enumerate(("morning", "evening\r\n=SUM(A1)")):
        write(store, f"018f6b1e-7c00-7000-8000-0000000000{ord(mark[0]):02x}", f"{mark} {text}", number)


def at(minute: int) -> str:
    return f"2026-11-20T10:{minute:02}:00.000+01:00"


def day(ratings: dict[str, int]) -> dict[str, Any]:
    return {"day": "2026-11-20", "ratings": ratings, "values": {}, "contexts": [], "late": False}


def say(tx: Tx, row: AnswerRow) -> None:
    tx.keep_answer(row)


def write(store: Store, id: str, text: str, sitting: int = 0, seq: int = 1, **more: Any) -> None:
    given = {"at": at(10 + sitting), **more}
    written = Written(sitting=SITTING.format(sitting), seq=seq, text=text, **given)
    store.write_sync(write_entry, Write(id, written))


def export(store: Store) -> bytes:
    out = io.BytesIO()
    store.read_sync(write_out, lambda read: write_archive(read, out))
    return out.getvalue()


def source_of(data: bytes) -> Source:
    return Source("archive.zip", len(data), lambda: io.BytesIO(data))


def import_(store: Store, data: bytes) -> BroughtIn:
    with opened(source_of(data)) as archive:
        archive.prove()
        return store.write_sync(bring_in, archive.lines)


def remade(data: bytes, change: Callable[[dict[str, bytes]], None], *, honest: bool = True) -> bytes:
    """The archive with files changed; `honest` makes its manifest right again."""
    zip = zipfile.ZipFile(io.BytesIO(data))
    files = {name: zip.read(name) for name in zip.namelist()}
    change(files)
    if honest:
        manifest = json.loads(files["manifest.json"])
        paths = [name for name in files if name not in ("manifest.json", "SHA256SUMS")]
        manifest["files"] = [
            {
                "path": path,
                "bytes": len(files[path]),
                "sha256": hashlib.sha256(files[path]).hexdigest(),
                "rows": files[path].count(b"\n") if path.startswith("data/") else 0,
            }
            for path in paths
        ]
        files["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return out.getvalue()
