"""Settings: voice, dose, length, looks, and the keys to what is kept. Secrets pass through its forms only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import to_builtins
from starlette.requests import Request
from starlette.responses import Response

from tremula.actions.settings import read_choices
from tremula.actions.tokens import SCOPES, Token, list_tokens
from tremula.web.doors import Door, Needs
from tremula.web.house import House, house_of
from tremula.web.page import page
from tremula.web.pages.plans import PLANS, Plan, plan_of
from tremula.web.pages.told import day
from tremula.web.tokens import WORDS

DOSES = (
    ("default", "A beginner’s numbers", "Less than the method’s, and advised at first."),
    ("low", "The method’s lower numbers", ""),
    ("high", "The method’s upper numbers", ""),
)

LOOKS = (("body", "Body"), ("skin", "Skin"), ("hair", "Hair"), ("clothes", "Clothes"))
SPOKEN = {"female": "A woman’s voice, recorded.", "male": "A man’s voice, recorded."}
OWN_VOICE = ("device", "This computer’s own voice", "")


def routes(house: House) -> list[Door]:
    """GET /settings."""
    return [Door("/settings", settings, Needs.PAGE_AND_OPEN_VAULT)]


async def settings(request: Request) -> Response:
    """Everything that can be chosen, as it stands."""
    house = house_of(request)
    choices = await house.read(read_choices, None)
    return page(
        request,
        "settings.html",
        choices=choices,
        countries=house.guidance.support.countries,
        chosen=value_of(plan_of(choices.get("exercises", []))),
        plans=[(value_of(plan), plan.title, plan.words) for plan in PLANS],
        doses=DOSES,
        looks=looks_of(house),
        speakers=[*((one.speaker, one.name, SPOKEN[one.voice]) for one in house.voices.speakers), OWN_VOICE],
        speaker=speaker_of(house, choices.get("speaker", "")),
        recorded=to_builtins(house.voices.speakers),
        sample=house.library.words.ready.text,
        has_passphrase=house.vault.has_passphrase,
        has_keyring=house.vault.has_keyring,
        recovery_confirmed=house.vault.recovery_confirmed,
        data=str(house.settings.data),
        backups=backups_told(house.settings.data),
        copy_trouble=house.keeping.trouble,
        scopes=[(scope, f"{WORDS[scope]}.".capitalize()) for scope in SCOPES],
        tokens=tokens_told(await house.read(list_tokens, None), house.clock.wall()),
    )


def backups_told(data: Path) -> str:
    """From when the newest backup beside the record is. Each was proved when it was made."""
    newest = max((path.stem for path in (data / "backups").glob("*Z.db")), default="")
    if not newest:
        return "There is no backup yet."
    made = datetime.strptime(newest, "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC).astimezone()
    when = f"{day(made.isoformat())}, {made:%H:%M}"
    return f"The newest backup is from {when}. It lies encrypted in the same folder."


def tokens_told(tokens: Sequence[Token], now: datetime) -> list[dict[str, str]]:
    """Each token in words: what it may do, until when, when it was last used."""
    return [
        {
            "id": token.id,
            "name": token.name,
            "may": " and ".join(WORDS[scope] for scope in token.scopes),
            "until": until_told(token, now),
            "used": f"Last used on {day(token.used)}." if token.used else "Not used yet.",
        }
        for token in tokens
    ]


def until_told(token: Token, now: datetime) -> str:
    """Whether it still works."""
    over = now >= datetime.fromisoformat(token.expires)
    return f"It ended on {day(token.expires)}." if over else f"It ends on {day(token.expires)}."


def looks_of(house: House) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What can be chosen about the figure: name, label, and each choice's id and title."""
    looks = house.library.body.looks if house.library.body else None
    lists = [(kind, label, getattr(looks, kind, ())) for kind, label in LOOKS]
    return [(kind, label, [(one.id, one.title) for one in choices]) for kind, label, choices in lists]


def speaker_of(house: House, chosen: str) -> str:
    """Who speaks: as chosen, else the first who is recorded, else the computer."""
    there = [one.speaker for one in house.voices.speakers]
    return chosen if chosen in (*there, "device") else next(iter(there), "device")


def value_of(plan: Plan) -> str:
    """A plan as a form's value: its exercises; empty for the whole session."""
    return " ".join(plan.exercises)
