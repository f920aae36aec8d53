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
        before = (self.wanted, self.forgetting)
        self.wanted = self.forgetting = False  # what is wanted from here on is wanted of the next copy
        try:
            store.keep_copy(forget_older=before[1])
        except BaseException as error:
            self.wanted, self.forgetting = self.wanted or before[0], self.forgetting or before[1]
            if not isinstance(error, Refusal):
                raise
            log.warning("no copy was made: %s", error.code)
            self.trouble = error.words
            return
        self.trouble = ""
