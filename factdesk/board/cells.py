"""What each cell of the board says: words, tones and marks, for the screen and for paper.

One function per column makes a `Cell` of a `BoardRow`. Screen readers are given the same words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from factdesk.board.facts import (
    BoardFacts,
    BoardRow,
    LegalFact,
    PlannedVisit,
    StaffMark,
    WarningFact,
)
from factdesk.words import _, format_date, format_time, ngettext, pgettext, relative_day

Tone = Literal["neutral", "danger", "warn", "info", "ok"]
"""How much attention a chip asks for."""

#: The columns, in order; their numbers are used by table, painter and page.
STATUS, PERSON, REASON, LEGAL, LAST, VISITS, AGREED, COORDINATOR, CRISIS = range(9)

#: Warnings that decide how a visit is made, and so are red.
_GRAVE = frozenset({"go_two", "violence"})


@dataclass(frozen=True, slots=True)
class ChipText:
    """A few words on a soft fill; `strong` stands in front."""

    text: str
    tone: Tone = "neutral"
    strong: str = ""

    @property
    def spoken(self) -> str:
        """The words of the chip."""
        return f"{self.strong} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell.

    `main` may take `lines` lines, `foot` one; where `foot` is too long for it, the screen says
    `brief` instead, which may take two. A tone of "danger" is painted with a mark of its own
    beside the colour. `spoken` says what a mark alone shows.
    """

    main: str = ""
    foot: str = ""
    brief: str = ""
    tone: str = ""
    foot_tone: str = "muted"
    strong: bool = False
    lines: int = 1
    chips: tuple[ChipText, ...] = ()
    badge: StaffMark | None = None
    level: str = ""
    spoken: str = ""

    @property
    def words(self) -> str:
        """Everything the cell says, for a screen reader and for copying."""
        chips = (chip.spoken for chip in self.chips)
        return ", ".join(part for part in (self.spoken, self.main, *chips, self.foot) if part)


def row_cells(row: BoardRow, today: date, seen_norm: int) -> tuple[Cell, ...]:
    """The cells of a person, in the order of the columns."""
    return (
        Cell(level=row.level, spoken=row.level_word),
        Cell(row.name, _about(row, today), strong=True, lines=2),
        Cell(row.reason, _since(row, today), _since_brief(row, today), lines=2),
        Cell(chips=legal_chips(row, today)),
        _last(row, today, seen_norm),
        Cell(chips=visit_chips(row)),
        _agreed(row, today),
        _coordinator(row),
        _crisis(row),
    )


def board_counts(facts: BoardFacts) -> list[str]:
    """ "18 on the board of 87", "2 new since Friday", "1 discharged"."""
    since = day_text(facts.since, facts.day)
    of = _("{count} on the board of {all}").format(count=facts.on_board, all=facts.enrolled)
    new = ngettext("{count} new since {day}", "{count} new since {day}", facts.new)
    parts = [of, new.format(count=facts.new, day=since)]
    if facts.discharged:
        text = ngettext("{count} discharged", "{count} discharged", facts.discharged)
        parts.append(text.format(count=facts.discharged))
    return parts


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def day_text(day: date, today: date) -> str:
    """A day that has been or comes, short: "i går", "fredag", "12.3.", "12.03.2025"."""
    away = abs((day - today).days)
    if away <= 1 or 0 < (today - day).days < 7:
        return relative_day(day, today)
    return format_date(day, "short" if away < 330 else "numeric")


def ago_text(day: date, today: date) -> str:
    """How long ago a day was, where the days count: "i går", "for 3 dager siden"."""
    days = (today - day).days
    if days <= 1:
        return relative_day(day, today)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def where(row: BoardRow, today: date) -> str:
    """Where the person is: the ward or prison, when they came out, else the municipality."""
    stay = row.stay
    if stay is None:
        return row.municipality or ""
    if stay.discharged_on is None:
        return stay.place or stay_word(stay.kind)
    return _("discharged {day}").format(day=day_text(stay.discharged_on, today))


