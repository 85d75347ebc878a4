"""The keys of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.assessments.kinds import RatingMark
from factdesk.words import _
from ui.fidelity.sheet_state import Mode, may_leave
from ui.page import Command

if TYPE_CHECKING:
    from ui.fidelity.sheet import SheetView


def sheet_commands(sheet: SheetView) -> list[Command]:
    """What can be done from the keyboard as the assessment stands."""
    group, facts = _("Assessment"), sheet.facts
    commands = [Command("sheet.back", _("Back to the assessments"), sheet.leave, "Alt+Left", group)]
    if facts is None:
        return commands
    commands += [
        Command("sheet.next-item", _("Next item"), lambda: sheet.step(1), "Alt+Down", group),
        Command("sheet.item-before", _("Item before"), lambda: sheet.step(-1), "Alt+Up", group),
        Command("sheet.next-item-2", _("Next item"), lambda: sheet.step(1), "Ctrl+Down", group),
        Command("sheet.before-2", _("Item before"), lambda: sheet.step(-1), "Ctrl+Up", group),
        Command("sheet.rows", _("Rows behind the figure"), sheet.toggle_rows, "E", group),
        Command("sheet.print", _("Report (PDF)"), sheet.print, "Ctrl+P", group),
    ]
    if "evidence" in facts.may:
        commands.append(
            Command("sheet.evidence", _("Note evidence …"), sheet.note_evidence, "V", group)
        )
    if sheet.mode is not Mode.READING:
        commands += _scoring(sheet, group)
    if "reopen" in facts.may:
        commands.append(Command("sheet.reopen", _("Reopen my rating …"), sheet.reopen, "", group))
    if "sign" in facts.may:
        commands.append(Command("sheet.sign", _("Sign …"), sheet.sign, "", group))
    if "amend" in facts.may:
        commands.append(Command("sheet.amend", _("Amend …"), sheet.amend, "", group))
    return commands


def _scoring(sheet: SheetView, group: str) -> list[Command]:
    facts = sheet.facts
    if facts is None:
        return []
    lowest = min(part.lowest for part in facts.scale.parts)
    highest = max(part.highest for part in facts.scale.parts)
    settling = sheet.mode is Mode.SETTLING
    next_words = _("Next to settle") if settling else _("Next without score")
    commands = [
        Command(
            f"sheet.score-{score}",
            _("Score {score}").format(score=score),
            lambda score=score: sheet.press(score),  # type: ignore[misc]
            str(score),
            group,
        )
        for score in range(lowest, min(highest, 9) + 1)
    ]
    commands.append(Command("sheet.next", next_words, sheet.next_unscored, "N", group))
    if any(may_leave(facts.scale, item) for item in facts.scale.items):
        not_rated = lambda: sheet.leave_out(RatingMark.NOT_RATED)  # noqa: E731
        not_applicable = lambda: sheet.leave_out(RatingMark.NOT_APPLICABLE)  # noqa: E731
        commands += [
            Command("sheet.not-rated", _("Not rated"), not_rated, "R", group),
            Command("sheet.not-rated-0", _("Not rated"), not_rated, "0", group),
            Command("sheet.not-applicable", _("Not applicable"), not_applicable, "A", group),
        ]
    if settling:
        commands.append(
            Command("sheet.equal", _("Take the equal ones"), sheet.acts.settle_equal, "", group)
        )
    else:
        commands += [
            Command("sheet.clear", _("Take the score away"), sheet.clear, "Del", group),
            Command("sheet.finish", _("Finish my rating"), sheet.finish, "", group),
        ]
    return commands
