"""Which rows are about the same person: by birth number, or by name and birth date together."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from factdesk.exchange.dates import ReadDate, read_birth_date
from factdesk.exchange.names import name_key
from factdesk.exchange.plan import Verdict
from factdesk.exchange.row_reading import PersonRow
from factdesk.people.birth_number import BadBirthNumber, BirthNumber, from_cell
from factdesk.words import _


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person the team's store has already; `birth_number` is eleven digits."""

    id: str
    given: str
    family: str
    preferred: str | None = None
    birth_number: str | None = None
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What one row says about who it is; `problem` says what is wrong with its birth number."""

    row: PersonRow
    number: BirthNumber | None
    problem: str
    born: ReadDate | None


@dataclass(slots=True)
class Group:
    """The rows of one person, in the order of the workbook, and the doubts about them.

    `joined_by` says, by the `id` of a row, how a row beyond the first was found to belong here.
    """

    number: BirthNumber | None
    birth_date: date | None
    members: list[Identity] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    joined_by: dict[int, str] = field(default_factory=dict)
    matches: str | None = None
    may_be: tuple[str, ...] = ()
    matched_by: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether the person is new, certainly known already, or to be settled."""
        if self.doubts:
            return "unclear"
        return "same" if self.matches else "new"


Agreement = Literal["yes", "no", "unknown"]


def identify(row: PersonRow, today: date) -> Identity:
    """Read the birth number and the birth date of one row; the number decides a short year."""
    number, problem = None, ""
    cell = row.cell("birth_number")
    if cell is not None:
        try:
            value = cell.value
            number = from_cell(value if isinstance(value, int | float) else cell.text, today)
        except BadBirthNumber as error:
            problem = error.message
    born_cell = row.cell("birth_date")
    known = number.birth_date if number else None
    born = read_birth_date(born_cell.value, today, known) if born_cell else None
    return Identity(row, number, problem, born)


def group_rows(rows: list[PersonRow], today: date) -> list[Group]:
    """Return one group per person, in the order in which the workbook first names them.

    Rows with a birth number come first, so that a board's short birth dates find their person.
    """
    identities = [identify(row, today) for row in rows]
    groups: list[Group] = []
    by_number: dict[str, Group] = {}
    by_name: dict[str, list[Group]] = {}
    for each in sorted(identities, key=lambda one: one.number is None):
        namesakes = by_name.setdefault(each.row.name.key, [])
        group = _by_number(by_number, each) if each.number else _by_name(namesakes, each)
        if not group.members:
            groups.append(group)
        group.members.append(each)
        if not any(one is group for one in namesakes):
            namesakes.append(group)
    place = {id(each.row): at for at, each in enumerate(identities)}
    for group in groups:
        group.members.sort(key=lambda one: place[id(one.row)])
        _settle_birth_date(group, today)
    groups.sort(key=lambda group: place[id(group.members[0].row)])
    return groups


def _by_number(by_number: dict[str, Group], each: Identity) -> Group:
    """Return the group with the row's birth number, a new one if there is none."""
    assert each.number is not None  # noqa: S101 - the caller asked for it
    group = by_number.get(each.number.digits)
    if group is None:
        group = by_number[each.number.digits] = Group(each.number, each.number.birth_date)
    else:
        group.joined_by[id(each.row)] = _("the same birth number")
    return group


def _by_name(namesakes: list[Group], each: Identity) -> Group:
    """Return the namesake whose birth date agrees, or a new group with its doubts."""
    answers = [(_agree(group.birth_date, each.born), group) for group in namesakes]
    certain = [group for answer, group in answers if answer == "yes"]
    possible = [group for answer, group in answers if answer == "unknown"]
    if len(certain) == 1:
        certain[0].joined_by[id(each.row)] = _("the same name and birth date")
        return certain[0]
    if not certain and len(possible) == 1:
        group = possible[0]
        group.joined_by[id(each.row)] = _("the same name; no birth date to compare")
        group.doubts.append(_("Rows were joined by the name alone."))
        if group.birth_date is None and each.born is not None:
            group.birth_date = each.born.value
        return group
    new = Group(None, each.born.value if each.born else None)
    if len(certain) + len(possible) > 1:
        new.doubts.append(_("Several persons have this name."))
    elif namesakes:
        new.doubts.append(_("Another row has the same name, but another birth date."))
    return new


def _agree(known: date | None, born: ReadDate | None) -> Agreement:
    """Return whether a birth date agrees with what a row says."""
    if known is None or born is None or not born.candidates:
        return "unknown"
    return "yes" if known in born.candidates else "no"


def _settle_birth_date(group: Group, today: date) -> None:
    """Read the rows' birth dates again with what the group knows, and note what disagrees."""
    for at, each in enumerate(group.members):
        cell = each.row.cell("birth_date")
        if cell is None:
            continue
        born = read_birth_date(cell.value, today, group.birth_date)
        group.members[at] = Identity(each.row, each.number, each.problem, born)
        if group.birth_date is None:
            group.birth_date = born.value
        if born.value is not None and born.value != group.birth_date:
            group.doubts.append(_("The birth date does not agree with the birth number."))


@dataclass(frozen=True, slots=True)
class Found:
    """The persons in the team that certainly are, and those that may be, who was looked for."""

    same: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    how: str = ""


def find_known(
    keys: set[str], number: str | None, born: date | None, known: tuple[KnownPerson, ...]
) -> Found:
    """Look a person up: by birth number, or by name and birth date; a name alone is a doubt."""
    same = [one.id for one in known if number is not None and one.birth_number == number]
    if same:
        return Found(tuple(same), (), _("The team has a person with this birth number."))
    named = [one for one in known if keys & _keys(one) and not _differ(one, number)]
    dated = [one.id for one in named if one.birth_date and one.birth_date == born]
    if dated:
        return Found(tuple(dated), (), _("The team has a person with this name and birth date."))
    return Found((), tuple(one.id for one in named if not (one.birth_date and born)))


def match_known(groups: list[Group], known: tuple[KnownPerson, ...]) -> None:
    """Find the persons the team has already: by birth number, or by name and birth date.

    A name alone is never enough: it is shown as a doubt with the persons it may be.
    """
    for group in groups:
        keys = {member.row.name.key for member in group.members}
        number = group.number.digits if group.number else None
        found = find_known(keys, number, group.birth_date, known)
        if len(found.same) == 1:
            group.matches, group.matched_by = found.same[0], found.how
        elif found.same:
            group.may_be = found.same
            group.doubts.append(_("Several persons in the team agree with this row."))
        elif found.may_be:
            group.may_be = found.may_be
            group.doubts.append(_("The team has a person with this name."))
    matched = [group.matches for group in groups if group.matches]
    for group in groups:
        if group.matches and matched.count(group.matches) > 1:
            group.may_be, group.matches = (group.matches,), None
            group.doubts.append(_("Two persons of the workbook agree with one person in the team."))


def _keys(person: KnownPerson) -> set[str]:
    """Return the keys of the names a person goes by."""
    keys = {name_key(person.given, person.family)}
    if person.preferred:
        keys.add(name_key(person.preferred, person.family))
    return keys


def _differ(person: KnownPerson, number: str | None) -> bool:
    """Return whether both have birth numbers that are not the same."""
    return bool(number and person.birth_number and number != person.birth_number)
