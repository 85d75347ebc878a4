"""Every refusal of the team folder: each its own class, saying what happened and what to do.

A refused opening changes nothing in the folder. No text here holds a passphrase or key.
"""

from __future__ import annotations

from factdesk.errors import KnownError
from factdesk.words import _


class FolderRefusal(KnownError):
    """Root of the refusals, for callers that treat them alike."""


class WrongPassphrase(FolderRefusal):
    """The user name or the passphrase is not right; which of the two is not told."""

    def __init__(self) -> None:
        """Say it without telling whether the user exists."""
        super().__init__(
            _("Wrong user name or passphrase."),
            _("Nothing was changed. Check Caps Lock and the keyboard language, and try again."),
        )


class WrongRecoveryKey(FolderRefusal):
    """A well-formed recovery key that is not this store's present one."""

    def __init__(self) -> None:
        """Say that the key is not the one in force."""
        super().__init__(
            _("This recovery key does not open this team folder."),
            _("Nothing was changed. Use the newest printed key; a new key replaces the old one."),
        )


class RecoveryKeyMistyped(FolderRefusal):
    """The recovery key has a typing error, found by its check sign."""

    def __init__(self) -> None:
        """Say that a sign is wrong or missing."""
        super().__init__(
            _("The recovery key is not typed correctly: a sign is wrong, missing or swapped."),
            _("Compare it with the printed key, group by group."),
        )


class WeakPassphrase(FolderRefusal):
    """A new passphrase that is too easy to guess."""

    def __init__(self, reason: str) -> None:
        """Take the reason as a sentence in the user's language."""
        super().__init__(
            _("This passphrase is too easy to guess. {reason}").format(reason=reason),
            _("Use four or five words that do not belong together."),
        )


class NotATeamFolder(FolderRefusal):
    """The path is missing, is not a folder, or holds no team folder."""

    def __init__(self) -> None:
        """Say that nothing of ours is there."""
        super().__init__(
            _("There is no FACTdesk team folder here."),
            _("Choose the folder that holds the file factdesk.header, or create a new one."),
        )


class FolderNotEmpty(FolderRefusal):
    """A new team folder was wanted where something lies already."""

    def __init__(self) -> None:
        """Say that a team folder starts empty."""
        super().__init__(
            _("The folder is not empty, so no team folder was created in it."),
            _("Choose a new or an empty folder."),
        )


class PlaceIsAFile(FolderRefusal):
    """A new team folder was wanted where a file, a pipe or a broken link lies."""

    def __init__(self) -> None:
        """Say that it is no folder."""
        super().__init__(
            _("There is a file or a broken link here, not a folder, so nothing was created."),
            _("Choose a new or an empty folder."),
        )


class FolderAboveMissing(FolderRefusal):
    """A new team folder was wanted in a folder that is not there."""

    def __init__(self) -> None:
        """Say which folder is missing."""
        super().__init__(
            _("The folder that the new team folder should lie in is missing."),
            _("Nothing was created. Make that folder first, or choose another place."),
        )


class TeamFolderThere(FolderRefusal):
    """A new team folder was wanted where one lies already."""

    def __init__(self) -> None:
        """Say that there is one."""
        super().__init__(
            _("There is a team folder here already."),
            _("Nothing was changed. Open it, or choose a new or an empty folder."),
        )


class TeamFolderUnfinished(FolderRefusal):
    """A new team folder was wanted where the database of one lies without its header."""

    def __init__(self) -> None:
        """Tell both ways in which that comes about."""
        super().__init__(
            _(
                "There is a team folder without its key file here: the program was stopped while "
                "it was making it, or the key file was lost."
            ),
            _(
                "Nothing was changed. If a team has used it, put factdesk.header back from a "
                "backup; if not, choose another folder for the new one."
            ),
        )


class HeaderMissing(FolderRefusal):
    """Both header files are gone while the database is there."""

    def __init__(self) -> None:
        """Say what the header is for."""
        super().__init__(
            _("The team folder has lost its key file, which holds the locked keys."),
            _(
                "Nothing was changed. Put factdesk.header back from a backup; "
                "without it no passphrase can open the data. If the program was stopped while it "
                "was making this folder, nothing is in it: make a new one in another folder."
            ),
        )


