"""Static files under an address that names their content, so that a browser may keep them for ever.

The list is made once at the start; what is not in it does not exist, whatever the address says.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"
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


class Assets:
    """The files of one folder and the hash of them all."""

    def __init__(self, root: Path = STATIC) -> None:
        self.root = root
        self.files = {path.relative_to(root).as_posix(): path for path in _files(root)}
        self.hash = _tree_hash(self.files)

    def address(self, name: str) -> str:
        """`/static/<hash>/name`; a name that does not exist is a mistake of ours and raises KeyError."""
        return f"/static/{self.hash}/{self.files[name].relative_to(self.root).as_posix()}"

    def addresses(self) -> list[str]:
        """Every file's address, for what must be loaded before the server may vanish."""
        return [self.address(name) for name in self.files]

    def read(self, name: str) -> bytes:
        return self.files[name].read_bytes()


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in TYPES)


def _tree_hash(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
