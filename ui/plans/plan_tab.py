"""The part «Plan» of a person's page: the individual plan, made with the person beside you."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from factdesk.people.errors import Blocked
from factdesk.people.record import PersonRecord, Record
from factdesk.plans.actions.plan import MakePlan
from factdesk.plans.facts import PlanFacts
from factdesk.plans.view import PersonPlan
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, PaperWanted, PersonTab
from ui.plans.begin import BeginPanel
from ui.plans.body import PlanBody
from ui.plans.dialogs import ConsentDialog, EndDialog, ReviseDialog
from ui.plans.head import PlanHead, open_menu
from ui.plans.history import HistoryDialog
from ui.plans.keeper import Keeper
from ui.plans.value import Value
from ui.plans.versions import VersionsDialog
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled


class PlanTab(PersonTab):
    """The plan in work, or how one is begun."""

    key: ClassVar[str] = "plan"

    def __init__(self, bridge: Bridge, messages: Speaks, person_id: str) -> None:
        """Ask for the plan; it stays true while it is shown."""
        super().__init__(bridge, messages, person_id)
        self.may_edit = bridge.can(Right.EDIT_PEOPLE)
        self.keeper = Keeper(bridge, messages, person_id, self)
        self.keeper.history_wanted.connect(self.show_history)
        self.keeper.led.connect(self._scroll_to)
        self.body: PlanBody | None = None
        self._scrolled: Scrolled | None = None
        self.begin = BeginPanel(may_edit=self.may_edit)
        self.begin.consent_wanted.connect(self.record_consent)
        self.begin.begin_wanted.connect(self.begin_plan)
        self.begin.versions_wanted.connect(self.show_versions)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(Scrolled(self.begin, _("Individual plan"), upright=True))
        VBox(self._stack, space=0, parent=self)
        self.live: Live[PlanFacts] = Live(
            bridge, self, lambda: PersonPlan(person_id), self._show, failed=_told_by_the_page
        )
        bridge.team_changed.connect(self.live.refresh)

    @property
    def facts(self) -> PlanFacts | None:
        """The newest facts, once they are read."""
        return self.keeper.facts

    def commands(self) -> list[Command]:
        """What the keys do in the plan."""
        group = _("Plan")

        def has_plan() -> bool:
            return self.facts is not None and self.facts.plan is not None

        def writes() -> bool:
            return self.may_edit and has_plan()

        def may_begin() -> bool:
            return self.may_edit and self.facts is not None and self.facts.can_begin

        return [
            Command("plan.begin", _("Begin the plan"), self.begin_plan, "", group, may_begin,
                    needs_server=True),
            Command("plan.goal", _("New goal"), self.new_goal, "Ctrl+G", group, writes,
                    needs_server=True),
            Command("plan.measure", _("New measure"), self.new_measure, "Ctrl+M", group, writes,
                    needs_server=True),
            Command("plan.sub_goal", _("New sub-goal"), self.new_sub_goal, "Ctrl+Shift+G",
                    group, writes, needs_server=True),
            Command("plan.missing", _("Go to what is missing"), self.to_missing, "F6",
                    group, has_plan),
            Command("plan.revise", _("Revise the plan …"), self.revise, "", group, writes,
                    needs_server=True),
            Command("plan.versions", _("Versions and history …"), self.show_versions, "", group),
            Command("plan.print", _("Print the plan"), self.print_plan, "Ctrl+P", group, has_plan),
            Command("plan.end", _("End the plan …"), self.end_plan, "", group, writes,
                    needs_server=True),
            Command("plan.history", _("What stood here before"), lambda: None, "F4", group,
                    bound=False),
            Command("plan.up", _("Move the goal or measure up"), lambda: None, "Alt+Up", group,
                    bound=False),
            Command("plan.down", _("Move the goal or measure down"), lambda: None, "Alt+Down",
                    group, bound=False),
        ]  # fmt: skip

    def keep_drafts(self) -> None:
        """Save what is being typed, before a lock."""
        for value in self.keeper.values.values():
            value.flush_draft()

    # what can be done

    def record_consent(self) -> None:
        """Open the dialog of the consent; who may give it follows from the age."""
        if not self.may_edit:
            return

        def opened(record: Record) -> None:
            birth = record.person.birth_date
            ConsentDialog(self, self.bridge, self.person_id, birth).open()

        self.bridge.ask(PersonRecord(self.person_id), on=self, then=opened)

    def begin_plan(self) -> None:
        """Make the plan; the keyboard goes to what matters most to the person."""
        self.bridge.run(MakePlan(self.person_id), on=self, then=self._begun)

    def new_goal(self) -> None:
        """Begin a new goal."""
        if self.body is not None:
            self.body.goals.add()

    def new_measure(self) -> None:
        """Begin a new measure of the goal where the keyboard is."""
        if self.body is not None:
            self.body.jump("measures")

    def new_sub_goal(self) -> None:
        """Begin a new sub-goal of the goal where the keyboard is."""
        if self.body is None:
            return
        goal = self.body.goals.around(self.focusWidget())
        if goal is not None and goal.goal.parent_id is not None:
            goal = self.body.goals.column.get(goal.goal.parent_id)
        if goal is None:
            self.body.goals.add()
        else:
            goal.add_sub_goal()

    def to_missing(self) -> None:
        """Lead to the first thing that is missing."""
        missing = [point for point in self.facts.points if not point.is_met] if self.facts else []
        if missing and self.body is not None:
            self.body.jump(missing[0].field)
        elif self.body is not None:
            self.messages.info(_("Nothing is missing: all nine points are there."))

    def revise(self) -> None:
        """Open the dialog of the revision."""
        if self.facts is not None and self.facts.plan is not None:
            ReviseDialog(self, self.bridge, self.facts.plan).open()

    def end_plan(self) -> None:
        """Open the dialog of the end."""
        if self.facts is not None and self.facts.plan is not None:
            EndDialog(self, self.bridge, self.facts.plan).open()

    def show_versions(self) -> None:
        """Open the kept versions."""
        if self.facts is not None:
            dialog = VersionsDialog(self, self.bridge, self.facts)
            dialog.print_wanted.connect(self._print_version)
            dialog.open()

    def show_history(self, value: Value) -> None:
        """Open what stood in a value before."""
        may = self.may_edit and value.kind.editor is not None
        dialog = HistoryDialog(
            self, self.bridge, self.person_id, value.spot, value.kind.label, may_restore=may
        )
        dialog.chosen.connect(lambda old: self.keeper.put_back(value, old))
        dialog.finished.connect(lambda _code: value.setFocus(Qt.FocusReason.OtherFocusReason))
        dialog.open()

    def print_plan(self) -> None:
        """Ask for the plan on paper."""
        self.paper_wanted.emit(PaperWanted("plan", person_id=self.person_id))

    def meet(self) -> None:
        """Lead to the plan meetings."""
        self.part_wanted.emit("plan-meetings")

    # showing

    def _show(self, facts: PlanFacts) -> None:
        before, self.keeper.facts = self.keeper.facts, facts
        plan = facts.plan
        if self.body is not None and (plan is None or self.body.plan_id != plan.id):
            self._drop_body()
        if plan is None:
            self.begin.show_plan(facts)
            self._stack.setCurrentIndex(1)
            if before is None or before.plan is not None:
                self._ask_paper()
        else:
            body = self.body or self._make_body(facts)
            body.show_plan(facts, plan)
        states = [each is not None and (each.plan is not None, each.can_begin) for each in
                  (before, facts)]  # fmt: skip
        if states[0] != states[1]:
            self.commands_changed.emit()

    def _make_body(self, facts: PlanFacts) -> PlanBody:
        if facts.plan is None:
            raise RuntimeError("there is no plan to show")
        acts = {
            "print": (_("Print"), self.print_plan),
            "meeting": (_("Plan meeting"), self.meet),
            "revise": (_("Revise …"), self.revise),
            "versions": (_("Versions and history …"), self.show_versions),
            "more": (_("More"), self._open_more),
        }
        if not self.may_edit:
            del acts["revise"], acts["more"]
        head = PlanHead(acts, may_edit=self.may_edit)
        head.consent_wanted.connect(self.record_consent)
        self.body = body = PlanBody(self.keeper, head, facts.plan)
        body.part_wanted.connect(self.part_wanted)
        body.consent_wanted.connect(self.record_consent)
        self._scrolled = Scrolled(body, _("Individual plan"), upright=True)
        self._stack.addWidget(self._scrolled)
        self._stack.setCurrentWidget(self._scrolled)
        return body

    def _scroll_to(self, widget: QWidget) -> None:
        """Scroll once everything has its place: it may just have appeared."""
        scrolled = self._scrolled
        if scrolled is not None:
            room = theme().px(60)
            QTimer.singleShot(0, widget, lambda: scrolled.ensureWidgetVisible(widget, 0, room))

    def _drop_body(self) -> None:
        body, scrolled = self.body, self._scrolled
        self.body = self._scrolled = None
        if body is not None:
            self.keeper.forget_in(body)
        if scrolled is not None:
            self._stack.removeWidget(scrolled)
            scrolled.hide()
            scrolled.deleteLater()

    def _ask_paper(self) -> None:
        self.bridge.ask(
            PersonRecord(self.person_id),
            on=self,
            then=lambda record: self.begin.show_paper(record.person.plan_on),
        )

    def _begun(self, plan_id: str) -> None:
        self.keeper.go_to_plan(plan_id)

    def _open_more(self) -> None:
        if self.body is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("End the plan …")).triggered.connect(lambda _on=False: self.end_plan())
        open_menu(self.body.head.buttons["more"], menu)

    def _print_version(self, number: int) -> None:
        self.paper_wanted.emit(PaperWanted("plan", person_id=self.person_id, number=number))


def _told_by_the_page(error: BaseException) -> bool:
    """A record that is blocked or gone meanwhile is told of by the page around."""
    return isinstance(error, Blocked | Gone)
