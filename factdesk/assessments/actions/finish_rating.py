"""A rater is done, or opens the scores again while nobody has seen the others'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.errors import BadRating, NotAllAnswered, ScoresShown
from factdesk.assessments.fidelity_words import rating_words
from factdesk.assessments.field_words import field_word
from factdesk.assessments.rules import given_of, may_reopen
from factdesk.assessments.tables import Assessment, Assessor
from factdesk.assessments.writing import (
    leads,
    rater_for_writing,
    rating_rater,
    ratings_of,
    scale_of,
)
from factdesk.people.errors import TextMissing
from factdesk.people.writing import tidy
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _
from fidelity.model import Scale
from fidelity.rating import Given, RatingError
from fidelity.scoring import score


@dataclass(frozen=True)
class FinishRating(Action[None]):
    """Every item is answered, or left out as the scale allows; from now on nothing is changed.

    It cannot be undone, because it may show the others' scores; see ReopenRating. Raises
    NotAllAnswered, BadRating, and what Rate does.
    """

    assessor_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "rating.finish"
    right: ClassVar[str | None] = Right.RATE
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Check that all is answered, say when."""
        assessor = rating_rater(work, self.assessor_id)
        scale = scale_of(work, work.get(Assessment, assessor.assessment_id))
        demand_whole(scale, given_of(ratings_of(work, assessor.id)))
        work.tell(name=assessor.name)
        work.edit(Assessor, assessor.id, self.seen, done_at=work.now)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam is done rating»."""
        return _("{name} is done rating").format(**details)


@dataclass(frozen=True)
class ReopenRating(Action[None]):
    """The rater goes on; ``reason`` says why. Not once the scores have been shown.

    Raises TextMissing without a reason, ScoresShown, and what Rate does.
    """

    assessor_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "rating.reopen"
    right: ClassVar[str | None] = Right.RATE
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """No longer done."""
        assessor, raters = rater_for_writing(work, self.assessor_id)
        if tidy(self.reason) is None:
            raise TextMissing(field_word("reason"))
        work.tell(name=assessor.name)
        if assessor.done_at is None:
            return
        if not may_reopen(raters.raters, raters.of(assessor.id), leads=leads(work.actor)):
            raise ScoresShown
        work.edit(Assessor, assessor.id, self.seen, done_at=None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam opened the scores again»."""
        return _("{name} opened the scores again").format(**details)


def demand_whole(scale: Scale, given: Mapping[str, Given], *, settled: bool = False) -> None:
    """Raise NotAllAnswered or BadRating unless the scale gives these answers a total."""
    try:
        outcome = score(scale, given)
    except RatingError as wrong:
        raise BadRating(rating_words(wrong)) from wrong
    if not outcome.is_complete:
        raise NotAllAnswered(outcome.missing, settled=settled)
