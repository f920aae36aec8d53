"""Plan-Net as published and as servers write it: references of every kind, parts that are missing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from made import BASE, bundle, plan_net
from test_directory_files import entries, problems, refused, steps

from tremula.core.directory.entry import Entry

ALMA = {"resourceType": "Practitioner", "id": "1", "name": [{"text": "Alma Invented"}]}
BRUNO = {**ALMA, "name": [{"text": "Bruno Invented"}]}


def role(to: str, id: str = "r", **more: Any) -> dict[str, Any]:
    return {"resourceType": "PractitionerRole", "id": id, "practitioner": {"reference": to}, **more}


def file(*entries: tuple[dict[str, Any], str] | dict[str, Any] | None) -> bytes:
    """A Bundle; with a fullUrl where one is given."""
    rows = [
        {"resource": each[0], "fullUrl": each[1]} if isinstance(each, tuple) else each and {"resource": each}
        for each in entries
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": rows}).encode()


def extended(name: str, **inner: Any) -> dict[str, Any]:
    told = [{"url": url, "valueCodeableConcept": {"coding": [{"code": code}]}} for url, code in inner.items()]
    return {"url": BASE + name, "extension": told}


def one(data: bytes) -> Entry:
    (found,) = entries(steps(data))
    return found


@pytest.mark.parametrize(
    "data",
    [
        file(ALMA, role("Practitioner/1")),
        file(ALMA, role("Practitioner/1/_history/7")),
        file(ALMA, role("https://elsewhere.example/fhir/Practitioner/1")),
        file((ALMA, "https://a.example/fhir/Practitioner/1"), role("https://a.example/fhir/Practitioner/1")),
        file((ALMA, "https://inside.example/fhir/Practitioner/1"), role("Practitioner/1")),
        file(({**ALMA, "id": ""}, "urn:uuid:9"), (role("urn:uuid:9"), "urn:uuid:8")),
        file((ALMA, "urn:uuid:9"), role("Practitioner/1")),
        file(role("#own", contained=[{**ALMA, "id": "own"}])),
        file(role("Practitioner/gone") | {"practitioner": {"display": "Alma Invented"}}),
    ],
    ids=["relative", "version", "absolute", "full", "other-base", "urn", "urn-id", "contained", "display"],
)
def test_a_person_is_found_however_a_role_names_her(data: bytes) -> None:
    assert one(data).name == "Alma Invented"


def test_two_servers_may_use_the_same_id_for_two_people() -> None:
    data = file(
        (ALMA, "https://a.example/fhir/Practitioner/1"),
        (BRUNO, "https://b.example/fhir/Practitioner/1"),
        (role("Practitioner/1"), "https://a.example/fhir/PractitionerRole/r"),
        (role("Practitioner/1"), "https://b.example/fhir/PractitionerRole/r"),
        (role("https://c.example/fhir/Practitioner/1", "lost"), "https://b.example/fhir/PractitionerRole/l"),
    )
    found = steps(data)
    assert [each.name for each in entries(found)] == ["Alma Invented", "Bruno Invented"]
    assert len({each.key for each in entries(found)}) == 2
    assert "c.example" in problems(found)[0].what


@pytest.mark.parametrize("slice", ["type", "deliveryMethodType"])
@pytest.mark.parametrize(("code", "way"), [("virtual", "online"), ("physical", "in-person")])
def test_how_one_meets_is_read_as_the_profile_writes_it(slice: str, code: str, way: str) -> None:
    service = {"resourceType": "HealthcareService", "id": "s", "name": "Talk"}
    service["extension"] = [extended("delivery-method", **{slice: code, "virtualModalities": "phone"})]
    assert one(file(service)).ways == (way,)


def test_new_clients_may_be_told_by_the_place_and_by_several_networks() -> None:
    place = {
        "resourceType": "Location",
        "id": "p",
        "extension": [extended("newpatients", acceptingPatients="newpt")],
    }
    here = {"location": [{"reference": "Location/p"}]}
    assert one(file(ALMA, place, role("Practitioner/1", **here))).accepting is True
    both = [extended("newpatients", acceptingPatients=code) for code in ("nopt", "newpt")]
    assert one(file(ALMA, role("Practitioner/1", extension=both))).accepting is None
    assert one(file(ALMA, role("Practitioner/1", extension=both[:1]))).accepting is False
    assert one(file(ALMA, role("Practitioner/1"))).accepting is None


def test_codes_of_the_taxonomy_mean_the_kinds_of_help_they_mean_in_the_registry() -> None:
    nucc = {"system": "http://nucc.org/provider-taxonomy", "code": "101YP2500X"}
    found = one(
        file(ALMA, role("Practitioner/1", specialty=[{"coding": [{**nucc, "display": "Counselor"}]}]))
    )
    assert found.specialties == ("Counselor", "Psychotherapy")


def test_plans_are_found_through_absolute_and_relative_names_of_one_network() -> None:
    texts = [
        json.dumps(each).replace("Organization/net", "https://example.org/fhir/Organization/net")
        if each["resourceType"] in ("InsurancePlan", "PractitionerRole")
        else json.dumps(each)
        for each in plan_net()
    ]
    urls = [f"https://example.org/fhir/{each['resourceType']}/{each['id']}" for each in plan_net()]
    found = entries(steps(file(*((json.loads(text), url) for text, url in zip(texts, urls, strict=True)))))
    assert found[0].insurance == ("Invented Network", "Invented Gold")


def test_one_plan_of_another_shape_costs_nobody_else() -> None:
    odd = {"resourceType": "InsurancePlan", "id": "odd", "network": 5}
    found = steps(file(odd, *plan_net()))
    assert len(entries(found)) == 2
    assert "InsurancePlan/odd" in problems(found)[0].what


def test_who_no_longer_works_is_left_out() -> None:
    gone = {**ALMA, "active": False}
    closed = {"resourceType": "Location", "id": "p", "status": "inactive", "address": {"city": "Chicago"}}
    assert entries(steps(file(gone, role("Practitioner/1")))) == []
    kept = one(file(ALMA, closed, role("Practitioner/1", location=[{"reference": "Location/p"}])))
    assert kept.city == ""


def test_a_bad_entry_of_a_bundle_is_named_and_the_rest_is_kept() -> None:
    good = {"resource": role("Practitioner/1")}
    text = (
        file(ALMA, None).decode()[:-2] + f', {{"fullUrl": 5, "resource": 7}}, 3, "x", {json.dumps(good)}]}}'
    )
    found = steps(text.encode())
    assert [each.name for each in entries(found)] == ["Alma Invented"]
    assert [problem.line for problem in problems(found)] == [2, 3, 4, 5]
    assert {problem.where for problem in problems(found)} == {"brought.csv, entry"}


@pytest.mark.parametrize("form", ["bom", "list", "pretty", "bundles-by-line"])
def test_the_same_resources_in_other_files(form: str) -> None:
    whole = json.loads(bundle())
    data = {
        "bom": b"\xef\xbb\xbf" + bundle(),
        "list": json.dumps(plan_net()).encode(),
        "pretty": json.dumps(whole, indent=2).encode(),
        "bundles-by-line": b"\n".join(file(each) for each in plan_net()),
    }[form]
    assert len(entries(steps(data))) == 2


def test_a_broken_file_is_told_with_its_line_and_reason() -> None:
    from tremula.core.failure import Refusal

    whole = json.dumps(json.loads(bundle()), indent=1).encode()
    cut = whole[: len(whole) // 2]
    with pytest.raises(Refusal, match=rf"Line {cut.count(10) + 1} .* ends too early"):
        steps(cut)
    with pytest.raises(Refusal, match="UTF-8"):
        steps(whole.replace(b'"Alma"', b'"J\xfcrg"').replace(b'"id": "role1"', b'"id": "\xfc", x'))
    assert refused(file(ALMA)) == "no-directory"


def test_a_few_lines_do_not_become_millions_of_entries() -> None:
    places = [{"resourceType": "Location", "id": f"p{number}"} for number in range(500)]
    references = [{"reference": f"Location/p{number}"} for number in range(500)] * 3
    roles = [role("Practitioner/1", f"r{number}", location=references) for number in range(4)]
    assert len(entries(steps(file(ALMA, *places, *roles)))) == 400
    assert refused(b'{"resourceType": "Bundle", "entry": [' + b"{}," * 9_000_000 + b"{}]}") == "too-large"
    huge = {**ALMA, "id": "2", "text": {"div": "x" * 2_000_000}}
    found = steps(file(ALMA, huge, role("Practitioner/1")))
    assert (len(entries(found)), problems(found)[0].what) == (1, "this resource is larger than 1 MB")
