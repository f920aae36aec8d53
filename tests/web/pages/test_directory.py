"""How far away somebody is, told in the unit that a person is used to."""

import pytest

from tremula.web.pages.directory import distances, far_in, usual_unit


@pytest.mark.parametrize(
    ("languages", "unit"),
    [("en-US,en;q=0.9", "mi"), ("en-GB", "mi"), ("de-DE,en-US;q=0.8", "km"), ("en", "km"), ("", "km")],
)
def test_miles_are_for_who_drives_by_them(languages: str, unit: str) -> None:
    assert usual_unit(languages) == unit


def test_a_distance_is_told_in_the_unit_and_any_distance_can_be_chosen() -> None:
    assert (far_in("mi")(40.2), far_in("km")(2.4)) == ("25 miles", "2.4 km")
    assert [far_in("mi")(km) for km in (0.02, 0.6, 1.6)] == ["less than 0.1 miles", "0.4 miles", "1 mile"]
    assert [words for _, words, chosen in distances("mi", 25) if chosen] == ["16 miles"]
    assert [words for _, words, chosen in distances("km", 0) if chosen] == ["Any distance"]
    assert (40, "25 miles", False) in distances("mi", 80)
