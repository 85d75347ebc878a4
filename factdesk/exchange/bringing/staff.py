"""Writing the colleagues of a staff sheet, and who the initials of the workbook mean."""

from decimal import Decimal

from sqlalchemy import select

from factdesk.exchange.bringing.employers import Employers, Professions
from factdesk.exchange.bringing.record import Record
from factdesk.exchange.header_words import field_of
from factdesk.exchange.plan import LeftOut, PlannedStaff
from factdesk.team.rules import initials_of
from factdesk.team.tables import Staff
from factdesk.words import _, format_number


def bring_staff(record: Record, planned: tuple[PlannedStaff, ...]) -> dict[str, str]:
    """Write the colleagues; the staff id of all initials, those of the workbook first.

    A colleague the team has already is not changed but where a field is empty; what differs is
    told of, for a colleague has no notes.
    """
    rows = list(record.work.session.scalars(select(Staff).order_by(Staff.initials, Staff.id)))
    today = record.work.today
    rows.sort(key=lambda row: row.valid_to is None or row.valid_to >= today)
    meant = {row.initials: row.id for row in rows}
    taken = {row.initials for row in rows}
    employers, professions = Employers(record), Professions(record)
    for one in planned:
        phone, email = _reached(record, one)
        if one.matches:
            staff_id = _known(record, one, employers, professions, phone, email)
        else:
            initials = one.initials
            if initials.upper() in {each.upper() for each in taken}:
                initials = initials_of(one.name, taken)
                why = _("Another colleague has these initials; {name} is {initials} in the team.")
                told = why.format(name=one.name, initials=initials)
                record.left_out.append(LeftOut(one.sheet, one.cell, one.initials, told))
            taken.add(initials)
            staff_id = record.work.add(
                Staff(
                    name=one.name,
                    initials=initials,
                    profession=professions.find(one.profession),
                    employer_id=employers.find(one.employer),
                    fte_percent=_percent(one) or Decimal(100),
                    phone=phone,
                    email=email,
                )
            ).id
            record.counts["staff"] += 1
        meant[one.initials] = staff_id
    return meant


def _known(
    record: Record,
    one: PlannedStaff,
    employers: Employers,
    professions: Professions,
    phone: str | None,
    email: str | None,
) -> str:
    """Fill the empty fields of a colleague the team has; the id."""
    row = record.work.get(Staff, one.matches or "")
    fill: dict[str, str] = {}
    if one.profession and row.profession == "other":
        fill["profession"] = professions.find(one.profession)
    elif one.profession and professions.existing(one.profession) != row.profession:
        _tell(record, one, one.profession)
    if one.employer and row.employer_id is None:
        fill["employer_id"] = employers.find(one.employer) or ""
    elif one.employer and not employers.agrees(one.employer, row.employer_id or ""):
        _tell(record, one, one.employer)
    for name, value in (("phone", phone), ("email", email)):
        if value and getattr(row, name) is None:
            fill[name] = value
        elif value and getattr(row, name) != value:
            _tell(record, one, value)
    percent = _percent(one)
    if percent is not None and percent != row.fte_percent:
        _tell(record, one, _("{number} %").format(number=format_number(percent)))
    if fill:
        record.work.edit(Staff, row.id, None, **fill)
    return row.id


def _reached(record: Record, one: PlannedStaff) -> tuple[str | None, str | None]:
    """Return telephone and e-mail among the notes about a colleague; tell of the others."""
    phone = email = None
    for note in one.notes:
        if phone is None and field_of(note.heading) == "phone":
            phone = note.text
        elif email is None and "@" in note.text and " " not in note.text:
            email = note.text
        else:
            why = _("A colleague has no notes; {name} came in without it.").format(name=one.name)
            record.left_out.append(LeftOut(note.sheet, note.cell, note.text, why))
    return phone, email


def _tell(record: Record, one: PlannedStaff, text: str) -> None:
    """Tell of a value that differs from what the team has."""
    why = _("The team has something else for {name}; it was not changed.").format(name=one.name)
    record.left_out.append(LeftOut(one.sheet, one.cell, text, why))


def _percent(one: PlannedStaff) -> Decimal | None:
    """Return the part of full time in percent, as the store keeps it."""
    return (
        None if one.fte_percent is None else Decimal(str(one.fte_percent)).quantize(Decimal(".01"))
    )
