"""Random small timelines and random things that people do, for tests that hold whatever happens."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

POSTURES = ("standing", "wall", "fold", "lying", "sitting")
KINDS = [
    "start",
    "tick",
    "pause",
    "resume",
    "back",
    "skip",
    "skip-exercise",
    "repeat",
    "longer",
    "enough",
    "too-much",
    "fine",
    "gap",
    "stop",
    "settled",
    "left",
]


def cue(at: int, text: str) -> dict[str, Any]:
    return {"at": at, "kind": "say", "text": text, "caption": text}


# Each strategy is made once: Hypothesis looks through every new one, which takes longer than to draw from it.
COIN = st.booleans()
SECONDS = st.integers(0, 9)
THIRD = st.integers(0, 2)
SIXTH = st.integers(0, 5)
POSTURE = st.sampled_from(POSTURES)
KIND = st.sampled_from(["fixed", "stretchable", "open"])
MOMENTS = {length: st.lists(st.integers(0, length), max_size=3) for length in range(0, 10_000, 1_000)}
STARTS = {length: st.integers(0, length) for length in MOMENTS}
STRETCH = st.integers(1, 4_000)
MOST = st.integers(0, 3)
COUNT = st.integers(1, 7)
CAP = st.none() | st.integers(1, 15_000)
EASIER = st.sampled_from(["", "easier"])
READY = st.integers(0, 3_000)
CHECK_IN = st.fixed_dictionaries(
    {
        "first": st.integers(0, 8_000),
        "every": st.integers(1_000, 8_000),
        "window": st.integers(500, 3_000),
        "cap": st.integers(1, 25_000),
    }
)


@st.composite
def segments(draw: st.DrawFn, name: str, *, tremor: bool, easier: str = "") -> dict[str, Any]:
    length = draw(SECONDS) * 1_000
    moments = sorted(draw(MOMENTS[length]))
    segment: dict[str, Any] = {
        "id": name,
        "chapter": name[0],
        "title": name,
        "posture": "lying" if tremor else draw(POSTURE),
        "length": length,
        "cues": [cue(at, f"{name} {at}") for at in moments],
        "kind": "open" if tremor else draw(KIND),
        "tremor": tremor,
        "keep": draw(SIXTH) == 0,
        "easier": easier,
        "effort": not tremor and draw(THIRD) == 0,
    }
    if segment["kind"] == "stretchable":
        segment["stretch"] = {"start": draw(STARTS[length]), "by": draw(STRETCH), "most": draw(MOST)}
    return segment


@st.composite
def timelines(draw: st.DrawFn) -> dict[str, Any]:
    """A timeline as JSON: up to seven segments in up to three chapters, one easier way, tremor, effort."""
    count = draw(COUNT)
    shaking = [draw(COIN) for _ in range(count)]
    names = [f"{'abc'[n * 3 // count]}{n}" for n in range(count)]
    easy = [not tremor and draw(COIN) for tremor in shaking]
    main = [
        draw(segments(name, tremor=tremor, easier="easier" if easier else ""))
        for name, tremor, easier in zip(names, shaking, easy, strict=True)
    ]
    branch = [draw(segments("e0", tremor=False)), draw(segments("e1", tremor=False)) | {"carries": True}]
    branch[1]["easier"] = draw(EASIER)
    cap = draw(CAP)
    return ({} if cap is None else {"effort_cap": cap}) | {
        "dose": "low",
        "chapters": [{"id": name, "title": name} for name in dict.fromkeys(n[0] for n in names)],
        "segments": main,
        "branches": {
            "easier": branch,
            **{
                f"settle/{p}": [draw(segments(f"s-{p}", tremor=False)) | {"posture": p, "effort": False}]
                for p in POSTURES
            },
        },
        "ready": {"at": 0, "kind": "ready", "lasts": draw(READY), "text": "ready"},
        "check_in": draw(CHECK_IN) | {"question": cue(0, "fine?"), "again": cue(0, "fine? again")},
    }


BEGIN = st.integers(0, 50)
TENTH = st.integers(0, 9)
KINDS_DRAWN = st.lists(st.sampled_from([*KINDS, "tick", "tick", "resume", "fine"]), max_size=25)
STEP = st.one_of(st.integers(-200, 6_000), st.sampled_from([0, 1_000, 61_000, 121_000, 1_800_000]))
LOST = st.one_of(st.integers(0, 5_000), st.sampled_from([20_000, 1_900_000]))


@st.composite
def doings(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Events as (kind, at, lost), mostly begun by a start; now and then a clock that goes backwards."""
    events = [("start", draw(BEGIN), 0)] if draw(TENTH) else []
    at = 0
    for kind in draw(KINDS_DRAWN):
        at += draw(STEP)
        lost = draw(LOST)
        events.append((kind, at, lost if kind == "gap" else 0))
    return events
