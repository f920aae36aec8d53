"""When copies of the record are made: after a session, once a day, and anew after something was deleted.

What goes wrong is kept for the Settings page; it never takes an answer away from anybody.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from tremula.actions.ports import Store
from tremula.core.failure import Refusal

log = logging.getLogger("tremula")


@dataclass(slots=True)
class Keeping:
    """One vault's copies, as far as the house must remember."""

    wanted: bool = False
    """A session has ended since the last copy."""
    forgetting: bool = False
    """Something was deleted that older copies may still hold."""
    trouble: str = ""
    """Why the last try failed, in words for the person."""

    def after_session(self, end: str | None) -> None:
        """Note that something worth keeping is there."""
        if end not in (None, "open"):
            self.wanted = True

    def look(self, store: Store) -> None:
        """Make a copy where one is wanted or due. Blocks for the time of a copy."""
        if self.wanted or self.forgetting or store.copy_due():
            self._try(store)

    def after_deletion(self, store: Store) -> None:
        """A copy without what was deleted; then the copies that still hold it go."""
        self.forgetting = True
        self._try(store)

    def _try(self, store: Store) -> None:
        try:
            store.keep_copy(forget_older=self.forgetting)
        except Refusal as refusal:
            log.warning("no copy was made: %s", refusal.code)
            self.trouble = refusal.words
            return
        self.wanted, self.forgetting, self.trouble = False, False, ""
