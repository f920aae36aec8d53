"""Rules about numbers: amounts with the right unit, choices within their bounds, names that are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tremula.core.exercise.script import Choice, Script, Step
from tremula.core.units import Amount, BadAmount, Unit, amount
from tremula.library.nodes import Path
from tremula.library.shape import instead
from tremula.library.walk import during_of, parts_of, steps_of

Wrong = tuple[Path, str]
BOUNDS = ("from", "low", "default", "high", "to")
CALLED: dict[Unit, str] = {"": "a count", "ms": "a span of time", "cm": "a length in cm", "deg": "an angle"}
UNITS: dict[str, Unit] = {
    "pause": "ms", "lasts": "ms", "over": "ms", "hold": "ms", "inhale": "ms", "exhale": "ms", "shake": "ms",
    "rest": "ms", "chime": "ms", "tremor": "ms", "at": "ms", "every": "ms", "by": "ms", "first": "ms",
    "window": "ms", "cap": "ms", "breathe": "", "repeat": "", "stops": "", "cm": "cm",
}  # fmt: skip
MOST_TREMOR = 15 * 60_000
MOST_LIMITED = {
    "tremor": (MOST_TREMOR, "more than 15 minutes of tremor is never given; write 15 min or less"),
    "wall-sit": (5 * 60_000, "more than 5 minutes at the wall is never given; write 5 min or less"),
}
MOST: dict[Unit, tuple[int, str]] = {
    "": (100, "100"), "ms": (60 * 60_000, "60 min"), "cm": (300, "300 cm"), "deg": (360, "360 deg"),
}  # fmt: skip
"""More than this is a slip of the pen, and would be compiled to thousands of cues."""
WITHIN: dict[tuple[str, ...], tuple[str, str]] = {
    ("every",): ("1 s", "60 min"), ("by",): ("1 s", "60 min"),
    ("check-ins", "first"): ("10 s", "60 s"), ("check-ins", "every"): ("30 s", "90 s"),
    ("check-ins", "window"): ("5 s", "15 s"),
}  # fmt: skip
"""What safety asks of some keys: nobody shakes unasked for long, and silence settles within 30 s."""


class Used(NamedTuple):
    """A number as written in a script, what it must be, and where it stands."""

    path: Path
    written: int | str
    unit: Unit


def number_rules(script: Script) -> Iterator[Wrong]:
    """All rules of this module for one script."""
    for name, choice in script.choices.items():
        yield from choice_rules(choice, ("choices", name))
    used = list(numbers_of(script))
    for number in used:
        yield from used_rules(number, script)
    names = {str(number.written)[1:] for number in used if str(number.written).startswith("$")}
    for name in script.choices.keys() - names:
        yield (
            ("choices", name),
            f"the choice “{name}” is used nowhere; write ${name} in a step, or take it away",
        )


def numbers_of(script: Script) -> Iterator[Used]:
    """Every number of the steps, the words inside them, `longer` and the check-ins."""
    for at in steps_of(script):
        yield from _of(at.step, at.path)
        for path, during in during_of(at.step, at.path):
            yield from _of(during, path)
    for path, part in parts_of(script):
        yield from _of(part.longer, (*path, "longer"))
    yield from _of(script.check_ins, ("check-ins",))


def _of(holder: Step | Any, path: Path) -> Iterator[Used]:
    for key, unit in UNITS.items():
        written = getattr(holder, key, None)
        if isinstance(written, int | str) and written != "":
            yield Used((*path, key), written, unit)


def used_rules(number: Used, script: Script) -> Iterator[Wrong]:
    """A number that is an amount of the right kind, or the name of a choice that is."""
    written = number.written
    if isinstance(written, str) and written.startswith("$"):
        if written[1:] not in script.choices:
            known = [f"${name}" for name in script.choices]
            way_out = (
                instead(written, known) if known else "this script has no choices; add it under “choices”"
            )
            yield number.path, f"“{written}” is no choice of this script; {way_out}"
            return
        written = script.choices[written[1:]].default
    try:
        unit = amount(written).unit
    except BadAmount as error:
        yield number.path, str(error)
        return
    key = number.path[-1]
    if unit != number.unit:
        yield number.path, f"“{key}” needs {CALLED[number.unit]}, but {written} is {CALLED[unit]}"
    else:
        yield from size_rules(amount(written), number.path)


def size_rules(found: Amount, path: Path) -> Iterator[Wrong]:
    """A number of a size that makes sense where it stands."""
    most, words = MOST[found.unit]
    if found.number > most:
        yield path, f"this is too large; {words} is the most"
        return
    key = tuple(str(each) for each in (path if path[0] == "check-ins" else path[-1:]))
    least, largest = WITHIN.get(key, ("", ""))
    if least and not amount(least).number <= found.number <= amount(largest).number:
        yield path, f"“{key[-1]}” lies between {least} and {largest} here"


def choice_rules(choice: Choice, path: Path) -> Iterator[Wrong]:
    """Five amounts of one unit; from ≤ default ≤ to, and from ≤ low ≤ high ≤ to."""
    amounts: dict[str, Amount] = {}
    for bound in BOUNDS:
        try:
            amounts[bound] = amount(choice.from_ if bound == "from" else getattr(choice, bound))
        except BadAmount as error:
            yield (*path, bound), str(error)
    if len(amounts) < len(BOUNDS):
        return
    units = {each.unit for each in amounts.values()}
    if len(units) > 1:
        yield path, "the five numbers of a choice need the same unit"
        return
    yield from order_rules(amounts, path)
    yield from size_rules(amounts["to"], (*path, "to"))
    yield from limit_rules(choice, amounts["to"], path)


def order_rules(amounts: dict[str, Amount], path: Path) -> Iterator[Wrong]:
    """The bounds hold what lies between them."""
    for lower, upper in (
        ("from", "default"),
        ("default", "to"),
        ("from", "low"),
        ("low", "high"),
        ("high", "to"),
    ):
        if amounts[lower].number > amounts[upper].number:
            yield (*path, upper), f"“{upper}” is smaller than “{lower}”; make it as large, or lower “{lower}”"


def limit_rules(choice: Choice, to: Amount, path: Path) -> Iterator[Wrong]:
    """Safety limits are times; tremor never passes 15 minutes."""
    if choice.limit and to.unit != "ms":
        yield (*path, "limit"), "a safety limit belongs to a span of time only; take the line away"
    elif choice.limit and to.number > MOST_LIMITED[choice.limit][0]:
        yield (*path, "to"), MOST_LIMITED[choice.limit][1]
