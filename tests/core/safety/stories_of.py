"""Stories for the property tests: any answers, any history, any wish."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st

from tremula.core.safety.checks import Check, Done, History
from tremula.core.safety.gates import Wish
from tremula.core.safety.screening import Clearance, Screening, grade
from tremula.core.safety.standing import Score, SpiralDone, Standing
from tremula.core.safety.stories import BEGIN, Case, answers_of
from tremula.library.safety import read_safety

RULES = read_safety(Path(__file__).parents[3] / "content")
MINUTE = 60_000
HEALTHY = answers_of(
    RULES.screening, Case(why="nothing is the matter", ask="grade", expect={"grade": "green"})
)
SIGNS = [sign.id for sign in RULES.checks.signs]


@st.composite
def answers(draw: st.DrawFn) -> dict[str, str]:
    """Mostly well, with any complaints among them."""
    changed = draw(st.lists(st.sampled_from(RULES.screening.questions), max_size=5))
    given = {
        each.id: draw(st.sampled_from(["yes", "no"] if each.unsure == "never" else ["yes", "no", "unsure"]))
        for each in changed
    }
    return HEALTHY | given


@st.composite
def clearances(draw: st.DrawFn) -> tuple[Clearance, ...]:
    """Agreements of anybody to anything."""
    rows = [row.id for row in RULES.screening.rows] + [rule.id for rule in RULES.referral.rules]
    made = st.builds(
        Clearance,
        row=st.sampled_from(rows),
        who=st.sampled_from(["Dr. Weber", ""]),
        kind=st.sampled_from(["doctor", "provider", "therapist"]),
        on=st.integers(0, 100).map(lambda day: (BEGIN + timedelta(days=day)).date()),
    )
    return tuple(draw(st.lists(made, max_size=3)))


@st.composite
def screenings(draw: st.DrawFn) -> Screening:
    """Any screening."""
    return grade(RULES.screening, draw(answers()), draw(clearances()))  # type: ignore[arg-type]


checks = st.lists(
    st.tuples(
        st.sampled_from(["evening", "next-day", "second-day"]),
        st.floats(0.05, 12),
        st.frozensets(st.sampled_from(SIGNS), max_size=2),
    ),
    max_size=2,
)


@st.composite
def dones(draw: st.DrawFn, day: float, place: int) -> Done:
    """A session of any kind on this day."""
    begun = BEGIN + timedelta(days=day)
    state = draw(st.sampled_from([None] * 6 + ["freezing", "flooding", "dissociating"]))
    return Done(
        id=f"session-{place}",
        begun=begun,
        tremor_allowed=draw(st.sampled_from([0, 30, 60, 90, 180, 300, 480, 600, 900])) * 1000,
        wall_allowed=draw(st.sampled_from([0, 30, 45, 60, 90, 180, 300])) * 1000,
        ended=draw(st.sampled_from(["finished"] * 4 + ["stopped", "silence", "left"])),
        state=state,
        severity=draw(st.sampled_from(["mild", "moderate", None])) if state else None,
        cannot_stop=draw(st.sampled_from([False] * 9 + [True])),
        checks=tuple(
            Check(when, begun + timedelta(days=after), signs) for when, after, signs in draw(checks)
        ),
        ladder=draw(st.sampled_from([None, "usual", "sensitive", "complex"])),
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to twelve sessions with any spaces between."""
    day, found = 0.0, []
    for place in range(draw(st.integers(0, 12))):
        day += draw(st.sampled_from([0.4, 1.0, 2.0, 2.5, 3.0, 7.0, 10.0, 25.0, 60.0]))
        found.append(draw(dones(day, place)))
    return History(tuple(found))


@st.composite
def calm_histories(draw: st.DrawFn) -> History:
    """One to ten sessions as the plan would have them, almost all of them good."""
    day, found = 0.0, []
    for place in range(draw(st.integers(2, 11))):
        day += draw(st.sampled_from([2.0, 3.0, 3.5]))
        begun = BEGIN + timedelta(days=day)
        sign = draw(st.sampled_from(["fine"] * 6 + ["raw"]))
        check = Check("next-day", begun + timedelta(hours=15), frozenset({sign}))
        found.append(Done(f"session-{place}", begun, 3 * MINUTE, checks=(check,)))
    return History(tuple(found))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Anybody anywhere."""
    day = st.floats(0, 120).map(lambda days: BEGIN + timedelta(days=days))
    score = st.builds(Score, form=st.sampled_from(["pcl-5", "phq-9-item-9"]), value=st.integers(0, 3), at=day)
    spiral = st.builds(
        SpiralDone,
        begun=day,
        worry=st.integers(0, 10),
        before=st.integers(0, 10),
        after=st.none() | st.integers(0, 10),
        state=st.sampled_from([None, None, None, "freezing", "flooding", "dissociating"]),
        severity=st.sampled_from([None, "mild", "moderate"]),
        cannot_stop=st.sampled_from([False] * 9 + [True]),
        ended=st.sampled_from(["finished", "stopped", "silence", "left"]),
        led=st.booleans(),
    )
    return Standing(
        screening=draw(st.none() | screenings()),
        screened=draw(st.none() | day),
        history=draw(histories()),
        spirals=tuple(draw(st.lists(spiral, max_size=4))),
        scores=tuple(draw(st.lists(score, max_size=2))),
        clearances=draw(clearances()),
        shaking_outside=draw(st.none() | day),
    )


wishes = st.builds(
    Wish,
    kind=st.sampled_from(["session", "spiral"]),
    accompanied=st.booleans(),
    override_rest=st.booleans(),
    tremor=st.none() | st.integers(0, 20 * MINUTE),
    wall=st.none() | st.integers(0, 6 * MINUTE),
    full_dose=st.booleans(),
    note_read=st.booleans(),
    worry=st.integers(0, 10),
    eyes_closed=st.booleans(),
    own_memory=st.booleans(),
)
moments = st.floats(0, 150).map(lambda days: BEGIN + timedelta(days=days))
