"""The drawn body map is the figure's own, whole, mirrored, and not older than the figure."""

import re
from pathlib import Path

import pytest

from tremula.core.bodymap.places import FACES, BodyMap, Face
from tremula.library.body_map import DRAWN, read_body_map, read_source

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "src/tremula/web/static/css/body-map.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def map() -> BodyMap:
    found, problems = read_body_map(ROOT / "content")
    assert problems == [] and found is not None
    return found


def points(path: str) -> list[list[tuple[float, float]]]:
    numbers = [re.findall(r"[-\d.]+", loop) for loop in path.split("Z") if loop]
    return [[(float(x), float(y)) for x, y in zip(n[::2], n[1::2], strict=True)] for n in numbers]


def area(path: str) -> float:
    """Of all loops; holes run the other way round and count against it."""
    loops = points(path)
    return abs(
        sum(x * v - u * y for loop in loops for (x, y), (u, v) in zip(loop, loop[1:] + loop[:1], strict=True))
        / 2
    )


def test_it_is_what_the_live_engine_draws() -> None:
    from body_map.make import body_map

    stale = [name for name, text in body_map().items() if (ROOT / name).read_text("utf-8") != text]
    assert stale == [], "run “make docs”"


def test_every_place_is_drawn_for_every_body_type(map: BodyMap) -> None:
    assert len(map.builds) == 3
    for build, views in map.builds.items():
        seen = {place for face in FACES for place, path in views[face].regions.items() if path}
        assert seen == set(map.names), build


@pytest.mark.parametrize("face", FACES)
def test_the_places_fill_the_body_and_do_not_overlap(map: BodyMap, face: Face) -> None:
    for build, views in map.builds.items():
        whole = area(views[face].outline)
        filled = sum(area(path) for path in views[face].regions.values())
        assert 0.86 < filled / whole < 1, (build, face)


@pytest.mark.parametrize("face", FACES)
def test_left_mirrors_right(map: BodyMap, face: Face) -> None:
    for views in map.builds.values():
        for place, path in views[face].regions.items():
            if place.startswith("left-"):
                twin = views[face].regions[place.replace("left-", "right-")]
                assert area(path) == pytest.approx(area(twin), rel=0.06), place


def test_the_persons_left_is_on_the_right_of_the_front_and_on_the_left_of_the_back(map: BodyMap) -> None:
    for views in map.builds.values():
        for face, sign in zip(FACES, (1, -1), strict=True):
            for place in map.places:
                path = views[face].regions.get(place.id, "")
                if path and place.side:
                    middle = sum(x for loop in points(path) for x, _ in loop) / sum(map_len(path))
                    way = sign if place.side == "left" else -sign
                    assert (middle - map.width / 2) * way > 0, (face, place.id)


def map_len(path: str) -> list[int]:
    return [len(loop) for loop in points(path)]


def test_every_feeling_has_a_pattern_of_its_own_and_its_colours_in_the_style(map: BodyMap) -> None:
    assert len({feeling.line for feeling in map.feelings}) == len(map.feelings)
    for feeling in map.feelings:
        light, dark = feeling.colours
        assert f"--feeling-{feeling.id}: light-dark({light}, {dark});" in CSS
        assert f".body-map-{feeling.id} {{" in CSS


def test_a_wrong_source_is_told_with_its_line(tmp_path: Path) -> None:
    text = (ROOT / "content/figures/body-map/map.yaml").read_text("utf-8")
    (tmp_path / "figures/body-map").mkdir(parents=True)
    wrong = text.replace("group: feet", "group: toes", 1)
    (tmp_path / "figures/body-map/map.yaml").write_text(wrong, "utf-8")
    read, source = read_source(tmp_path)
    line = wrong[: wrong.index("group: toes")].count("\n") + 1
    assert source is None
    assert [(problem.line, "toes" in problem.what) for problem in read.problems] == [(line, True)]


def test_a_drawing_of_another_shape_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / DRAWN).parent.mkdir(parents=True)
    (tmp_path / DRAWN).write_text("{}")
    found, problems = read_body_map(tmp_path)
    assert found is None
    assert any("make docs" in problem.what for problem in problems)
