"""Settle on a score when all raters are done, one by one or all that agree, and write about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from factdesk.assessments.actions.rate import UNSEEN
from factdesk.assessments.drafts import item_draft
from factdesk.assessments.errors import NoSuchItem, TooManyMain
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.rules import MOST_MAIN, agreed, slot_of
from factdesk.assessments.tables import Settled
from factdesk.assessments.writing import (
    demand_all_done,
    demand_given,
    demand_part,
    demand_slot,
    open_assessment,
    ratings_of,
    scale_of,
    settled_of,
    written,
)
from factdesk.board.episodes import known_staff
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _, ngettext


@dataclass(frozen=True)
class Settle(Action[str]):
    """The consensus score of a slot; gives the row's id.

    ``item`` is the code that is scored, a variant where the slot has some; ``seen`` the version of
    the slot's row, ``None`` where nothing was settled. ``why`` and ``dissent`` are kept as they are
    where they are not given. Raises NotAllDone, BadRating, NoSuchItem, Refused, Conflict with both
    values where two settle at once, and the refusals of what is signed or withdrawn.
    """

    assessment_id: str
    slot: str
    item: str
    mark: RatingMark
    score: int | None
    seen: int | None
    why: str | Keep | None = KEEP
    dissent: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "assessment.settle"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> str:
        """Check that it is time, and what the scale allows beside the rest."""
        assessment = open_assessment(work, self.assessment_id)
        demand_all_done(demand_part(work, assessment.id))
        scale, settler = scale_of(work, assessment), known_staff(work)
        rows = settled_of(work, assessment.id)
        if demand_slot(scale, self.item) != self.slot:
            raise NoSuchItem(self.item)
        answer: dict[str, Any] = {
            "item": self.item,
            "mark": self.mark,
            "score": demand_given(scale, rows, self.item, self.mark, self.score),
        } | written({"why": self.why, "dissent": self.dissent})
        work.tell(item=self.item)
        work.drop_drafts(
            item_draft(assessment.id, self.slot, name)
            for name in ("why", "dissent")
            if name in answer
        )
        row = next((each for each in rows if each.slot == self.slot), None)
        if row is None:
            return work.add(
                Settled(
                    assessment_id=assessment.id,
                    slot=self.slot,
                    settled_at=work.now,
                    settled_by=settler,
                    **answer,
                )
            ).id
        before = row.item, row.mark, row.score
        work.edit(Settled, row.id, _seen(row, self.seen), **answer)
        if before != (row.item, row.mark, row.score):
            row.settled_at, row.settled_by = work.now, settler
        return row.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Settled H1»."""
        return _("Settled {item}").format(**details)


def _seen(row: Settled, seen: int | None) -> int:
    """The version that the user saw; where only words stood, nobody's score is in the way."""
    if seen is not None:
        return seen
    return row.version if row.mark is None else UNSEEN


@dataclass(frozen=True)
class SettleEqual(Action[int]):
    """Settle every slot that the raters answered alike and nobody has settled; how many it was.

    Raises NotAllDone, Refused and the refusals of what is signed or withdrawn.
    """

    assessment_id: str
    reason: str | None = None

    code: ClassVar[str] = "assessment.settle_equal"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> int:
        """Only the scores of raters who finished count."""
        assessment = open_assessment(work, self.assessment_id)
        raters = demand_part(work, assessment.id)
        demand_all_done(raters)
        scale = scale_of(work, assessment)
        rows = {row.slot: row for row in settled_of(work, assessment.id)}
        done = [ratings_of(work, each.id) for each in raters.raters if each.is_done]
        count = 0
        for slot, answer in agreed(scale, done).items():
            values: dict[str, Any] = {
                "item": answer.item,
                "mark": answer.mark,
                "score": answer.score,
                "settled_at": work.now,
                "settled_by": known_staff(work),
            }
            row = rows.get(slot)
            if row is None:
                work.add(Settled(assessment_id=assessment.id, slot=slot, **values))
            elif row.mark is None:
                work.edit(Settled, row.id, None, **values)
            else:
                continue
            count += 1
        work.tell(count=str(count))
        return count

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Settled 19 items that the raters agree on»."""
        count = int(details["count"])
        return ngettext(
            "Settled {count} item that the raters agree on",
            "Settled {count} items that the raters agree on",
            count,
        ).format(count=count)


@dataclass(frozen=True)
class WriteItem(Action[str]):
    """The comment, the recommendation and the dissent of a slot; gives the row's id.

    What is shared is written when all raters are done; until then each has notes of their own.
    ``seen`` is the version of the slot's row, ``None`` where there was none. Raises NotAllDone,
    NoSuchItem, TooManyMain, TextTooLong, Refused, Conflict, and the refusals of what is signed or
    withdrawn.
    """

    assessment_id: str
    slot: str
    seen: int | None
    comment: str | Keep | None = KEEP
    recommendation: str | Keep | None = KEEP
    is_main: bool | Keep = KEEP
    dissent: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "assessment.write_item"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> str:
        """Change the fields given."""
        assessment = open_assessment(work, self.assessment_id)
        demand_all_done(demand_part(work, assessment.id))
        scale = scale_of(work, assessment)
        if slot_of(scale, self.slot) != self.slot:
            raise NoSuchItem(self.slot)
        names = ("comment", "recommendation", "is_main", "dissent")
        fields = written({name: getattr(self, name) for name in names})
        rows = settled_of(work, assessment.id)
        main = [row for row in rows if row.is_main and row.slot != self.slot]
        if fields.get("is_main") and len(main) >= MOST_MAIN:
            raise TooManyMain(MOST_MAIN)
        work.tell(item=self.slot)
        work.drop_drafts(item_draft(assessment.id, self.slot, name) for name in fields)
        row = next((each for each in rows if each.slot == self.slot), None)
        if row is None:
            return work.add(
                Settled(assessment_id=assessment.id, slot=self.slot, item=self.slot, **fields)
            ).id
        seen = self.seen
        if seen is None:
            # Who saw no row is in nobody's way where nothing has been written since.
            is_free = not any(getattr(row, name) for name in fields)
            seen = row.version if is_free else UNSEEN
        work.edit(Settled, row.id, seen, **fields)
        return row.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Wrote about H1»."""
        return _("Wrote about {item}").format(**details)
