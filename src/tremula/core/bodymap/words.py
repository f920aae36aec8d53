"""Records of the body map in plain words: one alone, or two. No word calls a change good or bad."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.record import Felt

NOTHING = "Nothing was marked."


class Change(Struct, frozen=True):
    """Places and feelings, as words, by what became of them between two records."""

    new: tuple[str, ...]
    stronger: tuple[str, ...]
    same: tuple[str, ...]
    weaker: tuple[str, ...]
    gone: tuple[str, ...]


def described(map: BodyMap, record: Felt) -> str:
    """One sentence a place, from the head down."""
    told = [f"{capital(spoken(map, place, record[place]))}." for place in map.names if place in record]
    return " ".join(told) or NOTHING


def spoken(map: BodyMap, place: str, feelings: Mapping[str, int]) -> str:
    """As a screen reader says a place: “left shoulder: tense, strong; warm, mild”."""
    felt = [
        f"{name}, {map.strengths[feelings[id] - 1]}" for id, name in map.feels.items() if feelings.get(id)
    ]
    return f"{map.names[place]}: {'; '.join(felt) or 'nothing marked'}"


def compared(map: BodyMap, before: Felt, after: Felt) -> Change:
    """What is new, stronger, the same, weaker and gone in `after`."""
    kinds: dict[str, list[str]] = {name: [] for name in Change.__struct_fields__}
    for words, was, is_now in pairs(map, before, after):
        kinds[kind_of(was, is_now)].append(words)
    return Change(**{name: tuple(words) for name, words in kinds.items()})


def pairs(map: BodyMap, before: Felt, after: Felt) -> Iterator[tuple[str, int, int]]:
    """Each place and feeling that one of the two has, with both strengths."""
    for place, name in map.names.items():
        for id, feeling in map.feels.items():
            was, is_now = before.get(place, {}).get(id, 0), after.get(place, {}).get(id, 0)
            if was or is_now:
                yield f"{name} {feeling}", was, is_now


def kind_of(was: int, is_now: int) -> str:
    """What became of one mark."""
    if not was or not is_now:
        return "new" if is_now else "gone"
    return "same" if was == is_now else "stronger" if is_now > was else "weaker"


HEADS = {
    "new": "New",
    "stronger": "Stronger",
    "weaker": "Weaker",
    "gone": "No longer marked",
}


def change_in_words(change: Change) -> str:
    """“New: belly warm. Weaker: left shoulder tense.”"""
    told = [
        f"{head}: {', '.join(words)}." for name, head in HEADS.items() if (words := getattr(change, name))
    ]
    if change.same:
        told.append("The rest is as before." if told else "All is as before.")
    return " ".join(told) or "Nothing was marked, then or now."


def reach(map: BodyMap, record: Felt, feeling: str) -> str:
    """How far a feeling reached, in words: “Felt in 3 places: left front thigh, …”."""
    names = [map.names[place] for place in map.names if record.get(place, {}).get(feeling)]
    if not names:
        return "It was not marked anywhere."
    return f"Felt in {len(names)} place{'s' * (len(names) > 1)}: {listed(names)}."


def listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def capital(words: str) -> str:
    """With a capital letter at the beginning."""
    return words[:1].upper() + words[1:]
