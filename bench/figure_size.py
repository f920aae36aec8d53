"""How heavy the figure's engine is as the player gets it: joined, without comments, gzipped. Goal: 8 KB.

It measures the scripts of js/figure alone; poses and the body's shape are content and counted with the page.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from tremula.web.joining import gather, join_scripts

STATIC = Path(__file__).parents[1] / "src/tremula/web/static"
ENTRY = "js/figure/figure.js"
GOAL = 8 * 1024


def read(name: str) -> str:
    """One module's text."""
    return (STATIC / name).read_text("utf-8")


def packed(text: str) -> int:
    """Bytes of a text, gzipped."""
    return len(gzip.compress(text.encode(), 9))


def main() -> int:
    whole = join_scripts(ENTRY, read)
    for name in gather(ENTRY, read):
        without = join_scripts_but(name)
        print(f"{packed(whole) - packed(without):8,}  {name}")
    size = packed(whole)
    print(
        f"{size:8,}  in all, {len(whole):,} unpacked; goal {GOAL:,}: {'kept' if size <= GOAL else 'MISSED'}"
    )
    return 0 if size <= GOAL else 1


def join_scripts_but(left_out: str) -> str:
    """All of it but one module: what that one adds."""
    return join_scripts(ENTRY, lambda name: _imports_only(read(name)) if name == left_out else read(name))


def _imports_only(text: str) -> str:
    head, _, _ = text.partition("\n/**")
    return head[: head.rfind('"\n') + 2] if "import" in head else ""


if __name__ == "__main__":
    raise SystemExit(main())
