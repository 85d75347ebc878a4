"""What the lines of a person's network say: services, next of kin, consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from factdesk.people.care_group import ConsentRow, ParticipantRow, about_words, service_name
from factdesk.people.consents import (
    ConsentState,
    Told,
    follows,
    giver_word,
    kind_word,
    standing,
    state_word,
    told,
)
from factdesk.people.record import KinRow, Record
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, pgettext
from ui.people.lines import LineAct, LineFacts, said, yes
from ui.widgets.paint import Tone

TONES: dict[ConsentState, Tone] = {
    ConsentState.IN_FORCE: "ok",
    ConsentState.AHEAD: "info",
    ConsentState.ENDING: "warn",
    ConsentState.RUN_OUT: "danger",
    ConsentState.WITHDRAWN: "neutral",
    ConsentState.OUTGROWN: "danger",
}

_TOLD: dict[Told, Tone] = {
    Told.BY_CONSENT: "ok",
    Told.AS_PARENT: "info",
    Told.WHAT_IS_NEEDED: "warn",
    Told.NO_LONGER: "danger",
    Told.NOT: "neutral",
}


def service_words(row: ParticipantRow, team: TeamFacts) -> str:
    """«Kari Moe (NAV Nordfjell)»."""
    return service_name(team.word("service", row.service), row.organisation, row.name)


def told_word(why: Told) -> str:
    """Why a next of kin is told something, or not."""
    return {
        Told.BY_CONSENT: _("May be told by consent"),
        Told.AS_PARENT: _("Is told as a parent"),
        Told.WHAT_IS_NEEDED: _("Is told only what is necessary"),
        Told.NO_LONGER: _("The consent no longer holds"),
        Told.NOT: _("Is not told without consent"),
    }[why]


def consents_with(record: Record, row_id: str) -> list[ConsentRow]:
    """A person's consents with one service or next of kin."""
    return [row for row in record.consents if row_id in (row.participant_id, row.next_of_kin_id)]


def in_force(rows: Iterable[ConsentRow]) -> int:
    """How many of the consents hold."""
    return sum(row.state.holds for row in rows)


def service_line(row: ParticipantRow, record: Record, team: TeamFacts) -> LineFacts:
    """A service, its contact, and whether there is a consent."""
    left = row.left_on is not None
    consents = consents_with(record, row.id)
    held = in_force(consents)
    chips: list[tuple[str, Tone]] = []
    if not left:
        chips.append(
            (_("Consent in force"), "ok") if held else (_("No consent in force"), "neutral")
        )
    if not left and row.in_plan:
        chips.append((_("In the plan"), "info"))
    word = team.word("service", row.service)
    detail = said(
        ("", word if row.organisation else ""),
        ("", row.role),
        (_("Telephone"), row.phone),
        (_("E-mail"), row.email),
        (_("Left the group"), _day(row.left_on)),
    )
    acts = [] if held or left else [LineAct("consent", _("Consent …"))]
    acts.append(LineAct("back", _("Back in the group")) if left else LineAct("leave", _("Left …")))
    return LineFacts(row, service_words(row, team), detail, tuple(chips), left, tuple(acts))


def kin_line(row: KinRow, record: Record) -> LineFacts:
    """A relative, and why something may be told or not."""
    consents = consents_with(record, row.id)
    born, day = record.person.birth_date, record.day
    state = standing(consents, born, day, 0).state
    why = told(state, born, day, is_guardian=row.is_guardian)
    chips: list[tuple[str, Tone]] = [(told_word(why), _TOLD[why])]
    if row.is_guardian and _is_limited(record):
        chips.append((_("Information limits apply"), "warn"))
    if row.in_plan:
        chips.append((_("In the plan"), "info"))
    detail = said(
        ("", yes(row.is_guardian, _("has parental responsibility"))),
        (_("Telephone"), row.phone),
        (_("E-mail"), row.email),
    )
    title = f"{row.name}, {row.relation}" if row.relation else row.name
    acts = () if why is Told.BY_CONSENT else (LineAct("consent", _("Consent …")),)
    return LineFacts(row, title, detail, tuple(chips), False, acts)


def _is_limited(record: Record) -> bool:
    """Whether there is something that parents or others are not told."""
    standing = any(row.ended_on is None or row.ended_on > record.day for row in record.limits)
    return standing and record.limits_apply


def consent_line(row: ConsentRow, record: Record) -> LineFacts:
    """A consent: to what, with whom, its state, and what follows where it no longer holds."""
    chips: list[tuple[str, Tone]] = [(state_word(row.state, row.holds_to), TONES[row.state])]
    has_left = _has_left(row, record)
    if has_left:
        chips.append((_("Has left the care group"), "warn"))
    giver = f"{giver_word(row.given_by)} ({row.giver_name})" if row.giver_name else ""
    detail = said(
        ("", about_words(row.about, row.excludes)),
        (_("Given by"), giver or giver_word(row.given_by)),
        ("", yes(row.is_written, _("in writing"))),
        (_("Given"), _day(row.given_on)),
        (_("Holds through"), _day(row.valid_to)),
        ("", yes(row.holds_to != row.valid_to, _("must be renewed at the 16th birthday"))),
        (_("Withdrawn"), _day(row.withdrawn_on)),
        ("", row.note),
    )
    ended = not row.state.holds and (has_left or _is_followed(row, record))
    follow = "" if ended else follows(row.kind, row.state, row.with_name)
    text = "\n".join(part for part in (follow, detail) if part)
    return LineFacts(
        row, row.with_name or kind_word(row.kind), text, tuple(chips), ended,
        () if ended else _acts(row, has_left=has_left),
    )  # fmt: skip


def _acts(row: ConsentRow, *, has_left: bool) -> tuple[LineAct, ...]:
    acts = []
    if row.state is not ConsentState.IN_FORCE and not has_left:
        acts.append(LineAct("renew", pgettext("consent", "Renew …")))
    if row.state.holds or row.state is ConsentState.AHEAD:
        acts.append(LineAct("withdraw", pgettext("consent", "Withdraw …")))
    return tuple(acts)


def _has_left(row: ConsentRow, record: Record) -> bool:
    return any(
        one.id == row.participant_id and one.left_on is not None for one in record.participants
    )


def _is_followed(row: ConsentRow, record: Record) -> bool:
    """Whether a newer consent to the same thing stands in its place."""

    def whom(one: ConsentRow) -> tuple[object, ...]:
        return one.kind, one.participant_id, one.next_of_kin_id

    return any(one.id > row.id and whom(one) == whom(row) for one in record.consents)


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day, "numeric")
