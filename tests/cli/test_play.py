"""A session in a terminal: a real pseudo-terminal, real keys, and a record like any other."""

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import PASSPHRASE, clean_environment, tremula, words

from shipped import our_library
from tremula.cli.playing import Playing
from tremula.cli.terminal import keys_of
from tremula.core.session.state import Effect
from tremula.core.session.timeline import Timeline
from vaults import copy_vault


def be_at_home() -> None:
    """In the child: the terminal is its own, and Ctrl-C is heard whoever began the tests."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A person at a keyboard."""

    def __init__(self, *said: object, at_home: bool = False) -> None:
        """`at_home`: the terminal is the process's own, so that it can be asked for a passphrase."""
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            words(*said), stdin=theirs, stdout=theirs, stderr=theirs, env=clean_environment(),
            start_new_session=at_home, preexec_fn=be_at_home if at_home else None,
        )  # fmt: skip
        os.close(theirs)
        self.text = ""

    def press(self, key: str) -> None:
        os.write(self.ours, key.encode())

    def read_until(self, what: str) -> str:
        """Everything said so far, once `what` is in it."""
        end = time.monotonic() + 30
        while what not in self.text:
            assert time.monotonic() < end, self.text
            if select.select([self.ours], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self.ours, 4096).decode()
                except OSError:
                    break
        assert what in self.text, self.text
        return self.text


@pytest.fixture
def vault(home: Path, passphrase: Path) -> list[object]:
    copy_vault(home, PASSPHRASE)
    return ["--data", home, "--passphrase-file", passphrase]


@pytest.fixture
def terminal(vault: list[object]) -> Iterator[Terminal]:
    playing = Terminal("play", "ankles", *vault)
    yield playing
    if playing.process.poll() is None:
        playing.process.kill()
    playing.process.wait(10)
    os.close(playing.ours)


def test_keys_lead_the_session_and_its_record_is_kept(terminal: Terminal, vault: list[object]) -> None:
    assert "p pause or go on" in terminal.read_until("Here we begin")
    terminal.press("n")
    terminal.press("e")
    terminal.read_until("This step ends by itself")
    for key in ("p", " ", "\x1b[A", "q"):
        terminal.press(key)
        time.sleep(0.3)
    terminal.read_until("Kept: left.")
    assert terminal.process.wait(20) == 0
    (session,) = json.loads(tremula("sessions", "--json", *vault).stdout)
    kinds = [event["kind"] for event in session["events"]]
    assert kinds == ["start", "skip", "pause", "resume", "left"]
    assert session["end"] == "left"
    chain = ["", *(event["hash"] for event in session["events"])]
    assert [event["previous"] for event in session["events"]] == chain[:-1]


def test_ctrl_c_is_the_stop_and_is_followed_by_settling(
    terminal: Terminal, vault: list[object], timeline: Timeline
) -> None:
    terminal.read_until("Here we begin")
    terminal.process.send_signal(signal.SIGINT)
    terminal.read_until(timeline.branches["settle/standing"][0].cues[0].caption)
    terminal.press("q")
    terminal.read_until("Kept: stopped.")
    (session,) = json.loads(tremula("sessions", "--json", *vault).stdout)
    assert [event["kind"] for event in session["events"]] == ["start", "stop", "settling", "left"]


def test_ctrl_c_again_says_how_to_leave_and_stays_a_stop(terminal: Terminal, vault: list[object]) -> None:
    terminal.read_until("Here we begin")
    for _ in range(2):
        terminal.process.send_signal(signal.SIGINT)
        time.sleep(0.4)
    terminal.read_until("Press q to leave")
    terminal.press("q")
    terminal.read_until("Kept: stopped.")


@pytest.mark.parametrize(
    "how", [signal.SIGTERM, signal.SIGHUP, None], ids=["asked", "hung up", "window closed"]
)
def test_ended_from_outside_the_record_has_its_end_and_the_terminal_its_line(
    terminal: Terminal, vault: list[object], how: signal.Signals | None
) -> None:
    before = termios.tcgetattr(terminal.ours)
    terminal.read_until("Here we begin")
    assert not termios.tcgetattr(terminal.ours)[3] & termios.ICANON
    if how is None:
        os.close(terminal.ours)
    else:
        terminal.process.send_signal(how)
        terminal.read_until("Kept: left.")
    assert terminal.process.wait(20) == 128 + (how or signal.SIGHUP)
    if how is None:
        terminal.ours = os.open(os.devnull, os.O_RDONLY)
    else:
        assert termios.tcgetattr(terminal.ours)[3] & termios.ICANON == before[3] & termios.ICANON != 0
    (session,) = json.loads(tremula("sessions", "--json", *vault).stdout)
    assert [event["kind"] for event in session["events"]] == ["start", "left"]
    assert session["end"] == "left"


@pytest.mark.parametrize(
    ("what", "code", "said"), [("\x04", 1, "No passphrase was typed"), ("\x03", 130, "")]
)
def test_a_passphrase_that_is_not_typed_opens_nothing(
    vault: list[object], tmp_path: Path, what: str, code: int, said: str
) -> None:
    asking = Terminal("sessions", *vault[:2], at_home=True)
    asking.read_until("Passphrase: ")
    asking.press(what)
    asking.read_until(said or "Passphrase: ")
    assert asking.process.wait(20) == code
    assert "Traceback" not in asking.text
    os.close(asking.ours)


class Recorder:
    """A session with a clock that jumps, and everything that it leaves behind."""

    def __init__(self, timeline: Timeline) -> None:
        self.now = 0
        self.kept: list[tuple[str, int]] = []
        self.shown: list[Effect] = []
        self.playing = Playing(
            timeline, lambda: self.now, lambda: "2026-11-22T18:00:00Z", self.keep, self.show
        )
        self.playing.do("start")

    def keep(self, told: list[tuple[str, int, str, dict[str, object]]]) -> None:
        self.kept += [(kind, at) for kind, at, _, _ in told]

    def show(self, effect: Effect) -> None:
        self.shown.append(effect)

    def wait(self, ms: int) -> None:
        for _ in range(0, ms, 1000):
            self.now += 1000
            self.playing.tick()


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    from tremula.core.exercise.compile import compile_timeline

    return compile_timeline(our_library(), ["arrive", "ankles", "settle", "rest"], "low")


def test_left_alone_it_plays_every_cue_to_the_end(timeline: Timeline) -> None:
    recorder = Recorder(timeline)
    recorder.wait(timeline.length)
    assert recorder.playing.over
    assert recorder.kept == [("start", 0), ("finished", timeline.length)]
    cues = [cue for segment in timeline.segments for cue in segment.cues]
    assert [effect.cue for effect in recorder.shown if effect.cue] == cues


def test_a_sleeping_computer_is_a_gap_and_the_step_waits(timeline: Timeline) -> None:
    recorder = Recorder(timeline)
    recorder.wait(5000)
    recorder.now += 600_000
    recorder.playing.tick()
    assert recorder.kept[-1] == ("gap", 605_000)
    assert recorder.playing.session.state == "paused"
    assert recorder.playing.press("p") == ""
    assert recorder.playing.session.state == "running"


def test_keys_pressed_at_once_come_one_by_one_and_arrows_are_none() -> None:
    assert keys_of("pn") == ["p", "n"]
    assert keys_of("\x1b") == ["\x1b"]
    assert keys_of("\x1b[A") == []


def test_a_key_that_means_nothing_does_nothing(timeline: Timeline) -> None:
    recorder = Recorder(timeline)
    assert recorder.playing.press("x") == ""
    assert recorder.playing.press("") == ""
    assert recorder.kept == [("start", 0)]
