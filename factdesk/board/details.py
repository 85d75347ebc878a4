"""The statements behind an opened row."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from factdesk.board import rules
from factdesk.board.facts import TaskFact, WarningFact
from factdesk.board.row_facts import LastNote, RowFacts
from factdesk.board.tables import Task
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.people.access import in_force
from factdesk.people.care_group import kin_told
from factdesk.people.tables import AccessBlock, Note, Person, VisitWarning
from factdesk.plans.kinds import GoalStatus
from factdesk.plans.tables import IndividualPlan, PlanGoal
from factdesk.store.action import Reader
from factdesk.team.defaults import word
from factdesk.team.tables import ListItem, Staff

#: How many notes, and how many goals of the plan, an opened row shows.
NOTES, GOALS = 2, 3


def read_details(person_id: str, reader: Reader) -> RowFacts | None:
    """Everything an opened row shows, or ``None`` where the reader may not see it."""
    session, today = reader.session, reader.today
    barred = exists().where(AccessBlock.person_id == Person.id, in_force(reader.actor.id, today))
    person = session.execute(
        select(
            Person.own_goal,
            Person.crisis_plan_on,
            Person.phone,
            Person.address,
            Person.birth_date,
        ).where(Person.id == person_id, ~barred)
    ).first()
    if person is None:
        return None
    return RowFacts(
        person_id=person_id,
        notes=_notes(person_id, reader),
        own_goal=person.own_goal,
        goals=_goals(person_id, reader),
        tasks=_tasks(person_id, reader),
        warnings=_warnings(person_id, reader),
        kin=kin_told(session, person_id, person.birth_date, today),
        crisis_plan_on=person.crisis_plan_on,
        phone=person.phone,
        address=person.address,
    )


def _goals(person_id: str, reader: Reader) -> tuple[str, ...]:
    """The goals that are worked on in the person's individual plan, in its order."""
    found = reader.session.scalars(
        select(PlanGoal.text)
        .join(IndividualPlan, IndividualPlan.id == PlanGoal.plan_id)
        .where(
            IndividualPlan.person_id == person_id,
            IndividualPlan.ended_on.is_(None),
            PlanGoal.parent_id.is_(None),
            PlanGoal.status == GoalStatus.ACTIVE,
        )
        .order_by(PlanGoal.position, PlanGoal.id)
        .limit(GOALS)
    )
    return tuple(found)


def _label(list_name: str, code: ColumnElement[str]) -> tuple[Any, Any]:
    """The join to a team's own word."""
    return ListItem, and_(ListItem.list_name == list_name, ListItem.code == code)


def _notes(person_id: str, reader: Reader) -> tuple[LastNote, ...]:
    """The newest of the contacts' notes and the notes on the person, newest first."""
    session = reader.session
    texts = select(
        Contact.id, Contact.start, Contact.kind, Contact.short_note, Contact.note, ListItem.label
    )
    contacts = session.execute(
        texts.outerjoin(*_label("contact_kind", Contact.kind.expression))
        .where(
            Contact.person_id == person_id,
            Contact.state == ContactState.DONE,
            or_(Contact.short_note.is_not(None), Contact.note.is_not(None)),
        )
        .order_by(Contact.start.desc(), Contact.id.desc())
        .limit(NOTES)
    ).all()
    names: dict[str, list[str]] = {}
    if contacts:
        for contact_id, initials in session.execute(
            select(ContactStaff.contact_id, Staff.initials)
            .join(Staff, Staff.id == ContactStaff.staff_id)
            .where(ContactStaff.contact_id.in_([line.id for line in contacts]))
            .order_by(Staff.initials, Staff.id)
        ):
            names.setdefault(contact_id, []).append(initials)
    notes = [
        LastNote(
            line.start,
            rules.norwegian_day(line.start),
            " + ".join(names.get(line.id, ())),
            line.label or word("contact_kind", line.kind),
            "\n".join(text for text in (line.short_note, line.note) if text),
            True,
        )
        for line in contacts
    ]
    for note, initials in session.execute(
        select(Note, Staff.initials)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(Note.person_id == person_id)
        .order_by(Note.at.desc(), Note.id.desc())
        .limit(NOTES)
    ):
        notes.append(
            LastNote(
                note.at,
                rules.norwegian_day(note.at),
                initials or "",
                note.heading,
                note.text,
                False,
            )
        )
    return tuple(sorted(notes, key=lambda note: note.at, reverse=True)[:NOTES])


def _tasks(person_id: str, reader: Reader) -> tuple[TaskFact, ...]:
    today = reader.today
    lines = reader.session.execute(
        select(Task, Staff.initials)
        .outerjoin(Staff, Staff.id == Task.owner_id)
        .where(Task.person_id == person_id, Task.done_at.is_(None), Task.dropped_at.is_(None))
        .order_by(case((Task.due_on.is_(None), 1), else_=0), Task.due_on, Task.id)
    )
    return tuple(
        TaskFact(
            task.id,
            task.version,
            task.text,
            task.owner_id,
            initials or "",
            task.due_on,
            task.due_on is not None and task.due_on < today,
        )
        for task, initials in lines
    )


def _warnings(person_id: str, reader: Reader) -> tuple[WarningFact, ...]:
    today = reader.today
    lines = reader.session.execute(
        select(VisitWarning, ListItem.means, ListItem.label)
        .outerjoin(*_label("warning_kind", VisitWarning.kind.expression))
        .where(
            VisitWarning.person_id == person_id,
            or_(VisitWarning.ended_on.is_(None), VisitWarning.ended_on > today),
        )
        .order_by(VisitWarning.since, VisitWarning.id)
    )
    return tuple(
        WarningFact(
            row.id,
            row.kind,
            means or row.kind,
            label or word("warning_kind", row.kind),
            row.text,
            row.since,
            row.review_on,
            row.review_on < today,
        )
        for row, means, label in lines
    )
