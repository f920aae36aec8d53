"""Which versions of the schema this program knows.

It imports no migration tool, so that opening stays quick.
"""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004")
"""Oldest first; the same as the files in migrations/versions (a test compares them)."""
HEAD = REVISIONS[-1]
