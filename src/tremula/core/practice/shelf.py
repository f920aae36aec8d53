"""What content says about the days between sessions, together. It holds nothing of a person."""

from __future__ import annotations

from msgspec import Struct

from tremula.core.practice.measures import CheckIn
from tremula.core.practice.schedule import ScheduleWords
from tremula.core.practice.self_care import SelfCare


class Practice(Struct, frozen=True):
    """All of content/practice."""

    check_in: CheckIn
    self_care: SelfCare
    schedule: ScheduleWords
