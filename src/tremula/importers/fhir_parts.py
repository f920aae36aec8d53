"""A Plan-Net role or service as entries: who, what, where, and which plans pay. It reads no file.

Shapes: HL7 Da Vinci PDex Plan-Net 1.1 (FHIR R4), http://hl7.org/fhir/us/davinci-pdex-plan-net.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from tremula.core.directory.entry import Entry
from tremula.core.directory.normal import Unreadable, entry_of
from tremula.core.directory.words import DirectoryWords

BASE = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"
NPI = "http://hl7.org/fhir/sid/us-npi"
ACCEPTING = {"newpt": "yes", "nopt": "no", "existptonly": "no", "existptfam": "no"}
Resource = dict[str, Any]


class Unresolved(ValueError):
    """Somebody is named who is not in the file."""


class Index(Protocol):
    """Resources by reference and by kind."""

    kind: dict[str, list[str]]

    @property
    def plans(self) -> Mapping[str, list[str]]: ...
    @property
    def networks(self) -> Mapping[str, set[str]]: ...
    @property
    def services(self) -> set[str]: ...

    def get(self, reference: str) -> Resource | None: ...


def items_of(index: Index, reference: str, words: DirectoryWords) -> Iterator[Entry]:
    """One entry for each place; nothing for what is not active or told by a role already."""
    role = index.get(reference)
    if role is None or role.get("active") is False:
        return
    service = role["resourceType"] == "HealthcareService"
    if service and reference in index.services:
        return
    said = service_said(index, role) if service else role_said(index, role)
    services = [role] if service else linked(index, role.get("healthcareService"))
    said |= shared(index, role, services)
    places = linked(index, role.get("location")) or [
        place for each in services for place in linked(index, each.get("location"))
    ]
    for number, place in enumerate(places or [{}]):
        key = f"fhir:{reference}" + (f"@{place.get('id', number)}" if number else "")
        row = {**said, **place_said(place), "key": key}
        row["phone"] = said["phone"] or telecom(place, "phone")
        try:
            yield entry_of(row, words)
        except Unreadable as error:
            raise Unresolved(f"{reference}: {error}") from error


def role_said(index: Index, role: Resource) -> dict[str, str]:
    """A person in a role."""
    person = one(index, role.get("practitioner")) or {}
    organisation = one(index, role.get("organization")) or {}
    name = human_name(person) or display(role.get("practitioner")) or text_of(organisation.get("name"))
    if not name:
        reference = (role.get("practitioner") or {}).get("reference", "nobody")
        raise Unresolved(f"it names {str(reference)[:80]}, who is not in the file")
    qualifications = [concept(each.get("code")) for each in person.get("qualification", [])]
    return {
        "name": name,
        "organisation": text_of(organisation.get("name")) or display(role.get("organization")),
        "languages": ";".join(concept(each) for each in person.get("communication", [])),
        "level": next(filter(None, qualifications), ""),
        "phone": telecom(role, "phone") or telecom(person, "phone"),
        "email": telecom(role, "email") or telecom(person, "email"),
        "website": telecom(role, "url") or telecom(organisation, "url"),
        "specialties": concepts(role.get("specialty"), role.get("code")),
        "updated": str((role.get("meta") or {}).get("lastUpdated", ""))[:10],
    }


def service_said(index: Index, service: Resource) -> dict[str, str]:
    """A service without a role."""
    by = one(index, service.get("providedBy")) or {}
    name = text_of(service.get("name")) or text_of(by.get("name")) or display(service.get("providedBy"))
    return {
        "name": name,
        "organisation": text_of(by.get("name")),
        "languages": ";".join(concept(each) for each in service.get("communication", [])),
        "phone": telecom(service, "phone") or telecom(by, "phone"),
        "email": telecom(service, "email"),
        "website": telecom(by, "url"),
        "specialties": concepts(service.get("specialty"), service.get("type"), service.get("category")),
        "updated": str((service.get("meta") or {}).get("lastUpdated", ""))[:10],
    }


def shared(index: Index, role: Resource, services: list[Resource]) -> dict[str, str]:
    """What a role and its services say together: plans, ways of meeting, new clients."""
    return {
        "insurance": ";".join(plans_of(index, role, services)),
        "ways": " ".join(ways_of(services)),
        "accepting": next(filter(None, (new_clients(each) for each in (role, *services))), ""),
    }


def plans_of(index: Index, role: Resource, services: list[Resource]) -> list[str]:
    """Networks that the role is in, by itself or through its organisation, and the plans that use them."""
    networks = set(network_references(role))
    for each in services:
        networks.update(network_references(each))
    own = reference_of(role.get("organization")) or reference_of(role.get("providedBy"))
    networks |= index.networks.get(own, set())
    names = [text_of((index.get(network) or {}).get("name")) for network in sorted(networks)]
    names += [name for network in sorted(networks) for name in index.plans.get(network, ())]
    return list(dict.fromkeys(filter(None, (name.replace(";", ",") for name in names))))


def plans_by_network(index: Index) -> dict[str, list[str]]:
    """Names of plans by the networks they use."""
    found: dict[str, list[str]] = {}
    for plan in all_of(index, "InsurancePlan"):
        for network in map(reference_of, plan.get("network", [])):
            found.setdefault(network, []).append(text_of(plan.get("name")))
    return found


def networks_by_member(index: Index) -> dict[str, set[str]]:
    """Networks by the organisations that take part in them."""
    found: dict[str, set[str]] = {}
    for each in all_of(index, "OrganizationAffiliation"):
        member = reference_of(each.get("participatingOrganization"))
        if member and each.get("active") is not False:
            found.setdefault(member, set()).update(filter(None, map(reference_of, each.get("network", []))))
    return found


def services_of_roles(index: Index) -> set[str]:
    """Services that a role names."""
    roles = all_of(index, "PractitionerRole")
    return {reference_of(each) for role in roles for each in role.get("healthcareService", [])}


def network_references(resource: Resource) -> Iterator[str]:
    """Plan-Net's network-reference extension, and the plain `network` of later versions."""
    for extension in resource.get("extension", []):
        if extension.get("url") == BASE + "network-reference":
            yield reference_of(extension.get("valueReference"))
    yield from filter(None, map(reference_of, resource.get("network", [])))


