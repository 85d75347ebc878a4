"""What may be wrong with what a user writes in an individual plan."""

from __future__ import annotations

from factdesk.errors import KnownError
from factdesk.people.consents import ConsentState
from factdesk.plans.rules import consent_words
from factdesk.words import _


class ConsentNeeded(KnownError):
    """A plan is made or revised without a consent in force; ``state`` is what there is."""

    def __init__(self, state: ConsentState | None) -> None:
        super().__init__(
            consent_words(state),
            _("Nothing was saved. Record the consent under the person's consents first."),
        )
        self.state = state


class PlanOpen(KnownError):
    """The person has an open plan already; only one is made per person."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(
            _("There is a plan already."),
            _("Nothing was saved. Revise the one there is, or end it first."),
        )
        self.plan_id = plan_id


class PlanEnded(KnownError):
    """The plan has ended, so nothing in it is changed."""

    def __init__(self) -> None:
        super().__init__(
            _("This plan has ended."),
            _("Nothing was saved. Undo the ending, or begin a new plan."),
        )


class RevisedMeanwhile(KnownError):
    """Somebody else has revised the plan since the user saw it."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has revised the plan since you opened it."),
            _("Nothing was saved. Look at the new version; revise it again if it is needed."),
        )


class TextTooLong(KnownError):
    """A text longer than a plan holds; ``most`` is the number of characters."""

    def __init__(self, field: str, most: int) -> None:
        super().__init__(
            _("«{field}» can hold {most} characters.").format(field=field, most=most),
            _("Nothing was saved. Shorten the text, or divide it."),
        )


class GoalTooDeep(KnownError):
    """A sub-goal of a sub-goal, or of a goal in another plan."""

    def __init__(self) -> None:
        super().__init__(
            _("A sub-goal belongs to a goal of the same plan, and has no sub-goals."),
            _("Nothing was saved. Write it as a sub-goal of the goal, or as a goal of its own."),
        )


class OddStep(KnownError):
    """A step of progress that does not exist."""

    def __init__(self) -> None:
        super().__init__(_("There is no such step."), _("Nothing was saved. Choose one of five."))


class CannotBeResponsible(KnownError):
    """Somebody who has left, or is not around this person."""

    def __init__(self) -> None:
        super().__init__(
            _("This one cannot be responsible: no longer there, or not around this person."),
            _("Nothing was saved. Choose somebody else."),
        )


class KeptByNewerProgram(KnownError):
    """A kept version whose content is of a shape this program does not know."""

    def __init__(self) -> None:
        super().__init__(
            _("This version was kept by a newer FACTdesk, so it cannot be shown whole here."),
            _("Nothing is lost. Open it on a computer where FACTdesk has been renewed."),
        )


class DateOfPlanHere(KnownError):
    """A date of a plan that is kept here, written on the person instead of in the plan."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan is kept here, so its date is changed in the plan itself."),
            _("Nothing was saved. Open the plan from the person's page."),
        )
