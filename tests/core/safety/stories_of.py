"""Stories for the property tests: any answers, any history, any wish."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from shipped import our_safety
from tremula.core.safety.checks import Check, Done, History
from tremula.core.safety.gates import Wish
from tremula.core.safety.screening import Clearance, grade
from tremula.core.safety.standing import Score, SpiralDone, Standing
from tremula.core.safety.stories import BEGIN, Case, answers_of

RULES = our_safety()
MINUTE = 60_000
HEALTHY = answers_of(
    RULES.screening, Case(why="nothing is the matter", ask="grade", expect={"grade": "green"})
)
SIGNS = [sign.id for sign in RULES.checks.signs]

# Each strategy is made once: Hypothesis looks through every new one, which takes longer than to draw from it.
answer_to = st.sampled_from(RULES.screening.questions).flatmap(
    lambda each: st.tuples(
        st.just(each.id),
        st.sampled_from(["yes", "no"] if each.unsure == "never" else ["yes", "no", "unsure"]),
    )
)
answers = st.lists(answer_to, max_size=5).map(lambda given: HEALTHY | dict(given))
"""Mostly well, with any complaints among them."""
clearances = st.lists(
    st.builds(
        Clearance,
        row=st.sampled_from(
            [row.id for row in RULES.screening.rows] + [rule.id for rule in RULES.referral.rules]
        ),
        who=st.sampled_from(["Dr. Weber", ""]),
        kind=st.sampled_from(["doctor", "provider", "therapist"]),
        on=st.integers(0, 100).map(lambda day: (BEGIN + timedelta(days=day)).date()),
    ),
    max_size=3,
).map(tuple)
"""Agreements of anybody to anything."""
screenings = st.builds(grade, st.just(RULES.screening), answers, clearances)


checks = st.lists(
    st.tuples(
        st.sampled_from(["evening", "next-day", "second-day"]),
        st.floats(0.05, 12),
        st.frozensets(st.sampled_from(SIGNS), max_size=2),
    ),
    max_size=2,
)
severities = st.sampled_from(["mild", "moderate", None])
kinds_of_session = st.fixed_dictionaries(
    {
        "tremor_allowed": st.sampled_from([0, 30, 60, 90, 180, 300, 480, 600, 900]).map(lambda s: s * 1000),
        "wall_allowed": st.sampled_from([0, 30, 45, 60, 90, 180, 300]).map(lambda s: s * 1000),
        "ended": st.sampled_from(["finished"] * 4 + ["stopped", "silence", "left"]),
        "cannot_stop": st.sampled_from([False] * 9 + [True]),
        "ladder": st.sampled_from([None, "usual", "sensitive", "complex"]),
    }
)
states = st.sampled_from([None] * 6 + ["freezing", "flooding", "dissociating"])
spaces = st.sampled_from([0.4, 1.0, 2.0, 2.5, 3.0, 7.0, 10.0, 25.0, 60.0])
numbers = st.integers(0, 12)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to twelve sessions of any kind with any spaces between."""
    begun, found = BEGIN, []
    for place in range(draw(numbers)):
        begun += timedelta(days=draw(spaces))
        state = draw(states)
        told = tuple(Check(when, begun + timedelta(days=after), signs) for when, after, signs in draw(checks))
        more = {"state": state, "severity": draw(severities) if state else None, "checks": told}
        found.append(Done(f"session-{place}", begun, **(draw(kinds_of_session) | more)))
    return History(tuple(found))


calm_numbers = st.integers(2, 11)
calm_spaces = st.sampled_from([2.0, 3.0, 3.5])
calm_signs = st.sampled_from(["fine"] * 6 + ["raw"])


@st.composite
def calm_histories(draw: st.DrawFn) -> History:
    """One to ten sessions as the plan would have them, almost all of them good."""
    begun, found = BEGIN, []
    for place in range(draw(calm_numbers)):
        begun += timedelta(days=draw(calm_spaces))
        check = Check("next-day", begun + timedelta(hours=15), frozenset({draw(calm_signs)}))
        found.append(Done(f"session-{place}", begun, 3 * MINUTE, checks=(check,)))
    return History(tuple(found))


days = st.floats(0, 120).map(lambda days: BEGIN + timedelta(days=days))
standings = st.builds(
    Standing,
    screening=st.none() | screenings,
    screened=st.none() | days,
    history=histories(),
    spirals=st.lists(
        st.builds(
            SpiralDone,
            begun=days,
            worry=st.integers(0, 10),
            before=st.integers(0, 10),
            after=st.none() | st.integers(0, 10),
            state=st.sampled_from([None, None, None, "freezing", "flooding", "dissociating"]),
            severity=severities,
            cannot_stop=st.sampled_from([False] * 9 + [True]),
            ended=st.sampled_from(["finished", "stopped", "silence", "left"]),
            led=st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    scores=st.lists(
        st.builds(Score, form=st.sampled_from(["pcl-5", "phq-9-item-9"]), value=st.integers(0, 3), at=days),
        max_size=2,
    ).map(tuple),
    clearances=clearances,
    shaking_outside=st.none() | days,
)
"""Anybody anywhere."""
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
