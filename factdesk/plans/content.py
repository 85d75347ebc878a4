"""The JSON of a kept version, of either plan: opened only where this program knows its shape."""

import json
from typing import Any

from factdesk.plans.errors import KeptByNewerProgram


def opened(content: str, newest: int) -> dict[str, Any]:
    """The values of a version; ``newest`` is the newest ``format`` that the caller reads.

    Raises KeptByNewerProgram rather than show a version with something left out of it.
    """
    kept: dict[str, Any] = json.loads(content)
    if kept["format"] > newest:
        raise KeptByNewerProgram
    return kept
