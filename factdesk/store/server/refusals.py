"""Every refusal of a team server: each its own class, saying what happened and what to do.

A refused opening changes nothing on the server. No text here holds a passphrase, a password or
what a server wrote of itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from factdesk.errors import KnownError
from factdesk.store.faults import ConnectionLost
from factdesk.words import _


class ServerRefusal(KnownError):
    """Root of the refusals, for callers that treat them alike."""


# -- the address -----------------------------------------------------------------------------


class AddressUnreadable(ServerRefusal):
    """What was given as an address of a team server is none."""

    def __init__(self, reason: str, advice: str = "") -> None:
        """Take the reason as a sentence in the user's language."""
        super().__init__(
            _("This is not an address of a team server. {reason}").format(reason=reason),
            advice
            or _("Write it like this: {example}").format(
                example="postgresql://marit.holm@db.example.no/factdesk"
            ),
        )


class PasswordInAddress(AddressUnreadable):
    """The address holds a password, which would be kept and shown with it."""

    def __init__(self) -> None:
        """Say where the secret belongs."""
        super().__init__(
            _("It holds a password."),
            _("Take the password out of the address: it is asked for when it is needed."),
        )


class WeakerTls(AddressUnreadable):
    """The address asks for a connection that is not encrypted or not verified."""

    def __init__(self) -> None:
        """Say that it is not negotiable."""
        super().__init__(
            _("It asks for a connection that is not encrypted or whose server is not verified."),
            _(
                "Leave sslmode out. If the server's certificate was made by your own "
                "organisation, name its root certificate with sslrootcert."
            ),
        )


class UserNameUnfit(ServerRefusal):
    """A user name from which no login name of a server can be made."""

    def __init__(self) -> None:
        """Say what a login name is made of."""
        super().__init__(
            _("No login name for the team server can be made of this user name."),
            _("Use letters from a to z, digits, full stops, hyphens and underscores: marit.holm."),
        )


# -- the line to the server ------------------------------------------------------------------


class ServerAway(ServerRefusal, ConnectionLost):
    """Nothing answers at the address: the network, the server or the way between is away."""

    def __init__(self, message: str = "", advice: str = "") -> None:
        """Say that nobody answers, or what is said instead."""
        super().__init__(
            message or _("The team server does not answer."),
            advice
            or _(
                "Check the network and try again. If others cannot reach it either, "
                "tell whoever looks after the server."
            ),
        )


class HostUnknown(ServerAway):
    """The name of the server leads nowhere, because it is wrong or because the network is away."""

    def __init__(self) -> None:
        """Say that the name was not found."""
        super().__init__(
            _("The name of the team server was not found."),
            _("Check the address, and that this machine is on the network it should be on."),
        )


class ServerBusy(ServerAway):
    """The server takes no more connections for now, or is starting or stopping."""

    def __init__(self) -> None:
        """Say that it is there, but not for us now."""
        super().__init__(
            _("The team server is starting, stopping or has no free places."),
            _("Try again in a minute. If it stays so, tell whoever looks after the server."),
        )


class CertificateWrong(ServerRefusal):
    """The server's certificate does not prove that it is the server it should be."""

    def __init__(self, message: str = "") -> None:
        """Say that nothing was sent to it."""
        super().__init__(
            message
            or _("The team server's certificate cannot be trusted, so nothing was sent to it."),
            _(
                "Do not go on from this network. If your organisation makes its own certificates, "
                "name its root certificate in the address with sslrootcert; "
                "otherwise tell whoever looks after the server."
            ),
        )


class HostNameWrong(CertificateWrong):
    """The certificate is genuine, but of another server."""

    def __init__(self) -> None:
        """Say that it is another server's."""
        super().__init__(
            _(
                "The certificate belongs to a server of another name than the address says, "
                "so nothing was sent to it."
            )
        )


class CertificateFileMissing(ServerRefusal):
    """The root certificate that should be trusted is not there."""

    def __init__(self) -> None:
        """Say which file it is about."""
        super().__init__(
            _("The file with the root certificate cannot be read, so no server can be verified."),
            _("Check the path after sslrootcert in the address."),
        )


