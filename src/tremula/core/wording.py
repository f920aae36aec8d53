"""What texts of content are made of: their lengths, the grade of a fact, and that nothing unknown passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1, max_length=700)]
Short = Annotated[str, Meta(min_length=1, max_length=120)]
Grade = Literal["A", "B", "C", "D"]
"""Where a fact comes from: a paper or guideline, a provider, a blog or forum, our own choice."""
GRADES: Mapping[str, str] = {
    "A": "a paper or an official guideline",
    "B": "the method’s official page or a certified provider",
    "C": "a blog, a forum or a news report",
    "D": "our own choice",
}


class Strict(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Base of what content files hold: nothing unknown is let through."""
