"""What the commands need of the rest of the house, handed in by bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tremula.actions.archive_desk import ArchiveDesk, FhirWritten
    from tremula.actions.directory_desk import Desk
    from tremula.actions.ports import Store
    from tremula.actions.render_session import Made, SoundPlan
    from tremula.core.exercise.script import Library
    from tremula.core.failure import Problem
    from tremula.core.safety.rules import SafetyRules
    from tremula.core.session.pieces import SoundWords
    from tremula.settings import Settings


@dataclass(frozen=True, slots=True)
class Rooms:
    """Each is a function, so that a command pays only for what it uses."""

    settings: Callable[[], Settings]
    """What the environment asks for."""
    start: Callable[[Settings, bool, Callable[[str], None]], None]
    """Serve until a signal comes; (settings, open the browser, tell the address)."""
    demo: Callable[[Settings, bool, Callable[[str], None]], None]
    open_browser: Callable[[str], None]
    library: Callable[[Path | None], Library]
    safety: Callable[[Path | None], SafetyRules]
    check: Callable[[Path | None], Sequence[Problem]]
    open_store: Callable[[Settings, Callable[[], str]], AbstractContextManager[Store]]
    """The open vault's store; the second argument asks a person for the passphrase."""
    sound_words: Callable[[Path | None], SoundWords]
    render: Callable[[SoundPlan, Path, Path | None, Callable[[float], None]], Made]
    """Make sound files: (plan, folder or file, content, tell how much is done)."""
    directory: Callable[[Settings, Callable[[], str]], AbstractContextManager[Desk]]
    """The open vault's directory."""
    archive: Callable[[Settings], ArchiveDesk]
    """What writes archives and reads them."""
    write_fhir: Callable[[Store, Path, Path | None], FhirWritten]
    """Write what was filled in into a new file: (store, file, content)."""
    make_vault: Callable[[Settings], bool]
    """Make a vault where there is none, if a passphrase is named; whether it was made."""
