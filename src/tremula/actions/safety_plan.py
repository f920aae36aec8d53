"""A person's own contacts and safety plan: whom to call, early signs, what helps, where to go.

Both are replaced as a whole; nothing of what was taken out is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tremula.actions.ports import Tx

CONTACTS = "contacts"
PLAN = "safety-plan"
Line = Annotated[str, Meta(min_length=1, max_length=200)]
Lines = Annotated[list[Line], Meta(max_length=12)]


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to call. `about` says who it is, or when they can be reached."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    phone: Annotated[str, Meta(max_length=40)] = ""
    about: Annotated[str, Meta(max_length=200)] = ""
    professional: bool = False


class Contacts(Struct, frozen=True, forbid_unknown_fields=True):
    """In the order in which to call them."""

    contacts: Annotated[list[Contact], Meta(max_length=20)] = []


class SafetyPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """In the person's own words; people and professionals are the contacts."""

    warning_signs: Lines = []
    helps: Lines = []
    places: Lines = []


def read_contacts(tx: Tx, command: None = None) -> Sequence[Contact]:
    """In the order in which to call them; none before the first was written down."""
    return msgspec.convert({"contacts": tx.setting(CONTACTS) or []}, Contacts).contacts


def keep_contacts(tx: Tx, command: Contacts) -> Sequence[Contact]:
    """Replace all contacts."""
    tx.put_setting(CONTACTS, msgspec.to_builtins(command.contacts))
    return command.contacts


def read_plan(tx: Tx, command: None = None) -> SafetyPlan:
    """Empty before it was first written."""
    return msgspec.convert(tx.setting(PLAN) or {}, SafetyPlan)


def keep_plan(tx: Tx, command: SafetyPlan) -> SafetyPlan:
    """Replace the plan."""
    tx.put_setting(PLAN, msgspec.to_builtins(command))
    return command
