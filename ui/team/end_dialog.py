"""A member leaves: the last day, and what must be thought of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.team.actions.end_staff import EndStaff
from factdesk.team.views import Member
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.banner import Banner
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field


class EndDialog(Dialog):
    """The member stays on everything done; an empty day makes them a member again."""

    def __init__(self, parent: QWidget, bridge: Bridge, member: Member) -> None:
        """Begin with today."""
        super().__init__(
            parent,
            _("{name} leaves the team").format(name=member.name),
            _("Save"),
            intro=_(
                "Visits, notes and minutes keep the name. Choose another coordinator and "
                "responsible clinician for the persons first: People, filter by coordinator."
            ),
        )
        self._bridge, self._member = bridge, member
        if member.user_name is not None:
            self.add(
                Banner(
                    "warning",
                    _("The passphrase still opens the team folder."),
                    _("Remove the user as well, under Users and keys."),
                    closable=False,
                )
            )
        self.day = DateField(bridge.clock.today)
        self.day.set_value(member.valid_to or bridge.clock.today())
        self.add(Field(_("Last day"), self.day, hint=_("Empty: a member again.")))
        self.day.setFocus()

    def submit(self) -> None:
        """Save the day."""
        self.clear_error()
        self.day.read()
        if not self.day.is_valid:
            return
        action = EndStaff(self._member.id, self._member.version, self.day.value)
        self._bridge.run(action, on=self, then=lambda _nothing: self.accept(), failed=self.refused)
