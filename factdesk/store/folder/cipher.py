"""Opening the SQLCipher file. The only module that hands a key to SQLite.

The raw key goes in by `PRAGMA key`, with the header's salt, and never into a URL, a log or an
exception. Python's own sqlite3 takes the same statement without an error and writes plain text,
so `cipher_version` must answer before anything is written.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from factdesk.store.folder.pages import PAGE_BYTES, salt_in
from factdesk.store.folder.refusals import (
    CipherMissing,
    DatabaseDamaged,
    DiskFailed,
    FolderRefusal,
    NoSpace,
    ReadOnlyFolder,
)
from factdesk.store.folder.secrets import SecretKey
from factdesk.words import _

Connection = Any
"""A sqlcipher3 connection; the library has no types."""

BUSY_MILLISECONDS = 5000
_APPLICATION_ID = 0x46414354  # "FACT"
_HARDLY_ANY_SPACE = 64 * 1024


def connect(database: Path, key: SecretKey, salt: bytes) -> Connection:
    """Open an existing database file, in autocommit, usable from any one thread at a time.

    Raises CipherMissing, DatabaseDamaged, NoSpace or ReadOnlyFolder.
    """
    try:
        # mode=rw: a missing file is an error here and never a new, empty store.
        connection = dbapi2.connect(
            f"{database.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=128,
        )
    except dbapi2.Error as error:
        raise (refusal_for(error, database) or error) from error
    try:
        _prepare(connection, key, salt)
    except dbapi2.Error as error:
        connection.close()
        raise (refusal_for(error, database) or error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def make_database(database: Path, key: SecretKey, salt: bytes) -> None:
    """Write the first page into an empty file that lies there already with its access mode.

    SQLite gives its journal files the mode of the database file, so they are private as well.
    """
    connection = connect(database, key, salt)
    try:
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    except dbapi2.Error as error:
        raise (refusal_for(error, database) or error) from error
    finally:
        connection.close()


def copy(source: Connection, target: Connection, file: Path) -> None:
    """Copy a whole open database into another, in ``file``, and flush it to the disk.

    Raises DatabaseDamaged, NoSpace or ReadOnlyFolder.
    """
    try:
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except dbapi2.Error as error:
        raise (refusal_for(error, file) or error) from error


def refusal_for(error: BaseException, database: Path) -> FolderRefusal | None:
    """Return what a user is to be told of an error of the database library; None for a bug.

    On a full disk SQLite says "full" only for the file itself: where its shared memory does not
    fit, it speaks of an I/O error, so the free space is looked at too.
    """
    text = str(error)
    on_the_disk = any(sign in text for sign in ("disk I/O", "unable to open", "full"))
    if "database or disk is full" in text or (
        on_the_disk and shutil.disk_usage(database.parent).free < _HARDLY_ANY_SPACE
    ):
        return NoSpace()
    if "readonly" in text or "unable to open" in text:
        return ReadOnlyFolder()
    if "disk I/O" in text:
        return DiskFailed()
    if "not a database" in text or "malformed" in text:
        return DatabaseDamaged()
    return None


def cipher_integrity(connection: Connection) -> list[str]:
    """Check every page's authenticity and the structure; return what is wrong, in words.

    An empty list means in order. Takes the journal into the file first, because SQLCipher's check
    reads the file only. Needs to be outside a transaction.
    """
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except dbapi2.Error as error:
        return [_("The last changes could not be taken in: {reason}.").format(reason=error)]
    problems = _outside_the_pages(connection)
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            rows = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}")]
        except dbapi2.Error as error:
            rows = [str(error)]
        problems += [row for row in rows if row != "ok"]
    return problems


def _prepare(connection: Connection, key: SecretKey, salt: bytes) -> None:
    # `cipher_memory_security` stays off: it locks and wipes SQLCipher's own memory and makes
    # reading 2.4 times as slow, while every row it returns lies in ordinary memory of Python.
    run = connection.execute
    # SQLCipher would write its own complaints to standard error; ours are exceptions.
    run("PRAGMA cipher_log_level = NONE")
    run(f"PRAGMA key = \"x'{key.reveal().hex()}{salt.hex()}'\"")
    version = run("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise CipherMissing
    run(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    run("PRAGMA temp_store = MEMORY")
    run("SELECT count(*) FROM sqlite_master").fetchone()
    if run("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise ReadOnlyFolder
    run("PRAGMA synchronous = FULL")
    run("PRAGMA foreign_keys = ON")


def _outside_the_pages(connection: Connection) -> list[str]:
    """Find what no page's authentication covers: the file's length and its first 16 bytes."""
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    problems = []
    try:
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    except dbapi2.Error as error:
        return [str(error)]
    if path.stat().st_size != pages * PAGE_BYTES:
        problems.append(_("The database file is longer or shorter than it says."))
    if salt_in(path).hex() != connection.execute("PRAGMA cipher_salt").fetchone()[0]:
        problems.append(_("The first bytes of the database file are not as they were written."))
    return problems
