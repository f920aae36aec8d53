"""Kinds of help, and which to look at first: rules as data over a few answers. It never names an illness."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.learn.pages import Line, Name
from tremula.core.wording import Grade, Short, Strict, Text

Standing = Literal["recommended", "studied", "little-known", "support"]
STANDINGS: Mapping[Standing, str] = {
    "recommended": "Recommended by guidelines for PTSD",
    "studied": "Studied, not among what guidelines recommend first",
    "little-known": "Little is known yet",
    "support": "Support beside other help",
}
Way = Literal["in-person", "online", "phone"]
WAYS: Mapping[Way, str] = {"in-person": "In person", "online": "Online", "phone": "By phone"}
Price = Literal["free", "low", "middle", "high"]
PRICES: Mapping[Price, str] = {
    "free": "Free",
    "low": "Low, from under $100",
    "middle": "Middle, from about $100",
    "high": "High, from about $250",
}
Group = Literal["therapy", "body", "medicine", "people", "now"]
GROUPS: Mapping[Group, str] = {
    "now": "When it cannot wait",
    "therapy": "Talking and trauma work",
    "body": "With the body",
    "medicine": "Doctors and medicine",
    "people": "Other people",
}


class Sourced(Strict, frozen=True):
    """Something said, with where it comes from."""

    says: Text
    source: Short
    grade: Grade


class Kind(Strict, frozen=True, omit_defaults=True):
    """One kind of help. No company has a name here."""

    id: Name
    title: Short
    group: Group
    standing: Standing
    what: Text
    known: Sourced
    price: Price
    """The least one usually pays: what a filter looks at."""
    cost: Sourced
    """The usual range, and how it is paid."""
    ways: Annotated[tuple[Way, ...], Meta(min_length=1)]
    training: Annotated[tuple[Short, ...], Meta(min_length=1)]
    ask: Annotated[tuple[Short, ...], Meta(min_length=2)]
    facts: tuple[Name, ...] = ()


class KindsOfHelp(Strict, frozen=True):
    """content/support/kinds-of-help.yaml."""

    lead: Annotated[tuple[Text, ...], Meta(min_length=1)]
    date: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    """When it was written down."""
    always: Annotated[tuple[Short, ...], Meta(min_length=3)]
    """Questions for every first call."""
    finding: Annotated[tuple[Line, ...], Meta(min_length=1)]
    """How one finds somebody, and what is compared here."""
    kinds: Annotated[tuple[Kind, ...], Meta(min_length=1)]


class Choice(Strict, frozen=True):
    """An answer to a plain question."""

    id: Name
    words: Short


class Question(Strict, frozen=True):
    """A plain question with its answers."""

    id: Name
    ask: Short
    choices: Annotated[tuple[Choice, ...], Meta(min_length=2)]


class When(Strict, frozen=True, omit_defaults=True):
    """All that is given must hold. `score` is how many of the five were yes."""

    crisis: bool | None = None
    score_from: Annotated[int, Meta(ge=0, le=5)] | None = None
    score_to: Annotated[int, Meta(ge=0, le=5)] | None = None
    score_open: bool | None = None
    """Too little was answered for a number."""
    rows: tuple[Name, ...] = ()
    """One of these came up in the questions about health."""
    screened: bool | None = None
    answers: Mapping[Name, tuple[Name, ...]] = {}
    """Question → answers, one of which was given."""


class Rule(Strict, frozen=True, omit_defaults=True):
    """When something holds: which kinds to look at, and why. Earlier rules come first."""

    id: Name
    when: When
    kinds: Annotated[tuple[Name, ...], Meta(min_length=1)]
    why: Text
    source: Short
    grade: Grade
    only: bool = False
    """Nothing after it is looked at."""


class FirstSteps(Strict, frozen=True):
    """content/support/first-steps.yaml."""

    lead: Text
    never: Text
    """What this is not; stands beside every suggestion."""
    questions: Annotated[tuple[Question, ...], Meta(min_length=3, max_length=3)]
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    most: Annotated[int, Meta(ge=1, le=10)]
    """Kinds that are suggested at once."""


class Told(Struct, frozen=True):
    """What is known when it is asked. `score` None: too little was answered."""

    score: int | None = None
    answers: Mapping[str, str] = {}
    rows: frozenset[str] = frozenset()
    screened: bool = False
    crisis: bool = False


class Reason(Struct, frozen=True):
    """Why a kind is suggested: the rule that says so."""

    rule: str
    why: str
    source: str
    grade: Grade


class Suggested(Struct, frozen=True):
    """A kind of help to look at, with every reason for it."""

    kind: str
    reasons: tuple[Reason, ...]


class Suggestion(Struct, frozen=True):
    """What to look at first, the first one first."""

    kinds: tuple[Suggested, ...]
    crisis: bool
    """Nothing but help for now is suggested."""


def suggest(steps: FirstSteps, told: Told) -> Suggestion:
    """Go through the rules in order; a kind stands where its first reason put it."""
    reasons: dict[str, list[Reason]] = {}
    crisis = False
    for rule in steps.rules:
        if not holds(rule.when, told):
            continue
        for kind in rule.kinds:
            reasons.setdefault(kind, []).append(Reason(rule.id, rule.why, rule.source, rule.grade))
        if rule.only:
            crisis = rule.when.crisis is True
            break
    found = [Suggested(kind, tuple(why)) for kind, why in reasons.items()]
    return Suggestion(tuple(found[: steps.most]), crisis)


def holds(when: When, told: Told) -> bool:
    """Whether everything that the condition names is so."""
    return (
        when.crisis in (None, told.crisis)
        and when.screened in (None, told.screened)
        and when.score_open in (None, told.score is None)
        and within(when, told.score)
        and (not when.rows or bool(told.rows & set(when.rows)))
        and all(told.answers.get(question) in given for question, given in when.answers.items())
    )


def within(when: When, score: int | None) -> bool:
    """Whether the score lies between the ends that are given; no score lies nowhere."""
    if when.score_from is None and when.score_to is None:
        return True
    return score is not None and (when.score_from or 0) <= score <= (
        5 if when.score_to is None else when.score_to
    )


class Filters(Struct, frozen=True):
    """What the compare page is asked to show; empty shows all."""

    way: str = ""
    price: str = ""
    standing: str = ""
    group: str = ""


def filtered(kinds: Iterable[Kind], asked: Filters) -> list[Kind]:
    """The kinds that all filters let through; an unknown word lets nothing through."""
    upto = list(PRICES)
    return [
        kind
        for kind in kinds
        if (not asked.way or asked.way in kind.ways)
        and (not asked.price or cheap_enough(kind.price, asked.price, upto))
        and (not asked.standing or kind.standing == asked.standing)
        and (not asked.group or kind.group == asked.group)
    ]


def cheap_enough(price: str, most: str, order: Sequence[str]) -> bool:
    """Whether a price is no more than asked for."""
    return most in order and order.index(price) <= order.index(most)


def questions_for(help: KindsOfHelp, ids: Collection[str]) -> list[tuple[Kind, tuple[str, ...]]]:
    """What to ask in a first call, for these kinds in the file's order; none named means all."""
    return [(kind, kind.ask) for kind in help.kinds if not ids or kind.id in ids]
