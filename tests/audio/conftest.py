"""The shipped content, and small packs of voices that tests may damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tremula.actions.render_session import SoundPlan, Wanted, plan_sound
from tremula.audio.voice import LANGUAGE, USUAL
from tremula.library.read_files import find_content, read_library
from tremula.library.sound_files import read_sound_words

CONTENT = find_content()
LIBRARY = read_library(CONTENT)
WORDS = read_sound_words(CONTENT)
PACK = CONTENT / "voice" / LANGUAGE / USUAL


@pytest.fixture(scope="session")
def plan_of() -> Callable[..., SoundPlan]:
    """`plan_of("ankles", dose="low", single=True)`."""

    def plan(*ids: str, **more) -> SoundPlan:
        return plan_sound(LIBRARY, WORDS, Wanted(ids, **more))

    return plan


@pytest.fixture
def own_content(tmp_path: Path) -> Path:
    """A content folder with nothing but a copy of the usual speaker."""
    folder = tmp_path / "content"
    shutil.copytree(PACK, folder / "voice" / LANGUAGE / USUAL, ignore=shutil.ignore_patterns("aac"))
    return folder


@pytest.fixture
def own_pack(own_content: Path) -> Path:
    """The folder of that speaker."""
    return own_content / "voice" / LANGUAGE / USUAL


def clip_keys(pack: Path) -> dict[str, str]:
    """Text → key."""
    clips = json.loads((pack / "manifest.json").read_text("utf-8"))["clips"]
    return {clip["text"]: key for key, clip in clips.items()}
