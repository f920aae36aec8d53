"""Ogg Opus clips to samples, with libopus. It resamples nothing and reads no other codec.

Containers after RFC 3533 (Ogg) and RFC 7845 (Opus in Ogg); every length comes out exact, to the sample.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 24_000
FULL_RATE = 48_000
"""Opus counts its samples at this rate, whatever it decodes to."""
LONGEST = RATE * 120 // 1000
"""Samples of the longest packet that Opus has, 120 ms."""
CONTINUED = 255
"""A lacing value of 255 says that the packet goes on in the next piece."""


class BadClip(ValueError):
    """These bytes are no whole Ogg Opus file."""


def decode(file: bytes) -> Samples:
    """Mono samples at 24 kHz, full scale 1, without the encoder's lead-in and padding. Raises BadClip."""
    packets, end = packets_of(file)
    skip, gain = head_of(packets[0] if packets else b"")
    samples = decoded(packets[2:])
    first, last = skip * RATE // FULL_RATE, end * RATE // FULL_RATE
    if not first < last <= len(samples):
        raise BadClip("its length is not what it says")
    return samples[first:last] * np.float32(10 ** (gain / 256 / 20))


def packets_of(file: bytes) -> tuple[list[bytes], int]:
    """The packets of the stream, and the position (at 48 kHz) at which it ends."""
    packets, begun, end, whole = list[bytes](), b"", 0, False
    for flags, position, pieces in pages(file):
        whole = bool(flags & 4)
        end = position if position >= 0 else end
        for piece, ends in pieces:
            begun += piece
            if ends:
                packets.append(begun)
                begun = b""
    if begun or not whole:
        raise BadClip("it breaks off")
    return packets, end


def pages(file: bytes) -> Iterator[tuple[int, int, list[tuple[bytes, bool]]]]:
    """Flags, granule position, and the pieces of packets with whether each ends its packet."""
    at = 0
    while at < len(file):
        if file[at : at + 4] != b"OggS" or len(file) < at + 27:
            raise BadClip("it is not Ogg")
        flags, position = unpack_from("<Bq", file, at + 5)
        (said,) = unpack_from("<I", file, at + 22)
        lacing = file[at + 27 : at + 27 + file[at + 26]]
        body = at + 27 + len(lacing)
        next_page = body + sum(lacing)
        if next_page > len(file) or checksum(file[at:next_page]) != said:
            raise BadClip("a page of it is damaged")
        yield flags, position, pieces_of(file, body, lacing)
        at = next_page


def pieces_of(file: bytes, at: int, lacing: bytes) -> list[tuple[bytes, bool]]:
    """One page's pieces, joined where a packet is longer than 254 bytes."""
    pieces, length = list[tuple[bytes, bool]](), 0
    for value in lacing:
        length += value
        if value < CONTINUED:
            pieces.append((file[at : at + length], True))
            at, length = at + length, 0
    return [*pieces, (file[at : at + length], False)] if length else pieces


def head_of(packet: bytes) -> tuple[int, int]:
    """Samples to skip (at 48 kHz) and the output gain (1/256 dB) of the identification header."""
    if packet[:8] != b"OpusHead" or len(packet) < 19 or packet[9] != 1:
        raise BadClip("it is not Opus in mono")
    skip, _, gain = unpack_from("<HIh", packet, 10)
    return skip, gain


def decoded(packets: list[bytes]) -> Samples:
    """Packets, one after the other, through one decoder."""
    codec = library()
    decoder = codec.Decoder(RATE, 1)
    try:
        pieces = [np.frombuffer(decoder.decode_float(packet, LONGEST), np.float32) for packet in packets]
    except codec.OpusError as error:
        raise BadClip("a packet of it is damaged") from error
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


@cache
def library() -> Any:
    """libopus, as its wheel brings it."""
    import opuslib_next  # type: ignore[import-untyped]

    return opuslib_next


MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def checksum(page: bytes) -> int:
    """The checksum of a page, its own field read as zero: CRC-32 by 0x04c11db7, begun with zeros (RFC 3533).

    zlib divides from the other end, begins with ones and turns the result round; here all three are undone.
    """
    told = page[:22] + b"\0\0\0\0" + page[26:]
    crc = zlib.crc32(told.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{crc:032b}"[::-1], 2)