class TlsRequired(ServerRefusal):
    """The server does not speak TLS."""

    def __init__(self) -> None:
        """Say that nothing goes over an open line."""
        super().__init__(
            _("The team server does not encrypt the connection, so nothing was sent to it."),
            _("Whoever looks after the server must turn TLS on (ssl = on)."),
        )


class NotAllowedFromHere(ServerRefusal):
    """The server's own rules do not let this machine or user in."""

    def __init__(self) -> None:
        """Say where the rule stands."""
        super().__init__(
            _("The team server does not let this user in from this machine."),
            _(
                "Whoever looks after the server must allow it, with hostssl and scram-sha-256, "
                "in pg_hba.conf."
            ),
        )


class WeakLogin(ServerRefusal):
    """The server asked for the password in a way that would have told it the password."""

    def __init__(self) -> None:
        """Say that the password was not sent."""
        super().__init__(
            _("The team server asked for the password itself. It was not sent."),
            _("Whoever looks after the server must use scram-sha-256 in pg_hba.conf."),
        )


class TeamMissing(ServerAway):
    """The server answers and does not have the team, as while a backup is brought back."""

    def __init__(self) -> None:
        """Say that it may be a restore under way."""
        super().__init__(
            _("The team is not on the server now. Perhaps a backup is being brought back."),
            _("If it stays so, tell whoever looks after the server."),
        )


class ServerStandsBy(ServerAway):
    """The address leads to a copy of the server that takes no changes."""

    def __init__(self) -> None:
        """Say that the address leads to the wrong one of several."""
        super().__init__(
            _("The address leads to a standby of the team server, which takes no changes."),
            _("If it stays so, tell whoever looks after the server."),
        )


# -- who one is ------------------------------------------------------------------------------


class LoginRefused(ServerRefusal):
    """Wrong user or passphrase, or an access that has ended; the server does not say which."""

    def __init__(self) -> None:
        """Say it without telling whether the user exists."""
        super().__init__(
            _("Wrong user name or passphrase, or the access has expired."),
            _(
                "Nothing was changed. Check Caps Lock and the keyboard language, and try again. "
                "If it is right, ask an administrator of the team."
            ),
        )


class AdministratorRefused(ServerRefusal):
    """The database administrator's own login was not accepted."""

    def __init__(self) -> None:
        """Say where the password comes from."""
        super().__init__(
            _("The server did not accept the database administrator's login."),
            _(
                "The password is taken from PGPASSWORD or the password file (pgpass), "
                "as the server's own tools do."
            ),
        )


class Removed(ServerRefusal):
    """The user was taken out of the team; a copy of its data must not stay with them."""

    def __init__(self) -> None:
        """Say that it is closed."""
        super().__init__(
            _("You are no longer a user of this team, so the team's data is closed for you."),
            _("An administrator of the team can add you again."),
        )


class NoTeamHere(ServerRefusal):
    """The login is right, but belongs to no team on this server."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(
            _("The login is right, but you are not a user of any team on this server."),
            _("Ask an administrator of your team to add you."),
        )


class NotAMember(ServerRefusal):
    """The address names a team that the user is not in, or that is not there."""

    def __init__(self) -> None:
        """Say it without telling whether there is such a team."""
        super().__init__(
            _("You are not a user of the team that the address names."),
            _("Check ?team= in the address, or ask an administrator of that team to add you."),
        )


class SeveralTeams(ServerRefusal):
    """The user is in several teams and the address names none."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        """Take the names of the user's own teams."""
        self.names = tuple(names)
        super().__init__(
            _("You are a user of several teams here: {names}.").format(names=", ".join(names))
            if names
            else _("You are a user of several teams here."),
            _("Say which one by adding ?team=NAME to the address."),
        )


class KeyMissing(ServerRefusal):
    """A member without a key slot: adding the user was broken off."""

    def __init__(self) -> None:
        """Say who can finish it."""
        super().__init__(
            _("The server has no key for you, so the team's data cannot be opened."),
            _("Ask an administrator of the team to set a new passphrase for you."),
        )


