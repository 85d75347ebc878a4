"""Rules of consents: who may give one at what age, whether one holds, what parents are told.

Plain functions on plain values; the day is always passed in. Age rules: practice reference § 4.1
(pasient- og brukerrettighetsloven §§ 3-4, 4-3, 4-4).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.rules import ConsentBand, birthday, consent_band
from factdesk.words import _, format_date, pgettext

#: The age at which a person consents alone, in years; what others gave has to be renewed then.
OWN_CONSENT = 16
#: The age at which nobody is told anything as a parent, in years.
OF_AGE = 18
#: Whose consent ends when the person consents alone. A legal guardian is appointed at any age.
OUTGROWN_BY = frozenset({ConsentGiver.PARENT, ConsentGiver.CHILD_WELFARE})


class ConsentState(enum.StrEnum):
    """Where a consent is on a day."""

    IN_FORCE = "in_force"
    AHEAD = "ahead"
    ENDING = "ending"
    RUN_OUT = "run_out"
    WITHDRAWN = "withdrawn"
    OUTGROWN = "outgrown"

    @property
    def holds(self) -> bool:
        """Whether something may be shared, or a plan kept, because of it."""
        return self in (ConsentState.IN_FORCE, ConsentState.ENDING)


class Consenting(Protocol):
    """What decides whether a consent holds: a row of the store or a copy of one."""

    @property
    def given_by(self) -> ConsentGiver:
        """Who gave it."""

    @property
    def given_on(self) -> date | None:
        """Its first day; null where that is not known."""

    @property
    def valid_to(self) -> date | None:
        """Its last day; null without an end."""

    @property
    def withdrawn_on(self) -> date | None:
        """The first day it no longer holds."""


C = TypeVar("C", bound=Consenting)


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """A consent reduced to what decides whether it holds."""

    given_by: ConsentGiver
    given_on: date | None
    valid_to: date | None
    withdrawn_on: date | None


def outgrown_on(given_by: ConsentGiver, birth_date: date | None) -> date | None:
    """The birthday from which a consent no longer holds, because the person consents alone."""
    if birth_date is None or given_by not in OUTGROWN_BY:
        return None
    return birthday(birth_date, OWN_CONSENT)


def holds_to(consent: Consenting, birth_date: date | None) -> date | None:
    """The last day a consent holds: as agreed, or the day before the 16th birthday; or no end."""
    outgrown = outgrown_on(consent.given_by, birth_date)
    ends = (consent.valid_to, outgrown and outgrown - timedelta(days=1))
    return min((day for day in ends if day is not None), default=None)


def consent_state(
    consent: Consenting, birth_date: date | None, day: date, notice_days: int
) -> ConsentState:
    """Where a consent is on a day; ``ENDING`` in its last ``notice_days`` days."""
    if consent.withdrawn_on is not None and consent.withdrawn_on <= day:
        return ConsentState.WITHDRAWN
    if consent.valid_to is not None and consent.valid_to < day:
        return ConsentState.RUN_OUT
    outgrown = outgrown_on(consent.given_by, birth_date)
    if outgrown is not None and outgrown <= day:
        return ConsentState.OUTGROWN
    if consent.given_on is not None and consent.given_on > day:
        return ConsentState.AHEAD
    last = holds_to(consent, birth_date)
    near = last is not None and (last - day).days <= notice_days
    return ConsentState.ENDING if near else ConsentState.IN_FORCE


def state_word(state: ConsentState, last: date | None = None) -> str:
    """A state in words; ``last`` is the last day of one that is ending."""
    if state is ConsentState.ENDING and last is not None:
        return _("Runs out {date}").format(date=format_date(last, "medium"))
    return {
        ConsentState.IN_FORCE: pgettext("consent", "In force"),
        ConsentState.AHEAD: pgettext("consent", "Not begun"),
        ConsentState.ENDING: pgettext("consent", "Runs out soon"),
        ConsentState.RUN_OUT: pgettext("consent", "Has run out"),
        ConsentState.WITHDRAWN: pgettext("consent", "Withdrawn"),
        ConsentState.OUTGROWN: _("Must be renewed by the young person"),
    }[state]


def follows(kind: ConsentKind, state: ConsentState, with_name: str) -> str:
    """What follows from a consent that no longer holds, in a sentence; empty while it holds."""
    if state.holds or state is ConsentState.AHEAD:
        return ""
    if kind is ConsentKind.PLAN:
        return _("The plan is kept, but is not begun or revised before there is a new consent.")
    name = with_name or _("them")
    return _("Nothing is shared with {name} before there is a new consent.").format(name=name)


#: The better a state, the earlier: what a person's consents to one thing amount to.
_BEST = (
    ConsentState.IN_FORCE,
    ConsentState.ENDING,
    ConsentState.AHEAD,
    ConsentState.OUTGROWN,
    ConsentState.RUN_OUT,
    ConsentState.WITHDRAWN,
)


@dataclass(frozen=True)
class ConsentStanding(Generic[C]):
    """What consents to one thing amount to: the best state, and the row it is of.

    Both are ``None`` where nobody was asked.
    """

    state: ConsentState | None = None
    row: C | None = None

    @property
    def holds(self) -> bool:
        """Whether there is a consent in force."""
        return self.state is not None and self.state.holds


def standing(
    consents: Iterable[C], birth_date: date | None, day: date, notice_days: int
) -> ConsentStanding[C]:
    """The best of the consents, the newest first among equals."""
    found = [(consent_state(each, birth_date, day, notice_days), each) for each in consents]
    if not found:
        return ConsentStanding()
    state, row = min(
        found,
        key=lambda pair: (
            _BEST.index(pair[0]),
            -(holds_to(pair[1], birth_date) or date.max).toordinal(),
            -(pair[1].given_on or date.min).toordinal(),
        ),
    )
    return ConsentStanding(state, row)


@dataclass(frozen=True, slots=True)
class WhoConsents:
    """Who may give a consent at an age, the usual one first, and the rule in words."""

    givers: tuple[ConsentGiver, ...]
    words: str

    @property
    def usual(self) -> ConsentGiver:
        """Who gives it where nothing else is said."""
        return self.givers[0]


def who_consents(birth_date: date | None, day: date) -> WhoConsents:
    """Who may give a consent on a day. At an unknown age anybody may, and that is said."""
    self_, parent = ConsentGiver.SELF, ConsentGiver.PARENT
    guardian, welfare = ConsentGiver.GUARDIAN, ConsentGiver.CHILD_WELFARE
    band = consent_band(birth_date, day)
    if band is None:
        return WhoConsents(
            (self_, parent, guardian, welfare),
            _("The birth date is unknown, so it cannot be checked who may consent."),
        )
    if band is ConsentBand.CHILD:
        return WhoConsents(
            (parent, welfare, guardian),
            _(
                "Under 12 a parent consents, or child welfare where it has taken over the care. "
                "The child is heard."
            ),
        )
    if band is ConsentBand.FROM_12:
        return WhoConsents(
            (parent, self_, welfare, guardian),
            _(
                "From 12 to 15 a parent consents as a rule, and the young person's view weighs "
                "heavily. The young person's own consent counts for what the parents are not told."
            ),
        )
    return WhoConsents(
        (self_, guardian),
        _("From 16 the person consents alone, or an appointed guardian on the person's behalf."),
    )


def giver_word(giver: ConsentGiver) -> str:
    """Who gave a consent, in words."""
    return {
        ConsentGiver.SELF: pgettext("consent", "The person"),
        ConsentGiver.PARENT: pgettext("consent", "A parent"),
        ConsentGiver.GUARDIAN: pgettext("consent", "A legal guardian"),
        ConsentGiver.CHILD_WELFARE: pgettext("consent", "Child welfare"),
    }[giver]


def kind_word(kind: ConsentKind) -> str:
    """What a consent is to, in words."""
    return {
        ConsentKind.PLAN: pgettext("consent", "An individual plan"),
        ConsentKind.SHARE: pgettext("consent", "Sharing with others"),
    }[kind]


def parents_access(birth_date: date | None, day: date) -> str:
    """What parents are told on a day, in words."""
    return {
        ConsentBand.CHILD: _("The parents are told what they need to take care of the child."),
        ConsentBand.FROM_12: _(
            "The parents are told as a rule, but not what the young person does not want told "
            "for reasons that must be respected."
        ),
        ConsentBand.FROM_16: _(
            "The parents are told only what is necessary for their parental responsibility."
        ),
        ConsentBand.ADULT: _("The parents' access has ended. They are told by consent only."),
        None: _("The birth date is unknown, so it cannot be said what parents are told."),
    }[consent_band(birth_date, day)]


class Told(enum.StrEnum):
    """Why a next of kin may be told something, or why not."""

    BY_CONSENT = "by_consent"
    AS_PARENT = "as_parent"
    WHAT_IS_NEEDED = "what_is_needed"
    NO_LONGER = "no_longer"
    NOT = "not"

    @property
    def is_told(self) -> bool:
        """Whether more than what parental responsibility needs may be told."""
        return self in (Told.BY_CONSENT, Told.AS_PARENT)


def told(
    state: ConsentState | None, birth_date: date | None, day: date, *, is_guardian: bool
) -> Told:
    """Why a next of kin is told something on a day; ``state`` is what the consents amount to.

    Who has parental responsibility is told without consent until 16, only what is needed until 18,
    and at an unknown age nothing, because that cannot be taken back.
    """
    if state is not None and state.holds:
        return Told.BY_CONSENT
    band = consent_band(birth_date, day)
    if is_guardian and band in (ConsentBand.CHILD, ConsentBand.FROM_12):
        return Told.AS_PARENT
    if is_guardian and band is ConsentBand.FROM_16:
        return Told.WHAT_IS_NEEDED
    return Told.NOT if state is None or state is ConsentState.AHEAD else Told.NO_LONGER
