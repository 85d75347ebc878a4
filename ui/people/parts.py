"""The parts of a person's page: a tab for each, those of other rooms made when first shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from factdesk.words import _
from ui.page import Command, Page, PersonPart, PersonTab
from ui.theme import theme
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Line

#: The least height of a part, in design pixels: the head of the page goes before it.
LEAST_HEIGHT = 120


class Parts(QWidget):
    """A tab bar over the parts; each has a key. ``page`` hears what the other rooms' parts want."""

    def __init__(self, page: Page, others: Sequence[PersonPart]) -> None:
        """Begin without a part."""
        super().__init__()
        self._page, self._others = page, {part.key: part for part in others}
        self._keys: list[str] = []
        self.tabs: dict[str, PersonTab] = {}
        self.bar, self._stack = QTabBar(), QStackedWidget()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(_("Parts of the record"))
        self._stack.setMinimumHeight(theme().px(LEAST_HEIGHT))
        bar = HBox(self.bar, None, margins=(12, 0, 12, 0))
        VBox(bar, Line(), space=0, parent=self).add(self._stack, 1)
        self.bar.currentChanged.connect(self._chosen)

    def add(self, key: str, word: str, widget: QWidget) -> None:
        """Add a part of this room."""
        self._keys.append(key)
        self._stack.addWidget(widget)
        self.bar.addTab(word)

    def add_others(self) -> None:
        """Add the parts of other rooms; an empty place stands for each until it is shown."""
        for part in self._others.values():
            self.add(part.key, part.word(), QWidget())

    def words(self) -> list[tuple[str, str]]:
        """Key and word of each part, in order."""
        return [(key, self.bar.tabText(at)) for at, key in enumerate(self._keys)]

    @property
    def current(self) -> str:
        """The key of the part that is shown."""
        return self._keys[self.bar.currentIndex()]

    def show_part(self, key: str) -> None:
        """Show a part; an unknown key changes nothing."""
        if key in self._keys:
            self.bar.setCurrentIndex(self._keys.index(key))
            self._chosen(self._keys.index(key))

    def commands(self) -> list[Command]:
        """The commands of the part that is shown, where another room built it."""
        tab = self.tabs.get(self.current)
        return [] if tab is None else tab.commands()

    def keep_drafts(self) -> None:
        """Have every part save what is being typed."""
        for tab in self.tabs.values():
            tab.keep_drafts()

    def _chosen(self, at: int) -> None:
        key = self._keys[at]
        if key in self._others and key not in self.tabs:
            self._make(at, self._others[key])
        focused, wanted = self.window().focusWidget(), self._stack.widget(at)
        leaves = focused and self._stack.isAncestorOf(focused)
        # Back to where one wrote; else to the tabs, never to a part that has nothing to show yet.
        kept = wanted.focusWidget() if wanted is not None else None
        self._stack.setCurrentIndex(at)
        if leaves and kept in (None, wanted) and not self._is_at(at, focused):
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.commands_changed.emit()

    def _is_at(self, at: int, widget: QWidget | None) -> bool:
        """Whether a widget is in a part."""
        part = self._stack.widget(at)
        return widget is not None and part is not None and part.isAncestorOf(widget)

    def _make(self, at: int, part: PersonPart) -> None:
        page = self._page
        tab = part.load()(page.bridge, page.messages, getattr(page, "person_id", ""))
        tab.contact_wanted.connect(page.contact_wanted)
        tab.paper_wanted.connect(page.paper_wanted)
        tab.commands_changed.connect(page.commands_changed)
        tab.part_wanted.connect(self.show_part)
        self.tabs[part.key] = tab
        empty = self._stack.widget(at)
        self._stack.insertWidget(at, tab)
        if empty is not None:
            self._stack.removeWidget(empty)
            empty.deleteLater()
