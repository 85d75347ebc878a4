"""Names that must not be given twice."""

from sqlalchemy import select

from factdesk.store.work import Work
from factdesk.team.defaults import word
from factdesk.team.errors import ChoiceTooLong, NameInUse
from factdesk.team.tables import Car, Employer, ListItem

#: The longest word of a choice, in characters.
LONGEST_CHOICE = 60


def refuse_same_employer(work: Work, name: str, but: str | None = None) -> None:
    """Raise :class:`NameInUse` where another employer is called so."""
    for other in work.session.scalars(select(Employer)):
        if other.id != but and other.name.casefold() == name.casefold():
            raise NameInUse(other.name)


def refuse_same_car(work: Work, name: str, but: str | None = None) -> None:
    """Raise :class:`NameInUse` where another car in use is called so."""
    for other in work.session.scalars(select(Car).where(Car.active)):
        if other.id != but and other.name.casefold() == name.casefold():
            raise NameInUse(other.name)


def items_of(work: Work, list_name: str) -> list[ListItem]:
    """Every choice of a list in the team's order, those at rest too."""
    return list(
        work.session.scalars(
            select(ListItem)
            .where(ListItem.list_name == list_name)
            .order_by(ListItem.position, ListItem.id)
        )
    )


def item_word(item: ListItem) -> str:
    """The team's own word for a choice, or the program's."""
    return item.label or word(item.list_name, item.code)


def refuse_same_item(work: Work, list_name: str, label: str, but: str | None = None) -> None:
    """Raise :class:`NameInUse` where another choice of the list in use is called so.

    Raises :class:`ChoiceTooLong` for one that papers have no room for.
    """
    if len(label) > LONGEST_CHOICE:
        raise ChoiceTooLong(LONGEST_CHOICE)
    for other in items_of(work, list_name):
        if other.active and other.id != but and item_word(other).casefold() == label.casefold():
            raise NameInUse(item_word(other))
