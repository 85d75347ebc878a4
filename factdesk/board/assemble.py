"""From the lines of the four statements to the board's facts; no query in here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from factdesk.board import rules
from factdesk.board.facts import (
    BoardRow,
    LastContact,
    LegalFact,
    LevelFact,
    PlannedVisit,
    StaffMark,
    Stay,
    TaskFact,
    WarningFact,
)
from factdesk.board.tables import Level
from factdesk.clock import OSLO
from factdesk.people.consents import ConsentTerms, consent_state, told
from factdesk.people.kinds import ConsentGiver
from factdesk.people.rules import age_on, next_turning
from factdesk.team.defaults import word

#: A name that nobody has written yet.
NO_NAME = "–"


@dataclass
class Words:
    """Marks of the staff on two days, cars by id, the team's lists, and the levels."""

    today: dict[str, StaffMark] = field(default_factory=dict)
    tomorrow: dict[str, StaffMark] = field(default_factory=dict)
    active: list[StaffMark] = field(default_factory=list)
    cars: dict[str, str] = field(default_factory=dict)
    labels: dict[tuple[str, str], tuple[str, str | None]] = field(default_factory=dict)
    levels: dict[str, LevelFact] = field(default_factory=dict)
    _said: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, list_name: str, code: str) -> str:
        """The team's word for a code, looked up once per board."""
        key = (list_name, code)
        if key not in self._said:
            label = self.labels.get(key, (code, None))[1]
            self._said[key] = label or word(list_name, code)
        return self._said[key]

    def means(self, list_name: str, code: str) -> str:
        """The built-in code whose rules a code follows."""
        return self.labels.get((list_name, code), (code, None))[0]

    def initials(self, staff_id: str | None) -> str:
        """Initials, empty for nobody."""
        mark = self.today.get(staff_id or "")
        return mark.initials if mark else ""


def read_words(lines: Iterable[Any]) -> Words:
    """The words, from the lines of ``WORDS``."""
    words = Words()
    for part, row_id, a, b, c, d, name, note, n in lines:
        if part == "staff":
            mark = StaffMark(row_id, a, name, b or "here", note)
            words.today[row_id] = mark
            words.tomorrow[row_id] = StaffMark(row_id, a, name, c or "here")
            if n:
                words.active.append(mark)
        elif part == "car":
            words.cars[row_id] = a
        elif part == "word":
            words.labels[a, b] = (c, d)
        else:
            words.levels[a] = LevelFact(a, rules.shown_level(a, b), c or "", b, n)
    words.active.sort(key=lambda mark: mark.initials)
    for level in Level:
        words.levels.setdefault(
            level.value, LevelFact(level.value, rules.shown_level(level, None), "", None, None)
        )
    return words


@dataclass
class Contacts:
    """What the contacts say of one person."""

    last: LastContact | None = None
    last_in_ward: bool = False
    did_not_come_on: date | None = None
    seen_by: set[str] = field(default_factory=set)
    visits: list[PlannedVisit] = field(default_factory=list)


def read_contacts(lines: Iterable[Any], words: Words, today: date) -> dict[str, Contacts]:
    """Contacts per person, from the lines of ``CONTACTS`` (one per contact and member)."""
    found: dict[tuple[str, str], tuple[Any, list[str]]] = {}
    for line in lines:
        _same, staff = found.setdefault((line[0], line[1]), (line, []))
        if line[11] is not None:
            staff.append(line[11])
    people: defaultdict[str, Contacts] = defaultdict(Contacts)
    for (part, _id), (line, staff) in found.items():
        about = people[line[3]]
        kind = words.means("contact_kind", line[5])
        if part == "planned":
            about.visits.append(_visit(line, staff, words, today))
            continue
        on = rules.norwegian_day(line[7])
        if part == "last":
            initials = tuple(sorted(filter(None, map(words.initials, staff))))
            about.last = LastContact(line[7], on, kind, initials)
            about.last_in_ward = words.means("contact_place", line[6]) == "ward"
        elif kind == "did_not_come":
            if about.did_not_come_on is None or on > about.did_not_come_on:
                about.did_not_come_on = on
        elif kind == "face_to_face" and line[4] == "person":
            about.seen_by.update(staff)
    for about in people.values():
        about.visits.sort(key=lambda visit: (visit.on, visit.day_only, visit.start, visit.id))
        missed = about.did_not_come_on
        if missed is not None and about.last is not None and missed < about.last.on:
            about.did_not_come_on = None
    return people


