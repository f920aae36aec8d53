"""The directory's file: encrypted, searched near a place, gone on with after a kill, taken out whole."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tremula.actions.directory import Import, share
from tremula.bootstrap_directory import Desk, digest_of
from tremula.core.directory.distance import ACROSS, cell, cells_around, distance
from tremula.core.directory.filters import Filters, Query, filters_from
from tremula.core.failure import Refusal
from tremula.importers.limits import Source
from tremula.library.places import find_content
from tremula.storage.directory import PIECE, DirectoryFile

KEY = bytes(range(32))
HEADER = "name,specialties,insurance,languages,ways,price,years,accepting,level,city,lat,lon,phone\n"
SPECIALTIES = ["EMDR", "Psychotherapy", "Support groups"]
CHICAGO = (41.88, -87.63)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "directory.db", lambda: KEY, find_content())
    yield made
    made.close()


def table(count: int, *, seed: int = 3) -> bytes:
    """Invented people around Chicago."""
    chance = random.Random(seed)
    rows = [
        f"Invented {number},{chance.choice(SPECIALTIES)},Plan {chance.randint(1, 5)};Other plan,"
        f"{chance.choice(['English;Spanish', 'German'])},{chance.choice(['online', 'in person', 'both'])},"
        f"{chance.randint(30, 200)},{chance.randint(0, 30)},{chance.choice(['yes', 'no', ''])},Certified,"
        f"Chicago,"
        f"{CHICAGO[0] + chance.gauss(0, 0.4):.4f},{CHICAGO[1] + chance.gauss(0, 0.4):.4f},canary-{number}\n"
        for number in range(count)
    ]
    return (HEADER + "".join(rows)).encode()


def source(data: bytes, name: str = "brought.csv") -> Source:
    return Source(name, len(data), lambda: io.BytesIO(data))


def test_five_filters_and_distance_find_what_a_plain_look_at_every_row_finds(desk: Desk) -> None:
    data = table(4000)
    desk.bring(source(data))
    filters = Filters(
        specialty="emdr",
        insurance="Plan 2",
        language="Spanish",
        way="online",
        price=120,
        near="Chicago",
        within=40,
    )
    results, place = desk.search(filters)
    assert place is not None
    wanted = []
    for line in data.decode().splitlines()[1:]:
        cells = line.split(",")
        km = distance(place.lat, place.lon, float(cells[10]), float(cells[11]))
        fits = (
            cells[1] == "EMDR"
            and "Plan 2" in cells[2]
            and "Spanish" in cells[3]
            and cells[4] in ("online", "both")
        )
        if fits and int(cells[5]) <= 120 and km <= 40:
            wanted.append((km, cells[0]))
    assert results.total == len(wanted) > 5
    assert [found.entry.name for found in results.found] == [name for _, name in sorted(wanted)][:20]


def test_without_a_place_the_same_people_are_found(desk: Desk) -> None:
    desk.bring(source(table(1500)))
    filters = {"specialty": "EMDR", "insurance": "plan 2", "accepting": "yes", "price": "90", "years": "3"}
    everywhere, _ = desk.search(filters_from(filters))
    near, _ = desk.search(filters_from({**filters, "near": "Chicago", "within": "500"}))
    assert everywhere.total == near.total > 0
    assert desk.search(filters_from({"q": "invented 77"}))[0].found[0].entry.name.startswith("Invented 77")


@pytest.mark.parametrize(
    "words", ['" OR 1', "*", "NEAR(a b)", "xf1", "'; DROP TABLE entry", "\x00", "a" * 120]
)
def test_words_are_never_read_as_a_command(desk: Desk, words: str) -> None:
    desk.bring(source(table(20)))
    assert desk.search(Filters(q=words, insurance=words))[0].total == 0
    assert desk.search(filters_from({}))[0].total == 20


def test_a_place_is_a_city_a_postcode_of_the_files_or_degrees(desk: Desk) -> None:
    desk.bring(source(b"name,zip,lat,lon\nAlma,10 999,52.5,13.4\n"))
    for near in ("10999", "Berlin", "berlin, DE", "52.5, 13.4"):
        assert desk.search(Filters(near=near))[0].total == 1, near
    with pytest.raises(Refusal, match="knows no place"):
        desk.search(Filters(near="Nowhereatall"))


def test_a_city_gives_a_place_where_a_file_has_none(desk: Desk) -> None:
    desk.bring(source(b"name,city,state,country\nAlma,Springfield,IL,US\nBruno,Springfield,MO,US\n"))
    found = desk.search(Filters(near="Springfield, IL"))[0].found
    assert [each.entry.name for each in found] == ["Alma"]


def test_an_import_that_was_broken_off_goes_on_without_doubles(desk: Desk, tmp_path: Path) -> None:
    data = table(7000)
    desk.bring(source(data, "whole.csv"))
    whole = {row[0] for row in desk.file.look("SELECT key FROM entry")}
    desk.file.undo(1)

    class Killed(Exception):
        pass

    def die(now: object) -> None:
        raise Killed

    for _ in range(3):
        with pytest.raises(Killed):
            desk.bring(source(data), tell=die)
        desk.close()
    done = desk.bring(source(data))
    keys = [row[0] for row in desk.file.look("SELECT key FROM entry")]
    assert (done.kept, len(keys)) == (7000, 7000)
    assert set(keys) == whole
    assert len(desk.file.imports()) == 1


def test_somebody_with_several_places_comes_once_for_each_after_a_break(desk: Desk) -> None:
    places = [{"resourceType": "Location", "id": f"p{number}"} for number in range(3)]
    here = [{"reference": f"Location/p{number}"} for number in range(3)]
    roles = [
        {
            "resourceType": "PractitionerRole",
            "id": f"r{number}",
            "location": here,
            "practitioner": {"display": "A"},
        }
        for number in range(1500)
    ]
    data = b"\n".join(msgspec.json.encode(each) for each in (*places, *roles))

    shares: list[float] = []

    def die(now: Import) -> None:
        shares.append(share(now))
        raise InterruptedError

    for _ in range(2):
        with pytest.raises(InterruptedError):
            desk.bring(source(data, "roles.ndjson"), tell=die)
        desk.close()
    assert desk.bring(source(data, "roles.ndjson")).kept == 4500
    assert 0.4 < shares[0] < 0.5 < shares[1] < 0.95
    assert len({row[0] for row in desk.file.look("SELECT key FROM entry")}) == 4500


def test_the_same_file_is_refused_twice_and_another_is_not(desk: Desk) -> None:
    desk.bring(source(table(30)))
    with pytest.raises(Refusal, match="already"):
        desk.bring(source(table(30), "other-name.csv"))
    desk.bring(source(table(30, seed=4)))


def test_a_file_that_differs_only_in_its_middle_is_another_file(desk: Desk) -> None:
    rows = [f"Invented {number:06},{'x' * 90}\n" for number in range(30_000)]
    digests = set()
    for name in ("Invented", "Imagined"):
        rows[15_000] = f"{name} 015000,{'x' * 90}\n"
        digests.add(digest_of(source(("name,phone\n" + "".join(rows)).encode())))
    assert len(digests) == 2


def test_undo_takes_out_exactly_what_came_with_a_file(desk: Desk) -> None:
    desk.bring(source(b"name,specialties,zip,lat,lon\nAlma,Kept kind,60614,41.9,-87.6\n"))
    desk.bring(source(table(PIECE + 500)))
    heard: list[int] = []
    desk.file.undo(2, heard.append)
    assert heard == [500, 0]
    assert [len(desk.file.look(f"SELECT * FROM {name}")) for name in ("entry", "spot", "postcode")] == [
        1,
        1,
        1,
    ]
    assert desk.file.choices("specialty") == ["Kept kind"]
    assert desk.file.choices("insurance") == []
    assert desk.search(Filters(q="invented"))[0].total == 0
    assert desk.search(Filters(near="60614"))[0].found[0].entry.name == "Alma"


def test_bad_rows_are_counted_all_and_kept_up_to_a_thousand(desk: Desk) -> None:
    rows = b"".join(b",%d\n" % number for number in range(1500))
    done = desk.bring(source(b"name,price\n" + rows + b"Bruno,90\n"))
    assert (done.kept, done.bad) == (1, 1500)
    found = desk.file.problems(done.id)
    assert len(found) == 1000
    assert (found[0].line, found[0].where) == (2, "brought.csv")


def test_the_columns_that_were_chosen_are_remembered(desk: Desk) -> None:
    desk.bring(source(b"who,euros\nAlma,90\n"), {"name": "who", "price": "euros"})
    seen = desk.look(source(b"Who,Euros\nBruno,70\n"))
    assert (seen.known, dict(seen.guess)) == (True, {"name": "who", "price": "euros"})


def test_nothing_of_it_lies_on_the_disk_in_clear(desk: Desk, tmp_path: Path) -> None:
    desk.bring(source(table(50)))
    number = desk.begin_upload("brought.csv", 6)
    desk.put_piece(number, 0, b"canary")
    for path in tmp_path.iterdir():
        assert b"canary" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    desk.close()
    with pytest.raises(Refusal, match="cannot be read"):
        DirectoryFile(tmp_path / "directory.db", bytes(32))


def test_an_uploaded_file_survives_a_restart_and_is_gone_once_read(desk: Desk) -> None:
    data = table(3000)
    id = desk.begin_upload("brought.csv", len(data))
    desk.put_piece(id, 0, data)
    desk.start(id, desk.look_at_upload(id).guess)
    desk.close()
    if desk.file.import_(id).state == "reading":
        desk.start(id, {})
    assert desk._thread is not None
    desk._thread.join(60)
    assert (desk.file.import_(id).state, desk.file.import_(id).kept) == ("done", 3000)
    assert desk.file.piece(id, 0) == b""


def test_every_place_within_reach_lies_in_the_squares_that_are_read() -> None:
    chance = random.Random(11)
    for _ in range(4000):
        lat, lon = chance.uniform(-89.9, 89.9), chance.uniform(-180, 180)
        km = chance.choice([1, 25, 200, 500])
        other = (
            max(-90.0, min(90.0, lat + chance.gauss(0, km / 111))),
            (lon + chance.gauss(0, 3) + 180) % 360 - 180,
        )
        if distance(lat, lon, *other) <= km:
            square = cell(*other)
            assert any(first <= square <= last for first, last in cells_around(lat, lon, km)), (
                lat,
                lon,
                other,
                km,
            )


def test_distances_are_those_of_a_published_example() -> None:
    # R. Chamberlain's and movable-type's worked example: 968.9 km from Land's End to John o' Groats.
    assert distance(50.0664, -5.7147, 58.6440, -3.0700) == pytest.approx(968.9, abs=0.3)
    assert cell(90, 180) < 720 * ACROSS


@pytest.mark.parametrize(
    ("name", "value"), [("price", "-1"), ("within", "501"), ("years", "x"), ("way", "post")]
)
def test_a_wrong_filter_is_told(name: str, value: str) -> None:
    with pytest.raises(Refusal) as caught:
        filters_from({name: value})
    assert caught.value.code == "filter"


def test_an_empty_directory_finds_nobody_and_says_so(desk: Desk) -> None:
    assert desk.search(Filters(near="Chicago"))[0].total == 0
    assert desk.file.search(Query(Filters(specialty="EMDR"))).total == 0
