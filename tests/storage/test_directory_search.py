"""A search finds whom a person means, however the files spell it, and never tells more than they know."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tremula.bootstrap_directory import Desk
from tremula.core.directory.filters import Results, filters_from
from tremula.importers.limits import Source
from tremula.library.places import find_content


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "directory.db", lambda: bytes(32), find_content())
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