class HeaderDamaged(FolderRefusal):
    """Neither header file is readable as it was written."""

    def __init__(self) -> None:
        """Say that the passphrase is not to blame."""
        super().__init__(
            _("The key file of the team folder is damaged, and so is its copy."),
            _(
                "Nothing was changed, and your passphrase may be right. "
                "Put factdesk.header back from a backup."
            ),
        )


class HeaderTampered(FolderRefusal):
    """The header is well-formed but was not written by somebody who could open the store."""

    def __init__(self) -> None:
        """Say that somebody without the key changed it."""
        super().__init__(
            _("The key file of the team folder was changed by something other than FACTdesk."),
            _(
                "Nothing was opened or changed. Tell the one responsible for security, "
                "and restore the folder from a backup."
            ),
        )


class DatabaseMissing(FolderRefusal):
    """The header is there, the database is not."""

    def __init__(self) -> None:
        """Say which file is missing."""
        super().__init__(
            _("The database of the team folder is missing (factdesk.db)."),
            _("Nothing was changed. Restore the folder from a backup."),
        )


class DatabaseDamaged(FolderRefusal):
    """The database is empty, cut short, or its first page is not as it was written."""

    def __init__(self) -> None:
        """Say that the passphrase is not the cause."""
        super().__init__(
            _("The database is damaged or cut short; your passphrase is not the cause."),
            _("Nothing was changed. Keep the folder as it is, and restore from a backup."),
        )


class NotEncrypted(FolderRefusal):
    """The database file is plain SQLite: FACTdesk never wrote it."""

    def __init__(self) -> None:
        """Say that plain text is never opened."""
        super().__init__(
            _("The database in the team folder is not encrypted, so it was not opened."),
            _("FACTdesk did not write this file. Restore the folder from a backup."),
        )


class CipherMissing(FolderRefusal):
    """The installed database library cannot encrypt: going on would write plain text."""

    def __init__(self) -> None:
        """Say that the installation is at fault."""
        super().__init__(
            _("The encryption library SQLCipher does not answer, so nothing was opened."),
            _("Install FACTdesk again."),
        )


class Swapped(FolderRefusal):
    """Database and header come from two different stores."""

    def __init__(self) -> None:
        """Say that the two files do not belong together."""
        super().__init__(
            _("The database in this folder belongs to another team folder than its key file."),
            _("Nothing was changed. Put back the files that belong together."),
        )


class NewerStore(FolderRefusal):
    """The store was written by a later FACTdesk."""

    def __init__(self) -> None:
        """Ask for the newer program."""
        super().__init__(
            _("This team folder was made by a newer FACTdesk."),
            _("Nothing was changed. Update FACTdesk on this computer."),
        )


class AlreadyOpen(FolderRefusal):
    """Another program has the folder open."""

    def __init__(self, holder: str = "") -> None:
        """Take a sentence saying who has it open, where and since when, if known."""
        message = _("The team folder is already open in another window.")
        super().__init__(
            f"{message} {holder}".rstrip(),
            _("Close it there first. One computer at a time can have the team folder open."),
        )


class OnNetworkShare(FolderRefusal):
    """The folder lies on a network share, where locks and writes cannot be trusted."""

    def __init__(self) -> None:
        """Explain, and say where the folder can lie."""
        super().__init__(
            _(
                "The folder is on a network share. Two computers could damage the data "
                "there without noticing."
            ),
            _(
                "Nothing was changed. Put the team folder on one computer's own disk. "
                "A team server is for several computers at a time."
            ),
        )


class ReadOnlyFolder(FolderRefusal):
    """The folder or a file in it cannot be written."""

    def __init__(self) -> None:
        """Say that writing is not allowed."""
        super().__init__(
            _("The folder is read-only for you, so nothing can be saved in it."),
            _("Nothing was changed. Ask for the right to write in it, or choose another folder."),
        )


class NoSpace(FolderRefusal):
    """The disk is full."""

    def __init__(self) -> None:
        """Say that the earlier state is kept."""
        super().__init__(
            _("The disk is full. What was saved before is kept; the last step was not done."),
            _("Free some space and try again."),
        )


