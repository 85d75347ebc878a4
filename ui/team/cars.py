"""Cars and employers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.team.actions.add_car import AddCar
from factdesk.team.actions.add_employer import AddEmployer
from factdesk.team.actions.edit_car import EditCar
from factdesk.team.actions.edit_employer import EditEmployer
from factdesk.team.actions.rest_car import RestCar
from factdesk.team.kinds import EmployerKind, employer_kind_word
from factdesk.team.views import CarRow, EmployerRow
from factdesk.words import _
from ui.bridge import Bridge
from ui.team.section import Section
from ui.team.small_dialogs import NameDialog
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Heading, Label


class CarsSection(Section):
    """One card for the cars, one for the employers."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Show both as they are now."""
        super().__init__(bridge, messages, _("Cars and employers"))
        self._inside = QWidget()
        self._lists = VBox(space=16, parent=self._inside)
        self.body.add(Scrolled(self._inside, _("Cars and employers")), 1)
        self.show_team()

    def show_team(self) -> None:
        """Build the two cards anew."""
        while self._lists.count():
            item = self._lists.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        team = self.bridge.team
        cars = Card(Heading(_("Cars"), 3))
        for car in sorted(team.cars, key=lambda one: not one.active):
            cars.body.add(self._car(car))
        if not team.cars:
            cars.body.add(Label(_("No cars yet. The day list shows who has which."), tone="muted"))
        employers = Card(Heading(_("Employers"), 3))
        for employer in team.employers:
            employers.body.add(self._employer(employer))
        if self.may_edit:
            cars.body.add(self._adder(_("Add car …"), self.add_car))
            employers.body.add(self._adder(_("Add employer …"), self.add_employer))
        for card in (cars, employers):
            self._lists.add(card)
        self._lists.add(None)

    def add_car(self) -> None:
        """Write a new car."""
        NameDialog(
            self, self.bridge, _("New car"), AddCar,
            second=(_("Registration number"), ""),
        ).open()  # fmt: skip

    def add_employer(self) -> None:
        """Write a new employer."""
        NameDialog(
            self, self.bridge, _("New employer"),
            lambda name, kind: AddEmployer(name, EmployerKind(kind)),
            choices=(_("Kind"), _kinds(), EmployerKind.MUNICIPALITY.value),
        ).open()  # fmt: skip

    def edit_car(self, car: CarRow) -> None:
        """Change a car."""
        NameDialog(
            self, self.bridge, _("Change the car"),
            lambda name, plate: EditCar(car.id, car.version, name, plate),
            name=car.name, second=(_("Registration number"), car.plate or ""),
        ).open()  # fmt: skip

    def edit_employer(self, employer: EmployerRow) -> None:
        """Change an employer."""
        NameDialog(
            self, self.bridge, _("Change the employer"),
            lambda name, kind: EditEmployer(
                employer.id, employer.version, name, EmployerKind(kind)
            ),
            name=employer.name, choices=(_("Kind"), _kinds(), employer.kind.value),
        ).open()  # fmt: skip

    def _car(self, car: CarRow) -> HBox:
        tone = "" if car.active else "muted"
        name = car.name if car.active else _("{name} (not in use)").format(name=car.name)
        row = HBox(Label(name, tone=tone), Label(car.plate or "", tone="muted"), None, space=16)
        if self.may_edit:
            change = Button(
                kind="quiet", icon="pencil", spoken=_("Change {name}").format(name=car.name)
            )
            change.clicked.connect(lambda: self.edit_car(car))
            rest = Button(_("Put to rest") if car.active else _("Use again"), "quiet")
            action = RestCar(car.id, car.version, not car.active)
            rest.clicked.connect(lambda: self.bridge.run(action, on=self))
            row.add(rest)
            row.add(change)
        return row

    def _employer(self, employer: EmployerRow) -> HBox:
        kind = Label(employer_kind_word(employer.kind), tone="muted")
        row = HBox(Label(employer.name), kind, None, space=16)
        if self.may_edit:
            spoken = _("Change {name}").format(name=employer.name)
            change = Button(kind="quiet", icon="pencil", spoken=spoken)
            change.clicked.connect(lambda: self.edit_employer(employer))
            row.add(change)
        return row

    @staticmethod
    def _adder(text: str, run: object) -> HBox:
        button = Button(text, "quiet", icon="plus")
        button.clicked.connect(run)
        return HBox(button, None)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, employer_kind_word(kind)) for kind in EmployerKind]
