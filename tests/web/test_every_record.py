"""Every kind of record that is kept goes out and comes in again; what no page could read never comes in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from archived import remade
from furnished import furnish, upload
from storing import timeline_of
from visitor import Visitor

from tremula.actions import schedule, tokens
from tremula.actions.archive_shapes import BODIES, VALUES, look_at
from tremula.actions.settings import PREFIX
from tremula.core.archive.lines import KINDS, WAYS_IN
from tremula.web.app import all_routes
from tremula.web.catalogue import our_pages

PAGES = [
    door.path
    for door in all_routes(None, our_pages())  # type: ignore[arg-type]
    if "GET" in door.methods and "OPEN" in door.needs.name and "{" not in door.path
]


@pytest.fixture(scope="module")
def furnished(resident: Visitor) -> Visitor:
    furnish(resident)
    return resident


def archive_of(person: Visitor) -> bytes:
    return bytes(person.visit(person.ask("POST", "/api/archive", {}).json()["address"]).content)


def records(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as zip:
        for kind in KINDS:
            yield from ((kind, json.loads(line)) for line in zip.read(f"data/{kind}.jsonl").splitlines())


def shown(person: Visitor) -> dict[str, str]:
    """What every page says."""
    told = {}
    for path in PAGES:
        answer = person.ask("GET", path) if path.startswith("/api/") else person.visit(path)
        assert answer.status_code in (200, 303, 404), (path, answer.status_code)
        told[path] = answer.text.replace(str(person.house.settings.data), "DATA")
    return told


def test_every_kind_that_is_kept_has_a_shape_and_fits_it(furnished: Visitor) -> None:
    kinds, keys = set(), set()
    for kind, record in records(archive_of(furnished)):
        look_at(line_of(kind, record))
        kinds |= {record["kind"]} if kind == "answers" else set()
        keys |= {record["key"]} if kind == "settings" else set()
    assert kinds == set(BODIES), "a new kind of answer needs its shape"
    assert {key for key in keys if not key.startswith(PREFIX)} == set(VALUES), "so does a new setting"


def line_of(kind: str, record: dict[str, Any]) -> Any:
    return msgspec.json.decode(json.dumps(record), type=KINDS[kind])


def test_all_of_it_in_another_vault_is_the_same_bytes_and_the_same_pages(
    furnished: Visitor, person: Visitor
) -> None:
    data = archive_of(furnished)
    upload(person, data)
    assert person.ask("POST", "/api/archive/bring-in", {}).status_code == 200
    assert archive_of(person) == data
    here, there = shown(furnished), shown(person)
    own = ("/settings", "/schedule", "/your-data", "/api/journal-key", "/api/schedule", "/api/tokens")
    assert {path for path in PAGES if here[path] != there[path]} <= {*own, *of_the_directory(PAGES)}


def of_the_directory(paths: list[str]) -> list[str]:
    """Its files are brought in by themselves."""
    return [path for path in paths if "/directory" in path and "shortlist" not in path]


def test_no_way_in_goes_out_or_comes_in(furnished: Visitor, person: Visitor) -> None:
    assert set(WAYS_IN) == {tokens.KEY, schedule.FEED}
    data = archive_of(furnished)
    address = furnished.ask("GET", "/api/schedule").json()["address"]
    with zipfile.ZipFile(io.BytesIO(data)) as zip:
        everything = b"".join(zip.read(name) for name in zip.namelist())
    assert address.rpartition("/")[2].removesuffix(".ics").encode() not in everything
    given = [{"person": "owner", "key": key, "value": "a" * 43} for key in WAYS_IN]
    lines = [*(record for kind, record in records(data) if kind == "settings"), *given]
    upload(person, remade(data, replaced("settings", lines)))
    assert person.ask("POST", "/api/archive/bring-in", {}).status_code == 200
    assert person.ask("GET", "/api/schedule").json()["address"] is None
    assert person.ask("GET", "/api/tokens").json()["tokens"] == []


@pytest.mark.parametrize("kind", [*BODIES, *VALUES])
@pytest.mark.parametrize("held", [7, [None], {"more": 1}], ids=str)
def test_what_no_page_could_read_is_refused(kind: str, held: Any) -> None:
    about = {"person": "owner", "at": "2026-11-22T18:00:00Z", "session": None}
    answer = {**about, "id": "x", "kind": kind, "body": held}
    setting = {"person": "owner", "key": kind, "value": held}
    name, record = ("answers", answer) if kind in BODIES else ("settings", setting)
    with pytest.raises((msgspec.MsgspecError, ValueError)):
        look_at(line_of(name, record))


OTHER_TIMELINE = timeline_of(1).decode()


def test_what_an_older_tremula_kept_besides_comes_in(furnished: Visitor, person: Visitor) -> None:
    data = archive_of(furnished)
    lines = [record for kind, record in records(data) if kind == "settings"]
    lines.append({"person": "owner", "key": "choice.gone-since", "value": "loud"})
    upload(person, remade(data, replaced("settings", lines)))
    assert person.ask("POST", "/api/archive/bring-in", {}).status_code == 200
    shown(person)


BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "a day that there is not": ("answers", {"day": "2026-02-30"}),
    "a choice that cannot be": ("settings", {"key": "choice.volume", "value": 11}),
    "an end that there is not": ("sessions", {"end": "lost"}),
    "a dose that there is not": ("sessions", {"dose": "double"}),
    "a time before clocks": ("sessions", {"begun": "0001-01-01T00:00:00+14:00"}),
    "an event that holds a list": ("events", {"body": []}),
    "a timeline without a stop": ("timelines", {"text": '{"dose":"low","chapters":[],"segments":[]}'}),
    "a timeline under another's hash": ("timelines", {"text": OTHER_TIMELINE}),
    "an entry of no kind": ("journal", {"kind": "list"}),
    "an entry that no address names": ("journal", {"id": "../settings"}),
}


@pytest.mark.parametrize("why", BAD)
def test_one_bad_record_and_nothing_comes_in(furnished: Visitor, person: Visitor, why: str) -> None:
    kind, change = BAD[why]
    data = archive_of(furnished)
    lines = [record for name, record in records(data) if name == kind]
    if kind == "answers":
        told = next(line for line in lines if line["kind"] == "check-in")
        told["body"] |= change
    else:
        lines[0] |= change
    before = archive_of(person)
    upload(person, remade(data, replaced(kind, lines)))
    refused = person.ask("POST", "/api/archive/look", {})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "archive-damaged")
    assert f"{kind}.jsonl" in refused.json()["error"]["words"]
    assert archive_of(person) == before


def replaced(kind: str, lines: list[dict[str, Any]]) -> Any:
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return lambda files: files.update({f"data/{kind}.jsonl": body})
