"""Cells as people fill them: what is plain is read, what is not costs only itself, and is told."""

from __future__ import annotations

import pytest

from tremula.core.directory.normal import Made, entry_of
from tremula.library.directory import read_directory_words
from tremula.library.places import find_content

WORDS = read_directory_words(find_content())


def made(**cells: str) -> Made:
    return entry_of({"name": "Alma Invented", **cells}, WORDS)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("$120 (60 min), $150 (75 min), $180 (90 min)", (120, 180, "USD")),
        ("$120 / $60 reduced / $40 students", (40, 120, "USD")),
        ("90 EUR (50')", (90, None, "EUR")),
        ("$150 (45m)", (150, None, "USD")),
        ("120 € (2 x 50 min)", (120, None, "EUR")),
        ("1.5h 150", (150, None, "")),
        ("120 pro 50-minütige Sitzung", (120, None, "")),
        ("first session free, then $110", (110, None, "USD")),
        ("153€ GOÄ 870", (153, None, "EUR")),
        ("$150 intake 2024", (150, None, "USD")),
        ("$175/50 minutes; $225/80 minutes", (175, 225, "USD")),
        ("80 to 120 EUR", (80, 120, "EUR")),
        ("1'200 CHF", (1200, None, "CHF")),
        ("1 200 €", (1200, None, "EUR")),
        ("80,- €", (80, None, "EUR")),
        ("Level 2 $120", (120, None, "USD")),
        ("$150 CAD", (150, None, "CAD")),
        ("60 (students), 90", (60, 90, "")),
        ("pro bono", (0, None, "")),
    ],
)
def test_a_price_is_taken_from_beside_its_currency(text: str, price: tuple[int, int | None, str]) -> None:
    entry, notes = made(price=text)
    assert (entry.price, entry.price_high, entry.currency) == price
    assert notes == ()


@pytest.mark.parametrize(
    "text",
    [
        *("Sliding scale", "Contact for rate", "Insurance only", "$600 package of 4", "10 sessions 900 €"),
        *("80 120", "first session free, then 110", "50% sliding", "2 EUR 90", "150 2024", "$20 copay"),
        *("80/120 €", "60614", "150 (90)", "€5,000,000"),
    ],
)
def test_a_price_that_is_not_plain_stays_unknown_and_is_told(text: str) -> None:
    entry, (note,) = made(price=text)
    assert (entry.price, entry.price_high, entry.currency) == (None, None, "")
    assert "kept without the price" in note


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        *((text, True) for text in ("Currently accepting", "now taking new clients", "open")),
        *(
            (text, False)
            for text in ("Not accepting", "no longer accepting", "waitlist only", "fully booked, full")
        ),
    ],
)
def test_who_takes_new_clients_in_other_words(text: str, taken: bool) -> None:
    assert made(accepting=text) == made(accepting="yes" if taken else "no")


@pytest.mark.parametrize(
    "cell",
    [
        *({"accepting": text} for text in ("Limited", "Call", "no waitlist", "not full", "accepting soon")),
        *({"years": text} for text in ("Since 2005", "under 5", "many", "18 months")),
        *({"lat": "95", "lon": "7"}, {"online": "perhaps"}),
    ],
)
def test_what_may_be_either_stays_unknown_and_is_told(cell: dict[str, str]) -> None:
    entry, notes = made(**cell)
    assert (entry.accepting, entry.years, entry.lat, entry.ways) == (None, None, None, ())
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("text", "years"),
    [("over 20", 20), ("20+", 20), ("licensed 2005, 15 years", 15), ("10-15", 10), ("0", 0)],
)
def test_years_of_experience(text: str, years: int) -> None:
    assert made(years=text).entry.years == years


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("in person only (no telehealth)", ("in-person",)),
        ("Not online", ()),
        ("Telehealth not available, office visits", ("in-person",)),
        ("online but not in person", ("online",)),
        ("no phone or video", ()),
        ("FaceTime", ("online",)),
        ("face to face", ("in-person",)),
        ("vor Ort und Video", ("in-person", "online")),
        ("Both", ("in-person", "online")),
        ("my website", ()),
    ],
)
def test_a_way_that_is_denied_is_none(text: str, ways: tuple[str, ...]) -> None:
    assert made(ways=text).entry.ways == ways


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("English/Spanish", ("English", "Spanish")),
        ("English and Spanish", ("English", "Spanish")),
        ("English, German & French", ("English", "German", "French")),
        ("Deutsch und Englisch", ("German", "English")),
        ("español y inglés", ("Spanish", "English")),
        ("English, and Polish", ("English", "Polish")),
        ("es-MX; pt_BR; zh-Hant-TW", ("Spanish", "Portuguese", "Chinese")),
        ("Cantonese", ("Cantonese", "Chinese")),
        ("sign language", ("Sign language",)),
        ("ASL", ("American Sign Language", "Sign language")),
        ("Igbo/Tok Pisin", ("Igbo", "Tok Pisin")),
    ],
)
def test_languages_are_told_apart(text: str, languages: tuple[str, ...]) -> None:
    assert made(languages=text).entry.languages == languages


def test_names_of_insurances_and_kinds_of_help_stay_whole() -> None:
    entry, _ = made(insurance="Smith & Sons; Blue Cross and Blue Shield; Aetna / Cigna; yes")
    assert entry.insurance == ("Smith & Sons", "Blue Cross and Blue Shield", "Aetna", "Cigna")
    entry, _ = made(specialties="EMDR & CBT, Marriage & Family")
    assert entry.specialties == ("EMDR", "Cognitive behavioural therapy", "Marriage & Family")


def test_a_list_that_is_cut_is_told() -> None:
    entry, (note,) = made(insurance=";".join(f"Plan {number}" for number in range(250)))
    assert (len(entry.insurance), entry.insurance[199]) == (200, "Plan 199")
    assert "first 200 of 250 insurances" in note


@pytest.mark.parametrize(
    ("code", "country", "kept"),
    [
        *(("60614-1234", "", "60614"), ("606141234", "US", "60614"), ("606141234", "", "606141234")),
        *(("SW1A 1AA", "GB", "SW1A 1AA"), ("10115", "DE", "10115")),
    ],
)
def test_nine_digits_are_the_five_that_name_a_place(code: str, country: str, kept: str) -> None:
    assert made(postcode=code, country=country).entry.postcode == kept


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"name": "María", "last_name": "García López"}, "María García López"),
        ({"name": "Müller", "first_name": "Jürg"}, "Jürg Müller"),
        ({"name": "Jürg Müller", "first_name": "Jürg"}, "Jürg Müller"),
        ({"name": "Alma Li", "last_name": "Li"}, "Alma Li"),
    ],
)
def test_a_name_of_which_a_part_stands_apart(cells: dict[str, str], name: str) -> None:
    assert entry_of(cells, WORDS).entry.name == name


def test_two_people_of_one_name_in_one_city_are_two() -> None:
    one = made(city="Chicago", phone="555-0100").entry.key
    assert made(city="Chicago", phone="555-0101").entry.key != one
    assert made(city="Chicago", phone="555-0100", price="90").entry.key == one
    there = made(city="Chicago", address="1 Invented Street", phone="555-0100").entry.key
    assert made(city="Chicago", address="1 Invented Street", phone="555-0101").entry.key == there
