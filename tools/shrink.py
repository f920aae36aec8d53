"""The player's joined script with short names, for src/tremula/web/small. Needs node and terser."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tremula.web.assets import JOINED, STATIC
from tremula.web.joining import join_scripts, made_of

SHRINK = Path(__file__).with_name("shrink.mjs")


def shrunk(script: str) -> str:
    """A script with short names."""
    return subprocess.run(
        ["node", str(SHRINK)], input=script, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def small_scripts() -> dict[str, str]:
    """src/tremula/web/small/*.js, each with the mark of the sources that it was made of."""
    scripts = {name: join_scripts(parts[0], _text) for name, parts in JOINED.items() if name.endswith(".js")}
    return {
        f"src/tremula/web/small/{Path(name).name}": f"{made_of(script)}\n{shrunk(script)}"
        for name, script in scripts.items()
    }


def _text(name: str) -> str:
    return (STATIC / name).read_text("utf-8")
