"""What an undo must leave true of a person's consents, whoever acted in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factdesk.people.errors import DatesOutOfOrder
from factdesk.people.tables import Consent
from factdesk.people.writing import demand_order
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.words import _


@contextmanager
def dates_as_they_were() -> Iterator[None]:
    """Dates that an undo would leave in the wrong order are a reason not to undo."""
    try:
        yield
    except DatesOutOfOrder as wrong:
        raise CannotUndo(wrong.message) from wrong


@after_undo("consents")
def refuse_consents_that_end_before_they_begin(work: Work) -> None:
    """The days of a consent stay in order where two people set them in turn."""
    for row in work.touched_rows(Consent):
        with dates_as_they_were():
            demand_order((_("Given"), row.given_on), (_("Holds through"), row.valid_to))
            demand_order((_("Given"), row.given_on), (_("Withdrawn"), row.withdrawn_on))
