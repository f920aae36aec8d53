"""FHIR R4 directories of the Plan-Net kind: a Bundle, NDJSON or a list. It looks nothing up elsewhere.

One entry for each active role at each of its places, and for each service that no role names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import msgspec
from msgspec import Raw, Struct

from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Problem, Refusal
from tremula.importers.fhir_index import (
    OTHER_SHAPE,
    Resources,
    Seen,
    other_shape,
    plain_words,
    too_large,
)
from tremula.importers.fhir_parts import Unresolved, items_of
from tremula.importers.fhir_shapes import text_of
from tremula.importers.limits import Source, opened
from tremula.importers.lines import BOM, Lines
from tremula.importers.steps import START, Position, Step, Steps, Told

LARGEST = 128 << 20
"""Bytes of the largest FHIR file: it is held in memory, since references may point anywhere."""
MOST_ENTRIES = 8_000_000
"""Commas in one: a bundle of nothing takes thirty times its size once it is read."""
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class BundleEntry(Struct):
    """One resource and its address."""

    fullUrl: object = ""  # noqa: N815 - FHIR's own name
    resource: Raw = Raw(b"null")


class Bundle(Struct):
    """A collection or searchset; what is no Bundle has no entry."""

    resourceType: str = ""  # noqa: N815
    entry: list[Raw] = []


def read_fhir(source: Source, words: DirectoryWords, after: Position = START, today: str = "") -> Steps:
    """Every entry from `after` on that had not ended on the day `today`.

    Positions count roles and services as lines; their bytes are a share.
    """
    resources = resources_of(source, today)
    items: list[Problem | str] = [*resources.problems, *references(resources)]

    def behind(number: int) -> Position:
        return Position(source.size * number // len(items), number)

    for number, item in islice(enumerate(items, 1), after.line, None):
        found = [(item, ())] if isinstance(item, Problem) else told(resources, item, words)
        for one, notes in found[:-1]:
            yield Step(one, behind(number - 1), notes)
        last, notes = found[-1] if found else (None, ())
        yield Step(last, behind(number), notes)


def references(resources: Resources) -> Iterator[str]:
    """What becomes an entry."""
    yield from resources.kind["PractitionerRole"]
    yield from resources.kind["HealthcareService"]


def told(resources: Resources, key: str, words: DirectoryWords) -> list[Told]:
    """The entries of one role or service, or what is wrong with it."""
    where, line, name = resources.where, resources.line[key], resources.name(key)
    found: list[Told] = []
    server = key if "://" in key else name
    try:
        for entry, notes in items_of(Seen(resources, key), key, server, words):
            found.append((entry, tuple(Problem(where, line, f"{name[:80]}: {note}") for note in notes)))
    except Unresolved as error:
        found.append((Problem(where, line, f"{name[:80]}: {error}"), ()))
    except OTHER_SHAPE:
        found.append((Problem(where, line, other_shape(name)), ()))
    return found


def resources_of(source: Source, today: str = "") -> Resources:
    """Everything in the file; Refusal("bad-json", "too-large", "no-directory")."""
    body, resources = whole(source), Resources(f"{source.name}, entry", today)
    if body.count(b",") > MOST_ENTRIES:
        raise too_large()
    try:
        add_document(body, resources)
    except UNREADABLE as error:
        if not first_lines_are_resources(body):
            raise bad_json(body, error) from error
        resources = Resources(source.name, today)
        add_lines(source, resources)
    if not any(references(resources)):
        raise no_directory(resources)
    resources.join()
    return resources


def add_document(body: bytes, resources: Resources) -> None:
    """One Bundle, one resource, or a list of them."""
    if body.lstrip()[:1] == b"[":
        for number, raw in enumerate(msgspec.json.decode(body, type=list[Raw]), 1):
            add(raw, resources, number)
    else:
        add(Raw(body), resources, 0)


def add(raw: Raw, resources: Resources, line: int) -> None:
    """A resource, or every resource of a Bundle."""
    try:
        bundle = msgspec.json.decode(raw, type=Bundle)
    except msgspec.ValidationError:
        bundle = Bundle()
    if bundle.resourceType != "Bundle":
        resources.add(raw, "", line or 1)
        return
    for number, each in enumerate(bundle.entry, 1):
        try:
            entry = msgspec.json.decode(each, type=BundleEntry)
        except UNREADABLE:
            entry = BundleEntry()
        resources.add(entry.resource, text_of(entry.fullUrl), line or number)


def first_lines_are_resources(body: bytes) -> bool:
    """Whether one of the first three lines is a whole resource: then it is NDJSON."""
    for line in [each for each in body[: 4 << 20].split(b"\n")[:6] if each.strip()][:3]:
        try:
            if isinstance(msgspec.json.decode(line.removeprefix(BOM).decode("latin-1")), dict):
                return True
        except UNREADABLE:
            continue
    return False


def add_lines(source: Source, resources: Resources) -> None:
    """NDJSON: one resource a line, or one Bundle."""
    with closing(opened(source)) as stream:
        lines = Lines(stream, "utf-8")
        for raw in lines.raw():
            if not (plain := raw.removeprefix(BOM).strip()):
                continue
            try:
                add(Raw(plain), resources, lines.line)
            except UNREADABLE as error:
                resources.problems.append(Problem(source.name, lines.line, f"{plain_words(error)}"))


def no_directory(resources: Resources) -> Refusal:
    """Why nobody can be listed."""
    words = "The file holds no providers in FHIR R4 that can be read."
    if any(resources.kind.values()):
        words = (
            "The file names no PractitionerRole and no HealthcareService, so there is nobody to list. "
            "Put the NDJSON files of one export together into one zip, and choose that."
        )
    elif resources.problems:
        first = resources.problems[0]
        words += f" The first reason, in line or entry {first.line}: {first.what}."
    return Refusal("no-directory", words)


def whole(source: Source) -> bytes:
    """The content, as far as it is not too large."""
    pieces, size = [], 0
    with closing(opened(source)) as stream:
        while piece := stream.read(1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise too_large()
    return b"".join(pieces).removeprefix(BOM)


def bad_json(body: bytes, error: Exception) -> Refusal:
    """Where and why a file is no JSON."""
    try:
        body.decode()
        where = msgspec_place(str(error), len(body))
    except UnicodeDecodeError as found:
        error, where = found, found.start
    line = body.count(b"\n", 0, where) + 1
    words = f"Line {line} of this file cannot be read: {plain_words(error)}. Please fetch the file again."
    return Refusal("bad-json", words)


def msgspec_place(words: str, end: int) -> int:
    """The byte that msgspec names; the last one where it names none."""
    number = words.rpartition("(byte ")[2].rstrip(")")
    return int(number) if number.isdigit() else end
