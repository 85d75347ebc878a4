"""The meeting's words: keys, outcomes, days and lengths of time as they are said."""

from __future__ import annotations

from datetime import date, datetime

from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.clock import OSLO
from factdesk.words import (
    _,
    format_date,
    format_time,
    ngettext,
    pgettext,
    relative_day,
    weekday_name,
)
from ui.field_words import name_fields


def act_keys() -> dict[str, str]:
    """The letter of each act of the meeting in the reader's language, by the act's name."""
    return {
        "stay": pgettext("key of Stays", "S"),
        "move": pgettext("key of Move", "M"),
        "off": pgettext("key of Off the board", "O"),
        "place": pgettext("key of Place", "P"),
        "noted": pgettext("key of Noted", "N"),
        "task": pgettext("key of Task", "T"),
        "add": pgettext("key of Take up", "U"),
        "here": pgettext("key of Who is here", "H"),
        "end": pgettext("key of End the meeting", "E"),
        "follow": pgettext("key of Follow the meeting", "J"),
    }


def act_words() -> dict[str, str]:
    """The words of the acts, by name."""
    return {
        "stay": pgettext("in the meeting", "Stays"),
        "move": pgettext("in the meeting", "Move"),
        "off": pgettext("in the meeting", "Off the board"),
        "place": pgettext("in the meeting", "Place on the board"),
        "noted": pgettext("in the meeting", "Noted"),
        "task": pgettext("in the meeting", "Task"),
        "add": _("Take up somebody else"),
        "here": _("Who is here?"),
        "end": _("End the meeting"),
        "follow": _("Follow the meeting"),
    }


def outcome_word(outcome: Outcome | None) -> str:
    """How a person came out, in one word for the agenda."""
    words = {
        Outcome.STAY: pgettext("outcome", "stays"),
        Outcome.MOVED: pgettext("outcome", "moved"),
        Outcome.REMOVED: pgettext("outcome", "off"),
        Outcome.PLACED: pgettext("outcome", "placed"),
        Outcome.NOTED: pgettext("outcome", "noted"),
    }
    return "" if outcome is None else words[outcome]


def section_word(section: ItemSection) -> str:
    """The heading of a section that is no category of the board."""
    words = {
        ItemSection.BOARD: _("On the board"),
        ItemSection.REFERRAL: _("New referrals"),
        ItemSection.ROTATION: _("Today's round (not on the board)"),
    }
    return words[section]


def question_words(name: str) -> dict[str, str]:
    """The four questions of the meeting and the fifth about visits; ``name`` is the given name."""
    return {
        "news": _("What is new since last time?"),
        "needs": _("What is needed?"),
        "safety": _("Is it safe?"),
        "family": _("Is the family involved?"),
        "visits": _("Who sees {name}, and when?").format(name=name),
    }


def _fields() -> dict[str, str]:
    """The four questions, for whoever shows two answers to one."""
    words = question_words("")
    return {field: words[field] for field in ("news", "needs", "safety", "family")}


def name_all() -> None:
    """Give the words to the panel."""
    name_fields("meeting_items", _fields)


def since_words(then: datetime | None, today: date) -> str:
    """«last mentioned 4 weeks ago», «never mentioned»."""
    if then is None:
        return _("not mentioned before")
    days = (today - then.astimezone(OSLO).date()).days
    if days < 14:
        when = relative_day(then.astimezone(OSLO).date(), today)
    elif days < 60:
        when = ngettext("{count} week ago", "{count} weeks ago", days // 7).format(count=days // 7)
    else:
        months = days // 30
        when = ngettext("{count} month ago", "{count} months ago", months).format(count=months)
    return _("last mentioned {when}").format(when=when)


def day_word(day: date, today: date) -> str:
    """«today», «tomorrow», the weekday within a week, else a short date; another year is told."""
    ahead = (day - today).days
    if 1 < ahead < 7:
        return weekday_name(day)
    if ahead in (0, 1):
        return relative_day(day, today)
    return format_date(day, "short" if day.year == today.year else "numeric")


def visit_time(start: datetime, day_only: bool, today: date) -> str:
    """«today 13:30»; only the day where no time was said."""
    day = day_word(start.astimezone(OSLO).date(), today)
    return day if day_only else f"{day} {format_time(start)}"


def sentence(text: str) -> str:
    """A text as a sentence: with a full stop, and never with two («1.12.»)."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def clock_text(seconds: int) -> str:
    """«04:10»; an hour and more as «61:00»."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
