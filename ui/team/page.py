"""The team page: members, presence, cars, lists, board, settings, users and history."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from factdesk.team.kinds import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.page import Command, Page
from ui.team.account import AccountSection
from ui.team.board_setup import BoardSetupSection
from ui.team.cars import CarsSection
from ui.team.field_names import install_names
from ui.team.history import HistorySection
from ui.team.lists import ListsSection
from ui.team.members import MembersSection
from ui.team.posts import PostsSection
from ui.team.presence import PresenceSection
from ui.team.section import Section
from ui.team.settings import SettingsSection
from ui.team.users import UsersSection
from ui.theme import icon, theme
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Heading

_NAV_WIDTH = 208

SectionKind = Callable[[Bridge, Speaks], Section]

#: A part's name, its words, its icon, and what makes it.
Part = tuple[str, str, str, SectionKind]


class TeamPage(Page):
    """A list of parts at the left, the chosen part beside it. Without EDIT_TEAM it is to read.

    Whoever may see neither the board nor the team's settings has only the own account.
    """

    key: ClassVar[str] = "team"

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """List the parts; each is built when it is first shown."""
        super().__init__(bridge, messages, parent)
        install_names()
        self.nav = QListWidget()
        self.nav.setAccessibleName(_("Parts of the team page"))
        self.nav.setStyleSheet("QListWidget { background: transparent; }")
        self.nav.setFrameShape(QListWidget.Shape.NoFrame)
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self._kinds: dict[str, SectionKind] = {}
        self._built: dict[str, Section] = {}
        for name, text, image, kind in self._parts():
            self._kinds[name] = kind
            item = QListWidgetItem(icon(image), text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.nav.addItem(item)
        self.nav.currentRowChanged.connect(self._choose)
        left = VBox(Heading(self.title()), self.nav, space=12, margins=(20, 20, 0, 16))
        row = HBox(space=0, parent=self)
        row.addLayout(left)
        # At the largest text a part is wider than the window.
        row.add(Scrolled(self.stack, self.title()), 1)
        theme().changed.connect(self._size)
        self._size()
        self.nav.setCurrentRow(0)
        self.lead_to(self.nav)

    def title(self) -> str:
        """The page's title."""
        return _("Team")

    def show_part(self, name: str) -> None:
        """Show a part by its name: members, presence, cars, lists, board, settings, users."""
        self.nav.setCurrentRow(list(self._kinds).index(name))

    def part(self, name: str) -> Section:
        """A part by its name, built now if it is wanted for the first time."""
        if name not in self._built:
            section = self._kinds[name](self.bridge, self.messages)
            self._built[name] = section
            self.stack.addWidget(section)
        return self._built[name]

    @property
    def section(self) -> Section:
        """The part shown."""
        return self.part(list(self._kinds)[max(self.nav.currentRow(), 0)])

    def commands(self) -> list[Command]:
        """Those of the part shown, and the parts themselves."""
        group = _("Team")
        parts = [
            Command(f"team.{name}", text, lambda name=name: self.show_part(name), "", group)  # type: ignore[misc]
            for name, text, _image, _kind in self._parts()
        ]
        own = list(self.section.commands())
        settings = self.section
        if isinstance(settings, SettingsSection) and settings.may_edit:
            own.append(Command("team.save", _("Save the settings"), settings.save, "Ctrl+S", group))
        return [*own, *parts]

    def _parts(self) -> list[Part]:
        parts: list[Part] = [
            ("members", _("Members"), "users", MembersSection),
            ("presence", _("Presence"), "user-check", PresenceSection),
            ("cars", _("Cars and employers"), "car", CarsSection),
            ("lists", _("Lists"), "list-checks", ListsSection),
            ("board", _("Board"), "layout-list", BoardSetupSection),
            ("settings", _("Settings"), "settings", SettingsSection),
            ("users", _("Users and keys"), "key-round", UsersSection),
        ]
        if not self.bridge.can(Right.SEE_BOARD):
            if not self.bridge.can(Right.EDIT_TEAM):
                # One from outside has a key here and nothing else.
                return [("account", _("My account"), "key-round", AccountSection)]
            parts = [part for part in parts if part[0] != "presence"]
        if self.bridge.can(Right.EDIT_TEAM):
            parts.insert(1, ("posts", _("Posts and leaves"), "hourglass", PostsSection))
        if self.bridge.can(Right.SEE_LOG):
            parts.append(("history", _("History"), "history", HistorySection))
        return parts

    def _choose(self, row: int) -> None:
        self.stack.setCurrentWidget(self.section)
        self.commands_changed.emit()

    def _size(self) -> None:
        px = theme().px
        self.nav.setFixedWidth(px(_NAV_WIDTH))
        self.nav.setIconSize(QSize(px(18), px(18)))
