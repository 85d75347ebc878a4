"""The individual plan on paper, written for the person: their own words first, in plain language.

The ordinary layout has a table of measures below each goal; the easy one has larger type, one goal
per page where it fits, and no tables. What the plan does not hold is said to be missing, never
filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from factdesk.clock import OSLO
from factdesk.papers.consent_lines import consent_blocks
from factdesk.papers.frame import build
from factdesk.papers.marks import Heading
from factdesk.papers.personal import (
    Signer,
    day_words,
    facts_table,
    labelled,
    not_written,
    personal_looks,
    personal_sheet,
    section,
    signatures,
    span_words,
    together,
)
from factdesk.papers.plan_goals import goals
from factdesk.papers.rows import Cell, Column, headed_tables, rows_table
from factdesk.papers.styles import Looks
from factdesk.people.care_group import ConsentRow
from factdesk.people.rules import age_on
from factdesk.plans.kinds import PartyKind
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_datetime, in_language, pgettext

if TYPE_CHECKING:
    from factdesk.plans.facts import PartyFact, PlanFacts, PlanRow, VersionRow

#: The ages below which a child coordinator may be named, and a parent signs, in years.
_OF_AGE, _CONSENTS_ALONE = 18, 16


@dataclass(frozen=True)
class PlanContents:
    """What stands in the plan: the facts, the consents today, the team, and the birth date.

    ``kept`` is set where the facts are those of an earlier version.
    """

    facts: PlanFacts
    consents: tuple[ConsentRow, ...]
    team: TeamFacts
    birth_date: date | None
    kept: VersionRow | None = None

    @property
    def age(self) -> int | None:
        """The person's age on the day of the facts."""
        return age_on(self.birth_date, self.facts.day)


def plan_pdf(
    contents: PlanContents, *, printed_at: datetime, language: str, layout: str = "ordinary"
) -> bytes:
    """The plan as a PDF in "nb", "nn" or "en". ``contents.facts.plan`` must be there."""
    plan = contents.facts.plan
    if plan is None:
        raise ValueError("there is no plan to print")
    with in_language(language):
        looks = personal_looks(layout)
        sheet = personal_sheet(
            title=_("Individual plan"),
            subject=_("A plan of goals and help, made together"),
            team=contents.team.settings.name,
            printed_at=printed_at,
            running=_("My plan · version {number}").format(number=plan.number),
        )
        paper = _PlanPaper(contents, plan, looks, sheet.width, is_easy=layout == "easy")
        return build(sheet, looks, paper.story)


