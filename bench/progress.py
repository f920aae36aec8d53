"""How long the Progress page takes over ten years of daily use, from the request to the last byte.

Goal: within 300 ms, whatever length of time is chosen, as the median of nine looks.
The peer is the History page, which lists every session of the same record.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient
from ten_years import YEARS, invent_years

from tremula.actions.invent_days import InventDays
from tremula.actions.ports import Tx
from tremula.bootstrap import build_house, claimed
from tremula.settings import Settings
from tremula.web.app import create_app
from tremula.web.catalogue import our_pages
from tremula.web.control import Control
from tremula.web.house import House
from tremula.web.server import look_seldom_for_circles

RUNS = 9
MOST = 300
PATHS = ("/progress", "/progress?weeks=4", "/progress?weeks=52", "/progress?weeks=0", "/history")
LOOK = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}


def fill(house: House) -> int:
    """Ten years into a new vault; how many sessions."""
    house.open_now(house.vault.create, "an invented aspen tree", False)
    days = InventDays(
        house.guidance.practice, house.forms, house.library.body_map, house.clock.stamp(), 365 * YEARS
    )

    def invent(tx: Tx, command: None) -> int:
        return invent_years(tx, house.library, house.safety, days)

    return house.store.write_sync(invent, None)


def milliseconds(client: TestClient, cookie: str, path: str) -> tuple[float, int]:
    """How long one look takes, and how many bytes come."""
    begun = time.perf_counter()
    answer = client.get(path, headers={**LOOK, "Cookie": cookie})
    took = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, path
    return took, len(answer.content)


def enter(client: TestClient, house: House) -> str:
    """Let the client in; its cookie."""
    ours = {"Origin": house.origin, "Sec-Fetch-Site": "same-origin"}
    answer = client.post("/api/entry", json={"launch": house.entries.launch()}, headers=ours)
    client.cookies.clear()
    return str(answer.headers["set-cookie"].partition(";")[0])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "vault", port=8799)
        house = build_house(settings, claimed(settings))
        begun = time.perf_counter()
        sessions = fill(house)
        print(f"made {YEARS} years with {sessions} sessions in {time.perf_counter() - begun:.0f} s")
        control = Control(settings.data / "run/control.json")
        look_seldom_for_circles()
        worst = 0.0
        with TestClient(create_app(house, control, our_pages()), base_url=house.origin) as client:
            cookie = enter(client, house)
            for path in PATHS:
                looks = [milliseconds(client, cookie, path) for _ in range(RUNS)]
                times = [took for took, _ in looks]
                if path.startswith("/progress"):
                    worst = max(worst, statistics.median(times))
                print(
                    f"{path:20} first {times[0]:6.0f} ms  least {min(times):6.0f} ms  "
                    f"median {statistics.median(times):6.0f} ms  {looks[0][1] / 1024:6.0f} KB"
                )
    if worst > MOST:
        sys.exit(f"The slowest median is {worst:.0f} ms; the goal is {MOST}.")


if __name__ == "__main__":
    main()
