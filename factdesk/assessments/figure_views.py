"""The figures of a scale as a view: off the screen's thread, told how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import String, bindparam, or_, select
from sqlalchemy.orm import Session

from factdesk.assessments.forms import form_of
from factdesk.assessments.indicators.caseload import on_caseload
from factdesk.assessments.indicators.compute import ItemFigure, compute, year_before
from factdesk.assessments.indicators.figure import Figure, Progress
from factdesk.assessments.sampling import draw
from factdesk.assessments.scales import load_shipped
from factdesk.assessments.tables import ScaleForm
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from fidelity.model import Scale


@dataclass(frozen=True)
class Figures(View[Mapping[str, ItemFigure]]):
    """The figures of a scale's items by code, at any past day, for any period.

    ``form`` is the id of a form of the store, or of a scale; ``to`` the last day of the period and
    ``first`` its first, a year in all where it is not given. ``sample`` and ``seed`` are of the
    assessment; without a sample, so many ``charts`` are drawn by the seed from the caseload of the
    last day. Rows name nobody; for who may not open records they do not lead to persons either.
    """

    form: str
    to: date
    first: date | None = None
    sample: tuple[str, ...] = ()
    seed: int = 0
    charts: int = 0
    progress: Progress | None = field(default=None, compare=False, repr=False)

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "admissions", "board_meetings", "contact_staff", "contacts", "leaves", "list_items",
            "meeting_attendance", "meeting_items", "persons", "posts", "scale_forms", "staff",
            "staff_functions", "team",
        }
    )  # fmt: skip
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    def read(self, reader: Reader) -> Mapping[str, ItemFigure]:
        """Compute."""
        scale = scale_of(reader.session, self.form)
        first = self.first or year_before(self.to)
        sample = self.sample
        if self.charts and not sample:
            caseload = reader.session.scalars(select(Person.id).where(on_caseload(self.to)))
            sample = draw(caseload, self.seed, self.charts)
        found = compute(reader.session, scale, first, self.to, sample, self.seed, self.progress)
        if Right.SEE_RECORD not in reader.actor.rights:
            found = {
                code: replace(each, figure=without_persons(each.figure))
                for code, each in found.items()
            }
        return MappingProxyType(found)


def without_persons(figure: Figure) -> Figure:
    """A figure whose rows lead to no person."""
    rows = tuple(
        row._replace(person_id=None, row_id="" if row.row_id == row.person_id else row.row_id)
        for row in figure.rows
    )
    return replace(figure, rows=rows)


def scale_of(session: Session, form: str) -> Scale:
    """A scale by the id of a form, or by its own: the store's newest edition, else the shipped one.

    Raises KnownError where there is none.
    """
    row = session.connection().scalar(_newest(), {"form": form})
    return form_of(session, row) if row is not None else load_shipped(form)[0]


@cache
def _newest() -> Any:
    """The form of an id, or the newest of a scale that is not put away; built once."""
    form = bindparam("form", type_=String())
    return (
        select(ScaleForm.id)
        .where(
            or_(ScaleForm.id == form, ScaleForm.scale_id == form),
            or_(ScaleForm.id == form, ScaleForm.put_away_at.is_(None)),
        )
        .order_by(ScaleForm.made_at.desc())
        .limit(1)
    )
