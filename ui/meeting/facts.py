"""What is said at the top of a person in the meeting: pure words from the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from factdesk.board.meeting_person_view import PersonInMeeting
from factdesk.board.meeting_rules import ItemSection
from factdesk.people.consents import Told
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, ngettext, relative_day
from ui.meeting.words import day_word, sentence, since_words
from ui.widgets.paint import Tone


@dataclass(frozen=True)
class Tag:
    """A chip: its words and how much attention it asks for."""

    text: str
    tone: Tone


def about_line(person: PersonInMeeting) -> str:
    """«73 years · Sørdal · coordinator TK»."""
    parts = []
    if person.age is not None:
        parts.append(ngettext("{age} year", "{age} years", person.age).format(age=person.age))
    if person.place:
        parts.append(person.place)
    if person.coordinator:
        parts.append(_("coordinator {initials}").format(initials=person.coordinator))
    return " · ".join(parts)


def reason_line(
    person: PersonInMeeting,
    section: ItemSection,
    last: datetime | None,
    team: TeamFacts,
    today: date,
) -> str:
    """Why the person comes up: the reason and the days, the referral, or the round."""
    row = person.on_board
    if row is not None:
        since = _("New today.")
        if row.days > 0:
            since = ngettext("{count} day on the board.", "{count} days on the board.", row.days)
        return " ".join(
            part for part in (sentence(row.reason), since.format(count=row.days)) if part
        )
    if section is ItemSection.REFERRAL:
        when = relative_day(person.referred_on, today) if person.referred_on else ""
        source = team.word("referral_source", person.referral_source)
        whence = ", ".join(part for part in (source, when) if part)
        start = _("Referred: {whence}").format(whence=whence) if whence else _("Referred")
        return " ".join(
            part for part in (sentence(start), sentence(person.referral_reason or "")) if part
        )
    spoken = since_words(last, today)
    return sentence(_("Not on the board, {spoken}").format(spoken=spoken))


def seen_line(person: PersonInMeeting, today: date) -> tuple[str, bool, str]:
    """Last seen and whether that is too long ago; and by how many against what the team wants."""
    seen = person.seen
    if seen.last_on is None:
        last = _("Not seen face to face yet.")
    else:
        last = _("Last seen {when} by {initials}.").format(
            when=relative_day(seen.last_on, today), initials=" + ".join(seen.last_by) or "–"
        )
    different = ngettext(
        "{count} colleague in 14 days, the team's aim is {norm}.",
        "{count} different colleagues in 14 days, the team's aim is {norm}.",
        seen.different,
    ).format(count=seen.different, norm=seen.norm)
    return last, seen.is_due, different


def agreed_line(person: PersonInMeeting) -> str:
    """«Agreed last time: …», as it stands on the board; empty where nothing is."""
    agreed = person.on_board.agreed.strip() if person.on_board is not None else ""
    return _("Agreed last time: {text}").format(text=agreed) if agreed else ""


def tried_line(person: PersonInMeeting, team: TeamFacts, today: date) -> tuple[str, bool]:
    """What came after the person was last met, and whether that was an appointment not kept."""
    tried = person.seen.tried
    if tried is None:
        return "", False
    if tried.did_not_come:
        words = _("Last try {when}, {initials}: did not come.")
    else:
        words = _("Last contact {when}, {initials}: {kind}.")
    spoken = words.format(
        when=relative_day(tried.on, today),
        initials=" + ".join(tried.by) or "–",
        kind=team.word("contact_kind", tried.kind).lower(),
    )
    return spoken, tried.did_not_come


def tags(person: PersonInMeeting, team: TeamFacts) -> list[Tag]:
    """Warnings, legal dates, crisis plan, children and information limits, gravest first."""
    found = []
    for warning in person.warnings:
        word = team.word("warning_kind", warning.kind)
        text = f"{word}: {warning.text}" if warning.text else word
        found.append(Tag(text, "danger"))
    for legal in person.legal:
        word = team.word("legal_kind", legal.kind)
        if legal.days is None:
            found.append(Tag(word, "info"))
            continue
        found.append(
            Tag(
                f"{word} · {_legal(legal.days, is_control=legal.is_control)}",
                "warn" if legal.is_near else "info",
            )
        )
    if not person.is_reduced:
        plan = person.crisis_plan
        if plan.on is None:
            found.append(Tag(_("no crisis plan"), "danger"))
        else:
            age = format_date(plan.on, "short") if (plan.months or 0) < 12 else str(plan.on.year)
            text = _("crisis plan {date}").format(date=age)
            found.append(Tag(text, "warn" if plan.is_old else "neutral"))
    if person.children_under_18:
        count = person.children_under_18
        text = ngettext("{count} child under 18", "{count} children under 18", count)
        found.append(Tag(text.format(count=count), "neutral"))
    if person.limits:
        found.append(Tag(_("information limits"), "warn"))
    return found


def _legal(days: int, *, is_control: bool) -> str:
    if days < 0:
        return _("has run out")
    if is_control:
        return ngettext("control in {count} day", "control in {count} days", days).format(
            count=days
        )
    return ngettext("ends in {count} day", "ends in {count} days", days).format(count=days)


def family_hint(person: PersonInMeeting) -> str:
    """Who the relatives are and what may be told, as the hint in the fourth answer."""
    parts = []
    for kin in person.kin:
        words = f"{kin.relation or kin.name}".strip()
        if kin.told is Told.NO_LONGER:
            words += ", " + _("consent no longer holds")
        elif kin.told is Told.BY_CONSENT and kin.until is not None:
            words += ", " + _("consent until {date}").format(
                # With its year: «21.9.» in November would read as past.
                date=format_date(kin.until, "numeric")
            )
        elif kin.told is Told.WHAT_IS_NEEDED:
            words += ", " + _("is told only what is necessary")
        elif kin.told is Told.NOT:
            words += ", " + _("nothing may be told")
        parts.append(words)
    line = "; ".join(parts)
    return line[:1].upper() + line[1:] if parts else _("No next of kin registered")


def task_line(text: str, owner: str, due: date | None, today: date, *, is_late: bool) -> str:
    """«Ring the sister · TK · Friday»; of one that is late that it was due then."""
    when = day_word(due, today) if due else ""
    if when and is_late:
        when = _("was due {day}").format(day=when)
    return " · ".join(part for part in (text, owner, when) if part)
