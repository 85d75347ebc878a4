"""The dialogs of users and keys. What they do cannot be undone by a key, and they say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from factdesk import users
from factdesk.errors import KnownError
from factdesk.team.actions.set_role import SetRole
from factdesk.team.kinds import Role, role_explained, role_word
from factdesk.team.views import Member
from factdesk.words import _
from ui.bridge import Bridge
from ui.home import Background
from ui.recovery_key import RecoveryKey, RecoveryKeyPanel
from ui.team.user_words import UserWords, kept_name, user_words
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.passphrase import PassphraseField, StrengthMeter
from ui.widgets.selects import CheckBox, Select
from ui.widgets.texts import Label

if TYPE_CHECKING:
    from ui.team.section import Section
    from ui.team.users import UsersSection


class NewPassphraseDialog(Dialog):
    """A dialog with a new passphrase, its strength, and the same once more."""

    def __init__(
        self, parent: QWidget, section: Section, title: str, primary: str, intro: str = ""
    ) -> None:
        """Take the section whose thread derives keys."""
        super().__init__(parent, title, primary, intro=intro)
        self.section = section
        self.new = PassphraseField(_("New passphrase"))
        self.repeated = PassphraseField(_("The same once more"))
        self.meter = StrengthMeter(self.new, section.bridge.background, self.about)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.hide()

    def add_passphrases(self) -> None:
        """Put the fields below what the dialog asks first."""
        for part in (self.new, self.meter, self.repeated, self.progress):
            self.add(part)

    def about(self) -> Sequence[str]:
        """The words a guesser would try."""
        return ()

    def work(self, job: Callable[[], object], told: str) -> None:
        """Check the two fields, then do it on the background thread."""
        self.clear_error()
        if not self.meter.enough:
            self.show_error(_("The passphrase must be harder to guess."))
            return
        if self.new.text != self.repeated.text:
            self.show_error(_("The two passphrases are not alike."))
            return
        self.set_busy(busy=True)
        self.progress.show()
        self.section.bridge.background.run(
            job, on=self, then=lambda _n: self._done(told), failed=self._refused
        )

    def _done(self, told: str) -> None:
        self.new.clear()
        self.repeated.clear()
        self.section.messages.info(told)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.progress.hide()
        self.set_busy(busy=False)
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.reject()
            self.section.bridge.show(error)


class PassphraseDialog(NewPassphraseDialog):
    """A new passphrase, one's own by the old one or another's without."""

    def __init__(
        self,
        parent: QWidget,
        section: Section,
        title: str,
        about: Sequence[str],
        change: Callable[[str, str], None],
        *,
        with_old: bool,
    ) -> None:
        """``change`` takes the old passphrase, which may be empty, and the new one."""
        self._words = about
        super().__init__(
            parent,
            section,
            title,
            _("Change"),
            _("The old passphrase ends at once. This cannot be undone by a key."),
        )
        self._change = change
        self.old = PassphraseField(_("Old passphrase"))
        if with_old:
            self.add(self.old)
        else:
            self.old.setParent(self)
            self.old.hide()
        self.add_passphrases()
        (self.old if with_old else self.new).setFocus()

    def about(self) -> Sequence[str]:
        """The words a guesser would try."""
        return self._words

    def submit(self) -> None:
        """Change it."""
        old, new, change = self.old.text, self.new.text, self._change
        self.work(lambda: change(old, new), _("The passphrase is changed."))


class AddUserDialog(NewPassphraseDialog):
    """Which member, under which name, with which first passphrase."""

    def __init__(self, parent: QWidget, section: UsersSection, free: Sequence[Member]) -> None:
        """``free`` are the members without a key."""
        super().__init__(
            parent,
            section,
            _("Add a user"),
            _("Add user"),
            _(
                "Let your colleague write the passphrase here, so that nobody else knows it. "
                "This cannot be undone by a key; a user can be removed."
            ),
        )
        self._users = section
        self._free = {member.id: member for member in free}
        self.member = Select()
        for one in free:
            self.member.add(one.id, f"{one.initials}   {one.name}")
        self.user_name = QLineEdit()
        self._words = user_words(section.bridge.desk)
        self.outside = Label("", "small", "warn", wrap=True)
        self.add(Field(_("Member"), self.member))
        self.add(self.outside)
        self.name_field = Field(_("User name"), self.user_name)
        self.user_name.textChanged.connect(lambda _text: self._tell_login())
        self.add(self.name_field)
        self.add_passphrases()
        self.member.currentIndexChanged.connect(lambda _at: self._propose())
        self._propose()
        self.member.setFocus()

    def about(self) -> Sequence[str]:
        """The words a guesser would try."""
        return (*self._users.about(str(self.member.value)), self.user_name.text())

    def submit(self) -> None:
        """Add the user."""
        desk, staff_id = self.section.bridge.desk, str(self.member.value)
        name, new = self.user_name.text(), self.new.text
        self.work(
            lambda: users.add_user(desk, staff_id, name, new),
            self._words.added.format(name=self._free[staff_id].name),
        )

    def _propose(self) -> None:
        member = self._free[str(self.member.value)]
        self.user_name.setText(member.user_name or member.name)
        self.user_name.setReadOnly(member.user_name is not None)
        show_key_of(self.outside, member.role, self._words)

    def _tell_login(self) -> None:
        """Say which login name will be made of the user name."""
        if not self._words.about_names:
            return
        login = kept_name(self.section.bridge.desk, self.user_name.text())
        self.name_field.set_hint(self._words.about_names.format(name=login) if login else "")


class RoleDialog(Dialog):
    """Role and administration of a member."""

    def __init__(self, parent: QWidget, bridge: Bridge, member: Member) -> None:
        """Begin with what holds now."""
        super().__init__(
            parent,
            _("Role of {name}").format(name=member.name),
            _("Save"),
            intro=_("It holds from the next unlocking. This cannot be undone by a key."),
        )
        self._bridge, self._member = bridge, member
        self.role = Select()
        for role in Role:
            self.role.add(role.value, role_word(role))
        self.role.set_value(member.role.value)
        self._explained = Label("", "small", "muted", wrap=True)
        self.role.currentIndexChanged.connect(lambda _at: self._explain())
        self.administrator = CheckBox(_("Administrator: manages users, keys and the team"))
        self.administrator.setChecked(member.is_administrator)
        self.outside = Label("", "small", "warn", wrap=True)
        self.add(Field(_("Role"), self.role))
        self.add(self._explained)
        self.add(self.outside)
        self.add(self.administrator)
        self._explain()
        self.role.setFocus()

    def submit(self) -> None:
        """Save both."""
        self.clear_error()
        action = SetRole(
            self._member.id,
            self._member.version,
            Role(str(self.role.value)),
            self.administrator.isChecked(),
        )
        self._bridge.run(action, on=self, then=lambda _n: self.accept(), failed=self._refused)

    def _refused(self, error: BaseException) -> bool:
        if isinstance(error, KnownError) and not hasattr(error, "fields"):
            self.show_error(error)
            return True
        return False

    def _explain(self) -> None:
        role = Role(str(self.role.value))
        self._explained.setText(role_explained(role))
        show_key_of(self.outside, role, user_words(self._bridge.desk))


def show_key_of(label: Label, role: Role, words: UserWords) -> None:
    """Say what a key in an assessor's hand opens; see docs/security.md."""
    is_outside = role is Role.ASSESSOR
    label.setText(words.outside if is_outside else "")
    label.setVisible(is_outside)


class RecoveryKeyDialog(Dialog):
    """A new recovery key, shown this once."""

    def __init__(self, parent: QWidget, key: RecoveryKey, background: Background) -> None:
        """It closes by its button once the last group is typed."""
        super().__init__(
            parent,
            _("The new recovery key"),
            _("The key is kept"),
            intro=_("It is shown this once. Print it, lock it away, and shred the old page."),
            width=640,
        )
        self.panel = RecoveryKeyPanel(key, background)
        self.panel.confirmed.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)
        self.secondary.hide()
        self.add(self.panel)
        self.panel.setFocus()

    def reject(self) -> None:
        """Leave only when the key is kept: it cannot be shown again."""
        if self.panel.is_confirmed:
            super().reject()
        else:
            self.show_error(_("Type the last group of four signs to go on."))
            self.primary.setEnabled(False)
