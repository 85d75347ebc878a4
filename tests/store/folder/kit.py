"""What the tests of the team folder share: passphrases, the lowest allowed cost, a fingerprint."""

import hashlib
from pathlib import Path

from factdesk.store.folder.slots import KdfCost

KARI = "fjell rype kaffe ski 71"
OLA = "blåbær traktor måne 9 sokk"
CHEAP = KdfCost(memory_kib=64 * 1024, time=1, lanes=4)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return name, mode and content of every file, the lock file aside."""
    return {
        entry.name: f"{entry.stat().st_mode:o} {hashlib.sha256(entry.read_bytes()).hexdigest()}"
        for entry in sorted(folder.iterdir())
        if entry.name != "factdesk.lock"
    }


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file over."""
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)
