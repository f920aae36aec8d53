"""What a body asks for: needs, barred tags, exercises left out, forms chosen. It chooses no variant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, get_args

from msgspec import Struct

from tremula.core.failure import Refusal

Tag = Literal[
    "standing", "wall", "head-down", "spine-flexed", "bow", "twisted", "lying", "sitting", "floor",
    "chair", "bed", "one-leg", "balance", "knees", "calf-load", "low-back", "hips-open", "wall-low",
    "hang", "eyes-closed", "imagery",
]  # fmt: skip
"""What a segment asks of a body. `wall-low`: a knee angle under 135 degrees at the wall; `hang`: hanging
after it; `floor`, `chair` and `bed`: what carries the person who lies or sits."""
BodyNeed = Literal[
    "balance", "calf", "knee", "back", "hips", "eyes", "pressure", "bones", "cannot-stand", "chair", "bed",
]  # fmt: skip
"""`chair` and `bed` mean practising there all through: no standing, no floor. Both: on either."""
TAGS: tuple[Tag, ...] = get_args(Tag)
NEEDS: tuple[BodyNeed, ...] = get_args(BodyNeed)

UPRIGHT: frozenset[Tag] = frozenset({"standing", "wall"})
PLACES: frozenset[Tag] = frozenset({"floor", "chair", "bed"})
# docs/explanation/safety.md: the screening's table and "Body fit".
BARS: Mapping[BodyNeed, frozenset[Tag]] = {
    "balance": frozenset({"balance"}),
    "calf": frozenset({"calf-load"}),
    "knee": frozenset({"knees"}),
    "back": frozenset({"low-back"}),
    "hips": frozenset({"hips-open"}),
    "eyes": frozenset({"head-down"}),
    "pressure": frozenset({"head-down", "wall-low"}),
    "bones": frozenset({"spine-flexed", "bow", "twisted"}),
    "cannot-stand": UPRIGHT,
    "chair": UPRIGHT,
    "bed": UPRIGHT,
}


class Fit(Struct, frozen=True):
    """A body's needs, tags that never come, exercises left out, and the form chosen of an exercise."""

    needs: frozenset[BodyNeed] = frozenset()
    barred: frozenset[Tag] = frozenset()
    """Beyond what the needs bar by themselves."""
    leave_out: frozenset[str] = frozenset()
    forms: Mapping[str, str] = {}
    """The variant that a person asks for, by exercise, for instance spiral: eyes-closed."""


EVERYBODY = Fit()


def fit_for(needs: Collection[str]) -> Fit:
    """The fit of these needs alone. Refusal "unknown-need"."""
    known = [need for need in NEEDS if need in set(needs)]
    if unknown := sorted(set(needs).difference(NEEDS)):
        words = f"“{unknown[0][:40]}” is no need of a body here. There are: {', '.join(NEEDS)}."
        raise Refusal("unknown-need", words)
    return Fit(needs=frozenset(known))


def barred_tags(fit: Fit) -> frozenset[Tag]:
    """All tags that no segment of this person's session may carry."""
    by_needs = frozenset(tag for need in fit.needs for tag in BARS[need])
    return fit.barred | by_needs | (PLACES - places(fit.needs))


def places(needs: frozenset[BodyNeed]) -> frozenset[Tag]:
    """What may carry a person: chair and bed where named; else the floor, and a chair for who can stand."""
    named: frozenset[Tag] = frozenset(place for place in ("chair", "bed") if place in needs)
    if named:
        return named
    return frozenset({"floor"}) if "cannot-stand" in needs else frozenset({"floor", "chair"})


def barring(fit: Fit, tag: Tag) -> BodyNeed | None:
    """The first need of the closed list that bars this tag; None when only `barred` does."""
    own = (need for need in NEEDS if need in fit.needs and tag in BARS[need])
    by_place = (need for need in ("chair", "bed", "cannot-stand") if need in fit.needs and tag in PLACES)
    return next(own, None) or next(by_place, None)
