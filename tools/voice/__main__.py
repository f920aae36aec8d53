"""`python -m voice`: bring every speaker's clips up to date, listen to the new ones, tell what was done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from voice.codec import CODECS
from voice.hear import Ear, listen
from voice.model import Speaker
from voice.pack import Pack
from voice.report import page
from voice.texts import all_texts

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
CACHE = ROOT / ".cache/voice"


def packs(speakers: Sequence[str]) -> list[Pack]:
    """These speakers, or every one there is: a folder with a speaker.json."""
    found = [path.parent for path in sorted(CONTENT.glob("voice/*/*/speaker.json"))]
    return [Pack(folder) for folder in found if not speakers or folder.name in speakers]


def main() -> None:
    os.nice(5)
    texts, speaker, ear = all_texts(CONTENT), Speaker(CACHE), Ear(CACHE)
    chosen = packs(sys.argv[1:])
    for pack in chosen:
        begun = time.monotonic()
        gone, made = pack.sweep(texts), pack.make(texts, speaker)
        pack.write()
        told(f"{pack.folder.name}: {made} made, {gone} gone", begun)
    for codec, pack in product(CODECS, chosen):
        begun = time.monotonic()
        told(f"{pack.folder.name}: {listen(pack, ear, codec)} listened to in {codec}", begun)
    for name, text in page().items():
        (ROOT / name).write_text(text, encoding="utf-8")


def told(what: str, begun: float) -> None:
    """One line of what was done."""
    print(f"{what}, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
