"""Writing small files so that a crash leaves the old or the new one, never a half."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from factdesk.store.folder.refusals import NoSpace, ReadOnlyFolder, UnusablePlace

_FULL = {errno.ENOSPC, errno.EDQUOT}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
# Windows gives EINVAL for a name with signs that it does not allow.
_UNUSABLE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}


@contextmanager
def known_disk_errors() -> Iterator[None]:
    """Turn a full disk and a denied write into their refusals; other OSErrors pass as they are."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace from error
        if error.errno in _DENIED:
            raise ReadOnlyFolder from error
        raise


@contextmanager
def known_place_errors() -> Iterator[None]:
    """Turn the errors of a name or place where nothing can be made into their refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in _UNUSABLE:
            raise UnusablePlace from error
        raise


def write_atomically(contents: Mapping[Path, bytes]) -> None:
    """Replace files by new contents: all written beside with mode 0600 and flushed, then renamed.

    A full disk shows before the first rename, so it leaves every old file as it was. The name of
    a file beside is fixed: a crash leaves one stray file each at most, and the next write takes
    it away. The caller holds the folder's lock. Raises NoSpace or ReadOnlyFolder.
    """
    beside = {path: path.with_name(path.name + ".new") for path in contents}
    with known_disk_errors():
        try:
            for path, content in contents.items():
                beside[path].unlink(missing_ok=True)
                write_new(beside[path], content)
            for path in contents:
                beside[path].replace(path)
                flush_folder(path.parent)
        except BaseException:
            for stray in beside.values():
                with suppress(OSError):
                    stray.unlink(missing_ok=True)
            raise


def write_new(path: Path, content: bytes) -> None:
    """Create a file that only its owner may read, and flush it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make a rename in the folder lasting; Windows keeps no such thing to flush."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
