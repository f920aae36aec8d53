"""What a person has chosen for voice, sound, dose and looks. Only names that are known are kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from tremula.actions.ports import Tx

PREFIX = "choice."


Chosen = Annotated[str, Meta(max_length=40, pattern=r"^[a-z0-9-]*$")]


class Look(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How the figure looks, by ids of content/figures/body/looks.yaml; what is left out is the usual one."""

    body: Chosen = ""
    skin: Chosen = ""
    hair: Chosen = ""
    clothes: Chosen = ""


class Choices(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that can be chosen; what is left out stays as it was."""

    voice: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    """The name of a voice of this device, for when it speaks; empty for its usual one."""
    speaker: Annotated[str, Meta(max_length=40, pattern=r"^[a-z0-9-]*$")] | UnsetType = UNSET
    """Who speaks: a recorded speaker, "device" for its own voice, empty for the first recorded one."""
    volume: Annotated[float, Meta(ge=0, le=1)] | UnsetType = UNSET
    rate: Annotated[float, Meta(ge=0.5, le=1.5)] | UnsetType = UNSET
    talk: Literal["full", "short", "chimes"] | UnsetType = UNSET
    """How much is said: every step, little, or nothing but chimes."""
    vibration: Literal["none", "questions", "steps"] | UnsetType = UNSET
    """What a device that can is felt for: nothing, questions and the stop, or every step as well."""
    dose: Literal["low", "high", "default"] | UnsetType = UNSET
    exercises: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=20)] | UnsetType = UNSET
    """The length of a session: the exercises that it has; empty for the default session."""
    looks: Literal["system", "light", "dark"] | UnsetType = UNSET
    letter: Literal["off", "weekly"] | UnsetType = UNSET
    """The weekly letter; off until it is wanted."""
    figure: Look | UnsetType = UNSET
    """The person that the figure shows."""
    country: Annotated[str, Meta(pattern="^([a-z]{2})?$")] | UnsetType = UNSET
    """Whose crisis lines are shown: two letters, “xx” for one without a file; empty for none."""


def read_choices(tx: Tx, command: None = None) -> dict[str, Any]:
    """What has been chosen so far."""
    kept = tx.settings()
    return {key.removeprefix(PREFIX): kept[key] for key in kept if key.startswith(PREFIX)}


def choose(tx: Tx, command: Choices) -> dict[str, Any]:
    """Keep what is set and answer with everything chosen."""
    for name, value in msgspec.to_builtins(command).items():
        tx.put_setting(PREFIX + name, value)
    return read_choices(tx)
