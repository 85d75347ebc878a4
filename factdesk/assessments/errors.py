"""What the actions and views of assessments refuse, each with what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from factdesk.errors import KnownError
from factdesk.words import _, format_date


def _kept() -> str:
    return _("Nothing was changed.")


class AssessmentSigned(KnownError):
    """What is signed is changed no more."""

    def __init__(self) -> None:
        super().__init__(
            _("This assessment is signed, so nothing in it is changed."),
            _("Nothing was changed. A team leader can make an amendment of it."),
        )


class AssessmentWithdrawn(KnownError):
    """What is withdrawn is changed no more."""

    def __init__(self) -> None:
        super().__init__(
            _("This assessment has been withdrawn."),
            _("Nothing was changed. Undo the withdrawal, or open a new assessment."),
        )


class NotYourRating(KnownError):
    """The scores of a rater are written by that rater only."""

    def __init__(self) -> None:
        super().__init__(
            _("These are another rater's scores."),
            _("Nothing was changed. Each rater writes only their own."),
        )


class OwnScoresFirst(KnownError):
    """Whoever rates writes down another's paper only when their own scores are done."""

    def __init__(self) -> None:
        super().__init__(
            _("You rate this assessment yourself and are not done."),
            _("Nothing was changed. Finish your own scores first, or let another leader write."),
        )


class FiguresWait(KnownError):
    """Whoever rates an assessment blind sees its figures only when done; ``title`` names it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("You rate «{title}» blind first, so its figures are not shown here yet.").format(
                title=title
            ),
            _(
                "Scores are given before the figures are seen. Each figure is shown in the sheet "
                "when its item is scored, and all of them here when your rating is finished."
            ),
        )
        self.title = title


class RaterDone(KnownError):
    """The scores of a rater who is done stand."""

    def __init__(self) -> None:
        super().__init__(
            _("These scores are marked as done."),
            _("Nothing was changed. Open them again before you change them."),
        )


class RaterLeft(KnownError):
    """A rater who was taken off rates no more."""

    def __init__(self) -> None:
        super().__init__(
            _("This rater no longer takes part in the assessment."),
            _("Nothing was changed. The scores that were given stay."),
        )


class ScoresShown(KnownError):
    """The raters have seen each other's scores, so independent rating is over."""

    def __init__(self) -> None:
        super().__init__(
            _("The raters' scores have been shown to each other."),
            _("Nothing was changed. Settle on another score, and say why."),
        )


class NotAllDone(KnownError):
    """The raters are not all done yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Not all raters are done yet."),
            _("Nothing was changed. Scores are settled when everybody is done, or is taken off."),
        )


class NotAllAnswered(KnownError):
    """Items without a score; ``missing`` names them."""

    def __init__(self, missing: Sequence[str], *, settled: bool = False) -> None:
        codes = ", ".join(missing)
        super().__init__(
            _("Not yet settled: {items}.").format(items=codes)
            if settled
            else _("Not yet answered: {items}.").format(items=codes),
            _("Nothing was changed. Come back when every item has a score, or is left out."),
        )
        self.missing = tuple(missing)


class NoSuchItem(KnownError):
    """An item that the scale does not have."""

    def __init__(self, item: str) -> None:
        super().__init__(_("The scale has no item «{item}».").format(item=item), _kept())


class BadRating(KnownError):
    """A score or a mark that the scale does not allow for the item."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _("Nothing was saved. Choose another score."))


class BadPeriod(KnownError):
    """A period that ends before it begins, or has not ended yet."""

    def __init__(self, *, ahead: bool = False) -> None:
        super().__init__(
            _("The period has not ended yet.") if ahead else _("The period ends before it begins."),
            _("Nothing was saved. Correct one of the dates."),
        )


class DayOutOfReach(KnownError):
    """A year that nobody means: figures look years back from it."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _("The date is not between {first} and {last}.").format(
                first=format_date(first, "numeric"), last=format_date(last, "numeric")
            ),
            _("Nothing was changed. Correct the year."),
        )


class BadNumber(KnownError):
    """A number outside its range: how many charts, or the seed of the sample."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__(
            _("The number must be between {low} and {high}.").format(low=low, high=high),
            _("Nothing was saved. Write another number."),
        )


class RaterTwice(KnownError):
    """The same member is to rate twice."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is a rater already.").format(name=name), _kept())


class NotAMember(KnownError):
    """Somebody who has left the team is to rate, or to own an improvement."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is no longer a member of the team.").format(name=name),
            _("Nothing was saved. Choose somebody else."),
        )


class NoSuchForm(KnownError):
    """A scale that neither the team nor the program has, or that was put away."""

    def __init__(self) -> None:
        super().__init__(
            _("This scale is not among the team's scales."),
            _("Nothing was saved. Choose one from the list."),
        )


class FormUnreadable(KnownError):
    """A kept form of a shape that this program does not know."""

    def __init__(self) -> None:
        super().__init__(
            _("The scale of this assessment cannot be read by this version of FACTdesk."),
            _("Nothing is lost. Open it on a computer where FACTdesk has been renewed."),
        )


class TooManyMain(KnownError):
    """More recommendations first in the report than its first page holds."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("There are {most} main recommendations already.").format(most=most),
            _("Nothing was changed. Take the mark off another one first."),
        )


class NotSigned(KnownError):
    """Only what is signed is amended, or compared."""

    def __init__(self) -> None:
        super().__init__(
            _("This assessment is not signed."),
            _("Nothing was changed. It can still be corrected itself."),
        )


class SettledSince(KnownError):
    """What is signed is what the signer has read."""

    def __init__(self) -> None:
        super().__init__(
            _("Something in the consensus was changed since you opened this."),
            _("Nothing was signed. Read what stands there now, and sign again."),
        )


class AmendedAlready(KnownError):
    """There is an amendment already; ``assessment_id`` leads to it."""

    def __init__(self, assessment_id: str) -> None:
        super().__init__(
            _("This assessment has an amendment already."),
            _("Nothing was changed. Correct the amendment, or amend that one."),
        )
        self.assessment_id = assessment_id


class SignatureBroken(KnownError):
    """What is stored differs from what was signed; it is no ground for an amendment."""

    def __init__(self) -> None:
        super().__init__(
            _("What is stored of this assessment is not what was signed."),
            _("Nothing was changed. Restore a backup where the signature holds, and amend that."),
        )


class OtherEdition(KnownError):
    """Assessments with different editions are not held against each other."""

    def __init__(self) -> None:
        super().__init__(
            _("These assessments were made with different scales or editions."),
            _("Only assessments with the same edition are compared. Choose others."),
        )
