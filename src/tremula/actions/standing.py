"""Where a person stands, put together from what is kept: screening, sessions with their answers, spirals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast, get_args

import msgspec
from msgspec import Struct

from tremula.actions.ports import AnswerRow, EventRow, SessionRow, Tx
from tremula.actions.questionnaire_scores import read_scores
from tremula.actions.screening import CLEARANCE, FULL
from tremula.actions.self_reports import AFTER, ARRIVAL, CHECK, After, Arrival, after_of, arrival_of
from tremula.core.safety.agreements import holding
from tremula.core.safety.checks import Check, Done, Ended, History, State
from tremula.core.safety.profile import Ladder
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, Clearance, Screening, ScreeningRules, grade
from tremula.core.safety.standing import SpiralDone, Standing
from tremula.core.session.record import replay, walked
from tremula.core.session.timeline import Timeline

SPIRAL, REACHED, PLANNED = "spiral", "reached", "planned"
AROUND = frozenset(("arrive", "stop-practice", "settle", "rest"))
ENDED: Mapping[str, Ended] = {
    "finished": "finished",
    "stopped": "stopped",
    "silent": "silence",
    "left": "left",
    "open": "left",
}


class Said(Struct, frozen=True):
    """What was answered about sessions, by session."""

    arrivals: Mapping[str, Arrival]
    afters: Mapping[str, After]
    checks: Mapping[str, Sequence[AnswerRow]]
    ladders: Mapping[str, Ladder] = {}
    """On which ladder it was planned; before this was kept it is not known."""


class Noted(Struct, frozen=True):
    """What is noted of a session when it ends: whether it reached an exercise, the state of a stop."""

    exercises: bool
    felt: State | None = None
    led: bool = False
    """A spiral: all its steps were led. Where it was not noted, it is not taken for true."""


def read_standing(tx: Tx, rules: SafetyRules) -> Standing:
    """Everything that the rules look at, as of now."""
    said, noted = read_said(tx), read_noted(tx)
    seen = [(row, noted[row.id] if row.id in noted else note_of(tx, row)) for row in tx.sessions()]
    rows = [(row, note) for row, note in seen if note.exercises or was_hard(said, row.id, note)]
    forms: dict[str, Allowed] = {}
    done = tuple(
        done_of(row, said, allowed(row, forms), note.felt)
        for row, note in rows
        if SPIRAL not in row.exercises
    )
    spirals = tuple(spiral_of(row, said, note) for row, note in rows if SPIRAL in row.exercises)
    screening, screened = read_screening(tx, rules.screening)
    return Standing(
        screening=screening,
        screened=screened,
        history=History(done[::-1]),
        spirals=spirals[::-1],
        scores=tuple(read_scores(tx, rules.forms)),
        clearances=read_clearances(tx, rules.screening),
        shaking_outside=shaking_outside(said),
    )


def read_said(tx: Tx) -> Said:
    """All answers that belong to a session."""
    rows = [row for row in tx.answers(ARRIVAL, AFTER, CHECK, PLANNED) if row.session]
    checks: dict[str, list[AnswerRow]] = {}
    for row in rows:
        if row.kind == CHECK:
            checks.setdefault(row.session, []).append(row)
    return Said(
        {row.session: arrival_of(row) for row in rows if row.kind == ARRIVAL},
        {row.session: after_of(row) for row in rows if row.kind == AFTER},
        checks,
        {row.session: row.body["ladder"] for row in rows if row.kind == PLANNED},
    )


def read_noted(tx: Tx) -> dict[str, Noted]:
    """By session: what was noted when it ended."""
    return {row.session: msgspec.convert(row.body, Noted) for row in tx.answers(REACHED)}


def note_reached(tx: Tx, row: SessionRow, at: str) -> None:
    """Note of a session that has ended how far it got: to play every record again would take too long."""
    body = msgspec.to_builtins(note_of(tx, row))
    tx.keep_answer(AnswerRow(f"{REACHED}-{row.id}", REACHED, at, body, row.id))


def note_of(tx: Tx, row: SessionRow) -> Noted:
    """How far the session got, and which state made the person stop, as its record tells it."""
    events = tx.events(row.id)
    if not events:
        return Noted(False)
    timeline = timeline_of(row)
    led = SPIRAL in row.exercises and was_led(timeline, events)
    return Noted(reached(timeline, events), felt_in(events), led)


def was_led(timeline: Timeline, events: Sequence[EventRow]) -> bool:
    """Whether each step of the spiral was led, and none passed over."""
    return any(each.id == SPIRAL and each.state == "done" for each in walked(timeline, events))


def reached(timeline: Timeline, events: Sequence[EventRow]) -> bool:
    """Whether the session got as far as an exercise."""
    first = next((n for n, one in enumerate(timeline.segments) if one.chapter not in AROUND), None)
    return first is not None and replay(timeline, events).main_index >= first


def felt_in(events: Sequence[EventRow]) -> State | None:
    """The state that the person named last with a stop; what is no such state is passed over."""
    named = [event.body.get("felt") for event in events if event.kind == "stop"]
    known = [state for state in named if state in get_args(State)]
    return cast(State, known[-1]) if known else None


def was_hard(said: Said, id: str, note: Noted) -> bool:
    """Whether a session that reached no exercise must be looked at all the same."""
    after = said.afters.get(id, After())
    return state_of(after, note.felt) is not None or after.cannot_stop


def state_of(after: After, felt: State | None) -> State | None:
    """The state a session had: what was said afterwards, else what was tapped while it went on."""
    if after.state is None:
        return felt
    return None if after.state == "none" else after.state


def timeline_of(row: SessionRow) -> Timeline:
    """The timeline that the session was compiled to."""
    return msgspec.json.decode(row.timeline, type=Timeline)


class Allowed(Struct, frozen=True):
    """The tremor and the sit at the wall that a timeline was compiled with, ms."""

    tremor: int
    wall: int


def allowed(row: SessionRow, forms: dict[str, Allowed]) -> Allowed:
    """What the session's timeline has; `forms` keeps it by hash, as many sessions share one."""
    if row.timeline_hash not in forms:
        timeline = timeline_of(row)
        cap = timeline.check_in.cap if timeline.check_in else 0
        forms[row.timeline_hash] = Allowed(cap, wall_allowed(timeline))
    return forms[row.timeline_hash]


