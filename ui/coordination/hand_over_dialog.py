"""Giving persons to another coordinator: to whom, what they carry already, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.coordination.actions.hand_over import HandOver
from factdesk.coordination.facts import Load, PersonLine
from factdesk.coordination.views import CoordinatorLoads
from factdesk.errors import KnownError
from factdesk.store.conflict import Conflict
from factdesk.words import _, ngettext, sort_key
from ui.bridge import Bridge
from ui.coordination.loads import choice_words
from ui.coordination.words import persons_words
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.selects import Select
from ui.widgets.texts import Label

#: More names than these are counted, not written out.
_NAMES = 8


class HandOverDialog(Dialog):
    """All of them go in one act, which the top bar undoes."""

    def __init__(self, parent: QWidget, bridge: Bridge, persons: Sequence[PersonLine]) -> None:
        """Take the persons as seen."""
        title = _("Hand over {persons}").format(persons=persons_words(len(persons)))
        super().__init__(parent, title, _("Hand over"), width=600)
        self._bridge, self._persons = bridge, tuple(persons)
        self.to = Select()
        self.why = QLineEdit()
        self.names = Label(_names(persons), wrap=True)
        self.tasks = Label(_tasks_words(persons), tone="muted", wrap=True)
        self.add(self.names)
        self.add(Field(_("To"), self.to))
        self.add(Field(_("Why"), self.why, hint=_("It stands in the log of each person.")))
        self.add(self.tasks)
        self._fill(())
        bridge.ask(CoordinatorLoads(), on=self, then=self._fill)
        self.to.setFocus()

    def submit(self) -> None:
        """Hand them over; a refusal is shown and nobody has moved."""
        self.clear_error()
        if self.to.value is None:
            self.show_error(_("Nobody is chosen."), _("Choose who takes over."))
            self.to.setFocus()
            return
        self.set_busy(busy=True)
        action = HandOver(
            tuple(person.person_id for person in self._persons),
            str(self.to.value),
            tuple((person.person_id, person.version) for person in self._persons),
            reason=self.why.text().strip() or None,
        )
        self._bridge.run(action, on=self, then=lambda _done: self.accept(), failed=self._refused)

    def _refused(self, error: BaseException) -> bool:
        if isinstance(error, Conflict):
            self.show_error(
                _("Somebody has changed one of these persons meanwhile. Nobody was handed over."),
                _("Close this, look again, and hand over what still holds."),
            )
            return True
        if isinstance(error, KnownError):
            self.show_error(error)
            return True
        self.set_busy(busy=False)
        return False

    def _fill(self, loads: tuple[Load, ...]) -> None:
        """Offer every active member, with what they carry where that is known."""
        known = {load.staff_id: load for load in loads}
        owners = {person.coordinator_id for person in self._persons}
        chosen = self.to.value
        self.to.clear()
        for member in sorted(self._bridge.team.active, key=lambda one: sort_key(one.name)):
            if owners == {member.id}:
                continue
            load = known.get(member.id)
            bare = f"{member.name} · {persons_words(0)}"
            self.to.add(member.id, choice_words(load) if load else bare if loads else member.name)
        self.to.set_value(chosen)


def _names(persons: Sequence[PersonLine]) -> str:
    names = [person.name for person in persons[:_NAMES]]
    rest = len(persons) - len(names)
    more = " " + _("and {n} more").format(n=rest) if rest else ""
    return ", ".join(names) + more


def _tasks_words(persons: Sequence[PersonLine]) -> str:
    """What goes along, so that nobody is surprised."""
    tasks = sum(person.open_tasks for person in persons)
    undo = _("The change can be undone at the top of the window.")
    if not tasks:
        return _("No open tasks go along.") + " " + undo
    many = ngettext(
        "{n} open task goes along where it is the coordinator's.",
        "Of {n} open tasks, those of the coordinator go along.",
        tasks,
    )
    return many.format(n=tasks) + " " + undo
