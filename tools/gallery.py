"""Draw every pose and movement of the figure into contact sheets, to be looked at.

It writes only where it is told, and the JSON beside the tests.

python tools/gallery.py OUT [POSE ...]     sheets of poses: front, quarter, side, dark, right, and movements
python tools/gallery.py --pictures         docs/reference/gallery/*.png, for the page of gallery_page.py
python tools/gallery.py --unnamed OUT      the key poses of each exercise, without names, for fresh eyes
python tools/gallery.py --json             tests/js/figure-{poses,moves}.json, what the geometry tests read
"""

from __future__ import annotations

import base64
import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tremula.core.exercise.body import Body
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import NEEDS, Fit
from tremula.core.exercise.pose import Pose
from tremula.core.exercise.script import Library
from tremula.core.failure import Refusal
from tremula.core.session.timeline import Segment, Timeline
from tremula.library.read_files import read_library

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "js"
PICTURES = ROOT / "docs" / "reference" / "gallery"
SIDE = 132
"""A picture's width and height."""
MOMENTS = 7
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
Move = tuple[Stand, Stand]


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
    shown = {leg for move in moves for leg in legs(poses, *sideless(poses, move))}
    return sorted(leg for leg in shown if leg[0] != leg[1])


def named_moves() -> dict[str, list[Move]]:
    """A name and the ways there and back for every two poses between which one moves.

    What differs from another only in the side is left out: the tests hold that the right mirrors the left.
    """
    poses = read_poses()
    pairs: dict[str, list[Move]] = {}
    for a, b in used_moves():
        one, two = min((a, b), sideless(poses, (other(a), other(b))))
        first, last = sorted((one, two))
        moves = pairs.setdefault(f"{told(first)}--{told(last)}", [])
        if (one, two) not in moves:
            moves.append((one, two))
    return pairs


def sideless(poses: Mapping[str, Pose], move: Move) -> Move:
    """A move in which a pose that has no side is on the left."""
    (a, side), (b, other_side) = move
    return (a, side if poses[a].sides else "left"), (b, other_side if poses[b].sides else "left")


def other(stand: Stand) -> Stand:
    """The same pose on the other side."""
    return stand[0], "right" if stand[1] == "left" else "left"


def told(stand: Stand) -> str:
    """A pose in a file's name; only the right is said."""
    return stand[0] if stand[1] == "left" else f"{stand[0]}-right"


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


@contextmanager
def room() -> Iterator[Callable[[str], Page]]:
    """Opens the gallery's page in light or dark, as often as it is asked to."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(Quiet, directory=str(ROOT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)

        def opened(scheme: str) -> Page:
            size: ViewportSize = {"width": 1400, "height": 900}
            page = browser.new_page(viewport=size, color_scheme="dark" if scheme == "dark" else "light")
            page.on("pageerror", tell)
            page.goto(f"http://127.0.0.1:{server.server_port}/tools/gallery.html")
            page.wait_for_selector("html[data-ready]", state="attached")
            return page

        yield opened
        browser.close()
    server.shutdown()


def draw(out: Path, wanted: list[str]) -> None:
    """One PNG for each sheet, in `out`."""
    with room() as opened:
        for sheet in ("own", "front", "quarter", "side", "right", "looks", "moves", "dark"):
            page = opened(sheet)
            page.evaluate("([...args]) => gallery(...args)", [sheet, wanted])
            page.screenshot(path=str(out / f"{sheet}.png"), full_page=True)
            page.close()


KEY_POSES = {
    "ankles": ["stand", "sway", "sway right", "shake-foot"],
    "calves": ["calf-low", "calf-high", "calf-low", "shake-leg"],
    "thighs": ["thigh-long", "thigh-bend", "thigh-long", "shake-leg"],
    "fold": ["stand", "fold-centre", "fold-side", "fold-side right", "fold-through", "fold-rise"],
    "opening": ["stand-wide", "bow", "bow-turn", "bow-turn right"],
    "wall-sit": ["wall-stand", "wall-sit", "wall-off", "hang"],
    "butterfly": ["lie-bent", "butterfly", "butterfly-lift", "butterfly", "narrow-5", "lie-flat"],
    "spiral": ["sit-chair", "sit-spiral"],
    "stop, lying": ["narrow-3", "lie-toes", "roll-side", "sit-floor"],
    "rest": ["lie-rest"],
    "seated": ["sit-chair", "heels-up-seated", "sit-sway", "sit-leg-long"],
    "chair": ["stand-chair", "thigh-bend-shallow", "fold-chair"],
    "opening knees": ["knees-up", "open-2", "open-5"],
    "bed": ["sit-bed", "lie-bed", "knees-up-bed", "butterfly-bed", "roll-bed"],
}
"""What stands for an exercise when somebody is asked what the figure does."""


def draw_unnamed(out: Path) -> None:
    """A picture a row, numbered in an order that tells nothing, and key.json beside them."""
    order = sorted(KEY_POSES, key=lambda name: sha256(name.encode()).hexdigest())
    (out / "key.json").write_bytes(msgspec.json.encode(dict(enumerate(order, 1))))
    with room() as opened:
        page = opened("light")
        for number, name in enumerate(order, 1):
            stands = [
                (pose, side or "left") for pose, _, side in (one.partition(" ") for one in KEY_POSES[name])
            ]
            page.evaluate("moves => row(moves, 1)", [(stand, stand) for stand in stands])
            page.set_viewport_size({"width": SIDE * len(stands), "height": SIDE})
            page.screenshot(path=str(out / f"{number:02}.png"))


def take_pictures() -> None:
    """docs/reference/gallery/*.png: every pose, and every movement as a small loop."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with room() as opened:
        page = opened("light")
        for id in read_poses():
            take(page, PICTURES / f"{id}.png", [((id, "left"), (id, "left"))], 1)
        for name, moves in named_moves().items():
            take(page, PICTURES / f"{name}.png", moves, MOMENTS)


def take(page: Page, path: Path, moves: Sequence[Move], moments: int) -> None:
    """One picture: its moments drawn side by side, then made into a loop that rests at each end."""
    page.evaluate("([moves, count]) => row(moves, count)", [moves, moments])
    width = SIDE * moments * len(moves)
    page.set_viewport_size({"width": width, "height": SIDE})
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": SIDE})
    delays = ([90] * (moments - 1) + [1_200]) * len(moves)
    made = page.evaluate("([png, delays]) => apng(png, delays)", [base64.b64encode(shot).decode(), delays])
    path.write_bytes(base64.b64decode(made))


def main(arguments: list[str]) -> None:
    """The sheets, the docs' pictures, or the poses as JSON alone."""
    write_fixtures()
    if arguments[:1] == ["--pictures"]:
        take_pictures()
    elif arguments[:1] == ["--unnamed"]:
        out = Path(arguments[1])
        out.mkdir(parents=True, exist_ok=True)
        draw_unnamed(out)
    elif arguments[:1] != ["--json"]:
        out = Path(arguments[0])
        out.mkdir(parents=True, exist_ok=True)
        draw(out, arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
