"""The day list on paper: what nobody goes to yet, then each member's visits, then all by time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reportlab.platypus import Flowable

from factdesk.clock import OSLO
from factdesk.contacts.rules import ClashKind
from factdesk.contacts.tables import WithWhom
from factdesk.contacts.views import DayFacts, DayStaff, DayVisit
from factdesk.papers.frame import Sheet, build
from factdesk.papers.marks import Chip, Heading, TickBox
from factdesk.papers.rows import Cell, Column, rows_table
from factdesk.papers.styles import Looks
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_time, in_language, ngettext, pgettext


def day_list_pdf(facts: DayFacts, team: TeamFacts, *, printed_at: datetime, language: str) -> bytes:
    """The visits of a day as a PDF in "nb", "nn" or "en"; ``team`` is of the same day."""
    with in_language(language):
        looks = Looks(8.6)
        day = format_date(facts.day, "medium")
        sheet = Sheet(
            title=_("Day list {day}").format(day=day),
            subject=_("The team's visits of one day"),
            team=team.settings.name,
            printed_at=printed_at,
            running=_("Day list {day}").format(day=day),
        )
        paper = _DayList(facts, team, looks, sheet.width)
        return build(sheet, looks, paper.story)


class _DayList:
    """The day's flowables, made from facts, team and looks."""

    def __init__(self, facts: DayFacts, team: TeamFacts, looks: Looks, width: float) -> None:
        self.facts, self.team, self.looks, self.width = facts, team, looks, width

    def story(self) -> list[Flowable]:
        """Everything from the title to the last visit."""
        title = _("Day list, {day}").format(day=format_date(self.facts.day, "day"))
        story: list[Flowable] = [
            Heading(self.looks, title, role="title"),
            self.looks.text(self._summary(), "lead"),
        ]
        if self.facts.unassigned:
            story.append(
                self._visits(self.facts.unassigned, pgettext("day list", "Nobody goes yet"))
            )
        for one in self.facts.staff:
            if one.visits:
                visits = [visit for visit in self.facts.visits if visit.id in one.visits]
                story.append(self._visits(visits, self._member(one)))
        story += self._without_visits()
        if self.facts.visits:
            story.append(self._by_time())
        if self.facts.unanswered:
            story.append(self._unanswered())
        return story

    def _summary(self) -> str:
        count = len(self.facts.visits)
        if not count:
            return _("No visits are planned.")
        parts = [ngettext("{count} visit", "{count} visits", count).format(count=count)]
        missing = len(self.facts.unassigned)
        if missing:
            parts.append(
                ngettext(
                    "{count} that nobody goes to yet", "{count} that nobody goes to yet", missing
                ).format(count=missing)
            )
        return " · ".join(parts)

    def _member(self, one: DayStaff) -> str:
        """«MH · Marit Holm · on video (course)»."""
        words = {"video": pgettext("day list", "on video"), "away": pgettext("day list", "away")}
        word = words.get(one.presence, "")
        if word and one.presence_note:
            word = f"{word} ({one.presence_note})"
        elif one.presence_note:
            word = one.presence_note
        return " · ".join(part for part in (one.initials, one.name, one.phone or "", word) if part)

    def _visits(self, visits: Iterable[DayVisit], section: str) -> Flowable:
        columns = [
            Column("", 4),
            Column(pgettext("day list", "Time"), 17),
            Column(_("Person"), 34),
            Column(pgettext("day list", "How"), 19),
            Column(pgettext("day list", "Who"), 14),
            Column(pgettext("day list", "Remember"), 30),
        ]
        rows = [self._row(visit) for visit in _in_order(visits)]
        return rows_table(self.looks, columns, rows, self.width, section=section)

    def _row(self, visit: DayVisit) -> list[Cell]:
        text = self.looks.text
        where = ", ".join(part for part in (visit.address, visit.municipality) if part)
        about = [text(part, "muted") for part in (where, visit.phone) if part]
        how: list[Flowable] = [text(self._how(visit))]
        if car := self._car(visit):
            how.append(Chip(self.looks, car))
        done: list[Flowable] = (
            [] if visit.is_planned else [text(pgettext("day list", "done"), "muted")]
        )
        return [
            [TickBox(ticked=not visit.is_planned)],
            [text(self._time(visit), "strong"), *done],
            [text(visit.person, "strong"), *about],
            how,
            self._who(visit),
            self._remember(visit),
        ]

    def _time(self, visit: DayVisit) -> str:
        if visit.day_only:
            return _("all day")
        start = format_time(visit.start)
        if visit.minutes is None:
            return start
        return f"{start}–{format_time(visit.slot.end.astimezone(OSLO))}"

    def _how(self, visit: DayVisit) -> str:
        """The place of a meeting, else the kind; and with whom, where it is not the person."""
        if self.team.means("contact_kind", visit.kind) == "face_to_face":
            how = self.team.word("contact_place", visit.place)
        else:
            how = self.team.word("contact_kind", visit.kind)
        whom = {
            WithWhom.NEXT_OF_KIN: _("with next of kin"),
            WithWhom.SERVICE: _("with another service"),
        }
        return ", ".join(part for part in (how, whom.get(visit.with_whom, "")) if part)

    def _car(self, visit: DayVisit) -> str:
        return next((car.name for car in self.team.cars if car.id == visit.car_id), "")

    def _initials(self, visit: DayVisit) -> str:
        """«MH + EØ», with a question mark for each who is missing."""
        names = [self.team.initials(one) for one in visit.staff]
        return " + ".join([*names, *["?"] * max(0, visit.needs - len(names))])

    def _who(self, visit: DayVisit) -> list[Flowable]:
        shown: list[Flowable] = [self.looks.text(self._initials(visit), "strong")]
        if visit.needs > 1:
            word = (
                pgettext("day list", "Two")
                if visit.needs == 2
                else _("{count} staff").format(count=visit.needs)
            )
            shown.append(Chip(self.looks, word, "warn"))
        return shown

    def _remember(self, visit: DayVisit) -> list[Flowable]:
        """Standing warnings, what is wrong with the plan, and the short note."""
        shown: list[Flowable] = []
        for code, text in visit.warnings:
            word = self.team.word("warning_kind", code)
            shown.append(Chip(self.looks, f"{word}: {text}" if text else word, "danger"))
        for clash in visit.clashes:
            if clash.kind in (ClashKind.UNASSIGNED, ClashKind.TOO_FEW):
                continue
            shown.append(Chip(self.looks, self._clash(clash.kind, clash.staff_id), "warn"))
        if visit.short_note:
            shown.append(self.looks.text(visit.short_note))
        return shown

    def _clash(self, kind: ClashKind, staff_id: str | None) -> str:
        initials = self.team.initials(staff_id)
        words = {
            ClashKind.AWAY: _("{initials} is away"),
            ClashKind.OVERLAP: _("{initials} has another visit at this time"),
            ClashKind.CAR: _("The car is booked twice at this time"),
        }
        return words[kind].format(initials=initials)

    def _without_visits(self) -> list[Flowable]:
        """Those without visits in two lines: who is at work, and who is away."""
        free = [one for one in self.facts.staff if not one.visits]
        here = [self._short(one) for one in free if one.presence != "away"]
        away = [self._short(one) for one in free if one.presence == "away"]
        lines = []
        if here:
            lines.append(_("Without visits: {members}").format(members=", ".join(here)))
        if away:
            lines.append(_("Away: {members}").format(members=", ".join(away)))
        return [self.looks.marked(self.looks.markup(line), space_after=6) for line in lines]

    def _short(self, one: DayStaff) -> str:
        notes = [pgettext("day list", "on video")] if one.presence == "video" else []
        notes += [one.presence_note] if one.presence_note else []
        return f"{one.initials} ({', '.join(notes)})" if notes else one.initials

    def _by_time(self) -> Flowable:
        columns = [
            Column(pgettext("day list", "Time"), 20),
            Column(_("Person"), 36),
            Column(pgettext("day list", "How"), 28),
            Column(pgettext("day list", "Who"), 20),
            Column(_("Car"), 20),
        ]
        text = self.looks.text
        rows: list[list[Cell]] = [
            [
                [text(self._time(visit), "strong")],
                [text(visit.person)],
                [text(self._how(visit))],
                [text(self._initials(visit), "strong")],
                [text(self._car(visit))],
            ]
            for visit in _in_order(self.facts.visits)
        ]
        return rows_table(self.looks, columns, rows, self.width, section=_("All by time"))

    def _unanswered(self) -> Flowable:
        columns = [
            Column("", 4),
            Column(_("Planned for"), 28),
            Column(_("Person"), 40),
            Column(pgettext("day list", "How"), 26),
            Column(pgettext("day list", "Who"), 20),
        ]
        text = self.looks.text
        rows: list[list[Cell]] = [
            [
                [TickBox()],
                [text(f"{self._day(visit)} {self._time(visit)}")],
                [text(visit.person)],
                [text(self._how(visit))],
                [text(self._initials(visit))],
            ]
            for visit in self.facts.unanswered
        ]
        title = _("Was it done? Earlier visits nobody has answered for")
        return rows_table(self.looks, columns, rows, self.width, section=title)

    def _day(self, visit: DayVisit) -> str:
        return format_date(visit.start.astimezone(OSLO).date(), "short")


def _in_order(visits: Iterable[DayVisit]) -> list[DayVisit]:
    """Visits without a time of day first, then by time."""
    return sorted(visits, key=lambda visit: (not visit.day_only, visit.start))
