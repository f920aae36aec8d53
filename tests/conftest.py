"""The files that take longest come first, so that at the end no worker waits for another's last one."""

from __future__ import annotations

import pytest

LONG = (
    "test_player_sound.py",
    "test_pages.py",
    "test_hidden_session.py",
    "test_player_looks.py",
    "test_kill_browser.py",
    "test_docs.py",
    "test_openapi_tried.py",
    "test_fit.py",
    "test_twins.py",
    "test_render.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With --no-loadscope-reorder the workers take files in this order."""
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.name, len(LONG)))
