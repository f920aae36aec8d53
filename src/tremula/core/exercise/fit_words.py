"""The sentences that tell what a body's fit left out or changed, as they stand in a language's words."""

from __future__ import annotations

from msgspec import Struct, field

from tremula.core.exercise.fit import BodyNeed, Tag


class FitWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a body's fit changed, in sentences. {title}, {about}, {part}, {reason} and {tag} are put in."""

    left_out: str = field(name="left-out")
    changed: str
    without: str
    asked: str
    """The reason when nothing of the body bars it, but the answers leave it out."""
    barred: str
    """The reason for a {tag} that no need explains."""
    together: str
    """Between two reasons."""
    needs: dict[BodyNeed, str]
    tags: dict[Tag, str]
