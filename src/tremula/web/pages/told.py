"""Times, lengths and endings in a person's words. It computes nothing about a session."""

from __future__ import annotations

from datetime import datetime

ENDINGS = {
    "finished": "Done to the end",
    "stopped": "You stopped early",
    "silent": "No answer, so it led into settling",
    "left": "Left early",
    "open": "Not ended yet",
}
DOSES = {
    "default": "beginner’s numbers",
    "low": "the method’s lower numbers",
    "high": "the method’s upper numbers",
}


def minutes(ms: float) -> str:
    """“about 34 minutes”, “about 1 minute”, for milliseconds; “under a minute” below a half."""
    whole = round(ms / 60_000)
    if whole < 1:
        return "under a minute"
    return f"about {whole} minute{'' if whole == 1 else 's'}"


def clocked(ms: float) -> str:
    """“2:05” for milliseconds."""
    seconds = round(ms / 1000)
    return f"{seconds // 60}:{seconds % 60:02}"


def span(ms: int) -> str:
    """“45 seconds”, “1 minute”, “2 minutes 30 seconds”, for milliseconds."""
    whole, seconds = divmod(round(ms / 1000), 60)
    told = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((whole, "minute"), (seconds, "second")) if n]
    return " ".join(told) or "0 seconds"


def day(stamp: str) -> str:
    """“Sunday, 22 November 2026”, as the clock stood where it was written."""
    then = datetime.fromisoformat(stamp)
    return f"{then:%A}, {then.day} {then:%B} {then.year}"


def hour(stamp: str) -> str:
    """“16:05”."""
    return f"{datetime.fromisoformat(stamp):%H:%M}"


def ago(stamp: str, now: datetime) -> str:
    """“today”, “yesterday”, “3 days ago”, or the date."""
    then = datetime.fromisoformat(stamp)
    days = (now.date() - then.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 14 else f"on {then.day} {then:%B} {then.year}"


def month(stamp: str) -> str:
    """“November 2026”."""
    return f"{datetime.fromisoformat(stamp):%B %Y}"
