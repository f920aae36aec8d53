"""Every case of conformance/bodymap, drawn and told by Python; tests/js/body-map.test.js does the same."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tremula.core.bodymap.draw import Drawing, drawn
from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.words import spoken

FOLDER = Path(__file__).parents[2] / "conformance/bodymap"
MAP = msgspec.convert(json.loads((FOLDER / "map.json").read_text())["map"], BodyMap)
CASES = {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("*.json") if path.stem != "map"}


def test_there_are_cases() -> None:
    assert len(CASES) >= 10
    assert all(len(case["why"]) > 20 for case in CASES.values())


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_is_drawn_and_told_so(name: str) -> None:
    case: dict[str, Any] = CASES[name]
    drawing = Drawing(case["build"], case["face"], case["id"], case["label"])
    assert drawn(MAP, case["record"], drawing) == case["svg"]
    assert {place: spoken(MAP, place, case["record"].get(place, {})) for place in MAP.names} == case["spoken"]
