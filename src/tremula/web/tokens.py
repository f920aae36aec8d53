"""Tokens of a person's own programs at the door: known or not, and for what. It keeps nothing."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from tremula.actions.tokens import SCOPES, Showing, is_to_note, know_token, note_use
from tremula.core.failure import Refusal
from tremula.web.house import LOCKED, House

PREFIX = "tremula_"
"""So that a token that is left lying about is seen for what it is."""
PURPOSE = "api-tokens"
WORDS = {
    "read": "look at what is kept, without the journal",
    "read-journal": "read the journal",
    "write-check-ins": "add check-ins, self-care and body maps",
    "export": "take a copy of everything, the journal too",
}
"""What each scope allows, to be read after “this token may”."""
assert set(WORDS) == set(SCOPES), "each scope has words"


def hash_of(house: House, token: str) -> bytes:
    """What is kept in a token's stead. Bound to this vault: a hash from elsewhere opens nothing here."""
    return hmac.digest(house.vault.derive_key(PURPOSE), token.encode(), "sha256")


async def let_in(house: House, token: str, scopes: Collection[str]) -> None:
    """Raise the Refusal that this token gets, if any: locked, token (unknown, expired), scope."""
    if house.state != "open":
        raise Refusal("locked", LOCKED)
    showing = Showing(hash_of(house, token), house.clock.wall())
    known = await house.read(know_token, showing)
    if not scopes:
        raise Refusal("scope", "No token can do this. Open tremula in the browser.")
    if not set(scopes) & set(known.scopes):
        may = " and ".join(WORDS[scope] for scope in known.scopes)
        raise Refusal("scope", f"This token may only {may}. Make one that may {WORDS[min(scopes)]}.")
    if is_to_note(known, showing.now):
        await house.write(note_use, showing)
