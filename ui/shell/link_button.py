"""Where the data lives, on the top bar: icon, word and colour, and a way to what it means."""

from __future__ import annotations

from factdesk.store.link import Link, LinkState
from factdesk.words import _
from ui.shell.link_words import ICONS
from ui.widgets.buttons import Button


class LinkButton(Button):
    """Shows a state; away has a ground of its own, so that it is seen and does not shout."""

    def __init__(self) -> None:
        """Begin as a team folder is."""
        super().__init__(kind="quiet", icon=ICONS[LinkState.LOCAL])
        self._is_away = False
        self._words = ""

    def show_link(self, link: Link, words: str) -> None:
        """Show a state in its words."""
        self._is_away = link.is_away
        self._words = words
        self.set_icon(ICONS[link.state])
        self.setToolTip(_("{state}. Press for more.").format(state=words))
        self.show_words(shown=bool(self.text()))

    def show_words(self, *, shown: bool) -> None:
        """Show the words, or the icon alone; a screen reader is told them always."""
        self.setText(self._words if shown else "")
        self.setAccessibleName(_("Connection: {state}").format(state=self._words))
        self.updateGeometry()
        self.update()

    def _colours(self) -> tuple[str, str, str]:
        """Return the tokens of ground, edge and words."""
        if self._is_away and self.isEnabled():
            return "warn_fill", ("warn_text" if self.underMouse() else ""), "warn_text"
        fill, edge, text = super()._colours()
        return fill, edge, "muted" if text == "text" else text
