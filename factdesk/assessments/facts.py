"""What a screen, a paper and the terminal are told of assessments: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from factdesk.assessments.kinds import EvidenceKind, RatingMark
from fidelity.model import Item, Scale

if TYPE_CHECKING:
    from factdesk.assessments.indicators.figure import FigureRow
    from fidelity.agreement import Agreement
    from fidelity.scoring import Outcome

#: Where an assessment stands.
OPEN, SETTLING, SIGNED, WITHDRAWN = "open", "settling", "signed", "withdrawn"


@dataclass(frozen=True)
class AssessmentRow:
    """One assessment in the list; ``state`` is open, settling, signed or withdrawn.

    ``answered`` of ``slots`` are settled once the raters are done, before that answered by the
    reader, or by the rater who has come furthest where the reader does not rate. ``total_text``
    and ``band_title`` are of what was signed. ``amended_by`` is the id of its amendment.
    """

    id: str
    version: int
    title: str
    form_id: str
    scale_id: str
    edition: str
    instrument: str
    period_from: date
    period_to: date
    state: str
    total_text: str | None
    band_title: str | None
    answered: int
    slots: int
    assessor_names: tuple[str, ...]
    is_mine: bool
    opened_at: datetime
    signed_at: datetime | None
    amends_id: str | None
    amended_by: str | None


@dataclass(frozen=True)
class AssessorRow:
    """A rater. ``sees``: the reader is given this one's scores; ``is_me``: it is the reader.

    ``has_left``: taken off; name and scores stay. ``answered`` counts the
    slots, also where the scores themselves are hidden. ``may_rate``: the reader may write this
    one's scores now.
    """

    id: str
    version: int
    staff_id: str | None
    name: str
    organisation: str | None
    is_outside: bool
    is_done: bool
    done_at: datetime | None
    has_left: bool
    is_me: bool
    answered: int
    sees: bool
    may_rate: bool


@dataclass(frozen=True)
class RatingRow:
    """What one rater gave one item; ``score`` is ``None`` unless ``mark`` is SCORE."""

    id: str
    version: int
    assessor_id: str
    item: str
    mark: RatingMark
    score: int | None
    suggested: int | None
    note: str | None
    rated_at: datetime


@dataclass(frozen=True)
class SettledRow:
    """What was settled for a slot; ``mark`` is ``None`` while only words are written."""

    id: str
    version: int
    slot: str
    item: str
    mark: RatingMark | None
    score: int | None
    why: str | None
    dissent: str | None
    comment: str | None
    recommendation: str | None
    is_main: bool
    settled_at: datetime | None
    settled_by: str | None


@dataclass(frozen=True)
class EvidenceRow:
    """What was looked at for a slot or item; ``assessor_id`` is ``None`` for everybody's."""

    id: str
    version: int
    assessor_id: str | None
    item: str
    kind: EvidenceKind
    text: str
    noted_at: datetime


@dataclass(frozen=True)
class ImprovementRow:
    """A recommendation that became a task of the team; ``version`` is of the improvement."""

    id: str
    version: int
    item: str | None
    text: str
    owner: str | None
    owner_id: str | None
    due_on: date | None
    done_at: datetime | None
    is_dropped: bool
    task_id: str
    task_version: int
    is_late: bool


@dataclass(frozen=True)
class PreviousFacts:
    """The newest signed assessment before this one, with the same edition.

    ``groups`` are the means of parts and subscales by code, ``items`` the scores by slot, both
    only where there is one. ``improvements`` is what was planned after it.
    """

    id: str
    title: str
    period_to: date
    total: Fraction | None
    total_text: str | None
    band_title: str | None
    groups: Mapping[str, Fraction] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)
    improvements: tuple[ImprovementRow, ...] = ()


@dataclass(frozen=True)
class TrendPoint:
    """One signed assessment of the edition: the last day of its period, and its total."""

    period_to: date
    total_text: str | None
    total: Fraction | None
    assessment_id: str
    title: str
    groups: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class SignedFigure:
    """A figure as it stood when the assessment was signed, in the words of then.

    The words are in the reader's language, all the languages being signed. ``suggestion`` is the
    score, ``None`` where it suggested nothing; ``counted`` of ``looked_at`` are its coverage.
    ``rows`` are those behind it: they lead nowhere, and ``None`` is of a time when none were kept.
    """

    item: str
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    unit: str
    first: date
    last: date
    counted: int
    looked_at: int
    missing: str
    too_little: str
    suggestion: int | None
    method: str
    why: str
    beside: tuple[str, ...] = ()
    rows: tuple[FigureRow, ...] | None = None


