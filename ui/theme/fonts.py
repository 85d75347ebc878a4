"""Inter, as shipped, in the few sizes the screen uses. All figures are tabular."""

from functools import cache
from importlib.resources import files
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase

Role = Literal["body", "strong", "small", "small_strong", "tiny", "large", "title", "display"]
"""What a text is for: its size and its weight. There are two weights."""

FAMILY: Final = "Inter"

_FILES: Final = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Italic.ttf")
# Design pixels at 100 % text, and whether the text is semibold.
ROLES: Final[dict[Role, tuple[int, bool]]] = {
    "body": (15, False),
    "strong": (15, True),
    "small": (13, False),
    "small_strong": (13, True),
    "tiny": (12, False),
    "large": (19, False),
    "title": (26, True),
    "display": (34, True),
}


@cache
def load_fonts() -> None:
    """Give the shipped faces to Qt, once. Raises RuntimeError when one cannot be read."""
    for name in _FILES:
        data = files("resources").joinpath("fonts", name).read_bytes()
        if QFontDatabase.addApplicationFontFromData(data) < 0:
            raise RuntimeError(f"the font {name} cannot be used")


def make_font(role: Role, factor: float) -> QFont:
    """Return the font of a role at a text size; `factor` 1.0 is 100 %."""
    size, strong = ROLES[role]
    font = QFont(FAMILY)
    font.setPixelSize(max(8, round(size * factor)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
