"""The consents on paper, for signing: one page for each, so that each service gets only its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from reportlab.platypus import Flowable, PageBreak, Spacer

from factdesk.papers.consent_lines import consent_title, until_words
from factdesk.papers.frame import build
from factdesk.papers.marks import Heading
from factdesk.papers.personal import (
    Signer,
    day_words,
    facts_table,
    personal_looks,
    personal_sheet,
    signatures,
)
from factdesk.papers.styles import Looks
from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import ConsentState, giver_word, who_consents
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.rules import age_on
from factdesk.team.views import TeamFacts
from factdesk.words import _, in_language, pgettext

#: From this age the person is heard and signs beside a parent; from the next alone. In years.
_HEARD, _ALONE = 12, 16
#: What is over is not signed again.
_OVER = frozenset({ConsentState.WITHDRAWN, ConsentState.RUN_OUT})


def to_sign(consents: Sequence[ConsentRow]) -> list[ConsentRow]:
    """The consents that go on the paper: what holds, is ahead, or must be renewed."""
    rows = [row for row in consents if row.state not in _OVER]
    return sorted(rows, key=lambda row: (row.kind is not ConsentKind.PLAN, row.with_name))


def consents_pdf(
    name: str,
    birth_date: date | None,
    consents: Sequence[ConsentRow],
    team: TeamFacts,
    *,
    printed_at: datetime,
    language: str,
    layout: str = "ordinary",
) -> bytes:
    """The consents as a PDF in "nb", "nn" or "en", as of ``team.day``."""
    with in_language(language):
        looks = personal_looks(layout)
        sheet = personal_sheet(
            title=_("Consents"),
            subject=_("What may be shared, with whom and for how long"),
            team=team.settings.name,
            printed_at=printed_at,
            running=pgettext("paper", "Consent"),
        )
        paper = _Consents(name, birth_date, team, looks, sheet.width)
        return build(sheet, looks, lambda: paper.story(to_sign(consents)))


class _Consents:
    """One page for each consent."""

    def __init__(
        self, name: str, birth_date: date | None, team: TeamFacts, looks: Looks, width: float
    ) -> None:
        self._name, self._birth_date, self._team = name, birth_date, team
        self._looks, self._width = looks, width

    def story(self, rows: Sequence[ConsentRow]) -> list[Flowable]:
        """Every page."""
        parts: list[Flowable] = []
        for number, row in enumerate(rows):
            parts += [*([PageBreak()] if number else []), *self._page(row)]
        return parts

    def _page(self, row: ConsentRow) -> list[Flowable]:
        looks = self._looks
        title = Heading(looks, pgettext("paper", "Consent"), role="title")
        # The outline tells the pages apart without naming a person close by.
        title.entry = (
            _("Consent to a plan") if row.kind is ConsentKind.PLAN else _("Consent to share")
        )
        parts: list[Flowable] = [title, Spacer(1, looks.size * 0.5)]
        parts.append(looks.text(consent_title(row), "heading"))
        if row.state is ConsentState.OUTGROWN:
            told = _("Somebody else consented before you were 16. Now you decide yourself.")
            parts.append(looks.text(told, "danger"))
        parts += [
            facts_table(looks, self._facts(row), self._width),
            *(looks.text(text) for text in self._rules()),
            Spacer(1, looks.size),
            *signatures(looks, self._signers(row), self._width),
        ]
        return parts

    def _facts(self, row: ConsentRow) -> list[tuple[str, str]]:
        between = [self._name, self._team.settings.name]
        if row.kind is ConsentKind.SHARE:
            between.append(row.with_name)
        given = day_words(row.given_on)
        if given and row.is_written:
            given = _("{day}, in writing").format(day=given)
        is_own = row.given_by is ConsentGiver.SELF
        by = pgettext("plan", "Me") if is_own else giver_word(row.given_by)
        return [
            (_("Between"), "\n".join(part for part in between if part)),
            (_("About"), row.about or ""),
            (_("Not about"), row.excludes or ""),
            until_words(row),
            (pgettext("consent", "Given on"), given),
            (pgettext("consent", "Given by"), f"{by}: {row.giver_name}" if row.giver_name else by),
            (_("Note"), row.note or ""),
        ]

    def _rules(self) -> list[str]:
        return [
            _("You can withdraw the consent whenever you want, without saying why."),
            _("You get a copy of this page, and so does the one it names."),
            who_consents(self._birth_date, self._team.day).words,
        ]

    def _signers(self, row: ConsentRow) -> list[Signer]:
        """Who signs: as the age says, and whoever gave it on the person's behalf."""
        age = age_on(self._birth_date, self._team.day)
        person = Signer(pgettext("plan", "Me"), self._name)
        others = {
            ConsentGiver.PARENT: _("Parent with parental responsibility"),
            ConsentGiver.GUARDIAN: _("Legal guardian"),
            ConsentGiver.CHILD_WELFARE: _("Child welfare service"),
        }
        other = Signer(others.get(row.given_by, others[ConsentGiver.PARENT]), row.giver_name or "")
        team = Signer(_("For the team"))
        if age is None:
            needed = _("Parent or guardian, where one is needed")
            return [person, other if row.given_by in others else Signer(needed), team]
        if age >= _ALONE:
            guardian = [other] if row.given_by is ConsentGiver.GUARDIAN else []
            return [person, *guardian, team]
        if row.given_by is ConsentGiver.SELF:
            return [person, team]
        return [*([person] if age >= _HEARD else []), other, team]
