"""The help of F1 and ?: every key of the page shown and of the window, in groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from factdesk.words import _
from ui.page import Command
from ui.theme import theme
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import KeyCap
from ui.widgets.texts import Heading, Label

#: Commands by the heading they stand under.
Groups = dict[str, list[Command]]


class KeyHelp(Dialog):
    """The keys, read from the same commands that make them work."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        """Take the commands; those without a key are left to the finder."""
        super().__init__(
            parent,
            _("Keys"),
            _("Close"),
            secondary=_("Close"),
            width=880,
            intro=_("Everything without a key of its own is found with Ctrl+K."),
        )
        self.secondary.hide()
        columns = HBox(space=40)
        for groups in _in_two(_grouped(commands)):
            columns.addLayout(_column(groups), 1)
        self.add(columns)


def _grouped(commands: Sequence[Command]) -> Groups:
    """Return the commands with a key by group, in the order given; each key and each act once."""
    groups: Groups = {}
    keys: set[str] = set()
    for command in commands:
        if command.keys and command.keys not in keys:
            keys.add(command.keys)
            groups.setdefault(command.group, []).append(command)
    return groups


def _in_two(groups: Groups) -> tuple[Groups, Groups]:
    """Return the groups in two columns of about the same height, in order."""
    sizes = {name: len(members) + 1.5 for name, members in groups.items()}
    left: Groups = {}
    right: Groups = {}
    filled, half = 0.0, sum(sizes.values()) / 2
    for name, members in groups.items():
        fits = not left or filled + sizes[name] / 2 <= half
        (left if fits and not right else right)[name] = members
        filled += sizes[name]
    return left, right


def _column(groups: Groups) -> VBox:
    """Return a column of groups: a heading, and one line per key."""
    column = VBox(space=18)
    for name, members in groups.items():
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(14))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme().px(96))
        for row, command in enumerate(members):
            grid.addWidget(KeyCap(command.keys), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(command.text, wrap=True), row, 1)
        column.add(VBox(Heading(name, 3), grid, space=8))
    column.add(None)
    return column
