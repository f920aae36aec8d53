"""The demonstration: an invented person on every page, marked as such, and gone at the end."""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from served import Serve, Served

NAVIGATION = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "X-Session": ""}
PAGES = [
    "/",
    "/library",
    "/library/fold",
    "/history",
    "/progress",
    "/body-map/past",
    "/check-in",
    "/self-care",
    "/questionnaires",
    "/journal",
    "/settings",
    "/practise",
    "/grounding",
    "/help/shaking",
]


def visit(served: Served, path: str) -> str:
    status, _, text = served.ask("GET", path, **NAVIGATION)
    assert status == 200, path
    return str(text)


def test_eight_weeks_of_somebody_who_does_not_exist(serve: Serve, tmp_path: Path) -> None:
    served = serve(command="demo", TMPDIR=str(tmp_path))
    served.enter()
    assert list(tmp_path.iterdir()) != []
    assert [path for path in PAGES if "demonstration" not in visit(served, path)] == []
    sessions = served.ask("GET", "/api/sessions")[2]["sessions"]
    assert all(session["demo"] for session in sessions)
    assert {session["end"] for session in sessions} >= {"finished", "stopped", "silent"}
    begun = [datetime.fromisoformat(session["begun"]) for session in sessions]
    assert timedelta(weeks=7) < begun[0] - begun[-1] < timedelta(weeks=8)
    assert begun[0] < datetime.now().astimezone()
    assert min(one - other for one, other in pairwise(begun)) >= timedelta(hours=47)
    page = visit(served, f"/history/{sessions[0]['id']}")
    assert re.search("demonstration", page)
    code, said = served.end()
    assert code == 0
    assert "invented person" in said
    assert list(tmp_path.iterdir()) == []
