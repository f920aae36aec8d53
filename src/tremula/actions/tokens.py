"""Tokens for a person's own programs: made, known, revoked. Only hashes are kept, none for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from tremula.actions.ports import Tx
from tremula.core.failure import Refusal

Scope = Literal["read", "read-journal", "write-check-ins", "export"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
KEY = "api-tokens"
"""Under which setting they are kept; an archive leaves it out, and brings none in."""
MOST = 20
FRESH = timedelta(minutes=1)
"""Within this time a further use is not written down anew."""


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """A token as it is asked for: a name to know it by, what it may do, and for how many days."""

    name: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
    scopes: Annotated[list[Scope], Meta(min_length=1, max_length=len(SCOPES))]
    days: Annotated[int, Meta(ge=1, le=365)] = 30


class Token(Struct, frozen=True):
    """A token as it is kept; moments are RFC 3339, `used` is empty before the first use."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    hash: bytes
    made: str
    expires: str
    used: str = ""


class Making(Struct, frozen=True):
    """A wish, the id that it gets, the hash of the token, and now."""

    wish: Wish
    id: str
    hash: bytes
    now: datetime


class Showing(Struct, frozen=True):
    """The hash of what a program showed, and now."""

    hash: bytes
    now: datetime


def list_tokens(tx: Tx, command: None = None) -> Sequence[Token]:
    """All that are kept, newest first, those that have expired too."""
    return msgspec.convert(tx.setting(KEY) or [], list[Token])


def make_token(tx: Tx, command: Making) -> Token:
    """Keep a new one. Refusal("quota") when there are too many."""
    kept, wish = list_tokens(tx), command.wish
    if len(kept) >= MOST:
        raise Refusal("quota", f"There are {MOST} tokens already. Revoke one that is no longer needed.")
    expires = command.now + timedelta(days=wish.days)
    scopes = tuple(scope for scope in SCOPES if scope in wish.scopes)
    made = Token(command.id, wish.name.strip(), scopes, command.hash, stamp(command.now), stamp(expires))
    keep(tx, [made, *kept])
    return made


def revoke_token(tx: Tx, id: str) -> None:
    """It no longer works from the next request on. Refusal("not-found")."""
    kept = list_tokens(tx)
    rest = [token for token in kept if token.id != id]
    if len(rest) == len(kept):
        raise Refusal("not-found", "There is no such token.")
    keep(tx, rest)


def know_token(tx: Tx, command: Showing) -> Token:
    """The token that was shown. Refusal("token") for one that is unknown, revoked or expired.

    Every kept hash is compared, each in constant time, so that the time tells nothing.
    """
    found = [token for token in list_tokens(tx) if compare_digest(token.hash, command.hash)]
    if not found:
        raise Refusal("token", "This token is not known. It was revoked, or it never was one.")
    if command.now >= datetime.fromisoformat(found[0].expires):
        raise Refusal("token", "This token has expired. Make a new one on the Settings page.")
    return found[0]


def is_to_note(token: Token, now: datetime) -> bool:
    """Whether the last use that is written down is older than a minute."""
    return not token.used or now - datetime.fromisoformat(token.used) >= FRESH


def note_use(tx: Tx, command: Showing) -> None:
    """Write down that it was used; nothing where it was revoked meanwhile."""
    kept = list_tokens(tx)
    used = stamp(command.now)
    keep(tx, [replace(token, used=used) if token.hash == command.hash else token for token in kept])


def keep(tx: Tx, tokens: Sequence[Token]) -> None:
    """All of them, as they are kept."""
    tx.put_setting(KEY, msgspec.to_builtins(tokens))


def stamp(moment: datetime) -> str:
    """RFC 3339 with offset, whole seconds."""
    return moment.isoformat(timespec="seconds")
