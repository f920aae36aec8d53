"""The shipped content, and small packs of voices that tests may damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from packs import LIBRARY, PACK, WORDS

from tremula.actions.render_session import SoundPlan, Wanted, plan_sound
from tremula.audio.voice import LANGUAGE, USUAL


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