def done_of(row: SessionRow, said: Said, compiled: Allowed, felt: State | None = None) -> Done:
    """A session as the dose plan sees it."""
    arrival, after = said.arrivals.get(row.id, Arrival()), said.afters.get(row.id, After())
    return Done(
        id=row.id,
        begun=datetime.fromisoformat(row.begun),
        tremor_allowed=compiled.tremor,
        ladder=said.ladders.get(row.id),
        wall_allowed=compiled.wall,
        ended=ENDED[row.end],
        accompanied=bool(arrival.present),
        state=state_of(after, felt),
        severity=after.severity,
        cannot_stop=after.cannot_stop,
        distress=(arrival.distress, after.distress),
        checks=tuple(check_of(each) for each in said.checks.get(row.id, ())),
    )


def wall_allowed(timeline: Timeline) -> int:
    """The longest sit at the wall, ms; 0 without one."""
    cues = (cue for segment in timeline.segments for cue in segment.cues)
    return max((cue.lasts for cue in cues if cue.fact == "sit"), default=0)


def check_of(row: AnswerRow) -> Check:
    """The 20-second check as it was answered."""
    return Check(row.body["when"], datetime.fromisoformat(row.at), frozenset(row.body["signs"]))


def spiral_of(row: SessionRow, said: Said, note: Noted) -> SpiralDone:
    """A guided spiral with its ratings; one not rated on arriving counts as the largest."""
    arrival, after = said.arrivals.get(row.id, Arrival()), said.afters.get(row.id, After())
    return SpiralDone(
        begun=datetime.fromisoformat(row.begun),
        worry=10 if arrival.worry is None else arrival.worry,
        before=10 if arrival.distress is None else arrival.distress,
        after=after.distress,
        state=state_of(after, note.felt),
        severity=after.severity,
        cannot_stop=after.cannot_stop,
        ended=ENDED[row.end],
        led=note.led,
        id=row.id,
        checks=tuple(check_of(each) for each in said.checks.get(row.id, ())),
    )


def shaking_outside(said: Said) -> datetime | None:
    """When new shaking outside practice was last told."""
    told = [row.at for rows in said.checks.values() for row in rows if row.body.get("shaking_outside")]
    return max(map(datetime.fromisoformat, told), default=None)


def read_clearances(tx: Tx, rules: ScreeningRules) -> tuple[Clearance, ...]:
    """Professionals' agreements as noted, as far as they still hold; the last one for a row counts."""
    noted = [
        Clearance(
            row.body["row"],
            row.body["who"],
            row.body["kind"],
            date.fromisoformat(row.body["on"]),
            datetime.fromisoformat(row.at),
        )
        for row in tx.answers(CLEARANCE)
    ]
    screenings = [
        (datetime.fromisoformat(row.at), known(rules, row.body["answers"])) for row in tx.answers(FULL)
    ]
    return holding(rules, noted, screenings)


def read_screening(tx: Tx, rules: ScreeningRules) -> tuple[Screening | None, datetime | None]:
    """The last full screening and when; None before the first one."""
    full = tx.answers(FULL)
    if not full:
        return None, None
    answers = known(rules, full[-1].body["answers"])
    return grade(rules, answers, read_clearances(tx, rules)), datetime.fromisoformat(full[-1].at)


def provisional(rules: ScreeningRules, at: datetime) -> tuple[Screening, datetime]:
    """What is taken for true until the full screening is answered: nothing is against a beginner's dose."""
    nothing: dict[str, Answer] = {question.id: "no" for question in rules.questions}
    return grade(rules, nothing | known(rules, {"reachable": "yes"})), at


def known(rules: ScreeningRules, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers to questions that there still are; a question that is new counts as not sure."""
    ids = {question.id for question in rules.questions}
    return {id: answer for id, answer in answers.items() if id in ids}
