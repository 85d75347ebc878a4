"""Editions of scales: keep one, put one away, bring it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.assessments.forms import digest_of
from factdesk.assessments.kinds import Origin
from factdesk.assessments.own_form.problems import EditionTaken
from factdesk.assessments.own_form.scale_files import read_file
from factdesk.assessments.scales import load_shipped, shipped
from factdesk.assessments.tables import ScaleForm
from factdesk.board.episodes import known_staff
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _, language
from fidelity.model import Scale


@dataclass(frozen=True)
class KeepScaleForm(Action[str]):
    """Keep an edition of a scale, whole; gives the id of its form.

    The same file once more gives the form that is kept already, taken back where it was put away.
    An edition is never changed: raises :class:`EditionTaken` for another content under its name,
    and :class:`FormProblems` for a file that cannot be used.
    """

    content: str
    origin: Origin = Origin.TEAM
    reason: str | None = None

    code: ClassVar[str] = "assessments.form.keep"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> str:
        """Add the form, once the whole scale is valid."""
        scale = read_file(self.content)
        title = scale.title.in_language(language())
        work.tell(form=f"{title}, {scale.edition}")
        digest = digest_of(self.content)
        kept = work.session.scalars(
            select(ScaleForm).where(
                ScaleForm.scale_id == scale.id, ScaleForm.edition == scale.edition
            )
        ).first()
        if kept is not None:
            if kept.digest != digest:
                raise EditionTaken(scale.edition)
            if kept.put_away_at is not None:
                work.edit(ScaleForm, kept.id, None, put_away_at=None)
            return kept.id
        return work.add(
            ScaleForm(
                scale_id=scale.id,
                edition=scale.edition,
                title=title,
                origin=Origin.SHIPPED if _is_shipped(scale, digest) else self.origin,
                content=self.content,
                digest=digest,
                made_at=work.now,
                made_by=known_staff(work),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Scale kept: …»."""
        return _with_form(_("Scale kept"), details)


@dataclass(frozen=True)
class PutAwayScaleForm(Action[None]):
    """Take an edition out of the choices; what was made with it stays as it is."""

    form_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "assessments.form.put_away"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> None:
        """Set the time."""
        _tell(work, self.form_id)
        work.edit(ScaleForm, self.form_id, self.seen, put_away_at=work.now)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Scale put away: …»."""
        return _with_form(_("Scale put away"), details)


@dataclass(frozen=True)
class BringBackScaleForm(Action[None]):
    """An edition that was put away is among the choices again."""

    form_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "assessments.form.bring_back"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> None:
        """Take the time away."""
        _tell(work, self.form_id)
        work.edit(ScaleForm, self.form_id, self.seen, put_away_at=None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Scale brought back: …»."""
        return _with_form(_("Scale brought back"), details)


def _with_form(text: str, details: Mapping[str, str]) -> str:
    form = details.get("form", "")
    return f"{text}: {form}" if form else text


def _tell(work: Work, form_id: str) -> None:
    form = work.get(ScaleForm, form_id)
    work.tell(form=f"{form.title}, {form.edition}")


def _is_shipped(scale: Scale, digest: str) -> bool:
    """Whether it is the program's own file. Raises :class:`EditionTaken` for its name alone."""
    if scale.id not in shipped():
        return False
    ours, content = load_shipped(scale.id)
    if ours.edition != scale.edition:
        return False
    if digest_of(content) != digest:
        raise EditionTaken(scale.edition)
    return True
