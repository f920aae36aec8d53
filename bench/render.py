"""40 minutes of session as WAV, beside the plain way: each clip decoded anew, all of it mixed in one array.

The session is the default one, repeated until it lasts 40 minutes; both ways write to disk.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tremula.actions.render_session import Sound, Wanted, plan_sound
from tremula.audio import wav
from tremula.audio.opus import RATE, decode
from tremula.audio.render import blocks, samples_of
from tremula.audio.score import score
from tremula.audio.tones import tone
from tremula.audio.voice import key_of, open_voice
from tremula.library.read_files import find_content, read_library
from tremula.library.sound_files import read_sound_words

LENGTH = 40 * 60_000
CONTENT = find_content()
WITHIN = 10.0


def long_score() -> list[Sound]:
    """The sounds of 40 minutes."""
    plan = plan_sound(read_library(CONTENT), read_sound_words(CONTENT), Wanted(single=True))
    piece = plan.pieces[0]
    once, sounds = score(piece), []
    for begin in range(0, LENGTH, piece.length):
        sounds += [Sound(begin + sound.at, sound.kind, sound.what) for sound in once]
    return [sound for sound in sounds if sound.at < LENGTH]


def ours(sounds: list[Sound], path: Path) -> None:
    voice = open_voice(CONTENT)
    with path.open("wb") as file:
        wav.write(file, samples_of(LENGTH), blocks(sounds, LENGTH, voice), rate=RATE, tags={"INAM": "Bench"})


def plain(sounds: list[Sound], path: Path) -> None:
    folder = open_voice(CONTENT).folder / "opus"
    mixed = np.zeros(samples_of(LENGTH), np.float64)
    for sound in sounds:
        file = folder / f"{key_of(sound.what)}.opus"
        heard = decode(file.read_bytes()) if sound.kind == "voice" else tone(sound.what)
        place = mixed[samples_of(sound.at) :][: len(heard)]
        place += heard[: len(place)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(mixed, -1, 1) * 32767).astype("<i2").tobytes())


def measured(way: Callable[[list[Sound], Path], None]) -> None:
    """Seconds and memory of one way, told on one line."""
    sounds = long_score()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.wav"
        begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        way(sounds, path)
        seconds = time.perf_counter() - begin
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"{seconds:.2f} {more:.0f} {path.stat().st_size / 1e6:.0f}")


def main() -> int:
    """Each way in a process of its own, so that memory is its own."""
    print("40 minutes of session to WAV, 24 kHz, 16 bit, mono")
    found = {}
    for name in ("ours", "plain"):
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        found[name], memory, size = done.stdout.split()
        about = "streamed in blocks" if name == "ours" else "the plain way   "
        print(f"  {about}  {float(found[name]):6.2f} s   {int(memory):5d} MB more memory   {size} MB written")
    good = float(found["ours"]) <= WITHIN
    print(f"  within {WITHIN:.0f} s: {'yes' if good else 'NO'}")
    return 0 if good else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured({"ours": ours, "plain": plain}[sys.argv[1]])
    else:
        sys.exit(main())
