"""A header that was changed, by chance or by hand, is refused; nothing of it is believed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from storing import PASSPHRASE, FakeBackend, vault_at

from tremula.core.failure import Refusal
from tremula.storage import header
from tremula.storage.header import Header
from tremula.storage.keyrings import Keyring
from tremula.storage.store import Store
from tremula.storage.vault import Vault

Path_ = tuple[str | int, ...]


def leaves(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*at, number))
    else:
        yield at


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return {"memory": 64, "passes": 1, "lanes": 1}
    if value in ("passphrase", "recovery", "keyring"):
        return "recovery" if value != "recovery" else "passphrase"
    try:
        raw = bytearray(base64.b64decode(value, validate=True))
        raw[0] ^= 1
        return base64.b64encode(raw).decode()
    except ValueError:
        return ("a" if value[0] != "a" else "b") + value[1:]


def changed(text: bytes, at: Path_) -> bytes:
    whole = json.loads(text)
    inner = whole
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = other(inner[at[-1]])
    return json.dumps(whole).encode()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[tuple[Vault, str]]:
    vault = vault_at(tmp_path / "vault", keyring=Keyring(FakeBackend()))
    code = vault.create(PASSPHRASE, keyring=True)
    Store.open(vault).close()
    vault.lock()
    yield vault, code
    vault.close()


def ways(vault: Vault, code: str) -> list[Any]:
    return [
        lambda: vault.unlock(PASSPHRASE),
        lambda: vault.unlock_with_recovery(code),
        vault.unlock_with_keyring,
    ]


def test_every_changed_field_is_refused_as_damage(locked: tuple[Vault, str]) -> None:
    vault, code = locked
    path = vault.directory / "header.json"
    good = path.read_bytes()
    fields = list(leaves(json.loads(good)))
    assert len(fields) >= 25
    for at in fields:
        path.write_bytes(changed(good, at))
        for way in ways(vault, code):
            with pytest.raises(Refusal) as caught:
                way()
            assert caught.value.code == ("newer-vault" if at == ("v",) else "header-damaged"), at
    path.write_bytes(good)
    vault.unlock(PASSPHRASE)


def test_a_forger_who_knows_the_form_but_not_the_key_is_refused(locked: tuple[Vault, str]) -> None:
    """Whoever can write the file can make `sum` anew; the seals and `mac` still hold."""
    vault, code = locked
    path = vault.directory / "header.json"
    good = path.read_bytes()
    for at in leaves(json.loads(good)):
        if at in {("v",), ("sum",)}:
            continue
        forged = msgspec.json.decode(changed(good, at), type=Header)
        path.write_bytes(header.encode(msgspec.structs.replace(forged, sum=header._sum(forged))))
        for way in ways(vault, code):
            vault._attempts.right()
            with pytest.raises(Refusal):
                way()
            assert vault.state == "locked"
    path.write_bytes(good)
    vault.unlock(PASSPHRASE)


def test_a_slot_taken_away_or_put_back_is_refused(locked: tuple[Vault, str]) -> None:
    vault, _ = locked
    path = vault.directory / "header.json"
    whole = msgspec.json.decode(path.read_bytes(), type=Header)
    for slots in (whole.slots[:2], (*whole.slots, whole.slots[0])):
        fewer = msgspec.structs.replace(whole, slots=slots)
        path.write_bytes(header.encode(msgspec.structs.replace(fewer, sum=header._sum(fewer))))
        with pytest.raises(Refusal) as caught:
            vault.unlock(PASSPHRASE)
        assert caught.value.code == "header-damaged"


@pytest.mark.parametrize("rest", [b"", b"{}", b"not json", b'{"v": 1}', b"\xff\xfe"])
def test_a_header_that_cannot_be_read_says_so(locked: tuple[Vault, str], rest: bytes) -> None:
    vault, _ = locked
    (vault.directory / "header.json").write_bytes(rest)
    with pytest.raises(Refusal) as caught:
        vault.unlock(PASSPHRASE)
    assert caught.value.code == "header-damaged"
    assert "header.json.1" in caught.value.words


def test_a_lost_header_is_a_loss_and_not_a_new_vault(locked: tuple[Vault, str]) -> None:
    vault, _ = locked
    path = vault.directory / "header.json"
    path.unlink()
    assert vault.state == "locked"
    with pytest.raises(Refusal) as caught:
        vault.create(PASSPHRASE, keyring=False)
    assert caught.value.code == "exists"
    path.write_bytes((vault.directory / "header.json.1").read_bytes())
    vault.unlock(PASSPHRASE)
    assert vault.state == "open"


def test_a_header_cannot_ask_for_more_memory_than_there_is(locked: tuple[Vault, str]) -> None:
    vault, _ = locked
    path = vault.directory / "header.json"
    whole = json.loads(path.read_bytes())
    for slot in whole["slots"]:
        if slot["type"] == "passphrase":
            slot["cost"]["memory"] = 2**31
    greedy = msgspec.json.decode(json.dumps(whole), type=Header)
    path.write_bytes(header.encode(msgspec.structs.replace(greedy, sum=header._sum(greedy))))
    with pytest.raises(Refusal) as caught:
        vault.unlock(PASSPHRASE)
    assert caught.value.code == "header-damaged"


def test_no_key_lies_in_the_folder(locked: tuple[Vault, str]) -> None:
    vault, code = locked
    vault.unlock(PASSPHRASE)
    secrets = [bytes(vault._key or b""), vault.derive_key("db"), code.encode(), PASSPHRASE.encode()]
    for path in vault.directory.rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        for secret in secrets:
            forms = (secret, secret.hex().encode(), base64.b64encode(secret).rstrip(b"="))
            assert not any(form in text for form in forms), path
