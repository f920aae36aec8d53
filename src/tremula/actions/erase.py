"""Erase every row of every person. The vault's files go with it; that is the vault's part."""

from __future__ import annotations

from tremula.actions.ports import Tx


def erase(tx: Tx, command: None = None) -> None:
    """Nothing can be brought back."""
    tx.erase()
