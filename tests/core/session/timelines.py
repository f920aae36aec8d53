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


@st.composite
def segments(draw: st.DrawFn, name: str, *, tremor: bool, easier: str = "") -> dict[str, Any]:
    length = draw(st.integers(0, 9)) * 1_000
    moments = sorted(draw(st.lists(st.integers(0, length), max_size=3)))
    segment: dict[str, Any] = {
        "id": name,
        "chapter": name[0],
        "title": name,
        "posture": "lying" if tremor else draw(st.sampled_from(POSTURES)),
        "length": length,
        "cues": [cue(at, f"{name} {at}") for at in moments],
        "kind": "open" if tremor else draw(st.sampled_from(["fixed", "stretchable", "open"])),
        "tremor": tremor,
        "keep": draw(st.integers(0, 5)) == 0,
        "easier": easier,
        "effort": not tremor and draw(st.integers(0, 2)) == 0,
    }
    if segment["kind"] == "stretchable":
        start = draw(st.integers(0, length))
        segment["stretch"] = {
            "start": start,
            "by": draw(st.integers(1, 4_000)),
            "most": draw(st.integers(0, 3)),
        }
    return segment


@st.composite
def timelines(draw: st.DrawFn) -> dict[str, Any]:
    """A timeline as JSON: up to seven segments in up to three chapters, one easier way, tremor, effort."""
    count = draw(st.integers(1, 7))
    shaking = [draw(st.booleans()) for _ in range(count)]
    names = [f"{'abc'[n * 3 // count]}{n}" for n in range(count)]
    easy = [not tremor and draw(st.booleans()) for tremor in shaking]
    main = [
        draw(segments(name, tremor=tremor, easier="easier" if easier else ""))
        for name, tremor, easier in zip(names, shaking, easy, strict=True)
    ]
    branch = [draw(segments("e0", tremor=False)), draw(segments("e1", tremor=False)) | {"carries": True}]
    branch[1]["easier"] = draw(st.sampled_from(["", "easier"]))
    cap = draw(st.none() | st.integers(1, 15_000))
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
        "ready": {"at": 0, "kind": "ready", "lasts": draw(st.integers(0, 3_000)), "text": "ready"},
        "check_in": {
            "first": draw(st.integers(0, 8_000)),
            "every": draw(st.integers(1_000, 8_000)),
            "window": draw(st.integers(500, 3_000)),
            "cap": draw(st.integers(1, 25_000)),
            "question": cue(0, "fine?"),
            "again": cue(0, "fine? again"),
        },
    }


@st.composite
def doings(draw: st.DrawFn, most: int = 25) -> list[tuple[str, int, int]]:
    """Events as (kind, at, lost), mostly begun by a start; now and then a clock that goes backwards."""
    events = [("start", draw(st.integers(0, 50)), 0)] if draw(st.integers(0, 9)) else []
    at = 0
    for kind in draw(st.lists(st.sampled_from([*KINDS, "tick", "tick", "resume", "fine"]), max_size=most)):
        at += draw(
            st.one_of(st.integers(-200, 6_000), st.sampled_from([0, 1_000, 61_000, 121_000, 1_800_000]))
        )
        lost = draw(st.one_of(st.integers(0, 5_000), st.sampled_from([20_000, 1_900_000])))
        events.append((kind, at, lost if kind == "gap" else 0))
    return events
