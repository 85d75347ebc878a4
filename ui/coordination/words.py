"""The words of «My people»: when, whose, how many, and what a mark on the strip says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from factdesk.clock import OSLO
from factdesk.coordination.facts import MyPeopleFacts, PersonLine, StripMark
from factdesk.team.deputies import DeputyRow
from factdesk.words import _, format_date, format_time, ngettext, relative_day, weekday_name

#: Which part of a person's page a mark on the strip, or a shortcut, leads to.
PARTS: dict[str, str] = {
    "review": "plan",
    "consent": "network",
    "legal": "overview",
    "birthday": "network",
    "crisis": "crisis",
    "meeting": "plan-meetings",
}


_HALF_A_YEAR = 183


def kind_word(kind: str) -> str:
    """What a mark on the strip stands for."""
    return {
        "review": _("review"),
        "consent": _("consent"),
        "legal": _("legal date"),
        "birthday": _("birthday"),
        "crisis": _("crisis plan"),
        "meeting": _("plan meeting"),
    }.get(kind, kind)


def short_day(day: date, today: date) -> str:
    """«12 Dec», with the year where it could be another one."""
    return format_date(day, "short" if abs((day - today).days) < _HALF_A_YEAR else "numeric")


def near_day(day: date, today: date) -> str:
    """«today», «tomorrow», «Friday» within a week, then the date."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return relative_day(day, today)
    return weekday_name(day) if 1 < ahead < 7 else short_day(day, today)


def next_words(line: PersonLine, today: date) -> str:
    """«LN today 13:30»; empty without a planned contact."""
    if line.next_contact is None:
        return ""
    at, day_only, initials = line.next_contact
    clock = "" if day_only else format_time(at)
    return " ".join(part for part in (initials, near_day(_day(at), today), clock) if part)


def last_words(line: PersonLine, today: date) -> str:
    """«MH 9 days ago»."""
    if line.last_contact is None:
        return _("never seen")
    at, initials = line.last_contact
    when = relative_day(_day(at), today)
    text = _("last {when}, {initials}") if initials else _("last {when}")
    return text.format(when=when, initials=initials)


def who_words(line: PersonLine) -> str:
    """«73 years · Sørdal»; where the person stays goes before the municipality."""
    if line.is_reduced:
        return _("the record is not open to you")
    age = "" if line.age is None else ngettext("{n} year", "{n} years", line.age).format(n=line.age)
    owner = ""
    if line.is_deputised:
        owner = _("for {initials}").format(initials=line.coordinator)
    return " · ".join(part for part in (age, line.where or line.municipality, owner) if part)


def points_words(line: PersonLine) -> str:
    """«8 of 9 points», or what there is instead of a plan."""
    if line.points_met is None:
        return line.plan_state or _("no plan")
    return _("{met} of {all} points").format(met=sum(line.points_met), all=len(line.points_met))


def review_words(line: PersonLine, today: date) -> str:
    """«review 12 Dec», or since when it is late."""
    if line.review_on is None:
        return "–" if line.points_met is None else _("no review date")
    text = _("late since {day}") if line.review_on < today else _("review {day}")
    return text.format(day=short_day(line.review_on, today))


def crisis_words(line: PersonLine, today: date) -> str:
    """The day of the crisis plan, «old», or «missing»."""
    if line.crisis_plan_on is None:
        return _("missing")
    text = _("old: {day}") if line.crisis_old else "{day}"
    return text.format(day=short_day(line.crisis_plan_on, today))


def persons_words(count: int) -> str:
    """«11 persons»."""
    return ngettext("{count} person", "{count} persons", count).format(count=count)


def summary_words(facts: MyPeopleFacts, needing: int) -> str:
    """«11 persons · 3 need something today · deputy for AB until 27 Nov (4 persons)»."""
    parts = [persons_words(len(facts.rows))]
    if facts.rows:
        many = ngettext("{n} needs something today", "{n} need something today", needing)
        parts.append(many.format(n=needing) if needing else _("nobody needs anything today"))
    for _staff, initials, _name, until, count in facts.deputy_for:
        text = _("deputy for {initials}")
        if until is not None:
            text = _("deputy for {initials} until {day}")
        day = "" if until is None else short_day(until, facts.day)
        parts.append(f"{text.format(initials=initials, day=day)} ({persons_words(count)})")
    return " · ".join(parts)


def deputy_words(initials: str, row: DeputyRow, today: date) -> str:
    """«TK stands in until 27 Nov», «TK stands in from 1 Dec»."""
    if row.valid_from > today:
        text, day = _("{initials} stands in from {day}"), short_day(row.valid_from, today)
    elif row.valid_to is None:
        text, day = _("{initials} stands in"), ""
    else:
        text, day = _("{initials} stands in until {day}"), short_day(row.valid_to, today)
    return text.format(initials=initials, day=day)


def named_marks(facts: MyPeopleFacts) -> tuple[StripMark, ...]:
    """The marks of the strip, a birthday with the age it brings: «Yusuf 18 years»."""
    ages = {row.person_id: row.age for row in facts.rows}
    return tuple(_named(mark, ages.get(mark.person_id), facts.day) for mark in facts.strip)


def _named(mark: StripMark, age: int | None, today: date) -> StripMark:
    if mark.kind != "birthday" or age is None:
        return mark
    years = age if mark.day == today else age + 1
    words = ngettext("{n} year", "{n} years", years).format(n=years)
    return replace(mark, text=f"{mark.text} {words}")


def mark_words(mark: StripMark) -> str:
    """A mark in full: «Friday 12 December: review, Åse»."""
    return _("{day}: {what}, {who}").format(
        day=format_date(mark.day, "day"), what=kind_word(mark.kind), who=mark.text
    )


def _day(at: datetime) -> date:
    return at.astimezone(OSLO).date()
