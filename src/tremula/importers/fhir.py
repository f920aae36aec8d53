"""FHIR R4 directories of the Plan-Net kind, a Bundle or NDJSON. It follows references inside the file only.

One entry for each active role at each of its places, and for each service that no role names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Raw, Struct

from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.importers.fhir_parts import (
    Unresolved,
    items_of,
    networks_by_member,
    plans_by_network,
    services_of_roles,
)
from tremula.importers.limits import Source, opened
from tremula.importers.lines import Lines
from tremula.importers.steps import START, Position, Step, Steps

LARGEST = 128 << 20
"""Bytes of the largest FHIR file: it is held in memory, since references may point anywhere."""
MOST = 2_000_000
KINDS = frozenset(
    (
        *("PractitionerRole", "Practitioner", "HealthcareService", "Location", "InsurancePlan"),
        *("OrganizationAffiliation", "Organization"),
    )
)


class BundleEntry(Struct):
    """One resource and its address."""

    fullUrl: str = ""  # noqa: N815 - FHIR's own name
    resource: Raw = Raw(b"null")


class Bundle(Struct):
    """A collection or searchset."""

    resourceType: str  # noqa: N815
    type: str = ""
    entry: list[BundleEntry] = []


class Head(Struct):
    """What a resource is."""

    resourceType: str = ""  # noqa: N815
    id: str = ""


class Resources:
    """Resources by reference, still as text; where each stood in the file."""

    def __init__(self) -> None:
        self.raw: dict[str, Raw] = {}
        self.kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.line: dict[str, int] = {}
        self.other: dict[str, str] = {}
        self.problems: list[Problem] = []

    def add(self, raw: Raw, full_url: str, line: int, where: str) -> None:
        """Keep one; what is no resource is told."""
        try:
            head = msgspec.json.decode(raw, type=Head)
        except (msgspec.DecodeError, RecursionError) as error:
            self.problems.append(Problem(where, line, f"this is no FHIR resource ({str(error)[:80]})"))
            return
        if head.resourceType not in KINDS:
            return
        reference = f"{head.resourceType}/{head.id}" if head.id else full_url
        if not reference:
            self.problems.append(Problem(where, line, "the resource has no id"))
            return
        if reference not in self.raw:
            self.kind[head.resourceType].append(reference)
        self.raw[reference], self.line[reference] = raw, line
        if full_url:
            self.other[full_url] = reference

    @cached_property
    def plans(self) -> Mapping[str, list[str]]:
        return plans_by_network(self)

    @cached_property
    def networks(self) -> Mapping[str, set[str]]:
        return networks_by_member(self)

    @cached_property
    def services(self) -> set[str]:
        return services_of_roles(self)

    def get(self, reference: str) -> dict[str, Any] | None:
        """A resource by its reference: relative, with a version or a server before it, or by its fullUrl."""
        name = self.other.get(reference, reference).partition("/_history")[0]
        raw = self.raw.get(name) or self.raw.get("/".join(name.split("/")[-2:]))
        try:
            found = msgspec.json.decode(raw) if raw is not None else None
        except (msgspec.DecodeError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


def read_fhir(source: Source, words: DirectoryWords, after: Position = START) -> Steps:
    """Every entry from `after` on; the positions count roles and services."""
    resources = resources_of(source)
    number = 0
    items: list[Problem | str] = [*resources.problems, *references(resources)]
    for item in items:
        number += 1
        if number <= after.line:
            continue
        here = Position(number, number)
        if isinstance(item, Problem):
            yield Step(item, here)
            continue
        found = told(resources, item, source.name, words)
        for one in found[:-1]:
            yield Step(one, Position(number - 1, number - 1))
        yield Step(found[-1] if found else None, here)


def references(resources: Resources) -> Iterator[str]:
    """What becomes an entry."""
    yield from resources.kind["PractitionerRole"]
    yield from resources.kind["HealthcareService"]


def told(resources: Resources, reference: str, where: str, words: DirectoryWords) -> list[Any]:
    """The entries of one role or service, or what is wrong with it."""
    line = resources.line[reference]
    try:
        return list(items_of(resources, reference, words))
    except Unresolved as error:
        return [Problem(where, line, str(error))]
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        # A resource of another shape than FHIR's: told with its kind, never guessed at.
        return [
            Problem(where, line, f"{reference[:80]} is not written as FHIR R4 says ({type(error).__name__})")
        ]


def resources_of(source: Source) -> Resources:
    """Everything in the file; Refusal("bad-json", "too-large", "no-directory")."""
    body, resources = whole(source), Resources()
    start = body.lstrip()[:1]
    if start != b"{":
        raise Refusal("bad-json", "This is not a FHIR file in JSON.")
    try:
        bundle = msgspec.json.decode(body, type=Bundle)
    except (msgspec.DecodeError, RecursionError):
        bundle = None
    if bundle is None or bundle.resourceType != "Bundle":
        add_lines(source, resources)
    else:
        for number, each in enumerate(bundle.entry, 1):
            resources.add(each.resource, each.fullUrl, number, f"{source.name}, entry")
    if not any(resources.kind.values()):
        raise Refusal("no-directory", "The file holds no providers in FHIR R4 that can be read.")
    return resources


def add_lines(source: Source, resources: Resources) -> None:
    """NDJSON: one resource a line."""
    with closing(opened(source)) as stream:
        lines = Lines(stream, "utf-8")
        for raw in lines.raw():
            if raw.strip():
                resources.add(Raw(raw), "", lines.line, source.name)
            if lines.line > MOST:
                raise too_large()


def whole(source: Source) -> bytes:
    """The content, as far as it is not too large."""
    body = bytearray()
    with closing(opened(source)) as stream:
        while piece := stream.read(1 << 20):
            body += piece
            if len(body) > LARGEST:
                raise too_large()
    return bytes(body)


def too_large() -> Refusal:
    """The refusal of a file that memory should not hold."""
    return Refusal("too-large", "This FHIR file is larger than 128 MB. Ask for it in several smaller files.")
