"""Which column means what: a guess from the names of columns, for a person to mend. It reads no rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tremula.core.directory.entry import fold
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Refusal

Mapping_ = Mapping[str, str]
"""Column by field."""


def guess(columns: Sequence[str], words: DirectoryWords) -> dict[str, str]:
    """Column by field: exact names first, then names that hold the word; each column at most once."""
    folded = {column: fold(column) for column in columns}
    found: dict[str, str] = {}
    for exact in (True, False):
        for each in words.columns:
            if each.field in found:
                continue
            spellings = [fold(spelling) for spelling in (each.field, each.name, *each.also)]
            column = first(folded, spellings, set(found.values()), exact)
            if column is not None:
                found[each.field] = column
    return found


def first(folded: Mapping[str, str], spellings: Sequence[str], taken: set[str], exact: bool) -> str | None:
    """The first free column that is, or holds, one of the spellings."""
    for spelling in spellings:
        for column, name in folded.items():
            if column in taken:
                continue
            if name == spelling or (not exact and len(spelling) > 3 and f" {spelling} " in f" {name} "):
                return column
    return None


def checked(mapping: Mapping[str, str], columns: Sequence[str], words: DirectoryWords) -> dict[str, str]:
    """A mapping that fits this file; Refusal("columns") says what does not."""
    fields = {each.field for each in words.columns}
    chosen = {field: column for field, column in mapping.items() if column}
    for field, column in chosen.items():
        if field not in fields:
            raise Refusal(
                "columns", f"There is no field “{field[:40]}”. The fields: {', '.join(sorted(fields))}."
            )
        if column not in columns:
            raise Refusal("columns", f"The file has no column “{column[:60]}”.")
    if not {"name", "first_name", "last_name", "organisation"} & set(chosen):
        raise Refusal("columns", "Say which column has the name.")
    return chosen
