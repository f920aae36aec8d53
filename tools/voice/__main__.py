"""`python -m voice`: bring every speaker's clips up to date, listen to the new ones, tell what was done."""

from __future__ import annotations

import os
import time
from pathlib import Path

from voice.hear import Ear, listen
from voice.model import Speaker
from voice.pack import Pack
from voice.texts import all_texts

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
CACHE = ROOT / ".cache/voice"


def packs() -> list[Pack]:
    """Every speaker there is: a folder with a speaker.json."""
    return [Pack(path.parent) for path in sorted(CONTENT.glob("voice/*/*/speaker.json"))]


def main() -> None:
    os.nice(10)
    texts = all_texts(CONTENT)
    for pack in packs():
        begun = time.monotonic()
        gone, made = pack.sweep(texts), pack.make(texts, Speaker(CACHE))
        pack.write()
        heard = listen(pack, Ear(CACHE))
        spent = time.monotonic() - begun
        print(f"{pack.folder.name}: {made} made, {gone} gone, {heard} listened to, {spent:.0f} s")


if __name__ == "__main__":
    main()
