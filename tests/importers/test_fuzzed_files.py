"""Whatever bytes a file is made of, reading it ends in entries, named problems or a refusal in plain words.

A few hundred tries with each `make test`; TREMULA_SOAK makes it many thousand.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made import bundle, ndjson, npi_columns, npi_row, npi_text, plan_net
from test_directory_files import TABLE, WORDS, source, zipped

from tremula.core.directory.columns import guess
from tremula.core.directory.entry import Entry
from tremula.core.failure import Problem, Refusal
from tremula.importers.catalogue import look, read
from tremula.importers.steps import START, Position, Step

TRIES = {"": 60, "short": 1500}.get(os.environ.get("TREMULA_SOAK", ""), 8_000)
pytestmark = [pytest.mark.faults] if TRIES > 60 else []
often = settings(max_examples=TRIES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
MACHINE = re.compile(r"Traceback|Error\b|0x[0-9a-f]{6}|<class|object at", re.ASCII)
GOOD = {
    "table": TABLE.encode(),
    "semicolons": TABLE.replace(",", ";").encode("utf-8-sig"),
    "bundle": bundle(),
    "ndjson": ndjson(),
    "npi": npi_text([npi_row(1), npi_row(2)]).encode(),
    "zip": zipped(("a.csv", TABLE.encode())),
    "registry": zipped(("npidata_pfile_1.csv", npi_text([npi_row(1)]).encode()), ("b.pdf", b"%PDF")),
}
NASTY = (
    *(
        b'"',
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe2\x82",
        b",",
        b";",
        b"\\",
        b"=cmd",
    ),
    *(
        b"{",
        b"}",
        b"[" * 2000,
        b'{"a":' * 900,
        b"null",
        b"1e999",
        b"-0",
        b"NaN",
        b'"\\ud800"',
        b"x" * 140_000,
    ),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\x1f\x8b", b'""""'),
    *(
        b'"resourceType": "Location", ',
        b'"id": "role1", ',
        b'"reference": "#x"',
        "\u202e\U0001f600".encode("utf-16"),
    ),
)


def answer(data: bytes, after: Position = START) -> list[Step] | str:
    """Everything the file gives; the words of a refusal. Anything else falls through and fails."""
    file = source(data)
    try:
        seen = look(file)
        return list(read(file, seen.kind, guess(seen.columns, WORDS), WORDS, after))
    except Refusal as refusal:
        return refusal.words


def hold(data: bytes) -> None:
    """What must be true of every answer."""
    found = answer(data)
    if isinstance(found, str):
        assert len(found) > 20 and not MACHINE.search(found), found
        return
    behind = START
    for step in found:
        if isinstance(step.item, Problem):
            assert step.item.line >= 1 and len(step.item.what) > 8 and not MACHINE.search(step.item.what)
        elif isinstance(step.item, Entry):
            assert step.item.name and len(step.item.name) <= 300
            assert step.item.lat is None or -90 <= step.item.lat <= 90
        assert (step.after.offset, step.after.line) >= (behind.offset, behind.line)
        behind = step.after
    if found and not data.startswith((b"{", b"[", b"\xef\xbb\xbf{")):
        half = found[len(found) // 2]
        assert [s.item for s in answer(data, half.after)] == [s.item for s in found[len(found) // 2 + 1 :]]  # type: ignore[union-attr]


@often
@given(some.sampled_from(sorted(GOOD)), some.data())
def test_files_with_bytes_cut_changed_and_put_in(name: str, data: some.DataObject) -> None:
    made = bytearray(GOOD[name])
    for _ in range(data.draw(some.integers(1, 4))):
        at = data.draw(some.integers(0, max(0, len(made) - 1)))
        length = data.draw(some.sampled_from((0, 1, 3, 40, 400)))
        made[at : at + length] = data.draw(some.sampled_from(NASTY) | some.binary(max_size=6))
    if data.draw(some.booleans()):
        del made[data.draw(some.integers(0, len(made))) :]
    hold(bytes(made))


@often
@given(some.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    hold(data)


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(
        ("reference", "coding", "code", "extension", "url", "name", "id", "value", "text", "resourceType")
    ), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@often
@given(some.data())
def test_resources_in_which_any_part_is_something_else(data: some.DataObject) -> None:
    resources: list[Any] = plan_net()
    for _ in range(data.draw(some.integers(1, 3))):
        chosen = data.draw(some.integers(0, len(resources) - 1))
        resource = resources[chosen]
        if not isinstance(resource, dict) or not resource:
            continue
        key = data.draw(
            some.sampled_from([*sorted(resource), "network", "plan", "contained", "communication"])
        )
        resources[chosen] = {**resource, key: data.draw(VALUES)}
    text = json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]})
    hold(text.encode())
    hold("\n".join(map(json.dumps, resources)).encode())


@often
@given(
    some.lists(some.lists(some.text(max_size=12), min_size=1, max_size=9), max_size=6),
    some.sampled_from(",;\t|"),
)
def test_rows_of_any_text(rows: list[list[str]], delimiter: str) -> None:
    header = delimiter.join(("Name", "Fee", "Accepting new clients", "Latitude", "Telehealth", "Updated"))
    hold((header + "\n" + "\n".join(delimiter.join(row) for row in rows)).encode("utf-8", "surrogatepass"))


@often
@given(some.dictionaries(some.sampled_from(npi_columns()), some.text(max_size=20), max_size=12))
def test_rows_of_the_registry_with_any_text(said: dict[str, str]) -> None:
    hold(npi_text([npi_row(1), npi_row(2, **said), npi_row(3)]).encode("utf-8", "surrogatepass"))
