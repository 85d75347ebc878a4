"""What may be wrong with what a user writes about a person."""

from factdesk.errors import KnownError
from factdesk.words import _


class NameMissing(KnownError):
    """Neither a given nor a family name."""

    def __init__(self) -> None:
        super().__init__(_("A person needs at least one name."), _("Nothing was saved."))


class BirthDateDisagrees(KnownError):
    """The birth date is not that of the birth number."""

    def __init__(self) -> None:
        super().__init__(
            _("The birth date and the birth number do not agree."),
            _("Nothing was saved. Correct the one that is wrong."),
        )


class BirthDateAhead(KnownError):
    """The birth date is in the future."""

    def __init__(self) -> None:
        super().__init__(_("The birth date is in the future."), _("Nothing was saved."))


class SameBirthNumber(KnownError):
    """Another person has the birth number already."""

    def __init__(self, person_id: str, name: str) -> None:
        super().__init__(
            _("There is a person with this birth number already."),
            _("Nothing was saved. Open that person instead."),
        )
        self.person_id, self.name = person_id, name


class PossibleDuplicate(KnownError):
    """Somebody with the same name, and no birth date that tells them apart."""

    def __init__(self, person_id: str, name: str) -> None:
        super().__init__(
            _("There is a person with this name already."),
            _("Nothing was saved yet. Open that person, or say that this is somebody else."),
        )
        self.person_id, self.name = person_id, name


class DatesOutOfOrder(KnownError):
    """Two dates stand in the wrong order; ``earlier`` and ``later`` are their words."""

    def __init__(self, earlier: str, later: str) -> None:
        super().__init__(
            _("«{later}» cannot be before «{earlier}».").format(earlier=earlier, later=later),
            _("Nothing was saved. Correct one of the dates."),
        )


class DateAhead(KnownError):
    """Something that has been, dated after today; ``field`` is the word of the date."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _("«{field}» cannot be after today.").format(field=field),
            _("Nothing was saved. Correct the date."),
        )


class WrongStage(KnownError):
    """The step does not follow from the stage the person is at."""

    def __init__(self, stage: str) -> None:
        super().__init__(
            _("This does not follow from the person's stage: {stage}.").format(stage=stage),
            _("Nothing was changed."),
        )


class TextMissing(KnownError):
    """A text that must be written is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _("«{field}» must be filled in.").format(field=field), _("Nothing was saved.")
        )


class ReviewMissing(KnownError):
    """A warning whose review date is missing or not after its beginning."""

    def __init__(self) -> None:
        super().__init__(
            _("A warning needs a date after today when it is looked at again."),
            _("Nothing was saved."),
        )


class BlockedAlready(KnownError):
    """The record is blocked for the member already."""

    def __init__(self, initials: str) -> None:
        super().__init__(
            _("The record is blocked for {initials} already.").format(initials=initials),
            _("Nothing was changed. The block that stands goes on."),
        )


class OwnBlock(KnownError):
    """Somebody wanted to lift the block that is set against themselves."""

    def __init__(self) -> None:
        super().__init__(
            _("You cannot lift a block that is set for yourself."),
            _("Nothing was changed. Another leader or an administrator can lift it."),
        )


class Blocked(KnownError):
    """The person's record is blocked for this member; an emergency opens it with a reason."""

    def __init__(self) -> None:
        super().__init__(
            _("This record is blocked for you."),
            _("In an emergency you can open it with a reason. That is marked in the log."),
        )


class MayNotConsent(KnownError):
    """Who is said to have given a consent may not do so at the person's age; ``rule`` says who."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            _("This consent cannot be given by that one. {rule}").format(rule=rule),
            _("Nothing was saved. Choose who gives the consent, or correct the day it was given."),
        )


class ConsentWithWhom(KnownError):
    """A consent to share names exactly one of the person's own; a consent to a plan names none."""

    def __init__(self) -> None:
        super().__init__(
            _("A consent to share is with one service or one next of kin of the person."),
            _("Nothing was saved. Choose with whom."),
        )


class HasLeftGroup(KnownError):
    """A consent to share with a service that has left the care group."""

    def __init__(self) -> None:
        super().__init__(
            _("The service has left the care group."),
            _("Nothing was saved. Take the service into the group again first."),
        )


class WithdrawnAlready(KnownError):
    """The consent no longer holds as it is."""

    def __init__(self) -> None:
        super().__init__(
            _("This consent is withdrawn already."),
            _("Nothing was changed. Renew it when it is given again."),
        )


class StillInUse(KnownError):
    """Somebody to be removed is responsible for measures or invited to plan meetings."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} has a part in the plan or in a plan meeting.").format(name=name),
            _("Nothing was removed. Give the parts to others, or withdraw the consents instead."),
        )


class NoChildCoordinator(KnownError):
    """A child coordinator for somebody who is 18 or older."""

    def __init__(self) -> None:
        super().__init__(
            _("A child coordinator is for persons under 18."),
            _("Nothing was saved. The coordinator has the task from the 18th birthday."),
        )


class OddInterval(KnownError):
    """An agreed number of days between contacts that is not from 1 to ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("Contact is agreed every 1 to {most} days.").format(most=most),
            _("Nothing was saved. Leave the field empty to follow the team's own rule."),
        )
