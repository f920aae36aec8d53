"""The records of an archive, one JSON object a line: the vault's rows without what follows from others.

Left out on purpose: whatever lets somebody in, and whatever can be computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Raw, Struct

Name = Annotated[str, Meta(min_length=1, max_length=300)]
Stamp = Annotated[
    str, Meta(pattern=r"^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$")
]
"""RFC 3339, from 1900 to 2199: at the ends of what dates reach, another time zone has no such day."""
WAYS_IN = ("api-tokens", "schedule.feed")
"""Settings that let somebody in: tokens, the calendar's secret address. No archive holds or brings them, as
whoever wrote it would know them. The append tokens of sessions are left out as well.
"""
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every record: nothing unknown is let through."""


class PersonLine(Line, frozen=True):
    """Whose record it is, and since when."""

    id: Name
    made: Stamp


class TimelineLine(Line, frozen=True):
    """A compiled session by the hash of its bytes: as text, or in base64 where it is none."""

    person: Name
    hash: Name
    text: str | None = None
    base64: bytes | None = None


class SessionLine(Line, frozen=True):
    """A session; its timeline by hash."""

    id: Name
    person: Name
    begun: Stamp
    exercises: tuple[str, ...]
    dose: str
    timeline: Name
    end: str
    ended: str
    demo: bool
    may_append_until: str


class EventLine(Line, frozen=True):
    """One event of a session's record, as its device wrote it."""

    person: Name
    session: Name
    device: Name
    seq: Annotated[int, Meta(ge=1, le=2**63 - 1)]
    wall: str
    at: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
    kind: str
    body: Raw
    schema: Annotated[int, Meta(ge=0, le=2**31)]
    previous: str
    hash: str


class TwinLine(EventLine, frozen=True):
    """Another event under a seq that was used; `content` names what is in it."""

    content: Name


class AnswerLine(Line, frozen=True):
    """What a person said about themselves at one moment."""

    id: Name
    person: Name
    session: str | None
    kind: Name
    at: Stamp
    body: Raw


class SettingLine(Line, frozen=True):
    """Something chosen or noted."""

    person: Name
    key: Name
    value: Raw


class EntryLine(Line, frozen=True):
    """A journal entry; how it reads is in its versions."""

    id: Name
    person: Name
    session: str | None
    made: Stamp
    kind: Name
    prompt: str


class VersionLine(Line, frozen=True):
    """How an entry read at the end of one sitting."""

    entry: Name
    sitting: Name
    seq: Annotated[int, Meta(ge=1, le=2**63 - 1)]
    at: Stamp
    text: str


class OtherLine(Line, frozen=True):
    """What an earlier import brought under a name that had another content."""

    person: Name
    kind: Name
    key: Name
    content: Name
    body: Raw


KINDS: Mapping[str, type[Line]] = {
    "persons": PersonLine,
    "timelines": TimelineLine,
    "sessions": SessionLine,
    "events": EventLine,
    "event-twins": TwinLine,
    "answers": AnswerLine,
    "settings": SettingLine,
    "journal": EntryLine,
    "journal-versions": VersionLine,
    "other-content": OtherLine,
}
"""Each kind of record by the name of its file, in the order of reading: what others name comes first."""
