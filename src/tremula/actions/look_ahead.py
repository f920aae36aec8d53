"""What comes next for a person: the proposal, whether it may begin now, and within what. It begins none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from tremula.actions.plan_session import Within
from tremula.actions.ports import Tx
from tremula.actions.screening import first_list
from tremula.actions.self_reports import ARRIVAL, Arrival, arrival_of
from tremula.actions.standing import SPIRAL, provisional, read_standing
from tremula.core.failure import Refusal
from tremula.core.safety.checks import SkipToday, skip_today
from tremula.core.safety.dose import Amounts, Proposal, amounts_of, chosen, limits_of, propose
from tremula.core.safety.gates import CLOCKS_DIFFER, full_dose, may_begin, screening_due
from tremula.core.safety.level import most_tremor
from tremula.core.safety.profile import Profile, Reason
from tremula.core.safety.referral import Pointer, pointers
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Screening
from tremula.core.safety.standing import Standing
from tremula.core.safety.wish import Gate, Wish
from tremula.core.units import span

TOLD = {"closed", "tell-first", "pause", "not-today"}
"""Reasons that come from what was told of a session or of today, and hold whoever asks."""
ARRIVED = timedelta(hours=2)
"""So long an arrival holds for the session that follows it; a “not today” holds for the day."""


class Asking(Struct, frozen=True):
    """What is asked for (nothing: the default session), and when (wall time)."""

    rules: SafetyRules
    now: str
    exercises: Sequence[str] = ()
    session: str = ""
    """One that was made ready and has not begun: what was said on arriving for it still holds."""


class Ahead(Struct, frozen=True):
    """Where somebody stands and what may come."""

    standing: Standing
    screening: Screening
    provisional: bool
    """Only the short list, or nothing at all, has been answered."""
    first_red: bool
    """The short list was answered last, and closes practice."""
    answered: bool
    """Any questions were ever answered."""
    due: Reason | None
    """Why the full screening comes (again) before the next session."""
    proposal: Proposal
    arrival: Arrival
    asked: bool
    """Whether it was asked, not long ago, if anything speaks against it today."""
    gate: Gate
    full_dose: bool
    """Whether the method's full dose may be chosen now."""
    pointers: tuple[Pointer, ...]

    @property
    def profile(self) -> Profile:
        return self.screening.profile


def look_ahead(tx: Tx, command: Asking) -> Ahead:
    """Everything that decides about the next session."""
    now = datetime.fromisoformat(command.now)
    read = read_standing(tx, command.rules)
    standing = read if read.screening else taken_for_true(read, command.rules, now)
    assert standing.screening is not None
    rules, screening = command.rules, standing.screening
    arrival = pending_arrival(tx, now, command.session)
    wish = wish_of(arrival, command)
    return Ahead(
        standing=standing,
        screening=screening,
        provisional=read.screening is None,
        first_red=first_red(tx, read),
        answered=read.screening is not None or first_list(tx) is not None,
        due=screening_due(read, rules, now),
        proposal=propose(standing.history, screening.profile, rules.dose, rules.checks, now),
        arrival=arrival,
        asked=was_asked(tx, now),
        gate=may_begin(standing, wish, rules, now),
        full_dose=full_dose(standing, rules, now).open,
        pointers=pointers(standing, rules.referral, rules.checks),
    )


def taken_for_true(standing: Standing, rules: SafetyRules, now: datetime) -> Standing:
    """Until the full screening is answered; the pages ask it before the first session."""
    screening, screened = provisional(rules.screening, now)
    return msgspec.structs.replace(standing, screening=screening, screened=screened)


def first_red(tx: Tx, standing: Standing) -> bool:
    """Whether the short list closes practice and no full screening came after it."""
    first = first_list(tx)
    if first is None or all(answer == "no" for answer in first.answers.values()):
        return False
    return standing.screened is None or standing.screened < datetime.fromisoformat(first.at)


def pending_arrival(tx: Tx, now: datetime, session: str = "") -> Arrival:
    """What was said on arriving, while it still holds for a session that has not begun."""
    rows = [row for row in tx.answers(ARRIVAL) if row.session in (None, "", session)]
    if not rows:
        return Arrival()
    at, arrival = datetime.fromisoformat(rows[-1].at), arrival_of(rows[-1])
    same_day = at.astimezone(now.tzinfo).date() == now.date()
    says_no = "yes" in arrival.today.values()
    return arrival if is_fresh(at, now) or (same_day and says_no) else Arrival()


def was_asked(tx: Tx, now: datetime) -> bool:
    """Whether the skip-today check was answered, for this session or one made ready a short while ago."""
    said = [(datetime.fromisoformat(row.at), arrival_of(row)) for row in tx.answers(ARRIVAL)]
    return any(arrival.today and is_fresh(at, now) for at, arrival in said)


