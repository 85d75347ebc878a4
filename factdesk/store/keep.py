"""The value of a field that a command leaves as it is, where ``None`` means «empty»."""

import enum
from collections.abc import Mapping
from typing import Any


class Keep(enum.Enum):
    """One member only, so that a type can say ``str | None | Keep``."""

    KEEP = "keep"


KEEP = Keep.KEEP


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a command sets."""
    return {name: value for name, value in fields.items() if value is not KEEP}
