"""Thirty marked words are written everywhere a person can write; no file may hold one, in any coding."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

import pytest
from storing import PASSPHRASE, add, append, event_row, session_row, vault_at

from tremula.storage.store import Store

CANARIES = [
    f"canary-{name}-{number}-Zeisig" for number in range(10) for name in ("note", "setting", "zittern-ä")
]


def codings(word: str) -> list[bytes]:
    utf8 = word.encode()
    inner = [base64.b64encode(b"x" * shift + utf8)[4:-4] for shift in range(3)]
    return [utf8, word.encode("utf-16-le"), word.encode("utf-16-be"), utf8.hex().encode(), *inner]


def hits(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        found += [(path.name, word) for word in CANARIES if any(form in data for form in codings(word))]
    return found


def test_no_word_of_the_person_lies_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    store = Store.open(vault)
    for number in range(10):
        note, setting, shake = CANARIES[number * 3 : number * 3 + 3]
        store.write_sync(add, session_row(f"{note}-id", timeline=note.encode(), timeline_hash=note))
        rows = [event_row(seq, body={"note": shake * 40, "seq": seq}) for seq in range(1, 60)]
        store.write_sync(append, (f"{note}-id", [*rows, event_row(1, body={"other": note})]))
        store.write_sync(lambda tx, key: tx.put_setting(key, {"text": key}), setting)
    assert (vault.directory / "app.db-wal").stat().st_size > 0
    assert (vault.directory / "app.db-shm").exists()
    store.snapshot()
    store.backups.prove()
    assert hits(tmp_path) == []
    store.write_sync(lambda tx, id: tx.delete_session(id), f"{CANARIES[0]}-id")
    store.close()
    vault.close()
    assert hits(tmp_path) == []


def test_the_search_would_find_a_word_in_any_coding(tmp_path: Path) -> None:
    """The scan must be able to fail."""
    word = CANARIES[2]
    texts = [
        word.encode(),
        word.encode("utf-16"),
        base64.b64encode(b"ab" + word.encode() + b"c"),
        word.encode().hex().encode(),
    ]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00" * 100 + text + b"\xff" * 100)
    assert {name for name, _ in hits(tmp_path)} == {f"{number}.bin" for number in range(len(texts))}
