"""When to point to a person: rules as data over what is known. It refers, it never diagnoses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.checks import CheckRules
from tremula.core.safety.profile import Words
from tremula.core.safety.standing import Standing

Urgency = Literal["now", "soon", "when-you-can"]
Sees = Literal[
    "red-row", "rows", "state-moderate", "state-mild", "worse-in-a-row", "score-from", "score-up-by",
    "cannot-stop", "shaking-outside",
]  # fmt: skip


class Rule(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One rule: what it sees, from how much on, and what is then said."""

    id: Id
    sees: Sees
    words: Words
    whom: Words
    urgency: Urgency
    source: Words
    least: Annotated[int, Meta(ge=1)] = 1
    """Times, sessions in a row, or points."""
    form: Literal["pcl-5", "phq-9-item-9"] | None = None
    rows: tuple[Id, ...] = ()
    crisis: bool = False
    closes: bool = False
    """No practice alone until a professional's agreement is recorded."""


class ReferralRules(Struct, frozen=True, forbid_unknown_fields=True):
    """content/safety/referral.yaml."""

    rules: tuple[Rule, ...]
    recommended: Words
    """What guidelines recommend for PTSD."""


class Pointer(Struct, frozen=True):
    """A sentence that points to a person, most urgent first."""

    id: str
    words: str
    whom: str
    urgency: Urgency
    crisis: bool = False
    closes: bool = False
    since: datetime | None = None


def pointers(standing: Standing, rules: ReferralRules, checks: CheckRules) -> tuple[Pointer, ...]:
    """Every rule that applies, most urgent first."""
    raise NotImplementedError
