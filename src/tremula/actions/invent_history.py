"""An invented person's eight weeks, for the demonstration. Every session is marked; always the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from tremula.actions.begin_session import OWNER
from tremula.actions.plan_session import Planned, Within, plan_session
from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.actions.screening import FullScreening, Screening, answer_screening, screen
from tremula.actions.self_reports import AFTER, ARRIVAL, CHECK
from tremula.actions.standing import allowed, done_of, note_reached, read_said
from tremula.core.exercise.script import Library
from tremula.core.safety.checks import Done, History
from tremula.core.safety.dose import Proposal, limits_of, propose
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, grade
from tremula.core.session.simulate import simulate
from tremula.core.session.timeline import Timeline

WEEKS = 8
DAYS = ((0, 3), (0, 3), (0, 2, 5), (0, 3), (1, 4), (0, 2, 5), (1, 4), (0, 3, 5))
"""Week by week, the days of practice: two or three, 48 hours apart; the plan may leave one out."""
PERSONAS = (
    "steady",
    "pauses",
    "steady",
    "longer",
    "stops",
    "steady",
    "skips",
    "steady",
    "sleeps",
    "steady",
    "silent",
)
LINES = {
    0: "Odd at first. Warm legs afterwards.",
    4: "Stopped early, and that was fine.",
    6: "Too much on my mind today.",
    11: "Quiet. Slept well.",
}
WORSE = {6: ["raw", "slept-badly"]}
"""Sessions after which the next day was hard."""
MILD = (["fine"], ["better"], ["fine"])


class Invent(Struct, frozen=True):
    """What can be practised, by which rules, and when the eight weeks end (RFC 3339)."""

    library: Library
    rules: SafetyRules
    now: str


def invent_history(tx: Tx, command: Invent) -> int:
    """Keep the invented answers and sessions; how many sessions there are."""
    answers = calm_answers(command.rules)
    invent_screening(tx, command, answers)
    evenings, done = evenings_before(datetime.fromisoformat(command.now)), list[Done]()
    profile = grade(command.rules.screening, answers).profile
    plan_for = planner(command.library)
    for evening in evenings:
        rules = command.rules
        plan = propose(History(tuple(done)), profile, rules.dose, rules.checks, evening)
        if plan.earliest > evening:
            continue
        row = invent_session(tx, plan_for(plan), len(done), evening)
        invent_answers(tx, row, len(done))
        done.append(done_of(row, read_said(tx), allowed(row, {})))
    return len(done)


def calm_answers(rules: SafetyRules) -> dict[str, Answer]:
    """Nothing speaks against it."""
    answers: dict[str, Answer] = {question.id: "no" for question in rules.screening.questions}
    return answers | {"reachable": "yes"}


def invent_screening(tx: Tx, command: Invent, answers: dict[str, Answer]) -> None:
    """The questions, answered just now."""
    answer_screening(tx, Screening({"crisis": "no"}, command.now))
    screen(tx, FullScreening(answers, command.rules.screening, command.now))


def planner(library: Library) -> Callable[[Proposal], Planned]:
    """Compiles a proposal; the same amounts only once."""
    made: dict[bytes, Planned] = {}

    def planned(plan: Proposal) -> Planned:
        key = msgspec.json.encode([plan.amounts, plan.exercises])
        if key not in made:
            made[key] = plan_session(library, plan.exercises, "default", Within(limits_of(plan.amounts)))
        return made[key]

    return planned


def invent_session(tx: Tx, planned: Planned, number: int, evening: datetime) -> SessionRow:
    """One session with its record, walked through by one of the personas."""
    timeline = msgspec.json.decode(planned.timeline, type=Timeline)
    persona = PERSONAS[number % len(PERSONAS)]
    session = simulate(timeline, persona, number, evening.isoformat(timespec="milliseconds"))
    row = row_of(planned, session.id, session.begun)
    tx.add_session(row, b"", "1970-01-01T00:00:00+00:00")
    tx.append(session.id, session.events)
    tx.end_session(session.id, session.end, session.ended)
    note_reached(tx, row, session.ended)
    return msgspec.structs.replace(row, end=session.end, ended=session.ended)


def invent_answers(tx: Tx, row: SessionRow, number: int) -> None:
    """Ratings before and after, the same evening and the next day: rising and falling as a life does."""
    begun = datetime.fromisoformat(row.begun)
    hard = number in WORSE
    arrival: dict[str, Any] = {"distress": 5 - number // 6 + number % 3}
    arrival |= {"tension": 6 - number // 5 + number % 2}
    arrival |= {"tiredness": 3 + (number * 5) % 4, "cared": ["eaten", "warm", "undisturbed"]}
    after: dict[str, Any] = {"settled": 4 if hard else 6 + (number * 3) % 4, "line": LINES.get(number, "")}
    after["distress"] = max(0, arrival["distress"] + number * 2 % 3 - 1)
    signs = WORSE.get(number, MILD[number % len(MILD)])
    said = (
        (ARRIVAL, "", begun - timedelta(minutes=2), arrival),
        (AFTER, "", begun + timedelta(minutes=50), after),
        (CHECK, "evening-", begun + timedelta(hours=3), {"when": "evening", "signs": ["tired"]}),
        (CHECK, "next-day-", begun + timedelta(hours=22), {"when": "next-day", "signs": signs}),
    )
    for kind, which, at, body in said:
        stamp = at.isoformat(timespec="milliseconds")
        tx.keep_answer(AnswerRow(f"{kind}-{which}{row.id}", kind, stamp, body, row.id))


def evenings_before(now: datetime) -> list[datetime]:
    """When the sessions began: evenings of the last eight weeks, the last one two days ago at the latest."""
    first = (now - timedelta(weeks=WEEKS, days=1)).replace(hour=18, minute=30, second=0, microsecond=0)
    return [
        first + timedelta(weeks=week, days=day, minutes=(week * 7 + day * 3) % 40)
        for week, days in enumerate(DAYS)
        for day in days
    ]


def row_of(planned: Planned, id: str, begun: str) -> SessionRow:
    """A session that is marked as invented."""
    return SessionRow(
        id=id,
        person=OWNER,
        begun=begun,
        exercises=planned.exercises,
        dose=planned.dose,
        timeline=planned.timeline,
        timeline_hash=planned.timeline_hash,
        demo=True,
    )
