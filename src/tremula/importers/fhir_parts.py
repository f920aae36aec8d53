"""A Plan-Net role or service as entries: who, what, where, and which plans pay. It reads no file.

Shapes: HL7 Da Vinci PDex Plan-Net 1.1 (FHIR R4), http://hl7.org/fhir/us/davinci-pdex-plan-net.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Protocol

from tremula.core.directory.entry import MOST, fold
from tremula.core.directory.normal import Made, entry_of
from tremula.core.directory.reading import Unreadable
from tremula.core.directory.words import DirectoryWords
from tremula.importers.fhir_shapes import (
    Resource,
    codings,
    concept,
    concepts,
    degree,
    dicts,
    display,
    extensions,
    inner_codes,
    over,
    reference_of,
    references_of,
    telecom,
    text_of,
    texts,
)

NPI = "http://hl7.org/fhir/sid/us-npi"
ACCEPTING = {"newpt": "yes", "nopt": "no", "existptonly": "no", "existptfam": "no"}
MOST_PLACES = 100
"""Places, services, networks, plans of one role: a few lines must not become millions of entries."""
DIFFERS = "differs between the insurances"
"""An answer that is neither yes nor no."""


class Unresolved(ValueError):
    """Somebody is named who is not in the file."""


class Index(Protocol):
    """A file as the resource that is read sees it; `own` is that resource."""

    own: Resource

    @property
    def today(self) -> str: ...
    @property
    def plans(self) -> Mapping[str, list[str]]: ...
    @property
    def networks(self) -> Mapping[str, set[str]]: ...
    @property
    def services(self) -> set[str]: ...

    def key(self, reference: str) -> str: ...
    def get(self, reference: str) -> Resource | None: ...
    def one(self, reference: Any) -> Resource | None: ...
    def linked(self, references: Any, most: int) -> Iterator[Resource]: ...


def items_of(index: Index, key: str, name: str, words: DirectoryWords) -> Iterator[Made]:
    """One entry for each place; nothing for what is not active or told by a role already."""
    role, today = index.own, index.today
    if over(role, today):
        return
    service = role["resourceType"] == "HealthcareService"
    if service and key in index.services:
        return
    if any(
        over(index.one(role.get(who)) or {}, today) for who in ("practitioner", "organization", "providedBy")
    ):
        return
    services = [role] if service else list(index.linked(role.get("healthcareService"), MOST_PLACES))
    services = [each for each in services if not over(each, today)]
    places = places_of(index, role, services)
    said = service_said(index, role) if service else role_said(index, role)
    said |= shared(index, role, services, places, words)
    own_name = key_of(name, said["name"])
    for number, place in enumerate(places or [{}]):
        own = own_name + (f"@{place.get('id', number)}" if number else "")
        row = {**said, **place_said(place), "key": own}
        row["phone"] = said["phone"] or telecom(place, "phone")
        row["website"] = said["website"] or telecom(place, "url")
        try:
            yield entry_of(row, words)
        except Unreadable as error:
            raise Unresolved(str(error)) from error


def key_of(name: str, who: str) -> str:
    """The same in the next export of a server, another one on another server: its address, else who it is."""
    if "://" not in name:
        return f"fhir:{name}~{sha256(fold(who).encode()).hexdigest()[:8]}"
    return "fhir:" + (name if len(name) < 200 else sha256(name.encode()).hexdigest())


def places_of(index: Index, role: Resource, services: list[Resource]) -> list[Resource]:
    """Where somebody is met: the role's own places, else its services'."""
    found = list(index.linked(role.get("location"), MOST_PLACES))
    found = found or [place for each in services for place in index.linked(each.get("location"), MOST_PLACES)]
    return [place for place in found if not over(place, index.today)][:MOST_PLACES]


def role_said(index: Index, role: Resource) -> dict[str, str]:
    """A person in a role."""
    person = index.one(role.get("practitioner")) or {}
    organisation = index.one(role.get("organization")) or {}
    name = human_name(person) or display(role.get("practitioner")) or text_of(organisation.get("name"))
    if not name:
        reference = (role.get("practitioner") or {}).get("reference", "nobody")
        raise Unresolved(f"it names {str(reference)[:80]}, who is not in the file")
    qualifications = [concept(each.get("code")) for each in dicts(person.get("qualification"))]
    return {
        "name": name,
        "organisation": text_of(organisation.get("name")) or display(role.get("organization")),
        "languages": ";".join(concepts(person.get("communication"))),
        "level": next(filter(None, qualifications), ""),
        "phone": telecom(role, "phone") or telecom(person, "phone"),
        "email": telecom(role, "email") or telecom(person, "email"),
        "website": telecom(role, "url") or telecom(organisation, "url"),
        "updated": str((role.get("meta") or {}).get("lastUpdated", ""))[:10],
    }


def service_said(index: Index, service: Resource) -> dict[str, str]:
    """A service without a role."""
    by = index.one(service.get("providedBy")) or {}
    name = text_of(service.get("name")) or text_of(by.get("name")) or display(service.get("providedBy"))
    return {
        "name": name,
        "organisation": text_of(by.get("name")),
        "languages": ";".join(concepts(service.get("communication"))),
        "phone": telecom(service, "phone") or telecom(by, "phone"),
        "email": telecom(service, "email"),
        "website": telecom(by, "url"),
        "updated": str((service.get("meta") or {}).get("lastUpdated", ""))[:10],
    }


def shared(
    index: Index, role: Resource, services: list[Resource], places: list[Resource], words: DirectoryWords
) -> dict[str, str]:
    """What a role, its services and places say together."""
    lists = [each.get(name) for each in (role, *services) for name in ("specialty", "type")]
    lists += [role.get("code"), role.get("category")]
    return {
        "insurance": ";".join(plans_of(index, role, services)),
        "ways": " ".join(ways_of(services)),
        "accepting": new_clients(index, role, services, places),
        "specialties": ";".join(specialties(concepts(*lists), taxonomy_of(lists, words))),
    }


def specialties(said: list[str], more: list[str]) -> list[str]:
    """What is said, and the kinds of help that its codes stand for."""
    return list(dict.fromkeys(text.replace(";", ",") for text in (*said, *more)))


def taxonomy_of(lists: list[Any], words: DirectoryWords) -> list[str]:
    """The kinds of help that codes of the NUCC taxonomy stand for, as in the NPI registry."""
    codes = {text_of(code.get("code")) for each in lists for one in dicts(each) for code in codings(one)}
    known = [words.wanted[code] for code in sorted(codes) if code in words.wanted]
    return [words.by_id[id] for each in known for id in each.specialties if id in words.by_id]


def plans_of(index: Index, role: Resource, services: list[Resource]) -> list[str]:
    """Networks that the role is in, by itself or through its organisation, and the plans that use them."""
    networks = {index.key(each) for resource in (role, *services) for each in networks_of(resource)}
    own = reference_of(role.get("organization")) or reference_of(role.get("providedBy"))
    networks |= index.networks.get(index.key(own), set())
    organisations = {network: index.get(network) or {} for network in sorted(networks)[:MOST]}
    open_ = {key: each for key, each in organisations.items() if not over(each, index.today)}
    names = [text_of(each.get("name")) for each in open_.values()]
    names += [name for network in open_ for name in index.plans.get(network, ())]
    names += [owner_of(index, each.get("partOf")) for each in open_.values()]
    return list(dict.fromkeys(filter(None, (name.replace(";", ",") for name in names))))[: 2 * MOST]


def owner_of(index: Index, reference: Any) -> str:
    """The name of an insurer as people know it."""
    return text_of((index.one(reference) or {}).get("name")) or display(reference)


def networks_of(resource: Resource) -> list[str]:
    """Plan-Net's network-reference extension, and the plain `network` of affiliations and plans."""
    told = [each.get("valueReference") for each in extensions(resource, "network-reference")]
    return [name for each in told if (name := reference_of(each))] + references_of(resource.get("network"))