def _visit(line: Any, staff: list[str], words: Words, today: date) -> PlannedVisit:
    on = rules.norwegian_day(line[7])
    marks = words.today if on == today else words.tomorrow
    who = sorted((marks[one] for one in staff if one in marks), key=lambda mark: mark.initials)
    return PlannedVisit(
        id=line[1],
        version=line[2],
        start=line[7],
        on=on,
        is_today=on == today,
        day_only=bool(line[8]),
        kind=words.means("contact_kind", line[5]),
        place=words.means("contact_place", line[6]),
        place_word=words.say("contact_place", line[6]),
        car=words.cars.get(line[10] or ""),
        needs=line[9],
        staff=tuple(who),
    )


@dataclass
class Around:
    """What stands around one person."""

    legal: list[LegalFact] = field(default_factory=list)
    warnings: list[WarningFact] = field(default_factory=list)
    tasks: list[TaskFact] = field(default_factory=list)
    stay: Stay | None = None
    kin: list[tuple[bool, ConsentTerms | None]] = field(default_factory=list)
    workers: list[str] = field(default_factory=list)


def read_around(
    lines: Iterable[Any], words: Words, today: date, notice_days: int
) -> dict[str, Around]:
    """What stands around each person, from the lines of ``AROUND``."""
    people: defaultdict[str, Around] = defaultdict(Around)
    in_order = sorted(lines, key=lambda line: line[2])
    for part, person, row_id, version, kind, giver, text, first, second, third, staff in in_order:
        about = people[person]
        if part == "legal":
            about.legal.append(_legal(row_id, kind, second, third, words, today, notice_days))
        elif part == "warning":
            about.warnings.append(
                WarningFact(
                    row_id,
                    kind,
                    words.means("warning_kind", kind),
                    words.say("warning_kind", kind),
                    text,
                    first,
                    second,
                    second < today,
                )
            )
        elif part == "task":
            late = first is not None and first < today
            about.tasks.append(
                TaskFact(row_id, version, text, staff, words.initials(staff), first, late)
            )
        elif part == "stay":
            about.stay = _newer(about.stay, Stay(kind, text or "", first, second, third))
        elif part == "kin":
            terms = None
            if giver is not None:
                terms = ConsentTerms(ConsentGiver(giver), first, second, third)
            about.kin.append((kind == "guardian", terms))
        else:
            about.workers.append(staff)
    for about in people.values():
        about.legal.sort(key=lambda fact: (fact.next_on or date.max, fact.word, fact.id))
        about.warnings.sort(key=lambda fact: (fact.since, fact.word, fact.id))
        about.tasks.sort(key=lambda fact: (fact.due_on or date.max, fact.id))
    return people


def _legal(
    row_id: str,
    kind: str,
    control: date | None,
    expires: date | None,
    words: Words,
    today: date,
    notice_days: int,
) -> LegalFact:
    coming = min((day for day in (control, expires) if day is not None), default=None)
    left = None if coming is None else (coming - today).days
    return LegalFact(
        id=row_id,
        kind=kind,
        word=words.say("legal_kind", kind),
        control_on=control,
        expires_on=expires,
        next_on=coming,
        next_is_expiry=coming is not None and coming == expires,
        days_left=left,
        is_near=left is not None and left <= notice_days,
    )


def _newer(one: Stay | None, other: Stay) -> Stay:
    """The open stay, else the one that ended last."""
    if one is None:
        return other
    return max(
        other, one, key=lambda stay: (stay.discharged_on is None, stay.discharged_on or date.min,
                                      stay.admitted_on)
    )  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """What holds for every row: the day, the words, the team's numbers, the reader's rights."""

    today: date
    words: Words
    contact_due_days: int
    crisis_plan_months: int
    discharge_contact_days: int
    sees_records: bool


