"""Write a new member, or change one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.team.actions.add_staff import AddStaff
from factdesk.team.actions.edit_staff import EditStaff
from factdesk.team.errors import FteUnfit
from factdesk.team.kinds import language_word
from factdesk.team.members import MemberFields
from factdesk.team.rules import initials_of
from factdesk.team.views import Member
from factdesk.words import LANGUAGES, _, format_number
from ui.bridge import Bridge
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import VBox
from ui.widgets.selects import CheckBox, Select
from ui.widgets.texts import Label


class MemberDialog(Dialog):
    """All fields of a member; a refusal is shown and what was typed stays."""

    def __init__(self, parent: QWidget, bridge: Bridge, member: Member | None) -> None:
        """``member`` is ``None`` for a new one."""
        title = _("Change {name}").format(name=member.name) if member else _("New member")
        super().__init__(parent, title, _("Save"), width=680)
        self._bridge, self._member = bridge, member
        self._suggested = ""
        self._make_inputs()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        fields = (
            (Field(_("Name"), self.name), Field(_("Initials"), self.initials)),
            (Field(_("Profession"), self.profession), Field(_("Employer"), self.employer)),
            (
                Field(_("Share of a post, percent"), self.fte),
                Field(_("Phone"), self.phone),
            ),
            (Field(_("First day"), self.first_day), Field(_("Last day"), self.last_day)),
            (Field(_("E-mail"), self.email), Field(_("Language"), self.language)),
        )
        for at, (left, right) in enumerate(fields):
            grid.addWidget(left, at, 0)
            grid.addWidget(right, at, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.add(grid)
        self.body.add(self._function_boxes())
        self.body.add(self.health)
        self._fill()
        self.name.textEdited.connect(self._suggest)
        self.name.setFocus()

    def submit(self) -> None:
        """Save."""
        self.clear_error()
        try:
            fields = self._fields()
        except KnownError as error:
            self.show_error(error)
            return
        functions = tuple(code for code, box in self.functions.items() if box.isChecked())
        self.set_busy(busy=True)
        if self._member is None:
            self._bridge.run(
                AddStaff(fields, functions),
                on=self,
                then=lambda _id: self.accept(),
                failed=self.refused,
            )
            return
        self._bridge.run(
            EditStaff(
                self._member.id,
                self._member.version,
                fields,
                functions,
                tuple(self._member.functions),
            ),
            on=self,
            then=lambda _nothing: self.accept(),
            failed=self.refused,
        )

    def _fields(self) -> MemberFields:
        self.first_day.read()
        self.last_day.read()
        try:
            fte = Decimal(self.fte.text().strip().rstrip("%").strip().replace(",", "."))
        except InvalidOperation:
            raise FteUnfit from None
        return MemberFields(
            name=self.name.text(),
            initials=self.initials.text(),
            profession=str(self.profession.value),
            employer_id=str(self.employer.value) if self.employer.value else None,
            fte_percent=fte,
            phone=self.phone.text(),
            email=self.email.text(),
            valid_from=self.first_day.value,
            valid_to=self.last_day.value,
            has_health_basis=self.health.isChecked(),
            language=str(self.language.value) if self.language.value else None,
        )

    def _make_inputs(self) -> None:
        team, today = self._bridge.team, self._bridge.clock.today
        self.name, self.initials = QLineEdit(), QLineEdit()
        self.fte, self.phone, self.email = QLineEdit("100"), QLineEdit(), QLineEdit()
        self.profession, self.employer, self.language = Select(), Select(), Select()
        codes = {choice.code: choice.label for choice in team.choices("profession")}
        if self._member is not None:
            code = self._member.profession
            codes.setdefault(code, team.word("profession", code))
        for code, label in codes.items():
            self.profession.add(code, label)
        self.employer.add("", _("No employer noted"))
        for row in team.employers:
            self.employer.add(row.id, row.name)
        self.language.add("", _("As the team"))
        for each in LANGUAGES:
            self.language.add(each, language_word(each))
        self.first_day, self.last_day = DateField(today), DateField(today)
        self.health = CheckBox(_("Has a basis in the health laws, and may see records"))
        self.health.setChecked(True)

    def _function_boxes(self) -> VBox:
        grid = QGridLayout()
        self.functions: dict[str, CheckBox] = {}
        for at, choice in enumerate(self._bridge.team.choices("function")):
            box = CheckBox(choice.label)
            self.functions[choice.code] = box
            grid.addWidget(box, at // 3, at % 3)
        return VBox(Label(_("Functions"), "small_strong"), grid, space=4)

    def _fill(self) -> None:
        member = self._member
        if member is None:
            return
        self.name.setText(member.name)
        self.initials.setText(member.initials)
        self.profession.set_value(member.profession)
        self.employer.set_value(member.employer_id or "")
        whole = member.fte_percent % 1 == 0
        self.fte.setText(format_number(member.fte_percent, 0 if whole else 1))
        self.phone.setText(member.phone or "")
        self.email.setText(member.email or "")
        self.first_day.set_value(member.valid_from)
        self.last_day.set_value(member.valid_to)
        self.language.set_value(member.language or "")
        self.health.setChecked(member.has_health_basis)
        for code, box in self.functions.items():
            box.setChecked(code in member.functions)

    def _suggest(self, name: str) -> None:
        """Propose initials while the user has not written others."""
        if self._member is not None or self.initials.text() != self._suggested:
            return
        taken = [member.initials for member in self._bridge.team.active]
        self._suggested = initials_of(name, taken) if name.strip() else ""
        self.initials.setText(self._suggested)
