"""Who takes part in the plan, and who coordinates it; they are changed elsewhere on the page."""

from __future__ import annotations

from PySide6.QtCore import Signal

from factdesk.people.consents import ConsentState, state_word
from factdesk.plans.facts import PartyFact, PlanFacts
from factdesk.plans.kinds import PartyKind
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.plans.links import clear
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import Tone
from ui.widgets.texts import Card, Heading, Label


class CoordinatorCard(Card):
    """The coordinator and the child coordinator. ``part_wanted(key)`` leads to another part."""

    part_wanted = Signal(str)

    def __init__(self) -> None:
        """Without anybody."""
        super().__init__(space=6, margins=(20, 12, 20, 12))
        self.setAccessibleName(_("Who coordinates"))
        self.link = Button(_("Change in the overview"), "quiet", icon="arrow-right")
        self.link.clicked.connect(lambda: self.part_wanted.emit("overview"))
        self._lines = VBox(space=4)
        self.body.add(Heading(_("Who coordinates"), 3))
        self.body.add(self._lines)
        self.body.add(HBox(self.link, None))

    def show_plan(self, facts: PlanFacts, team: TeamFacts) -> None:
        """Show them by name, with their telephones."""
        clear(self._lines)
        member = team.member(facts.coordinator_id)
        if member is None:
            self._lines.add(Label(_("There is no coordinator."), tone="danger", wrap=True))
        else:
            self._lines.add(Label(_contact(member.name, member.phone), wrap=True))
        child = team.member(facts.child_coordinator_id)
        if child is not None:
            words = _("Child coordinator: {name}").format(name=_contact(child.name, child.phone))
            self._lines.add(Label(words, wrap=True))


class PartiesCard(Card):
    """Everybody who takes part, with role, telephone and consent."""

    part_wanted = Signal(str)

    def __init__(self) -> None:
        """Without anybody."""
        super().__init__(space=6, margins=(20, 12, 20, 12))
        self.setAccessibleName(_("Who takes part"))
        self.link = Button(_("Change in the network"), "quiet", icon="arrow-right")
        self.link.clicked.connect(lambda: self.part_wanted.emit("network"))
        self._lines = VBox(space=10)
        self._shown: tuple[PartyFact, ...] | None = None
        self.body.add(Heading(_("Who takes part"), 3))
        self.body.add(self._lines)
        self.body.add(HBox(self.link, None))

    def show_plan(self, facts: PlanFacts) -> None:
        """Show those who take part in the planning."""
        parties = tuple(one for one in facts.parties if one.in_plan and not one.has_left)
        if parties == self._shown:
            return
        self._shown = parties
        clear(self._lines)
        for one in parties:
            self._lines.add(_line(one))


def _line(one: PartyFact) -> Card:
    detail = " · ".join(filter(None, (one.role if one.role != one.name else "", one.phone)))
    row = HBox(space=8)
    row.add(Label(one.name, "strong", wrap=True), 1)
    shares = one.party.kind in (PartyKind.SERVICE, PartyKind.NEXT_OF_KIN)
    if shares:
        row.add(Chip(*_consent(one.consent)))
    holder = Card(row, space=0, margins=0)
    holder.setProperty("kind", "")
    if detail:
        holder.body.add(Label(detail, "small", "muted", wrap=True))
    return holder


def _consent(state: ConsentState | None) -> tuple[str, Tone]:
    if state is None:
        return _("No consent"), "neutral"
    if not state.holds:
        return state_word(state), "danger"
    return state_word(state), "ok" if state is ConsentState.IN_FORCE else "warn"


def _contact(name: str, phone: str | None) -> str:
    return f"{name} · {phone}" if phone else name
