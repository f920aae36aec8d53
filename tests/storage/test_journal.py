"""The journal in the encrypted file: sittings, history, words that are found and words that are gone."""

from __future__ import annotations

import pytest
from storing import add, session_row

from tremula.actions.journal import (
    Write,
    Written,
    delete_entry,
    forget_history,
    list_entries,
    read_entry,
    search_entries,
    write_entry,
)
from tremula.actions.ports import Tx
from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.tx import SqlTx

ONE, TWO = "018f6b1e-7c00-7000-8000-000000000001", "018f6b1e-7c00-7000-8000-000000000002"
MORNING, EVENING = "018f6b1e-7c00-7000-8000-00000000000a", "018f6b1e-7c00-7000-8000-00000000000b"


def at(minute: int) -> str:
    return f"2026-11-22T10:{minute:02}:00.000+01:00"


def write(
    store: Store, text: str, seq: int = 1, id: str = ONE, sitting: str = MORNING, **more: object
) -> int:
    given = {"at": at(seq), **more}
    return store.write_sync(write_entry, Write(id, Written(sitting=sitting, seq=seq, text=text, **given)))  # type: ignore[arg-type]


def reads(store: Store, id: str = ONE) -> str:
    return store.read_sync(read_entry, id).entry.text


def history(store: Store, id: str = ONE) -> list[str]:
    return [version.text for version in store.read_sync(read_entry, id).versions]


def found(store: Store, words: str) -> list[str]:
    return [each.entry.id for each in store.read_sync(search_entries, words)]


def index_rows(tx: Tx, _: None) -> list[str]:
    """Every word that the index still holds."""
    assert isinstance(tx, SqlTx)
    tx._connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.seen USING fts5vocab('main', 'journal_words', 'row')"
    )
    words = tx._connection.exec_driver_sql("SELECT term FROM temp.seen").scalars().all()
    tx._connection.exec_driver_sql("DROP TABLE temp.seen")
    return list(words)


def test_every_keystroke_of_a_sitting_replaces_the_one_before(store: Store) -> None:
    for seq, text in enumerate(("A", "A w", "A warm day"), 1):
        assert write(store, text, seq) == seq
    assert reads(store) == "A warm day"
    assert history(store) == ["A warm day"]


def test_what_comes_late_or_twice_changes_nothing(store: Store) -> None:
    write(store, "third", 3)
    assert write(store, "second", 2) == 3
    assert write(store, "third, other", 3) == 3
    assert reads(store) == "third"


def test_each_sitting_stays_in_the_history(store: Store) -> None:
    write(store, "In the morning.", 1)
    write(store, "In the evening all was different.", 2, sitting=EVENING)
    assert history(store) == ["In the morning.", "In the evening all was different."]
    assert reads(store) == "In the evening all was different."


def test_a_late_draft_of_an_older_sitting_is_kept_but_not_put_on_top(store: Store) -> None:
    write(store, "evening", 9, sitting=EVENING)
    write(store, "morning, found again", 5)
    assert reads(store) == "evening"
    assert history(store) == ["morning, found again", "evening"]


def test_the_moment_made_the_kind_and_the_prompt_stay_as_they_were_first(store: Store) -> None:
    store.write_sync(add, session_row(TWO))
    write(store, "a", 1, kind="after", prompt="What do I feel?", session=TWO)
    write(store, "b", 2, kind="free", prompt="", session=None)
    entry = store.read_sync(read_entry, ONE).entry
    assert (entry.made, entry.changed) == (at(1), at(2))
    assert (entry.kind, entry.prompt, entry.session) == ("after", "What do I feel?", TWO)


def test_entries_are_listed_newest_first_a_page_at_a_time(store: Store) -> None:
    ids = [f"018f6b1e-7c00-7000-8000-0000000001{number:02}" for number in range(50)]
    for number, id in enumerate(ids):
        write(store, f"entry {number}", 1, id, at=at(number))
    first = store.read_sync(list_entries, "")
    assert [entry.id for entry in first] == ids[:8:-1]
    rest = store.read_sync(list_entries, first[39].made)
    assert [entry.id for entry in rest] == ids[9::-1]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("warm", [TWO, ONE]),
        ("WAR", [TWO, ONE]),
        ("warm zurich", [ONE]),
        ("“Zürich”", [ONE]),
        ('"warm day"', [ONE]),
        ('"day warm"', []),
        ("feet cold", [TWO]),
        ("eet", [TWO]),
        ("朝の", [TWO]),
        ("", []),
        ("  ", []),
        ("nowhere", []),
        ("warm OR nowhere", []),
        ("NEAR(warm day)", []),
        ('war"zur', [ONE]),
        ("it's", [ONE]),
        ("text:warm", []),
        ("50%", [TWO]),
    ],
)
def test_words_are_found(store: Store, words: str, wanted: list[str]) -> None:
    write(store, "A warm day in Zürich. It's enough.", 1)
    write(store, "Warm hands, cold feet, 50% tired. 今朝の空気", 2, TWO)
    assert found(store, words) == wanted


