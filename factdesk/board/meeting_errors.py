"""What a user can meet when starting, writing in or ending a board meeting."""

from datetime import date

from factdesk.errors import KnownError
from factdesk.words import _, format_date


class MeetingRuns(KnownError):
    """A meeting is open already: today's can be resumed, an earlier day's must be ended first."""

    def __init__(self, meeting_id: str, day: date, *, left: bool) -> None:
        if left:
            super().__init__(
                _("The meeting of {day} was never ended.").format(day=format_date(day, "day")),
                _("Everything written in it is kept. End it first, then start today's meeting."),
            )
        else:
            super().__init__(
                _("A board meeting is already running."),
                _("Nothing was started anew. Resume it where it stands, or end it first."),
            )
        self.meeting_id, self.day, self.left = meeting_id, day, left


class MeetingEnded(KnownError):
    """The meeting is over; its record stands."""

    def __init__(self) -> None:
        super().__init__(
            _("This meeting has been ended."),
            _("Nothing was changed. Undo the ending to go on with it, or start a new meeting."),
        )


class MeetingNeedsSomeone(KnownError):
    """A meeting with nobody in it."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody is marked as present."),
            _("Nothing was started. Type the initials of those who are here."),
        )
