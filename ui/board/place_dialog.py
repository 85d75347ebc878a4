"""Place a person on the board. Name, Enter, reason, Enter is enough."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.facts import BoardFacts
from factdesk.board.views import OffBoard, PersonChoice
from factdesk.errors import KnownError
from factdesk.words import _, pgettext
from ui.bridge import Bridge
from ui.widgets import pickers
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.selects import Select


class PlaceDialog(Dialog):
    """Runs the action itself; `accept` when the person stands on the board."""

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        facts: BoardFacts,
        category_id: str = "",
        person_id: str = "",
    ) -> None:
        """Take the board, the section the keyboard is on, and a person who is chosen already."""
        super().__init__(
            parent, _("Place on the board"), _("Place"), secondary=_("Cancel"), width=620
        )
        self._bridge, self._wanted = bridge, person_id
        self.placed_id = ""
        self._person = ""
        self._just_picked = False
        self.people = pickers.PersonPicker(_("Search for a name"), rows=4)
        self.people.picked.connect(self._pick)
        self.category = Select()
        for section in facts.sections:
            if section.active:
                self.category.add(section.id, section.name)
        if category_id:
            self.category.set_value(category_id)
        if self.category.value is None and self.category.count():
            self.category.setCurrentIndex(0)
        choices = [
            Choice(level.level, level.word, str(at))
            for at, level in enumerate(facts.levels, start=1)
            if level.level != "none"
        ]
        self.level = ChoiceBar(choices, _("Status"))
        self.level.set_value("yellow")
        self.reason = QLineEdit()
        self.agreed = TextArea(_("What was agreed, if anything"), lines=2, most_lines=6)
        self.agreed.submitted.connect(self.submit)
        self.who = Field(_("Person"), self.people)
        self.why = Field(_("Reason"), self.reason, hint=_("In a few words, as the team says it."))
        for field in (
            self.who,
            self.why,
            Field(_("Category"), self.category),
            Field(_("Status"), self.level),
            Field(_("Agreed"), self.agreed),
        ):
            self.add(field)
        self.people.search.textEdited.connect(lambda _text: self._unpick())
        self.people.search.setFocus()
        bridge.ask(OffBoard(), on=self, then=self._show_people)

    def _show_people(self, found: Sequence[PersonChoice]) -> None:
        self._names = {one.person_id: one.name for one in found}
        self.people.set_people(
            [pickers.PersonChoice(one.person_id, one.name, _hint(one)) for one in found]
        )
        if self._wanted in self._names:
            self._pick(self._wanted)

    def _pick(self, person_id: str) -> None:
        """Take the person and go on to the reason; the same Enter shall not place yet."""
        self._person = person_id
        self._just_picked = True
        QTimer.singleShot(0, self, self._settle)
        self.people.search.setText(self._names.get(person_id, ""))
        self.who.set_error("")
        self.reason.setFocus()

    def _settle(self) -> None:
        self._just_picked = False

    def _unpick(self) -> None:
        self._person = ""

    def submit(self) -> None:
        """Place, or say what is missing."""
        if self._just_picked:
            return
        person = self._person or (self.people.current if self.people.search.text() else "")
        self.who.set_error("" if person else _("Choose a person."))
        self.why.set_error("" if self.reason.text().strip() else _("Write why, in a few words."))
        if not person:
            self.people.search.setFocus()
            return
        if not self.reason.text().strip():
            self.reason.setFocus()
            return
        self.set_busy(busy=True)
        action = PlaceOnBoard(
            person_id=person,
            category_id=str(self.category.value),
            level=self.level.value or "yellow",
            agreed=self.agreed.toPlainText(),
            reason=self.reason.text(),
        )
        self._bridge.run(action, on=self, then=self._done, failed=self._failed)

    def _done(self, episode_id: str) -> None:
        self.placed_id = episode_id
        self.accept()

    def _failed(self, error: BaseException) -> bool:
        if not isinstance(error, KnownError):
            self.set_busy(busy=False)
            return False
        self.show_error(error)
        return True


def _hint(one: PersonChoice) -> str:
    age = None if one.age is None else pgettext("age", "{years} years").format(years=one.age)
    stage = None if one.is_enrolled else _("referred")
    return " · ".join(part for part in (age, one.municipality, one.coordinator, stage) if part)
