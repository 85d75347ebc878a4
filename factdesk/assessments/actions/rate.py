"""Give an item a score, with a note, or take the score away again.

No label tells a score, and none of these acts has a free reason: the history is read by more
people than may see a rater's scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.drafts import note_draft
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.rules import slot_of
from factdesk.assessments.tables import Assessment, Rating
from factdesk.assessments.writing import (
    demand_given,
    demand_score_of,
    demand_slot,
    open_assessment,
    rating_for_writing,
    rating_rater,
    ratings_of,
    scale_of,
    written,
)
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: A version that no row has: what was written by somebody who saw no row.
UNSEEN = 0


@dataclass(frozen=True)
class Rate(Action[str]):
    """A rater's answer to an item, gives the id; a variant takes the place of the other.

    ``seen`` is the version of the rating of the slot, ``None`` where there was none; ``suggested``
    the score that the figure suggested, where it was shown. Raises BadRating, NoSuchItem,
    NotYourRating, OwnScoresFirst, RaterDone, RaterLeft, Conflict and the refusals of what is
    signed or withdrawn.
    """

    assessment_id: str
    assessor_id: str
    item: str
    mark: RatingMark
    score: int | None
    seen: int | None
    suggested: int | None = None
    note: str | Keep | None = KEEP

    code: ClassVar[str] = "rating.rate"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> str:
        """Check against the scale beside what the rater has given, then write."""
        scale = scale_of(work, open_assessment(work, self.assessment_id))
        rating_rater(work, self.assessor_id, self.assessment_id)
        slot = demand_slot(scale, self.item)
        given = ratings_of(work, self.assessor_id)
        answer = {
            "item": self.item,
            "mark": self.mark,
            "score": demand_given(scale, given, self.item, self.mark, self.score),
            "suggested": demand_score_of(scale, self.item, self.suggested),
        } | written({"note": self.note})
        work.tell(item=self.item)
        work.drop_drafts((note_draft(self.assessor_id, slot),) if "note" in answer else ())
        row = next((each for each in given if slot_of(scale, each.item) == slot), None)
        if row is None:
            return work.add(
                Rating(
                    assessment_id=self.assessment_id,
                    assessor_id=self.assessor_id,
                    rated_at=work.now,
                    **answer,
                )
            ).id
        before = row.item, row.mark, row.score
        work.edit(Rating, row.id, UNSEEN if self.seen is None else self.seen, **answer)
        if before != (row.item, row.mark, row.score):
            row.rated_at = work.now
        return row.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Scored H1»."""
        return _("Scored {item}").format(**details)


@dataclass(frozen=True)
class NoteRating(Action[None]):
    """The rater's own note on a score. Raises what Rate does."""

    rating_id: str
    seen: int
    note: str | None

    code: ClassVar[str] = "rating.note"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> None:
        """Change the note only."""
        rating = rating_for_writing(work, self.rating_id)
        work.tell(item=rating.item)
        work.edit(Rating, rating.id, self.seen, **written({"note": self.note}))
        scale = scale_of(work, work.get(Assessment, rating.assessment_id))
        slot = slot_of(scale, rating.item) or rating.item
        work.drop_drafts((note_draft(rating.assessor_id, slot),))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Note on H1»."""
        return _("Note on {item}").format(**details)


@dataclass(frozen=True)
class ClearRating(Action[None]):
    """The item is unanswered again. Raises what Rate does."""

    rating_id: str
    seen: int

    code: ClassVar[str] = "rating.clear"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> None:
        """Remove the rating, unless it has changed since it was seen."""
        rating = rating_for_writing(work, self.rating_id)
        work.tell(item=rating.item)
        demand_unchanged(work, rating, self.seen)
        work.delete(rating)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Took the score of H1 away»."""
        return _("Took the score of {item} away").format(**details)