def member_of(affiliation: Resource) -> str:
    """Who takes part."""
    return reference_of(affiliation.get("participatingOrganization"))


def new_clients(index: Index, role: Resource, services: list[Resource], places: list[Resource]) -> str:
    """The role's own word; where it says nothing, its services' and places'."""
    own = {index.key(each) for each in networks_of(role)}
    return takes_new(index, [role], own) or takes_new(index, [*services, *places], own)


def takes_new(index: Index, resources: list[Resource], own: set[str]) -> str:
    """yes, no, nothing, or DIFFERS where it holds for some networks only: then nobody may rely on it."""
    answers, networks, everywhere = set[str](), set[str](), False
    for extension in (each for resource in resources for each in extensions(resource, "newpatients")):
        told = {ACCEPTING[code] for code in inner_codes(extension, "acceptingPatients") if code in ACCEPTING}
        only = {
            index.key(reference_of(inner.get("valueReference")))
            for inner in dicts(extension.get("extension"))
            if inner.get("url") == "fromNetwork"
        }
        answers |= told
        networks |= only
        everywhere = everywhere or bool(told and not only)
    if len(answers) > 1 or (answers and not everywhere and own - networks):
        return DIFFERS
    return next(iter(answers), "")


def ways_of(services: Iterable[Resource]) -> Iterator[str]:
    """Words for how one meets. Version 1 says `type`; some exports name the slice instead."""
    for service in services:
        for extension in extensions(service, "delivery-method"):
            yield from inner_codes(extension, "type", "deliveryMethodType", "deliveryMethodtype")


def place_said(place: Resource) -> dict[str, str]:
    """Address and coordinates of a Location."""
    address, position = place.get("address") or {}, place.get("position") or {}
    return {
        "address": ", ".join(texts(address.get("line"))),
        "city": text_of(address.get("city")),
        "region": text_of(address.get("state")),
        "postcode": text_of(address.get("postalCode")),
        "country": text_of(address.get("country")),
        "lat": degree(position.get("latitude")),
        "lon": degree(position.get("longitude")),
    }


def human_name(person: Resource) -> str:
    """The usual or official name."""
    names = sorted(dicts(person.get("name")), key=lambda name: name.get("use") not in ("usual", "official"))
    for name in names:
        parts = [*texts(name.get("prefix")), *texts(name.get("given")), text_of(name.get("family"))]
        whole = text_of(name.get("text")) or " ".join(filter(None, parts))
        suffix = ", ".join(texts(name.get("suffix")))
        if whole:
            return f"{whole}, {suffix}" if suffix and suffix not in whole else whole
    return ""
