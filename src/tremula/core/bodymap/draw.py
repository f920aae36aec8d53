"""One view of the body map as SVG, for reports and plain pages; static/js/bodymap draws the same.

Colours stand as attributes, so that the picture needs no style sheet; a page's style may replace them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tremula.core.bodymap.places import BodyMap, Face, Feeling
from tremula.core.bodymap.record import Felt
from tremula.core.svg import Node, written

TILE = "5"
TINTS = ("0.14", "0.26", "0.4")
"""How strongly a place is coloured for the strengths 1, 2 and 3."""
WIDTHS = ("0.55", "0.95", "1.45")
"""How bold its pattern is."""
PAPER, LINE, FLESH = "#fcfaf5", "#6f817e", "#e6e5da"


class Drawing(Struct, frozen=True):
    """What to draw. `id` begins the ids of its patterns, unique on its page; `label` names the picture."""

    build: str
    face: Face
    id: str
    label: str


def drawn(map: BodyMap, record: Felt, drawing: Drawing) -> str:
    """The SVG element as text."""
    return "".join(written(picture(map, record, drawing)))


def picture(map: BodyMap, record: Felt, drawing: Drawing) -> Node:
    """The SVG element as a tree."""
    paths = map.picture(drawing.build, drawing.face)
    seen = {place: record[place] for place in paths.regions if place in record}
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "body-map-picture",
        "viewBox": f"0 0 {map.width} {paths.height}",
        "role": "img",
        "aria-label": drawing.label,
    }
    regions = [
        Node("path", {"class": "body-map-region", "data-place": place, "d": path, "fill": FLESH})
        for place, path in paths.regions.items()
    ]
    outline = {
        "class": "body-map-outline",
        "d": paths.outline,
        "fill": PAPER,
        "stroke": LINE,
        "stroke-width": "0.5",
    }
    features = {"class": "body-map-face", "d": paths.features, "fill": LINE}
    return Node(
        "svg",
        frame,
        (
            Node("defs", {}, tuple(patterns(map, seen, drawing.id))),
            Node("path", outline),
            Node("g", {"class": "body-map-regions"}, tuple(regions)),
            Node("g", {"class": "body-map-marks"}, tuple(marks(map, seen, paths.regions, drawing.id))),
            Node("path", features),
        ),
    )


def patterns(map: BodyMap, seen: Felt, id: str) -> Iterator[Node]:
    """One pattern for each feeling and strength that is seen."""
    used = {(feeling, strength) for felt in seen.values() for feeling, strength in felt.items()}
    for feeling in map.feelings:
        for strength in (1, 2, 3):
            if (feeling.id, strength) in used:
                tile = {"id": f"{id}-{feeling.id}-{strength}", "patternUnits": "userSpaceOnUse"}
                tile |= {"width": TILE, "height": TILE}
                yield Node("pattern", tile, (stroke(feeling, strength),))


def stroke(feeling: Feeling, strength: int) -> Node:
    """A feeling's own line, bolder with its strength."""
    return Node(
        "path",
        {
            "class": f"body-map-line body-map-{feeling.id}",
            "d": feeling.line,
            "fill": "none",
            "stroke": feeling.colours[0],
            "stroke-width": WIDTHS[strength - 1],
            "stroke-linecap": "round",
        },
    )


def marks(map: BodyMap, seen: Felt, paths: dict[str, str], id: str) -> Iterator[Node]:
    """Each marked place: a tint of what is strongest there, and the pattern of everything that is felt."""
    for place, felt in seen.items():
        here = [feeling for feeling in map.feelings if felt.get(feeling.id)]
        if not here:
            continue
        most = max(here, key=lambda feeling: felt[feeling.id])
        tint = {"class": f"body-map-tint body-map-{most.id}", "d": paths[place], "fill": most.colours[0]}
        yield Node("path", {**tint, "fill-opacity": TINTS[felt[most.id] - 1]})
        for feeling in here:
            yield Node("path", {"d": paths[place], "fill": f"url(#{id}-{feeling.id}-{felt[feeling.id]})"})
