"""RIFF as the specification has it: exact sizes, title and marks behind the sound, readable by others."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np

from tremula.audio.wav import write

TAGS = {"INAM": "Ankle stretch", "ISFT": "tremula 1"}


def written(samples: np.ndarray, **more) -> bytes:
    file = io.BytesIO()
    halves = np.array_split(samples, 3)
    write(file, len(samples), halves, rate=24_000, tags=TAGS, **more)
    return file.getvalue()


def chunks(body: bytes) -> dict[bytes, bytes]:
    found, at = {}, 0
    while at < len(body):
        name, size = struct.unpack_from("<4sI", body, at)
        key = name + body[at + 8 : at + 12] if name == b"LIST" else name
        found[key] = body[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(body)
    return found


def test_the_standard_library_reads_it() -> None:
    samples = np.arange(-500, 500, dtype=np.int16)
    with wave.open(io.BytesIO(written(samples))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        assert file.readframes(2000) == samples.astype("<i2").tobytes()


def test_sizes_add_up_and_the_sound_begins_where_simple_readers_look() -> None:
    samples = np.arange(7, dtype=np.int16)
    file = written(samples, marks=[(0, "Arrive"), (3, "Résumé")])
    assert struct.unpack_from("<4sI4s", file) == (b"RIFF", len(file) - 8, b"WAVE")
    assert file[36:40] == b"data"
    assert file[44 : 44 + 14] == samples.astype("<i2").tobytes()
    chunks(file[12:])


def test_title_and_marks_are_where_players_look_for_them() -> None:
    found = chunks(written(np.zeros(10, np.int16), marks=[(0, "Arrive"), (4, "Rest")])[12:])
    info = chunks(found[b"LISTINFO"][4:])
    assert info[b"INAM"] == b"Ankle stretch\0"
    count, *points = struct.unpack("<I" + "II4sIII" * 2, found[b"cue "])
    assert (count, points[0], points[5], points[6], points[11]) == (2, 1, 0, 2, 4)
    assert b"Arrive\0" in found[b"LISTadtl"]
    assert b"Rest\0" in found[b"LISTadtl"]