class KeyUnfit(ServerRefusal):
    """The login is right, but the key slot is not opened by the same passphrase."""

    def __init__(self) -> None:
        """Say that the two do not belong together."""
        super().__init__(
            _("The login is right, but the key that the server keeps for you does not open."),
            _("Nothing was changed. An administrator of the team can set a new passphrase."),
        )


class LoginNameTaken(ServerRefusal):
    """The server has a login of this name already, and it is not shown to be the same person's."""

    def __init__(self) -> None:
        """Say how the same person is told from another."""
        super().__init__(
            _("The server has a user with this login name already."),
            _(
                "Nothing was changed. Choose another user name. If it is the same person in "
                "another team, let them type the passphrase they have there."
            ),
        )


class LoginOfAnotherDatabase(LoginNameTaken):
    """The login was made for another database of the same cluster, or for something else."""

    def __init__(self, role: str) -> None:
        """Say whose it is; another user name or another passphrase would not help."""
        ServerRefusal.__init__(
            self,
            _(
                "The login {role} belongs to another database of this server, or to another "
                "program: a login belongs to one database."
            ).format(role=role),
            _(
                "Nothing was changed. Use another PostgreSQL cluster, or let the database "
                "administrator remove the old login first."
            ),
        )


class UsedElsewhere(ServerRefusal):
    """A passphrase cannot be set for somebody whose key opens other teams too."""

    def __init__(self) -> None:
        """Say who can change it."""
        super().__init__(
            _("This user is in another team as well, so only they can change the passphrase."),
            _("Nothing was changed. They can do it themselves with the passphrase they have."),
        )


class NotAllowed(ServerRefusal):
    """The database refused what the program would have allowed, or was never asked."""

    def __init__(self) -> None:
        """Say that the server has the last word."""
        super().__init__(
            _("The team server does not allow you to do this."),
            _("Nothing was changed. Ask an administrator of the team."),
        )


# -- what the server is ----------------------------------------------------------------------


class DatabaseUnknown(ServerRefusal):
    """The server is there, the database is not."""

    def __init__(self) -> None:
        """Say that the name leads nowhere."""
        super().__init__(
            _("There is no database of this name on the server."),
            _("Check the address. A new database is made by whoever looks after the server."),
        )


class ServerNotPrepared(ServerRefusal):
    """A database in which nobody has run ``factdesk server init``."""

    def __init__(self) -> None:
        """Say who prepares it."""
        super().__init__(
            _("This database is not prepared for FACTdesk."),
            _("Whoever looks after the server prepares it with: factdesk server init"),
        )


class PostgresTooOld(ServerRefusal):
    """A PostgreSQL without what the program relies on."""

    def __init__(self, found: int = 0) -> None:
        """Take the major version found."""
        super().__init__(
            _("The server is PostgreSQL {found}; FACTdesk needs 15 or newer.").format(found=found),
            _("Nothing was changed. Whoever looks after the server must renew it."),
        )


class SchemaTooNew(ServerRefusal):
    """The database was brought to where this program cannot follow."""

    def __init__(self) -> None:
        """Ask for the newer program."""
        super().__init__(
            _("The team server has been renewed, and this FACTdesk is too old for it."),
            _("Nothing was changed. Update FACTdesk on this machine."),
        )


class SchemaTooOld(ServerRefusal):
    """The program is newer than the database."""

    def __init__(self) -> None:
        """Say who brings it up."""
        super().__init__(
            _("This FACTdesk is newer than the team server."),
            _(
                "Nothing was changed. Whoever looks after the server brings it up with: "
                "factdesk server upgrade"
            ),
        )


class AdministratorNeeded(ServerRefusal):
    """The login may not prepare a database."""

    def __init__(self) -> None:
        """Say which login it takes."""
        super().__init__(
            _("This login may not prepare the database."),
            _("Nothing was changed. Use a login that owns the database and may create roles."),
        )


class ServerClosed(ServerRefusal):
    """The key is gone: the desk was locked or closed meanwhile."""

    def __init__(self) -> None:
        """Ask to unlock again."""
        super().__init__(_("The team's data is locked."), _("Unlock it and try again."))
