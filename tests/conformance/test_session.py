"""The session machine passes every case in conformance/session/, and so does tests/js/machine.test.js."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tremula.core.session.conformance import decode_case, play_case

CASES = Path(__file__).parents[2] / "conformance/session"
FILES = sorted(CASES.glob("*.json"))
TIMELINES = {path.stem: msgspec.json.decode(path.read_bytes()) for path in CASES.glob("timelines/*.json")}
GOOD: dict[str, Any] = {
    "why": "it shows a broken case",
    "timeline": {"ref": "timelines/small.json"},
    "events": [["start", 0]],
    "expect": [{"state": "running"}],
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_machine_passes(path: Path) -> None:
    assert play_case(decode_case(path.read_bytes()), TIMELINES).differences == ()


def test_there_are_enough_cases_and_each_says_why_in_its_own_words() -> None:
    reasons = [decode_case(path.read_bytes()).why for path in FILES]
    assert len(set(reasons)) == len(FILES) >= 50


@pytest.mark.parametrize(
    "broken",
    [
        {"why": ""},
        {"events": []},
        {"events": [["start", 0], ["tick", 1]]},
        {"events": [["start"]]},
        {"events": [["start", 0.5]]},
        {"events": [["gap", 0, {"los": 1}]]},
        {"expect": [{"sate": "running"}]},
        {"expect": [{}]},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_malformed_case_is_an_error(broken: dict[str, Any]) -> None:
    with pytest.raises((msgspec.ValidationError, ValueError)):
        decode_case(json.dumps(GOOD | broken).encode())


@pytest.mark.parametrize(
    ("expect", "what"),
    [
        ({"state": "paused"}, "state"),
        ({"cues": []}, "cues"),
        ({"position": 1}, "position"),
        ({"happened": ["asked"]}, "happened"),
        ({"refused": "cannot"}, "refused"),
    ],
)
def test_a_wrong_expectation_is_told(expect: dict[str, Any], what: str) -> None:
    played = play_case(decode_case(json.dumps(GOOD | {"expect": [expect]}).encode()), TIMELINES)
    assert [difference.what for difference in played.differences] == [what]