def stay_word(kind: str) -> str:
    """The kind of a stay in words."""
    words = {
        "psychiatric_ward": _("psychiatric ward"),
        "substance_ward": _("substance-use ward"),
        "somatic_ward": _("hospital"),
        "youth_ward": _("youth ward"),
        "prison": _("prison"),
    }
    return words.get(kind, _("away from home"))


def _about(row: BoardRow, today: date) -> str:
    age = None if row.age is None else pgettext("age", "{years} years").format(years=row.age)
    return " · ".join(part for part in (age, where(row, today)) if part)


def _since(row: BoardRow, today: date) -> str:
    days = ngettext("{count} day on the board", "{count} days on the board", row.days)
    parts = [days.format(count=row.days) if row.days > 0 else _("new today")]
    if row.placed_by:
        parts.append(_("placed by {initials}").format(initials=row.placed_by))
    if row.stay is not None and row.stay.expected_discharge_on and not row.stay.discharged_on:
        day = day_text(row.stay.expected_discharge_on, today)
        parts.append(_("discharge expected {day}").format(day=day))
    if row.next_check_on is not None:
        parts.append(_("next check {day}").format(day=day_text(row.next_check_on, today)))
    return " · ".join(parts)


def _since_brief(row: BoardRow, today: date) -> str:
    """The same in few signs: "10 d · TØ · vurderes 25.11."."""
    days = pgettext("brief", "{count} d").format(count=row.days) if row.days > 0 else _("new today")
    parts = [days, row.placed_by]
    if row.stay is not None and row.stay.expected_discharge_on and not row.stay.discharged_on:
        day = day_text(row.stay.expected_discharge_on, today)
        parts.append(pgettext("brief", "discharge {day}").format(day=day))
    if row.next_check_on is not None:
        day = day_text(row.next_check_on, today)
        parts.append(pgettext("brief", "check {day}").format(day=day))
    return " · ".join(part for part in parts if part)


def legal_chips(row: BoardRow, today: date) -> tuple[ChipText, ...]:
    """Warnings first, then what the law and the dates ask for."""
    chips = [_warning(warning) for warning in row.warnings]
    if row.contact_due_on is not None:
        late = row.contact_due_on < today
        text = _("first contact was due {day}") if late else _("first contact by {day}")
        text = capital(text.format(day=day_text(row.contact_due_on, today)))
        chips.append(ChipText(text, "danger" if late else "warn"))
    chips += [_decision(fact) for fact in row.legal]
    if row.turns is not None:
        day = format_date(row.turns.on, "short")
        text = _("Turns {age} on {day}").format(age=row.turns.years, day=day)
        chips.append(ChipText(text, "info"))
    if row.children_under_18:
        count = row.children_under_18
        text = ngettext("{count} child under 18", "{count} children under 18", count)
        chips.append(ChipText(text.format(count=count)))
    return tuple(chips)


def _warning(warning: WarningFact) -> ChipText:
    tone: Tone = "danger" if warning.means in _GRAVE else "neutral"
    if not warning.review_overdue:
        return ChipText(warning.word, tone)
    text = _("{warning} · review overdue").format(warning=warning.word)
    return ChipText(text, "danger" if tone == "danger" else "warn")


def _decision(fact: LegalFact) -> ChipText:
    if fact.days_left is None:
        return ChipText(fact.word, "info")
    days = fact.days_left
    if days < 0:
        expired, late = _("{decision} · expired"), _("{decision} · control overdue")
        text = expired if fact.next_is_expiry else late
        return ChipText(text.format(decision=fact.word), "danger")
    if fact.next_is_expiry:
        text = _("{decision} · expires in {count} d")
    else:
        text = _("{decision} · control in {count} d")
    text = text.format(decision=fact.word, count=days)
    return ChipText(text, "warn" if fact.is_near else "info")