def make_row(line: Any, order: int, about: Around, seen: Contacts, setting: Setting) -> BoardRow:
    """One row of the board."""
    today, words = setting.today, setting.words
    reduced = not setting.sees_records or bool(line.barred)
    level = words.levels[line.level]
    last_on = None if seen.last is None else seen.last.on
    coordinator = words.today.get(line.coordinator_id or "")
    months = None if line.crisis_plan_on is None else rules.months_since(line.crisis_plan_on, today)
    return BoardRow(
        person_id=line.person_id,
        name=shown(line),
        sort_name=f"{line.family_name} {line.given_name}".strip(),
        age=age_on(line.birth_date, today),
        municipality=line.municipality,
        stay=None if reduced else _shown_stay(about.stay, today),
        episode_id=line.episode_id,
        version=line.version,
        category_id=line.section_id,
        order=order,
        level=level.level,
        level_word=level.word,
        level_meaning=level.meaning,
        reason="" if reduced else line.reason,
        agreed="" if reduced else line.agreed,
        next_check_on=line.next_check_on,
        placed_on=rules.norwegian_day(line.placed_at),
        days=rules.days_on_board(line.placed_at, today),
        placed_by=words.initials(line.placed_by),
        last_contact=seen.last,
        contact_overdue=rules.is_old(last_on, today, setting.contact_due_days),
        did_not_come_on=seen.did_not_come_on,
        seen_by=len(seen.seen_by),
        coordinator=coordinator,
        cover=_cover(coordinator, about.workers, line.clinician_id, words),
        crisis_plan_on=None if reduced else line.crisis_plan_on,
        crisis_plan_months=None if reduced else months,
        crisis_plan_old=months is not None and months >= setting.crisis_plan_months,
        contact_due_on=None if reduced else _contact_due(about, seen, setting),
        turns=None if reduced else next_turning(line.birth_date, today),
        children_under_18=None if reduced else line.children_under_18,
        has_kin=bool(about.kin) and not reduced,
        kin_may_be_told=not reduced and _kin_is_told(about, line.birth_date, today),
        is_reduced=reduced,
        wall_alias=line.wall_alias,
        legal=() if reduced else tuple(about.legal),
        warnings=tuple(_without_text(about.warnings) if reduced else about.warnings),
        visits=tuple(seen.visits),
        tasks=() if reduced else tuple(about.tasks),
    )


def _kin_is_told(about: Around, birth_date: date | None, today: date) -> bool:
    """Whether anybody close may be told something, by consent or as a parent."""
    return any(
        told(
            None if terms is None else consent_state(terms, birth_date, today, 0),
            birth_date,
            today,
            is_guardian=is_guardian,
        ).is_told
        for is_guardian, terms in about.kin
    )


def shown(line: Any) -> str:
    """The preferred name where there is one, else given and family name; one may be all."""
    return line.preferred_name or f"{line.given_name} {line.family_name}".strip() or NO_NAME


def _shown_stay(stay: Stay | None, today: date) -> Stay | None:
    if stay is None or stay.discharged_on is None:
        return stay
    recent = (today - stay.discharged_on).days <= rules.DISCHARGE_SHOWN_DAYS
    return stay if recent else None


def _contact_due(about: Around, seen: Contacts, setting: Setting) -> date | None:
    """The day the first contact after a discharge is due, until it has been.

    A contact in the ward on the day of discharge is not the first one after it.
    """
    discharged = None if about.stay is None else about.stay.discharged_on
    if discharged is None:
        return None
    last = None if seen.last is None else seen.last.on
    if last == discharged and seen.last_in_ward:
        last = None
    return rules.contact_after_discharge_due(discharged, last, setting.discharge_contact_days)


def _cover(
    coordinator: StaffMark | None, workers: Sequence[str], clinician: str | None, words: Words
) -> StaffMark | None:
    """Who stands in for a coordinator who is away: a further worker at work, else the clinician."""
    if coordinator is None or not coordinator.is_away:
        return None
    for one in [*workers, clinician or ""]:
        mark = words.today.get(one)
        if mark is not None and mark.id != coordinator.id and not mark.is_away:
            return mark
    return None


def _without_text(warnings: Iterable[WarningFact]) -> list[WarningFact]:
    return [
        WarningFact(one.id, one.kind, one.means, one.word, None, one.since, one.review_on,
                    one.review_overdue)
        for one in warnings
    ]  # fmt: skip


def midnights(day: date) -> tuple[datetime, datetime]:
    """The start of the day in Norway, and of the day after tomorrow."""
    start = datetime.combine(day, datetime.min.time(), OSLO)
    after = datetime.combine(day + timedelta(days=2), datetime.min.time(), OSLO)
    return start, after