@pytest.mark.parametrize(
    ("words", "one", "two", "wanted"),
    [
        ("schlaf", "Schlaf war gut", "Einschlafen ging", [ONE, TWO]),
        ("睡眠", "睡眠 gut", "良い睡眠です", [ONE, TWO]),
        ("übung", "KÖRPERÜBUNG heute", "ÜBUNGEN", [TWO, ONE]),
        ("übung", "KÖRPERÜBUNG heute", "nichts", [ONE]),
    ],
)
def test_where_a_word_begins_comes_first_and_inside_of_words_after(
    store: Store, words: str, one: str, two: str, wanted: list[str]
) -> None:
    write(store, one, 1)
    write(store, two, 2, TWO)
    assert found(store, words) == wanted


def test_what_was_found_is_shown_in_its_place(store: Store) -> None:
    write(store, "Before. " * 30 + "Then a warm wind, warm at last. " + "After. " * 30, 1)
    (one,) = store.read_sync(search_entries, "warm")
    assert one.around[1::2] == ["warm", "warm"]
    assert "".join(one.around).count("…") == 2
    (other,) = store.read_sync(search_entries, "arm win")
    assert other.around[1] == "arm"


def test_words_that_were_changed_or_deleted_are_gone_from_the_index(store: Store) -> None:
    write(store, "a secretword here", 1)
    write(store, "a plainword here", 2)
    write(store, "an otherword there", 3, TWO)
    assert found(store, "secretword") == []
    assert "secretword" not in store.write_sync(index_rows, None)
    store.write_sync(delete_entry, ONE)
    assert found(store, "plainword") == []
    assert store.write_sync(index_rows, None) == ["an", "otherword", "there"]


def test_a_deleted_entry_is_gone_with_its_history(store: Store) -> None:
    write(store, "a", 1)
    store.write_sync(delete_entry, ONE)
    with pytest.raises(Refusal):
        store.read_sync(read_entry, ONE)
    with pytest.raises(Refusal):
        store.write_sync(delete_entry, ONE)
    write(store, "new under the same id", 1)
    assert history(store) == ["new under the same id"]


def test_the_history_can_be_forgotten(store: Store) -> None:
    write(store, "first", 1)
    write(store, "last", 2, sitting=EVENING)
    store.write_sync(forget_history, ONE)
    assert history(store) == ["last"]


def test_an_entry_about_a_session_outlives_it(store: Store) -> None:
    store.write_sync(add, session_row(TWO))
    write(store, "It was good to stop.", 1, session=TWO)
    store.write_sync(lambda tx, id: tx.delete_session(id), TWO)
    assert store.read_sync(read_entry, ONE).entry.session == ""


def test_what_was_written_is_kept_though_its_session_has_gone(store: Store) -> None:
    write(store, "x", 1, session=TWO)
    assert store.read_sync(read_entry, ONE).entry.session == ""


def test_a_moment_that_there_is_not_is_refused(store: Store) -> None:
    with pytest.raises(Refusal):
        write(store, "x", 1, at="2026-06-31T10:00:00Z")


def test_erasing_takes_entries_versions_and_words(store: Store) -> None:
    write(store, "gone soon", 1)
    store.write_sync(lambda tx, _: tx.erase(), None)
    assert found(store, "soon") == []
    assert store.write_sync(index_rows, None) == []
    write(store, "new", 1)
    assert found(store, "new") == [ONE]


def test_a_copy_of_the_record_holds_the_journal_and_its_index(store: Store) -> None:
    for number in range(30):
        id = f"018f6b1e-7c00-7000-8000-0000000002{number:02}"
        write(store, f"word{number} " * 50, 1, id)
        write(store, f"other{number} " * 50, 2, id)
    store.write_sync(delete_entry, "018f6b1e-7c00-7000-8000-000000000203")
    store.snapshot()
    assert store.backups.prove().faults == ()
