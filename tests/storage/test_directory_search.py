"""A search finds whom a person means, however the files spell it, and never tells more than they know."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tremula.bootstrap_directory import Desk
from tremula.core.directory.filters import Results, filters_from
from tremula.core.directory.gazetteer import Gazetteer
from tremula.core.failure import Refusal
from tremula.importers.limits import Source
from tremula.library.directory import read_gazetteer
from tremula.library.places import find_content


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(find_content())


@pytest.fixture
def desk(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Desk]:
    made = Desk(tmp_path / "directory.db", lambda: bytes(32), find_content())
    made.gazetteer = gazetteer
    yield made
    made.close()


def bring(desk: Desk, text: str) -> None:
    data = text.encode()
    desk.bring(Source("made.csv", len(data), lambda: io.BytesIO(data)))


def results(desk: Desk, **asked: str) -> Results:
    return desk.search(filters_from(asked))[0]


def names(desk: Desk, **asked: str) -> list[str]:
    return [found.entry.name for found in results(desk, **asked).found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("aetna", {"Aetna", "Aetna PPO", "Cigna & Aetna"}),
        ("Kaiser", {"Kaiser", "Kaiser Permanente"}),
        ("AOK", {"AOK", "AOK Bayern"}),
        ("BCBS", {"BCBS", "BlueCross BlueShield", "Blue Cross and Blue Shield of IL"}),
        ("Blue Cross", {"BCBS", "BlueCross BlueShield", "Blue Cross and Blue Shield of IL"}),
        ("BCBS of IL", {"Blue Cross and Blue Shield of IL"}),
        ("United Healthcare", {"UHC", "UnitedHealthcare", "Optum / UHC"}),
        ("Permanent", {"Kaiser Permanente"}),
        ("etna", set()),
    ],
)
def test_an_insurance_is_found_in_every_plan_and_spelling(desk: Desk, asked: str, found: set[str]) -> None:
    plans = (
        *(
            "Aetna",
            "Aetna PPO",
            "Cigna & Aetna",
            "Aetnas",
            "Kaiser",
            "Kaiser Permanente",
            "AOK",
            "AOK Bayern",
        ),
        *("BCBS", "BlueCross BlueShield", "Blue Cross and Blue Shield of IL"),
        *("UHC", "UnitedHealthcare", "Optum / UHC"),
    )
    bring(desk, "Name,Insurance\n" + "".join(f"{plan},{plan}\n" for plan in plans))
    assert set(names(desk, insurance=asked)) == found


def test_a_postcode_is_not_learned_from_the_middle_of_a_city(desk: Desk) -> None:
    bring(
        desk,
        "Name,City,State,Zip,Latitude,Longitude\nSouth,Chicago,IL,60628,,\nNorth,Chicago,IL,60645,,\n"
        "Exact,Chicago,IL,60614-1234,41.922,-87.653\nAfar,Chicago,IL,60707,41.99,-87.80\n",
    )
    found, place = desk.search(filters_from({"near": "60628", "within": "5"}))
    assert place is not None
    assert (place.rough, place.name, place.code) == (True, "Chicago, IL, US", "60628")
    assert found.found[0].entry.name == "South"
    found, place = desk.search(filters_from({"near": "60614-9999", "within": "5"}))
    assert place is not None
    assert (place.rough, found.rough) == (False, 2)
    assert [(each.entry.name, each.entry.guessed) for each in found.found] == [
        ("Exact", ""),
        ("South", "city"),
        ("North", "city"),
    ]


def test_the_middle_of_a_city_does_not_stand_before_who_is_known_to_be_near(desk: Desk) -> None:
    bring(
        desk,
        "Name,City,State,Latitude,Longitude\nSomewhere,Chicago,IL,,\nNear,Chicago,IL,41.86,-87.65\n"
        "Farther,Chicago,IL,42.0,-87.65\n",
    )
    assert names(desk, near="Chicago") == ["Near", "Somewhere", "Farther"]


def test_who_lives_in_a_place_nobody_knows_is_found_by_its_name(desk: Desk) -> None:
    bring(
        desk,
        "Name,City,State,Country,Zip,Insurance\nA,Kenilworth,IL,US,60043,Aetna\nB,Kenilworth,NJ,US,,\n"
        "C,Kenilworth,Ill.,,60043-1111,\nD,Nowhere,,,,\nE,Evanston,IL,US,,\n",
    )
    assert desk.file.imports()[0].placeless == 3
    assert set(names(desk, near="Kenilworth, IL")) == {"A", "C"}
    assert set(names(desk, near="60043")) == {"A", "C"}
    assert names(desk, near="Kenilworth IL", insurance="Aetna") == ["A"]
    assert names(desk, near="Evanston, IL", within="5") == ["E"]


def test_a_postcode_of_another_country_is_not_taken(desk: Desk) -> None:
    bring(desk, "Name,Zip,Latitude,Longitude\nAlma,60614,41.92,-87.65\n")
    assert names(desk, near="60614, US") == names(desk, near="60614, IL") == ["Alma"]
    with pytest.raises(Refusal, match="knows no place"):
        results(desk, near="60614, DE")


def test_of_very_many_those_who_tell_most_come_first(desk: Desk) -> None:
    bare = "".join(f"Bare {number},EMDR,,\n" for number in range(2100))
    bring(desk, f"Name,Kinds of help,Phone,Years of experience\n{bare}Full,EMDR,555,5\n")
    for asked in ({"specialty": "EMDR"}, {"q": "EMDR"}):
        found = results(desk, **asked)
        assert (found.found[0].entry.name, found.total, found.more) == ("Full", 2000, True)
    assert names(desk, years="1") == ["Full"]


def test_nothing_to_pay_is_not_any_price(desk: Desk) -> None:
    bring(desk, "Name,Price\nFree,0\nCheap,20\nUntold,\n")
    assert names(desk, price="0") == ["Free"]
    assert set(names(desk, price=" ", q="e")) == set()
    assert set(names(desk, price="€20")) == {"Free", "Cheap"}


@pytest.mark.parametrize(
    "words", ["60614", "60614-1234", "3125551234", "312 555", "aetna", "Halsted", "german", "lcsw"]
)
def test_words_look_at_everything_an_entry_lists(desk: Desk, words: str) -> None:
    bring(
        desk,
        "Name,Zip,Phone,Insurance,Street,Languages,Certification\n"
        "Alma,60614-1234,(312) 555-1234,Aetna PPO,12 Halsted St,German,LCSW\n",
    )
    assert names(desk, q=words) == ["Alma"]
