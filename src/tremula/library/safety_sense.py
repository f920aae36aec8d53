"""What makes sense in content/safety: names that exist, times that are times, caps that safety sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import get_args

from tremula.core.safety.checks import CheckRules
from tremula.core.safety.ladders import REASONS as DOSE_REASONS
from tremula.core.safety.ladders import DoseRules, LadderRules
from tremula.core.safety.profile import Ladder
from tremula.core.safety.questions import Row, ScreeningRules
from tremula.core.safety.referral import ReferralRules
from tremula.core.safety.rules import REASONS as GATE_REASONS
from tremula.core.safety.rules import GateRules
from tremula.core.units import Amount, BadAmount, Unit, amount
from tremula.library.nodes import Path
from tremula.library.numbers import CALLED, MOST_TREMOR
from tremula.library.shape import instead

Wrong = tuple[Path, str]
MOST_WALL = 5 * 60_000
HIGH_SEAT = 120
LADDERS: tuple[str, ...] = get_args(Ladder)


def screening_sense(rules: ScreeningRules) -> Iterator[Wrong]:
    """Questions and rows that know each other, and caps within those of everybody."""
    questions = [question.id for question in rules.questions]
    yield from twice(questions, ("questions",))
    yield from twice([row.id for row in rules.rows], ("rows",))
    for place, question in enumerate(rules.questions):
        if question.after is not None and question.after not in questions[:place]:
            here = question.after in questions
            way_out = "put this question behind it" if here else instead(question.after, questions)
            what = f"“{question.after}” is no question before this one; {way_out}"
            yield ("questions", place, "after"), what
    for place, row in enumerate(rules.rows):
        yield from row_sense(row, ("rows", place), rules)
    used = {id for row in rules.rows for id in (*row.when, *row.unless)}
    for place, id in enumerate(questions):
        if id not in used:
            yield (
                ("questions", place),
                f"no row reads the answer to “{id}”; add a row, or take the question away",
            )
    yield from caps_sense(rules)


def row_sense(row: Row, path: Path, rules: ScreeningRules) -> Iterator[Wrong]:
    """A row that can apply, names what exists, and can be lifted only where it is RED."""
    questions = [question.id for question in rules.questions]
    for key, ids in (("when", row.when), ("unless", row.unless)):
        for place, id in enumerate(ids):
            yield from known(id, questions, (*path, key, place), "question")
    for place, id in enumerate(row.ask):
        yield from known(id, rules.people, (*path, "ask", place), "person under “people”")
    for place, id in enumerate(row.effects.before):
        yield from known(id, rules.before, (*path, "effects", "before", place), "sentence under “before”")
    if not row.when and not row.unless:
        yield path, "this row would apply to everybody; add “when: [a question]”"
    if row.grade != "red" and (row.crisis or row.lifted_by != "nobody"):
        yield path, "only a red row can be a crisis or be lifted; take that line away, or write “grade: red”"
    if row.lifted_days and row.lifted_by not in ("doctor", "doctor-and-provider"):
        yield (*path, "lifted-days"), "only a doctor’s agreement runs out; take the line away"
    if row.crisis and row.lifted_by != "nobody":
        yield (*path, "lifted-by"), "nobody lifts a crisis; take the line away"
    if row.grade != "fit" and not row.ask:
        yield path, "a red or amber row says whom to ask; add “ask: [doctor]” or another of “people”"
    spans: dict[str, str | None] = {
        "tremor": row.effects.tremor,
        "wall-total": row.effects.wall_total,
        "wall-once": row.effects.wall_once,
    }
    for name, written in spans.items():
        if written is not None:
            yield from within(written, "ms", (*path, "effects", name))
    if row.effects.knee_angle is not None:
        yield from within(row.effects.knee_angle, "deg", (*path, "effects", "knee-angle"), HIGH_SEAT, 180)


def caps_sense(rules: ScreeningRules) -> Iterator[Wrong]:
    """The caps of everybody do not pass those of safety."""
    yield from within(rules.caps.tremor, "ms", ("caps", "tremor"), most=MOST_TREMOR)
    yield from within(rules.caps.wall_total, "ms", ("caps", "wall-total"), most=MOST_WALL)
    yield from within(rules.caps.wall_once, "ms", ("caps", "wall-once"), most=MOST_WALL)
    yield from within(rules.caps.knee_angle, "deg", ("caps", "knee-angle"), HIGH_SEAT, 180)
    yield from all_there(LADDERS, rules.ladder_caps, ("ladder-caps",))
    for name, cap in rules.ladder_caps.items():
        yield from within(cap, "ms", ("ladder-caps", name), most=MOST_TREMOR)


def check_sense(rules: CheckRules) -> Iterator[Wrong]:
    """Signs of both kinds, each once."""
    yield from twice([sign.id for sign in rules.signs], ("signs",))
    yield from twice([each.id for each in rules.not_today], ("not-today",))
    if len({sign.worse for sign in rules.signs}) < 2:
        yield ("signs",), "there must be signs of feeling worse and of feeling well; add the missing kind"
    if not any(each.crisis for each in rules.not_today):
        yield ("not-today",), "the question about a crisis is missing; add one with “crisis: true”"


def dose_sense(rules: DoseRules) -> Iterator[Wrong]:
    """Ladders that rise by small steps to their cap, and a wall sit within its limits."""
    yield from all_there(LADDERS, rules.ladders, ("ladders",))
    most_up = list(within(rules.most_up, "ms", ("most-up",), most=2 * 60_000))
    yield from most_up
    for name in ("least_tremor", "longest_stop"):
        yield from within(getattr(rules, name), "ms", (name.replace("_", "-"),))
    for name, ladder in rules.ladders.items():
        wrong = list(ladder_times(ladder, ("ladders", name)))
        yield from wrong
        if not wrong and not most_up:
            yield from ladder_sense(ladder, ("ladders", name), amount(rules.most_up).whole)
    yield from wall_sense(rules)
    for name in ("around", "longer_rest", "exercise"):
        yield from within(getattr(rules.lengths, name), "ms", ("lengths", name.replace("_", "-")))
    for key in ("tremor_exercise", "wall_exercise"):
        yield from known(
            getattr(rules, key), rules.exercises, (key.replace("_", "-"),), "exercise of the list"
        )
    if rules.quotas[0].week != 1:
        yield ("quotas", 0, "week"), "the first line is for week 1; write “week: 1”"
    yield from all_there(DOSE_REASONS, rules.reasons, ("reasons",))


def ladder_times(ladder: LadderRules, path: Path) -> Iterator[Wrong]:
    """Every time of a ladder is one, and none passes the most tremor of all."""
    for key in ("start", "cap", "stop"):
        yield from within(getattr(ladder, key), "ms", (*path, key), 1, MOST_TREMOR)
    for place, rung in enumerate(ladder.rungs):
        yield from within(rung.tremor, "ms", (*path, "rungs", place, "tremor"), 1, MOST_TREMOR)


def ladder_sense(ladder: LadderRules, path: Path, most_up: int) -> Iterator[Wrong]:
    """From rung to rung more, never more than the most step, never in an earlier week."""
    rungs = [amount(rung.tremor).whole for rung in ladder.rungs]
    for place, (lower, upper) in enumerate(pairwise(rungs), 1):
        here = (*path, "rungs", place)
        if upper <= lower:
            yield (*here, "tremor"), "a rung is more than the one before; put the rungs in order"
        elif upper - lower > most_up:
            yield (*here, "tremor"), "this step is larger than “most-up”; add a rung between"
        if ladder.rungs[place].week < ladder.rungs[place - 1].week:
            yield (*here, "week"), "this rung comes in an earlier week than the one before; raise “week”"
    if amount(ladder.start).whole not in rungs:
        yield (*path, "start"), "the start is no rung; add it to “rungs”"
    if amount(ladder.cap).whole != rungs[-1]:
        yield (*path, "cap"), "the cap is not the last rung; make them the same"


def wall_sense(rules: DoseRules) -> Iterator[Wrong]:
    """The wall sit grows from short to the method's most."""
    names = ("least", "start", "once_at_first", "total_at_first", "step", "top", "full")
    wrong = [
        each
        for name in names
        for each in within(getattr(rules.wall, name), "ms", ("wall", name.replace("_", "-")), 1, MOST_WALL)
    ]
    yield from wrong
    if wrong:
        return
    for lower, upper in (("least", "start"), ("start", "once_at_first"), ("once_at_first", "total_at_first"),
                         ("start", "top"), ("top", "full")):  # fmt: skip
        if amount(getattr(rules.wall, lower)).number > amount(getattr(rules.wall, upper)).number:
            key = upper.replace("_", "-")
            yield ("wall", key), f"“{key}” is smaller than “{lower.replace('_', '-')}”; make it as large"


