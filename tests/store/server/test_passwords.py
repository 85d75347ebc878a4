"""One passphrase: the login's password is made from it, and the server gets only a verifier."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest

from factdesk.store.server import passwords
from tests.support.cluster import Cluster

PHRASE = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else


def test_the_password_is_the_same_every_time_and_of_one_database_and_role_only() -> None:
    made = passwords.database_password(PHRASE, "factdesk", "marit.holm")
    assert made == passwords.database_password(PHRASE, "factdesk", "marit.holm")
    assert made != passwords.database_password(PHRASE, "other", "marit.holm")
    assert made != passwords.database_password(PHRASE, "factdesk", "tove.kvam")
    assert made != passwords.database_password(PHRASE + "1", "factdesk", "marit.holm")
    assert len(made) == 43


def test_the_password_never_changes_from_one_program_to_the_next() -> None:
    made = passwords.database_password("kanel tavle fjord 1926 sykkel", "factdesk", "marit.holm")
    assert made == "8B3T-L65zl_4WMLfrmiAO_tDAREXEnFzCKV8eej5ZYo"


def test_names_that_only_together_are_the_same_give_different_passwords() -> None:
    one = passwords.database_password(PHRASE, "ab", "c")
    assert one != passwords.database_password(PHRASE, "a", "bc")


def test_a_letter_typed_as_two_signs_gives_the_same_password() -> None:
    assert passwords.database_password("blåbær", "f", "a") == passwords.database_password(
        "bla\u030abær", "f", "a"
    )


def test_the_server_gets_a_verifier_that_is_not_the_password(cluster: Cluster) -> None:
    password = passwords.database_password(PHRASE, "postgres", "verified")
    with closing(cluster.connect()) as connection:
        verifier = passwords.verifier(connection, "verified", password)
        assert verifier.startswith("SCRAM-SHA-256$4096:")
        assert password not in verifier
        assert verifier != passwords.verifier(connection, "verified", password)
        connection.execute("CREATE ROLE verified LOGIN")
        connection.execute(f"ALTER ROLE verified PASSWORD '{verifier}'")
    try:
        cluster.connect("verified", password=password).close()
        with pytest.raises(psycopg.OperationalError):
            cluster.connect("verified", password=verifier)
    finally:
        with closing(cluster.connect()) as connection:
            connection.execute("DROP ROLE verified")
