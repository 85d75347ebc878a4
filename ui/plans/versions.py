"""The kept versions of a plan: what each was, and what has changed between two."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from factdesk.plans.facts import PlanFacts
from factdesk.plans.view import Compared, Difference
from factdesk.words import _, format_datetime, pgettext
from ui.bridge import Bridge
from ui.plans.links import clear
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import Tone
from ui.widgets.selects import Select
from ui.widgets.texts import Heading, Label, Line

_TONES: dict[str, Tone] = {"added": "ok", "removed": "danger", "changed": "info"}


class VersionsDialog(Dialog):
    """Two versions beside each other. ``print_wanted(number)`` asks for a version on paper."""

    print_wanted = Signal(int)

    def __init__(self, parent: QWidget, bridge: Bridge, facts: PlanFacts) -> None:
        """Begin with the newest kept version against the plan as it is now."""
        super().__init__(parent, _("Versions of the plan"), _("Close"), width=980)
        self.secondary.hide()
        self._bridge, self._facts = bridge, facts
        self._asked = 0
        self.differences: tuple[Difference, ...] = ()
        self._result = VBox(space=10)
        versions = facts.versions
        if not versions:
            words = _("No version is kept yet. A version is kept each time the plan is revised.")
            self.add(Label(words, tone="muted", wrap=True))
            return
        for version in versions:
            made = [format_datetime(version.made_at), version.made_by, version.why or ""]
            title = _("Version {number}").format(number=version.number)
            line = f"{title}  ·  " + " · ".join(filter(None, made))
            button = Button(icon="printer", kind="quiet", spoken=_("Print: {what}").format(
                what=title
            ))  # fmt: skip
            button.clicked.connect(
                lambda _on=False, number=version.number: self.print_wanted.emit(number)
            )
            row = HBox(space=8)
            row.add(Label(line, wrap=True), 1)
            row.add(button)
            self.add(row)
        self.add(Line())
        self.one, self.other = Select(), Select()
        for version in versions:
            words = _("Version {number}").format(number=version.number)
            self.one.add(version.number, words)
            self.other.add(version.number, words)
        if facts.plan is not None:
            self.other.insertItem(0, _("As it is now"), None)
        self.other.setCurrentIndex(0)
        self.one.setCurrentIndex(0 if facts.plan is not None or len(versions) < 2 else 1)
        choose = HBox(space=16)
        choose.add(Field(_("Before"), self.one), 1)
        choose.add(Field(_("After"), self.other), 1)
        self.add(choose)
        self.body.add(self._result)
        self.one.currentIndexChanged.connect(lambda _at: self._compare())
        self.other.currentIndexChanged.connect(lambda _at: self._compare())
        self._compare()
        self.one.setFocus()

    def _compare(self) -> None:
        self._asked += 1
        number = self._asked
        other = self.other.value
        view = Compared(
            self._facts.person_id,
            int(str(self.one.value)),
            None if other is None else int(str(other)),
        )

        def take(differences: tuple[Difference, ...]) -> None:
            if number == self._asked:
                self._show(differences)

        self._bridge.ask(view, on=self, then=take)

    def _show(self, differences: tuple[Difference, ...]) -> None:
        self.differences = differences
        clear(self._result)
        if not differences:
            self._result.add(Label(_("Nothing is different."), tone="muted"))
        section = ""
        for each in differences:
            if each.section != section:
                section = each.section
                self._result.add(Heading(section, 3))
            self._result.add(DifferenceRow(each))


class DifferenceRow(QWidget):
    """One difference: what it is of, before and after, marked by a word and a colour."""

    def __init__(self, each: Difference) -> None:
        """Take the difference."""
        super().__init__()
        spoken = _("{change}: {what}. Before: {before}. After: {after}.")
        self.setAccessibleName(
            spoken.format(
                change=change_word(each.change), what=each.what,
                before=each.before or "–", after=each.after or "–",
            )
        )  # fmt: skip
        head = HBox(Chip(change_word(each.change), _TONES[each.change]), space=8)
        head.add(Label(each.what, "small", "muted", wrap=True), 1)
        sides = HBox(space=12)
        sides.add(_side(each.before, "danger" if each.before else ""), 1)
        sides.add(_side(each.after, "ok" if each.after else ""), 1)
        VBox(head, sides, space=4, parent=self)


def change_word(change: str) -> str:
    """What happened to it, in a word."""
    return {
        "added": pgettext("difference", "Added"),
        "removed": pgettext("difference", "Removed"),
        "changed": pgettext("difference", "Changed"),
    }[change]


def _side(text: str, tone: str) -> QFrame:
    frame = QFrame()
    label = Label(text or "–", tone="" if text else "muted", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    VBox(label, None, margins=8, parent=frame)
    if tone:
        looks = theme()
        frame.setObjectName("side")
        fill, edge = looks.colour(f"{tone}_fill").name(), looks.colour(f"{tone}_text").name()
        frame.setStyleSheet(
            f"#side {{ background: {fill}; border-left: {looks.px(3)}px solid {edge}; }}"
        )
    return frame
