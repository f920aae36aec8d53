"""The schemas that editors use are those of the structs, take every shipped file, and refuse a wrong key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tremula.library.nodes import read_yaml
from tremula.library.read_files import find_content
from tremula.library.schema import schemas

ROOT = find_content()
FILES = {
    "exercise.json": sorted(ROOT.glob("exercises/**/*.yaml")),
    "words.json": [ROOT / "words/en/practice.yaml"],
    "sound-files.json": [ROOT / "words/en/sound-files.yaml"],
    "figure.json": sorted(ROOT.glob("figures/*.yaml")),
    "questionnaire.json": sorted(ROOT.glob("questionnaires/**/*.yaml")),
    "learn.json": sorted(ROOT.glob("learn/[0-9]*.yaml")),
    **{f"{path.stem}.json": [path] for path in sorted(ROOT.glob("learn/[a-z]*.yaml"))},
    **{f"{name}.json": [ROOT / f"support/{name}.yaml"] for name in ("kinds-of-help", "first-steps")},
    **{f"{path.stem}.json": [path] for path in sorted(ROOT.glob("safety/*.yaml"))},
    **{f"{path.stem}.json": [path] for path in sorted(ROOT.glob("practice/*.yaml"))},
}


def problems(schema: str, value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(json.loads(schemas()[schema])).iter_errors(value)]


def value(path: Path) -> Any:
    return read_yaml(path.read_text("utf-8"), path.name).value


@pytest.mark.parametrize("name", FILES)
def test_what_lies_in_the_folder_is_fresh(name: str) -> None:
    lies = (ROOT / "schema" / name).read_text("utf-8")
    assert lies == schemas()[name], "run: python -m tremula.library.schema"


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_file_fits(name: str) -> None:
    assert FILES[name]
    assert {path.name: found for path in FILES[name] if (found := problems(name, value(path)))} == {}


def test_a_wrong_key_does_not_fit() -> None:
    ankles = value(FILES["exercise.json"][0])
    ankles["segments"][0]["steps"][0]["speak"] = "Stand."
    assert problems("exercise.json", ankles)


@pytest.mark.parametrize("path", FILES["exercise.json"] + FILES["words.json"], ids=lambda path: path.stem)
def test_every_file_names_its_schema_for_editors(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    marker = "# yaml-language-server: $schema="
    assert first.startswith(marker)
    assert (path.parent / first.removeprefix(marker)).resolve().is_file()
