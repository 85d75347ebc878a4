"""The agenda of a plan meeting and what is written about each item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.people.writing import demand_text, tidy
from factdesk.plans import meeting_writing as writing
from factdesk.plans.actions.plan_meetings import meeting_label
from factdesk.plans.tables import PlanMeetingItem
from factdesk.plans.writing import demand_goal_of
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddPlanMeetingItem(Action[str]):
    """A heading at the end of the agenda, before or while the meeting is held; gives its id.

    Raises Gone for a goal that is not the person's.
    """

    meeting_id: str
    heading: str
    goal_id: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.item_add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        meeting = writing.standing_meeting(work, self.meeting_id)
        heading = demand_text(self.heading, _("Heading"))
        if self.goal_id is not None:
            demand_goal_of(work, meeting.person_id, self.goal_id)
        last = max((item.position for item in writing.items_of(work, meeting.id)), default=-1)
        return work.add(
            PlanMeetingItem(
                meeting_id=meeting.id, position=last + 1, heading=heading, goal_id=self.goal_id
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Item added to the plan meeting: …»."""
        return meeting_label(_("Item added to the plan meeting: {person}"), details)


@dataclass(frozen=True)
class WritePlanMeetingItem(Action[int]):
    """Heading or minutes of an item, seen at version ``seen``; gives its new version.

    Minutes are written while the meeting is held; the draft of them is let go.
    """

    item_id: str
    seen: int
    text: str | Keep | None = KEEP
    heading: str | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.item_write"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> int:
        """Change the row."""
        item = writing.standing_item(work, self.item_id)
        fields: dict[str, str | None] = {}
        if not isinstance(self.heading, Keep):
            fields["heading"] = demand_text(self.heading, _("Heading"))
        if not isinstance(self.text, Keep):
            writing.running_meeting(work, item.meeting_id)
            fields["text"] = tidy(self.text)
            work.drop_drafts([writing.item_draft(item.id)])
        work.edit(PlanMeetingItem, item.id, self.seen, **fields)
        work.session.flush()
        return item.version

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Written in the plan meeting: …»."""
        return meeting_label(_("Written in the plan meeting: {person}"), details)


@dataclass(frozen=True)
class MovePlanMeetingItem(Action[None]):
    """Put an item at place ``to`` of the agenda, 0 being the first."""

    item_id: str
    seen: int
    to: int
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.item_move"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Number the agenda anew."""
        item = writing.standing_item(work, self.item_id)
        items = writing.items_of(work, item.meeting_id)
        items.remove(item)
        items.insert(max(0, min(self.to, len(items))), item)
        for position, each in enumerate(items):
            seen = self.seen if each is item else None
            work.edit(PlanMeetingItem, each.id, seen, position=position)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Agenda of the plan meeting changed: …»."""
        return meeting_label(_("Agenda of the plan meeting changed: {person}"), details)


@dataclass(frozen=True)
class RemovePlanMeetingItem(Action[None]):
    """Take an item off the agenda with what was written about it; undo brings it back."""

    item_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.item_remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row; what somebody has written in it meanwhile is a conflict."""
        item = writing.standing_item(work, self.item_id)
        demand_unchanged(work, item, self.seen)
        work.drop_drafts([writing.item_draft(item.id)])
        work.delete(item)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Item taken off the plan meeting: …»."""
        return meeting_label(_("Item taken off the plan meeting: {person}"), details)
