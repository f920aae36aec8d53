"""Looks for planted words in every file of a folder, in any coding that a program may have used."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path


def codings(word: str) -> list[bytes]:
    """The word as bytes: UTF-8, UTF-16, hexadecimal, and base64 at each of its three places."""
    utf8 = word.encode()
    inner = [base64.b64encode(b"x" * shift + utf8)[4:-4] for shift in range(3)]
    return [utf8, word.encode("utf-16-le"), word.encode("utf-16-be"), utf8.hex().encode(), *inner]


def hits(folder: Path, words: Sequence[str]) -> list[tuple[str, str]]:
    """(path, word) for each word that lies in a file in clear."""
    forms = [(word, codings(word)) for word in words]
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        there = [word for word, each in forms if any(form in data for form in each)]
        found += [(str(path.relative_to(folder)), word) for word in there]
    return found
