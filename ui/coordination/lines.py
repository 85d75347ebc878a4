"""The lines of the table: a person each, an opened one below it; filters and what is searched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from factdesk.coordination.facts import PersonLine
from factdesk.words import _
from ui.widgets.filter import Query, SearchText, search_text
from ui.widgets.rows_model import RowsModel

#: A review counts as due this many days before its day.
REVIEW_DAYS = 30


@dataclass(frozen=True)
class Line:
    """A person's line, or what is opened below it."""

    person: PersonLine
    day: date
    search: SearchText
    is_details: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """The person's id, and which of the two lines it is."""
        return self.person.person_id, self.is_details


@dataclass(frozen=True)
class Quick:
    """A filter chosen by one press."""

    key: str
    word: Callable[[], str]
    wants: Callable[[PersonLine, date], bool]


def needs_something(person: PersonLine, _day: date) -> bool:
    """Whether the person needs something today: a red or yellow reason."""
    return person.level in ("red", "yellow")


def _review_due(person: PersonLine, day: date) -> bool:
    return person.review_on is not None and person.review_on <= day + timedelta(days=REVIEW_DAYS)


def _without_plan(person: PersonLine, _day: date) -> bool:
    return person.points_met is None and person.plan_on is None and not person.is_reduced


QUICK: tuple[Quick, ...] = (
    Quick("all", lambda: _("All"), lambda _person, _day: True),
    Quick("needs", lambda: _("Need something"), needs_something),
    Quick("review", lambda: _("Review due"), _review_due),
    Quick("no-plan", lambda: _("No plan"), _without_plan),
    Quick("consents", lambda: _("Consents"), lambda person, _day: bool(person.consents)),
    Quick("away", lambda: _("Admitted, discharged"), lambda person, _day: bool(person.where)),
    Quick("deputised", lambda: _("As deputy"), lambda person, _day: person.is_deputised),
)


def lines(persons: Iterable[PersonLine], day: date, opened: Collection[str]) -> list[Line]:
    """The lines in the order given, each opened one with its details below."""
    found = []
    for person in persons:
        search = searched(person)
        found.append(Line(person, day, search))
        if person.person_id in opened:
            found.append(Line(person, day, search, is_details=True))
    return found


def searched(person: PersonLine) -> SearchText:
    """What the filter looks in."""
    reasons = [reason.text for reason in person.reasons]
    return search_text(
        (person.name, person.municipality, person.where, *reasons, person.consents, person.legal),
        coordinator=person.coordinator,
        municipality=person.municipality,
        reason=" ".join(reasons),
    )


def filter_fields() -> dict[str, str]:
    """The words before a colon, in English and in the language of the screen."""
    return {
        "coordinator": "coordinator",
        "municipality": "municipality",
        "reason": "reason",
        _("coordinator"): "coordinator",
        _("municipality"): "municipality",
        _("reason"): "reason",
    }


def wanted(quick: Quick, query: Query) -> Callable[[Line], bool]:
    """Whether a line is shown under a quick filter and what is typed."""
    return lambda line: quick.wants(line.person, line.day) and query.matches(line.search)


class LinesModel(RowsModel[Line]):
    """The lines; the keyboard passes over the details, which have buttons of their own."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column; shapes and buttons need one only to be heard."""
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.columns):
            kind = getattr(self.columns[section], "kind", "")
            if kind in ("status", "open"):
                return ""
        return super().headerData(section, orientation, role)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Tell what can be done with a cell."""
        if index.isValid() and self.row(index.row()).is_details:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
