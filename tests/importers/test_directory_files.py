"""Files of providers: what is kept, what is named, what is refused."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from made import bundle, ndjson, npi_columns, npi_row, npi_text

from tremula.core.directory.columns import checked, guess
from tremula.core.directory.entry import Entry
from tremula.core.failure import Problem, Refusal
from tremula.importers.catalogue import look, read
from tremula.importers.limits import Source, source_at
from tremula.importers.steps import START, Position, Step
from tremula.library.directory import read_directory_words
from tremula.library.places import find_content

WORDS = read_directory_words(find_content())
TABLE = """Therapist,Specialty,Insurance,Languages,Fee,Accepting new clients,Zip,Latitude,Longitude,Telehealth
Alma Invented,EMDR; PTSD,Invented Gold,Spanish;English,"80–120 €",yes,60614,41.9,-87.6,yes
Bruno Invented,Psychotherapie,,Deutsch,about ninety,yes,10999,52.5,13.4,no
,EMDR,,,90,yes,,,,
"Carla, Invented",Tapping,,,90,perhaps,,,,
Davit Invented,CBT,,,0,,60614,95.0,-87,
Elin Invented,"Support group
on two lines",,,free,no,60614,41.9,-87.6,
Farid Invented,EMDR,a,b,c,d,e,f,g,h,i,j
Greta Invented,somatic,,French,85.50,no,60614,"41,9","-87,6",no
"""


def source(data: bytes, name: str = "brought.csv") -> Source:
    return Source(name, len(data), lambda: io.BytesIO(data))


def steps(data: bytes, after: Position = START) -> list[Step]:
    file = source(data)
    seen = look(file)
    mapping = guess(seen.columns, WORDS) if seen.kind == "csv" else {}
    return list(read(file, seen.kind, mapping, WORDS, after))


def entries(found: list[Step]) -> list[Entry]:
    return [step.item for step in found if isinstance(step.item, Entry)]


def problems(found: list[Step]) -> list[Problem]:
    return [step.item for step in found if isinstance(step.item, Problem)]


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return made.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        steps(data)
    assert caught.value.words.endswith((".", "FILE"))
    return caught.value.code


def test_columns_are_guessed_from_their_names() -> None:
    found = guess(look(source(TABLE.encode())).columns, WORDS)
    assert found["name"] == "Therapist"
    assert found["specialties"] == "Specialty"
    assert found["price"] == "Fee"
    assert found["accepting"] == "Accepting new clients"
    assert found["postcode"] == "Zip"
    assert found["online"] == "Telehealth"


def test_bad_rows_are_named_by_line_and_reason_and_the_others_are_kept() -> None:
    found = steps(TABLE.encode())
    names = [entry.name.split()[0].rstrip(",") for entry in entries(found)]
    assert names == ["Alma", "Bruno", "Carla", "Davit", "Elin", "Greta"]
    told = {problem.line: problem.what for problem in problems(found)}
    assert sorted(told) == [4, 9]
    assert "name" in told[4]
    assert "cells" in told[9]


def test_a_cell_that_is_not_understood_costs_only_itself() -> None:
    found = steps(TABLE.encode())
    notes = {note.line: note.what for step in found for note in step.notes}
    assert sorted(notes) == [3, 5, 6]
    assert "without the price: “about ninety”" in notes[3]
    assert "“perhaps” is neither yes nor no" in notes[5]
    assert "without the latitude" in notes[6]
    bruno = next(entry for entry in entries(found) if entry.name.startswith("Bruno"))
    assert (bruno.price, bruno.languages, bruno.accepting) == (None, ("German",), True)


def test_what_files_say_comes_into_one_form() -> None:
    alma, _, _, _, elin, greta = entries(steps(TABLE.encode()))
    assert alma.specialties == ("EMDR", "Trauma therapy")
    assert (alma.price, alma.price_high, alma.currency) == (80, 120, "EUR")
    assert alma.languages == ("Spanish", "English")
    assert (alma.accepting, alma.ways) == (True, ("online",))
    assert (elin.price, elin.accepting) == (0, False)
    assert (greta.price, greta.lat, greta.lon) == (86, 41.9, -87.6)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_of_many_programs_are_read(delimiter: str, encoding: str) -> None:
    text = (
        delimiter.join(("Name", "Ort", "Sprache"))
        + "\r\n"
        + delimiter.join(("Jürg Erfunden", "Köln", "Deutsch"))
    )
    (found,) = entries(steps(text.encode(encoding)))
    assert (found.name, found.city, found.languages) == ("Jürg Erfunden", "Köln", ("German",))


@pytest.mark.parametrize("cut", range(0, 9))
def test_reading_goes_on_at_every_position(cut: int) -> None:
    whole = steps(TABLE.encode())
    after = whole[cut - 1].after if cut else START
    assert [step.item for step in steps(TABLE.encode(), after)] == [step.item for step in whole[cut:]]


def test_a_mapping_that_does_not_fit_is_refused() -> None:
    columns = look(source(TABLE.encode())).columns
    for wrong in ({"name": "No such"}, {"shoe": "Therapist"}, {"price": "Fee"}):
        with pytest.raises(Refusal, match=r"column|field"):
            checked(wrong, columns, WORDS)


def test_the_registry_has_330_columns_and_only_wanted_codes_are_kept() -> None:
    assert len(npi_columns()) == 330
    rows = [
        npi_row(1),
        npi_row(2, **{"Healthcare Provider Taxonomy Code_2": ""}),
        npi_row(3, **{"NPI Deactivation Date": "01/01/2020"}),
        npi_row(4, **{"NPI": "1000000040"}),
        npi_row(5)[:-4],
        npi_row(
            6,
            **{
                "Entity Type Code": "2",
                "Provider Organization Name (Legal Business Name)": "INVENTED HOUSE, LLC",
                "Provider First Name": "",
                "Provider Last Name (Legal Name)": "",
            },
        ),
    ]
    found = steps(npi_text(rows).encode())
    alma, house = entries(found)
    assert alma.name == "Alma Invented1 (PSY.D.)"
    assert alma.key.startswith("npi:1")
    assert alma.specialties == ("Psychology", "Psychotherapy", "Clinical psychologist")
    assert (alma.city, alma.region, alma.postcode, alma.country) == ("Chicago", "IL", "60614", "US")
    assert (alma.phone, alma.updated) == ("312-555-0100", "2024-05-23")
    assert house.name == "Invented House, LLC"
    assert [problem.line for problem in problems(found)] == [5, 6]


def test_the_registry_is_read_inside_its_own_zip() -> None:
    packed = zipped(
        ("npidata_pfile_20050523-20261108.csv", npi_text([npi_row(1)]).encode()),
        ("npidata_pfile_20050523-20261108_fileheader.csv", npi_text([]).encode()),
        ("othername_pfile_20050523-20261108.csv", b"NPI,Name\n"),
        ("NPPES_Data_Dissemination_Readme_v.2.pdf", b"%PDF"),
    )
    assert look(source(packed)).kind == "npi"
    assert len(entries(steps(packed))) == 1


@pytest.mark.parametrize(
    "data", [bundle(), bundle("searchset"), ndjson()], ids=["collection", "searchset", "ndjson"]
)
def test_a_plan_net_directory_is_followed_through_its_references(data: bytes) -> None:
    found = steps(data)
    alma, group = entries(found)
    assert (alma.name, alma.organisation) == ("Dr. Alma Invented", "Invented House")
    assert alma.insurance == ("Invented Network", "Invented Gold")
    assert alma.languages == ("Spanish", "English")
    assert (alma.accepting, alma.ways, alma.level) == (True, ("online",), "Licensed therapist")
    assert (alma.lat, alma.lon, alma.postcode) == (41.92, -87.65, "60614")
    assert alma.specialties == ("EMDR", "Psychotherapy")
    assert (group.name, group.specialties) == ("Evening group", ("Support groups",))
    assert "Invented Gold" in group.insurance
    (lost,) = problems(found)
    assert "Practitioner/nobody" in lost.what
    assert lost.line == 2


@pytest.mark.parametrize(
    "wrong",
    [{"location": 5}, {"practitioner": []}, {"specialty": {"a": 1}}, {"extension": "x"}, {"telecom": [3]}],
)
def test_a_resource_of_another_shape_is_named_and_the_rest_is_kept(wrong: dict[str, object]) -> None:
    lines = ndjson().splitlines()
    lines.insert(3, json.dumps({"resourceType": "PractitionerRole", "id": "odd", **wrong}).encode())
    lines.insert(5, b'{"resourceType": "PractitionerRole", "id": ')
    found = steps(b"\n".join(lines))
    assert len(entries(found)) == 2
    assert {4, 6} <= {problem.line for problem in problems(found)}


def test_bombs_of_zip_are_refused() -> None:
    assert (
        refused(
            zipped(
                (
                    "a.csv",
                    b"Name,City\n" + b"x".ljust(9_000) + b",y\n" * 1 + (b"x".ljust(9_000) + b",y\n") * 20_000,
                )
            )
        )
        == "bomb"
    )
    assert refused(zipped(("a.csv", b"0" * 300_000_000))) in ("bomb", "long-line")


def test_a_zip_whose_members_overlap_is_refused() -> None:
    packed = bytearray(zipped(("a.csv", b"Name,City\nx,y\n"), ("b.txt", b"hello")))
    second = packed.rindex(b"PK\x01\x02")
    struct.pack_into("<I", packed, second + 42, 0)
    assert refused(bytes(packed)) in ("bomb", "damaged-zip")


@pytest.mark.parametrize("name", ["../../etc/a.csv", "/etc/a.csv", "C:\\a.csv", "x\\..\\..\\a.csv"])
def test_a_zip_that_names_files_outside_is_refused(name: str) -> None:
    assert refused(zipped((name, TABLE.encode()))) == "zip"


def test_links_locks_and_crowds_in_a_zip_are_refused() -> None:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused(made.getvalue()) == "zip"
    assert refused(zipped(*((f"{number}.csv", b"") for number in range(10_001)))) == "zip"
    assert refused(zipped(("a.csv", b"x"), ("b.csv", b"y"))) == "several-files"
    assert refused(zipped(("a.zip", zipped(("a.csv", b"x"))))) == "several-files"


def test_a_truncated_or_forged_zip_is_refused() -> None:
    packed = zipped(("a.csv", TABLE.encode() * 50))
    assert refused(packed[: len(packed) // 2]) == "damaged-zip"
    forged = bytearray(packed)
    struct.pack_into("<I", forged, packed.rindex(b"PK\x01\x02") + 20, 2**31)
    assert refused(bytes(forged)) in ("damaged-zip", "bomb")


def test_xml_is_refused_before_any_of_it_is_understood() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Bundle>&b;</Bundle>'
    assert refused(laughs) == "xml"
    assert refused(b"\xef\xbb\xbf  " + laughs) == "xml"


@pytest.mark.parametrize(
    "data",
    [
        b'{"resourceType": "Bundle", "entry": ' + b"[" * 200_000,
        b'{"resourceType": "Bundle", "entry": [{"resource": '
        + b'{"a":' * 200_000
        + b"1"
        + b"}" * 200_000
        + b"}]}",
        b"[" * 1_000_000,
        b'{"resourceType": "Bundle"}',
        b'{"a": 1}',
        b"{",
    ],
    ids=["open", "deep", "list", "empty", "other", "cut"],
)
def test_deep_and_empty_json_is_refused(data: bytes) -> None:
    assert refused(data) in ("bad-json", "no-directory", "long-line")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-table"),
        (b"one column\nx\n", "no-table"),
        ("Name,City\n".encode("utf-16"), "encoding"),
        (b"Name,City\n\0\0\0", "encoding"),
        (b"Name,City\n" + b"x" * 20_000_000, "long-line"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_an_open_quotation_mark_does_not_take_the_file_with_it() -> None:
    rows = "".join(f"Person {number},Chicago\n" for number in range(20_000))
    found = steps(f'Name,City\n"never closed,Chicago\n{rows}'.encode())
    assert problems(found)[0].line == 2
    assert len(entries(found)) == 20_000


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file"):
        source_at(tmp_path / "none.csv")
