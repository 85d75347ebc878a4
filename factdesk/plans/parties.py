"""Who is responsible or invited: the one way between :class:`Party` and a row's references."""

from typing import Any, Protocol

from factdesk.plans.kinds import Party, PartyKind

_COLUMNS = {
    PartyKind.STAFF: "staff_id",
    PartyKind.SERVICE: "participant_id",
    PartyKind.NEXT_OF_KIN: "next_of_kin_id",
}


class Refers(Protocol):
    """A row that refers to somebody around the plan."""

    by_person: Any
    staff_id: Any
    participant_id: Any
    next_of_kin_id: Any


def party_of(row: Refers) -> Party | None:
    """Whom a row refers to; ``None`` for nobody."""
    if row.by_person:
        return Party(PartyKind.PERSON)
    for kind, column in _COLUMNS.items():
        found = getattr(row, column)
        if found is not None:
            return Party(kind, found)
    return None


def references(party: Party | None) -> dict[str, Any]:
    """The four columns of a row that refers to a party."""
    columns: dict[str, Any] = {"by_person": party is not None and party.kind is PartyKind.PERSON}
    for kind, column in _COLUMNS.items():
        columns[column] = party.id if party is not None and party.kind is kind else None
    return columns
