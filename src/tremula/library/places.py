"""Where content/ lies: a folder somebody named, the source tree's, or the wheel's. It reads nothing."""

from __future__ import annotations

from pathlib import Path

from tremula.core.failure import Refusal

PACKAGE = Path(__file__).resolve().parent.parent


def find_content(override: Path | None = None) -> Path:
    """The folder that holds exercises/. Refusal("no-content") when a named folder is none."""
    if override is not None:
        return _named(override)
    for place in (PACKAGE / "content", PACKAGE.parent.parent / "content"):
        if (place / "exercises").is_dir():
            return place
    raise Refusal("no-content", "The content folder is missing. Install tremula again.")


def _named(folder: Path) -> Path:
    if not (folder / "exercises").is_dir():
        raise Refusal(
            "no-content", f"There is no folder “exercises” in {folder}. Name the folder that holds it."
        )
    return folder