def gate_sense(rules: GateRules) -> Iterator[Wrong]:
    """Every closed gate has its sentence, and its times are times."""
    yield from all_there(GATE_REASONS, rules.reasons, ("reasons",))
    yield from within(rules.spiral.most, "ms", ("spiral", "most"), 1, MOST_WALL)
    yield from within(rules.full_dose.tremor, "ms", ("full-dose", "tremor"), 1, MOST_TREMOR)
    yield from within(rules.full_dose.wall, "ms", ("full-dose", "wall"), 1, MOST_WALL)


def referral_sense(rules: ReferralRules, screening: ScreeningRules | None) -> Iterator[Wrong]:
    """Rules that name the form or the rows that they read."""
    yield from twice([rule.id for rule in rules.rules], ("rules",))
    for place, rule in enumerate(rules.rules):
        path = ("rules", place)
        if rule.sees.startswith("score") != (rule.form is not None):
            yield path, "“form” belongs to a rule that sees a score, and only there"
        if (rule.sees == "rows") != bool(rule.rows):
            yield path, "“rows” belongs to a rule that sees rows, and only there"
        if rule.closes != "nothing" and not rule.agrees:
            yield path, "what closes practice says whose agreement opens it; add “agrees: [doctor]”"
        if rule.agrees and rule.sees in ("red-row", "rows"):
            yield (
                (*path, "agrees"),
                "this rule ends with the answers, not with an agreement; take the line away",
            )
        if rule.crisis and rule.urgency != "now":
            yield (*path, "urgency"), "a crisis cannot wait; write “urgency: now”"
        for index, row in enumerate(rule.rows if screening else ()):
            rows = [each.id for each in screening.rows] if screening else []
            yield from known(row, rows, (*path, "rows", index), "row of screening.yaml")


