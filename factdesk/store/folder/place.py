"""Where a team folder may lie: an own, writable folder on a disk of this computer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import psutil

from factdesk.store.folder.refusals import (
    FolderAboveMissing,
    FolderNotEmpty,
    OnNetworkShare,
    PlaceIsAFile,
    ReadOnlyFolder,
)

# Folders shared with a virtual machine's host are here too: locks cannot be trusted there either.
NETWORK_FILE_SYSTEMS = frozenset(
    name
    for names in (
        "nfs nfs3 nfs4 cifs smb smb2 smb3 smbfs afpfs webdav davfs davfs2 ncpfs ncp afs coda 9p",
        "ceph glusterfs lustre gfs gfs2 ocfs2 beegfs sshfs orangefs pvfs2 acfs",
        "fuse.sshfs fuse.davfs fuse.davfs2 fuse.rclone fuse.glusterfs fuse.ceph fuse.ceph-fuse",
        "fuse.gvfsd-fuse fuse.s3fs fuse.smbnetfs fuse.curlftpfs fuse.cifs",
        "vmhgfs fuse.vmhgfs-fuse vboxsf prl_fs",
    )
    for name in names.split()
)


class Mount(Protocol):
    """What we need to know of a mounted file system."""

    @property
    def mountpoint(self) -> str:
        """Return where it is mounted."""

    @property
    def fstype(self) -> str:
        """Return its kind, such as ext4 or nfs."""

    @property
    def opts(self) -> str:
        """Return its options, separated by commas."""


Mounts = Callable[[], Iterable[Mount]]


def all_mounts() -> Iterable[Mount]:
    """Return what is mounted on this computer, network shares included."""
    return psutil.disk_partitions(all=True)


def is_on_network_share(path: Path, mounts: Mounts = all_mounts) -> bool:
    """Tell whether a path lies on a file system of another computer (links followed).

    The longest mount point above the path decides; of two on the same point, the later one,
    because it hides the earlier.
    """
    if _is_unc(str(path)):
        return True
    place = os.path.realpath(path)
    if _is_unc(place):
        return True
    best: Mount | None = None
    for mount in mounts():
        if _holds(mount.mountpoint, place) and (
            best is None or len(mount.mountpoint) >= len(best.mountpoint)
        ):
            best = mount
    if best is None:
        return False
    return best.fstype.lower() in NETWORK_FILE_SYSTEMS or "remote" in best.opts.lower().split(",")


def demand_local(path: Path, mounts: Mounts = all_mounts) -> None:
    """Raise OnNetworkShare if the path lies on a network share."""
    if is_on_network_share(path, mounts):
        raise OnNetworkShare


def demand_writable(path: Path) -> None:
    """Raise ReadOnlyFolder unless we may read, write and enter this folder or file."""
    wanted = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
    if not os.access(path, wanted):
        raise ReadOnlyFolder


def demand_free_place(path: Path, besides: str = "") -> None:
    """Raise FolderNotEmpty unless `path` is missing or an empty folder, in a folder that is there.

    A file named `besides` may lie in it: the lock of somebody who was stopped while making it.
    Raises PlaceIsAFile where it is something else, FolderAboveMissing, and ReadOnlyFolder where
    we may not write.
    """
    if path.exists() or path.is_symlink():
        if not path.is_dir():
            raise PlaceIsAFile
        demand_writable(path)
        if any(entry.name != besides for entry in path.iterdir()):
            raise FolderNotEmpty
    else:
        if not path.parent.is_dir():
            raise FolderAboveMissing
        demand_writable(path.parent)


def _is_unc(path: str) -> bool:
    return path.startswith("\\\\") and not path.startswith(("\\\\?\\", "\\\\.\\"))


def _holds(mountpoint: str, place: str) -> bool:
    point, below = os.path.normcase(mountpoint), os.path.normcase(place)
    stem = point.rstrip("/\\")
    return below == stem or below.startswith((stem + "/", stem + "\\"))
