"""Files in the exact published forms: the NPI registry's 330 columns, and a Plan-Net bundle of FHIR R4."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

BASE = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"


def npi_columns() -> list[str]:
    """The header of npidata_pfile as CMS publishes it (NPPES data dissemination, read-me)."""
    place = ("First Line Business {0} Address", "Second Line Business {0} Address")
    rest = (
        "City Name",
        "State Name",
        "Postal Code",
        "Country Code (If outside U.S.)",
        "Telephone Number",
        "Fax Number",
    )
    columns = [
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        "Provider Last Name (Legal Name)",
        "Provider First Name",
        "Provider Middle Name",
        "Provider Name Prefix Text",
        "Provider Name Suffix Text",
        "Provider Credential Text",
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
        "Provider Other Last Name",
        "Provider Other First Name",
        "Provider Other Middle Name",
        "Provider Other Name Prefix Text",
        "Provider Other Name Suffix Text",
        "Provider Other Credential Text",
        "Provider Other Last Name Type Code",
    ]
    for kind in ("Mailing", "Practice Location"):
        columns += [f"Provider {line.format(kind)}" for line in place]
        columns += [f"Provider Business {kind} Address {name}" for name in rest]
    columns += [
        "Provider Enumeration Date",
        "Last Update Date",
        "NPI Deactivation Reason Code",
        "NPI Deactivation Date",
        "NPI Reactivation Date",
        "Provider Sex Code",
        "Authorized Official Last Name",
        "Authorized Official First Name",
        "Authorized Official Middle Name",
        "Authorized Official Title or Position",
        "Authorized Official Telephone Number",
    ]
    for number in range(1, 16):
        columns += [
            f"Healthcare Provider Taxonomy Code_{number}",
            f"Provider License Number_{number}",
            f"Provider License Number State Code_{number}",
            f"Healthcare Provider Primary Taxonomy Switch_{number}",
        ]
    for number in range(1, 51):
        columns += [
            f"Other Provider Identifier_{number}",
            f"Other Provider Identifier Type Code_{number}",
            f"Other Provider Identifier State_{number}",
            f"Other Provider Identifier Issuer_{number}",
        ]
    columns += [
        "Is Sole Proprietor",
        "Is Organization Subpart",
        "Parent Organization LBN",
        "Parent Organization TIN",
        "Authorized Official Name Prefix Text",
        "Authorized Official Name Suffix Text",
        "Authorized Official Credential Text",
    ]
    columns += [f"Healthcare Provider Taxonomy Group_{number}" for number in range(1, 16)]
    return [*columns, "Certification Date"]


def with_check_digit(nine: str) -> str:
    """An NPI of nine digits and the one that fits."""
    for digit in "0123456789":
        total = 24
        for place, each in enumerate(reversed(nine + digit)):
            value = int(each) * (2 if place % 2 else 1)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return nine + digit
    raise AssertionError


def npi_row(number: int, **said: str) -> list[str]:
    """An invented person in Chicago; `said` by the column's name, with _ for a blank."""
    row = dict.fromkeys(npi_columns(), "")
    row |= {
        "NPI": with_check_digit(f"1{number:08d}"),
        "Entity Type Code": "1",
        "Provider Last Name (Legal Name)": f"INVENTED{number}",
        "Provider First Name": "ALMA",
        "Provider Credential Text": "PSY.D.",
        "Provider First Line Business Practice Location Address": "1 INVENTED ST",
        "Provider Business Practice Location Address City Name": "CHICAGO",
        "Provider Business Practice Location Address State Name": "IL",
        "Provider Business Practice Location Address Postal Code": "606141234",
        "Provider Business Practice Location Address Country Code (If outside U.S.)": "US",
        "Provider Business Practice Location Address Telephone Number": "3125550100",
        "Last Update Date": "05/23/2024",
        "Healthcare Provider Taxonomy Code_1": "207R00000X",
        "Healthcare Provider Taxonomy Code_2": "103TC0700X",
    }
    row |= said
    return list(row.values())


