"""Making the vault, its passphrase and recovery code, and erasing it. Secrets pass through, none is kept."""

from __future__ import annotations

from asyncio import to_thread
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.erase import erase
from tremula.web.answers import json_answer, read_body
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of

Secret = Annotated[str, Meta(max_length=1024)]


class VaultBody(Struct, forbid_unknown_fields=True):
    """A passphrase, or this computer's keyring, or both."""

    passphrase: Secret | None = None
    keyring: bool = False


class CodeBody(Struct, forbid_unknown_fields=True):
    """A recovery code as the person typed it."""

    code: Secret


class PassphraseBody(Struct, forbid_unknown_fields=True):
    """The one that holds, and the one that shall."""

    new: Secret
    old: Secret | None = None


class OnePassphrase(Struct, forbid_unknown_fields=True):
    """The one that holds, where there is one."""

    passphrase: Secret | None = None


class KeyringBody(Struct, forbid_unknown_fields=True):
    """Whether this computer may open the vault by itself."""

    keyring: bool


class EraseBody(Struct, forbid_unknown_fields=True):
    """The word that shows that it is meant."""

    confirm: Literal["erase"]


def routes(house: House) -> list[Door]:
    """The vault's doors."""
    return [
        Door("/api/vault", tell, Needs.BOTH_HALVES, ["GET"]),
        Door("/api/vault", create, Needs.BOTH_HALVES, ["POST"]),
        Door("/api/vault/recovery", type_back, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/vault/recovery/new", new_code, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/vault/keyring", use_keyring, Needs.OPEN_VAULT, ["PUT"], proved=True),
        Door("/api/passphrase", change_passphrase, Needs.OPEN_VAULT, ["POST"]),
        Door("/api/erase", erase_everything, Needs.OPEN_VAULT, ["POST"], proved=True),
    ]


def told(house: House) -> dict[str, Any]:
    """The vault as the wire tells it; what only an open one knows is null before."""
    if house.state != "open":
        return {"vault": house.state, "keyring_available": house.vault.keyring_available}
    return {
        "vault": house.state,
        "keyring_available": house.vault.keyring_available,
        "keyring": house.vault.has_keyring,
        "passphrase": house.vault.has_passphrase,
        "recovery_confirmed": house.vault.recovery_confirmed,
    }


async def tell(request: Request) -> Response:
    """`{"vault", "keyring_available"}`; open, also `keyring`, `passphrase`, `recovery_confirmed`."""
    return json_answer(await to_thread(told, house_of(request)))


async def create(request: Request) -> Response:
    """201 `{"vault": "open", "recovery"}`: the code is shown once. 409 "exists" when there is a vault."""
    house = house_of(request)
    body = await read_body(request, VaultBody)
    code = await house.open(house.vault.create, body.passphrase, body.keyring)
    return json_answer({"vault": house.state, "recovery": code}, 201)


async def type_back(request: Request) -> Response:
    """Whether the code was written down rightly: 401 wrong-recovery, 422 recovery-mistyped."""
    house = house_of(request)
    body = await read_body(request, CodeBody)
    await to_thread(house.vault.confirm_recovery, body.code)
    return json_answer({"recovery_confirmed": True})


async def new_code(request: Request) -> Response:
    """`{"recovery"}`: the code before it no longer works."""
    house = house_of(request)
    body = await read_body(request, OnePassphrase)
    return json_answer({"recovery": await to_thread(house.vault.new_recovery_code, body.passphrase)})


async def change_passphrase(request: Request) -> Response:
    """204. Without `old` only where there is none yet, or after the recovery code opened the vault."""
    house = house_of(request)
    body = await read_body(request, PassphraseBody)
    await to_thread(house.vault.change_passphrase, body.old, body.new)
    return Response(status_code=204)


async def use_keyring(request: Request) -> Response:
    """204. Let this computer's keyring open the vault, or no longer."""
    house = house_of(request)
    body = await read_body(request, KeyringBody)
    await to_thread(house.vault.use_keyring, body.keyring)
    return Response(status_code=204)


async def erase_everything(request: Request) -> Response:
    """Rows, then files and keys. The login stays, so that the first page can be shown."""
    house = house_of(request)
    await read_body(request, EraseBody)
    await house.write(erase, None)
    await to_thread(house.erase)
    return json_answer({"vault": house.state})
