"""Loading the rooms behind the way in while somebody types a passphrase or the key is derived."""

from __future__ import annotations

import gc
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache


@cache
def load_rooms() -> Future[None]:
    """Begin to load them, once, on a thread that ends with it."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
    loaded = pool.submit(_load)
    pool.shutdown(wait=False)
    return loaded


def _load() -> None:
    # What is loaded stays. The garbage collector would look through it again and again: a fifth
    # of the time now, and later each time a tenth of a second in which the screen stands still.
    gc.disable()
    try:
        from factdesk import opening

        opening.prepare()
        import ui.routes  # noqa: F401 - the rooms that stand on it

        gc.freeze()
    finally:
        gc.enable()
