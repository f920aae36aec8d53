"""The other amounts that a person may choose today: less of everything, more where the plan has room.

It opens no gate.
"""

from __future__ import annotations

from msgspec import Struct

from tremula.core.safety.dose import Proposal
from tremula.core.safety.ladders import DoseRules
from tremula.core.units import span

MINUTE = 60_000
SHORTEST = 10_000
"""No sit and no shaking is led for less."""


class Offers(Struct, frozen=True):
    """Amounts beside the proposed ones, in ms, smallest first; 0 leaves the exercise out."""

    tremor_less: tuple[int, ...]
    tremor_more: tuple[int, ...]
    wall_less: tuple[int, ...]
    wall_more: tuple[int, ...]
    """Sits up to the top of the way up."""
    wall_long: tuple[int, ...]
    """The method's own sits, in whole minutes; they come after the note on blood pressure."""


def offers(proposal: Proposal, rules: DoseRules) -> Offers:
    """What may be chosen instead; the gate looks at it once more when it is chosen."""
    now, most, top = proposal.amounts, proposal.most, span(rules.wall.top)
    long = range(top, most.wall + 1, MINUTE) if most.wall > top else ()
    return Offers(
        tremor_less=less_than(now.tremor),
        tremor_more=(most.tremor,) if most.tremor > now.tremor else (),
        wall_less=less_than(now.wall),
        wall_more=(min(most.wall, top),) if min(most.wall, top) > now.wall > 0 else (),
        wall_long=tuple(sit for sit in long if sit > now.wall),
    )


def less_than(amount: int) -> tuple[int, ...]:
    """Nothing, and half of it."""
    if amount == 0:
        return ()
    half = amount // 2
    return (0, half) if half >= SHORTEST else (0,)
