"""The kinds of values a plan is made of, declared once: names, hints, editors, words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from factdesk.plans.kinds import GoalStatus, MeasureStatus, goal_word, measure_word
from factdesk.words import _, format_date, pgettext
from ui.plans.keeper import Keeper
from ui.plans.parties import party_choices, party_name
from ui.plans.value_kind import Kind
from ui.plans.value_paint import Looks
from ui.widgets.editors import ChoiceEditor, DateEditor, Editor, TextEditor
from ui.widgets.paint import Tone

Makes = Callable[[], Editor]

_GOAL_TONES: dict[GoalStatus, Tone] = {
    GoalStatus.ACTIVE: "info",
    GoalStatus.REACHED: "ok",
    GoalStatus.PUT_AWAY: "neutral",
}
_MEASURE_TONES: dict[MeasureStatus, Tone] = {
    MeasureStatus.PLANNED: "neutral",
    MeasureStatus.ONGOING: "info",
    MeasureStatus.DONE: "ok",
    MeasureStatus.STOPPED: "warn",
}


def plan_words() -> dict[str, tuple[str, str]]:
    """The texts of the plan: name and hint by column, in the order a person reads them."""
    return {
        "important": (_("Important to me"), _("What matters most, in the person's own words")),
        "situation": (_("How it is now"), _("Short, in the person's own words")),
        "strengths": (_("What I am good at and can do"), _("Strengths and resources")),
        "needs": (_("What I need help with"), _("Needs for services")),
        "contribution_person": (_("What I will do myself"), _("The person's own part")),
        "contribution_services": (_("What the services will do"), _("The part of each service")),
        "contribution_relatives": (
            _("What relatives will do"),
            _("Their part, or that none is wished"),
        ),
        "cooperation": (
            _("Cooperation with others"),
            _("Needed or wished with other services, institutions or agencies"),
        ),
        "period_from": (_("The plan holds from"), ""),
        "period_to": (_("The plan holds to"), ""),
        "review_on": (_("Next review"), ""),
    }


def plan_text(keeper: Keeper, field: str) -> Kind:
    """A text of the plan itself."""
    label, hint = plan_words()[field]
    return Kind(label, _writes(keeper, TextEditor), hint=hint, looks=Looks(boxed=True))


def plan_day(keeper: Keeper, field: str) -> Kind:
    """A date of the plan itself; a review that is overdue needs attention."""
    is_review = field == "review_on"

    def warn(day: date | None) -> bool:
        return is_review and day is not None and day < keeper.bridge.clock.today()

    editor = _writes(keeper, lambda: _day(keeper, "future" if is_review else "near"))
    return Kind(plan_words()[field][0], editor, _day_words, warn=warn, warned=_("overdue"))


def goal_text(keeper: Keeper, *, is_sub: bool) -> Kind:
    """The goal itself."""
    label = _("Sub-goal") if is_sub else _("Goal")
    looks = Looks("body" if is_sub else "large")
    return Kind(label, _writes(keeper, TextEditor), hint=_("In own words"), looks=looks)


def goal_area(keeper: Keeper) -> Kind:
    """The life area of a goal."""
    team = keeper.bridge.team

    def words(code: str | None) -> str:
        return keeper.bridge.team.word("life_area", code) if code else ""

    choices = [(choice.code, choice.label) for choice in team.choices("life_area")]
    editor = _writes(keeper, lambda: ChoiceEditor(choices))
    return Kind(_("Life area"), editor, words, tone=lambda _code: "neutral")


def goal_status(keeper: Keeper) -> Kind:
    """Where a goal is."""
    choices = [(status, goal_word(status)) for status in GoalStatus]
    return Kind(
        _("Status of the goal"),
        _writes(keeper, lambda: ChoiceEditor(choices)),
        lambda status: goal_word(status) if status else "",
        tone=lambda status: _GOAL_TONES[status],
    )


def progress_note(keeper: Keeper) -> Kind:
    """A word on how far a goal has come."""
    return Kind(
        _("On the progress"), _writes(keeper, TextEditor), hint=_("A word on how it goes"),
        looks=Looks("small"),
    )  # fmt: skip


def measure_kinds(
    keeper: Keeper, *, is_late: Callable[[], bool], has_left: Callable[[], bool]
) -> dict[str, Kind]:
    """The columns of a measure by field, in order."""
    statuses = [(status, measure_word(status)) for status in MeasureStatus]
    text = _writes(keeper, TextEditor)
    day = _writes(keeper, lambda: _day(keeper, "near"))
    return {
        "text": Kind(_("What"), text, hint=_("What is to be done")),
        "how": Kind(_("How"), text, hint=_("How it is done")),
        "extent": Kind(_("Extent"), text, hint=_("How much")),
        "responsible": Kind(
            pgettext("measure", "Responsible"),
            _writes(keeper, lambda: ChoiceEditor(party_choices(keeper.plan))),
            lambda party: party_name(keeper.plan, party),
            warn=lambda _party: has_left(),
            warned=_("no longer there"),
            hint=_("Who"),
        ),
        "start_on": Kind(_("Start"), day, _short_day),
        "due_on": Kind(_("Due"), day, _short_day, warn=lambda _day: is_late(), warned=_("overdue")),
        "status": Kind(
            pgettext("measure", "Status"),
            _writes(keeper, lambda: ChoiceEditor(statuses)),
            lambda status: measure_word(status) if status else "",
            tone=lambda status: _MEASURE_TONES[status],
        ),
    }


def _writes(keeper: Keeper, make: Makes) -> Makes | None:
    return make if keeper.writes else None


def _day(keeper: Keeper, prefer: Any) -> DateEditor:
    return DateEditor(keeper.bridge.clock.today, prefer=prefer)


def _day_words(day: date | None) -> str:
    return format_date(day, "medium") if day else ""


def _short_day(day: date | None) -> str:
    return format_date(day, "numeric") if day else ""
