"""A Chromium whose page is really hidden: another tab lies over it, and its timers sleep.

Playwright keeps every page looking as if it were in front, so this one is driven over its debugging pipe.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
]
SLEEPY = "--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10"
"""A hidden page's timers wake once a minute after ten seconds of silence, instead of after five minutes."""


class Chromium:
    """One browser process and its debugging pipe."""

    def __init__(self, folder: str, *flags: str) -> None:
        chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        # The browser reads from 3 and writes to 4. The shell moves them there.
        moved = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        command = ["bash", "-c", moved, "bash", chromium, *FLAGS, *flags, f"--user-data-dir={folder}"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, pass_fds=(theirs_in, theirs_out), stdout=quiet, stderr=quiet, start_new_session=True
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.out, self.into = os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb", 0)
        self.ids = itertools.count(1)
        self.answers: dict[int, dict[str, Any]] = {}
        self.told = Condition()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        rest = b""
        while chunk := self.into.read(1 << 16):
            *messages, rest = (rest + chunk).split(b"\0")
            for message in map(json.loads, messages):
                if "id" in message:
                    with self.told:
                        self.answers[message["id"]] = message
                        self.told.notify_all()

    def send(self, method: str, session: str = "", wait: float = 60, **params: Any) -> dict[str, Any]:
        """Ask the browser; AssertionError with its words when it refuses or does not answer."""
        id = next(self.ids)
        message = {"id": id, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self.out.write(json.dumps(message).encode() + b"\0")
        with self.told:
            assert self.told.wait_for(lambda: id in self.answers, wait), f"no answer to {method}"
            answer = self.answers.pop(id)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def tab(self, address: str = "about:blank") -> Tab:
        """A new tab, in front."""
        target = self.send("Target.createTarget", url=address)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, target, session)

    def close(self) -> None:
        """End the browser."""
        self.process.terminate()
        self.process.wait(20)
        self.out.close()


@dataclass
class Tab:
    """One page of it."""

    chromium: Chromium
    target: str
    session: str

    def before_scripts(self, source: str) -> None:
        """Run this in every document of this tab before its own scripts."""
        self.chromium.send("Page.enable", self.session)
        self.chromium.send("Page.addScriptToEvaluateOnNewDocument", self.session, source=source)

    def go(self, address: str) -> None:
        self.chromium.send("Page.navigate", self.session, url=address)

    def run(self, expression: str, wait: float = 60) -> Any:
        """The value of an expression; what it does counts as done by a person."""
        result = self.chromium.send(
            "Runtime.evaluate",
            self.session,
            wait,
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def until(self, expression: str, seconds: float = 60) -> Any:
        """The first true value of an expression."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if value := self.run(expression):
                    return value
            except AssertionError:
                pass  # between two documents there is nothing to ask
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def hide(self) -> None:
        """Lay another tab over this one."""
        other = self.chromium.tab()
        self.chromium.send("Target.activateTarget", targetId=other.target)
        self.until("document.visibilityState === 'hidden'")


@contextmanager
def chromium(*flags: str) -> Iterator[Chromium]:
    """A browser of one's own, with a folder that is thrown away."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Chromium(folder, *flags)
        try:
            yield made
        finally:
            made.close()