def new_clients(resource: Resource) -> str:
    """yes, no or nothing, from the newpatients extension."""
    for extension in resource.get("extension", []):
        if extension.get("url") != BASE + "newpatients":
            continue
        for inner in extension.get("extension", []):
            if inner.get("url") == "acceptingPatients":
                codes = [
                    code.get("code") for code in (inner.get("valueCodeableConcept") or {}).get("coding", [])
                ]
                return next((ACCEPTING[code] for code in codes if code in ACCEPTING), "")
    return ""


def ways_of(services: Iterable[Resource]) -> Iterator[str]:
    """Words for how one meets, from the delivery-method extension."""
    for service in services:
        for extension in service.get("extension", []):
            if extension.get("url") == BASE + "delivery-method":
                for inner in extension.get("extension", []):
                    if inner.get("url") == "deliveryMethodtype":
                        for code in (inner.get("valueCodeableConcept") or {}).get("coding", []):
                            yield str(code.get("code", ""))


def place_said(place: Resource) -> dict[str, str]:
    """Address and coordinates of a Location."""
    address, position = place.get("address") or {}, place.get("position") or {}
    return {
        "address": ", ".join(map(str, address.get("line", []))),
        "city": text_of(address.get("city")),
        "region": text_of(address.get("state")),
        "postcode": text_of(address.get("postalCode")),
        "country": {"USA": "US"}.get(text_of(address.get("country")), text_of(address.get("country"))),
        "lat": degree(position.get("latitude")),
        "lon": degree(position.get("longitude")),
    }


def degree(value: object) -> str:
    """A JSON number in plain digits."""
    return f"{value:.7f}" if isinstance(value, int | float) else ""


def all_of(index: Index, kind: str) -> Iterator[Resource]:
    """All resources of a kind."""
    return (found for reference in index.kind[kind] if (found := index.get(reference)) is not None)


def linked(index: Index, references: Any) -> list[Resource]:
    """The resources that a list of references names, as far as they are in the file."""
    return [found for each in references or [] if (found := one(index, each)) is not None]


def one(index: Index, reference: Any) -> Resource | None:
    """The resource that a reference names, if it is in the file."""
    name = reference_of(reference)
    return index.get(name) if name else None


def reference_of(reference: Any) -> str:
    """What a reference says, without a version."""
    return str((reference or {}).get("reference", "")).partition("/_history")[0]


def display(reference: Any) -> str:
    """The words of a reference."""
    return text_of((reference or {}).get("display"))


def human_name(person: Resource) -> str:
    """The usual or official name."""
    names = person.get("name", [])
    names.sort(key=lambda name: name.get("use") not in ("usual", "official"))
    for name in names:
        parts = [*name.get("prefix", []), *name.get("given", []), name.get("family", "")]
        whole = text_of(name.get("text")) or " ".join(map(str, filter(None, parts)))
        suffix = ", ".join(map(str, name.get("suffix", [])))
        if whole:
            return f"{whole}, {suffix}" if suffix and suffix not in whole else whole
    return ""


def concepts(*lists: Any) -> str:
    """The words of several lists of CodeableConcepts."""
    return ";".join(
        filter(None, (concept(each).replace(";", ",") for each_list in lists for each in each_list or []))
    )


def concept(value: Any) -> str:
    """A CodeableConcept in words."""
    value = value or {}
    coding = value.get("coding") or [{}]
    return text_of(value.get("text")) or text_of(coding[0].get("display")) or text_of(coding[0].get("code"))


def telecom(resource: Resource, system: str) -> str:
    """The first contact of a kind."""
    found = (each for each in resource.get("telecom", []) if each.get("system") == system)
    first: Resource = next(found, {})
    return text_of(first.get("value"))


def text_of(value: object) -> str:
    """A text, or nothing."""
    return value if isinstance(value, str) else ""
