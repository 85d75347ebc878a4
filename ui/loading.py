"""Loading the rooms behind the way in while somebody types a passphrase or the key is derived."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor


def load_rooms() -> Future[None]:
    """Begin to load them, on a thread that ends with it."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
    loaded = pool.submit(_load)
    pool.shutdown(wait=False)
    return loaded


def _load() -> None:
    from factdesk import opening

    opening.prepare()
    import ui.routes  # noqa: F401 - the rooms that stand on it
