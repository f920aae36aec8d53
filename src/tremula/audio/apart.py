"""Starts a rendering beside the server, in a process that can be ended at any moment. It imports no numpy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tremula.actions.render_session import SoundPlan
from tremula.audio.child import Order, Said
from tremula.core.failure import Refusal

Tell = Callable[[float], None]
Watch = Callable[[Callable[[], None]], None]
"""Gets what ends the process, for whoever may want to."""
FAILED = "The sound files could not be made. Please try again."


def render_apart(
    plan: SoundPlan, ending: str, folder: Path, *, content: Path, tell: Tell, watch: Watch
) -> Path:
    """Make an order in `folder`, waiting; the file to hand over. Refusals as in making.py, or "not-made"."""
    order = msgspec.json.encode(Order(plan, ending, str(folder), str(content)))
    with child() as process:
        watch(process.terminate)
        last = Said()
        for last in conversation(process, order):
            tell(last.done)
    if last.code:
        raise Refusal(last.code, last.words)
    if process.returncode != 0 or not last.file:
        raise Refusal("not-made", FAILED)
    return Path(last.file)


@contextmanager
def child() -> Iterator[subprocess.Popen[bytes]]:
    """The process, gone afterwards whatever happens."""
    command = [sys.executable, "-P", "-m", "tremula.audio.child"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:  # noqa: S603 - our own module
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def conversation(process: subprocess.Popen[bytes], order: bytes) -> Iterator[Said]:
    """Hand the order in; every line that comes back."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(order)
        process.stdin.close()
    except BrokenPipeError:
        return
    for line in process.stdout:
        yield msgspec.json.decode(line, type=Said)
