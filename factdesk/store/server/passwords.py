"""The database password that a passphrase gives, and the verifier which is all the server gets.

A user types one passphrase. Argon2id with a salt of the database and the role makes the database
password from it, so that whoever could read the server's password table could not try
passphrases cheaply, and the password opens nothing else. The key slot has a salt of its own:
neither secret tells the other.
"""

from __future__ import annotations

import base64
import hashlib

import psycopg

from factdesk.store.folder.derivation import argon2id
from factdesk.store.folder.secrets import KEY_BYTES, SecretKey, passphrase_bytes

_PURPOSE = "factdesk server login"
#: Never changed: another cost would be another password. KiB of memory, passes, lanes.
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4


def login_key(passphrase: str, database: str, role: str) -> SecretKey:
    """The secret behind the login of a role in a database; about a fifth of a second."""
    salt = hashlib.sha256(f"{_PURPOSE}\0{database}\0{role}".encode()).digest()
    with passphrase_bytes(passphrase) as secret:
        return SecretKey(
            argon2id(
                secret,
                salt,
                length=KEY_BYTES,
                memory_kib=_MEMORY_KIB,
                passes=_PASSES,
                lanes=_LANES,
            )
        )


def as_password(key: SecretKey) -> str:
    """The password as the database library takes it."""
    return base64.urlsafe_b64encode(key.reveal()).decode().rstrip("=")


def database_password(passphrase: str, database: str, role: str) -> str:
    """The password of a role in a database, from the user's passphrase."""
    key = login_key(passphrase, database, role)
    try:
        return as_password(key)
    finally:
        key.wipe()


def verifier(connection: psycopg.Connection, role: str, password: str) -> str:
    """What the server keeps to recognise the password: SCRAM-SHA-256 with a salt of its own."""
    made = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()
