"""What a user can meet when planning, holding or writing down a plan meeting."""

from __future__ import annotations

from datetime import datetime

from factdesk.errors import KnownError
from factdesk.words import _, format_datetime


class BadPlanMeeting(KnownError):
    """A meeting that cannot be as it is written. ``field`` is where to correct it."""

    def __init__(self, field: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice or _("Nothing was saved. Correct it and save again."))
        self.field = field


class PlanMeetingRuns(KnownError):
    """Another meeting about the same person is running."""

    def __init__(self, meeting_id: str, began_at: datetime) -> None:
        super().__init__(
            _("The meeting that began {when} has not been ended.").format(
                when=format_datetime(began_at)
            ),
            _("Nothing was begun. Go on with that one, or end it first."),
        )
        self.meeting_id = meeting_id


class PlanMeetingOver(KnownError):
    """The meeting has been ended; its minutes stand."""

    def __init__(self) -> None:
        super().__init__(
            _("This meeting has been ended, and its minutes stand."),
            _("Nothing was changed. Undo the ending, or take it up in the next meeting."),
        )


class PlanMeetingCalledOff(KnownError):
    """The meeting was called off."""

    def __init__(self) -> None:
        super().__init__(
            _("This meeting was called off."),
            _("Nothing was changed. Undo that, or plan a new meeting."),
        )


class PlanMeetingBegan(KnownError):
    """What can only be done before a meeting begins."""

    def __init__(self) -> None:
        super().__init__(
            _("This meeting has begun already."),
            _("Nothing was changed. Go on with it, and end it when it is over."),
        )


class PlanMeetingNotBegun(KnownError):
    """What can only be done while a meeting is held."""

    def __init__(self) -> None:
        super().__init__(
            _("This meeting has not begun."),
            _("Nothing was saved. Begin it first; what is typed is kept as a draft."),
        )
