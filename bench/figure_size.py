"""How heavy the figure's engine is as it is served: joined, shortened as the player's script is, gzipped.

It measures the scripts of js/figure alone. Poses and the body's shape are content, told here beside it.
Goal: 8 KB. Needs node with terser, as `make docs` does.
"""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import msgspec

from tremula.library.read_files import find_content, read_library
from tremula.web.joining import join_scripts

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "src/tremula/web/static"
ENTRY = "js/figure/figure.js"
GOAL = 8 * 1024


def read(name: str) -> str:
    """One module's text."""
    return (STATIC / name).read_text("utf-8")


def packed(text: bytes) -> int:
    """Bytes of a text, gzipped."""
    return len(gzip.compress(text, 9))


def short(script: str) -> bytes:
    """The script with short names; what it offers the player stays."""
    ended = f"{script}\nexport {{ Figure }}\n"
    shrink = ["node", "tools/shrink.mjs"]
    return subprocess.run(shrink, input=ended.encode(), capture_output=True, check=True, cwd=ROOT).stdout


def main() -> int:
    script = join_scripts(ENTRY, read)
    size = packed(short(script))
    library = read_library(find_content())
    print(f"{packed(msgspec.json.encode(library.poses)):8,}  {len(library.poses)} poses, as data")
    print(f"{packed(msgspec.json.encode(library.body)):8,}  the body's shape and looks, as data")
    print(f"{packed(script.encode()):8,}  the engine as it is written, with its comments")
    print(f"{size:8,}  the engine as it is served; goal {GOAL:,}: {'kept' if size <= GOAL else 'MISSED'}")
    return 0 if size <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
