"""The kinds of things a team is made of, with their words; the screen's door to the enums."""

from factdesk.team.roles import Right, Role
from factdesk.team.tables import EmployerKind, LeaveKind, Model, PresenceState
from factdesk.words import _, pgettext

__all__ = [
    "EmployerKind",
    "LeaveKind",
    "Model",
    "PresenceState",
    "Right",
    "Role",
    "employer_kind_word",
    "language_word",
    "leave_word",
    "list_word",
    "model_word",
    "presence_word",
    "role_explained",
    "role_word",
]


def model_word(model: Model) -> str:
    """The kind of team in words."""
    words = {
        Model.FACT: _("FACT team"),
        Model.ACT: _("ACT team"),
        Model.FACT_UNG: _("FACT youth team"),
    }
    return words[model]


def employer_kind_word(kind: EmployerKind) -> str:
    """The kind of employer in words."""
    words = {
        EmployerKind.MUNICIPALITY: _("Municipality"),
        EmployerKind.HEALTH_TRUST: _("Health trust"),
        EmployerKind.NAV: _("NAV"),
        EmployerKind.OTHER: _("Other employer"),
    }
    return words[kind]


def leave_word(kind: LeaveKind) -> str:
    """The kind of a leave in words."""
    words = {
        LeaveKind.SICK: _("Sick leave"),
        LeaveKind.PARENTAL: _("Parental leave"),
        LeaveKind.OTHER: _("Other leave"),
    }
    return words[kind]


def role_word(role: Role) -> str:
    """A role in words."""
    words = {
        Role.MEMBER: _("Team member"),
        Role.COORDINATOR: _("Coordinator"),
        Role.LEADER: _("Team leader"),
        Role.ASSESSOR: _("Fidelity assessor"),
        Role.READER: _("Reader of the board"),
    }
    return words[role]


def role_explained(role: Role) -> str:
    """What a role may do, in one sentence."""
    everyday = _("Sees and edits the board, persons and contacts, and holds the meeting.")
    words = {
        Role.MEMBER: everyday,
        Role.COORDINATOR: everyday,
        Role.LEADER: _("As a member; also edits the team, imports, and sees the history."),
        Role.ASSESSOR: _("Sees only the fidelity assessments."),
        Role.READER: _("Sees the board with fewer details, and changes nothing."),
    }
    return words[role]


def presence_word(state: PresenceState) -> str:
    """Where somebody is, in one word."""
    words = {
        PresenceState.HERE: pgettext("presence", "Here"),
        PresenceState.VIDEO: pgettext("presence", "Video"),
        PresenceState.AWAY: pgettext("presence", "Away"),
    }
    return words[state]


def list_word(list_name: str) -> str:
    """The name of a list that the team edits."""
    words = {
        "contact_kind": _("Contact kinds"),
        "contact_place": _("Places of contact"),
        "contact_focus": _("What contacts are about"),
        "profession": _("Professions"),
        "function": _("Functions in the team"),
        "legal_kind": _("Legal decisions"),
        "warning_kind": _("Warnings"),
        "closure_reason": _("Reasons for closing"),
        "life_area": _("Life areas"),
        "service": _("Services"),
        "crisis_level": _("Levels of the crisis plan"),
        "referral_source": _("Who refers"),
    }
    return words.get(list_name, list_name)


def language_word(code: str) -> str:
    """A language by its own name."""
    return {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}.get(code, code)
