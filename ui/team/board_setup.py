"""The sections of the board, and what the team means by each level."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.board.actions.add_category import AddCategory
from factdesk.board.actions.order_categories import OrderCategories
from factdesk.board.actions.rename_category import RenameCategory
from factdesk.board.actions.rest_category import RestCategory, WakeCategory
from factdesk.board.actions.set_level_meaning import SetLevelMeaning
from factdesk.board.setup_view import BoardSetup, BoardSetupFacts, CategorySetup, LevelSetup
from factdesk.words import _, ngettext
from ui.bridge import Bridge
from ui.live import Live
from ui.team.ordered_list import Entry, OrderedList
from ui.team.section import Section
from ui.team.small_dialogs import NameDialog
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import StatusMark
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Heading


class BoardSetupSection(Section):
    """Categories at the left, levels at the right."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Ask for both."""
        super().__init__(
            bridge,
            messages,
            _("Board"),
            _("The order of the categories is the order of the board and of the meeting."),
        )
        self._facts = BoardSetupFacts((), ())
        self.lines = OrderedList(_("Categories"), editable=self.may_edit)
        self.lines.ordered.connect(self._order)
        self.lines.rename.connect(self._rename)
        self.lines.rest.connect(self._rest)
        self.lines.added.connect(self._add)
        self._levels = VBox(space=12)
        left = Card(Heading(_("Categories"), 3))
        left.body.add(self.lines, 1)
        inside = QWidget()
        VBox(Heading(_("What each level means to us"), 3), self._levels, None, parent=inside)
        row = HBox(space=16)
        row.add(left, 1)
        right = Card()
        right.body.add(Scrolled(inside, _("What each level means to us")), 1)
        row.add(right, 1)
        self.body.addLayout(row, 1)
        self.live = Live(bridge, self, BoardSetup, self.show_setup, self._is_typing)

    def show_setup(self, facts: BoardSetupFacts) -> None:
        """Show the answer."""
        self._facts = facts
        self.lines.show_entries(
            [Entry(one.id, one.shown, _hint(one), one.active) for one in facts.categories]
        )
        while self._levels.count():
            item = self._levels.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for level in facts.levels:
            self._levels.add(_LevelEditor(self, level))

    def save_level(self, level: LevelSetup, word: str, meaning: str) -> None:
        """Write the team's own words."""
        if (word or None, meaning or None) != (level.word, level.meaning):
            action = SetLevelMeaning(level.level, level.version, word, meaning)
            self.bridge.run(action, on=self, then=lambda _nothing: self.live.resume())

    def _is_typing(self) -> bool:
        """Words that are not saved stay, also while something else has the keyboard."""
        return any(line.isModified() for line in self.findChildren(QLineEdit))

    def _category(self, category_id: str) -> CategorySetup | None:
        return next((one for one in self._facts.categories if one.id == category_id), None)

    def _add(self) -> None:
        NameDialog(
            self, self.bridge, _("New category"), lambda name, _other: AddCategory(name)
        ).open()

    def _order(self, ids: tuple[str, ...], was: tuple[str, ...]) -> None:
        self.bridge.run(OrderCategories(ids, was), on=self, failed=self.lines.take_back)

    def _rename(self, category_id: str) -> None:
        one = self._category(category_id)
        if one is not None:
            NameDialog(
                self, self.bridge, _("Rename the category"),
                lambda name, _other: RenameCategory(one.id, one.version, name),
                name=one.shown,
            ).open()  # fmt: skip

    def _rest(self, category_id: str) -> None:
        one = self._category(category_id)
        if one is None:
            return
        if not one.active:
            self.bridge.run(WakeCategory(one.id, one.version), on=self)
        elif not one.persons:
            self.bridge.run(RestCategory(one.id, one.version), on=self)
        else:
            others = [c for c in self._facts.categories if c.active and c.id != one.id]
            MoveDialog(self, self.bridge, one, others).open()


class MoveDialog(NameDialog):
    """Where those in a category go when it is put to rest."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, one: CategorySetup, others: list[CategorySetup]
    ) -> None:
        """Offer the other categories in use."""
        count = ngettext(
            "{count} person is in it and moves to another category.",
            "{count} persons are in it and move to another category.",
            one.persons,
        ).format(count=one.persons)
        super().__init__(
            parent, bridge, _("Put “{category}” to rest").format(category=one.shown),
            lambda _name, target: RestCategory(one.id, one.version, target),
            name=one.shown, intro=count,
            choices=(_("Move to"), [(c.id, c.shown) for c in others], others[0].id),
        )  # fmt: skip
        self.name.setReadOnly(True)


class _LevelEditor(QWidget):
    """A level's mark, word and meaning."""

    def __init__(self, section: BoardSetupSection, level: LevelSetup) -> None:
        super().__init__()
        self.word = QLineEdit(level.word or "")
        self.word.setPlaceholderText(level.usual_word)
        self.word.setAccessibleName(_("Word for {level}").format(level=level.usual_word))
        self.meaning = QLineEdit(level.meaning or "")
        self.meaning.setPlaceholderText(_("When do we use it?"))
        self.meaning.setAccessibleName(_("Meaning of “{level}”").format(level=level.usual_word))
        row = HBox(StatusMark(level.level), space=12, parent=self)  # type: ignore[arg-type]
        texts = VBox(self.word, self.meaning, space=4)
        row.addLayout(texts, 1)
        if not section.may_edit:
            self.word.setReadOnly(True)
            self.meaning.setReadOnly(True)
            return
        save = Button(_("Save"))
        save.setEnabled(False)
        save.clicked.connect(lambda: self._save(section, level))
        for line in (self.word, self.meaning):
            line.textEdited.connect(lambda _text: save.setEnabled(True))
            line.returnPressed.connect(save.click)
        row.add(save)

    def _save(self, section: BoardSetupSection, level: LevelSetup) -> None:
        # What is saved is no longer being typed, so the answer may be shown.
        self.word.setModified(False)
        self.meaning.setModified(False)
        section.save_level(level, self.word.text().strip(), self.meaning.text().strip())


def _hint(one: CategorySetup) -> str:
    if not one.active:
        return _("(not in use)")
    return str(one.persons) if one.persons else ""
