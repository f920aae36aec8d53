"""What is said when the disk or the file fails. It mends nothing."""

from __future__ import annotations

from tremula.core.failure import Refusal


def damaged() -> Refusal:
    """The file cannot be read with its key: damage is found, never shown as data."""
    return Refusal(
        "vault-damaged",
        "The record could not be read: its file is damaged, or of another vault. Nothing was changed. "
        "A backup can be put in its place.",
    )


def not_saved() -> Refusal:
    """A commit failed: it is acknowledged to nobody."""
    return Refusal(
        "not-saved",
        "This could not be saved: the disk is full or gave an error. What was saved before is safe. "
        "Please make room; what you enter is kept in the page and sent again.",
    )


def locked() -> Refusal:
    """The store was closed, or never opened."""
    return Refusal("locked", "The vault is locked. Please unlock it first.")
