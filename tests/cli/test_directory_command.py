"""The directory from the command line: in, found, out again, and refused in plain words."""

import json
from pathlib import Path

import pytest
from served import PASSPHRASE, tremula

from tremula.storage.argon import Cost
from tremula.storage.store import Store
from tremula.storage.vault import Vault

TABLE = "Name,Price,City,Languages\nAlma Invented,90,Chicago,Spanish\n,90,Chicago,\n"


@pytest.fixture
def place(home: Path, passphrase: Path) -> list[str]:
    """Words that open a vault without a server."""
    vault = Vault(home, cost=Cost(memory=8, passes=1, lanes=1))
    vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    vault.close()
    return ["--data", str(home), "--passphrase-file", str(passphrase)]


def test_a_file_goes_in_is_found_and_goes_out(place: list[str], tmp_path: Path) -> None:
    file = tmp_path / "clinic.csv"
    file.write_text(TABLE)
    told = json.loads(tremula("directory", "import", str(file), "--json", *place).stdout)
    assert (told["kept"], told["bad"], told["state"]) == (1, 1, "done")
    assert told["problems"][0]["line"] == 3
    again = tremula("directory", "import", str(file), *place)
    assert (again.returncode, again.stdout) == (1, "")
    assert "already" in again.stderr
    search = [
        "directory",
        "search",
        "--near",
        "Chicago",
        "--price",
        "100",
        "--language",
        "es",
        "--json",
        *place,
    ]
    found = json.loads(tremula(*search).stdout)
    assert (found["total"], found["results"][0]["entry"]["name"]) == (1, "Alma Invented")
    assert found["results"][0]["source"]["name"] == "clinic.csv"
    assert json.loads(tremula("directory", "undo", str(told["id"]), "--json", *place).stdout)["entries"] == 1
    assert json.loads(tremula("directory", "list", "--json", *place).stdout) == []


@pytest.mark.parametrize(
    "said",
    [
        ["import", "no-such-file.csv"],
        ["undo", "7"],
        ["search", "--near", "Nowhereatall"],
        ["search", "--within", "9000"],
    ],
)
def test_what_cannot_be_done_is_said(place: list[str], said: list[str]) -> None:
    told = tremula("directory", *said, *place)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.strip()
    assert "Traceback" not in told.stderr
