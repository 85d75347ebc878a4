"""Set up a new team in an empty store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.errors import KnownError
from factdesk.store.action import Action
from factdesk.store.tables import StoreInfo
from factdesk.store.work import Work
from factdesk.team.defaults import LISTS
from factdesk.team.errors import TextNeeded
from factdesk.team.rules import initials_of
from factdesk.team.tables import Employer, EmployerKind, ListItem, Model, Staff, Team
from factdesk.words import _


@dataclass(frozen=True)
class SetUpTeam(Action[str]):
    """Name, model, employers and the first administrator; gives the administrator's staff id.

    ``employers`` are (name, kind) pairs; ``user_name`` is given where it is not the
    name. Raises :class:`KnownError` where a team exists already.
    """

    store_id: str
    name: str
    model: Model
    administrator: str
    employers: tuple[tuple[str, EmployerKind], ...] = ()
    language: str = "nb"
    user_name: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.set_up"
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> str:
        """Create the team with the usual lists."""
        if work.session.scalars(select(Team)).first() is not None:
            raise KnownError(_("This team folder already has a team."), _("Nothing was changed."))
        if not self.name.strip():
            raise TextNeeded
        work.add(StoreInfo(id=1, store_id=self.store_id, created_at=work.now))
        work.add(
            Team(
                name=self.name.strip(),
                model=self.model,
                language=self.language,
                recovery_key_at=work.now,
            )
        )
        rows = [work.add(Employer(name=name, kind=kind)) for name, kind in self.employers]
        for list_name, codes in LISTS.items():
            work.add_many(
                ListItem,
                [
                    {
                        "list_name": list_name,
                        "code": code,
                        "means": code,
                        "label": None,
                        "position": position,
                        "active": True,
                    }
                    for position, code in enumerate(codes)
                ],
            )
        staff = work.add(
            Staff(
                name=self.administrator.strip(),
                initials=initials_of(self.administrator),
                profession="other",
                employer_id=rows[0].id if rows else None,
                user_name=self.user_name or self.administrator.strip(),
                passphrase_at=work.now,
                is_administrator=True,
                role="leader",
            )
        )
        work.tell(team=self.name.strip())
        return staff.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«The team was set up»."""
        return _("Set up the team {team}").format(team=details["team"])