class _PlanPaper:
    """The parts of one plan, from above."""

    def __init__(
        self, contents: PlanContents, plan: PlanRow, looks: Looks, width: float, *, is_easy: bool
    ) -> None:
        self._contents, self._plan, self._looks = contents, plan, looks
        self._facts, self._team = contents.facts, contents.team
        self._width, self._is_easy = width, is_easy

    def story(self) -> list[Flowable]:
        """Every part."""
        plan, looks = self._plan, self._looks
        parts: list[Flowable] = [*self._front()]
        for title, text in (
            (_("What is important to me"), plan.important),
            (_("How it is now"), plan.situation),
            (_("What I am good at and what I have"), plan.strengths),
            (_("What I need help with"), plan.needs),
        ):
            parts += section(looks, title, text)
        parts += goals(self._facts.goals, self._team, looks, self._width, is_easy=self._is_easy)
        parts += [*self._contributions(), *self._parties(), *self._period()]
        parts += section(
            looks, _("Others we work with, or want to work with"), plan.cooperation, words=False
        )
        return [*parts, *self._consents(), *self._signatures()]

    def _front(self) -> list[Flowable]:
        plan, facts, looks = self._plan, self._facts, self._looks
        rows = [
            (_("Individual plan"), _("version {number}").format(number=plan.number)),
            (_("Plan begun"), day_words(plan.started_on)),
            (_("Period"), span_words(plan.period_from, plan.period_to)),
            (_("My coordinator"), self._member(facts.coordinator_id)),
        ]
        if (self._contents.age or _OF_AGE) < _OF_AGE:
            rows.append((_("My child coordinator"), self._member(facts.child_coordinator_id)))
        rows.append((_("Team"), self._team.settings.name))
        if plan.ended_on is not None:
            rows.append((_("The plan ended"), day_words(plan.ended_on)))
        return [
            Heading(looks, _("My plan"), role="title"),
            Spacer(1, looks.size * 0.5),
            looks.text(facts.name, "heading"),
            *self._earlier(),
            facts_table(looks, rows, self._width),
        ]

    def _earlier(self) -> list[Flowable]:
        """That this is a version kept, and that the plan has changed since."""
        kept = self._contents.kept
        if kept is None:
            return []
        day = format_date(kept.made_at.astimezone(OSLO).date())
        told = _("This is an earlier version. The plan was changed on {day}.").format(day=day)
        return [self._looks.text(told, "danger")]

    def _member(self, staff_id: str | None) -> str:
        """A member's name, and telephone number on a line of its own; that nobody is named."""
        member = self._team.member(staff_id)
        if member is None:
            return _("nobody yet")
        phone = _("telephone {number}").format(number=member.phone) if member.phone else ""
        return f"{member.name}\n{phone}".strip()

    def _contributions(self) -> list[Flowable]:
        plan, looks = self._plan, self._looks
        parts: list[Flowable] = []
        for title, text, words in (
            (_("What I do myself"), plan.contribution_person, True),
            (_("What the services do"), plan.contribution_services, False),
            (_("What my family and friends do"), plan.contribution_relatives, False),
        ):
            parts += section(looks, title, text, words=words)
        return parts

    def _parties(self) -> list[Flowable]:
        looks = self._looks
        heading = Heading(looks, _("Who takes part in my plan"))
        parties = [one for one in self._facts.parties if one.in_plan and not one.has_left]
        if not parties:
            return [heading, not_written(looks)]
        if self._is_easy:
            blocks = [
                piece for one in parties for piece in together(self._party_block(one), self._width)
            ]
            return [heading, *blocks]
        columns = [
            Column(pgettext("plan", "Who"), 33),
            Column(_("Role"), 37),
            Column(_("How to reach"), 40),
        ]
        rows: list[list[Cell]] = [
            [
                [looks.text(one.name or one.role, "strong")],
                [looks.text(_role(one) if one.name else "")],
                [looks.text(_reach(one) or "–")],
            ]
            for one in parties
        ]
        return headed_tables(heading, [rows_table(looks, columns, rows, self._width)], self._width)

    def _party_block(self, one: PartyFact) -> list[Flowable]:
        looks = self._looks
        lines = [looks.text(one.name or one.role, "strong")]
        if one.name and one.role:
            lines.append(looks.text(_role(one)))
        if reach := _reach(one):
            lines.append(looks.text(reach))
        return [*lines, Spacer(1, looks.size * 0.8)]

    def _period(self) -> list[Flowable]:
        plan, looks = self._plan, self._looks
        meeting = self._facts.next_meeting
        lines = [
            (_("The plan is for"), span_words(plan.period_from, plan.period_to)),
            (_("We look through the plan again"), day_words(plan.review_on)),
            (_("Next plan meeting"), format_datetime(meeting) if meeting else ""),
        ]
        pieces: list[Flowable] = [Heading(looks, _("Period and next review"))]
        written = [labelled(looks, label, text) for label, text in lines if text]
        pieces += written or [not_written(looks)]
        return together(pieces, self._width)

    def _consents(self) -> list[Flowable]:
        looks = self._looks
        heading = Heading(looks, _("My consents"))
        rows = [row for row in self._contents.consents if row.state.holds]
        if not rows:
            return [heading, looks.text(_("No consent is in force."))]
        told = _("You can withdraw a consent whenever you want. Tell your coordinator.")
        return [
            *consent_blocks(heading, rows, looks, self._width),
            looks.text(told),
            Spacer(1, looks.size),
        ]

    def _signatures(self) -> list[Flowable]:
        facts = self._facts
        signers = [Signer(pgettext("plan", "Me"), facts.name)]
        if (self._contents.age or _CONSENTS_ALONE) < _CONSENTS_ALONE:
            signers.append(Signer(_("Parent or guardian")))
        coordinator = self._team.member(facts.coordinator_id)
        signers.append(Signer(_("Coordinator"), coordinator.name if coordinator else ""))
        return signatures(self._looks, signers, self._width)


def _role(one: PartyFact) -> str:
    """What somebody is to the plan; on the person's own paper the person is «me»."""
    return pgettext("plan", "Me") if one.party.kind is PartyKind.PERSON else one.role


def _reach(one: PartyFact) -> str:
    return "\n".join(part for part in (one.phone, one.email) if part)
