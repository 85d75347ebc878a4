"""Editions of scales that the team uses, and assessments: raters, ratings, consensus, signature.

An assessment points to the edition it was made with, whole, so that a later edition of the program
changes nothing that was scored.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.assessments.kinds import EvidenceKind, Origin, RatingMark
from factdesk.store.base import ID, Entity, Sealed


class ScaleForm(Entity):
    """One edition of a scale that this store has; ``content`` is the whole scale file.

    An edition that an assessment uses is never changed: a correction makes a new edition.
    ``digest`` is the SHA-256 of the content in hex; ``put_away_at`` takes it out of the choices.
    """

    __tablename__ = "scale_forms"

    scale_id: Mapped[str]
    edition: Mapped[str]
    title: Mapped[str]
    origin: Mapped[Origin]
    content: Mapped[str]
    digest: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    put_away_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("scale_id", "edition"),)


class Assessment(Entity):
    """A fidelity assessment of the team over a period, both days counted.

    ``blind_first``: a rater sees the suggestion after scoring. ``sample_seed`` and ``sample_size``
    drew the charts. ``content`` is what was signed, as JSON, and ``content_hash`` its SHA-256;
    from ``signed_at`` on nothing changes, and a correction is a new row with ``amends_id``.
    ``withdrawn_at``: opened by mistake, or given up.
    """

    __tablename__ = "assessments"

    form_id: Mapped[str] = mapped_column(ID, ForeignKey("scale_forms.id"), index=True)
    title: Mapped[str]
    period_from: Mapped[date]
    period_to: Mapped[date]
    owners: Mapped[str | None]
    area: Mapped[str | None]
    sources: Mapped[str | None] = mapped_column(Sealed)
    blind_first: Mapped[bool] = mapped_column(default=False)
    sample_seed: Mapped[int]
    sample_size: Mapped[int] = mapped_column(default=10)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    strengths: Mapped[str | None] = mapped_column(Sealed)
    weaknesses: Mapped[str | None] = mapped_column(Sealed)
    amends_id: Mapped[str | None] = mapped_column(ID, ForeignKey("assessments.id"), unique=True)
    amended_why: Mapped[str | None] = mapped_column(Sealed)
    withdrawn_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    content: Mapped[str | None] = mapped_column(Sealed)
    content_hash: Mapped[str | None]


class Assessor(Entity):
    """Somebody who rates: a member (``staff_id``), or with a name only, on paper.

    ``done_at``: this rater's scores are complete and no longer changed; when all are done each
    sees the others'. ``left_at``: taken off; the scores stay.
    """

    __tablename__ = "assessors"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"), index=True)
    staff_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    name: Mapped[str] = mapped_column(Sealed)
    organisation: Mapped[str | None] = mapped_column(Sealed)
    is_outside: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    done_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class SampledChart(Entity):
    """A person in the random sample, under a number that names nobody."""

    __tablename__ = "sampled_charts"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"))
    number: Mapped[int]


class Rating(Entity):
    """What one rater gave one item; ``item`` is the code, of the variant where there are some.

    ``suggested`` is what the figure suggested when it was given, if it was seen.
    """

    __tablename__ = "ratings"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"), index=True)
    assessor_id: Mapped[str] = mapped_column(ID, ForeignKey("assessors.id"))
    item: Mapped[str]
    mark: Mapped[RatingMark] = mapped_column(default=RatingMark.SCORE)
    score: Mapped[int | None]
    suggested: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Sealed)
    rated_at: Mapped[datetime]

    __table_args__ = (Index("uq_ratings_assessor_id_item", "assessor_id", "item", unique=True),)


class Settled(Entity):
    """What the raters settled on for an item, with who disagreed, a comment, a recommendation.

    ``slot`` is the item's code without its variant and ``item`` the code that is scored; ``mark``
    is null while only the comment or the recommendation is written. ``is_main`` marks one of the
    recommendations that stand first in the report.
    """

    __tablename__ = "settled_items"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"))
    slot: Mapped[str]
    item: Mapped[str]
    mark: Mapped[RatingMark | None]
    score: Mapped[int | None]
    why: Mapped[str | None] = mapped_column(Sealed)
    dissent: Mapped[str | None] = mapped_column(Sealed)
    comment: Mapped[str | None] = mapped_column(Sealed)
    recommendation: Mapped[str | None] = mapped_column(Sealed)
    is_main: Mapped[bool] = mapped_column(default=False)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))

    __table_args__ = (
        Index("uq_settled_items_assessment_id_slot", "assessment_id", "slot", unique=True),
    )


class Evidence(Entity):
    """What was looked at for an item, in a rater's own words; no person is named."""

    __tablename__ = "assessment_evidence"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"), index=True)
    assessor_id: Mapped[str | None] = mapped_column(ID, ForeignKey("assessors.id"))
    item: Mapped[str]
    kind: Mapped[EvidenceKind]
    text: Mapped[str] = mapped_column(Sealed)
    noted_at: Mapped[datetime]


class Improvement(Entity):
    """A recommendation that became a task of the team; owner, day and state are the task's."""

    __tablename__ = "improvements"

    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessments.id"), index=True)
    item: Mapped[str | None]
    task_id: Mapped[str] = mapped_column(ID, ForeignKey("tasks.id"), unique=True)
