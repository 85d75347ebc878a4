"""Who is in the meeting: badges to click and a line to type initials in, before and during it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from factdesk.team.views import Member
from factdesk.words import _, ngettext, pgettext
from ui.theme import theme
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.paint import Presence, paint_focus, paint_initials, presence_word
from ui.widgets.selects import Select
from ui.widgets.texts import Label

_SHOWN: dict[str | None, Presence] = {"here": "present", "video": "video", None: "away"}
_NEXT = {None: "here", "here": "video", "video": None}


class BadgeButton(QAbstractButton):
    """A colleague's initials that can be pressed."""

    def __init__(self, initials: str, name: str, parent: QWidget | None = None) -> None:
        """Somebody who is away."""
        super().__init__(parent)
        self.setText(initials)
        self._name = name
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_presence("away")

    @property
    def presence(self) -> Presence:
        """What is shown."""
        return self._presence

    def set_presence(self, presence: Presence) -> None:
        """Show another presence."""
        self._presence: Presence = presence
        words = _("{name}, {presence}").format(name=self._name, presence=presence_word(presence))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A round one, large enough to hit."""
        return QSize(theme().px(36), theme().px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge, and a ring where the keyboard is."""
        painter, rect = QPainter(self), QRectF(self.rect())
        inset = theme().px(2)
        inside = rect.adjusted(inset, inset, -inset, -inset)
        paint_initials(painter, inside, self.text(), self._presence)
        if self.hasFocus():
            paint_focus(painter, rect)
        painter.end()


class _Line(QLineEdit):
    """Enter tells what is typed; on an empty line it goes on to whatever stands around."""

    entered = Signal()
    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep an Enter that has something to tell."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.text().strip():
            self.entered.emit()
        else:
            self.passed.emit()
            event.ignore()


class WhoIsHere(QWidget):
    """Badges and a line of initials. ``passed`` at Enter on the empty line."""

    passed = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """Nobody yet; ``hint`` stands under the line."""
        super().__init__(parent)
        self.how: dict[str, str] = {}
        self.badges: dict[str, BadgeButton] = {}
        self._members: tuple[Member, ...] = ()
        self._area = QWidget()
        self._flow = Flow(self._area, space=6)
        self._count = Label("", "large")
        self.typed = _Line()
        self.typed.setPlaceholderText(_("Initials, then Enter"))
        self.typed.entered.connect(self._toggle_typed)
        self.typed.passed.connect(self.passed)
        self.field = Field(_("Who comes or goes?"), self.typed, hint=hint)
        VBox(self._count, self._area, self.field, space=14, parent=self)

    @property
    def attendance(self) -> tuple[tuple[str, str], ...]:
        """(staff id, "here" or "video") of everyone marked as present."""
        return tuple((one.id, self.how[one.id]) for one in self._members if one.id in self.how)

    def show_members(self, members: Sequence[Member], how: Mapping[str, str]) -> None:
        """Show these, each as ``how`` says; who is not in it is away."""
        if tuple(one.id for one in members) != tuple(self.badges):
            self._flow.clear()
            self.badges = {}
            for one in members:
                badge = BadgeButton(one.initials, one.name)
                badge.clicked.connect(lambda _on=False, staff_id=one.id: self.toggle(staff_id))
                self.badges[one.id] = badge
                self._flow.addWidget(badge)
            self._area.updateGeometry()
        self._members, self.how = tuple(members), dict(how)
        self._show()

    def toggle(self, staff_id: str) -> None:
        """Here, then on video, then away, then here again."""
        following = _NEXT[self.how.get(staff_id)]
        if following is None:
            self.how.pop(staff_id)
        else:
            self.how[staff_id] = following
        self._show()

    def _toggle_typed(self) -> None:
        """Every initial typed is toggled; what nobody has stays on the line."""
        typed = self.typed.text().replace("+", " ").replace(",", " ").split()
        known = {one.initials.casefold(): one.id for one in self._members}
        strangers = [word for word in typed if word.casefold() not in known]
        for word in typed:
            if word.casefold() in known:
                self.toggle(known[word.casefold()])
        self.typed.setText(" ".join(strangers))
        problem = _("Nobody here has the initials {initials}.")
        self.field.set_error(problem.format(initials=", ".join(strangers)) if strangers else "")

    def _show(self) -> None:
        for staff_id, badge in self.badges.items():
            badge.set_presence(_SHOWN[self.how.get(staff_id)])
        count = len(self.how)
        words = ngettext("{count} of {all} is here", "{count} of {all} are here", count)
        self._count.setText(words.format(count=count, all=len(self._members)))


class Roles(QWidget):
    """Who leads and who writes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nobody yet."""
        super().__init__(parent)
        self.chair, self.writer = Select(), Select()
        row = HBox(space=16, parent=self)
        row.add(Field(pgettext("minutes", "Chair"), self.chair), 1)
        row.add(Field(pgettext("minutes", "Writer"), self.writer), 1)

    @property
    def chosen(self) -> tuple[str | None, str | None]:
        """The staff ids of chair and writer."""
        chair, writer = self.chair.value, self.writer.value
        return (
            chair if isinstance(chair, str) else None,
            writer if isinstance(writer, str) else None,
        )

    def show_members(
        self, members: Sequence[Member], chair: str | None, writer: str | None
    ) -> None:
        """Offer these, with two of them chosen."""
        for select, chosen in ((self.chair, chair), (self.writer, writer)):
            select.clear()
            for one in members:
                select.add(one.id, one.name)
            select.set_value(chosen)


#: What has changed: (staff id, how or ``None`` for away) each, and chair and writer.
Decided = Callable[[tuple[tuple[str, str | None], ...], str | None, str | None], None]


class HereDialog(Dialog):
    """Who has come and gone while the meeting runs, and who leads and writes it now."""

    def __init__(
        self,
        parent: QWidget,
        members: Sequence[Member],
        how: Mapping[str, str],
        roles: tuple[str | None, str | None],
        done: Decided,
    ) -> None:
        """``how`` says who is in the meeting; ``done`` is told only what was changed here."""
        super().__init__(parent, _("Who is here?"), _("Done"))
        self._before, self._done = dict(how), done
        self.here = WhoIsHere(_("Initials once more: on video, then away."))
        self.here.show_members(members, how)
        self.roles = Roles()
        self.roles.show_members(members, *roles)
        self.add(self.here)
        self.add(self.roles)
        self.here.typed.setFocus()

    def submit(self) -> None:
        """Initials that nobody has are not passed over."""
        if self.here.typed.text().strip():
            self.here.typed.entered.emit()
            if self.here.typed.text():
                return
        changed = tuple(
            (one, self.here.how.get(one))
            for one in self.here.badges
            if self.here.how.get(one) != self._before.get(one)
        )
        self.accept()
        self._done(changed, *self.roles.chosen)
