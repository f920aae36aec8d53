"""Which importer reads which file, listed by hand. Exactly one may claim a file; it reads none itself."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Refusal
from tremula.importers import fhir, npi, table
from tremula.importers.limits import Source
from tremula.importers.lines import BOM
from tremula.importers.steps import START, Position, Steps

XML = "Files in XML are not read, because they can be made to fill a computer. Ask for JSON or CSV."
Kind = Literal["fhir", "npi", "csv"]


class Looked(Struct, frozen=True):
    """What a file is; columns and a few rows where it is a table."""

    kind: Kind
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()


def look(source: Source) -> Looked:
    """Which kind of file this is; Refusal("xml", "no-table", "encoding", "bomb", "zip" …)."""
    head = table.head_of(source).removeprefix(BOM).lstrip()
    if head.startswith(b"%PDF"):
        raise Refusal("encoding", "This is a PDF, which is for reading. Ask for the list as CSV or JSON.")
    refuse_wide(head)
    if head.startswith(b"<"):
        raise Refusal("xml", XML)
    if head.startswith((b"{", b"[")):
        return Looked("fhir")
    shape = table.shape_of(source)
    return Looked("npi" if npi.claims(shape.columns) else "csv", shape.columns, shape.samples)


def refuse_wide(head: bytes) -> None:
    """Refusal("encoding", "xml") for JSON and XML of two bytes a letter."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" not in head[:2]:
        return
    plain = head.replace(b"\0", b"").lstrip(codecs.BOM_UTF16_LE).lstrip()
    if plain.startswith(b"<"):
        raise Refusal("xml", XML)
    if plain.startswith((b"{", b"[")):
        raise Refusal("encoding", "This JSON is written in UTF-16. Save it as UTF-8 and try again.")


def read(
    source: Source,
    kind: Kind,
    mapping: Mapping[str, str],
    words: DirectoryWords,
    after: Position = START,
    *,
    today: str = "",
) -> Steps:
    """The file's rows from `after` on; what had ended on the day `today` is left out."""
    if kind == "fhir":
        return fhir.read_fhir(source, words, after, today)
    if kind == "npi":
        return npi.read_npi(source, words, after)
    return table.read_table(source, mapping, words, after)
