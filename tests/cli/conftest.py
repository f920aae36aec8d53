"""Starting tremula and never leaving one behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import PASSPHRASE, Serve, starting


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start tremula; whatever is still running at the end is ended."""
    with starting() as start:
        yield start


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