def is_fresh(at: datetime, now: datetime) -> bool:
    """Whether it was said a short while ago, and not by a clock that was ahead."""
    return -CLOCKS_DIFFER <= now - at <= ARRIVED


def wish_of(arrival: Arrival, asking: Asking) -> Wish:
    """What the gate is asked."""
    return Wish(
        kind="spiral" if SPIRAL in asking.exercises else "session",
        accompanied=bool(arrival.present),
        override_rest=arrival.override_rest,
        skip_today=skip_today(asking.rules.checks, arrival.today) if arrival.today else SkipToday(skip=False),
        tremor=arrival.tremor,
        wall=arrival.wall,
        full_dose=arrival.full_dose,
        note_read=arrival.note_read,
        worry=arrival.worry or 0,
        eyes_closed=arrival.eyes_closed,
        own_memory=arrival.own_memory,
    )


def refuse_closed(ahead: Ahead, asking: Asking) -> None:
    """Refusals, in plain words: "reading-and-grounding-only", "locked-exercise", "rest", "arrival-first" …

    The pages ask before the first session. Where nothing was ever answered, a program begins it over the
    wire: it gets a beginner's amounts each time, and no gate that would need answers to the questions.
    """
    if ahead.first_red:
        raise Refusal("reading-and-grounding-only", RED_ONLY)
    told = ahead.answered or ahead.gate.crisis or {each.id for each in ahead.gate.reasons} & TOLD
    if not (told or SPIRAL in asking.exercises):
        return
    if ahead.gate.open:
        refuse_unasked(ahead)
        if SPIRAL in asking.exercises:
            refuse_unrated(ahead.arrival)
        return
    words = " ".join(reason.words for reason in ahead.gate.reasons)
    if SPIRAL in asking.exercises and ahead.screening.solo:
        raise Refusal("locked-exercise", f"The spiral can be read in the library. {words}")
    raise Refusal(code_of(ahead), words)


def refuse_unasked(ahead: Ahead) -> None:
    """Whoever answered all questions is asked before each session whether something speaks against it."""
    if not (ahead.provisional or ahead.asked):
        raise Refusal("arrival-first", ARRIVAL_FIRST)


def refuse_unrated(arrival: Arrival) -> None:
    """A spiral is rated before and after; without that nobody could tell a small worry from a large one."""
    if arrival.worry is None or arrival.distress is None:
        raise Refusal("arrival-first", SPIRAL_FIRST)


def code_of(ahead: Ahead) -> str:
    """A stable word for why it is closed."""
    gate, screening = ahead.gate, ahead.screening
    if gate.screen_again:
        return "screening-again"
    if gate.crisis or not (screening.solo or screening.accompanied):
        return "reading-and-grounding-only"
    if not (screening.solo or ahead.arrival.present):
        return "accompanied-only"
    return gate.reasons[0].id if gate.reasons else "closed"


ARRIVAL_FIRST = (
    "First comes how you are right now. Open Today and choose Begin; what you say there holds for two hours. "
    "A program sends it to /api/arrivals."
)
SPIRAL_FIRST = "First rate the worry that you choose, and how distressed you are right now."
RED_ONLY = (
    "From your answers, practising alone with this program is not for you at the moment. You can read "
    "everything and use grounding. A doctor, a therapist or a certified provider can look at it with you."
)


def within_of(ahead: Ahead, rules: SafetyRules) -> Within:
    """What the session keeps to: the proposal, less where chosen, more only as far as the gate lets."""
    amounts = amounts_for(ahead, rules)
    left = {rules.dose.tremor_exercise} if amounts.tremor == 0 else set()
    left |= {rules.dose.wall_exercise} if amounts.wall == 0 else set()
    forms = {SPIRAL: "eyes-closed"} if ahead.arrival.eyes_closed else {}
    fit = msgspec.structs.replace(ahead.profile.fit, forms=forms)
    return Within(limits_of(amounts), fit, frozenset(left), ahead.gate.open)


def amounts_for(ahead: Ahead, rules: SafetyRules) -> Amounts:
    """Shaking and wall sit of the next session; the gate has looked at what was chosen."""
    arrival, profile, plan = ahead.arrival, ahead.profile, ahead.proposal
    if arrival.full_dose and ahead.gate.open:
        full = most_tremor(rules.dose, profile), span(rules.dose.wall.full)
        return amounts_of(rules.dose, profile, plan.week, *full)
    return chosen(plan, profile, rules.dose, tremor=arrival.tremor, wall=arrival.wall)
