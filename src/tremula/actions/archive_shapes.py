"""What the records of an archive must look like, so that every page can read them once they are in.

A kind or a setting that nobody here reads is let by as it is. It changes nothing, and judges no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from tremula.actions import check_ins, first_steps, questionnaires, safety_plan, schedule, screening
from tremula.actions.body_maps import BODY_MAP
from tremula.actions.journal import Kind, Uuid
from tremula.actions.look_back import SELF_CARE
from tremula.actions.self_reports import AFTER, ARRIVAL, CHECK, After, Arrival, Row
from tremula.actions.settings import PREFIX, Choices
from tremula.actions.shortlist import SHORTLIST, Listed
from tremula.actions.standing import ENDED, PLANNED, REACHED, Noted
from tremula.core.archive.lines import (
    KINDS,
    AnswerLine,
    EntryLine,
    EventLine,
    Line,
    OtherLine,
    SessionLine,
    SettingLine,
    Stamp,
    TimelineLine,
)
from tremula.core.bodymap.record import Record
from tremula.core.failure import Refusal
from tremula.core.practice.measures import Id
from tremula.core.practice.schedule import Schedule
from tremula.core.safety.checks import When
from tremula.core.safety.profile import Ladder
from tremula.core.safety.screening import Answer
from tremula.core.session.timeline import Timeline

DAY = r"^(19|20|21)\d\d-\d\d-\d\d$"
Day = Annotated[str, Meta(pattern=DAY)]
Whole = Annotated[int, Meta(ge=-(2**53), le=2**53)]
StampOrNone = Stamp | Literal[""]
Answers = dict[str, Answer]


class Checked(Struct, frozen=True):
    """The evening after, and the next days."""

    when: When
    signs: list[Row]
    shaking_outside: bool = False


class Planned(Struct, frozen=True):
    """On which ladder a session was."""

    ladder: Ladder | None


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """The check-in of a day."""

    day: Day
    ratings: dict[Id, Annotated[int, Meta(ge=0, le=10)]]
    values: dict[Id, float]
    contexts: list[str]
    late: bool


class Cared(Struct, frozen=True):
    """The self-care of a day."""

    day: Day
    done: list[str]


class Goal(Struct, frozen=True):
    """A goal in the person's own words."""

    text: str


class Marked(Struct, frozen=True):
    """A body map."""

    record: Record


class Filled(Struct, frozen=True):
    """A questionnaire, done or begun."""

    form: str
    version: str
    answers: dict[str, Whole]
    language: str = "en"
    early: bool = False


class Words(Struct, frozen=True):
    """The text of a licensed questionnaire."""

    form: str
    text: str


class Screened(Struct, frozen=True):
    """The full screening."""

    answers: Answers
    version: int


class FirstList(Struct, frozen=True):
    """The short list of the first run."""

    answers: Answers
    at: Stamp
    result: screening.Result


BODIES: Mapping[str, Any] = {
    ARRIVAL: Arrival,
    AFTER: After,
    CHECK: Checked,
    PLANNED: Planned,
    REACHED: Noted,
    check_ins.CHECK_IN: Told,
    SELF_CARE: Cared,
    check_ins.GOAL: Goal,
    BODY_MAP: Marked,
    questionnaires.QUESTIONNAIRE: Filled,
    questionnaires.DRAFT: Filled,
    questionnaires.TEXT: Words,
    screening.FULL: Screened,
    screening.CLEARANCE: screening.NewClearance,
    first_steps.KIND: first_steps.Given,
}
"""What each kind of answer holds. A test knows every kind that is kept anywhere."""
VALUES: Mapping[str, Any] = {
    check_ins.CHOSEN: list[Id],
    check_ins.TAGS: list[str],
    safety_plan.CONTACTS: list[safety_plan.Contact],
    safety_plan.PLAN: safety_plan.SafetyPlan,
    schedule.SCHEDULE: Schedule,
    schedule.UNTIL: StampOrNone,
    schedule.SEED: str,
    SHORTLIST: list[Listed],
    screening.KEY: FirstList,
}
"""What each setting holds, but for those of `CHOICES`."""
CHOICES = {PREFIX + name: name for name in Choices.__struct_fields__}
"""Settings whose values stand in `Choices`, by key; one that is gone since is let by."""


def whole(kind: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each looked at. Refusal("archive-damaged") for one that could not be read once it is in."""
    for number, line in enumerate(lines, 1):
        try:
            look_at(line)
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError) as error:
            where = f"Line {number} of data/{kind}.jsonl"
            words = f"{where} holds what this tremula cannot read. Nothing was brought in."
            raise Refusal("archive-damaged", words) from error
        yield line


def look_at(line: Line) -> None:
    """Raise a ValueError for what a page could not read."""
    match line:
        case AnswerLine() if line.kind in BODIES:
            body = msgspec.json.decode(line.body, type=BODIES[line.kind])
            look_at_days(body)
        case SettingLine() if line.key in CHOICES:
            msgspec.convert({CHOICES[line.key]: msgspec.json.decode(line.value)}, Choices)
        case SettingLine() if line.key in VALUES:
            msgspec.json.decode(line.value, type=VALUES[line.key])
        case SessionLine():
            look_at_session(line)
        case TimelineLine():
            look_at_timeline(line)
        case EventLine():
            msgspec.json.decode(line.body, type=dict[str, Any])
            datetime.fromisoformat(line.wall)
        case EntryLine():
            msgspec.convert((line.id, line.kind), tuple[Uuid, Kind])
        case OtherLine() if line.kind not in KINDS:
            raise ValueError(line.kind)


def look_at_days(body: Any) -> None:
    """A day of the body is one of the calendar."""
    for name in ("day", "on"):
        if day := getattr(body, name, None):
            date.fromisoformat(day)


def look_at_session(line: SessionLine) -> None:
    """Its dose, its end, and the moments that are compared later."""
    msgspec.convert(line.dose, Literal["low", "high", "default"])
    if line.end not in ENDED:
        raise ValueError(line.end)
    for moment in filter(None, (line.ended, line.may_append_until)):
        datetime.fromisoformat(msgspec.convert(moment, Stamp))


def look_at_timeline(line: TimelineLine) -> None:
    """One that could be played: something in it, and every place that it names is there.

    Its hash is its own. A session is played from what is kept under a hash, so another timeline under the
    hash of ours would be played in its place, without its check-ins if its maker wished.
    """
    body = line.text.encode() if line.text is not None else line.base64 or b""
    if sha256(body).hexdigest() != line.hash:
        raise ValueError("another timeline's hash")
    timeline = msgspec.json.decode(body, type=Timeline)
    every = [timeline.segments, *timeline.branches.values()]
    segments = [segment for path in every for segment in path]
    named = {segment.easier for segment in segments if segment.easier}
    named |= {f"settle/{segment.posture}" for segment in segments}
    if not all(every) or not named <= timeline.branches.keys():
        raise ValueError("a part of it is missing")
