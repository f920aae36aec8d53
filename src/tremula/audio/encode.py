"""m4a from WAV, where this computer has an encoder: ffmpeg, or afconvert on a Mac. It brings none along."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tremula.actions.render_session import Mark

BITS = "64k"
SPECIAL = "=;#\\\n"
KEYS = {
    "INAM": "title",
    "IPRD": "album",
    "IART": "artist",
    "ITRK": "track",
    "ICMT": "comment",
    "ISFT": "encoder",
}
"""What ffmpeg calls the tags of a WAV file."""


class NotEncoded(Exception):
    """The encoder did not make the file."""


class Encoder(NamedTuple):
    """A program that was found, by its name and place."""

    name: str
    program: str


def find_encoder() -> Encoder | None:
    """The first encoder on the path."""
    for name in ("ffmpeg", "afconvert"):
        program = shutil.which(name)
        if program:
            return Encoder(name, program)
    return None


def encode(
    encoder: Encoder, wav: Path, tags: Mapping[str, str], chapters: Sequence[Mark], length: int
) -> Path:
    """The m4a beside a WAV of `length` ms; `chapters` in ms, where the encoder can. Raises NotEncoded."""
    out = wav.with_suffix(".m4a")
    if encoder.name == "ffmpeg":
        told = wav.with_suffix(".ffmetadata")
        told.write_text(metadata(tags, chapters, length), "utf-8")
        run(with_ffmpeg(encoder.program, wav, told, out))
        told.unlink()
    else:
        run([encoder.program, "-f", "m4af", "-d", "aac", "-b", BITS.replace("k", "000"), str(wav), str(out)])
    return out


def with_ffmpeg(program: str, wav: Path, told: Path, out: Path) -> list[str]:
    """Sound from the WAV, tags and chapters from the text file."""
    quiet = [program, "-nostdin", "-hide_banner", "-v", "error", "-y"]
    read = ["-i", str(wav), "-f", "ffmetadata", "-i", str(told)]
    take = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"]
    return [
        *quiet,
        *read,
        *take,
        "-c:a",
        "aac",
        "-b:a",
        BITS,
        "-movflags",
        "+faststart",
        "-f",
        "ipod",
        str(out),
    ]


def run(command: Sequence[str]) -> None:
    """Run an encoder to its end."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise NotEncoded(str(error)) from error
    if done.returncode != 0:
        raise NotEncoded(done.stderr.decode(errors="replace").strip()[-300:])


def metadata(tags: Mapping[str, str], chapters: Sequence[Mark], length: int) -> str:
    """Tags and chapters as ffmpeg reads them; times in ms."""
    lines = [";FFMETADATA1", *(f"{KEYS[id]}={escaped(tag)}" for id, tag in tags.items())]
    ends = [at for at, _ in chapters[1:]] + [length]
    for (begin, title), end in zip(chapters, ends, strict=True):
        times = [f"START={begin}", f"END={end}"]
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", *times, f"title={escaped(title)}"]
    return "\n".join(lines) + "\n"


def escaped(words: str) -> str:
    """With a backslash before what has a meaning."""
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in words)
