"""Asking a running tremula, by the file that it keeps beside its data. Loopback only, no proxy."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tremula.core.failure import Refusal


def ask(data: Path, method: str, path: str) -> Any:
    """The answer's JSON; None when no tremula runs on this data. Refusals are passed on."""
    control = find(data)
    if control is None:
        return None
    try:
        status, answer = request(control, method, path)
    except (OSError, HTTPException):
        return None
    if status >= 400:
        raise Refusal(answer["error"]["code"], answer["error"]["words"])
    return answer


def find(data: Path) -> dict[str, Any] | None:
    """What the running program wrote down about itself."""
    try:
        found: dict[str, Any] = json.loads((data / "run/control.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def request(control: dict[str, Any], method: str, path: str) -> tuple[int, Any]:
    """One request to the program itself."""
    port = control["port"]
    headers = {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Authorization": f"Bearer {control['token']}",
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
