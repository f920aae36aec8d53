"""The calendar is as RFC 5545 wants it, names no practice, and waits where the plan waits."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tremula.core.practice.calendar import Kept, calendar, escaped, first_day, folded
from tremula.core.practice.schedule import Schedule, ScheduleWords
from tremula.library.guidance import read_guidance
from tremula.library.places import find_content

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=1)))
"""A Sunday."""
HEALTH = re.compile(
    r"health|trauma|exercise|practi[cs]e|check-?in|session|tremor|shak|therap|mood|anxi|pain|ptsd|phq|gad|symptom",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def words() -> ScheduleWords:
    return read_guidance(find_content()).practice.schedule


def made(words: ScheduleWords, schedule: Schedule, earliest: datetime | None = NOW) -> list[str]:
    text = calendar(Kept(schedule, words, "a seed", NOW, earliest))
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_it_repeats_in_the_clock_of_whoever_looks(words: ScheduleWords) -> None:
    lines = made(words, Schedule(days=[1, 4], at="07:05", check_in="20:15"))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert [line for line in lines if line.startswith(("DTSTART", "RRULE", "DURATION"))] == [
        "DTSTART:20261124T070500",
        "DURATION:PT60M",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,FR",
        "DTSTART:20261122T201500",
        "DURATION:PT5M",
        "RRULE:FREQ=DAILY",
    ]
    assert "DTSTAMP:20261122T170000Z" in lines
    for part in ("VCALENDAR", "VEVENT", "VALARM"):
        assert lines.count(f"BEGIN:{part}") == lines.count(f"END:{part}")
    names = [line for line in lines if line.startswith("UID:")]
    assert len(set(names)) == 2


def test_it_names_no_practice_and_nothing_about_health(words: ScheduleWords) -> None:
    lines = made(words, Schedule(days=[0], check_in="20:15", forms=["phq-9"]))
    assert [line for line in lines if HEALTH.search(line)] == []
    assert {line for line in lines if line.startswith("SUMMARY")} == {
        "SUMMARY:Time for myself",
        "SUMMARY:A short pause",
    }


def test_a_pause_of_the_plan_is_a_pause_of_the_calendar(words: ScheduleWords) -> None:
    schedule = Schedule(days=[6], at="18:30")
    assert "DTSTART:20261122T183000" in made(words, schedule)
    assert "DTSTART:20261129T183000" in made(words, schedule, NOW + timedelta(hours=1))
    utc = datetime(2026, 11, 29, 17, 30, tzinfo=UTC)
    assert "DTSTART:20261129T183000" in made(words, schedule, utc)
    assert "BEGIN:VEVENT" not in made(words, schedule, None)


def test_an_entry_keeps_its_name_when_the_time_changes(words: ScheduleWords) -> None:
    names = [
        [line for line in made(words, Schedule(days=days, at=at)) if line.startswith("UID")]
        for days, at in (([0], "18:30"), ([2, 4], "07:00"))
    ]
    assert names[0] == names[1]


def test_long_lines_are_folded_without_cutting_a_letter() -> None:
    line = "SUMMARY:" + "Zeit für mich, täglich " * 8
    pieces = list(folded(line))
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert escaped("a, b; c\\ \n") == "a\\, b\\; c\\\\ \\n"


def test_without_entries_it_still_has_the_one_part_that_a_calendar_needs(words: ScheduleWords) -> None:
    for lines in (made(words, Schedule()), made(words, Schedule(days=[0]), None)):
        assert [line for line in lines if line.startswith("BEGIN:")] == [
            "BEGIN:VCALENDAR",
            "BEGIN:VTIMEZONE",
            "BEGIN:STANDARD",
        ]
    assert "BEGIN:VTIMEZONE" not in made(words, Schedule(check_in="20:15"))


def test_the_minute_that_has_begun_is_still_today(words: ScheduleWords) -> None:
    now = NOW.replace(second=30, microsecond=5)
    assert first_day(Schedule(days=[6], at="18:00"), now) == NOW.date()
