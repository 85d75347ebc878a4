"""The words of a visit on the Today page: its lines, its warnings, and what is read aloud."""

from factdesk.clock import OSLO
from factdesk.contacts.rules import Clash, ClashKind
from factdesk.contacts.views import DayFacts, DayVisit
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_time


def time_word(visit: DayVisit) -> str:
    """«10:00–11:00», «10:00», or «all day»."""
    if visit.day_only:
        return _("all day")
    start = format_time(visit.start)
    if visit.minutes is None:
        return start
    return f"{start}–{format_time(visit.slot.end.astimezone(OSLO))}"


def staff_word(visit: DayVisit, team: TeamFacts) -> str:
    """«MH + EØ», with a question mark for each who is missing."""
    names = [team.initials(one) for one in visit.staff]
    return " + ".join(names + ["?"] * max(0, visit.needs - len(names)))


def where_word(visit: DayVisit, team: TeamFacts) -> str:
    """The kind where it is no meeting, else the place."""
    if team.means("contact_kind", visit.kind) == "face_to_face":
        return team.word("contact_place", visit.place)
    return team.word("contact_kind", visit.kind)


def car_word(visit: DayVisit, team: TeamFacts) -> str:
    """The name of the car, empty for none."""
    return next((car.name for car in team.cars if car.id == visit.car_id), "")


def state_word(visit: DayVisit) -> str:
    """Planned or done."""
    return _("planned") if visit.is_planned else _("done")


def clash_word(clash: Clash, day: DayFacts, team: TeamFacts) -> str:
    """One warning in words."""
    initials = team.initials(clash.staff_id)
    other = day.visit(clash.other_id)
    name = other.person if other else ""
    texts = {
        ClashKind.OVERLAP: _("{initials} is with {name} at the same time"),
        ClashKind.AWAY: _("{initials} is away"),
        ClashKind.CAR: _("The car is booked for {name} at the same time"),
        ClashKind.TOO_FEW: _("Too few staff: this visit takes more"),
        ClashKind.UNASSIGNED: _("Nobody goes yet"),
    }
    return texts[clash.kind].format(initials=initials, name=name)


def warning_words(visit: DayVisit, team: TeamFacts) -> list[str]:
    """The person's standing warnings: «Always go two», «Dog: tied up»."""
    return [
        f"{team.word('warning_kind', code)}: {text}" if text else team.word("warning_kind", code)
        for code, text in visit.warnings
    ]


def spoken(visit: DayVisit, day: DayFacts, team: TeamFacts) -> str:
    """A visit as a screen reader says it."""
    parts = [
        time_word(visit),
        visit.person,
        where_word(visit, team),
        staff_word(visit, team),
        car_word(visit, team),
        state_word(visit),
        *warning_words(visit, team),
        *(clash_word(clash, day, team) for clash in visit.clashes),
        visit.short_note or "",
    ]
    return ", ".join(part for part in parts if part)
