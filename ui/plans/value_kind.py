"""What a value of a plan is: its words, its editor, its looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ui.plans.value_paint import Looks
from ui.widgets.editors import Editor
from ui.widgets.paint import Tone


@dataclass(frozen=True)
class Kind:
    """What a value is: its words, its editor (``None``: only shown), and how it looks.

    ``tone`` makes it a chip; ``warn`` tells that it needs attention, and ``warned`` says why;
    ``hint`` stands while it is empty and may be written.
    """

    label: str
    editor: Callable[[], Editor] | None
    words: Callable[[Any], str] = lambda value: "" if value is None else str(value)
    tone: Callable[[Any], Tone] | None = None
    warn: Callable[[Any], bool] = lambda _value: False
    warned: str = ""
    hint: str = ""
    looks: Looks = field(default_factory=Looks)
    has_history: bool = True
