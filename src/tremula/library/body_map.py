"""Reads the body map as `make docs` drew it, and what it is drawn from. It draws nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tremula.core.bodymap.places import BodyMap
from tremula.core.bodymap.source import BodyMapSource
from tremula.core.failure import Problem
from tremula.library.nodes import Read
from tremula.library.shape import shaped
from tremula.library.shelf import read_file

DRAWN = "figures/body-map/drawn.json"
SOURCE = "figures/body-map/map.yaml"


def read_body_map(root: Path) -> tuple[BodyMap | None, list[Problem]]:
    """The drawn map, if the content has one, and what is wrong with it or its source."""
    path = root / DRAWN
    if not path.is_file():
        return None, []
    problems = read_source(root)[0].problems
    try:
        return msgspec.json.decode(path.read_bytes(), type=BodyMap), problems
    except msgspec.DecodeError as error:
        return None, [*problems, Problem(DRAWN, 1, f"{error}; make it anew with “make docs”")]


def read_source(root: Path) -> tuple[Read, BodyMapSource | None]:
    """What the map is drawn from, with its problems."""
    path = root / SOURCE
    if not path.is_file():
        return Read(SOURCE, problems=[Problem(SOURCE, 1, "the file is missing; bring it back")]), None
    read = read_file(path, SOURCE)
    source = shaped(read, BodyMapSource)
    if source is not None:
        rules(read, source)
    return read, None if read.problems else source


def rules(read: Read, source: BodyMapSource) -> None:
    """Every id once, and groups that exist."""
    for key in ("feelings", "groups", "regions"):
        ids = [each.id for each in getattr(source, key)]
        for place, id in enumerate(ids):
            if id in ids[:place]:
                read.wrong((key, place, "id"), f"“{id}” is there already; choose another id")
    groups = {group.id for group in source.groups}
    for place, region in enumerate(source.regions):
        if region.group not in groups:
            read.wrong(("regions", place, "group"), f"there is no group “{region.group}”; add it to groups")
