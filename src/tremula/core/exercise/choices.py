"""What a dose makes of a script's choices, and where a safety limit lowers them. It knows no segment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tremula.core.exercise.script import Choice, Dose, Limits, Number, Script, Words
from tremula.core.units import Amount, amount, spoken_span


class Chosen(NamedTuple):
    """One choice in a session: its amount, the most it may grow to, and what it was before a limit."""

    value: Amount
    most: Amount
    asked: Amount


class UnknownChoice(KeyError):
    """A `$name` that is none of the script's choices."""


def choose(script: Script, dose: Dose, limits: Limits) -> dict[str, Chosen]:
    """Every choice of a script at this dose, under these limits."""
    ruled = limits.amounts.get(script.id, {})
    return {name: chosen(choice, dose, limits, ruled.get(name)) for name, choice in script.choices.items()}


def chosen(choice: Choice, dose: Dose, limits: Limits, ruled: int | None = None) -> Chosen:
    """One choice at this dose, or at the amount that a rule gives."""
    asked, most = amount(getattr(choice, dose)), amount(choice.to)
    if ruled is not None:
        asked = Amount(min(max(ruled, amount(choice.from_).number), most.number), most.unit)
    limit = limits.of(choice.limit)
    if limit is None:
        return Chosen(asked, most, asked)
    return Chosen(_at_most(asked, limit), _at_most(most, limit), asked)


def _at_most(value: Amount, limit: int) -> Amount:
    return Amount(min(value.number, limit), value.unit)


def filled(number: Number, choices: Mapping[str, Chosen]) -> Amount:
    """The amount that a number in a step stands for. Raises UnknownChoice or BadAmount."""
    if isinstance(number, str) and number.startswith("$"):
        if number[1:] not in choices:
            raise UnknownChoice(number[1:])
        return choices[number[1:]].value
    return amount(number)


def notes(script: Script, dose: Dose, limits: Limits, words: Words) -> Iterator[str]:
    """One sentence for each number that a limit lowered."""
    for name, choice in script.choices.items():
        value, _, asked = choose(script, dose, limits)[name]
        if choice.limit and value != asked:
            told = words.limited[choice.limit].replace("{from}", spoken_span(asked.whole))
            yield told.replace("{to}", spoken_span(value.whole))
