"""The figure's poses: read strictly, complete for the exercises, the same that the geometry tests measure."""

import runpy
from pathlib import Path

import msgspec
import pytest

from shipped import our_library
from tremula.core.exercise.pose import Pose

ROOT = Path(__file__).parents[3]
POSES = our_library().poses


def test_the_geometry_tests_measure_these_poses_and_movements() -> None:
    fixtures = runpy.run_path(str(ROOT / "tools/gallery.py"))["fixtures"]()
    for name, text in fixtures.items():
        assert (ROOT / "tests/js" / name).read_bytes() == text, "run: python tools/gallery.py --json"


def test_the_gallery_has_a_picture_of_every_pose_and_movement_and_stays_small() -> None:
    gallery = runpy.run_path(str(ROOT / "tools/gallery.py"))
    there = {path.stem: path.stat().st_size for path in gallery["PICTURES"].glob("*.png")}
    assert there.keys() == POSES.keys() | gallery["named_moves"]().keys(), (
        "python tools/gallery.py --pictures"
    )
    assert sum(there.values()) < 3_000_000


def test_every_pose_the_scripts_name_is_there() -> None:
    scripts = our_library().scripts
    named = set()
    for script in scripts.values():
        named |= {
            value for key, value in _pairs(msgspec.to_builtins(script)) if key in {"pose", "show", "move"}
        }
    assert {name for name in named if isinstance(name, str)} - POSES.keys() == set()


def _pairs(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [*value.items(), *(pair for child in value.values() for pair in _pairs(child))]
    if isinstance(value, list):
        return [pair for child in value for pair in _pairs(child)]
    return []


@pytest.mark.parametrize("pose", POSES.values(), ids=POSES.keys())
def test_a_pose_that_touches_a_thing_shows_it(pose: Pose) -> None:
    touched = {contact.on for contact in pose.contacts.values()} & {"wall", "chair", "block"}
    assert touched <= {prop.kind for prop in pose.props}


ONE_WAY = {"sit-bed", "sit-spiral", "sign-far"}
"""Left and right differ, but nothing in the practice asks for the other way round."""


@pytest.mark.parametrize("pose", POSES.values(), ids=POSES.keys())
def test_a_pose_has_a_side_exactly_when_left_and_right_differ(pose: Pose) -> None:
    sided = any(name.startswith(("left-", "right-")) for name in (*pose.joints, *pose.contacts))
    turned = pose.root.at[0] != 0 or any(pose.root.turn[1:]) or pose.root.spin != 0
    assert (pose.sides == "left") == ((sided or turned) and pose.id not in ONE_WAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "above"},
        {"joints": {"tail": 3}},
        {"joints": {"knee": [1, 2]}},
        {"joints": {"knee": 900}},
        {"contacts": {"feet": {"on": "water"}}},
        {"glow": ["soul"]},
        {"colour": "red"},
    ],
)
def test_a_wrong_pose_is_refused(wrong: dict[str, object]) -> None:
    right = {"id": "stand", "title": "Standing", "view": "front", "root": {"at": [0, 53, 0]}}
    msgspec.convert(right, Pose)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**right, **wrong}, Pose)
