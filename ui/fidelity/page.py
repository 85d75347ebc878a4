"""The fidelity page: assessments over time, figures from the team's own data, improvements."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.fidelity.about_part import AboutPart
from ui.fidelity.compare_part import ComparePart
from ui.fidelity.figures_part import FiguresPart
from ui.fidelity.improvement_part import ImprovementPart
from ui.fidelity.list_part import ListPart
from ui.fidelity.open_dialog import OpenDialog
from ui.fidelity.sheet import SheetView
from ui.page import Command, Page, PaperWanted
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Heading

#: The parts by key, with the letter that shows each.
LIST, FIGURES, IMPROVEMENT = "list", "figures", "improvement"


class FidelityPage(Page):
    """Three parts under one head; a sheet or a comparison stands in place of all of it."""

    key: ClassVar[str] = "fidelity"

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Build the list; the other parts are built when they are wanted."""
        super().__init__(bridge, messages, parent)
        self.leads = bridge.can(Right.LEAD_ASSESSMENT)
        self.list = ListPart(bridge, messages)
        self.list.opened.connect(self.show_assessment)
        self.list.new_wanted.connect(self.new_assessment)
        self.list.compare_wanted.connect(self.show_comparison)
        self.list.print_wanted.connect(self._print)
        self.list.about_wanted.connect(self.show_about)
        self.list.changed.connect(self.commands_changed)
        self.figures: FiguresPart | None = None
        self.improvement: ImprovementPart | None = None
        #: What stands in place of the parts, and is gone when it is left.
        self.over: SheetView | ComparePart | AboutPart | None = None
        self.parts = ChoiceBar(
            [
                Choice(LIST, _("Assessments")),
                Choice(FIGURES, _("Figures from the team's own data")),
                Choice(IMPROVEMENT, _("Improvement plan")),
            ],
            _("Parts of model fidelity"),
        )
        self.parts.set_value(LIST)
        self.parts.chosen.connect(self.show_part)
        self.forms = Button(_("Scale forms …"))
        self.forms.clicked.connect(self.scale_forms_wanted)
        self.new = Button(_("New assessment"), "primary", keys="Ctrl+N")
        self.new.clicked.connect(self.new_assessment)
        self._inside, self._stack, self._home = _Parts(), QStackedWidget(), QWidget()
        self._inside.addWidget(self.list)
        column = VBox(
            HBox(Heading(self.title()), None, self.forms, self.new),
            HBox(self.parts, None),
            space=14,
            margins=(24, 18, 24, 20),
            parent=self._home,
        )
        column.add(self._inside, 1)
        for button in (self.forms, self.new):
            # Not before they have a parent: they would be windows for a moment.
            button.setVisible(self.leads)
        # At the largest text the parts are higher than the window.
        self._room = Scrolled(self._home, self.title())
        self._stack.addWidget(self._room)
        VBox(self._stack, parent=self)
        self.lead_to(self.list)

    def title(self) -> str:
        """The page's title."""
        return _("Model fidelity")

    def commands(self) -> list[Command]:
        """Those of what is shown."""
        group = _("Model fidelity")
        if self.over is not None:
            own = self.over.commands()
            if isinstance(self.over, SheetView):
                own.append(Command("fidelity.about", _about_words(), self._about, "F4", group))
            return own
        commands = [
            Command("fidelity.list", _("Assessments"), lambda: self.show_part(LIST), "", group),
            Command(
                "fidelity.figures", _("Figures from the team's own data"),
                lambda: self.show_part(FIGURES), "", group,
            ),
            Command(
                "fidelity.improvement", _("Improvement plan"),
                lambda: self.show_part(IMPROVEMENT), "", group,
            ),
        ]  # fmt: skip
        if self.leads:
            commands += [
                Command(
                    "fidelity.new",
                    _("New assessment"),
                    self.new_assessment,
                    "Ctrl+N",
                    group,
                    needs_server=True,
                ),
                Command(
                    "fidelity.forms", _("Scale forms …"), self.scale_forms_wanted.emit, "", group
                ),
            ]
        shown = self._inside.currentWidget()
        if shown is self.list:
            return [*self._list_commands(group), *commands]
        if shown is self.figures and self.figures is not None:
            return [*self.figures.commands(), *commands]
        if shown is self.improvement and self.improvement is not None:
            return [*self.improvement.commands(), *commands]
        return commands

    def show_part(self, key: str) -> None:
        """Show a part by its key, built now if it is wanted for the first time."""
        self.back()
        self.parts.set_value(key)
        widget = self._part(key)
        if self._inside.indexOf(widget) < 0:
            self._inside.addWidget(widget)
        self._inside.setCurrentWidget(widget)
        self.lead_to(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands_changed.emit()

    def show_assessment(self, assessment_id: str) -> None:
        """Open the sheet of an assessment."""
        sheet = SheetView(self.bridge, self.messages, assessment_id)
        sheet.closed.connect(self.back)
        sheet.paper_wanted.connect(self.paper_wanted)
        sheet.compare_wanted.connect(self.show_comparison)
        sheet.about_wanted.connect(self._about)
        sheet.person_wanted.connect(self.person_wanted)
        sheet.commands_changed.connect(self.commands_changed)
        self._show_over(sheet)

    def show_comparison(self, assessment_ids: tuple[str, ...]) -> None:
        """Show signed assessments of one edition side by side."""
        part = ComparePart(self.bridge, tuple(assessment_ids))
        part.closed.connect(self.back)
        self._show_over(part)

    def show_about(self, assessment_id: str) -> None:
        """Show what stands about an assessment: its head in the report, raters, charts."""
        part = AboutPart(self.bridge, self.messages, assessment_id)
        part.closed.connect(self.back)
        part.person_wanted.connect(self.person_wanted)
        self._show_over(part)

    def new_assessment(self) -> None:
        """Open the dialog of a new assessment; the sheet follows."""
        if self.leads and self.over is None:
            dialog = OpenDialog(self, self.bridge)
            dialog.opened.connect(self.show_assessment)
            dialog.forms_wanted.connect(self.scale_forms_wanted)
            dialog.open()

    def back(self) -> None:
        """Leave the sheet or the comparison for the parts."""
        self._drop_over()
        self._stack.setCurrentWidget(self._room)
        shown = self._inside.currentWidget()
        self.lead_to(shown)
        if self.isVisible() and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands_changed.emit()

    def keep_drafts(self) -> None:
        """Save what is being typed in the sheet."""
        if isinstance(self.over, SheetView | AboutPart):
            self.over.keep_drafts()

    def _about(self) -> None:
        """About the assessment of the sheet, and back to it."""
        sheet = self.over
        if isinstance(sheet, SheetView):
            assessment_id = sheet.assessment_id
            sheet.keep_drafts()
            self.show_about(assessment_id)
            if isinstance(self.over, AboutPart):
                self.over.closed.disconnect(self.back)
                self.over.closed.connect(lambda: self.show_assessment(assessment_id))

    def _list_commands(self, group: str) -> list[Command]:
        part = self.list
        return [
            Command(
                "fidelity.open", _("Open"), part.open, "Return", group,
                lambda: part.current is not None, bound=False,
            ),
            Command(
                "fidelity.about", _about_words(), part.about, "F4", group,
                lambda: part.current is not None,
            ),
            Command(
                "fidelity.compare", _("Compare"), part.compare, "Ctrl+D", group,
                lambda: bool(part.compared),
            ),
            Command(
                "fidelity.print", _("Report (PDF)"), part.print, "Ctrl+P", group,
                lambda: part.current is not None,
            ),
            Command(
                "fidelity.amend", _("Amend …"), part.amend, "", group, lambda: part.may_amend
            ),
            Command(
                "fidelity.withdraw", _("Withdraw …"), part.withdraw, "", group,
                lambda: part.may_withdraw,
            ),
        ]  # fmt: skip

    def _part(self, key: str) -> ListPart | FiguresPart | ImprovementPart:
        if key == FIGURES:
            if self.figures is None:
                self.figures = FiguresPart(self.bridge)
                self.figures.person_wanted.connect(self.person_wanted)
            return self.figures
        if key == IMPROVEMENT:
            if self.improvement is None:
                self.improvement = ImprovementPart(self.bridge)
                self.improvement.opened.connect(self.show_assessment)
                self.improvement.print_wanted.connect(self._print)
            return self.improvement
        return self.list

    def _print(self, assessment_id: str) -> None:
        self.paper_wanted.emit(PaperWanted("assessment", row_id=assessment_id))

    def _show_over(self, widget: SheetView | ComparePart | AboutPart) -> None:
        self._drop_over()
        self.over = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self.lead_to(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands_changed.emit()

    def _drop_over(self) -> None:
        last, self.over = self.over, None
        if last is not None:
            if isinstance(last, SheetView | AboutPart):
                last.keep_drafts()
            self._stack.removeWidget(last)
            last.deleteLater()


def _about_words() -> str:
    return _("About the assessment")


class _Parts(QStackedWidget):
    """Asks for the room of the part that is shown, not of the largest one."""

    def __init__(self) -> None:
        """Begin without a part."""
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return what the part shown would like."""
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return what the part shown needs."""
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()
