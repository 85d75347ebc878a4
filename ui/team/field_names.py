"""The words of the team's columns, for the conflict panel."""

from factdesk.team.kinds import (
    employer_kind_word,
    language_word,
    leave_word,
    model_word,
    role_word,
)
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.field_words import name_fields, name_values


def _staff() -> dict[str, str]:
    return {
        "name": _("Name"),
        "initials": _("Initials"),
        "profession": _("Profession"),
        "employer_id": _("Employer"),
        "fte_percent": _("Share of a post, percent"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "valid_from": _("First day"),
        "valid_to": _("Last day"),
        "has_health_basis": _("May see records"),
        "language": _("Language"),
        "role": _("Role"),
        "is_administrator": _("Administrator"),
    }


def setting_words() -> dict[str, str]:
    """The words of the settings, also their labels on the page."""
    return {
        "name": _("The team's name"),
        "model": _("Kind of team"),
        "language": _("Language"),
        "autolock_minutes": _("Lock after, minutes without input"),
        "meeting_minutes": _("Length of the board meeting, minutes"),
        "rotation_persons": _("Persons from the caseload per meeting"),
        "contact_due_days": _("Contact is due after, days"),
        "staff_seen_norm": _("Different colleagues in 14 days, at least"),
        "crisis_plan_months": _("Crisis plan is old after, months"),
        "legal_notice_days": _("Warn before legal dates, days"),
        "discharge_contact_days": _("Contact after discharge within, days"),
        "plan_review_months": _("Individual plan is reviewed every, months"),
        "first_plan_weeks": _("First plan after enrolment within, weeks"),
        "consent_notice_days": _("Consents that run out are announced, days ahead"),
        "specialist_seen_days": _("Seen by a specialist at least every, days"),
        "long_leave_days": _("A leave counts as a vacancy from, days"),
        "away_days": _("How long a seat may be away, days"),
        "wall_shows_reason": _("The wall shows the reason"),
        "wall_shows_agreed": _("The wall shows what was agreed"),
    }


def _named() -> dict[str, str]:
    return {
        "name": _("Name"),
        "kind": _("Kind"),
        "plate": _("Registration number"),
        "label": _("Name"),
        "word": _("Word"),
        "meaning": _("Meaning"),
        "active": _("In use"),
    }


def _posts() -> dict[str, str]:
    return {
        "title": _("Name of the post"),
        "profession": _("Profession"),
        "fte_percent": _("Share of a post, percent"),
        "valid_from": _("First day"),
        "valid_to": _("Last day"),
    }


def _leaves() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
    }


def _employer(value: str, team: TeamFacts) -> str:
    return next((each.name for each in team.employers if each.id == value), value)


def install_names() -> None:
    """Tell the conflict panel what the team's columns are called."""
    name_fields("staff", _staff)
    name_fields("team", setting_words)
    name_fields("posts", _posts)
    name_fields("leaves", _leaves)
    name_values("posts", {"profession": lambda code, team: team.word("profession", code)})
    name_values("leaves", {"kind": lambda kind, _team: leave_word(kind)})
    for table in ("employers", "cars", "list_items", "board_categories", "status_meanings"):
        name_fields(table, _named)
    name_values(
        "staff",
        {
            "profession": lambda code, team: team.word("profession", code),
            "employer_id": _employer,
            "language": lambda code, _team: language_word(code),
            "role": lambda role, _team: role_word(role),
        },
    )
    name_values(
        "team",
        {
            "model": lambda model, _team: model_word(model),
            "language": lambda code, _team: language_word(code),
        },
    )
    name_values("employers", {"kind": lambda kind, _team: employer_kind_word(kind)})
