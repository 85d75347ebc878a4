"""What letting a visit go in another lane or at another time means, as a command."""

from datetime import date, time
from typing import Any

from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.rules import moment
from ui.today.timeline import Drop


def action_of(drop: Drop, day: date) -> EditContact | None:
    """The change a drop asks for; ``None`` where nothing moves.

    From one member to another hands the visit over, from the tray puts a member on it, to the tray
    takes the member off, to a car books it.
    """
    visit, changed = drop.entry.visit, dict[str, Any]()
    staff = _staff(drop)
    if staff != visit.staff:
        changed |= {"staff_ids": staff, "was_staff": visit.staff}
    if drop.target.kind == "car" and drop.target.id != visit.car_id:
        changed["car_id"] = drop.target.id
    if drop.minute < 0 and not visit.day_only:
        changed["day_only"] = True
    elif drop.minute >= 0 and (visit.day_only or drop.minute != drop.entry.first):
        start = moment(day, time(drop.minute // 60, drop.minute % 60))
        changed |= {"start": start, "day_only": False}
    return EditContact(visit.id, visit.version, **changed) if changed else None


def _staff(drop: Drop) -> tuple[str, ...]:
    """Who goes after the drop."""
    staff, source, target = drop.entry.visit.staff, drop.source, drop.target
    if target is source or target.kind == "car" or source.id == target.id:
        return staff
    left = tuple(one for one in staff if source.kind != "staff" or one != source.id)
    if target.kind == "tray":
        return left
    return tuple(dict.fromkeys((*left, target.id)))
