"""Fault tests: how often, and where their helpers are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

STORAGE = Path(__file__).parents[1] / "storage"

# Needs Linux and a C compiler, which a plain `make test` must not.
collect_ignore = [] if os.environ.get("TREMULA_SOAK") else ["test_power_loss.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def times() -> int:
    """How often a fault is tried: 10 in `make test`, 20 in a short soak, 100 in a full one."""
    soak = os.environ.get("TREMULA_SOAK", "")
    return {"": 10, "short": 20}.get(soak, 100)


@pytest.fixture
def child_environment() -> dict[str, str]:
    """For a child that imports what the tests of storage share."""
    path = os.pathsep.join(filter(None, [str(STORAGE), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path}
