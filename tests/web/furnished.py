"""A vault with some of every kind of record, made as a person would; and an archive on its way in."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from visitor import Visitor

from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import Invent, invent_history

SIDE = 1 << 20
"""Bytes of a piece of an upload."""
PACK = Path(__file__).parents[2] / "packs/who-5/who-5.txt"


def furnish(person: Visitor) -> str:
    """Some of everything; the id of a session."""
    house, now = person.house, person.house.clock.stamp()
    house.store.write_sync(invent_history, Invent(house.library, house.safety, now))
    days = InventDays(house.guidance.practice, house.forms, house.library.body_map, now)
    house.store.write_sync(invent_days, days)
    assert house.directory is not None
    house.directory.bring_invented()
    for method, path, body in asked_for(person):
        answer = person.ask(method, path, body)
        assert answer.status_code < 300, (method, path, answer.text)
    session = person.begin(exercises=["ankles"])
    person.append(
        session, [{"seq": 1, "kind": "start"}, {"seq": 2, "kind": "stop", "body": {"felt": "flooding"}}]
    )
    written = {"sitting": str(uuid.uuid4()), "seq": 1, "at": now, "text": "Warm.", "session": session["id"]}
    assert person.ask("PUT", f"/api/journal/{uuid.uuid4()}", written).status_code == 200
    return str(session["id"])


def asked_for(person: Visitor) -> list[tuple[str, str, Any]]:
    """What the pages send."""
    safety = person.house.safety
    calm = {question.id: "no" for question in safety.screening.questions} | {"reachable": "yes"}
    today = {question.id: "no" for question in safety.checks.not_today}
    return [
        ("POST", "/api/screening", {"answers": {"pregnancy": "no"}}),
        ("PUT", "/api/screening", {"answers": calm | {"heart": "yes"}}),
        ("POST", "/api/clearances", {"row": "heart", "who": "Dr Elm", "kind": "doctor", "on": "2026-11-01"}),
        ("PUT", "/api/screening", {"answers": calm}),
        ("PUT", "/api/check-in", {"chosen": ["confidence"], "tags": ["moon"], "goal": "Walk"}),
        ("PUT", "/api/safety-plan", {"warning_signs": ["Restless"], "helps": ["Tea"]}),
        ("PUT", "/api/contacts", {"contacts": [{"name": "Ada", "phone": "1", "about": "=1+1"}]}),
        (
            "PUT",
            "/api/settings",
            {"volume": 0.5, "country": "de", "letter": "weekly", "exercises": ["ankles"]},
        ),
        ("PUT", "/api/schedule", {"days": [0, 3], "check_in": "21:00", "forms": ["phq-9"]}),
        ("POST", "/api/schedule/feed", {}),
        ("POST", "/api/schedule/later", {"later": "hours"}),
        ("POST", "/api/tokens", {"name": "Notebook", "scopes": ["read"]}),
        ("PUT", "/api/questionnaires/gad-7/draft", {"answers": {"q1": 1}}),
        ("POST", "/api/questionnaires", {"text": PACK.read_text("utf-8")}),
        ("POST", "/api/questionnaires/who-5/answers", {"answers": {"q1": 1}, "early": True}),
        ("POST", "/api/directory/entries/1/shortlist", {}),
        ("PUT", "/api/first-steps", {"form": {}, "plain": {}}),
        ("POST", "/api/arrivals", {"arrival": {"today": today, "tension": 3}}),
    ]


def upload(person: Visitor, data: bytes) -> None:
    begun = person.ask("POST", "/api/archive/upload", {"size": len(data)})
    assert (begun.status_code, begun.json()) == (201, {"piece": SIDE})
    for number in range(0, -(-len(data) // SIDE)):
        assert put(person, number, data[number * SIDE : (number + 1) * SIDE]) == 204


def put(person: Visitor, number: int, piece: bytes) -> int:
    sent = {"content-type": "application/octet-stream"}
    path = f"/api/archive/upload/{number}"
    return person.ask("PUT", path, content=piece, headers=sent).status_code
