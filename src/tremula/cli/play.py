"""`tremula play`: a session in the terminal, with captions. Its record is kept like one of the page."""

from __future__ import annotations

import argparse
import secrets
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from tremula.actions.append_events import AppendEvents, NewEvent, append_events
from tremula.actions.begin_session import BeginSession, begin_session
from tremula.actions.look_ahead import Ahead, Asking, look_ahead, refuse_closed, within_of
from tremula.actions.plan_session import plan_session, refuse_unknown
from tremula.actions.ports import Store
from tremula.actions.read_sessions import read_session, session_told
from tremula.actions.self_reports import Arrival, Arriving, keep_arrival
from tremula.cli import words
from tremula.cli.arriving import ask_today
from tremula.cli.playing import HELP, Playing, Told
from tremula.cli.rooms import Rooms
from tremula.cli.sessions import ask_passphrase
from tremula.cli.terminal import ENDING, Gone, Keyboard, keys_at_once, say
from tremula.core.exercise.script import Library
from tremula.core.failure import Refusal
from tremula.core.session.record import Event, write_events
from tremula.core.session.state import Effect
from tremula.core.session.timeline import Timeline
from tremula.settings import Settings

DEVICE = "terminal"
TICK = 0.1


def add(commands: Any) -> None:
    """The command's words."""
    about = "play a session in the terminal"
    parser = words.command(commands, "play", about, run, example="tremula play ankles calves")
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercises; none: the whole beginner's session")
    parser.add_argument("--dose", choices=("low", "high", "default"), default="default")
    words.add_place(parser)
    words.add_passphrase(parser)
    words.add_content(parser)


def run(args: argparse.Namespace, settings: Settings, rooms: Rooms) -> int:
    """Play until the session is over; 128 and the signal's number where it was ended from outside."""
    chosen = words.settled(args, settings)
    library, rules = rooms.library(args.content), rooms.safety(args.content)
    refuse_at_once(library, args.ids)
    with keys_at_once(), rooms.open_store(chosen, ask_passphrase) as store:
        ahead = arrive(store, asking := Asking(rules, stamp(), args.ids))
        refuse_closed(ahead, asking)
        signals = noted_signals()
        planned = plan_session(library, args.ids, args.dose, within_of(ahead, rules))
        token = sha256(secrets.token_bytes(32)).digest()
        begin = BeginSession(new_id(), planned, asking.now, token, tomorrow(), rules)
        row = store.write_sync(begin_session, begin).row
        timeline = msgspec.json.decode(row.timeline, type=Timeline)
        code = play(Playing(timeline, clock(), stamp, Keeper(store, begin), print_effect), signals)
        told = session_told(store.read_sync(read_session, row.id))
    if args.json:
        say(words.as_json(msgspec.to_builtins(told)))
    else:
        say(f"Kept: {told['end']}.")
    return code


def refuse_at_once(library: Library, ids: Sequence[str]) -> None:
    """What no terminal can play, before a vault is opened for it."""
    refuse_unknown(library, ids)
    for script in (library.scripts[id] for id in ids):
        if script.locked:
            here = "Its guided form is not open yet in a terminal: only the page asks how you are after it."
            raise Refusal("locked-exercise", f"“{script.title}” can be read in the library. {here}")


def arrive(store: Store, asking: Asking) -> Ahead:
    """Where the person stands, asked first how it is today where that is not yet said."""
    ahead = store.read_sync(look_ahead, asking)
    if ahead.provisional or ahead.asked or not ahead.gate.open:
        return ahead
    said = Arrival(today=ask_today(asking.rules.checks, Keyboard()))
    store.write_sync(keep_arrival, Arriving(said, asking.now))
    return store.read_sync(look_ahead, asking)


def noted_signals() -> list[int]:
    """The numbers of the signals that come from now on, for `play`.

    Of our own: an interrupt must neither strike between two lines nor be ignored for a parent's sake.
    """
    came: list[int] = []
    for each in (signal.SIGINT, *ENDING):
        signal.signal(each, lambda number, frame: came.append(number))
    return came


def play(playing: Playing, signals: list[int]) -> int:
    """Ticks and keys, in turn, until it is over. Ctrl-C is the stop, not the end of the program."""
    say(HELP)
    keyboard, code = Keyboard(), 0
    playing.do("start")
    while not playing.over:
        refused, number = "", signals.pop(0) if signals else 0
        if number:
            refused, code = end(playing, number)
        else:
            try:
                refused = playing.press(keyboard.key_within(TICK))
            except Gone:
                refused, code = end(playing, signal.SIGHUP)
        if refused:
            say(refused)
        playing.tick()
    return code


def end(playing: Playing, number: int) -> tuple[str, int]:
    """What a signal does, and the exit code: the stop is led to its end, all others leave at once."""
    if number == signal.SIGINT:
        return playing.do("stop"), 0
    return playing.do("left"), 128 + number


@dataclass(slots=True)
class Keeper:
    """Saves events, each chained to the one before, before anything goes on."""

    store: Store
    begin: BeginSession
    last: Event | None = None

    def __call__(self, told: Sequence[Told]) -> None:
        events = write_events(self.begin.id, DEVICE, self.last, told)
        posted = [msgspec.convert(without_device(event), NewEvent) for event in events]
        batch = AppendEvents(self.begin.id, DEVICE, posted, self.begin.token_hash, stamp())
        self.store.write_sync(append_events, batch)
        self.last = events[-1]


def without_device(event: Event) -> dict[str, Any]:
    """The event as a device posts it."""
    return {name: value for name, value in msgspec.to_builtins(event).items() if name != "device"}


def print_effect(effect: Effect) -> None:
    """One caption or one happening as a line."""
    cue = effect.cue
    if cue is not None and cue.caption:
        say(f"{words.minutes(effect.at):>6}  {cue.caption}")
    elif effect.happened == "asked":
        say("        Press f when you are fine.")


def clock() -> Any:
    """Milliseconds since now."""
    begin = time.monotonic_ns()
    return lambda: (time.monotonic_ns() - begin) // 1_000_000


def stamp() -> str:
    """Wall time, RFC 3339."""
    return datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")


def tomorrow() -> str:
    """When this session's token ends."""
    return (datetime.now(UTC) + timedelta(hours=24)).isoformat(timespec="seconds")


def new_id() -> str:
    """A UUIDv7: milliseconds since 1970, then chance."""
    number = time.time_ns() // 1_000_000 << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))
