"""FHIR: whose word holds, what has ended, who pays, and whose record it is."""

from __future__ import annotations

from typing import Any

import pytest
from made import BASE
from test_directory_files import WORDS, entries, source, steps
from test_plan_net import ALMA, file, role

from tremula.core.directory.entry import Entry
from tremula.importers.catalogue import read

TODAY = "2026-11-23"
AT = {"reference": "Location/p"}


def new(code: str, *networks: str) -> dict[str, Any]:
    inner: list[dict[str, Any]] = [
        {"url": "acceptingPatients", "valueCodeableConcept": {"coding": [{"code": code}]}}
    ]
    inner += [{"url": "fromNetwork", "valueReference": {"reference": f"Organization/{n}"}} for n in networks]
    return {"url": BASE + "newpatients", "extension": inner}


def within(*networks: str) -> list[dict[str, Any]]:
    return [
        {"url": BASE + "network-reference", "valueReference": {"reference": f"Organization/{n}"}}
        for n in networks
    ]


def network(id: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Organization", "id": id, "name": f"Network {id}", **more}


def place(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Location", "id": "p", "address": {"city": "Chicago"}, **more}


def listed(*resources: dict[str, Any]) -> list[Entry]:
    found = read(source(file(ALMA, *resources)), "fhir", {}, WORDS, today=TODAY)
    return [step.item for step in found if isinstance(step.item, Entry)]


@pytest.mark.parametrize(
    ("extensions", "taken"),
    [
        ([new("nopt")], False),
        ([], True),
        ([new("newpt", "a"), *within("a")], True),
        ([new("newpt", "a"), *within("a", "b")], None),
        ([new("newpt", "a"), new("nopt", "b"), *within("a", "b")], None),
        ([new("newpt"), *within("a", "b")], True),
    ],
    ids=["own-no", "the-place-says", "its-network", "one-of-two", "differs", "everywhere"],
)
def test_the_roles_own_word_on_new_clients_holds(
    extensions: list[dict[str, Any]], taken: bool | None
) -> None:
    someone = role("Practitioner/1", location=[AT], extension=extensions)
    (found,) = listed(place(extension=[new("newpt")]), network("a"), network("b"), someone)
    assert found.accepting is taken


def test_an_answer_that_differs_is_told() -> None:
    someone = role("Practitioner/1", extension=[new("newpt", "a"), new("nopt", "b"), *within("a", "b")])
    notes = [note.what for step in steps(file(ALMA, someone)) for note in step.notes]
    assert "differs between the insurances" in notes[0]


@pytest.mark.parametrize(
    ("end", "there"),
    [("2015-01-01", 0), ("2025", 0), ("2026", 1), ("2026-10", 0), ("2026-11-23", 1), ("2030", 1)],
)
def test_a_role_that_has_ended_is_left_out(end: str, there: int) -> None:
    assert len(listed(role("Practitioner/1", period={"end": end}))) == there


def test_who_works_for_a_house_that_is_closed_is_left_out() -> None:
    house = {"resourceType": "Organization", "id": "o", "active": False, "name": "Gone"}
    service = {"resourceType": "HealthcareService", "id": "s", "name": "Talk"}
    at = {"reference": "Organization/o"}
    assert listed(house, role("Practitioner/1", organization=at), {**service, "providedBy": at}) == []


@pytest.mark.parametrize("status", ["suspended", "inactive"])
def test_a_place_that_is_closed_is_not_shown(status: str) -> None:
    (found,) = listed(place(status=status), role("Practitioner/1", location=[AT]))
    assert found.city == ""


def test_a_service_that_only_an_ended_role_names_is_listed_itself() -> None:
    service = {"resourceType": "HealthcareService", "id": "s", "name": "Evening group"}
    ended: dict[str, Any] = {
        "period": {"end": "2015"},
        "healthcareService": [{"reference": "HealthcareService/s"}],
    }
    assert [each.name for each in listed(service, role("Practitioner/1", **ended))] == ["Evening group"]


def test_who_pays_is_told_by_the_name_that_people_know() -> None:
    plan = {"resourceType": "InsurancePlan", "network": [{"reference": "Organization/a"}]}
    owner = {"ownedBy": {"reference": "Organization/acme"}}
    (found,) = listed(
        {"resourceType": "Organization", "id": "acme", "name": "Acme Health"},
        network("a", partOf={"display": "Sample Group"}),
        network("b", active=False),
        {**plan, "id": "1", "name": "Gold", "status": "active", **owner},
        {**plan, "id": "2", "name": "Old", "status": "retired"},
        {**plan, "id": "3", "name": "Older", "period": {"end": "2015-12-31"}},
        role("Practitioner/1", extension=within("a", "b")),
    )
    assert found.insurance == ("Network a", "Gold", "Acme Health", "Sample Group")


def test_a_membership_that_has_ended_pays_nothing() -> None:
    joined = {
        "resourceType": "OrganizationAffiliation",
        "id": "m",
        "participatingOrganization": {"reference": "Organization/house"},
        "network": [{"reference": "Organization/a"}],
    }
    house = {"resourceType": "Organization", "id": "house", "name": "House"}
    works = role("Practitioner/1", organization={"reference": "Organization/house"})
    assert listed(network("a"), house, joined, works)[0].insurance == ("Network a",)
    ended = {**joined, "period": {"end": "2016-01-01"}}
    assert listed(network("a"), house, ended, works)[0].insurance == ()


@pytest.mark.parametrize("urls", [True, False], ids=["with-address", "without"])
def test_two_exports_with_one_id_are_two_people(urls: bool) -> None:
    keys = set()
    for name in ("Alma", "Bruno"):
        person = role("", practitioner={"display": f"{name} Invented"})
        url = f"https://{name}.example/fhir/PractitionerRole/r"
        data = file((person, url) if urls else person)
        (first,), (again,) = entries(steps(data)), entries(steps(data))
        assert first.key == again.key
        keys.add(first.key)
    assert len(keys) == 2
