"""A day's check-in: held against what can be asked, and told in words. It gives no total and no judgement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from tremula.core.failure import Refusal
from tremula.core.practice.measures import CheckIn, Id, Measure

Tag = Annotated[str, Meta(min_length=1, max_length=40)]
Number = Annotated[float, Meta(ge=0, le=1000)]
MOST_TAGS = 20
LATE_DAYS = 1
"""How far back a day can still be told of; further back memory makes it up."""


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What was said of one day; whatever was left out is not in it."""

    ratings: Annotated[dict[Id, Annotated[int, Meta(ge=0, le=10)]], Meta(max_length=40)] = {}
    values: Annotated[dict[Id, Number], Meta(max_length=10)] = {}
    contexts: Annotated[list[Tag], Meta(max_length=MOST_TAGS)] = []


class DayBody(Struct, frozen=True):
    """A check-in as it is kept. `late`: first written on a later day."""

    day: str
    ratings: Mapping[str, int]
    values: Mapping[str, float]
    contexts: Sequence[str]
    late: bool


def checked(check_in: CheckIn, said: Said, day: date, today: date, tags: Collection[str] = ()) -> DayBody:
    """In the order of the questions. Refusals: "day", "shape" for what cannot be meant, "nothing-said"."""
    refuse_other_days(day, today)
    refuse_unknown(check_in, said)
    contexts = contexts_of(check_in, said.contexts, tags)
    if not (said.ratings or said.values or contexts):
        raise Refusal("nothing-said", "Nothing is rated yet. One answer is enough.")
    ids = [each.id for each in check_in.measures]
    return DayBody(
        day=day.isoformat(),
        ratings={id: said.ratings[id] for id in ids if id in said.ratings},
        values={id: said.values[id] for id in ids if id in said.values},
        contexts=contexts,
        late=day < today,
    )


def joined(body: DayBody, kept: DayBody, asked: Collection[str]) -> DayBody:
    """What is said of a day anew, and of what was kept all that is asked no more: nobody took it back."""
    return msgspec.structs.replace(
        body,
        ratings={**unasked(kept.ratings, asked), **body.ratings},
        values={**unasked(kept.values, asked), **body.values},
        late=body.late and kept.late,
    )


Told = TypeVar("Told", int, float)


def unasked(kept: Mapping[str, Told], asked: Collection[str]) -> dict[str, Told]:
    """Without what is asked."""
    return {id: value for id, value in kept.items() if id not in asked}


def refuse_other_days(day: date, today: date) -> None:
    """A check-in is of today, or a late one of yesterday."""
    if not today - timedelta(days=LATE_DAYS) <= day <= today:
        raise Refusal(
            "day", "A check-in can be written for today, and for yesterday. Leave the other days empty."
        )


def refuse_unknown(check_in: CheckIn, said: Said) -> None:
    """A question that there is not, or a number outside its bounds."""
    for id in said.ratings:
        known(check_in, id, rating=True)
    for id, value in said.values.items():
        measure = known(check_in, id, rating=False)
        if not measure.low <= value <= measure.high:
            words = f"{measure.label}: a number from {measure.low:g} to {measure.high:g} is expected here."
            raise Refusal("shape", words)


def known(check_in: CheckIn, id: str, *, rating: bool) -> Measure:
    """The measure; Refusal("shape") for none, or for one of the other kind."""
    measure = check_in.measure(id)
    if measure is None or measure.rating is not rating:
        raise Refusal("shape", f"The check-in has no question “{id}” of this kind.")
    return measure


def contexts_of(check_in: CheckIn, said: Sequence[str], tags: Collection[str]) -> list[str]:
    """Ids in the order of content, then the person's own tags; each once."""
    ids = [each.id for each in check_in.contexts]
    own = [tag for tag in dict.fromkeys(said) if tag not in ids]
    for tag in own:
        if tag not in tags:
            raise Refusal("shape", f"“{tag}” is none of your tags. Add it under “Make it yours”.")
    return [id for id in ids if id in said] + own


def tidy_tags(check_in: CheckIn, tags: Sequence[str]) -> list[str]:
    """Own tags without doubles, and without what is there anyway."""
    there = {word.casefold() for each in check_in.contexts for word in (each.id, each.label)}
    found: dict[str, str] = {}
    for tag in (" ".join(tag.split()) for tag in tags):
        if tag and tag.casefold() not in there:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def needs_support(check_in: CheckIn, ratings: Mapping[str, int]) -> bool:
    """Whether a rating is so hard that people and grounding are offered."""
    return any(
        rule.item in ratings and not rule.below < ratings[rule.item] < rule.above for rule in check_in.support
    )


def told(check_in: CheckIn, body: DayBody) -> list[tuple[str, str]]:
    """What was said, in words: label and value; nothing is said about what was left out."""
    rated = [
        (each.label, f"{body.ratings[each.id]} of 10")
        for each in check_in.measures
        if each.id in body.ratings
    ]
    read = [
        (each.label, f"{body.values[each.id]:g} {each.unit}".strip())
        for each in check_in.measures
        if each.id in body.values
    ]
    labels = {each.id: each.label for each in check_in.contexts}
    day = ", ".join(labels.get(tag, tag) for tag in body.contexts)
    return [*rated, *read, *([("The day", day)] if day else [])]
