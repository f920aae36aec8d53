"""What a person has not yet told about a state that a session was left in. It asks, and never guesses."""

from __future__ import annotations

from datetime import datetime

from tremula.core.safety.checks import Done
from tremula.core.safety.referral import ReferralRules, agreed_since
from tremula.core.safety.standing import SpiralDone, Standing


def untold(standing: Standing, rules: ReferralRules) -> Done | SpiralDone | None:
    """The last session or spiral with a state that may have been more than mild, as nobody told."""
    both: tuple[Done | SpiralDone, ...] = (*standing.history.sessions, *standing.spirals)
    open_ones = [
        each
        for each in both
        if each.state is not None and each.severity is None and not heard_since(standing, rules, each.begun)
    ]
    return max(open_ones, key=lambda each: each.begun, default=None)


def heard_since(standing: Standing, rules: ReferralRules, since: datetime) -> bool:
    """Whether a professional has agreed after it as if it had been more than mild."""
    strong = (rule for rule in rules.rules if rule.sees == "state-moderate")
    return any(agreed_since(rule, standing, since) for rule in strong)
