"""What the actions on members share."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from factdesk.store.folder.secrets import same_name
from factdesk.store.work import Work
from factdesk.team.errors import InitialsTaken, LastAdministrator, UnknownCode
from factdesk.team.rules import (
    check_dates,
    check_fte,
    clean_initials,
    clean_name,
    clean_text,
)
from factdesk.team.tables import Employer, ListItem, Staff, StaffFunction

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MemberFields:
    """What is written of a member, as typed. ``fte_percent`` is percent of a full post."""

    name: str
    initials: str
    profession: str
    employer_id: str | None = None
    fte_percent: Decimal = Decimal(100)
    phone: str | None = None
    email: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    has_health_basis: bool = True
    language: str | None = None


def checked(work: Work, fields: MemberFields, but: str | None = None) -> Mapping[str, Any]:
    """The column values of a member, cleaned; ``but`` is the member they belong to already.

    Raises TextNeeded, InitialsUnfit, InitialsTaken, FteUnfit, DatesReversed, UnknownCode, Gone.
    """
    check_dates(fields.valid_from, fields.valid_to)
    initials = clean_initials(fields.initials)
    if fields.valid_to is None or fields.valid_to >= work.today:
        refuse_taken_initials(work, initials, but)
    demand_code(work, "profession", fields.profession)
    if fields.employer_id is not None:
        work.get(Employer, fields.employer_id)
    return {
        "name": clean_name(fields.name),
        "initials": initials,
        "profession": fields.profession,
        "employer_id": fields.employer_id,
        "fte_percent": check_fte(fields.fte_percent),
        "phone": clean_text(fields.phone),
        "email": clean_text(fields.email),
        "valid_from": fields.valid_from,
        "valid_to": fields.valid_to,
        "has_health_basis": fields.has_health_basis,
        "language": fields.language,
    }


def refuse_taken_initials(work: Work, initials: str, but: str | None) -> None:
    """Raise :class:`InitialsTaken` where another member who has not left is called so."""
    for other in work.session.scalars(select(Staff).where(Staff.id != (but or ""))):
        left = other.valid_to is not None and other.valid_to < work.today
        if not left and other.initials.casefold() == initials.casefold():
            raise InitialsTaken(initials)


def demand_code(work: Work, list_name: str, code: str) -> None:
    """Raise :class:`UnknownCode` unless the team's list has the code, in use or at rest."""
    found = work.session.scalars(
        select(ListItem).where(ListItem.list_name == list_name, ListItem.code == code)
    ).first()
    if found is None:
        raise UnknownCode


def put_functions(
    work: Work,
    staff_id: str,
    functions: Collection[str],
    was: Collection[str] | None = None,
) -> None:
    """Make these the functions a member holds from today; those given up end yesterday.

    With ``was``, the ones the user saw, only the user's own difference is made. One that began
    today and is given up again never was, so its row is removed.
    """
    held = {
        row.function: row
        for row in work.session.scalars(
            select(StaffFunction).where(StaffFunction.staff_id == staff_id)
        )
        if row.valid_to is None or row.valid_to >= work.today
    }
    if was is not None:
        taken = set(was) - set(functions)
        functions = [*functions, *(one for one in held if one not in taken | set(functions))]
        functions = [one for one in functions if one in held or one not in was]
    for function in functions:
        if function not in held:
            demand_code(work, "function", function)
            work.add(StaffFunction(staff_id=staff_id, function=function, valid_from=work.today))
    for function, row in held.items():
        if function in functions:
            continue
        if row.valid_from == work.today:
            work.delete(row)
        else:
            work.edit(StaffFunction, row.id, None, valid_to=work.today - ONE_DAY)


def refuse_last_administrator(work: Work, staff_id: str) -> None:
    """Raise :class:`LastAdministrator` where nobody else could manage the users.

    Another one counts only with a user name: an administrator who cannot open the folder is none.
    """
    staff = work.get(Staff, staff_id)
    if not staff.is_administrator:
        return
    for other in work.session.scalars(select(Staff).where(Staff.is_administrator)):
        stays = other.valid_to is None or other.valid_to >= work.today
        if other.id != staff_id and other.user_name and stays:
            return
    raise LastAdministrator


def member_called(work: Work, user_name: str) -> Staff | None:
    """The member with a user name, in any case."""
    wanted = same_name(user_name)
    for row in work.session.scalars(select(Staff).where(Staff.user_name.is_not(None))):
        if same_name(row.user_name or "") == wanted:
            return row
    return None
