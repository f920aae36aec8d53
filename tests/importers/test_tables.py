"""Tables as programs and people really write them: a bad row is named, and costs no other row."""

from __future__ import annotations

import pytest
from made import npi_columns, npi_row, npi_text
from test_directory_files import WORDS, entries, problems, source, steps

from tremula.core.directory.columns import checked, guess
from tremula.core.directory.entry import Entry
from tremula.core.failure import Problem
from tremula.importers.catalogue import look

ROWS = "".join(f"Person {number},Chicago\n" for number in range(40))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('"never closed,Chicago', "quotation marks"),
        ('"closed" badly,Chicago', "quotation marks"),
        ("one,two,three", "3 cells"),
        ("cut off", "one cell only"),
        (f"{'x' * 2_000_000},Chicago", "longer than 1 MB"),
        (",Chicago", "no name"),
    ],
    ids=["open", "badly", "more", "cut", "enormous", "nameless"],
)
@pytest.mark.parametrize("place", [0, 17, 40])
def test_a_bad_row_costs_no_other(bad: str, reason: str, place: int) -> None:
    lines = ROWS.splitlines()
    lines.insert(place, bad)
    text = "Name,City\n" + "\n".join(lines)
    found = steps(text.encode())
    assert len(entries(found)) == 40
    ((line, what),) = [(each.line, each.what) for each in problems(found)]
    assert line == place + 2
    assert reason in what
    for cut in (0, place, min(place + 1, 40)):
        after = found[cut].after
        assert [each.item for each in steps(text.encode(), after)] == [each.item for each in found[cut + 1 :]]


@pytest.mark.parametrize(
    "text",
    [
        "Name,City\rAlma,Köln\rBruno,Köln\r",
        "sep=;\r\nName;City\r\nAlma;Köln\r\nBruno;Köln\r\n",
        "\n\n ;\nName;City\nAlma;Köln\n;\nBruno;Köln\n",
        '"Name, whole; or short";City\n"Alma";Köln\n"Bruno";Köln\n',
        '"Name";"City"\n"Alma";"Köln\nam Rhein"\n"Bruno";"Köln"\n',
        "Name\tCity\tName\nAlma\tKöln\tx\nBruno\tKöln\ty\n",
    ],
    ids=["old-mac", "excel", "blank-lines", "comma-inside", "line-inside", "same-name"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_are_read_as_programs_write_them(text: str, encoding: str) -> None:
    found = steps(text.encode(encoding))
    assert problems(found) == []
    assert [each.name for each in entries(found)] == ["Alma", "Bruno"]
    assert all(each.city.startswith("Köln") for each in entries(found))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("First Name,Last Name,City\nAlma,Invented,Chicago\n", ("Alma Invented", "")),
        ("Nachname;Vorname;Ort\nErfunden;Jürg;Köln\n", ("Jürg Erfunden", "")),
        ("Practice Name,First Name,Last Name\nCalm House,Alma,Invented\n", ("Alma Invented", "Calm House")),
        ("Name,First Name,Last Name\nDr. Alma Invented,Alma,Invented\n", ("Dr. Alma Invented", "")),
        ("Practice Name,First Name,Last Name\nCalm House,,\n", ("Calm House", "")),
        ("Last Name,City\nInvented,Chicago\n", ("Invented", "")),
    ],
)
def test_first_and_last_name_may_stand_apart(text: str, names: tuple[str, str]) -> None:
    (found,) = entries(steps(text.encode()))
    assert (found.name, found.organisation) == names
    columns = look(source(text.encode())).columns
    assert checked(guess(columns, WORDS), columns, WORDS)


def cell(column: str, text: str) -> Entry | Problem:
    data = f'Name,City,{column}\nAlma,Chicago,"{text}"\n'
    (step,) = steps(data.encode())
    assert step.item is not None
    return step.item


@pytest.mark.parametrize(
    ("text", "price"),
    [
        *((text, None) for text in ("", "-", "N/A", "unknown", "on request")),
        *(
            (text, (90, None, "EUR"))
            for text in ("90 €", "50 min: 90 EUR", "EUR 90 / 60 minutes", "€90 per hour")
        ),
        *((text, (1200, None, "USD")) for text in ("$1,200", "1200.00 USD")),
        *((text, (60, 90, "")) for text in ("60-90", "sliding scale 60 to 90", "90 – 60")),
        ("free", (0, None, "")),
    ],
)
def test_a_price_is_read_as_people_write_it(
    text: str, price: tuple[int | None, int | None, str] | None
) -> None:
    found = cell("Fee", text)
    assert isinstance(found, Entry)
    assert (found.price, found.price_high, found.currency) == (price or (None, None, ""))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        *((text, None) for text in ("", "n/a", "-", "unknown", "?")),
        *((text, True) for text in ("Yes", "ja", "TRUE", "1", "yes - 2 places", "accepting new clients")),
        *((text, False) for text in ("No", "waiting list", "Currently full", "closed", "yes, waitlist only")),
    ],
)
def test_whether_new_clients_are_taken_is_read_with_care(text: str, taken: bool | None) -> None:
    found = cell("New clients", text)
    assert isinstance(found, Entry)
    assert found.accepting is taken


@pytest.mark.parametrize("text", ["UK", "United Kingdom", "gb", "England"])
def test_a_country_is_known_by_its_usual_names(text: str) -> None:
    found = cell("Country", text)
    assert isinstance(found, Entry)
    assert found.country == "GB"


def test_the_registry_is_known_by_its_columns_in_any_case_and_in_extracts() -> None:
    text = npi_text([npi_row(1, **{"Provider Middle Name": "<UNAVAIL>"})])
    header, row = text.splitlines()
    snake = header.lower().replace(" ", "_")
    for data in (text, f"{snake}\n{row}\n", text.replace("Provider Sex Code", "Provider Gender Code")):
        assert look(source(data.encode())).kind == "npi"
        assert [each.name for each in entries(steps(data.encode()))] == ["Alma Invented1 (PSY.D.)"]
    wanted = [
        "NPI",
        "Entity Type Code",
        "Provider Last Name (Legal Name)",
        "Healthcare Provider Taxonomy Code_1",
    ]
    cells = dict(zip(npi_columns(), npi_row(7), strict=True)) | {wanted[3]: "103TC0700X"}
    extract = f"{','.join(wanted)}\n{','.join(cells[name] for name in wanted)}\n"
    assert [each.name for each in entries(steps(extract.encode()))] == ["Invented7"]


def test_an_enormous_row_of_the_registry_is_named() -> None:
    rows = [npi_row(1), npi_row(2, **{"Provider Last Name (Legal Name)": "x" * 1_500_000}), npi_row(3)]
    found = steps(npi_text(rows).encode())
    assert len(entries(found)) == 2
    assert problems(found) == [
        Problem("brought.csv", 3, "the line is longer than 1 MB; fetch the file again")
    ]