def known(id: str, there: Collection[str], path: Path, what: str) -> Iterator[Wrong]:
    """A name of something that exists."""
    if id not in there:
        yield path, f"“{id}” is no {what}; {instead(id, list(there))}"


def twice(ids: Sequence[str], path: Path) -> Iterator[Wrong]:
    """Each id once."""
    for place, id in enumerate(ids):
        if id in ids[:place]:
            yield (*path, place, "id"), f"“{id}” is there already; choose another id"


def all_there(needed: Sequence[str], there: Collection[str], path: Path) -> Iterator[Wrong]:
    """Nothing that the rules say is missing, and nothing is there that nobody says."""
    for id in needed:
        if id not in there:
            yield path, f"“{id}” is missing; add a line “{id}: …”"
    for id in there:
        if id not in needed:
            yield (*path, id), f"“{id}” is not known here; {instead(id, list(needed))}"


def within(
    written: str, unit: Unit, path: Path, least: float = 0, most: float | None = None
) -> Iterator[Wrong]:
    """An amount of this unit, between these bounds."""
    try:
        read: Amount = amount(written)
    except BadAmount as error:
        yield path, str(error)
        return
    if read.unit != unit:
        yield path, f"{CALLED[unit]} must stand here, but {written} is {CALLED[read.unit]}"
    elif read.number < least:
        yield path, f"{written} is too little here; safety asks for more"
    elif most is not None and read.number > most:
        yield path, f"{written} is more than safety allows here; write less"
