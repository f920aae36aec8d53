"""Self-care is kept tap by tap, taken back with the last tap, and shown as forgiving weeks."""

from visitor import Visitor


def keep(person: Visitor, day: str, *done: str) -> None:
    assert person.ask("POST", "/api/self-care", {"day": day, "done": list(done)}).status_code == 204


def days(person: Visitor) -> dict[str, list[str]]:
    return {each["day"]: each["done"] for each in person.ask("GET", "/api/self-care").json()["days"]}


def test_a_day_is_replaced_and_goes_when_nothing_is_left(person: Visitor) -> None:
    keep(person, "2026-11-22", "people", "food")
    keep(person, "2026-11-20", "sleep")
    assert days(person) == {"2026-11-20": ["sleep"], "2026-11-22": ["food", "people"]}
    keep(person, "2026-11-22")
    assert days(person) == {"2026-11-20": ["sleep"]}


def test_the_page_shows_seven_days_to_tap_and_no_weeks_at_first(person: Visitor) -> None:
    page = person.visit("/self-care").text
    assert page.count('type="checkbox"') == 7 * 5
    assert "The last weeks" not in page
    keep(person, "2026-11-21", "moving")
    page = person.visit("/self-care").text
    assert 'name="2026-11-21" value="moving" checked' in page
    assert "Week of 16 November: on some days" in page
    assert page.count("care-mark") == 5 * 6
