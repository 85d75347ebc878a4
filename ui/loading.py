"""Loading what is shown later on a thread of its own, so that the screen never stands still for it.

The rooms behind the way in are loaded while somebody types a passphrase or the key is derived; the
other pages when the first one is shown.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache


@cache
def load_rooms() -> Future[None]:
    """Begin to load them, once, on a thread that ends with it."""
    return _begin(_load)


@cache
def load_pages() -> Future[None]:
    """Begin to load the pages that are not shown first, once, in the same way."""
    return _begin(_load_pages)


def _begin(work: Callable[[], None]) -> Future[None]:
    pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
    loaded = pool.submit(work)
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


def _load_pages() -> None:
    from ui import routes

    routes.load_all()
