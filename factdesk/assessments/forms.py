"""The editions of scales to choose from, and the scale of a kept form."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from factdesk.assessments.errors import FormUnreadable, NoSuchForm
from factdesk.assessments.facts import FormRow
from factdesk.assessments.kinds import Origin
from factdesk.assessments.scales import load_shipped, shipped
from factdesk.assessments.tables import Assessment, ScaleForm
from factdesk.board.episodes import known_staff
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import language
from fidelity.model import Scale
from fidelity.reading import ScaleErrors, read_scale


def form_of(session: Session, form_id: str) -> Scale:
    """The scale of a form of the store; read once per content. Raises Gone and FormUnreadable."""
    content = session.scalars(select(ScaleForm.content).where(ScaleForm.id == form_id)).first()
    if content is None:
        raise Gone(ScaleForm.__tablename__, form_id)
    return scale_in(content)


@lru_cache(maxsize=64)
def scale_in(content: str) -> Scale:
    """The scale of a kept file. Raises FormUnreadable for one of a newer program."""
    try:
        return read_scale(content, "")
    except ScaleErrors as wrong:
        raise FormUnreadable from wrong


def digest_of(content: str) -> str:
    """The SHA-256 of a scale file, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def form_for(work: Work, key: str) -> ScaleForm:
    """The form of an id, or of a shipped scale's id; that one is kept here when first used.

    Raises NoSuchForm.
    """
    found = work.session.get(ScaleForm, key)
    if found is not None:
        if found.put_away_at is not None:
            raise NoSuchForm
        return found
    if key not in shipped():
        raise NoSuchForm
    scale, content = load_shipped(key)
    kept = work.session.scalars(
        select(ScaleForm).where(ScaleForm.scale_id == scale.id, ScaleForm.edition == scale.edition)
    ).first()
    if kept is not None and kept.put_away_at is not None:
        raise NoSuchForm
    if kept is not None:
        return kept
    return work.add(
        ScaleForm(
            scale_id=scale.id,
            edition=scale.edition,
            title=scale.title.in_language(language()),
            origin=Origin.SHIPPED,
            content=content,
            digest=digest_of(content),
            made_at=work.now,
            made_by=known_staff(work),
        )
    )


@dataclass(frozen=True)
class ScaleForms(View[tuple[FormRow, ...]]):
    """Every edition of the store, and the shipped ones that it does not have yet."""

    touches: ClassVar[frozenset[str]] = frozenset({"scale_forms", "assessments"})
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    def read(self, reader: Reader) -> tuple[FormRow, ...]:
        """By instrument, edition and title; what is put away comes last. One statement."""
        used = exists().where(Assessment.form_id == ScaleForm.id)
        kept = [
            _row(form, scale_in(form.content), in_use=in_use)
            for form, in_use in reader.session.execute(select(ScaleForm, used))
        ]
        editions = {(row.scale_id, row.edition) for row in kept}
        rest = [
            _shipped_row(scale)
            for scale, _content in map(load_shipped, shipped())
            if (scale.id, scale.edition) not in editions
        ]
        rows = kept + rest
        return tuple(
            sorted(
                rows, key=lambda row: (row.put_away, row.scale_id, row.edition, row.title, row.key)
            )
        )


def _row(form: ScaleForm, scale: Scale, *, in_use: bool) -> FormRow:
    return FormRow(
        id=form.id,
        version=form.version,
        key=form.id,
        scale_id=form.scale_id,
        edition=form.edition,
        instrument=scale.instrument,
        title=form.title,
        origin=form.origin,
        needs_wording=needs_wording(scale),
        in_use=in_use,
        put_away=form.put_away_at is not None,
        items=sum(1 for _slot in scale.slots()),
        languages=scale.languages,
    )


def _shipped_row(scale: Scale) -> FormRow:
    return FormRow(
        id=None,
        version=None,
        key=scale.id,
        scale_id=scale.id,
        edition=scale.edition,
        instrument=scale.instrument,
        title=scale.title.in_language(language()),
        origin=Origin.SHIPPED,
        needs_wording=needs_wording(scale),
        in_use=False,
        put_away=False,
        items=sum(1 for _slot in scale.slots()),
        languages=scale.languages,
    )


def needs_wording(scale: Scale) -> bool:
    """Whether the wording has an owner and is not loaded: some item has no anchors."""
    return scale.needs_form and any(not item.anchors for item in scale.items)
