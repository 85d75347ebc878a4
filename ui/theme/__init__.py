"""How the screen looks: colours, fonts, icons and sizes, in one place."""

from ui.theme.icons import draw_icon, icon, icon_names
from ui.theme.theme import TEXT_SCALES, SchemeChoice, Theme, install, theme
from ui.theme.tokens import Scheme

__all__ = [
    "TEXT_SCALES",
    "Scheme",
    "SchemeChoice",
    "Theme",
    "draw_icon",
    "icon",
    "icon_names",
    "install",
    "theme",
]
