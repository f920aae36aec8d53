"""Small scripts for tests: the shared words, a settling for every posture, an exercise of given parts."""

from __future__ import annotations

from typing import Any

import msgspec

from tremula.core.exercise.fit import NEEDS, TAGS
from tremula.core.exercise.script import Library, Script, Words

WORDS = msgspec.convert(
    {
        "next": "Next: {title}.",
        "next-caption": "Next: {title}",
        "ready": {"text": "Get ready.", "caption": "Get ready"},
        "breathe-in": {"text": "Breathe in.", "caption": "In"},
        "breathe-out": {"text": "And out.", "caption": "Out"},
        "left": "left",
        "right": "right",
        "count": ["five", "four", "three", "two", "one"],
        "limited": {"wall-sit": "{to} instead of {from}", "tremor": "{to} at most instead of {from}"},
        "fit": {
            "left-out": "{title} out: {reason}.",
            "changed": "{title} changed: {about}.",
            "without": "{title} without {part}: {reason}.",
            "asked": "asked",
            "barred": "no {tag}",
            "together": " and ",
            "needs": {need: f"need {need}" for need in NEEDS},
            "tags": {tag: tag for tag in TAGS},
        },
    },
    Words,
)
SAY: dict[str, Any] = {"kind": "say", "say": "Stand well.", "caption": "Stand"}
POSTURES = ("standing", "wall", "fold", "lying", "sitting")


def part(*steps: dict[str, Any], id: str = "one", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.title(), "steps": list(steps)} | more


def script(*parts: dict[str, Any], id: str = "exercise", posture: str = "standing", **more: Any) -> Script:
    plain = {
        "id": id,
        "title": id.title(),
        "purpose": "To test.",
        "posture": posture,
        "sources": [{"title": "Made up."}],
        "read": ["Stand."],
        "segments": list(parts),
    }
    return msgspec.convert(plain | more, Script)


def library(*scripts: Script) -> Library:
    stops = {posture: [part(SAY, id=f"stop-{posture}", posture=posture, keep=True)] for posture in POSTURES}
    settle = script(part(SAY, id="look"), id="settle", posture="sitting", **{"by-posture": stops})
    return Library({each.id: each for each in (*scripts, settle)}, {}, WORDS)


def choice(
    default: int | str, low: int | str | None = None, high: int | str | None = None, **more: Any
) -> Any:
    low, high = default if low is None else low, default if high is None else high
    bounds = {"from": more.pop("from_", low), "to": more.pop("to", high)}
    return {"about": "A number.", "low": low, "default": default, "high": high} | bounds | more
