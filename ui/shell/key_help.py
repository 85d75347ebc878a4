"""The help of F1 and ?: every key of the page shown and of the window, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from factdesk.words import _
from ui.page import Command
from ui.theme import theme
from ui.widgets.dialogs import Dialog
from ui.widgets.layouts import VBox
from ui.widgets.marks import KeyCap
from ui.widgets.texts import Heading, Label


class KeyHelp(Dialog):
    """The keys, read from the same commands that make them work."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        """Take the commands; those without a key are left to the finder."""
        super().__init__(
            parent,
            _("Keys"),
            _("Close"),
            secondary=_("Close"),
            width=720,
            intro=_("Everything without a key of its own is found with Ctrl+K."),
        )
        self.secondary.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnStretch(1, 1)
        for group, members in groupby(
            sorted((c for c in commands if c.keys), key=lambda c: c.group), key=lambda c: c.group
        ):
            grid.addWidget(Heading(group, 3), grid.rowCount(), 0, 1, 2)
            for command in members:
                row = grid.rowCount()
                grid.addWidget(KeyCap(command.keys), row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(Label(command.text, wrap=True), row, 1)
        inside = QWidget()
        VBox(grid, None, parent=inside, margins=(0, 0, 12, 0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(theme().px(480))
        self.add(scroll)
