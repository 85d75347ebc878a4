"""The sheet's questions: what is missing before one is done, opening again, and signing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from factdesk.assessments.actions.finish_rating import ReopenRating
from factdesk.assessments.actions.sign_assessment import SignAssessment
from factdesk.assessments.errors import SettledSince
from factdesk.assessments.facts import AssessmentFacts, AssessorRow
from factdesk.errors import KnownError
from factdesk.store.conflict import Conflict
from factdesk.words import _
from ui.bridge import Bridge
from ui.fidelity.sheet_words import band_words, mean_words, missing_words
from ui.fidelity.small_dialogs import Asked
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import Label


def reopen(rater: AssessorRow) -> Asked:
    """Opening a rater's scores again."""
    return Asked(
        _("Reopen the rating?"),
        _("Nobody else has seen the scores yet. The reason is kept in the history."),
        _("Reopen"),
        _("Why"),
        lambda reason: ReopenRating(rater.id, rater.version, reason=reason),
    )


class MissingDialog(Dialog):
    """Something has no score yet; ``go`` leads to the first of them."""

    def __init__(self, parent: QWidget, missing: tuple[str, ...], go: Callable[[], None]) -> None:
        """Take the slots without a score."""
        super().__init__(
            parent,
            _("Not everything is scored yet"),
            _("Go to {item}").format(item=missing[0]),
            secondary=_("Close"),
            intro=missing_words(missing),
        )
        self._go = go
        self.add(
            Label(
                _("Everything you have given is saved. You can go on another day."),
                tone="muted",
                wrap=True,
            )
        )

    def submit(self) -> None:
        """Go there."""
        self.accept()
        self._go()


class SignDialog(Dialog):
    """Says what a signature freezes, and signs."""

    def __init__(self, parent: QWidget, bridge: Bridge, facts: AssessmentFacts) -> None:
        """Take what is signed."""
        super().__init__(
            parent,
            _("Sign «{title}»?").format(title=facts.title),
            _("Sign"),
            intro=_("From then on this is frozen, and nobody can change it:"),
            width=560,
        )
        self._bridge, self._facts = bridge, facts
        outcome = facts.consensus
        total = mean_words(facts.scale, outcome.total)
        if outcome.band is not None:
            total = f"{total}, {band_words(outcome.band, is_complete=True)}"
        for line in (
            _("the consensus: {total}").format(total=total),
            _("each assessor's own scores and notes, and how well they agree"),
            _("comments, recommendations, and who disagreed"),
            _("the figures as they are computed now, with what they suggest"),
            _("the scale in its edition {edition}").format(edition=facts.edition),
        ):
            self.add(Label(f"•  {line}", wrap=True))
        self.add(
            Label(
                _("A correction is made as an amendment; this one stays as it was signed."),
                tone="muted",
                wrap=True,
            )
        )

    def submit(self) -> None:
        """Sign."""
        self.clear_error()
        self.set_busy(busy=True)
        settled = {slot: row.version for slot, row in self._facts.settled.items()}
        self._bridge.run(
            SignAssessment(self._facts.id, self._facts.version, settled),
            on=self,
            then=lambda _hash: self.accept(),
            failed=self._refused,
        )

    def _refused(self, error: BaseException) -> bool:
        self.set_busy(busy=False)
        if isinstance(error, KnownError) and not isinstance(error, Conflict | SettledSince):
            self.show_error(error)
            return True
        self.reject()
        return False
