"""What a paste into the table does: items by their codes, or cells from the current one on."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.assessments.own_form.draft import FormDraft
from factdesk.assessments.own_form.pasting import cells_of
from factdesk.assessments.own_form.problems import LineProblem
from factdesk.assessments.own_form.rows import TableRow, item_of, read_rows
from factdesk.words import _
from ui.scale_forms.form_model import FormModel


@dataclass(frozen=True)
class Pasted:
    """The draft after a paste, and what found no place."""

    draft: FormDraft
    problems: tuple[LineProblem, ...]


def paste(model: FormModel, text: str, row: int, column: int) -> Pasted:
    """Return the draft with a pasted text; where most lines begin with a code, it goes by them."""
    rows = cells_of(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
    named = sum(len(each.cells) > 1 and _names_item(model, each) for each in rows)
    if named * 2 > len(rows):
        brought = read_rows(rows, model.draft.scale)
        return Pasted(model.draft.taking(brought.words), brought.problems)
    return _into_cells(model, rows, row, max(column, 1))


def _names_item(model: FormModel, row: TableRow) -> bool:
    return item_of(model.draft.scale, row.cells[0]) is not None


def _into_cells(model: FormModel, rows: list[TableRow], row: int, column: int) -> Pasted:
    draft = model.draft
    problems = []
    for down, line in enumerate(rows):
        for across, text in enumerate(line.cells):
            index = model.index(row + down, column + across)
            if not model.can_write(index):
                if text:
                    problems.append(
                        LineProblem(
                            _("There is no cell for «{text}».").format(text=text[:40]), line.line
                        )
                    )
                continue
            written = model.written(draft, row + down, column + across, text)
            if written is None:
                told = _("«{written}» is not a subscale of this scale.").format(written=text[:60])
                problems.append(LineProblem(told, line.line, draft.items[row + down].code))
            else:
                draft = written
    return Pasted(draft, tuple(problems))