class DiskFailed(FolderRefusal):
    """The disk gave an error while it was read or written, though it is not full."""

    def __init__(self) -> None:
        """Say that the disk itself is at fault."""
        super().__init__(
            _("The disk gave an error while reading or writing. What was saved before is kept."),
            _("Copy the folder to another disk, and check this one before you go on."),
        )


class NameTaken(FolderRefusal):
    """A user of that name has a key already (names are compared without case)."""

    def __init__(self) -> None:
        """Ask for another name."""
        super().__init__(
            _("There is already a user with this name."), _("Choose another user name.")
        )


class NameEmpty(FolderRefusal):
    """A user name with nothing in it, or far too long to be a name."""

    def __init__(self) -> None:
        """Ask for a name."""
        super().__init__(
            _("A user name has between 1 and 200 signs."), _("Write a name and try again.")
        )


class NameUnreadable(FolderRefusal):
    """A user name with signs in it that do not show."""

    def __init__(self) -> None:
        """Say which signs are not allowed."""
        super().__init__(
            _("A user name has no line breaks, tabs or other signs that do not show."),
            _("Write it with letters, digits, spaces and ordinary signs."),
        )


class UnknownUser(FolderRefusal):
    """An opened store was asked to change a user it does not have."""

    def __init__(self) -> None:
        """Say that there is no such user."""
        super().__init__(_("There is no user with this name."), _("Choose one from the list."))


class UserNeeded(FolderRefusal):
    """The store has several users and none was named."""

    def __init__(self) -> None:
        """Ask for the user name."""
        super().__init__(
            _("This team folder has several users."), _("Say which user you are, and try again.")
        )


class LastUser(FolderRefusal):
    """The only user with a passphrase cannot be removed."""

    def __init__(self) -> None:
        """Say that somebody must be left."""
        super().__init__(
            _("The last user cannot be removed: nobody could open the team folder."),
            _("Add another user first."),
        )


class FolderClosed(FolderRefusal):
    """The folder was locked or closed meanwhile; its key is gone."""

    def __init__(self) -> None:
        """Ask to unlock again."""
        super().__init__(_("The team folder is locked."), _("Unlock it and try again."))


class FolderMoved(FolderRefusal):
    """The team works on a server now; what is written here would never reach the others."""

    def __init__(self, to: str, on: str) -> None:
        """Take the team's address on the server and the day it went there."""
        super().__init__(
            _("This team was moved to a server on {day}, so this folder is closed.").format(day=on),
            _(
                "Open the team at {address}. If the move is to be given up, for all of the team, "
                "the folder is opened again with: factdesk server stay"
            ).format(address=to),
        )
        self.to = to


class BackupExists(FolderRefusal):
    """The file a backup should be written to is there already."""

    def __init__(self) -> None:
        """Say that nothing is written over."""
        super().__init__(
            _("There is a file of that name already."),
            _("Nothing was written. Choose another name for the backup."),
        )


class BackupInside(FolderRefusal):
    """The backup should be written into a team folder."""

    def __init__(self) -> None:
        """Say why not there."""
        super().__init__(
            _("A backup does not belong in a team folder: both would be lost together."),
            _("Nothing was written. Choose a place apart from it, best on another disk."),
        )


class UnusablePlace(FolderRefusal):
    """The name or the place is one where the system makes no file or folder."""

    def __init__(self) -> None:
        """Say that the name or the place is at fault."""
        super().__init__(
            _("No file or folder of this name can be made here."),
            _("Nothing was written. Choose another name or place."),
        )


class BackupDamaged(FolderRefusal):
    """The file is missing, is no backup of FACTdesk, or is not as it was written."""

    def __init__(self) -> None:
        """Say that the backup itself is at fault."""
        super().__init__(
            _("This file is not a whole backup of a team folder."),
            _("Nothing was restored. Try another backup."),
        )


#: What means that a store is damaged or tampered with, rather than opened in the wrong way.
DAMAGE = (
    HeaderMissing,
    HeaderDamaged,
    HeaderTampered,
    DatabaseMissing,
    DatabaseDamaged,
    NotEncrypted,
    Swapped,
)
