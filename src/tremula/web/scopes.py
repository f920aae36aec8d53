"""What a program with a token may ask for: each door that is open to one, and what the token must allow.

A door that is not listed is closed to every token, also one that is added later. Never listed: what locks,
erases, makes keys or tokens, begins sessions, or tells a secret address.
"""

from __future__ import annotations

from tremula.actions.tokens import SCOPES, Scope

ANY: frozenset[Scope] = frozenset(SCOPES)
READ: frozenset[Scope] = frozenset({"read"})
JOURNAL: frozenset[Scope] = frozenset({"read-journal"})
WRITE: frozenset[Scope] = frozenset({"write-check-ins"})
EXPORT: frozenset[Scope] = frozenset({"export"})

OPEN_TO_TOKENS: dict[tuple[str, str], frozenset[Scope]] = {
    ("GET", "/api/openapi.json"): ANY,
    ("GET", "/api/sessions"): READ,
    ("GET", "/api/sessions/{id}"): READ,
    ("GET", "/api/next"): READ,
    ("GET", "/api/due"): READ,
    ("GET", "/api/check-in"): READ,
    ("GET", "/api/check-ins"): READ,
    ("GET", "/api/self-care"): READ,
    ("GET", "/api/body-maps"): READ,
    ("GET", "/api/questionnaires"): READ,
    ("GET", "/api/questionnaires/{form}"): READ,
    ("GET", "/api/journal"): JOURNAL,
    ("GET", "/api/journal/{id}"): JOURNAL,
    ("POST", "/api/journal-search"): JOURNAL,
    ("POST", "/api/check-ins"): WRITE,
    ("POST", "/api/self-care"): WRITE,
    ("POST", "/api/body-maps"): WRITE,
    ("GET", "/api/archive"): EXPORT,
    ("GET", "/api/fhir/questionnaires"): EXPORT,
}
"""(method, path) → a token with any of these may pass."""


def opens(method: str, path: str) -> frozenset[Scope]:
    """What a token must allow one of; empty where no token passes."""
    return OPEN_TO_TOKENS.get(("GET" if method == "HEAD" else method, path), frozenset())
