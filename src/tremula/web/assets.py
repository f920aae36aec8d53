"""Static files under an address that names their content, so that a browser may keep them for ever.

The list is made once at the start; what is not in it does not exist, whatever the address says.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from tremula.web import joining
from tremula.web.joining import join_scripts, join_styles, shortened

STATIC = Path(__file__).parent / "static"
SMALL = Path(__file__).parent / "small"
"""Joined scripts with short names, made ahead of exactly these sources; else they are made while serving."""
HERE = Path(joining.__file__)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".txt": "text/plain; charset=utf-8",
}


TEXTS = (".css", ".js", ".json", ".svg", ".txt", ".webmanifest")
"""What shrinks when it is packed."""
JOINED: Mapping[str, tuple[str, ...]] = {
    "joined/player.js": ("js/player.js",),
    "joined/player.css": (
        "css/tokens.css",
        "css/base.css",
        "css/figure.css",
        "css/player.css",
        "css/player-parts.css",
        "css/player-panels.css",
    ),
}
"""What is served as one file, made of which: a script with its imports, or style sheets in this order."""


class Assets:
    """The files of one folder, those joined of them, and the hash of all."""

    def __init__(self, root: Path = STATIC, joined: Mapping[str, tuple[str, ...]] = JOINED) -> None:
        self.root = root
        self.files = {path.relative_to(root).as_posix(): path for path in _files(root)}
        self.joined = joined
        self.hash = _tree_hash({**self.files, **{path.name: path for path in (HERE, *SMALL.glob("*.js"))}})
        self._made: dict[str, bytes] = {}
        self._packed: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        return [*self.files, *self.joined]

    def address(self, name: str) -> str:
        """`/static/<hash>/name`; a name that does not exist is a mistake of ours and raises KeyError."""
        if name not in self.joined and name not in self.files:
            raise KeyError(name)
        return f"/static/{self.hash}/{name}"

    def read(self, name: str) -> bytes:
        """One file's bytes; a joined one is made at the first wish."""
        if name not in self.joined:
            return self.files[name].read_bytes()
        if name not in self._made:
            self._made[name] = self._join(name).encode()
        return self._made[name]

    def packed(self, name: str) -> bytes | None:
        """The same gzipped, made once; None for what is packed in itself (typefaces, pictures, sound)."""
        if Path(name).suffix not in TEXTS:
            return None
        if name not in self._packed:
            self._packed[name] = gzip.compress(self.read(name), 9, mtime=0)
        return self._packed[name]

    def _join(self, name: str) -> str:
        parts = self.joined[name]
        if name.endswith(".css"):
            return join_styles(parts, self._text)
        small = SMALL / Path(name).name
        ready = small.read_text(encoding="utf-8") if small.exists() else ""
        return shortened(join_scripts(parts[0], self._text), ready)

    def _text(self, name: str) -> str:
        return self.files[name].read_text(encoding="utf-8")


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in TYPES)


def _tree_hash(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
