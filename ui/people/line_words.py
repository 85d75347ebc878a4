"""What the lines of a person's cards say: decisions, stays, warnings, limits, members, blocks."""

from __future__ import annotations

from datetime import date

from factdesk.people.record import (
    AdmissionRow,
    BlockRow,
    LegalRow,
    LimitRow,
    Record,
    WarningRow,
    WorkerRow,
)
from factdesk.people.rules import days_left
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date
from ui.people.lines import LineFacts, said, yes
from ui.people.words import admission_word, days_words
from ui.widgets.paint import Tone

Chips = tuple[tuple[str, Tone], ...]
#: Warnings that ask for care of one's own safety, shown in the tone of danger.
GRAVE = ("go_two", "violence")


def over(until: date | None, today: date) -> bool:
    """Whether a day of ending has come."""
    return until is not None and until <= today


def legal_chip(row: LegalRow, today: date, team: TeamFacts) -> tuple[str, Tone]:
    """«TUD · control in 6 days», in the tone of how near the next date is."""
    word, next_words = team.word("legal_kind", row.kind), _next_words(row, today)
    left = days_left(min(_dates(row), default=None), today)
    if left is None:
        return word, "info"
    near = team.settings.legal_notice_days
    tone: Tone = "danger" if left < 0 else "warn" if left <= near else "info"
    return f"{word} · {next_words}", tone


def _dates(row: LegalRow) -> list[date]:
    return [day for day in (row.control_on, row.expires_on) if day is not None]


def _next_words(row: LegalRow, today: date) -> str:
    """«control in 6 days», «expires in 12 days»; empty where neither date is set."""
    day = min(_dates(row), default=None)
    left = days_left(day, today)
    if left is None:
        return ""
    text = _("control {when}") if day == row.control_on else _("expires {when}")
    return text.format(when=days_words(left))


def legal_line(row: LegalRow, record: Record, team: TeamFacts) -> LineFacts:
    """A decision with its dates."""
    ended = over(row.ended_on, record.day)
    _word, tone = legal_chip(row, record.day, team)
    next_words = _next_words(row, record.day)
    chips: Chips = () if ended or not next_words else ((next_words, tone),)
    detail = said(
        (_("Decided on"), format_date(row.decided_on)),
        (_("Control"), _day(row.control_on)),
        (_("Expires"), _day(row.expires_on)),
        (_("Ended"), _day(row.ended_on)),
        ("", row.note),
    )
    return LineFacts(row, team.word("legal_kind", row.kind), detail, chips, ended)


def admission_line(row: AdmissionRow, record: Record) -> LineFacts:
    """A stay from and to."""
    ended = over(row.discharged_on, record.day)
    title = row.place or admission_word(row.kind)
    chips: Chips = ((_("Against their will"), "warn"),) if row.involuntary else ()
    detail = said(
        ("", admission_word(row.kind) if row.place else ""),
        (_("Admitted"), format_date(row.admitted_on)),
        (_("Expected discharge"), "" if ended else _day(row.expected_discharge_on)),
        (_("Discharged"), _day(row.discharged_on)),
        ("", yes(row.team_took_part, _("the team took part"))),
        ("", yes(row.team_planned_discharge, _("the team planned the discharge"))),
        ("", row.note),
    )
    return LineFacts(row, title, detail, chips, ended)


def warning_line(row: WarningRow, record: Record, team: TeamFacts) -> LineFacts:
    """A warning with the day it is looked at again."""
    ended = over(row.ended_on, record.day)
    late = not ended and row.review_on <= record.day
    chips: Chips = ((_("Must be looked at again"), "warn"),) if late else ()
    detail = said(
        ("", row.text),
        (_("Since"), format_date(row.since)),
        (_("Looked at again on"), "" if ended else format_date(row.review_on)),
        (_("Ended"), _day(row.ended_on)),
    )
    return LineFacts(row, team.word("warning_kind", row.kind), detail, chips, ended)


def warning_tone(row: WarningRow, team: TeamFacts) -> Tone:
    """How much attention a warning asks for."""
    return "danger" if team.means("warning_kind", row.kind) in GRAVE else "neutral"


def limit_line(row: LimitRow, record: Record, team: TeamFacts) -> LineFacts:
    """Who is not told what, and why; from 18 on it holds no longer."""
    ended = over(row.ended_on, record.day) or not record.limits_apply
    decider = team.member(row.decided_by)
    title = _("{who}: not about {what}").format(who=row.towards, what=row.about)
    detail = said(
        (_("Why"), row.why),
        (_("Decided on"), format_date(row.decided_on)),
        (_("By"), decider.name if decider else ""),
        (_("Ended"), _day(row.ended_on)),
    )
    return LineFacts(row, title, detail, (), ended)


def worker_line(row: WorkerRow, record: Record, team: TeamFacts) -> LineFacts:
    """A further member and the function."""
    member = team.member(row.staff_id)
    title = f"{member.name} · {member.initials}" if member else ""
    detail = said(
        ("", team.word("function", row.function)),
        (_("From"), _day(row.valid_from)),
        (_("To"), _day(row.valid_to)),
    )
    return LineFacts(row, title, detail, (), row.valid_to is not None and row.valid_to < record.day)


def block_line(row: BlockRow, record: Record, team: TeamFacts) -> LineFacts:
    """Who does not open the record, and why."""
    member = team.member(row.staff_id)
    title = f"{member.name} · {member.initials}" if member else ""
    detail = said(
        (_("Why"), row.why),
        (_("Since"), format_date(row.since)),
        (_("Ended"), _day(row.ended_on)),
    )
    return LineFacts(row, title, detail, (), over(row.ended_on, record.day))


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)
