"""The resources of one FHIR file, found by their references as FHIR R4 resolves them. It fetches nothing.

http://hl7.org/fhir/R4/bundle.html#references: by fullUrl; a relative one stands beside who names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw

from tremula.core.failure import Problem, Refusal
from tremula.importers.fhir_parts import member_of, networks_of, owner_of
from tremula.importers.fhir_shapes import Resource, dicts, over, reference_of, references_of, text_of

KINDS = frozenset(
    (
        *("PractitionerRole", "Practitioner", "HealthcareService", "Location", "InsurancePlan"),
        *("OrganizationAffiliation", "Organization"),
    )
)
LARGEST_PART = 1 << 20
"""Bytes of one resource: once read, it takes many times that."""
MOST = 500_000
"""Resources and problems of one file."""
OTHER_SHAPE = (TypeError, ValueError, AttributeError, KeyError)
"""What reading a resource of another shape than FHIR's raises."""


class Resources:
    """Resources by key, still as text. The key is the fullUrl, else type and id."""

    def __init__(self, where: str, today: str = "") -> None:
        self.where = where
        self.today = today
        self.raw: dict[str, Raw] = {}
        self.line: dict[str, int] = {}
        self.kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.named: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        self.plans: dict[str, list[str]] = {}
        self.networks: dict[str, set[str]] = {}
        self.services: set[str] = set()

    def add(self, raw: Raw, full_url: str, line: int) -> None:
        """Keep one resource; what is none is told."""
        if len(self.raw) + len(self.problems) >= MOST:
            raise too_large()
        found = resource_in(raw)
        if isinstance(found, str):
            self.problems.append(Problem(self.where, line, found))
        elif found["resourceType"] in KINDS:
            self._keep(
                found, raw, full_url, Problem(self.where, line, f"the {found['resourceType']} has no id")
            )

    def _keep(self, found: Resource, raw: Raw, full_url: str, nameless: Problem) -> None:
        kind, id = found["resourceType"], text_of(found.get("id"))
        name = f"{kind}/{id}" if id else ""
        key = full_url if absolute(full_url) else name or full_url
        if not key:
            self.problems.append(nameless)
            return
        if key not in self.raw:
            self.kind[kind].append(key)
            self.named.setdefault(name or key, []).append(key)
        self.raw[key], self.line[key] = raw, nameless.line

    def key(self, reference: str, base: str = "") -> str:
        """Where a reference leads; nothing where that is not in the file, or could be two."""
        plain = reference.partition("/_history")[0]
        for whole in (f"{base}/{plain}", plain):
            if whole in self.raw:
                return whole
        same = self.named.get("/".join(plain.split("/")[-2:]), [])
        return same[0] if len(same) == 1 else ""

    def name(self, key: str) -> str:
        """Type and id, the same in the next export; the whole key where two share them."""
        found = self.get(key) or {}
        name = f"{found.get('resourceType')}/{found.get('id')}"
        return name if self.named.get(name) == [key] else key

    def get(self, key: str) -> Resource | None:
        """A resource by its key."""
        raw = self.raw.get(key)
        found = resource_in(raw) if raw is not None else None
        return found if isinstance(found, dict) else None

    def join(self) -> None:
        """Who takes part in which network, which plans use it, which services a role names."""
        for kind, join in (
            ("InsurancePlan", self._join_plan),
            ("OrganizationAffiliation", self._join_member),
            ("PractitionerRole", self._join_services),
        ):
            for key in self.kind[kind]:
                try:
                    join(Seen(self, key))
                except OTHER_SHAPE:
                    if kind != "PractitionerRole":  # which is told when it is read
                        self.problems.append(Problem(self.where, self.line[key], other_shape(key)))

    def _join_plan(self, seen: Seen) -> None:
        plan = seen.own
        if over(plan, self.today):
            return
        parts = (plan, *dicts(plan.get("plan")), *dicts(plan.get("coverage")))
        for network in {seen.key(each) for part in parts for each in references_of(part.get("network"))}:
            self.plans.setdefault(network, []).extend(
                filter(None, (text_of(plan.get("name")), owner_of(seen, plan.get("ownedBy"))))
            )

    def _join_member(self, seen: Seen) -> None:
        member = seen.key(member_of(seen.own))
        if member and not over(seen.own, self.today):
            self.networks.setdefault(member, set()).update(map(seen.key, networks_of(seen.own)))

    def _join_services(self, seen: Seen) -> None:
        if not over(seen.own, self.today):
            self.services.update(map(seen.key, references_of(seen.own.get("healthcareService"))))


class Seen:
    """A file as one of its resources sees it: what it contains itself, then what stands beside it."""

    def __init__(self, all: Resources, key: str) -> None:
        self.all = all
        self.own: Resource = all.get(key) or {}
        self.base = key.rpartition("/")[0].rpartition("/")[0] if "://" in key else ""
        self.contained = {f"#{each.get('id')}": each for each in dicts(self.own.get("contained"))}

    @property
    def today(self) -> str:
        return self.all.today

    @property
    def plans(self) -> Mapping[str, list[str]]:
        return self.all.plans

    @property
    def networks(self) -> Mapping[str, set[str]]:
        return self.all.networks

    @property
    def services(self) -> set[str]:
        return self.all.services

    def key(self, reference: str) -> str:
        """Where a reference of this resource leads, or nothing."""
        return reference if reference in self.contained else self.all.key(reference, self.base)

    def get(self, reference: str) -> Resource | None:
        """What a reference of this resource names."""
        return self.contained.get(reference) or self.all.get(self.key(reference))

    def one(self, reference: Any) -> Resource | None:
        """The same for a Reference."""
        return self.get(reference_of(reference))

    def linked(self, references: Any, most: int) -> Iterator[Resource]:
        """What a list of references names, as far as it is in the file."""
        for reference in references_of(references)[:most]:
            if (found := self.get(reference)) is not None:
                yield found


def absolute(url: str) -> bool:
    """Whether an address stands for itself."""
    return "://" in url or url.startswith("urn:")


def resource_in(raw: Raw) -> Resource | str:
    """A resource, or what is wrong with it."""
    if len(memoryview(raw)) > LARGEST_PART:
        return "this resource is larger than 1 MB"
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"this is no FHIR resource: {plain_words(error)}"
    if not isinstance(found, dict) or not isinstance(found.get("resourceType"), str):
        return "this is no FHIR resource: it does not say its resourceType"
    return found


def plain_words(error: Exception) -> str:
    """Why JSON could not be read."""
    if isinstance(error, UnicodeDecodeError) or "utf-8" in str(error).lower():
        return "it is not written in UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it ends too early" if "truncated" in str(error) else "its JSON is broken"


def other_shape(name: str) -> str:
    """What is told of a resource that is JSON, and not as FHIR says."""
    return f"{name[:80]} is not written as FHIR R4 says"


def too_large() -> Refusal:
    """The refusal of a file that memory should not hold."""
    words = "This FHIR file is too large to be read in one piece. Ask for it in several smaller files."
    return Refusal("too-large", words)
