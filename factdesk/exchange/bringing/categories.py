"""Which section of the board a category of the workbook is."""

from typing import Final

from sqlalchemy import func, select

from factdesk.board.defaults import category_word
from factdesk.board.rules import SPACING, shown_category
from factdesk.board.tables import BoardCategory
from factdesk.exchange.bringing.record import Record
from factdesk.exchange.header_words import is_generic_title, plain_words
from factdesk.exchange.plan import PlannedCategory

_CODES: Final = {"avoiding": "difficult_to_engage"}
_PLAIN_OTHER: Final = frozenset({"annet", "anna", "andre", "other", "diverse"})


def board_code(category: PlannedCategory) -> str | None:
    """Return the code of the board's own category that is meant, None for one of the team's.

    What only fell to "other" for want of a better word keeps its name, and so its own section.
    """
    if category.code != "other":
        return _CODES.get(category.code or "", category.code)
    is_plain = plain_words(category.name) in _PLAIN_OTHER or is_generic_title(category.name)
    return "other" if is_plain else None


class Categories:
    """The board's sections, and those an import adds."""

    def __init__(self, record: Record, planned: tuple[PlannedCategory, ...]) -> None:
        """Settle which existing section each planned category is.

        A name says more than a code; two categories of the workbook are never one section.
        """
        self._record = record
        self._rows = list(
            record.work.session.scalars(
                select(BoardCategory).order_by(
                    BoardCategory.active.desc(), BoardCategory.position, BoardCategory.id
                )
            )
        )
        self._found: dict[str, BoardCategory] = {}
        for category in planned:
            code = board_code(category)
            named = (
                row
                for row in self._rows
                if plain_words(category.name) in _names(row)
                and (row.code is None or code in (None, row.code))
            )
            row = next(named, None)
            if row is not None and row not in self._found.values():
                self._found[_key(category)] = row
        for category in planned:
            code = board_code(category)
            row = next((row for row in self._rows if code and row.code == code), None)
            if _key(category) not in self._found and row and row not in self._found.values():
                self._found[_key(category)] = row

    def existing(self, category: PlannedCategory) -> BoardCategory | None:
        """Return the section the board has for it, if any."""
        return self._found.get(_key(category))

    def find(self, category: PlannedCategory) -> BoardCategory:
        """Return the section, in use; a new one, last on the board, where there is none."""
        row = self._found.get(_key(category))
        if row is not None:
            return row if row.active else self._wake(row)
        last = self._record.work.session.scalar(select(func.max(BoardCategory.position)))
        row = self._record.work.add(
            BoardCategory(
                code=None,
                name=" ".join(category.name.split()),
                position=SPACING if last is None else last + SPACING,
                active=True,
            )
        )
        self._record.counts["categories"] += 1
        self._found[_key(category)] = row
        return row

    def _wake(self, row: BoardCategory) -> BoardCategory:
        """Take a section at rest into use again: somebody is in it."""
        return self._record.work.edit(BoardCategory, row.id, None, active=True)


def _names(row: BoardCategory) -> set[str]:
    """Return the names a section goes by."""
    names = {plain_words(shown_category(row.code, row.name))}
    if row.code and not row.name:
        names.add(plain_words(category_word(row.code)))
    return names


def _key(category: PlannedCategory) -> str:
    return plain_words(category.name)
