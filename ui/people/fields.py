"""The person's own fields as the overview shows and edits them, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from factdesk.people.kinds import LanguageForm, Stage
from factdesk.people.record import Record
from factdesk.people.rules import days_left, stage_word
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, ngettext
from ui.bridge import Bridge
from ui.people.inline import Shown
from ui.people.words import days_words, language_form_word
from ui.widgets.editors import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Editor,
    LineEditor,
    TextEditor,
)

Makes = Callable[[Bridge], Editor]
Shows = Callable[[Record, TeamFacts], Shown]


@dataclass(frozen=True)
class FieldSpec:
    """A field by its column name: how it is shown, and its editor; ``None`` is only shown."""

    name: str
    show: Shows
    edit: Makes | None


def _plain(name: str, edit: Makes | None) -> FieldSpec:
    def show(record: Record, _team: TeamFacts) -> Shown:
        value = getattr(record.person, name)
        return Shown(value, "" if value is None else str(value))

    return FieldSpec(name, show, edit)


def _line(name: str, *, required: bool = False) -> FieldSpec:
    return _plain(name, lambda _bridge: LineEditor(required=required))


def _text(name: str) -> FieldSpec:
    return _plain(name, lambda _bridge: TextEditor())


def _day(name: str, words: Callable[[date, date], tuple[str, str]], prefer: str = "") -> FieldSpec:
    def show(record: Record, _team: TeamFacts) -> Shown:
        day = getattr(record.person, name)
        return Shown(day, *(words(day, record.day) if day else _no_day(name, record)))

    edit: Makes | None = None
    if prefer:
        edit = lambda bridge: DateEditor(bridge.clock.today, prefer=prefer)  # noqa: E731
    return FieldSpec(name, show, edit)


def _no_day(name: str, record: Record) -> tuple[str, str]:
    """A plan is missing only where one is expected: while the person is enrolled."""
    expected = record.person.stage is Stage.ENROLLED and name in ("plan_on", "crisis_plan_on")
    return (_("missing"), "danger") if expected else ("", "")


def _as_is(day: date, _today: date) -> tuple[str, str]:
    return format_date(day), ""


def _with_age(day: date, today: date) -> tuple[str, str]:
    return f"{format_date(day)} ({days_words((day - today).days)})", ""


def _with_review(day: date, today: date) -> tuple[str, str]:
    left = days_left(day, today) or 0
    return f"{format_date(day)} ({days_words(left)})", "danger" if left < 0 else ""


def _member(name: str) -> FieldSpec:
    def show(record: Record, team: TeamFacts) -> Shown:
        member = team.member(getattr(record.person, name))
        return Shown(
            member.id if member else None, f"{member.name} · {member.initials}" if member else ""
        )

    def edit(bridge: Bridge) -> Editor:
        members = [(one.id, f"{one.initials} · {one.name}") for one in bridge.team.members]
        active = {one.id for one in bridge.team.active}
        shown = [choice for choice in members if choice[0] in active]
        left = [choice for choice in members if choice[0] not in active]
        return ChoiceEditor([(None, _("(nobody)")), *shown, *left])

    return FieldSpec(name, show, edit)


def _language() -> FieldSpec:
    return FieldSpec(
        "language",
        lambda record, _team: Shown(
            record.person.language, language_form_word(record.person.language)
        ),
        lambda _bridge: ChoiceEditor([(form, language_form_word(form)) for form in LanguageForm]),
    )


def _birth_number() -> FieldSpec:
    return FieldSpec(
        "birth_number",
        lambda record, _team: Shown(record.person.birth_number, record.shown_birth_number),
        lambda _bridge: LineEditor(),
    )


def _children() -> FieldSpec:
    def show(record: Record, _team: TeamFacts) -> Shown:
        count = record.person.children_under_18
        words = _("not asked") if count is None else _("none") if count == 0 else str(count)
        return Shown(count, words, "muted" if count is None else "")

    return FieldSpec("children_under_18", show, lambda _bridge: CountEditor())


def _agreed_contact() -> FieldSpec:
    def show(record: Record, team: TeamFacts) -> Shown:
        days = record.person.contact_every_days
        if days is not None:
            text = ngettext("every day", "every {count} days", days)
            return Shown(days, text.format(count=days))
        usual = team.settings.contact_due_days
        text = ngettext("as the team: every day", "as the team: every {count} days", usual)
        return Shown(None, text.format(count=usual), "muted")

    return FieldSpec("contact_every_days", show, lambda _bridge: CountEditor())


def _coded(name: str, list_name: str) -> FieldSpec:
    def show(record: Record, team: TeamFacts) -> Shown:
        code: Any = getattr(record.person, name)
        return Shown(code, team.word(list_name, code))

    return FieldSpec(name, show, None)


def _stage() -> FieldSpec:
    return FieldSpec(
        "stage",
        lambda record, _team: Shown(record.person.stage, stage_word(record.person.stage)),
        None,
    )


def _yes_or_no(name: str) -> FieldSpec:
    """Yes, no, or nobody has said; saying nothing is the first choice."""

    def words() -> dict[bool | None, str]:
        return {None: _("not said"), True: _("yes"), False: _("no")}

    def show(record: Record, _team: TeamFacts) -> Shown:
        value = getattr(record.person, name)
        return Shown(value, words()[value], "muted" if value is None else "")

    return FieldSpec(name, show, lambda _bridge: ChoiceEditor(list(words().items())))


IDENTITY = (
    _line("given_name", required=True),
    _line("family_name", required=True),
    _line("preferred_name"),
    _birth_number(),
    _day("birth_date", _as_is, "past"),
    _language(),
    _line("interpreter"),
    _line("wall_alias"),
)
REACH = (
    _line("address"),
    _line("municipality"),
    _line("phone"),
    _line("gp"),
    _line("gp_phone"),
)
OWN = (_text("own_goal"),)
CHILDREN = (_children(), _text("children_note"))
AROUND = (
    _member("coordinator_id"),
    _member("clinician_id"),
    _member("child_coordinator_id"),
    _agreed_contact(),
)
PLANS = (
    _day("plan_on", _with_age, "past"),
    _day("plan_review_on", _with_review, "future"),
    _day("crisis_plan_on", _with_age, "past"),
)
COURSE = (
    _stage(),
    _day("referred_on", _as_is),
    _coded("referred_by", "referral_source"),
    _text("referral_reason"),
    _yes_or_no("has_substance_disorder"),
    _day("assessed_on", _as_is),
    _day("enrolled_on", _as_is),
    _day("closed_on", _as_is),
    _coded("closure_reason", "closure_reason"),
    _plain("closure_note", None),
)
#: Fields of the course that are left out while they are empty.
WHEN_SAID = frozenset({"assessed_on", "enrolled_on", "closed_on", "closure_reason", "closure_note"})
