"""The vault's folder: private, on a local disk, and written so that a power cut leaves the old or the new.

It never knows what the files mean.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from tremula.core.failure import Refusal

NETWORK = frozenset(
    """
    nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre gfs2 ocfs2 9p davfs coda beegfs fuse.sshfs
    fuse.glusterfs fuse.rclone fuse.davfs2 fuse.s3fs fuse.cifs fuse.smbnetfs fuse.ceph
    """.split()  # noqa: SIM905 (a list of forty quotation marks is harder to read)
)
FEW = 3
"""So many files of somebody's may lie in a folder that becomes the vault's."""
MOUNTS = Path("/proc/mounts")


def make_private(directory: Path) -> None:
    """Make the folder, readable by its owner only. A folder that others may read is closed to them."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.stat().st_mode & 0o077:
        directory.chmod(0o700)


def refuse_shared_folder(directory: Path) -> None:
    """Refuse folders that are not this person's to close: /tmp, somebody else's, the home folder itself."""
    if not directory.is_dir():
        return
    about = directory.stat()
    shared = about.st_mode & stat.S_ISVTX or about.st_uid != os.geteuid()
    if shared or directory.resolve() in (Path.home().resolve(), Path("/")):
        raise Refusal(
            "shared-folder",
            f"The folder {directory} is not for this data alone, and would be closed to everybody else. "
            f"Choose a folder of its own, for example {directory / 'tremula'}.",
        )


def refuse_foreign_folder(directory: Path, ours: Iterable[str], unless: Iterable[Path]) -> None:
    """Refuse a folder that holds other folders or many files, and nothing of ours (patterns).

    `unless` may lie in it, and so may a few files: a log, a note, what somebody puts beside a new vault.
    """
    if not directory.is_dir() or any(next(directory.glob(pattern), None) for pattern in ours):
        return
    apart = {path.resolve() for path in unless}
    there = [path for path in directory.iterdir() if path.resolve() not in apart]
    there = [path for path in there if path.name != "lost+found" and not path.name.startswith(".")]
    if len(there) > FEW or any(path.is_dir() for path in there):
        raise Refusal(
            "foreign-folder",
            f"The folder {directory} holds other things, and would be closed to everybody else. "
            f"Choose a folder of its own, for example {directory / 'tremula'}.",
        )


def refuse_network_drive(directory: Path, mounts: str | None = None) -> None:
    """Refuse folders on network drives: their locks and flushes do not hold what SQLite needs."""
    kind = _kind_of_drive(directory.resolve(), mounts if mounts is not None else _mounts())
    if kind in NETWORK:
        raise Refusal(
            "network-drive",
            f"The folder {directory} lies on a network drive ({kind}), where a record can be damaged. "
            "Choose a folder on this computer's own disk.",
        )


def _mounts() -> str:
    return MOUNTS.read_text(errors="replace") if MOUNTS.exists() else ""


def _kind_of_drive(directory: Path, mounts: str) -> str:
    found = [(mount, kind) for mount, kind in _mount_points(mounts) if directory.is_relative_to(mount)]
    return max(found, key=lambda pair: len(pair[0]), default=("", ""))[1]


def _mount_points(mounts: str) -> Iterable[tuple[str, str]]:
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) >= 3:
            yield fields[1].replace("\\040", " "), fields[2]


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file at once and for good: temporary file, flush, rename, flush of the folder."""
    new = path.with_name(path.name + ".new")
    write_and_flush(new, data)
    new.replace(path)
    flush_directory(path.parent)


def write_and_flush(path: Path, data: bytes) -> None:
    """Write a private file and have it on the disk before returning."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        flush(descriptor)
    finally:
        os.close(descriptor)


def flush(descriptor: int) -> None:
    """Flush through the drive's own cache where the system can (macOS does not do so in fsync)."""
    import fcntl

    full: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        fcntl.fcntl(descriptor, full)
    else:
        os.fsync(descriptor)


def flush_file(path: Path) -> None:
    """Have a file that somebody else wrote on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def flush_directory(directory: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def destroy(path: Path) -> None:
    """Overwrite a file's beginning with random bytes, flush, and remove it.

    A solid-state disk may keep old cells all the same; what really erases is that the keys are gone.
    """
    if not path.is_symlink():
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
        try:
            os.write(descriptor, os.urandom(min(os.fstat(descriptor).st_size, 65536)))
            flush(descriptor)
        finally:
            os.close(descriptor)
    path.unlink()
