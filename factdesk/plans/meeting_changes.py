"""What a plan meeting changed, in words: plan, goals, measures, consents, crisis plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.people.care_group import service_name
from factdesk.people.consents import kind_word
from factdesk.people.kinds import ConsentKind
from factdesk.plans.field_words import PLAN_TEXTS, field_word
from factdesk.plans.kinds import GoalStatus, MeasureStatus, goal_word, measure_word, step_word
from factdesk.plans.meeting_log import WATCHED, RowChange, changes_in
from factdesk.plans.meeting_rules import HEADING_SIGNS
from factdesk.plans.rules import short
from factdesk.plans.tables import CrisisPlan, IndividualPlan, PlanGoal, PlanMeeting
from factdesk.team.defaults import word
from factdesk.words import _, format_date


@dataclass(frozen=True)
class Change:
    """One thing changed in a meeting: when last, by whom, what; ``goal_id`` is its goal."""

    at: datetime
    initials: str
    what: str
    goal_id: str | None = None


@dataclass(frozen=True)
class _Around:
    """What tells whether a row is of the person, and the texts that rows refer to."""

    person_id: str
    plans: frozenset[str]
    crisis: frozenset[str]
    goals: Mapping[str, str]
    names: Mapping[str, str]

    def has(self, one: RowChange) -> bool:
        """Whether a row is of the person."""
        whole = one.whole
        return (
            whole.get("person_id") == self.person_id
            or whole.get("plan_id") in self.plans
            or whole.get("crisis_plan_id") in self.crisis
            or (one.table == "goal_progress" and whole.get("goal_id") in self.goals)
        )

    def about(self, one: RowChange) -> str:
        """The goal that progress is of, or whom a consent is with."""
        whole = one.whole
        if one.table == "goal_progress":
            return _short(self.goals.get(whole.get("goal_id") or ""))
        with_whom = whole.get("participant_id") or whole.get("next_of_kin_id") or ""
        return self.names.get(with_whom, "")


def changes_of(
    session: Session,
    meeting: PlanMeeting,
    initials: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[Change, ...]:
    """What a meeting changed in the person's plans. ``names``: services and next of kin by id."""
    if meeting.began_at is None:
        return ()
    changed = changes_in(session, meeting)
    if not changed:
        return ()
    around = _around(session, meeting.person_id, changed, names)
    order = list(WATCHED)
    mine = sorted(
        (one for one in changed if around.has(one)),
        key=lambda one: (order.index(one.table), one.at, one.row_id),
    )
    return tuple(
        Change(one.at, initials.get(one.actor_id, ""), what, _goal_of(one))
        for one in mine
        for what in _words(one, around)
    )


def _around(
    session: Session, person_id: str, changed: list[RowChange], names: Mapping[str, str]
) -> _Around:
    plans = session.scalars(
        select(IndividualPlan.id).where(IndividualPlan.person_id == person_id)
    ).all()
    crisis = session.scalars(select(CrisisPlan.id).where(CrisisPlan.person_id == person_id)).all()
    goals = session.execute(
        select(PlanGoal.id, PlanGoal.text).where(PlanGoal.plan_id.in_(plans))
    ).all()
    gone = {
        one.row_id: str(one.whole.get("text", ""))
        for one in changed
        if one.table == PlanGoal.__tablename__ and one.whole.get("plan_id") in plans
    }
    return _Around(
        person_id,
        frozenset(plans),
        frozenset(crisis),
        {**gone, **{row.id: row.text for row in goals}},
        names,
    )


def _goal_of(one: RowChange) -> str | None:
    if one.table == PlanGoal.__tablename__:
        return one.whole.get("parent_id") or one.row_id
    return one.whole.get("goal_id")


def _short(text: str | None) -> str:
    return short(text or "", HEADING_SIGNS)


def _day(value: date | None) -> str:
    return "–" if value is None else format_date(value, "medium")


def _plan(one: RowChange) -> list[str]:
    if one.before is None:
        return [_("The individual plan was made")]
    if one.after is None:
        return [_("The individual plan was taken away")]
    said = [
        _("Written anew: {field}").format(field=field_word(name))
        for name in PLAN_TEXTS
        if one.changed(name)
    ]
    if one.changed("period_from", "period_to"):
        period = f"{_day(one.whole.get('period_from'))} – {_day(one.whole.get('period_to'))}"
        said.append(_("Plan period: {period}").format(period=period))
    if one.changed("review_on"):
        review = _day(one.whole.get("review_on"))
        said.append(_("Next review: {date}").format(date=review))
    if one.changed("number"):
        said.append(_("The plan was revised: version {number}").format(number=one.whole["number"]))
    if one.changed("ended_on") and one.whole.get("ended_on") is not None:
        said.append(_("The individual plan was ended"))
    return said


