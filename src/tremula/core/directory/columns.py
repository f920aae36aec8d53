"""Which column means what: a guess from the names of columns, for a person to mend. It reads no rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tremula.core.directory.entry import fold
from tremula.core.directory.reading import words_in
from tremula.core.directory.words import DirectoryWords
from tremula.core.failure import Refusal

Mapping_ = Mapping[str, str]
"""Column by field."""
OTHER = words_in("birth geburt npi id number nummer no nr code type gender sex expiration expires issued")
"""In a longer name these say that the column is about something else: “State License Number”."""
WEAK = words_in("name address first last")
"""Words that end the names of many columns."""
EXACT, BEHIND, BEFORE, WEAKLY = range(4)


def guess(columns: Sequence[str], words: DirectoryWords) -> dict[str, str]:
    """Column by field: exact names first, then names that end with the field's, then names that begin so."""
    spellings = [
        (spelling, each.field)
        for each in words.columns
        for spelling in map(fold, (each.field, each.name, *each.also))
    ]
    ranked = sorted(
        (rank, place, field, column)
        for place, column in enumerate(columns)
        for rank, field in [best(fold(column), spellings)]
        if field
    )
    found: dict[str, str] = {}
    for _, _, field, column in ranked:
        found.setdefault(field, column)
    return found


def best(column: str, spellings: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """How well a column's name fits which field; the longest spelling wins. No field where none fits."""
    fits = [
        (rank, -len(spelling), field)
        for spelling, field in spellings
        if spelling in column and (rank := fit(column, spelling, field)) is not None
    ]
    rank, _, field = min(fits, default=(WEAKLY, 0, ""))
    return rank, field


def fit(column: str, spelling: str, field: str) -> int | None:
    """How a name fits a spelling. English and German names end with what they are: “Practice City”."""
    if column == spelling:
        return EXACT
    rest = set(column.split()) - set(spelling.split())
    if len(spelling) < 3 or rest & OTHER:
        return None
    if column.endswith(f" {spelling}"):
        return WEAKLY if spelling in WEAK else BEHIND
    begins = column.startswith(f"{spelling} ") and (field != "name" or spelling in WEAK)
    return BEFORE if begins else None


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
