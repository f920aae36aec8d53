"""Delete one session with its record. What is deleted is gone; there is no basket."""

from __future__ import annotations

from tremula.actions.ports import Tx
from tremula.core.failure import Refusal


def delete_session(tx: Tx, id: str) -> None:
    """Refusal("not-found") for an id that is not kept."""
    if tx.session(id) is None:
        raise Refusal("not-found", "There is no such session.")
    tx.delete_session(id)
