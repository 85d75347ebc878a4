"""What a fidelity report holds, frozen; made from an assessment, or from a file of ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from factdesk.assessments.indicators.figure import Figure
from fidelity.agreement import Agreement
from fidelity.model import Item, Scale
from fidelity.rating import Given
from fidelity.scoring import Outcome, so_far


@dataclass(frozen=True)
class Rater:
    """Somebody who rated: an employee, or ``is_outside`` the organisations of the team.

    ``has_left``: taken off, with scores that are kept.
    """

    name: str
    organisation: str | None = None
    is_outside: bool = False
    is_done: bool = True
    has_left: bool = False


@dataclass(frozen=True)
class RaterScore:
    """What one rater gave one item, in the variant that this rater chose."""

    rater: Rater
    given: Given | None


@dataclass(frozen=True)
class Written:
    """What is written for an item: why it was settled so, who disagreed, and what to do."""

    why: str | None = None
    dissent: str | None = None
    comment: str | None = None
    recommendation: str | None = None
    is_main: bool = False


@dataclass(frozen=True)
class FigureFact:
    """A figure of the team's own data, the score that it suggested, and why, in words."""

    figure: Figure
    suggested: int | None
    why: str


@dataclass(frozen=True)
class ItemLine:
    """One item of the report: ``item`` is the variant that was scored, else the first one."""

    slot: str
    item: Item
    given: Given | None
    written: Written
    figure: FigureFact | None
    scores: tuple[RaterScore, ...]
    previous: int | None

    @property
    def score(self) -> int | None:
        """The score, where it is one."""
        return self.given if isinstance(self.given, int) else None

    @property
    def is_disputed(self) -> bool:
        """Whether raters gave different scores."""
        return len({one.given for one in self.scores if one.given is not None}) > 1


@dataclass(frozen=True)
class Planned:
    """One step of an improvement plan; ``item`` is the code of what it shall better."""

    item: str | None
    text: str
    owner: str | None
    due_on: date | None
    done_on: date | None = None
    is_dropped: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Before:
    """The measurement before, of the same edition: means by code, scores by slot, its plan."""

    period_to: date
    total: Fraction | None
    groups: Mapping[str, Fraction] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Point:
    """A measurement in the trend: the last day of its period, its total and means by code."""

    day: date
    total: Fraction
    groups: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """What this report corrects: the day the other was signed, and why."""

    signed_on: date | None
    why: str


@dataclass(frozen=True)
class Signature:
    """When and by whom it was signed; ``holds`` is false where the content has been altered."""

    on: date
    by: str
    content_hash: str
    holds: bool = True


@dataclass(frozen=True)
class ReportFacts:
    """Everything that stands in a report. No person whom the team follows is named in it.

    ``given`` holds the settled scores by item code, ``ratings`` each rater's by the rater's place
    in ``raters``, ``written`` and ``figures`` what belongs to a slot and an item code. ``trend``
    are the signed measurements before, oldest first. ``entry`` are the answers to entry questions
    by code. ``signature`` is ``None`` for a draft; ``is_review`` for a review made without a store,
    which nobody signs. ``agreement_of`` are the two raters compared.
    """

    scale: Scale
    given: Mapping[str, Given]
    outcome: Outcome
    title: str
    team: str
    owners: str | None = None
    area: str | None = None
    sources: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    raters: tuple[Rater, ...] = ()
    ratings: Mapping[tuple[int, str], Given] = field(default_factory=dict)
    written: Mapping[str, Written] = field(default_factory=dict)
    figures: Mapping[str, FigureFact] = field(default_factory=dict)
    strengths: str | None = None
    weaknesses: str | None = None
    planned: tuple[Planned, ...] = ()
    before: Before | None = None
    trend: tuple[Point, ...] = ()
    agreement: Agreement | None = None
    agreement_of: tuple[str, str] | None = None
    entry: Mapping[str, bool] = field(default_factory=dict)
    correction: Correction | None = None
    signature: Signature | None = None
    is_corrected: bool = False
    is_withdrawn: bool = False
    is_review: bool = False
    blind_first: bool = False
    sample_size: int | None = None
    sample_drawn: int | None = None
    sample_seed: int | None = None

    def lines(self) -> tuple[ItemLine, ...]:
        """Every item once, in the order of the scale."""
        return tuple(self._line(slot, items) for slot, items in self.scale.slots())

    def _line(self, slot: str, items: tuple[Item, ...]) -> ItemLine:
        code, given = _chosen(slot, items, self.given)
        item = next((each for each in items if each.code == code), items[0])
        scores = tuple(
            self._rated(number, slot, items, rater) for number, rater in enumerate(self.raters)
        )
        return ItemLine(
            slot,
            item,
            given,
            self.written.get(slot, Written()),
            self.figures.get(item.code),
            scores,
            self.before.items.get(slot) if self.before is not None else None,
        )

    def _rated(self, number: int, slot: str, items: tuple[Item, ...], rater: Rater) -> RaterScore:
        codes = (*(each.code for each in items), slot)
        found = {
            code: self.ratings[number, code] for code in codes if (number, code) in self.ratings
        }
        return RaterScore(rater, _chosen(slot, items, found)[1])


def _chosen(
    slot: str, items: tuple[Item, ...], given: Mapping[str, Given]
) -> tuple[str, Given | None]:
    """The variant that is scored and its score; else a mark that stands for the whole slot."""
    codes = tuple(dict.fromkeys((*(each.code for each in items), slot)))
    scored = next((code for code in codes if isinstance(given.get(code), int)), None)
    marked = next((code for code in codes if code in given), None)
    code = scored or marked or slot
    return code, given.get(code)


def of_ratings(
    scale: Scale,
    given: Mapping[str, Given],
    *,
    name: str,
    day: date | None = None,
    entry: Mapping[str, bool] | None = None,
) -> ReportFacts:
    """A review made without a store: scores only, of whoever is named ``name``."""
    return ReportFacts(
        scale=scale,
        given=dict(given),
        outcome=so_far(scale, given),
        title="",
        team=name,
        period_to=day,
        entry=dict(entry or {}),
        is_review=True,
    )
