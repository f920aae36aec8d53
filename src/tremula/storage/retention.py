"""Which backups are kept: the newest of each of 7 days, 4 weeks and 12 months.

Pure; it removes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

STAMP = "%Y-%m-%dT%H-%M-%SZ"
"""A UTC moment as a file name that sorts by time."""
KEPT: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (lambda made: made.date(), 7),
    (lambda made: made.isocalendar()[:2], 4),
    (lambda made: (made.year, made.month), 12),
)


def to_drop(names: Iterable[str]) -> list[str]:
    """The stamps that no day, week or month needs any more."""
    newest_first = sorted(names, reverse=True)
    kept: set[str] = set()
    for period, count in KEPT:
        firsts: dict[object, str] = {}
        for name in newest_first:
            firsts.setdefault(period(datetime.strptime(name, STAMP)), name)
        kept |= set(list(firsts.values())[:count])
    return [name for name in newest_first if name not in kept]
