"""Contacts done and planned, and who takes part in them."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.store.base import ID, Entity, Sealed


class ContactState(enum.StrEnum):
    """Whether a contact is ahead, has been, or was called off."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class WithWhom(enum.StrEnum):
    """The other party of a contact."""

    PERSON = "person"
    NEXT_OF_KIN = "next_of_kin"
    SERVICE = "service"


class Contact(Entity):
    """One meeting, call or message, planned or done.

    ``kind`` and ``place`` are codes of the team's lists ``contact_kind`` and ``contact_place``;
    ``start`` is the true time of the contact, ``minutes`` its length; ``day_only`` marks a plan
    without a time of day (``start`` is then noon in Norway); ``needs`` is how many staff it takes.
    ``focus`` is a code of the list ``contact_focus``, what it was mainly about; ``is_group`` marks
    a group that the person took part in. ``short_note`` is one line for the board, ``note`` as
    long as needed.
    """

    __tablename__ = "contacts"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"))
    state: Mapped[ContactState]
    kind: Mapped[str]
    with_whom: Mapped[WithWhom] = mapped_column(default=WithWhom.PERSON)
    place: Mapped[str]
    start: Mapped[datetime]
    day_only: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[int | None]
    needs: Mapped[int] = mapped_column(default=1)
    focus: Mapped[str | None]
    is_group: Mapped[bool] = mapped_column(default=False)
    car_id: Mapped[str | None] = mapped_column(ID, ForeignKey("cars.id"))
    short_note: Mapped[str | None] = mapped_column(Sealed)
    note: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (
        Index("ix_contacts_person_id_state_start", "person_id", "state", "start"),
        Index("ix_contacts_start", "start"),
    )


class ContactStaff(Entity):
    """A member who takes part in a contact."""

    __tablename__ = "contact_staff"

    contact_id: Mapped[str] = mapped_column(ID, ForeignKey("contacts.id"))
    staff_id: Mapped[str] = mapped_column(ID, ForeignKey("staff.id"), index=True)

    __table_args__ = (
        Index("ix_contact_staff_contact_id_staff_id", "contact_id", "staff_id", unique=True),
    )
