"""The persons the team follows, and what belongs to each of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.people.kinds import AdmissionKind, ConsentGiver, ConsentKind, LanguageForm, Stage
from factdesk.store.base import ID, Entity, Sealed


class Person(Entity):
    """A service user. Names may be one only; the birth number may be unknown.

    ``birth_number`` is eleven digits; ``birth_date`` is kept beside it, because it may be all
    that is known. ``children_under_18`` is a count, null where nobody has asked (hpl § 10 a).
    ``child_coordinator_id`` is for persons under 18; ``contact_every_days`` is how often the team
    has agreed to see the person, in days, null for as often as the team's own setting says.
    ``has_substance_disorder`` is null where nobody has said; figures of model fidelity need it.
    ``plan_on``, ``plan_review_on`` and ``crisis_plan_on`` are of the newest plan wherever it is
    kept: the plans room sets them when the plan is here.
    """

    __tablename__ = "persons"

    given_name: Mapped[str] = mapped_column(Sealed, default="")
    family_name: Mapped[str] = mapped_column(Sealed, default="")
    preferred_name: Mapped[str | None] = mapped_column(Sealed)
    birth_number: Mapped[str | None] = mapped_column(Sealed)
    birth_date: Mapped[date | None] = mapped_column()
    language: Mapped[LanguageForm] = mapped_column(default=LanguageForm.BOKMAL)
    interpreter: Mapped[str | None] = mapped_column(Sealed)
    address: Mapped[str | None] = mapped_column(Sealed)
    municipality: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Sealed)
    gp: Mapped[str | None] = mapped_column(Sealed)
    gp_phone: Mapped[str | None] = mapped_column(Sealed)
    coordinator_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    clinician_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    child_coordinator_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    contact_every_days: Mapped[int | None]
    children_under_18: Mapped[int | None]
    children_note: Mapped[str | None] = mapped_column(Sealed)
    wall_alias: Mapped[str | None] = mapped_column(Sealed)
    own_goal: Mapped[str | None] = mapped_column(Sealed)
    has_substance_disorder: Mapped[bool | None]
    plan_on: Mapped[date | None]
    plan_review_on: Mapped[date | None]
    crisis_plan_on: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(default=Stage.REFERRED, index=True)
    referred_on: Mapped[date | None]
    referred_by: Mapped[str | None] = mapped_column(Sealed)
    referral_reason: Mapped[str | None] = mapped_column(Sealed)
    assessed_on: Mapped[date | None]
    enrolled_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closure_reason: Mapped[str | None]
    closure_note: Mapped[str | None] = mapped_column(Sealed)


class Worker(Entity):
    """A further member around a person, beside coordinator and responsible clinician."""

    __tablename__ = "workers"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)
    function: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class NextOfKin(Entity):
    """A relative or other close person. What may be told to them is a :class:`Consent`."""

    __tablename__ = "next_of_kin"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    relation: Mapped[str] = mapped_column(Sealed, default="")
    phone: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    is_guardian: Mapped[bool] = mapped_column(default=False)
    in_plan: Mapped[bool] = mapped_column(default=False)


class Participant(Entity):
    """An outside service around a person, one of the care group, with its contact.

    ``service`` is a code of the team's list ``service``; ``name`` the contact there; ``in_plan``
    says that it takes part in the planning; ``left_on`` is the day it left the group.
    """

    __tablename__ = "participants"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    service: Mapped[str]
    organisation: Mapped[str | None] = mapped_column(Sealed)
    name: Mapped[str | None] = mapped_column(Sealed)
    role: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    email: Mapped[str | None] = mapped_column(Sealed)
    in_plan: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]


class Consent(Entity):
    """A consent: that a plan is made, or that something is shared with somebody.

    A consent to share names one participant or one next of kin; ``about`` is what may be shared,
    ``excludes`` what may not. It holds from ``given_on`` (null where it is not known) through
    ``valid_to``, and no longer from ``withdrawn_on``.
    """

    __tablename__ = "consents"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    kind: Mapped[ConsentKind]
    participant_id: Mapped[str | None] = mapped_column(ID, ForeignKey("participants.id"))
    next_of_kin_id: Mapped[str | None] = mapped_column(ID, ForeignKey("next_of_kin.id"))
    about: Mapped[str | None] = mapped_column(Sealed)
    excludes: Mapped[str | None] = mapped_column(Sealed)
    given_by: Mapped[ConsentGiver]
    giver_name: Mapped[str | None] = mapped_column(Sealed)
    is_written: Mapped[bool] = mapped_column(default=False)
    given_on: Mapped[date | None]
    valid_to: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Sealed)


class LegalStatus(Entity):
    """A decision under the mental health care act or a sentence: decided, controlled, expiring."""

    __tablename__ = "legal_status"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    decided_on: Mapped[date]
    control_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Sealed)


class Admission(Entity):
    """A stay in a ward or in prison. The two flags say whether the team took part."""

    __tablename__ = "admissions"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    kind: Mapped[AdmissionKind]
    place: Mapped[str] = mapped_column(Sealed, default="")
    admitted_on: Mapped[date] = mapped_column(index=True)
    involuntary: Mapped[bool] = mapped_column(default=False)
    team_took_part: Mapped[bool] = mapped_column(default=False)
    expected_discharge_on: Mapped[date | None]
    discharged_on: Mapped[date | None]
    team_planned_discharge: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Sealed)


class VisitWarning(Entity):
    """A short, dated warning before a visit (go two, dog …), with the day it must be looked at."""

    __tablename__ = "warnings"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str | None] = mapped_column(Sealed)
    since: Mapped[date]
    review_on: Mapped[date]
    ended_on: Mapped[date | None]


class InformationLimit(Entity):
    """What parents or others shall not be told, why, decided by whom (pbrl § 3-4)."""

    __tablename__ = "information_limits"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    towards: Mapped[str] = mapped_column(Sealed)
    about: Mapped[str] = mapped_column(Sealed)
    why: Mapped[str] = mapped_column(Sealed)
    decided_by: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"))
    decided_on: Mapped[date]
    ended_on: Mapped[date | None]


class Note(Entity):
    """A free note on a person, written here or brought in from a spreadsheet cell.

    ``source`` names sheet and cell of an imported note.
    """

    __tablename__ = "notes"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    heading: Mapped[str] = mapped_column(Sealed, default="")
    text: Mapped[str] = mapped_column(Sealed)
    source: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (Index("ix_notes_person_id_at", "person_id", "at"),)


class AccessBlock(Entity):
    """A named member who shall not open a person's record."""

    __tablename__ = "access_blocks"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(Sealed)
    since: Mapped[date]
    ended_on: Mapped[date | None]
