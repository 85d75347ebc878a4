"""The line to the server in words: short for the top bar, whole for its panel and for the ear."""

from __future__ import annotations

from datetime import datetime

from factdesk.clock import OSLO
from factdesk.store.link import Link, LinkState
from factdesk.words import _, format_datetime, format_time, ngettext

#: The icon of each state; word and colour say the same.
ICONS = {
    LinkState.LOCAL: "database",
    LinkState.LIVE: "wifi",
    LinkState.POLLING: "refresh-cw",
    LinkState.AWAY: "wifi-off",
}

#: How much of a copy is made when it can be gone on with, in percent.
WHOLE = 100


def short(link: Link, now: datetime) -> str:
    """The state in a few words: «Away since 10:42 · 3 waiting»."""
    if link.state is LinkState.LOCAL:
        return _("On this machine")
    if link.state is LinkState.AWAY:
        word = _("Away since {time}").format(time=since(link, now)) if link.since else _("Away")
    else:
        word = _("Live") if link.state is LinkState.LIVE else _("Fetches regularly")
    return f"{word} · {waiting(link)}" if link.waiting else word


def since(link: Link, now: datetime) -> str:
    """When the server went away: the time today, with its date on another day."""
    if link.since is None:
        return ""
    same_day = link.since.astimezone(OSLO).date() == now.astimezone(OSLO).date()
    return format_time(link.since) if same_day else format_datetime(link.since)


def waiting(link: Link) -> str:
    """How much waits: «3 waiting». What is left while the server is there, it has refused."""
    if not link.waiting:
        return ""
    text = (
        ngettext("{count} waiting", "{count} waiting", link.waiting)
        if link.is_away
        else ngettext("{count} to look at", "{count} to look at", link.waiting)
    )
    return text.format(count=link.waiting)


def waits(link: Link) -> str:
    """How much waits, as a sentence."""
    count = link.waiting
    if not count:
        return _("Nothing waits to be sent.")
    text = (
        ngettext("{count} entry waits to be sent.", "{count} entries wait to be sent.", count)
        if link.is_away
        else ngettext(
            "{count} entry written away needs your eyes.",
            "{count} entries written away need your eyes.",
            count,
        )
    )
    return text.format(count=count)


def headline(link: Link) -> str:
    """The state as the heading of its panel."""
    return {
        LinkState.LOCAL: _("The team's data is on this machine"),
        LinkState.LIVE: _("Connected: changes come at once"),
        LinkState.POLLING: _("Connected: changes are fetched regularly"),
        LinkState.AWAY: _("The server cannot be reached"),
    }[link.state]


def meaning(link: Link) -> tuple[tuple[str, str], ...]:
    """What the state means for the work now: an icon and a sentence each."""
    if link.is_away and not has_copy(link):
        return (("hourglass", _("Nothing can be read or written until the server is back.")),)
    icons, texts = {
        LinkState.LOCAL: (("lock", "user"), _here),
        LinkState.LIVE: (("users",), _live),
        LinkState.POLLING: (("refresh-cw", "info"), _polling),
        LinkState.AWAY: (("eye", "pencil", "hourglass"), _away),
    }[link.state]
    return tuple(zip(icons, texts(), strict=True))


def _here() -> tuple[str, ...]:
    return (
        _("Everything is kept in the team folder on this machine, encrypted."),
        _("No network is needed, and nobody else writes at the same time."),
    )


def _live() -> tuple[str, ...]:
    return (_("What you save is seen by the others at once, and theirs by you."),)


def _polling() -> tuple[str, ...]:
    return (
        _("What others save is fetched every few seconds; what you save counts at once."),
        _("The way to the server lets no messages through. Nothing needs to be done."),
    )


def has_copy(link: Link) -> bool:
    """Whether there is a whole copy to go on with."""
    return link.copied == WHOLE


def copy_words(link: Link) -> str:
    """What there is to go on with when the server is away; nothing to say of a folder."""
    if link.state is LinkState.LOCAL:
        return ""
    if link.copied is None:
        return _("No copy is kept on this computer: without the server you cannot go on.")
    if link.copied < WHOLE:
        text = _("The copy on this computer is being made: {percent} %. You can work meanwhile.")
        return text.format(percent=link.copied)
    return _("A copy on this machine follows along, so that you can go on without the network.")


def _away() -> tuple[str, ...]:
    return (
        _("You can read everything as it was when the server was last reached."),
        _("Contacts, notes and tasks can be written; they are kept here and sent by themselves."),
        _("All else waits until the server is back; what cannot be saved now says so."),
    )


def gone(link: Link, now: datetime) -> str:
    """What is told when the server has gone away."""
    text = (
        _("The server has been away since {time}. You go on with the copy on this machine.")
        if has_copy(link)
        else _("The server has been away since {time}, and no copy is kept on this computer.")
    )
    return text.format(time=since(link, now))


def while_gone(link: Link) -> str:
    """What can be done meanwhile."""
    if has_copy(link):
        return _("Contacts, notes and tasks are kept here and sent by themselves.")
    return _("Nothing can be read or written until the server is back.")
