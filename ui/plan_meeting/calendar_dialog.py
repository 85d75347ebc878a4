"""Save the invitation to a plan meeting for a calendar: what is in it, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from factdesk.contacts.rules import day_of
from factdesk.errors import KnownError
from factdesk.exchange.calendar_file import (
    Organiser,
    file_name,
    invitation,
    mailed,
    method_of,
)
from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.papers.saving import save
from factdesk.plans.meeting_view import MeetingFacts
from factdesk.words import _, in_language
from ui.bridge import Bridge
from ui.plan_meeting.words import when_words
from ui.widgets.dialogs import Dialog
from ui.widgets.messages import Speaks
from ui.widgets.texts import Label


class CalendarDialog(Dialog):
    """Says what the file tells and that it is not encrypted, then asks for its place."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, messages: Speaks, meeting: MeetingFacts
    ) -> None:
        """Take the meeting; whoever saves the file invites."""
        super().__init__(parent, _("Calendar file"), _("Save as …"), width=600)
        self._bridge, self._messages, self._meeting = bridge, messages, meeting
        me = bridge.team.member(bridge.actor.id)
        self.organiser = Organiser(me.name if me else bridge.actor.name, me.email if me else None)
        self.add(Label(when_words(meeting.start, meeting.minutes), "strong", wrap=True))
        self.add(Label(self._what(), wrap=True))
        if self.organiser.email:
            self.add(Label(self._who(), wrap=True))
        self.add(
            Label(
                _(
                    "The file is not protected by the passphrase. It names the person by initials "
                    "only and holds nothing of the agenda, but it does hold the place and the "
                    "addresses. Delete it when it has been sent."
                ),
                "small",
                "warn",
                wrap=True,
            )
        )

    def submit(self) -> None:
        """Ask where the file goes."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(
            self,
            _("Save the calendar file, not encrypted"),
            str(Path(home) / file_name(self._meeting)),
            "iCalendar (*.ics)",
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the file; that it was made is noted first."""
        bridge, meeting = self._bridge, self._meeting
        with in_language(bridge.team.settings.language):
            content = invitation(meeting, self.organiser, bridge.clock.now())
        self.set_busy(busy=True)

        def write(_nothing: None) -> None:
            bridge.background.run(
                lambda: save(content, path),
                on=self,
                then=lambda _done: self._saved(path),
                failed=self._failed,
            )

        noted = NotePrinted("calendar-file", day_of(meeting.start), meeting.person_id)
        bridge.run(noted, on=self, then=write, failed=self._not_noted)

    def _saved(self, path: Path) -> None:
        self._messages.info(_("Saved, not encrypted: {file}").format(file=path.name))
        self.accept()

    def _not_noted(self, error: BaseException) -> bool:
        self._failed(error)
        return True

    def _failed(self, error: BaseException) -> None:
        self.set_busy(busy=False)
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self._bridge.show(error)

    def _what(self) -> str:
        return {
            "REQUEST": _("An invitation that those invited can answer from their calendar."),
            "PUBLISH": _(
                "An entry for calendars. Nobody can answer it, because your own e-mail address, "
                "or everybody's, is not noted."
            ),
            "CANCEL": _("Takes the meeting out of the calendars it was sent to."),
        }[method_of(self._meeting, self.organiser)]

    def _who(self) -> str:
        with_address = mailed(self._meeting)
        without = [row.name for row in self._meeting.attendance if row not in with_address]
        said = []
        if with_address:
            names = ", ".join(row.name for row in with_address)
            said.append(_("Addressed to: {names}.").format(names=names))
        if without:
            names = ", ".join(without)
            words = _("Without an e-mail address: {names}. Tell them yourself.")
            said.append(words.format(names=names))
        return " ".join(said)
