"""Draw every pose and movement of the figure into contact sheets, to be looked at.

It writes only where it is told, and the JSON beside the tests.

python tools/gallery.py OUT [POSE ...]     sheets of poses: front, quarter, side, dark, right, and movements
python tools/gallery.py --json             tests/js/figure-{poses,moves}.json, what the geometry tests read
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import combinations, pairwise, product
from pathlib import Path

import msgspec

from tremula.core.exercise.body import Body
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import NEEDS, Fit
from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import Library
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Segment, Timeline
from tremula.library.read_files import read_library

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "js"
PAGE = Path(__file__).with_name("gallery.html")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def read_poses() -> dict[str, Pose]:
    """All poses by id. Raises ContentError when content/ cannot be read."""
    return dict(read_library(ROOT / "content").poses)


Stand = tuple[str, str]
"""A pose and its side."""


def read_body() -> Body | None:
    """The shape and the looks that the poses are drawn with."""
    return read_library(ROOT / "content").body


def every_timeline(library: Library) -> Iterator[Timeline]:
    """Sessions of every dose, for every body need and pair of needs, and with every form of an exercise."""
    needs = [frozenset(pair) for count in (0, 1, 2) for pair in combinations(NEEDS, count)]
    fits = [Fit(needs=one) for one in needs]
    for script in library.scripts.values():
        fits += [Fit(forms={script.id: variant.id}) for variant in script.variants]
    for dose in ("low", "default", "high"):
        for fit in fits:
            with suppress(Refusal):
                yield compile_timeline(library, list(library.scripts), dose, fit=fit)


def used_moves() -> list[tuple[Stand, Stand]]:
    """Every change of pose that a session can show: step to step, every stop, every way, both sides."""
    library = read_library(ROOT / "content")
    moves: set[tuple[Stand, Stand]] = set()
    for timeline in every_timeline(library):
        for path in (timeline.segments, *timeline.branches.values()):
            moves |= set(pairwise(stands(path)))
        for segment in timeline.segments:
            ways = [f"settle/{segment.posture}", *filter(None, [segment.easier])]
            after = [stand for way in ways for stand in stands(timeline.branches[way])[:1]]
            moves |= set(product(stands([segment]), after))
    poses = library.poses
    return sorted({leg for a, b in moves for leg in legs(poses, a, b) if leg[0] != leg[1]})


def legs(poses: Mapping[str, Pose], a: Stand, b: Stand) -> list[tuple[Stand, Stand]]:
    """One movement, or two where the way leads through a pose between them."""
    first, last = poses[a[0]], poses[b[0]]
    half = first.through or last.through
    if first.through == last.through or not half or half in (a[0], b[0]):
        return [(a, b)]
    return [(a, (half, b[1])), ((half, b[1]), b)]


def stands(segments: Iterable[Segment]) -> list[Stand]:
    """The poses of a path in order."""
    return [(cue.pose, cue.side or "left") for segment in segments for cue in segment.cues if cue.pose]


def fixtures() -> dict[str, bytes]:
    """File names and contents: the poses as the page gets them, and the movements between them."""
    values = {
        "figure-poses.json": read_poses(),
        "figure-body.json": read_body(),
        "figure-moves.json": used_moves(),
    }
    encoded = {name: msgspec.json.encode(value, order="sorted") for name, value in values.items()}
    return {name: msgspec.json.format(text, indent=1) + b"\n" for name, text in encoded.items()}


def write_fixtures() -> None:
    """Brings the files beside the geometry tests up to date."""
    for name, text in fixtures().items():
        (FIXTURES / name).write_bytes(text)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the source tree without a word."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


def tell(error: object) -> None:
    """What went wrong in the page."""
    sys.stderr.write(f"{error}\n")


def draw(out: Path, wanted: list[str]) -> None:
    """One PNG for each sheet, in `out`."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(Quiet, directory=str(ROOT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for sheet in ("own", "front", "quarter", "side", "right", "moves", "dark"):
            page = browser.new_page(
                viewport={"width": 1400, "height": 900}, color_scheme="dark" if sheet == "dark" else "light"
            )
            page.on("pageerror", tell)
            page.goto(f"http://127.0.0.1:{server.server_port}/tools/gallery.html")
            page.evaluate("([...args]) => gallery(...args)", [sheet, wanted])
            page.screenshot(path=str(out / f"{sheet}.png"), full_page=True)
            page.close()
        browser.close()
    server.shutdown()


def main(arguments: list[str]) -> None:
    """Either the sheets or the poses as JSON."""
    write_fixtures()
    if arguments[:1] != ["--json"]:
        out = Path(arguments[0])
        out.mkdir(parents=True, exist_ok=True)
        draw(out, arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
