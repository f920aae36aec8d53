"""Ids of answers that are named by their moment. It keeps nothing."""

from __future__ import annotations

from itertools import count

from tremula.actions.ports import Tx


def free_id(tx: Tx, wanted: str) -> str:
    """This id, or with a number where another answer of the same millisecond has it."""
    numbered = (f"{wanted}-{number:03}" for number in count(2))
    return wanted if tx.answer(wanted) is None else next(id for id in numbered if tx.answer(id) is None)
