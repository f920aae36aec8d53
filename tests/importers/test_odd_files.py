"""Files as programs really pack and write them: letters, long cells, zips of several parts."""

from __future__ import annotations

import gzip
import json
from types import SimpleNamespace
from typing import cast

import pytest
from made import ndjson, npi_row, npi_text, plan_net
from test_directory_files import WORDS, entries, problems, refused, steps, zipped

from tremula.actions.directory import Directory, Import, older_registry
from tremula.importers.npi import titled

PEOPLE = "".join(f"Person {number},Chicago\n" for number in range(5000))


def test_letters_are_right_where_the_first_accent_comes_late() -> None:
    data = f"Name,City\n{PEOPLE}José Müller,Köln\n".encode("latin-1")
    assert (entries(steps(data))[-1].name, entries(steps(data))[-1].city) == ("José Müller", "Köln")


@pytest.mark.parametrize("place", [0, 6000])
def test_one_wrong_byte_garbles_no_other_line_and_is_told(place: int) -> None:
    rows = ["José Müller,Köln"] * 6000
    lines = [row.encode() for row in rows]
    lines.insert(place, b"Zo\xeb Invented,K\xf6ln")
    found = steps(b"Name,City\n" + b"\n".join(lines))
    assert {each.name for each in entries(found)} == {"José Müller", "Zoë Invented"}
    ((line, what),) = [(note.line, note.what) for step in found for note in step.notes]
    assert line == place + 2
    assert "UTF-8" in what


def test_long_cells_cost_nobody() -> None:
    many = '"' + "line\n" * 250 + '"'
    large = '"' + "x" * 200_000 + '"'
    data = f"Name,City,Notes\nAlma,Chicago,{many}\nBruno,Paris,{large}\nCarla,Bern,\n".encode()
    found = steps(data)
    assert [each.name for each in entries(found)] == ["Alma", "Bruno", "Carla"]
    assert problems(found) == []


def test_a_cell_that_is_too_long_is_called_so() -> None:
    huge = '"' + "\n".join(["x" * 400_000] * 3) + '"'
    first = problems(steps(f"Name,Notes\nAlma,{huge}\nBruno,\n".encode()))[0]
    assert "longer than 1 MB" in first.what


def test_empty_cells_at_the_end_are_nobody_and_nothing() -> None:
    found = steps(b"Name,City\nAlma,Chicago,,,\n,,,,\nBruno,Paris, \n")
    assert [each.name for each in entries(found)] == ["Alma", "Bruno"]
    assert problems(found) == []


def test_what_programs_leave_in_a_zip_is_passed_over() -> None:
    packed = zipped(
        ("clinic.csv", b"Name,City\nAlma,Chicago\n"), ("__MACOSX/._clinic.csv", b"\0"), (".DS_Store", b"\0")
    )
    assert [each.name for each in entries(steps(packed))] == ["Alma"]


def test_an_export_in_several_lists_of_lines_is_one_file() -> None:
    kinds = sorted({each["resourceType"] for each in plan_net()})
    parts = [
        (
            f"{kind}.ndjson",
            b"\n".join(json.dumps(each).encode() for each in plan_net() if each["resourceType"] == kind),
        )
        for kind in kinds
    ]
    whole = {each.name: each.insurance for each in entries(steps(ndjson()))}
    assert {each.name: each.insurance for each in entries(steps(zipped(*parts)))} == whole


def test_gzip_is_read_and_its_bombs_are_refused() -> None:
    assert len(entries(steps(gzip.compress(b"Name,City\nAlma,Chicago\n")))) == 1
    assert refused(gzip.compress(b"Name,City\n" + (b"x".ljust(9_000) + b",y\n") * 3_000)) == "bomb"
    assert refused(gzip.compress(PEOPLE.encode())[:200]) == "damaged-zip"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a/>")), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "spreadsheet"),
        (b"%PDF-1.7\n", "encoding"),
        (json.dumps({"resourceType": "Bundle"}).encode("utf-16"), "encoding"),
        ("<a/>".encode("utf-16"), "xml"),
    ],
    ids=["xlsx", "xls", "pdf", "json-16", "xml-16"],
)
def test_what_is_no_list_is_refused_for_what_it_is(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ST. MARY'S CHILDREN'S CENTER LLC", "St. Mary's Children's Center LLC"),
        ("O'BRIEN-SMITH", "O'Brien-Smith"),
        ("D'ARCY", "D'Arcy"),
        ("SMITH JR", "Smith Jr."),
        ("HENRY III", "Henry III"),
        ("Already Written", "Already Written"),
    ],
)
def test_capitals_of_the_registry_are_written_as_people_write(text: str, shown: str) -> None:
    assert titled(text) == shown


def test_suffixes_and_more_codes_of_the_registry_are_kept() -> None:
    code = "Healthcare Provider Taxonomy Code_"
    blank = {f"{code}{number}": "" for number in range(1, 16)}
    row = npi_row(1, **{**blank, f"{code}1": "104100000X", "Provider Name Suffix Text": "JR."})
    (found,) = entries(steps(npi_text([row]).encode()))
    assert "Jr." in found.name
    assert found.specialties == ("Social worker",)
    assert WORDS.wanted["101YA0400X"].name == "Addiction counselor"


def test_a_second_file_of_the_registry_is_told() -> None:
    def file(id: int, kind: str) -> Import:
        return Import(id, f"{kind}{id}.csv", kind, "", "2026-10-01T08:00:00", "done", 1, {}, invented=False)

    there = cast(Directory, SimpleNamespace(imports=lambda: [file(2, "npi"), file(1, "npi")]))

    assert older_registry(there, file(1, "npi")) == []
    assert older_registry(there, file(3, "csv")) == []
    (note,) = older_registry(there, file(2, "npi"))
    assert "npi1.csv" in note.what
    assert "twice" in note.what
