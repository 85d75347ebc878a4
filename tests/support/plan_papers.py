"""Made-up plans, crisis plans, consents and plan meetings to print, short or very long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.people.kinds import ConsentGiver, ConsentKind, LanguageForm
from factdesk.plans.crisis_view import ContactRow, CrisisFacts, CrisisRow, LevelRow
from factdesk.plans.facts import GoalRow, MeasureRow, PartyFact, PlanFacts, PlanRow, ProgressRow
from factdesk.plans.kinds import Attended, GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.meeting_changes import Change
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import AttendanceRow, ItemRow, MeetingFacts, PlanMeetingRow
from tests.support.papers import MONDAY, PRINTED

NAME = "Even Máret Ali"
WORDS = "At dere ringer før dere kommer. At jeg får bestemme tempoet."


def measure(number: int = 0, **fields: Any) -> MeasureRow:
    """A measure with everything written in it; ``fields`` replace."""
    values = {
        "id": f"m{number}",
        "version": 1,
        "goal_id": "g0",
        "text": f"Prøve praksisplass nummer{number:02}",
        "how": "Jobbspesialist blir med de første gangene",
        "extent": "Tirsdag og torsdag",
        "responsible": Party(PartyKind.STAFF, "s"),
        "responsible_name": "Tove Kvam",
        "responsible_left": False,
        "start_on": MONDAY - timedelta(days=30),
        "due_on": MONDAY + timedelta(days=60),
        "status": MeasureStatus.ONGOING,
        "position": number,
        "is_late": False,
    } | fields
    return MeasureRow(**values)


def goal(number: int = 0, **fields: Any) -> GoalRow:
    """A goal with two measures and two steps of progress; ``fields`` replace."""
    values = {
        "id": f"g{number}",
        "version": 1,
        "parent_id": None,
        "life_area": ("home", "work_school", "economy", "leisure")[number % 4],
        "text": f"Jeg vil tilbake i jobb, gjerne noe ute. Målet {number}",
        "status": GoalStatus.ACTIVE,
        "position": number,
        "measures": (measure(0), measure(1)),
        "progress": (
            ProgressRow("a", 1, MONDAY - timedelta(days=60), 0, None, None),
            ProgressRow("b", 1, MONDAY - timedelta(days=9), 2, "Gikk bedre enn jeg trodde", None),
        ),
    } | fields
    return GoalRow(**values)


def plan_of(*goals: GoalRow, **fields: Any) -> PlanFacts:
    """A plan; ``fields`` replace those of the facts, and ``plan`` may be a dict of its own."""
    texts = {
        "situation": WORDS,
        "important": "Familien min, og ro hjemme.",
        "strengths": "Jeg spiller gitar.",
        "needs": "Noen å ringe til.",
        "contribution_person": "Jeg går tur.",
        "contribution_services": "De kommer tirsdager.",
        "contribution_relatives": None,
        "cooperation": "Kulturskolen",
        "ended_on": None,
        "end_reason": None,
    }
    row = {
        "id": "p", "version": 1, "person_id": "x", "number": 3,
        "started_on": MONDAY - timedelta(days=200), "period_from": MONDAY - timedelta(days=200),
        "period_to": MONDAY + timedelta(days=165), "review_on": MONDAY + timedelta(days=100),
    } | texts | fields.pop("plan", {})  # fmt: skip
    parties = (
        PartyFact(
            Party(PartyKind.SERVICE, "n"), "Kari Moe", "veileder, NAV Nordfjell", "55 12 34 56",
            "kari@nav.example", True, False, ConsentState.IN_FORCE,
        ),
        PartyFact(Party(PartyKind.SERVICE, "o"), "Borte Bente", "", None, None, True, True, None),
    )  # fmt: skip
    values = {
        "person_id": "x",
        "name": NAME,
        "language": LanguageForm.BOKMAL,
        "day": MONDAY,
        "coordinator_id": None,
        "child_coordinator_id": None,
        "plan": PlanRow(**row),
        "goals": goals,
        "parties": parties,
        "points": (),
        "consent": ConsentStanding(),
        "can_begin": False,
        "versions": (),
        "next_meeting": None,
    } | fields
    return PlanFacts(**values)


def consent_of(kind: ConsentKind = ConsentKind.SHARE, **fields: Any) -> ConsentRow:
    """A consent in force; ``fields`` replace."""
    values = {
        "id": "c", "version": 1, "kind": kind, "participant_id": None, "next_of_kin_id": None,
        "about": "Målene i planen", "excludes": "Medisiner", "given_by": ConsentGiver.SELF,
        "giver_name": None, "is_written": True, "given_on": MONDAY - timedelta(days=60),
        "valid_to": None, "withdrawn_on": None, "note": None, "state": ConsentState.IN_FORCE,
        "holds_to": MONDAY + timedelta(days=300), "with_name": "Kari Moe (NAV Nordfjell)",
    } | fields  # fmt: skip
    return ConsentRow(**values)


def crisis_of(text: str = "Jeg sover lite.", **fields: Any) -> CrisisFacts:
    """A crisis plan with the same text everywhere, in three levels; ``fields`` replace."""
    plan = CrisisRow(
        "p", 1, 2, MONDAY - timedelta(days=200), "Tove Kvam", MONDAY - timedelta(days=30), None,
        text, text, text, text, text,
    )  # fmt: skip
    levels = tuple(
        LevelRow(code, label, mark, True, code, 1, text, text, text, text)
        for code, label, mark in (
            ("good", "God", "green"), ("warning", "Varsel", "yellow"), ("crisis", "Krise", "red"),
        )
    )  # fmt: skip
    contacts = tuple(
        ContactRow(str(number), 1, f"Kontakt {number}", "venn", f"55 12 34 5{number}", "8–20", 1)
        for number in range(4)
    )
    facts = CrisisFacts(
        "x", NAME, 34, LanguageForm.BOKMAL, MONDAY, plan, levels, contacts, (), MONDAY, False
    )
    return replace(facts, **fields)


def meeting_of(**fields: Any) -> MeetingFacts:
    """A plan meeting that was held; ``fields`` replace."""
    following = PlanMeetingRow(
        "n", 1, PRINTED + timedelta(days=90), 60, "DPS, rom 3", None, None, None,
        MeetingState.PLANNED, 0, 0,
    )  # fmt: skip
    values = {
        "id": "m", "version": 1, "person_id": "x", "name": NAME, "initials": "EA",
        "language": LanguageForm.BOKMAL, "start": PRINTED, "minutes": 60,
        "place": "Hjemme hos Even", "began_at": PRINTED,
        "ended_at": PRINTED + timedelta(minutes=50), "cancelled_at": None,
        "state": MeetingState.ENDED, "summary": "Kaffe og kake.",
        "items": (ItemRow("1", 1, 0, "Bolig", None, "Vi venter til våren."),
                  ItemRow("2", 1, 1, "Arbeid", None, None)),
        "attendance": (
            AttendanceRow("1", 1, Party(PartyKind.PERSON), NAME, "", None, Attended.HERE, None),
            AttendanceRow("2", 1, Party(PartyKind.SERVICE, "s"), "Kari Moe", "NAV", None, None,
                          True),
        ),
        "changes": (Change(PRINTED + timedelta(minutes=9), "MH", "Målet om jobb: nådd"),),
        "next": following,
    } | fields  # fmt: skip
    return MeetingFacts(**values)