def _goal(one: RowChange) -> list[str]:
    text = _short(one.whole.get("text"))
    is_sub = one.whole.get("parent_id") is not None
    if one.before is None:
        new = _("New sub-goal: «{goal}»") if is_sub else _("New goal: «{goal}»")
        return [new.format(goal=text)]
    if one.after is None:
        return [_("Goal taken out: «{goal}»").format(goal=text)]
    said = []
    if one.changed("status"):
        state = goal_word(GoalStatus(one.whole["status"]))
        said.append(_("Goal «{goal}»: {state}").format(goal=text, state=state))
    if one.changed("text"):
        was = _short(one.before.get("text"))
        said.append(_("Goal: «{goal}» (was «{before}»)").format(goal=text, before=was))
    if one.changed("life_area"):
        said.append(_("Goal «{goal}»: another life area").format(goal=text))
    return said


def _measure(one: RowChange) -> list[str]:
    text = _short(one.whole.get("text"))
    if one.before is None:
        return [_("New measure: «{measure}»").format(measure=text)]
    if one.after is None:
        return [_("Measure taken out: «{measure}»").format(measure=text)]
    parts = []
    if one.changed("status"):
        parts.append(measure_word(MeasureStatus(one.whole["status"])))
    if one.changed("due_on"):
        parts.append(_("due {date}").format(date=_day(one.whole.get("due_on"))))
    if one.changed("start_on"):
        parts.append(_("from {date}").format(date=_day(one.whole.get("start_on"))))
    if one.changed("by_person", "staff_id", "participant_id", "next_of_kin_id"):
        parts.append(_("another is responsible"))
    if one.changed("text", "how", "extent", "goal_id"):
        parts.append(_("written anew"))
    if not parts:
        return []
    said = _("Measure «{measure}»: {what}").format(measure=text, what=", ".join(parts))
    return [said]


def _progress(one: RowChange, goal: str) -> list[str]:
    if one.after is None:
        return [_("Progress taken out: «{goal}»").format(goal=goal)]
    step = step_word(int(one.whole["step"]))
    return [_("Progress with «{goal}»: {step}").format(goal=goal, step=step)]


def _participant(one: RowChange) -> list[str]:
    whole = one.whole
    named = service_name(
        word("service", whole.get("service", "")), whole.get("organisation"), whole.get("name")
    )
    if one.before is None:
        return [_("New in the care group: {name}").format(name=named)]
    if one.after is None or (one.changed("left_on") and whole.get("left_on") is not None):
        return [_("Left the care group: {name}").format(name=named)]
    return [_("Care group, changed: {name}").format(name=named)]


def _consent(one: RowChange, with_whom: str) -> list[str]:
    whole = one.whole
    named = with_whom or kind_word(ConsentKind(whole["kind"]))
    if one.before is None:
        return [_("Consent given: {name}").format(name=named)]
    if one.after is None:
        return [_("Consent taken out: {name}").format(name=named)]
    if one.changed("withdrawn_on") and whole.get("withdrawn_on") is not None:
        return [_("Consent withdrawn: {name}").format(name=named)]
    if one.changed("valid_to"):
        until = _day(whole.get("valid_to"))
        return [_("Consent: {name}, until {date}").format(name=named, date=until)]
    return [_("Consent changed: {name}").format(name=named)]


def _crisis(one: RowChange) -> list[str]:
    if one.before is None:
        return [_("The crisis plan was made")]
    if one.changed("reviewed_on"):
        return [_("The crisis plan was gone through")]
    return [_("The crisis plan was changed")]


def _level(one: RowChange) -> list[str]:
    level = word("crisis_level", str(one.whole.get("level", "")))
    return [_("The crisis plan was changed: {level}").format(level=level)]


def _call(one: RowChange) -> list[str]:
    named = str(one.whole.get("name", ""))
    if one.after is None:
        return [_("No longer to call in a crisis: {name}").format(name=named)]
    return [_("To call in a crisis: {name}").format(name=named)]


_WORDS: dict[str, Callable[[RowChange], list[str]]] = {
    "plans": _plan,
    "plan_goals": _goal,
    "plan_measures": _measure,
    "participants": _participant,
    "crisis_plans": _crisis,
    "crisis_levels": _level,
    "crisis_contacts": _call,
}


def _words(one: RowChange, around: _Around) -> list[str]:
    if one.table == "goal_progress":
        return _progress(one, around.about(one))
    if one.table == "consents":
        return _consent(one, around.about(one))
    return _WORDS[one.table](one)
