"""Take a person from referral through assessment and enrolment to closure, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.errors import WrongStage
from factdesk.people.kinds import Stage
from factdesk.people.rules import stage_word
from factdesk.people.tables import Person
from factdesk.people.writing import demand_order, demand_text, name_of, tidy
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: From where each stage can be reached; enrolling a closed person opens the case again.
FROM = {
    Stage.REFERRED: frozenset({Stage.CLOSED}),
    Stage.ASSESSED: frozenset({Stage.REFERRED}),
    Stage.ENROLLED: frozenset({Stage.REFERRED, Stage.ASSESSED, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.REFERRED, Stage.ASSESSED, Stage.ENROLLED}),
}


@dataclass(frozen=True)
class SetStage(Action[None]):
    """A new stage from a day on.

    A closure needs ``closure_reason`` (a code of the team's list). Who is on the board is taken
    off first: the screen asks, because the board stands above this room. Raises WrongStage and
    DatesOutOfOrder.
    """

    person_id: str
    seen: int
    stage: Stage
    on: date
    closure_reason: str | None = None
    closure_note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.set_stage"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Set the stage with its date."""
        person = work.get(Person, self.person_id)
        if person.stage not in FROM[self.stage]:
            raise WrongStage(stage_word(person.stage))
        dates: dict[str, date | None] = {
            name: getattr(person, name)
            for name in ("referred_on", "assessed_on", "enrolled_on", "closed_on")
        }
        if person.stage is Stage.CLOSED:  # a new course; the log keeps the dates of the old one
            dates |= {"assessed_on": None, "enrolled_on": None, "closed_on": None}
        dates[f"{self.stage.value}_on"] = self.on
        demand_order(
            (_("Referred"), dates["referred_on"]),
            (_("Assessed"), dates["assessed_on"]),
            (_("Enrolled"), dates["enrolled_on"]),
            (_("Closed"), dates["closed_on"]),
            (_("Today"), work.today),
        )
        closing = self.stage is Stage.CLOSED
        work.edit(
            Person,
            person.id,
            self.seen,
            stage=self.stage,
            closure_reason=demand_text(self.closure_reason, _("Reason")) if closing else None,
            closure_note=tidy(self.closure_note) if closing else None,
            **dates,
        )
        work.tell(person=name_of(person), stage=self.stage)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Enrolled: Åse Ødegård»."""
        return f"{stage_word(Stage(details['stage']))}: {details['person']}"