@dataclass(frozen=True)
class AssessmentFacts(AssessmentRow):
    """One assessment as far as the reader may see it.

    ``ratings`` holds visible ones only, by rater's id and item code; ``hidden`` names the raters
    whose scores are not given. ``settled`` is by slot. ``consensus`` counts what is settled so far,
    ``mine`` the reader's own scores so far. ``agreement`` is between the first two raters, once all
    are done. ``sample`` are the charts as person id and label; the id is empty for who may not
    open records. ``may`` says what the reader may do now: rate finish reopen settle sign amend edit
    lead improve withdraw evidence.
    Of a signed one all this is what was signed, and ``figures`` are those of then;
    ``hash_holds`` is false where what is stored differs from it, and ``None`` unless signed.
    """

    scale: Scale
    owners: str | None
    area: str | None
    sources: str | None
    strengths: str | None
    weaknesses: str | None
    blind_first: bool
    sample_seed: int
    sample_size: int
    amended_why: str | None
    withdrawn_at: datetime | None
    signed_by: str | None
    assessors: tuple[AssessorRow, ...]
    ratings: Mapping[tuple[str, str], RatingRow]
    hidden: frozenset[str]
    settled: Mapping[str, SettledRow]
    evidence: tuple[EvidenceRow, ...]
    sample: tuple[tuple[str, str], ...]
    improvements: tuple[ImprovementRow, ...]
    consensus: Outcome
    mine: Outcome | None
    my_id: str | None
    agreement: Agreement | None
    agreement_of: tuple[str, str] | None
    previous: PreviousFacts | None
    trend: tuple[TrendPoint, ...]
    may: frozenset[str]
    is_frozen: bool
    content_hash: str | None
    hash_holds: bool | None
    figures: Mapping[str, SignedFigure] = field(default_factory=dict)

    @property
    def all_done(self) -> bool:
        """Whether every present rater is done, so that all scores are shown."""
        return self.state in (SETTLING, SIGNED)

    def rating(self, assessor_id: str, slot: str) -> RatingRow | None:
        """What a rater gave a slot, in whichever variant; ``None`` where hidden or not given."""
        for item in self.items_of(slot):
            found = self.ratings.get((assessor_id, item.code))
            if found is not None:
                return found
        return None

    def items_of(self, slot: str) -> tuple[Item, ...]:
        """The item of a slot, or its variants."""
        return tuple(each for each in self.scale.items if each.slot == slot)

    def may_see_suggestion(self, item: str) -> bool:
        """Whether the suggestion for an item may be shown to the reader now.

        In a blind assessment a rater sees it after scoring the item.
        """
        if not self.blind_first or self.my_id is None or self.all_done or self.is_frozen:
            return True
        me = next(each for each in self.assessors if each.id == self.my_id)
        known = self.scale.item(item)
        slot = item if known is None else known.slot
        return me.is_done or me.has_left or self.rating(self.my_id, slot) is not None


@dataclass(frozen=True)
class ComparedAssessment:
    """One of the compared: its scores by slot, means by code of part or subscale, and total."""

    id: str
    title: str
    period_from: date
    period_to: date
    total: Fraction | None
    total_text: str | None
    band_title: str | None
    groups: Mapping[str, Fraction]
    items: Mapping[str, int]


@dataclass(frozen=True)
class ComparisonFacts:
    """Signed assessments of one edition side by side, earliest first."""

    scale: Scale
    assessments: tuple[ComparedAssessment, ...]


@dataclass(frozen=True)
class FormRow:
    """An edition to choose from; ``id`` is ``None`` for a shipped one that nobody has used yet.

    ``key`` is what ``OpenAssessment`` takes: the id, or the shipped scale's id.
    """

    id: str | None
    version: int | None
    key: str
    scale_id: str
    edition: str
    instrument: str
    title: str
    origin: str
    needs_wording: bool
    in_use: bool
    put_away: bool
    items: int
    languages: tuple[str, ...]
