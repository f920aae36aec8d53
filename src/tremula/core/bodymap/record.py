"""A record of the body map: `{place: {feeling: strength}}`. It is checked and put in order, never scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from tremula.core.bodymap.places import BodyMap
from tremula.core.failure import Refusal

Strength = Annotated[int, Meta(ge=0, le=3)]
Key = Annotated[str, Meta(max_length=40)]
Record = dict[Key, Annotated[dict[Key, Strength], Meta(max_length=20)]]
"""Strength: 1 mild, 2 clear, 3 strong. What is not felt is left out; an empty record says: nowhere."""
Felt = Mapping[str, Mapping[str, int]]
STRONGEST = 3


def checked(map: BodyMap, record: Felt) -> Record:
    """The same in the map's own order, without zeros. Refusal("shape") for what the map does not know."""
    for place, feelings in record.items():
        refuse_unknown(map, place, feelings)
    kept = {place: in_order(map, record[place]) for place in map.names if place in record}
    return {place: feelings for place, feelings in kept.items() if feelings}


def refuse_unknown(map: BodyMap, place: str, feelings: Mapping[str, int]) -> None:
    """A place, a feeling or a strength that does not exist."""
    if place not in map.names:
        raise Refusal("shape", f"The body map has no place “{place}”. Choose one of its list.")
    for feeling, strength in feelings.items():
        if feeling not in map.feels:
            raise Refusal("shape", f"The body map has no feeling “{feeling}”. Choose one of its list.")
        if isinstance(strength, bool) or not isinstance(strength, int) or not 0 <= strength <= STRONGEST:
            raise Refusal("shape", f"A strength is a whole number from 0 to {STRONGEST}.")


def in_order(map: BodyMap, feelings: Mapping[str, int]) -> dict[str, int]:
    """What is felt at one place, in the order of the feelings."""
    return {feeling: feelings[feeling] for feeling in map.feels if feelings.get(feeling, 0) > 0}
