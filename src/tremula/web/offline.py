"""Which static files the pages that work without the server need: those they name, and those named there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath

from tremula.web.assets import Assets
from tremula.web.templating import TEMPLATES

PAGES = ("player.html", "grounding.html", "shaking.html")
"""Templates of the pages that js/drivers/offline.js keeps."""
PART = re.compile(r"""{%-?\s*(?:extends|include|from|import)\s+["']([^"']+)["']""")
NAMED = re.compile(r"""\bstatic\(\s*["']([^"']+)["']""")
IN_SCRIPT = re.compile(r"""\b(?:from|import)\s*"(\.[^"]+)\"""")
IN_STYLE = re.compile(r"""\burl\(\s*["']?(\.[^"')]+)""")


@lru_cache(maxsize=4)
def needed_offline(assets: Assets, templates: Path = TEMPLATES) -> tuple[str, ...]:
    """Their addresses, in the order in which they are found. Raises KeyError for a file that is not there."""

    def parts(name: str) -> Iterator[str]:
        yield from PART.findall((templates / name).read_text(encoding="utf-8"))

    def named(name: str) -> Iterator[str]:
        kind = {".js": IN_SCRIPT, ".css": IN_STYLE}.get(Path(name).suffix)
        for path in kind.findall(assets.read(name).decode()) if kind else ():
            yield normpath(join(dirname(name), path))

    texts = [(templates / name).read_text(encoding="utf-8") for name in closure(PAGES, parts)]
    return tuple(map(assets.address, closure(NAMED.findall("\n".join(texts)), named)))


def closure(begin: Iterable[str], following: Callable[[str], Iterable[str]]) -> list[str]:
    """These names, and all that they lead to, each once."""
    found: dict[str, None] = {}
    waiting = list(begin)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting.extend(following(name))
    return list(found)
