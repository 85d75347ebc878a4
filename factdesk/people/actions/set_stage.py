"""Take a person from referral through assessment to enrolment, and back from closure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.kinds import Stage
from factdesk.people.rules import stage_word
from factdesk.people.stages import take_step
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right


@dataclass(frozen=True)
class SetStage(Action[None]):
    """A new stage from a day on, every one but closed.

    A case is closed by ``ClosePerson`` of the board's room, which knows who stands on the board;
    a step to closed cannot even be made here (ValueError). Raises the errors of ``take_step``.
    """

    person_id: str
    seen: int
    stage: Stage
    on: date
    reason: str | None = None

    code: ClassVar[str] = "people.set_stage"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def __post_init__(self) -> None:
        """Refuse to be the way around the board."""
        if self.stage is Stage.CLOSED:
            raise ValueError("a case is closed by ClosePerson")

    def do(self, work: Work) -> None:
        """Take the step."""
        take_step(work, self.person_id, self.seen, self.stage, self.on)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Enrolled: Åse Ødegård»."""
        return f"{stage_word(Stage(details['stage']))}: {details['person']}"
