"""Columns are guessed from their names, also from names that hold words of two fields."""

from __future__ import annotations

import pytest

from tremula.core.directory.columns import guess
from tremula.library.directory import read_directory_words
from tremula.library.places import find_content

WORDS = read_directory_words(find_content())


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (
            "Provider First Name,Provider Last Name,City,Phone Number",
            {"first_name": 0, "last_name": 1, "city": 2, "phone": 3},
        ),
        ("Clinician First,Clinician Last,Town", {"first_name": 0, "last_name": 1, "city": 2}),
        (
            "Practice Name,Practice City,Practice Phone,Practice Zip",
            {"organisation": 0, "city": 1, "phone": 2, "postcode": 3},
        ),
        ("City,Practice City,Name", {"city": 0, "name": 2}),
        (
            "Full Name,Insurance Plans,State License Number,State",
            {"name": 0, "insurance": 1, "region": 3},
        ),
        (
            "Therapist Name,Email Address,Fee (USD),Telehealth?,New Clients?,Location City",
            {"name": 0, "email": 1, "price": 2, "online": 3, "accepting": 4, "city": 5},
        ),
        ("Vorname,Nachname,Ort,PLZ", {"first_name": 0, "last_name": 1, "city": 2, "postcode": 3}),
        ("Name,Date of Birth,Updated On", {"name": 0, "updated": 2}),
        (
            "Nom,Prénom,Ville,Code postal,Langues,Tarif",
            {"name": 0, "first_name": 1, "city": 2, "postcode": 3, "languages": 4, "price": 5},
        ),
        ("Apellidos,Nombre,Ciudad", {"last_name": 0, "name": 1, "city": 2}),
        ("Cognome,Nome,Città,CAP", {"last_name": 0, "first_name": 1, "city": 2, "postcode": 3}),
        (
            "NPI,First Name,Last Name,Address 1,City,ST,ZIP",
            {"first_name": 1, "last_name": 2, "address": 3, "city": 4, "region": 5, "postcode": 6},
        ),
        ("Name,Provider Type,Phone Type,Your Phone", {"name": 0, "phone": 3}),
    ],
)
def test_columns_mean_what_their_names_say(header: str, meant: dict[str, int]) -> None:
    columns = header.split(",")
    assert guess(columns, WORDS) == {field: columns[place] for field, place in meant.items()}
