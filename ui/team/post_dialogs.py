"""Write a post or a leave, or change one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.team.actions.leaves import AddLeave, EditLeave
from factdesk.team.actions.posts import AddPost, EditPost
from factdesk.team.errors import FteUnfit
from factdesk.team.kinds import LeaveKind, leave_word
from factdesk.team.posts import LeaveRow, PostRow
from factdesk.words import _, format_number
from ui.bridge import Bridge
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.selects import Select

_WIDTH = 460


class _Saving(Dialog):
    """Saves one action; a refusal is shown and what was typed stays."""

    def __init__(self, parent: QWidget, bridge: Bridge, title: str, intro: str) -> None:
        super().__init__(parent, title, _("Save"), intro=intro, width=_WIDTH)
        self._bridge = bridge
        self._days: list[DateField] = []

    def submit(self) -> None:
        """Save, unless a day cannot be read."""
        self.clear_error()
        for day in self._days:
            day.read()
        if not all(day.is_valid for day in self._days):
            return
        try:
            action = self.action()
        except KnownError as error:
            self.show_error(error)
            return
        if action is not None:
            self._bridge.run(
                action, on=self, then=lambda _result: self.accept(), failed=self.refused
            )

    def action(self) -> Action[Any] | None:
        """What saves the fields; raises KnownError for what cannot be read."""
        raise TypeError(f"{type(self).__name__} has no action")

    def day(self, label: str, hint: str = "") -> DateField:
        """Another field for a day."""
        field = DateField(self._bridge.clock.today, spoken=label)
        self._days.append(field)
        self.add(Field(label, field, hint=hint))
        return field


class PostDialog(_Saving):
    """All fields of a post."""

    def __init__(self, parent: QWidget, bridge: Bridge, post: PostRow | None) -> None:
        """``post`` is ``None`` for a new one."""
        title = _("Change the post") if post else _("New post")
        intro = _("A post that the owners fund, filled or not: who is in it is seen from the team.")
        super().__init__(parent, bridge, title, intro)
        self._post = post
        self.name, self.fte = QLineEdit(), QLineEdit("100")
        self.profession = Select(_("Profession"))
        self.profession.add("", _("Any profession"))
        team = bridge.team
        codes = {choice.code: choice.label for choice in team.choices("profession")}
        if post is not None and post.profession is not None:
            codes.setdefault(post.profession, team.word("profession", post.profession))
        for code, label in codes.items():
            self.profession.add(code, label)
        self.add(Field(_("Name of the post"), self.name))
        self.add(Field(_("Profession"), self.profession))
        self.add(Field(_("Share of a post, percent"), self.fte))
        self.first_day = self.day(_("First day"), _("Empty: always."))
        self.last_day = self.day(_("Last day"), _("Empty: until further notice."))
        if post is not None:
            self.name.setText(post.title)
            percent = post.fte_percent
            self.fte.setText(format_number(percent, 1 if percent % 1 else 0))
            self.profession.set_value(post.profession or "")
            self.first_day.set_value(post.valid_from)
            self.last_day.set_value(post.valid_to)
        self.name.selectAll()
        self.name.setFocus()

    def action(self) -> Action[Any]:
        """Add or change it."""
        try:
            fte = Decimal(self.fte.text().strip().rstrip("%").strip().replace(",", "."))
        except InvalidOperation:
            raise FteUnfit from None
        fields = (
            self.name.text(),
            str(self.profession.value) or None,
            fte,
            self.first_day.value,
            self.last_day.value,
        )
        if self._post is None:
            return AddPost(*fields)
        return EditPost(self._post.id, self._post.version, *fields)


class LeaveDialog(_Saving):
    """Who is away, from and to. Why is seen only by those who edit the team."""

    def __init__(self, parent: QWidget, bridge: Bridge, leave: LeaveRow | None) -> None:
        """``leave`` is ``None`` for a new one."""
        title = _("Change the leave of {name}").format(name=leave.name) if leave else _("New leave")
        super().__init__(
            parent,
            bridge,
            title,
            _("Why somebody is away is seen only by those who edit the team; figures never say."),
        )
        self._leave = leave
        self.member = Select(_("Member"))
        if leave is None:
            for each in bridge.team.active:
                self.member.add(each.id, f"{each.initials} · {each.name}")
            self.add(Field(_("Member"), self.member))
        self.kind = Select(_("Kind"))
        for kind in LeaveKind:
            self.kind.add(kind.value, leave_word(kind))
        self.add(Field(_("Kind"), self.kind))
        self.first_day = self.day(_("First day"))
        self.last_day = self.day(_("Last day"), _("Empty while nobody knows."))
        if leave is not None:
            self.kind.set_value(leave.kind.value)
            self.first_day.set_value(leave.first_day)
            self.last_day.set_value(leave.last_day)
        else:
            self.first_day.set_value(bridge.clock.today())
        (self.member if leave is None else self.kind).setFocus()

    def action(self) -> Action[Any] | None:
        """Add or change it."""
        first, last = self.first_day.value, self.last_day.value
        if first is None:
            self.show_error(_("The first day is missing."), _("Write the first day of the leave."))
            return None
        kind = LeaveKind(str(self.kind.value))
        if self._leave is None:
            return AddLeave(str(self.member.value), kind, first, last)
        return EditLeave(self._leave.id, self._leave.version, kind, first, last)
