"""FHIR's small shapes: references, codes, extensions, contacts, what has ended. It knows no role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BASE = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"
CLOSED = frozenset(("inactive", "suspended", "retired", "entered-in-error"))
Resource = dict[str, Any]


def over(resource: Resource, today: str) -> bool:
    """Whether it says that it is not active, or ended before the day `today`."""
    if resource.get("active") is False or resource.get("status") in CLOSED:
        return True
    end = text_of((resource.get("period") or {}).get("end"))[:10]
    return bool(end) and end < today[: len(end)]


def extensions(resource: Resource, name: str) -> Iterator[Resource]:
    """Plan-Net's extensions of a name."""
    return (each for each in dicts(resource.get("extension")) if each.get("url") == BASE + name)


def inner_codes(extension: Resource, *names: str) -> Iterator[str]:
    """The codes inside an extension's own extensions."""
    for inner in dicts(extension.get("extension")):
        if inner.get("url") in names:
            yield from (text_of(code.get("code")) for code in codings(inner.get("valueCodeableConcept")))


def degree(value: object) -> str:
    """A JSON number in plain digits."""
    return f"{value:.7f}" if isinstance(value, int | float) and not isinstance(value, bool) else ""


def dicts(value: Any) -> list[Resource]:
    """A list of objects; TypeError for anything else, nothing where nothing is said."""
    found = [] if value is None else value
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise TypeError
    return found


def texts(value: Any) -> list[str]:
    """A list of texts; TypeError for anything else, nothing where nothing is said."""
    found = [] if value is None else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise TypeError
    return found


def references_of(value: Any) -> list[str]:
    """Where a list of References leads."""
    return [name for each in dicts(value) if (name := reference_of(each))]


def reference_of(reference: Any) -> str:
    """What a reference says, without a version."""
    return str((reference or {}).get("reference", "")).partition("/_history")[0]


def display(reference: Any) -> str:
    """The words of a reference."""
    return text_of((reference or {}).get("display"))


def codings(value: Any) -> list[Resource]:
    """The codes of a CodeableConcept."""
    return dicts((value or {}).get("coding"))


def concepts(*lists: Any) -> list[str]:
    """The words of several lists of CodeableConcepts."""
    return [words for each in lists for one in dicts(each) if (words := concept(one))]


def concept(value: Any) -> str:
    """A CodeableConcept in words."""
    value = value or {}
    coding = (codings(value) or [{}])[0]
    return text_of(value.get("text")) or text_of(coding.get("display")) or text_of(coding.get("code"))


def telecom(resource: Resource, system: str) -> str:
    """The first contact of a kind."""
    found = (each for each in dicts(resource.get("telecom")) if each.get("system") == system)
    return next((text_of(each.get("value")) for each in found if each.get("use") != "old"), "")


def text_of(value: object) -> str:
    """A text, or nothing."""
    return value if isinstance(value, str) else ""
