"""The theme of the running program: colours, fonts, sizes; it follows the system or is forced.

There is one per application, made by `install`. Everything on the screen asks it when it paints, so
a change of scheme or text size reaches all of it without a restart.
"""

import sys
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import Role, load_fonts, make_font
from ui.theme.palette import make_palette
from ui.theme.stylesheet import make_stylesheet
from ui.theme.tokens import Scheme, colour_value

SchemeChoice = Literal["system", "light", "dark", "contrast"]
"""What the user has chosen; "system" follows the system's setting."""

TEXT_SCALES: Final = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The text sizes offered, as factors of the normal size."""

_NAME: Final = "factdesk-theme"
# The default interface font of each system, in pixels: what is larger was asked for by the user.
_SYSTEM_TEXT: Final = {"win32": 12, "darwin": 13}


class Theme(QObject):
    """The colours, fonts and sizes of the moment.

    `changed` tells that any of them is another; what is painted is repainted by itself.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        """Take the application it belongs to."""
        super().__init__(app)
        self.setObjectName(_NAME)
        self._app = app
        self._choice: SchemeChoice = "system"
        self._system_factor = _system_text_factor(app)
        self._text_scale = 1.0
        self._scheme: Scheme = "light"
        self._fonts: dict[Role, QFont] = {}
        self._colours: dict[str, QColor] = {}
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def scheme(self) -> Scheme:
        """The scheme that is shown now."""
        return self._scheme

    @property
    def choice(self) -> SchemeChoice:
        """What was chosen: a scheme, or to follow the system."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """The text size chosen, 1.0 for 100 %."""
        return self._text_scale

    @property
    def factor(self) -> float:
        """How many pixels a design pixel takes: the system's text size times the chosen one."""
        return self._system_factor * self._text_scale

    def choose(self, choice: SchemeChoice) -> None:
        """Show a scheme, or follow the system."""
        self._choice = choice
        self.apply()

    def set_text_scale(self, scale: float) -> None:
        """Set the text size, 0.75 to 3.0; every other size follows it."""
        self._text_scale = min(3.0, max(0.75, scale))
        self.apply()

    def colour(self, token: str) -> QColor:
        """Return the colour of a token in the scheme of the moment."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(colour_value(token, self._scheme))
        return QColor(found)

    def px(self, design: float) -> int:
        """Return a design length (the sketches at 100 %) in pixels; it grows with the text."""
        return max(1, round(design * self.factor)) if design > 0 else 0

    def font(self, role: Role = "body") -> QFont:
        """Return the font of a role."""
        if role not in self._fonts:
            self._fonts[role] = make_font(role, self.factor)
        return QFont(self._fonts[role])

    def apply(self) -> None:
        """Give palette, font and style sheet to the application, and tell that they changed."""
        self._scheme = _system_scheme(self._app) if self._choice == "system" else self._choice
        self._fonts.clear()
        self._colours.clear()
        self._app.setPalette(make_palette(self.colour))
        self._app.setFont(self.font())
        self._app.setStyleSheet(make_stylesheet(self.colour, self.px))
        self.changed.emit()

    def _follow_system(self) -> None:
        """Take over the system's scheme, if that is what was chosen."""
        if self._choice == "system" and _system_scheme(self._app) != self._scheme:
            self.apply()


def install(app: QApplication) -> Theme:
    """Dress the application: Fusion, Inter, palette and style sheet. Returns its theme.

    Calling it again returns the same theme.
    """
    found = app.findChild(Theme, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    if isinstance(found, Theme):
        return found
    # The theme is there before anything is dressed: widgets that are made already ask it meanwhile.
    made = Theme(app)
    load_fonts()
    app.setStyle("Fusion")
    made.apply()
    return made


_of_application: tuple[QApplication, Theme] | None = None


def theme() -> Theme:
    """Return the theme of the running application; it is installed at the first call.

    Raises RuntimeError when no application runs.
    """
    global _of_application
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("there is no application to dress")
    if _of_application is None or _of_application[0] is not app:
        _of_application = (app, install(app))
    return _of_application[1]


def _system_scheme(app: QApplication) -> Scheme:
    """Return the scheme the system asks for."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _system_text_factor(app: QApplication) -> float:
    """Return how much larger than usual the system's text is, 1.0 to 2.0."""
    if app.platformName() in ("offscreen", "minimal"):
        return 1.0
    usual = _SYSTEM_TEXT.get(sys.platform, 14)
    return min(2.0, max(1.0, QFontInfo(app.font()).pixelSize() / usual))
