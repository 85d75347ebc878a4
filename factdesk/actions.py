"""Every action of the house: a logged act is told in words, and undone only with its right, whether
or not the page that does such acts has been opened.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from factdesk.store.action import Action

_ROOMS = (
    "assessments", "board", "contacts", "coordination", "exchange", "papers", "people", "plans",
    "team",
)  # fmt: skip


@cache
def load_rest() -> None:
    """Load the actions of every room, once."""
    for room in _ROOMS:
        actions = import_module(f"factdesk.{room}.actions")
        for module in iter_modules(actions.__path__, f"{actions.__name__}."):
            import_module(module.name)


Action.load_rest = staticmethod(load_rest)
