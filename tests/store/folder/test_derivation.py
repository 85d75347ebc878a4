"""Deriving keys from passphrases on several threads at once."""

from concurrent.futures import ThreadPoolExecutor

from factdesk.store.folder.derivation import argon2id


def test_threads_that_derive_at_the_same_time_all_get_the_key() -> None:
    def derive(number: int) -> bytes:
        given = {"length": 32, "memory_kib": 1024, "passes": 1, "lanes": 4}
        return argon2id(b"secret", bytes([number % 4]) * 16, **given)

    alone = [derive(number) for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(derive, range(80)))
    assert together == alone * 20
