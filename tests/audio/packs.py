"""The shipped content as the tests of sound files use it."""

from __future__ import annotations

import json
from pathlib import Path

from shipped import our_library
from tremula.audio.voice import LANGUAGE, USUAL
from tremula.library.read_files import find_content
from tremula.library.sound_files import read_sound_words

CONTENT = find_content()
LIBRARY = our_library()
WORDS = read_sound_words(CONTENT)
PACK = CONTENT / "voice" / LANGUAGE / USUAL


def clip_keys(pack: Path) -> dict[str, str]:
    """Text → key."""
    clips = json.loads((pack / "manifest.json").read_text("utf-8"))["clips"]
    return {clip["text"]: key for key, clip in clips.items()}