def npi_text(rows: list[list[str]]) -> str:
    """As the registry writes it: every cell in quotation marks."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(npi_columns())
    writer.writerows(rows)
    return made.getvalue()


def coding(text: str, code: str = "x") -> dict[str, Any]:
    return {"coding": [{"system": "http://example.org", "code": code, "display": text}], "text": text}


def plan_net() -> list[dict[str, Any]]:
    """Two people, a service, two places, a network, its plan and the organisation that takes part in it."""

    def profile(name: str) -> dict[str, Any]:
        return {"profile": [BASE + f"plannet-{name}"], "lastUpdated": "2026-03-01T09:00:00Z"}

    accepting = {
        "url": BASE + "newpatients",
        "extension": [{"url": "acceptingPatients", "valueCodeableConcept": coding("Accepting", "newpt")}],
    }
    network = {"url": BASE + "network-reference", "valueReference": {"reference": "Organization/net"}}
    virtual = {
        "url": BASE + "delivery-method",
        "extension": [{"url": "type", "valueCodeableConcept": coding("Virtual", "virtual")}],
    }
    return [
        {
            "resourceType": "PractitionerRole",
            "id": "role1",
            "meta": profile("PractitionerRole"),
            "active": True,
            "extension": [accepting, network],
            "practitioner": {"reference": "Practitioner/alma"},
            "organization": {"reference": "Organization/house"},
            "specialty": [coding("EMDR")],
            "location": [{"reference": "Location/north"}],
            "healthcareService": [{"reference": "HealthcareService/talk"}],
            "telecom": [{"system": "phone", "value": "312-555-0100"}],
        },
        {
            "resourceType": "PractitionerRole",
            "id": "lost",
            "active": True,
            "practitioner": {"reference": "Practitioner/nobody"},
        },
        {
            "resourceType": "PractitionerRole",
            "id": "gone",
            "active": False,
            "practitioner": {"reference": "Practitioner/alma"},
        },
        {
            "resourceType": "Practitioner",
            "id": "alma",
            "meta": profile("Practitioner"),
            "active": True,
            "identifier": [
                {"system": "http://hl7.org/fhir/sid/us-npi", "value": with_check_digit("100000001")}
            ],
            "name": [{"family": "Invented", "given": ["Alma"], "prefix": ["Dr."]}],
            "qualification": [{"code": coding("Licensed therapist")}],
            "communication": [coding("Spanish", "es"), coding("English", "en")],
        },
        {
            "resourceType": "HealthcareService",
            "id": "talk",
            "meta": profile("HealthcareService"),
            "active": True,
            "extension": [virtual],
            "providedBy": {"reference": "Organization/house"},
            "type": [coding("Psychotherapy")],
            "name": "Talking",
        },
        {
            "resourceType": "HealthcareService",
            "id": "group",
            "active": True,
            "providedBy": {"reference": "Organization/house"},
            "specialty": [coding("Support group")],
            "name": "Evening group",
            "location": [{"reference": "Location/south"}],
        },
        {
            "resourceType": "Location",
            "id": "north",
            "meta": profile("Location"),
            "status": "active",
            "address": {
                "line": ["1 Invented St"],
                "city": "Chicago",
                "state": "IL",
                "postalCode": "60614",
                "country": "US",
            },
            "position": {"longitude": -87.65, "latitude": 41.92},
        },
        {
            "resourceType": "Location",
            "id": "south",
            "address": {"city": "Chicago", "state": "IL", "country": "US"},
            "position": {"longitude": -87.6, "latitude": 41.8},
        },
        {
            "resourceType": "Organization",
            "id": "house",
            "meta": profile("Organization"),
            "active": True,
            "name": "Invented House",
        },
        {
            "resourceType": "Organization",
            "id": "net",
            "meta": profile("Network"),
            "active": True,
            "name": "Invented Network",
        },
        {
            "resourceType": "InsurancePlan",
            "id": "plan",
            "meta": profile("InsurancePlan"),
            "status": "active",
            "name": "Invented Gold",
            "network": [{"reference": "Organization/net"}],
        },
        {
            "resourceType": "OrganizationAffiliation",
            "id": "aff",
            "meta": profile("OrganizationAffiliation"),
            "active": True,
            "organization": {"reference": "Organization/net"},
            "participatingOrganization": {"reference": "Organization/house"},
            "network": [{"reference": "Organization/net"}],
        },
    ]


def bundle(kind: str = "collection") -> bytes:
    entries = [
        {"fullUrl": f"https://example.org/fhir/{each['resourceType']}/{each['id']}", "resource": each}
        for each in plan_net()
    ]
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode()


def ndjson() -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in plan_net())
