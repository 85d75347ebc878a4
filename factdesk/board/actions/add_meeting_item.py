"""Take up a person who is not on the agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import func, select

from factdesk.board.meeting_work import categories_now, running
from factdesk.board.tables import ItemSection, MeetingItem
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddMeetingItem(Action[int]):
    """Somebody mentions a person; the position of the person's item, new or already there."""

    meeting_id: str
    person_id: str
    reason: str | None = None

    code: ClassVar[str] = "meeting.add_item"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> int:
        """Add the item last; its section says where it is shown."""
        running(work, self.meeting_id)
        person = work.get(Person, self.person_id)
        found = work.session.scalars(
            select(MeetingItem.position).where(
                MeetingItem.meeting_id == self.meeting_id,
                MeetingItem.person_id == self.person_id,
            )
        ).first()
        if found is not None:
            return found
        last = work.session.scalar(
            select(func.max(MeetingItem.position)).where(MeetingItem.meeting_id == self.meeting_id)
        )
        category = categories_now(work.session).get(person.id)
        if category is not None:
            section = ItemSection.BOARD
        elif person.stage in (Stage.REFERRED, Stage.ASSESSED):
            section = ItemSection.REFERRAL
        else:
            section = ItemSection.ROTATION
        item = MeetingItem(
            meeting_id=self.meeting_id,
            person_id=person.id,
            section=section,
            position=0 if last is None else last + 1,
            category_id=category,
        )
        return work.add(item).position

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Person taken up in the meeting»."""
        return _("Person taken up in the meeting")
