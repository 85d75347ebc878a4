"""The way of a person through the team: which step follows which, and how a step is taken."""

from __future__ import annotations

from datetime import date

from factdesk.people.errors import WrongStage
from factdesk.people.kinds import Stage
from factdesk.people.rules import stage_word
from factdesk.people.tables import Person
from factdesk.people.writing import demand_order, demand_past, tell_of
from factdesk.store.work import Work
from factdesk.words import _

#: From where each stage can be reached; enrolling a closed person opens the case again.
FROM = {
    Stage.REFERRED: frozenset({Stage.CLOSED}),
    Stage.ASSESSED: frozenset({Stage.REFERRED}),
    Stage.ENROLLED: frozenset({Stage.REFERRED, Stage.ASSESSED, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.REFERRED, Stage.ASSESSED, Stage.ENROLLED}),
}


def take_step(
    work: Work,
    person_id: str,
    seen: int,
    stage: Stage,
    on: date,
    *,
    closure_reason: str | None = None,
    closure_note: str | None = None,
) -> None:
    """Set the stage with its date, seen at version ``seen``, and keep the words for the label.

    The log keeps the dates of a course that ended. Raises Blocked, WrongStage, DateAhead
    and DatesOutOfOrder; a new course does not begin before the old one was closed.
    """
    person = tell_of(work, person_id, stage=stage)
    if person.stage not in FROM[stage]:
        raise WrongStage(stage_word(person.stage))
    dates: dict[str, date | None] = {
        name: getattr(person, name)
        for name in ("referred_on", "assessed_on", "enrolled_on", "closed_on")
    }
    demand_past(work.today, (stage_word(stage), on))
    if person.stage is Stage.CLOSED:
        demand_order((_("Closed"), person.closed_on), (stage_word(stage), on))
        dates |= {"assessed_on": None, "enrolled_on": None, "closed_on": None}
    dates[f"{stage.value}_on"] = on
    demand_order(
        (_("Referred"), dates["referred_on"]),
        (_("Assessed"), dates["assessed_on"]),
        (_("Enrolled"), dates["enrolled_on"]),
        (_("Closed"), dates["closed_on"]),
    )
    work.edit(
        Person,
        person.id,
        seen,
        stage=stage,
        closure_reason=closure_reason,
        closure_note=closure_note,
        **dates,
    )