def _last(row: BoardRow, today: date, norm: int) -> Cell:
    seen = ngettext("{count} different in 14 d", "{count} different in 14 d", row.seen_by)
    seen = seen.format(count=row.seen_by)
    foot_tone = "danger" if row.seen_by < norm else "muted"
    if row.did_not_come_on is not None:
        day = day_text(row.did_not_come_on, today)
        seen = _("Did not come {day}").format(day=day)
        foot_tone = "danger"
    if row.last_contact is None:
        return Cell(_("No contact yet"), seen, tone="danger", foot_tone=foot_tone)
    when = capital(ago_text(row.last_contact.on, today))
    who = " + ".join(row.last_contact.initials)
    main = f"{when} · {who}" if who else when
    if not row.contact_overdue:
        return Cell(main, seen, foot_tone=foot_tone, lines=2)
    spoken = _("Contact is overdue")
    return Cell(main, seen, tone="danger", foot_tone=foot_tone, strong=True, lines=2, spoken=spoken)


def visit_chips(row: BoardRow) -> tuple[ChipText, ...]:
    """Who goes today and tomorrow; a red row with nobody going says so."""
    chips = [visit_chip(visit) for visit in row.visits]
    if row.level == "red":
        if not any(visit.is_today for visit in row.visits):
            chips.insert(0, ChipText(_("Today: nobody"), "warn"))
        if not any(not visit.is_today for visit in row.visits):
            chips.append(ChipText(_("Tomorrow: nobody"), "warn"))
    return tuple(chips)


def visit_chip(visit: PlannedVisit) -> ChipText:
    """One planned contact: "10:00 MH + EØ (bil 2)", "AB → ?", "lacks 1"."""
    time = "" if visit.day_only else format_time(visit.start)
    strong = time if visit.is_today else _("Tomorrow {time}").format(time=time).strip()
    who = " + ".join(
        f"{mark.initials} → ?" if mark.is_away else mark.initials for mark in visit.staff
    )
    parts = [who or "?"]
    if visit.car:
        parts.append(f"({visit.car})")
    if visit.kind == "face_to_face":
        if visit.place != "home":
            parts.append(visit.place_word)
    elif visit.kind in ("telephone", "video"):
        parts.append(_("by phone") if visit.kind == "telephone" else _("by video"))
    if visit.lacks and visit.staff and not visit.away:
        parts.append(ngettext("· {count} more", "· {count} more", visit.lacks).format(
            count=visit.lacks))  # fmt: skip
    return ChipText(" ".join(parts), "warn" if visit.lacks or visit.away else "neutral", strong)


def _agreed(row: BoardRow, today: date) -> Cell:
    if not row.tasks:
        return Cell(row.agreed, lines=3)
    first = row.tasks[0]
    parts = [first.owner] if first.owner else []
    if first.due_on is not None:
        word = _("was due {day}") if first.is_overdue else _("due {day}")
        parts.append(word.format(day=day_text(first.due_on, today)))
    if row.agreed:
        parts.append(first.text)
    if len(row.tasks) > 1:
        parts.append(f"+{len(row.tasks) - 1}")
    tone = "danger" if first.is_overdue else "muted"
    return Cell(row.agreed or first.text, " · ".join(parts), foot_tone=tone, lines=3)


def _coordinator(row: BoardRow) -> Cell:
    mark = row.coordinator
    if mark is None:
        return Cell(_("nobody"), tone="danger")
    foot = ""
    if mark.is_away:
        foot = f"→ {row.cover.initials}" if row.cover else "→ ?"
    return Cell(foot=foot, badge=mark, spoken=mark.name)


def _crisis(row: BoardRow) -> Cell:
    if row.is_reduced:
        return Cell()
    if row.crisis_plan_on is None:
        return Cell(_("missing"), tone="danger", strong=True)
    months = row.crisis_plan_months or 0
    foot = ngettext("{count} mo", "{count} mo", months).format(count=months) if months >= 6 else ""
    day = format_date(row.crisis_plan_on, "short" if months < 11 else "numeric")
    if row.crisis_plan_old:
        return Cell(day, foot, tone="danger", foot_tone="danger", spoken=_("Crisis plan is old"))
    return Cell(day, foot)
