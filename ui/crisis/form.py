"""The crisis plan in work: whom to call, the levels, the other texts, its dates and versions."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.errors import KnownError
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.crisis_view import CrisisFacts
from factdesk.plans.crisis_words import plan_words
from factdesk.plans.facts import VersionRow
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.crisis.contacts_card import ContactsCard
from ui.crisis.level_card import LevelCard
from ui.crisis.saved_text import SavedText
from ui.crisis.saver import LEVEL, PLAN, Saver
from ui.crisis.sheet import standing
from ui.crisis.words import plan_hints
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.texts import Card, Heading, Label

#: Below this width, in design pixels, the two columns stand below each other.
NARROW = 760


class CrisisForm(QWidget):
    """Everything of one plan. ``version_wanted(number)``; ``saved`` after a date is saved."""

    version_wanted = Signal(int)
    saved = Signal()

    def __init__(self, bridge: Bridge, saver: Saver, *, may_edit: bool) -> None:
        """Empty; ``show_facts`` fills it."""
        super().__init__()
        self._bridge, self._saver, self._may_edit = bridge, saver, may_edit
        self._facts: CrisisFacts | None = None
        self._shape: tuple[object, ...] | None = None
        self._shown_versions: tuple[VersionRow, ...] = ()
        self.review = Button(_("Go through it …"), keys="R")
        if not may_edit:
            self.review.hide()
        self.print_page = Button(_("One page"), icon="printer", keys="Ctrl+P")
        self.print_card = Button(_("Pocket card"), icon="printer")
        buttons = QWidget()
        flow = Flow(buttons, space=8)
        for button in (self.review, self.print_page, self.print_card):
            flow.addWidget(button)
        self._standing = VBox(space=0)
        self.contacts = ContactsCard(may_edit=may_edit)
        self.levels: list[LevelCard] = []
        self._levels = VBox(space=12)
        self.dates: dict[str, DateField] = {}
        self._date_fields: dict[str, Field] = {}
        self._left = Card(Heading(_("In my words"), 3), space=12, margins=16)
        self._right = Card(Heading(_("My wishes"), 3), space=12, margins=16)
        for card, fields in (
            (self._left, ("triggers", "helps")),
            (self._right, ("wishes", "not_wished", "told")),
        ):
            for field in fields:
                card.body.add(self._text(field))
            card.body.add(None)
        self._pair = HBox(space=12)
        self._pair.add(self._left, 1)
        self._pair.add(self._right, 1)
        VBox(
            self._standing, buttons, self.contacts, self._levels, self._pair, self._about(), None,
            space=12, margins=(24, 16, 24, 24), parent=self,
        )  # fmt: skip

    def show_facts(self, facts: CrisisFacts) -> None:
        """Show the plan as it is now; what is being typed stays."""
        self._facts = facts
        self._replace(self._standing, [standing(facts)])
        self.contacts.show_rows(facts.contacts)
        shape = tuple((one.level, one.label, one.mark, one.in_use) for one in facts.levels)
        built, self._shape = shape != self._shape, shape
        if built:
            self._build_levels(facts)
        self._saver.show(facts)
        if built:
            self._saver.ask_drafts()
        for name, field in self.dates.items():
            if not field.hasFocus() and not field.line.hasFocus():
                field.set_value(getattr(facts.plan, name))
        if facts.versions != self._shown_versions:
            self._shown_versions = facts.versions
            self._replace(self._versions, [self._version(one) for one in facts.versions])
            self._versions_head.setVisible(bool(facts.versions))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room beside."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = event.size().width() < theme().px(NARROW)
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self._pair.direction() != wanted:
            self._pair.setDirection(wanted)

    def _build_levels(self, facts: CrisisFacts) -> None:
        self._saver.drop(f"{LEVEL}.")
        self.levels = [LevelCard(one, may_edit=self._may_edit) for one in facts.levels]
        self._replace(self._levels, list(self.levels))
        for card in self.levels:
            for text in card.texts:
                self._saver.add(text)

    def _text(self, field: str) -> SavedText:
        label, hint = plan_words()[field], plan_hints().get(field, "")
        lines = 1 if field == "made_with" else 2
        return self._saver.add(
            SavedText(f"{PLAN}.{field}", label, hint, lines=lines, may_edit=self._may_edit)
        )

    def _about(self) -> Card:
        self._versions_head = Label(_("Kept versions"), "small_strong", "muted")
        self._versions_head.hide()
        self._versions = VBox(space=2)
        row = HBox(space=16)
        row.add(self._text("made_with"), 2)
        for name in ("made_on", "review_on"):
            row.add(self._date(name), 1)
        return Card(
            Heading(_("About the plan"), 3), row, self._versions_head, self._versions,
            space=12, margins=16,
        )  # fmt: skip

    def _date(self, name: str) -> Field:
        prefer = "past" if name == "made_on" else "future"
        made = DateField(self._bridge.clock.today, prefer=prefer)  # type: ignore[arg-type]
        made.setEnabled(self._may_edit)
        made.changed.connect(lambda day: self._save_date(name, day))
        self.dates[name] = made
        self._date_fields[name] = Field(plan_words()[name], made)
        return self._date_fields[name]

    def _save_date(self, name: str, day: date | None) -> None:
        plan = self._facts.plan if self._facts else None
        if plan is None or not self.dates[name].is_valid or day == getattr(plan, name):
            return
        field = self._date_fields[name]
        if day is None and name == "made_on":
            self.dates[name].set_value(plan.made_on)
            return

        def done(_nothing: None) -> None:
            field.set_error("")
            self.saved.emit()

        def refused(error: BaseException) -> bool:
            if isinstance(error, KnownError) and not hasattr(error, "fields"):
                field.set_error(f"{error.message} {error.advice}")
                return True
            return False

        action = EditCrisisPlan(plan.id, plan.version, **{name: day})  # type: ignore[arg-type]
        self._bridge.run(action, on=self, then=done, failed=refused)

    def _version(self, version: VersionRow) -> QWidget:
        text = _("Version {number}, kept {when} by {who}").format(
            number=version.number, when=format_datetime(version.made_at), who=version.made_by
        )
        if version.why:
            text = f"{text}: {version.why}"
        holder = QWidget()
        show = Button(_("Show"), "quiet", icon="eye", spoken=_("Show: {what}").format(what=text))
        show.clicked.connect(lambda: self.version_wanted.emit(version.number))
        row = HBox(space=8, parent=holder)
        row.add(Label(text, wrap=True), 1)
        row.add(show)
        return holder

    def _replace(self, room: VBox, widgets: list[QWidget]) -> None:
        while (item := room.takeAt(0)) is not None:
            last = item.widget()
            if last is not None:
                last.hide()
                last.deleteLater()
        for widget in widgets:
            room.add(widget)
