"""Users and keys: who may open the team folder, with which role, and the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QShowEvent

from factdesk import users
from factdesk.clock import OSLO
from factdesk.errors import KnownError
from factdesk.team.kinds import Right, role_word
from factdesk.team.views import Member
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.recovery_key import RecoveryKey
from ui.team.backups import BackupCard
from ui.team.section import Section
from ui.team.user_dialogs import (
    AddUserDialog,
    PassphraseDialog,
    RecoveryKeyDialog,
    RoleDialog,
)
from ui.team.user_words import is_on_server, place_name, user_words
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import Card, Heading, Label


@dataclass(frozen=True)
class UserRow:
    """A user with what is said of the key."""

    member: Member
    role: str
    key_text: str

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.member.id


COLUMNS: tuple[Column[UserRow], ...] = (
    Column(lambda: _("Initials"), lambda row: row.member.initials, width=80),
    Column(lambda: _("Name"), lambda row: row.member.name, width=220),
    Column(lambda: _("User name"), lambda row: row.member.user_name or "", width=220),
    Column(lambda: _("Role"), lambda row: row.role, width=260),
    Column(lambda: _("Passphrase"), lambda row: row.key_text, width=0),
)


class UsersSection(Section):
    """The users, one's own passphrase, and the recovery key."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Without the right to manage users only one's own passphrase can be changed."""
        super().__init__(
            bridge,
            messages,
            _("Users and keys"),
            user_words(bridge.desk).intro,
        )
        self._words = user_words(bridge.desk)
        self.manages = bridge.can(Right.MANAGE_USERS)
        self.model: RowsModel[UserRow] = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _("Users"))
        mine = Button(_("Change my passphrase …"), icon="key-round")
        mine.clicked.connect(self.change_mine)
        self.buttons.add(mine)
        if self.manages:
            self._manage()
        self.body.add(self.table, 1)
        self._made = Label("", tone="muted", wrap=True)
        recovery = self._recovery_card()
        recovery.body.add(None)
        self.backup = None if is_on_server(bridge.desk) else BackupCard(bridge, messages)
        # A server is backed up by whoever looks after it.
        beside = self.backup or Card(
            Heading(_("Backup"), 3),
            Label(_("Whoever looks after the server makes the backups of it."), wrap=True),
            None,
        )
        cards = HBox(space=16)
        for card in (recovery, beside):
            cards.add(card, 1)
        self.body.add(cards)
        self.show_team()
        self.lead_to(self.table)
        bridge.team_changed.connect(self._read_anew)

    def show_team(self) -> None:
        """Show the users as they are now."""
        team = self.bridge.team
        self.model.set_rows(_row(state) for state in users.users(self.bridge.desk, team))
        made = team.settings.recovery_key_at
        self._made.setText(
            _("The key in force was made on {day}. It is shown only when it is made.").format(
                day=format_date(made.astimezone(OSLO).date())
            )
            if made
            else _("No recovery key is noted.")
        )
        if self.backup is not None:
            self.backup.show_team()

    @property
    def chosen(self) -> Member | None:
        """The user of the chosen row."""
        index = self.table.currentIndex()
        return self.model.row(index).member if index.isValid() else None

    def change_mine(self) -> None:
        """Change one's own passphrase by the old one."""
        desk = self.bridge.desk
        PassphraseDialog(
            self, self, _("Change my passphrase"), self.about(self.bridge.actor.id),
            lambda old, new: users.change_passphrase(desk, old, new), with_old=True,
        ).open()  # fmt: skip

    def set_another(self) -> None:
        """Give the chosen user a new passphrase."""
        member, desk = self.chosen, self.bridge.desk
        if member is None:
            return
        if member.id == self.bridge.actor.id:
            self.change_mine()
            return
        PassphraseDialog(
            self, self, _("New passphrase for {name}").format(name=member.name),
            self.about(member.id),
            lambda _old, new: users.set_passphrase(desk, member.id, new), with_old=False,
        ).open()  # fmt: skip

    def add(self) -> None:
        """Make a member a user."""
        keyed = {
            state.member.id
            for state in users.users(self.bridge.desk, self.bridge.team)
            if state.has_key
        }
        free = [member for member in self.bridge.team.active if member.id not in keyed]
        if not free:
            self.messages.problem(
                KnownError(
                    _("Every member is a user already."),
                    _("Add the colleague under Members first."),
                )
            )
            return
        AddUserDialog(self, self, free).open()

    def change_role(self) -> None:
        """Choose role and administration of the chosen user."""
        if self.chosen is not None:
            RoleDialog(self, self.bridge, self.chosen).open()

    def remove(self) -> None:
        """Ask, then take the chosen user's key away."""
        member, desk = self.chosen, self.bridge.desk
        if member is None:
            return

        def answered(yes: bool) -> None:
            if yes:
                self.work(lambda: users.remove_user(desk, member.id), lambda _n: None)

        self.messages.ask(
            _("Remove the user {name}?").format(name=member.name),
            self._words.removal,
            _("Remove"),
            _("Keep"),
            answered,
            danger=True,
        )

    def new_key(self) -> None:
        """Ask, then make and show a new recovery key."""
        desk = self.bridge.desk

        def answered(yes: bool) -> None:
            if yes:
                self.work(lambda: users.new_recovery_key(desk), self.show_key)

        self.messages.ask(
            _("Make a new recovery key?"),
            _("The printed key in force ends at once. This cannot be undone by a key."),
            _("Make a new key"),
            _("Keep the old one"),
            answered,
        )

    def show_key(self, text: str) -> None:
        """Show a new recovery key, this once."""
        desk = self.bridge.desk
        key = RecoveryKey(
            text,
            self.bridge.team.settings.name,
            place_name(desk),
            self.bridge.clock.now(),
            is_on_server(desk),
        )
        RecoveryKeyDialog(self, key, self.bridge.background).open()

    def showEvent(self, event: QShowEvent) -> None:
        """Read from the server who has a seat now; another administrator may have changed it."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read_anew()

    def _read_anew(self) -> None:
        desk = self.bridge.desk
        if is_on_server(desk) and self.isVisible():
            self.work(lambda: users.refresh(desk), lambda _n: self.show_team(), self._not_read)

    def _not_read(self, error: BaseException) -> None:
        # Away, the users stand as they were read last; the top bar says that it is away.
        if not isinstance(error, KnownError):
            self.bridge.show(error)

    def work(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do what derives keys on the background thread."""
        self.bridge.background.run(job, on=self, then=then, failed=failed or self.bridge.show)

    def about(self, staff_id: str) -> tuple[str, ...]:
        """The words a guesser would try for a member's passphrase."""
        member = self.bridge.team.member(staff_id)
        own = (member.name, member.user_name or "") if member else ()
        return (self.bridge.team.settings.name, *own)

    def _manage(self) -> None:
        for text, icon, run in (
            (_("Remove …"), "user-x", self.remove),
            (_("New passphrase …"), "lock", self.set_another),
            (_("Role …"), "shield", self.change_role),
        ):
            button = Button(text, icon=icon)
            button.clicked.connect(run)
            self.buttons.add(button)
        add = Button(_("Add user …"), "primary", icon="user-plus")
        add.clicked.connect(self.add)
        self.buttons.add(add)
        self.table.opened.connect(lambda _row: self.change_role())

    def _recovery_card(self) -> Card:
        text = Label(self._words.recovery, wrap=True)
        card = Card(Heading(_("Recovery key"), 3), text, self._made)
        if self.manages:
            new = Button(_("Make a new recovery key …"), icon="key-round")
            new.clicked.connect(self.new_key)
            card.body.add(HBox(new, None))
        return card


def _row(state: users.UserState) -> UserRow:
    member = state.member
    role = role_word(member.role)
    if member.is_administrator:
        role = _("{role}, administrator").format(role=role)
    if not state.has_key:
        text = _("None: adding or removing the user was interrupted. Do it again.")
    elif member.passphrase_at is None:
        text = _("Set")
    else:
        text = _("Set on {day}").format(
            day=format_date(member.passphrase_at.astimezone(OSLO).date())
        )
    return UserRow(member, role, text)
