"""Writing who is on the board, who follows them up, and the contacts to come."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from sqlalchemy import select

from factdesk.board.defaults import level_word
from factdesk.board.episodes import last_position
from factdesk.board.rules import norwegian_day
from factdesk.board.tables import BoardEpisode, Level
from factdesk.contacts.rules import moment
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.exchange.bringing.categories import Categories, board_code
from factdesk.exchange.bringing.persons import Written
from factdesk.exchange.bringing.record import Record, place
from factdesk.exchange.plan import ImportPlan, PlannedEpisode, PlannedVisit
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person, Worker
from factdesk.team.tables import Car
from factdesk.words import _, format_date, pgettext

_KINDS: Final = {"visit": "face_to_face", "telephone": "telephone", "video": "video"}
_PLACES: Final = {"admitted": "ward", "prison": "prison"}
_FUNCTION: Final = "case_manager"


class BoardWriter:
    """Places persons, once each."""

    def __init__(self, record: Record, plan: ImportPlan, meant: dict[str, str]) -> None:
        """Take the import, its plan, and the staff id of all initials."""
        self._record, self._meant = record, meant
        self._categories = Categories(record, plan.categories)
        self._episodes: dict[str, list[BoardEpisode]] = defaultdict(list)
        for row in record.work.session.scalars(select(BoardEpisode)):
            self._episodes[row.person_id].append(row)
        self._cars = {_plain(row.name): row.id for row in record.work.session.scalars(select(Car))}
        found = record.work.session.execute(
            select(Contact.person_id, Contact.start, Contact.short_note)
        )
        self._contacts = {(person, start): text for person, start, text in found}

    def write(self, plan: ImportPlan, written: dict[str, Written]) -> None:
        """Place everybody who is brought in and stands on a board of the workbook."""
        for episode in plan.episodes:
            if episode.person in written:
                self._write(episode, written[episode.person].id)

    def _write(self, episode: PlannedEpisode, person_id: str) -> None:
        person = self._record.work.get(Person, person_id)
        standing = next((row for row in self._episodes[person_id] if row.removed_at is None), None)
        if person.stage is Stage.CLOSED:
            self._note_all(episode, person_id)
            return
        if standing is not None:
            self._note_differences(episode, standing)
            self._record.counts["standing"] += 1
        elif (earlier := self._earlier(episode, person_id)) is not None:
            self._note_differences(episode, earlier)
        else:
            self._place(episode, person)
        for visit in episode.visits:
            self._plan(visit, episode, person_id)

    def _earlier(self, episode: PlannedEpisode, person_id: str) -> BoardEpisode | None:
        """Return this very placing where it has come in before and the team has taken it off."""
        return next(
            (
                row
                for row in self._episodes[person_id]
                if row.reason == episode.reason
                and norwegian_day(row.placed_at) == episode.placed_on
            ),
            None,
        )

    def _place(self, episode: PlannedEpisode, person: Person) -> None:
        """Put a person on the board, with those who follow them up."""
        category = self._categories.find(episode.category)
        row = self._record.work.add(
            BoardEpisode(
                person_id=person.id,
                category_id=category.id,
                level=Level(episode.status or Level.NONE),
                reason=episode.reason,
                agreed=episode.agreed,
                position=last_position(self._record.work, category.id),
                placed_at=self._placed_at(episode),
                placed_by=self._record.author,
            )
        )
        self._episodes[person.id].append(row)
        self._record.counts["placed"] += 1
        for staff_id in self._missing(episode, person):
            self._record.work.add(
                Worker(person_id=person.id, staff_id=staff_id, function=_FUNCTION)
            )

    def _placed_at(self, episode: PlannedEpisode) -> datetime:
        """Return the moment: noon of the day, and never later than now."""
        if episode.placed_on is None:
            return self._record.work.now
        return min(moment(episode.placed_on, None), self._record.work.now)

    def _missing(self, episode: PlannedEpisode, person: Person) -> list[str]:
        """Return the colleagues of a row who are neither coordinator nor around the person."""
        around = set(
            self._record.work.session.scalars(
                select(Worker.staff_id).where(
                    Worker.person_id == person.id, Worker.valid_to.is_(None)
                )
            )
        ) | {person.coordinator_id, person.clinician_id}
        wanted = [self._meant[one] for one in episode.staff if one in self._meant]
        return [one for one in dict.fromkeys(wanted) if one not in around]

    def _note_differences(self, episode: PlannedEpisode, row: BoardEpisode) -> None:
        """Keep what the workbook says otherwise about somebody who stands on the board."""
        person = self._record.work.get(Person, row.person_id)
        category = self._categories.existing(episode.category)
        named = {one: initials for initials, one in self._meant.items()}
        said = []
        if category is None or category.id != row.category_id:
            said.append((pgettext("spreadsheet", "category"), episode.category.name))
        if episode.reason != row.reason:
            said.append((_("reason on the board"), episode.reason))
        if episode.agreed != row.agreed:
            said.append((_("agreed"), episode.agreed))
        if episode.status and episode.status != row.level.value:
            said.append((_("status on the board"), level_word(episode.status)))
        day = episode.placed_on
        if day and day <= self._record.work.today and day != norwegian_day(row.placed_at):
            said.append((_("on the board since"), format_date(day)))
        if missing := self._missing(episode, person):
            said.append((_("followed up by"), "/".join(named[one] for one in missing)))
        for heading, text in said:
            self._record.note(row.person_id, heading, text, place(episode.sheet, episode.cell))

    def _note_all(self, episode: PlannedEpisode, person_id: str) -> None:
        """Keep everything about the board of a person who is closed, and so not on it."""
        since = format_date(episode.placed_on) if episode.placed_on else ""
        for heading, text in (
            (pgettext("spreadsheet", "category"), episode.category.name),
            (_("reason on the board"), episode.reason),
            (_("agreed"), episode.agreed),
            (_("on the board since"), since),
            (_("followed up by"), "/".join(episode.staff)),
            *((_("contact planned"), visit.text) for visit in episode.visits),
        ):
            self._record.note(person_id, heading, text, place(episode.sheet, episode.cell))

    def _plan(self, visit: PlannedVisit, episode: PlannedEpisode, person_id: str) -> None:
        """Plan a contact; where the person has one at that very time, another text is a note."""
        start = moment(visit.on, visit.at)
        text = None if visit.text == visit.on.isoformat() else visit.text
        if (person_id, start) in self._contacts:
            if text and text != self._contacts[person_id, start]:
                where = place(episode.sheet, episode.cell)
                self._record.note(person_id, _("contact planned"), text, where)
            return
        self._contacts[person_id, start] = text
        at = _PLACES.get(board_code(episode.category) or "", "home")
        contact = self._record.work.add(
            Contact(
                person_id=person_id,
                state=ContactState.PLANNED,
                kind=_KINDS[visit.kind],
                place=at if visit.kind == "visit" else "other",
                start=start,
                day_only=visit.at is None,
                needs=min(max(1, len(visit.staff)), 9),
                car_id=self._car(visit.car),
                short_note=text,
            )
        )
        going = [self._meant[one] for one in visit.staff if one in self._meant]
        for staff_id in dict.fromkeys(going):
            self._record.work.add(ContactStaff(contact_id=contact.id, staff_id=staff_id))
        self._record.counts["contacts"] += 1

    def _car(self, name: str | None) -> str | None:
        """Return the id of a car, a new one where the team has none of that name."""
        if not name:
            return None
        if _plain(name) not in self._cars:
            row = self._record.work.add(Car(name=name[0].upper() + name[1:]))
            self._cars[_plain(name)] = row.id
        return self._cars[_plain(name)]


def _plain(name: str) -> str:
    """Return what "Bil 2" and "bil  2" share."""
    return " ".join(name.casefold().split())
