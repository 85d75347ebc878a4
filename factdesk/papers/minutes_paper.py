"""The minutes of a board meeting on paper: who was there, what was decided, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.board.minutes_views import MinutesChange, MinutesItem, MinutesRecord, MinutesVisit
from factdesk.clock import OSLO
from factdesk.papers.frame import Sheet, build
from factdesk.papers.marks import Heading
from factdesk.papers.rows import Cell, Column, RowsTable, headed_tables, rows_table
from factdesk.papers.styles import Looks
from factdesk.words import _, format_date, format_time, in_language, pgettext


def minutes_pdf(record: MinutesRecord, *, printed_at: datetime, language: str) -> bytes:
    """The minutes as a PDF in "nb", "nn" or "en"."""
    with in_language(language):
        looks = Looks(9.0)
        day = format_date(record.day, "medium")
        sheet = Sheet(
            title=_("Minutes of the board meeting {day}").format(day=day),
            subject=_("What the board meeting went through and decided"),
            team=record.team,
            printed_at=printed_at,
            running=_("Minutes {day}").format(day=day),
        )
        return build(sheet, looks, lambda: _story(record, looks, sheet.width))


def _story(record: MinutesRecord, looks: Looks, width: float) -> list[Flowable]:
    title = _("Board meeting, {day}").format(day=format_date(record.day, "day"))
    story: list[Flowable] = [
        Heading(looks, title, role="title"),
        looks.text(_times(record), "lead"),
        *_present(record, looks),
        *_decided(record, looks, width),
        *_discussed(record, looks, width),
    ]
    if record.not_reached:
        story += [
            Heading(looks, _("Not reached")),
            looks.text(" · ".join(record.not_reached)),
        ]
    if record.note:
        story += [Heading(looks, pgettext("minutes", "Note")), looks.text(record.note)]
    return story


def _times(record: MinutesRecord) -> str:
    start = format_time(record.started_at)
    if record.ended_at is None:
        return _("Began {start}; the meeting is not ended.").format(start=start)
    return _("{start}–{end} · {minutes} minutes of {planned} planned").format(
        start=start,
        end=format_time(record.ended_at),
        minutes=record.minutes,
        planned=record.planned_minutes,
    )


def _present(record: MinutesRecord, looks: Looks) -> list[Flowable]:
    here = [f"{one.name} ({one.initials})" for one in record.present if one.how != "video"]
    video = [f"{one.name} ({one.initials})" for one in record.present if one.how == "video"]
    lines = [
        (pgettext("minutes", "Present"), ", ".join(here)),
        (pgettext("minutes", "On video"), ", ".join(video)),
        (pgettext("minutes", "Chair"), record.chair),
        (pgettext("minutes", "Writer"), record.writer),
    ]
    return [_labelled(looks, label, text) for label, text in lines if text]


def _labelled(looks: Looks, label: str, text: str) -> Flowable:
    return looks.marked(f"<b>{looks.markup(label)}:</b> {looks.markup(text)}", space_after=1.5)


def _decided(record: MinutesRecord, looks: Looks, width: float) -> list[Flowable]:
    tables = [
        _changes(looks, pgettext("minutes", "Placed on the board"), record.placed, width),
        _changes(looks, pgettext("minutes", "Moved"), record.moved, width),
        _changes(looks, pgettext("minutes", "Taken off the board"), record.removed, width),
        _tasks(record, looks, width),
        _visits(looks, record.visits, width),
    ]
    made = [table for table in tables if table is not None]
    heading = Heading(looks, pgettext("minutes", "Decided"))
    if not made:
        return [heading, looks.text(_("Nothing was changed and nothing new was agreed."))]
    return headed_tables(heading, made, width)


def _changes(
    looks: Looks, section: str, changes: Sequence[MinutesChange], width: float
) -> RowsTable | None:
    if not changes:
        return None
    columns = [Column(_("Person"), 30), Column(_("Category"), 30), Column(_("Reason"), 55)]
    rows: list[list[Cell]] = [
        [
            [looks.text(change.name, "strong")],
            [looks.text(" → ".join(part for part in (change.before, change.after) if part))],
            [looks.text(change.reason)],
        ]
        for change in changes
    ]
    return rows_table(looks, columns, rows, width, section=section, level=1)


def _tasks(record: MinutesRecord, looks: Looks, width: float) -> RowsTable | None:
    if not record.tasks:
        return None
    columns = [
        Column(_("Person"), 30),
        Column(_("Task"), 57),
        Column(pgettext("minutes", "Who"), 11),
        Column(pgettext("minutes", "Due"), 17),
    ]
    rows: list[list[Cell]] = []
    for task in record.tasks:
        due = format_date(task.due_on, "numeric") if task.due_on else "–"
        rows.append(
            [
                [looks.text(task.name or "–", "strong")],
                [looks.text(task.text)],
                [looks.text(task.owner or "?")],
                [looks.text(_("done") if task.done else due)],
            ]
        )
    return rows_table(looks, columns, rows, width, section=_("Tasks"), level=1)


def _visits(looks: Looks, visits: Sequence[MinutesVisit], width: float) -> RowsTable | None:
    if not visits:
        return None
    columns = [
        Column(_("Person"), 45),
        Column(_("When"), 40),
        Column(pgettext("minutes", "Who"), 30),
    ]
    rows: list[list[Cell]] = [
        [
            [looks.text(visit.name, "strong")],
            [looks.text(_when(visit))],
            [looks.text(" + ".join(visit.staff) or _("nobody yet"))],
        ]
        for visit in visits
    ]
    return rows_table(looks, columns, rows, width, section=_("Planned visits"), level=1)


def _when(visit: MinutesVisit) -> str:
    day = format_date(visit.start.astimezone(OSLO).date(), "day")
    return day if visit.day_only else f"{day} {format_time(visit.start)}"


def _discussed(record: MinutesRecord, looks: Looks, width: float) -> list[Flowable]:
    if not record.discussed:
        return [
            Heading(looks, pgettext("minutes", "Discussed")),
            looks.text(_("Nobody was gone through.")),
        ]
    titles = {
        ItemSection.BOARD: _("The board"),
        ItemSection.REFERRAL: _("New referrals"),
        ItemSection.ROTATION: _("The rest of the caseload, by rotation"),
    }
    columns = [
        Column(_("Person"), 32),
        Column(_("What was said"), 62),
        Column(pgettext("minutes", "Outcome"), 21),
    ]
    tables: list[RowsTable] = []
    for section, title in titles.items():
        items = [item for item in record.discussed if item.section is section]
        if items:
            rows = [_item(item, looks) for item in items]
            count = str(len(items))
            tables.append(
                rows_table(looks, columns, rows, width, section=title, count=count, level=1)
            )
    return headed_tables(Heading(looks, pgettext("minutes", "Discussed")), tables, width)


def _item(item: MinutesItem, looks: Looks) -> list[Cell]:
    answers = [
        (pgettext("minutes", "New"), item.news),
        (pgettext("minutes", "Needs"), item.needs),
        (pgettext("minutes", "Safety"), item.safety),
        (pgettext("minutes", "Family"), item.family),
    ]
    said = [_labelled(looks, label, text) for label, text in answers if text.strip()]
    person: list[Flowable] = [looks.text(item.name, "strong")]
    if item.category:
        person.append(looks.text(item.category, "muted"))
    return [
        person,
        said or [looks.text("–", "muted")],
        [looks.text(_outcome(item.outcome))],
    ]


def _outcome(outcome: Outcome | None) -> str:
    words = {
        Outcome.STAY: pgettext("minutes", "Stays on the board"),
        Outcome.MOVED: pgettext("minutes", "Moved"),
        Outcome.REMOVED: pgettext("minutes", "Taken off the board"),
        Outcome.PLACED: pgettext("minutes", "Placed on the board"),
        Outcome.NOTED: pgettext("minutes", "Gone through"),
    }
    return words[outcome] if outcome is not None else "–"
