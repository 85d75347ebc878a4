"""Words for codes of this room, and the names of its columns for the conflict panel."""

from __future__ import annotations

from factdesk.people.consents import giver_word
from factdesk.people.kinds import AdmissionKind, LanguageForm, Stage
from factdesk.people.rules import stage_word
from factdesk.words import _, ngettext
from ui.field_words import name_fields, name_values


def language_form_word(form: LanguageForm) -> str:
    """The written language of a person's papers."""
    return {
        LanguageForm.BOKMAL: _("Bokmål"),
        LanguageForm.NYNORSK: _("Nynorsk"),
        LanguageForm.ENGLISH: _("English"),
    }[form]


def admission_word(kind: AdmissionKind) -> str:
    """Where somebody stays who is not at home."""
    return {
        AdmissionKind.PSYCHIATRIC_WARD: _("Psychiatric ward"),
        AdmissionKind.SUBSTANCE_WARD: _("Substance treatment"),
        AdmissionKind.SOMATIC_WARD: _("Somatic ward"),
        AdmissionKind.YOUTH_WARD: _("Youth ward"),
        AdmissionKind.PRISON: _("Prison"),
        AdmissionKind.OTHER: _("Another place"),
    }[kind]


def stage_step_word(stage: Stage) -> str:
    """What is done to reach a stage."""
    return {
        Stage.REFERRED: _("Refer again"),
        Stage.ASSESSED: _("Note as assessed"),
        Stage.ENROLLED: _("Enrol"),
        Stage.CLOSED: _("Close the case"),
    }[stage]


def purpose_word(purpose: str) -> str:
    """Why a record was opened, or that it was changed; an unknown purpose stands for itself."""
    words = {
        "record": _("Opened the page"),
        "wall": _("Showed the name from the wall"),
        "emergency": _("Opened in an emergency"),
        "change": _("Changed"),
        "export": _("Gave out the team's tables, without names"),
        "print.plan": _("Printed the individual plan"),
        "print.crisis-plan": _("Printed the crisis plan"),
        "print.pocket-card": _("Printed the crisis plan's pocket card"),
        "print.consents": _("Printed the consents"),
        "print.plan-meeting": _("Printed a plan meeting"),
        "print.calendar-file": _("Saved the invitation to a plan meeting"),
    }
    return words.get(purpose, purpose)


def contact_state_word(state: str) -> str:
    """Whether a contact is ahead, has been, or was called off."""
    return {"planned": _("Planned"), "done": _("Done"), "cancelled": _("Cancelled")}[state]


def years_old(age: int | None) -> str:
    """«15 years», or that nobody knows."""
    if age is None:
        return _("age unknown")
    return ngettext("{count} year", "{count} years", age).format(count=age)


def days_words(days: int) -> str:
    """«in 6 days», «today», «3 days ago»."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def person_words() -> dict[str, str]:
    """The words of a person's own columns; also the labels on the page."""
    return {
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "preferred_name": _("Is called"),
        "birth_number": _("Birth number"),
        "birth_date": _("Birth date"),
        "language": _("Language form"),
        "interpreter": _("Interpreter"),
        "address": _("Address"),
        "municipality": _("Municipality"),
        "phone": _("Telephone"),
        "gp": _("General practitioner"),
        "gp_phone": _("Telephone of the practice"),
        "coordinator_id": _("Coordinator"),
        "clinician_id": _("Responsible clinician"),
        "child_coordinator_id": _("Child coordinator"),
        "contact_every_days": _("Agreed contact"),
        "children_under_18": _("Children under 18"),
        "children_note": _("About the children"),
        "wall_alias": _("Alias on the wall"),
        "own_goal": _("Own goal"),
        "has_substance_disorder": _("Substance-use disorder too (for model fidelity)"),
        "plan_on": _("Individual plan of"),
        "plan_review_on": _("Next review of the plan"),
        "crisis_plan_on": _("Crisis plan of"),
        "stage": _("Stage"),
        "referred_on": _("Referred on"),
        "referred_by": _("Referred by"),
        "referral_reason": _("Why referred"),
        "assessed_on": _("Assessed on"),
        "enrolled_on": _("Enrolled on"),
        "closed_on": _("Closed on"),
        "closure_reason": _("Closed because"),
        "closure_note": _("About the closing"),
    }


def _row_words() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "decided_on": _("Decided on"),
        "control_on": _("Control"),
        "expires_on": _("Expires"),
        "ended_on": _("Ended"),
        "note": _("Note"),
        "place": _("Where"),
        "admitted_on": _("Admitted"),
        "involuntary": _("Against their will"),
        "team_took_part": _("The team took part"),
        "expected_discharge_on": _("Expected discharge"),
        "discharged_on": _("Discharged"),
        "team_planned_discharge": _("The team planned the discharge with the ward"),
        "text": _("Text"),
        "review_on": _("Looked at again on"),
        "name": _("Name"),
        "relation": _("Relation"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "is_guardian": _("Has parental responsibility"),
        "in_plan": _("Takes part in the planning"),
        "service": _("Service"),
        "organisation": _("Where"),
        "role": _("Role"),
        "left_on": _("Left the group"),
        "about": _("What may be shared"),
        "excludes": _("But not"),
        "given_by": _("Given by"),
        "giver_name": _("Name of who gave it"),
        "is_written": _("In writing"),
        "given_on": _("Given"),
        "withdrawn_on": _("Withdrawn"),
        "heading": _("Heading"),
        "valid_to": _("To"),
    }


def install_names() -> None:
    """Tell the conflict panel what the columns of this room are called."""
    name_fields("persons", person_words)
    for table in (
        "legal_status",
        "admissions",
        "warnings",
        "next_of_kin",
        "participants",
        "information_limits",
        "notes",
        "workers",
        "access_blocks",
    ):
        name_fields(table, _row_words)
    name_values(
        "persons",
        {
            "stage": lambda stage, _team: stage_word(stage),
            "language": lambda form, _team: language_form_word(form),
            "referred_by": lambda code, team: team.word("referral_source", code),
            "closure_reason": lambda code, team: team.word("closure_reason", code),
        },
    )
    name_values("legal_status", {"kind": lambda code, team: team.word("legal_kind", code)})
    name_fields("consents", lambda: {**_row_words(), "valid_to": _("Holds through")})
    name_values("consents", {"given_by": lambda giver, _team: giver_word(giver)})
    name_values("participants", {"service": lambda code, team: team.word("service", code)})
    name_values("warnings", {"kind": lambda code, team: team.word("warning_kind", code)})
    name_values("admissions", {"kind": lambda kind, _team: admission_word(kind)})
