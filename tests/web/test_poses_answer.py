"""The figure's poses over the wire: all of them, or only those that a session shows."""

from visitor import Visitor


def test_all_poses_and_the_body(resident: Visitor) -> None:
    told = resident.ask("GET", "/api/poses").json()
    assert set(told["poses"]) == set(resident.house.library.poses)
    assert told["body"]


def test_only_the_poses_that_are_asked_for_and_those_on_their_way(resident: Visitor) -> None:
    poses = resident.house.library.poses
    between = next(pose for pose in poses.values() if pose.through)
    told = resident.ask("GET", f"/api/poses?ids=stand,{between.id},nothing-of-ours").json()
    assert set(told["poses"]) == {"stand", between.id, between.through}
    assert resident.ask("GET", "/api/poses?ids=").json()["poses"] == {}


def test_of_the_looks_only_what_is_worn(resident: Visitor) -> None:
    looks = resident.ask("GET", "/api/poses?ids=stand&hair=short&skin=none-of-ours").json()["body"]["looks"]
    ours = resident.house.library.body
    assert ours is not None
    assert {kind: [each["id"] for each in choices] for kind, choices in looks.items()} == {
        "body": [ours.looks.body[0].id],
        "skin": [ours.looks.skin[0].id],
        "hair": ["short"],
        "clothes": [ours.looks.clothes[0].id],
    }
