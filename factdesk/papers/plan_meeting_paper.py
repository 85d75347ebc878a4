"""The minutes of a plan meeting on paper: who was there, what was said, what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from factdesk.papers.frame import build
from factdesk.papers.marks import Heading
from factdesk.papers.personal import facts_table, personal_looks, personal_sheet
from factdesk.papers.rows import Cell, Column, headed_tables, rows_table
from factdesk.papers.styles import Looks
from factdesk.plans.kinds import attended_word
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_datetime, format_time, in_language, ngettext, pgettext

if TYPE_CHECKING:
    from factdesk.plans.meeting_view import MeetingFacts


def plan_meeting_pdf(
    facts: MeetingFacts,
    team: TeamFacts,
    *,
    printed_at: datetime,
    language: str,
    layout: str = "ordinary",
) -> bytes:
    """The minutes as a PDF in "nb", "nn" or "en"."""
    with in_language(language):
        looks = personal_looks(layout)
        sheet = personal_sheet(
            title=_("Plan meeting"),
            subject=_("What was said, and what was changed in the plan"),
            team=team.settings.name,
            printed_at=printed_at,
            running=_("Plan meeting {moment}").format(moment=format_datetime(facts.start)),
        )
        return build(sheet, looks, lambda: _story(facts, looks, sheet.width))


def _story(facts: MeetingFacts, looks: Looks, width: float) -> list[Flowable]:
    return [
        Heading(looks, _("Plan meeting"), role="title"),
        Spacer(1, looks.size * 0.5),
        looks.text(facts.name, "heading"),
        *_standing(facts, looks),
        facts_table(looks, _when(facts), width),
        *_who(facts, looks, width),
        *_items(facts, looks),
        *_changes(facts, looks, width),
    ]


def _standing(facts: MeetingFacts, looks: Looks) -> list[Flowable]:
    """That the meeting was called off, has not been held, or still runs."""
    told = ""
    if facts.cancelled_at is not None:
        told = _("The meeting was called off.")
    elif facts.began_at is None:
        told = _("The meeting has not been held yet.")
    elif facts.ended_at is None:
        told = _("The meeting is not ended.")
    return [looks.text(told, "danger")] if told else []


def _when(facts: MeetingFacts) -> list[tuple[str, str]]:
    length = ngettext("{count} minute", "{count} minutes", facts.minutes)
    planned = f"{format_datetime(facts.start)} · {length.format(count=facts.minutes)}"
    held = ""
    if facts.began_at is not None and facts.ended_at is not None:
        held = f"{format_time(facts.began_at)}–{format_time(facts.ended_at)}"
    following = facts.next
    next_words = _("not agreed")
    if following is not None:
        place = f", {following.place}" if following.place else ""
        next_words = f"{format_datetime(following.start)}{place}"
    return [
        (pgettext("meeting", "When"), planned),
        (_("Held"), held),
        (pgettext("meeting", "Where"), facts.place or ""),
        (_("Next meeting"), next_words),
    ]


def _who(facts: MeetingFacts, looks: Looks, width: float) -> list[Flowable]:
    """Who was asked to come, and whether they did."""
    if not facts.attendance:
        return []
    columns = [
        Column(pgettext("plan", "Who"), 42),
        Column(_("Role"), 42),
        Column(_("Took part"), 26),
    ]
    rows: list[list[Cell]] = [
        [
            [looks.text(one.name or one.role, "strong")],
            [looks.text(one.role if one.name else "")],
            [looks.text(attended_word(one.attended) if one.attended else _("invited"))],
        ]
        for one in facts.attendance
    ]
    heading = Heading(looks, _("Who was asked to come"))
    return headed_tables(heading, [rows_table(looks, columns, rows, width)], width)


def _items(facts: MeetingFacts, looks: Looks) -> list[Flowable]:
    """Each thing on the agenda with what was said."""
    parts: list[Flowable] = [Heading(looks, _("What we talked about"))]
    for number, item in enumerate(facts.items, 1):
        parts.append(Heading(looks, f"{number}. {item.heading}", 1, role="strong"))
        parts.append(_said(item.text, looks))
        parts.append(Spacer(1, looks.size * 0.6))
    if facts.summary:
        parts += [looks.text(_("Otherwise"), "strong"), looks.text(facts.summary)]
    if len(parts) == 1:
        parts.append(looks.text(_("Nothing was written."), "muted"))
    return parts


def _said(text: str | None, looks: Looks) -> Flowable:
    return looks.text(text) if text else looks.text(_("Nothing was written."), "muted")


def _changes(facts: MeetingFacts, looks: Looks, width: float) -> list[Flowable]:
    """What was changed in the plan between the beginning and the end."""
    heading = Heading(looks, _("Changed in the plan in the meeting"))
    if not facts.changes:
        return [heading, looks.text(_("Nothing was changed in the plan."))]
    columns = [
        Column(pgettext("meeting", "What was changed"), 84),
        Column(pgettext("meeting", "Time"), 13),
        Column(pgettext("meeting", "By"), 13),
    ]
    rows: Sequence[Sequence[Cell]] = [
        [
            [looks.text(change.what)],
            [looks.text(format_time(change.at))],
            [looks.text(change.initials)],
        ]
        for change in facts.changes
    ]
    return headed_tables(heading, [rows_table(looks, columns, rows, width)], width)
