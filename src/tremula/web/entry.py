"""Who may come in: launch tokens and logins of two halves.

Only hashes are kept, only in memory; nothing here survives the server or is ever written to a log.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic

from starlette.requests import Request

LAUNCH_LASTS = 60.0
"""Seconds in which a launch token may be spent, once."""
LOGINS = 32
"""The most logins at once; the oldest gives way."""
COOKIE = "__Host-tremula"
PLAIN_COOKIE = "tremula-loopback"
"""For Safari, which refuses Secure cookies on plain loopback."""


def new_token() -> str:
    """256 random bits, safe in a URL's fragment."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept in a token's stead."""
    return sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Login:
    """The hash of the second half that belongs to a cookie."""

    second_half: bytes


@dataclass(slots=True)
class Entries:
    """Open launch tokens and logins, by hash."""

    monotonic: Callable[[], float] = monotonic
    launches: dict[bytes, float] = field(default_factory=dict)
    logins: dict[bytes, Login] = field(default_factory=dict)

    def launch(self) -> str:
        """A new launch token; those that are past their time are forgotten."""
        now = self.monotonic()
        self.launches = {key: until for key, until in self.launches.items() if until > now}
        token = new_token()
        self.launches[digest(token)] = now + LAUNCH_LASTS
        return token

    def spend(self, launch: str) -> bool:
        """True once for a token that is not too old."""
        until = self.launches.pop(digest(launch), None)
        return until is not None and self.monotonic() < until

    def admit(self) -> tuple[str, str]:
        """A new login: (cookie, second half)."""
        cookie, second_half = new_token(), new_token()
        while len(self.logins) >= LOGINS:
            del self.logins[next(iter(self.logins))]
        self.logins[digest(cookie)] = Login(digest(second_half))
        return cookie, second_half

    def leave(self, request: Request) -> None:
        """A login that is proved anew gives way to the new one."""
        for name in (COOKIE, PLAIN_COOKIE):
            self.logins.pop(digest(request.cookies.get(name, "")), None)

    def forget(self) -> None:
        """End every login and every launch token."""
        self.logins.clear()
        self.launches.clear()

    def has_cookie(self, request: Request) -> bool:
        return self._login(request) is not None

    def has_both_halves(self, request: Request) -> bool:
        login = self._login(request)
        offered = digest(request.headers.get("x-session", ""))
        return login is not None and hmac.compare_digest(login.second_half, offered)

    def _login(self, request: Request) -> Login | None:
        """Dictionary look-up by hash: its timing tells nothing about a token."""
        offered = (request.cookies.get(name, "") for name in (COOKIE, PLAIN_COOKIE))
        found = (self.logins.get(digest(cookie)) for cookie in offered if cookie)
        return next((login for login in found if login), None)


def needs_plain_cookie(user_agent: str) -> bool:
    """Safari only; every other browser takes a Secure cookie on loopback."""
    return "Safari/" in user_agent and not any(name in user_agent for name in ("Chrome", "Chromium", "Edg"))
