"""The directory behind the doors: locked with the vault, gone with it, and trusting no piece of a file."""

from pathlib import Path

from visitor import Visitor

FILES = "/api/directory/files"
TABLE = b"Name,City,Price\nAlma Invented,Chicago,90\n,Chicago,90\n"


def bring(person: Visitor, body: bytes = TABLE, name: str = "clinic.csv") -> int:
    id = int(person.ask("POST", FILES, {"name": name, "size": len(body)}).json()["id"])
    assert person.ask("PUT", f"{FILES}/{id}/pieces/0", content=body).status_code == 204
    return id


def read(person: Visitor, id: int) -> None:
    guess = person.ask("POST", f"{FILES}/{id}/look", {}).json()["guess"]
    assert person.ask("POST", f"{FILES}/{id}/start", {"mapping": guess}).status_code == 202
    thread = person.house.directory._thread  # type: ignore[union-attr]
    thread.join(30)


def test_a_file_is_read_searched_and_taken_out(person: Visitor) -> None:
    id = bring(person)
    read(person, id)
    told = person.ask("GET", f"{FILES}/{id}").json()
    assert (told["state"], told["kept"], told["bad"], told["done"]) == ("done", 1, 1, 1.0)
    assert told["problems"][0]["line"] == 3
    shown = person.visit("/directory?near=Chicago&price=100").text
    assert "1 found" in shown
    assert "Alma Invented" in shown
    assert person.ask("DELETE", f"{FILES}/{id}").status_code == 204
    assert "The directory is empty" in person.visit("/directory").text


def test_the_shortlist_outlives_the_file_and_is_replaced_by_key(person: Visitor) -> None:
    id = bring(person)
    read(person, id)
    assert person.ask("POST", "/api/directory/entries/1/shortlist", {}).json() == {"listed": 1}
    assert person.ask("POST", "/api/directory/entries/1/shortlist", {}).json() == {"listed": 1}
    person.ask("DELETE", f"{FILES}/{id}")
    assert "Alma Invented" in person.visit("/directory/shortlist").text


def test_a_mistake_in_a_filter_is_said_above_the_form(person: Visitor) -> None:
    assert "knows no place" in person.visit("/directory?near=Nowhereatall").text
    assert "whole number" in person.visit("/directory?price=cheap").text


def test_what_a_file_says_is_never_markup(person: Visitor) -> None:
    words = b'Name,Website\n<script>alert(1)</script>,"javascript:alert(1)"\n'
    read(person, bring(person, words, "<img src=x>.csv"))
    shown = person.visit("/directory?q=script").text
    assert "<script>alert" not in shown
    assert "javascript:" not in shown
    assert "<img src=x>" not in shown


def test_pieces_that_do_not_belong_are_refused(person: Visitor) -> None:
    id = bring(person)
    assert person.ask("PUT", f"{FILES}/{id}/pieces/1", content=b"x").json()["error"]["code"] == "upload"
    large = person.ask("PUT", f"{FILES}/{id}/pieces/0", content=b"x" * ((1 << 20) + 1))
    assert large.status_code == 413
    read(person, id)
    assert person.ask("PUT", f"{FILES}/{id}/pieces/0", content=b"x").json()["error"]["code"] == "upload"


def test_a_file_that_did_not_come_whole_is_refused_and_not_read_in_part(person: Visitor) -> None:
    id = int(person.ask("POST", FILES, {"name": "a.csv", "size": (1 << 20) + 40}).json()["id"])
    rows = b"Name,City\n" + b"Alma,Chicago\n" * 80_000
    person.ask("PUT", f"{FILES}/{id}/pieces/0", content=rows[: 1 << 20])
    answer = person.ask("POST", f"{FILES}/{id}/look", {}).json()
    assert answer["error"]["code"] == "upload"
    assert person.ask("GET", FILES).json() == {"files": []}


def test_a_file_that_cannot_be_read_leaves_nothing(person: Visitor) -> None:
    id = bring(person, b"<!DOCTYPE a><a/>")
    assert person.ask("POST", f"{FILES}/{id}/look", {}).json()["error"]["code"] == "xml"
    assert person.ask("GET", FILES).json() == {"files": []}


def test_the_same_file_twice_is_refused(person: Visitor) -> None:
    read(person, bring(person))
    again = bring(person)
    refused = person.ask("POST", f"{FILES}/{again}/start", {"mapping": {"name": "Name"}})
    assert refused.json()["error"]["code"] == "imported-already"
    assert len(person.ask("GET", FILES).json()["files"]) == 1


def test_it_is_closed_with_the_vault_and_opened_again(person: Visitor) -> None:
    read(person, bring(person))
    house = person.house
    house.lock()
    assert house.directory is not None
    assert house.directory._file is None  # type: ignore[attr-defined]
    assert person.ask("GET", FILES).status_code in (401, 503)


def test_it_is_erased_with_everything_else(person: Visitor) -> None:
    read(person, bring(person))
    folder: Path = person.house.settings.data
    assert (folder / "directory.db").exists()
    person.house.erase()
    assert list(folder.glob("directory.db*")) == []
