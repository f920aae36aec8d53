"""Which importer reads which file, listed by hand. Exactly one may claim a file; it reads none itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Refusal
from tremula.importers import fhir, npi, table
from tremula.importers.limits import Source
from tremula.importers.lines import BOM
from tremula.importers.steps import START, Position, Steps

Kind = Literal["fhir", "npi", "csv"]


class Looked(Struct, frozen=True):
    """What a file is; columns and a few rows where it is a table."""

    kind: Kind
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()


def look(source: Source) -> Looked:
    """Which kind of file this is; Refusal("xml", "no-table", "encoding", "bomb", "zip" …)."""
    head = table.head_of(source).removeprefix(BOM).lstrip()
    if head.startswith(b"<"):
        words = "Files in XML are not read, because they can be made to fill a computer. Ask for JSON or CSV."
        raise Refusal("xml", words)
    if head.startswith((b"{", b"[")):
        return Looked("fhir")
    shape = table.shape_of(source)
    return Looked("npi" if npi.claims(shape.columns) else "csv", shape.columns, shape.samples)


def read(
    source: Source, kind: Kind, mapping: Mapping[str, str], words: DirectoryWords, after: Position = START
) -> Steps:
    """The file's rows from `after` on."""
    if kind == "fhir":
        return fhir.read_fhir(source, words, after)
    if kind == "npi":
        return npi.read_npi(source, words, after)
    return table.read_table(source, mapping, words, after)
