"""Whose certificates are trusted where the address names none: those the system trusts.

The database library knows them by a file. Where the system keeps them otherwise, as Windows does,
they are written into a file of ours; there is nothing secret about them.
"""

from __future__ import annotations

import atexit
import ssl
import sys
import tempfile
from functools import cache
from pathlib import Path

_USUAL = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


@cache
def system_roots() -> str:
    """A file of the roots that this system trusts, or ``system`` where libpq must know itself."""
    known: str | None = ssl.get_default_verify_paths().cafile
    for path in (known, *_USUAL):
        if path and Path(path).is_file():
            return path
    if sys.platform == "win32":
        return _written(_of_windows())
    return "system"


def _of_windows() -> list[bytes]:
    context = ssl.create_default_context()
    return context.get_ca_certs(binary_form=True)


def _written(certificates: list[bytes]) -> str:
    folder = tempfile.TemporaryDirectory(prefix="factdesk-roots-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "roots.pem"
    file.write_text("".join(ssl.DER_cert_to_PEM_cert(each) for each in certificates))
    return str(file)
