"""The quick line as it is understood: chips under the line, and the same in words."""

from PySide6.QtWidgets import QWidget

from factdesk.contacts.quick_entry import QuickEntry
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_time, weekday_name
from ui.theme import theme
from ui.widgets.layouts import Flow, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import Tone
from ui.widgets.texts import Label

#: How much of the note a chip shows, in characters.
NOTE = 60

Shown = tuple[str, str, Tone]
"""Heading, words and tone of one chip."""


def with_whom_word(code: str) -> str:
    """The word for the other party of a contact."""
    return {
        "person": _("The person"),
        "next_of_kin": _("Next of kin"),
        "service": _("Another service"),
    }[code]


def chips_of(entry: QuickEntry, team: TeamFacts) -> list[Shown]:
    """What a line was understood as, in the order of the form."""
    chips: list[Shown] = []
    if entry.staff:
        names = " + ".join(team.initials(one) for one in entry.staff)
        chips.append((_("Staff"), names, "info"))
    chips += [
        (_("Nobody has"), f"{initials}?", "warn") for initials in dict.fromkeys(entry.unknown)
    ]
    if entry.kind:
        chips.append(("", team.word("contact_kind", entry.kind), "info"))
    if entry.with_whom:
        chips.append(("", with_whom_word(entry.with_whom), "info"))
    if entry.place:
        chips.append(("", team.word("contact_place", entry.place), "info"))
    if entry.day:
        chips.append((weekday_name(entry.day), format_date(entry.day, "short"), "info"))
    if entry.at:
        chips.append((_("Start"), format_time(entry.at), "info"))
    if entry.minutes:
        chips.append(("", _("{count} min").format(count=entry.minutes), "info"))
    if entry.needs and entry.needs > 1:
        chips.append(("", _("Two together"), "info"))
    if entry.car_id:
        name = next((car.name for car in team.cars if car.id == entry.car_id), "")
        chips.append((_("Car"), name, "info"))
    if entry.note:
        note = " ".join(entry.note[: NOTE * 2].split())
        short = note if len(note) <= NOTE else f"{note[:NOTE].rstrip()} …"
        chips.append((_("Note"), short, "neutral"))
    return chips


class Preview(QWidget):
    """The chips, or an example where nothing is written yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with the example."""
        super().__init__(parent)
        self.words = ""
        self._hint = Label(
            _("For example: MH EØ at home 30 slept badly · phone 10 · yesterday 13:30"),
            "small", "muted", wrap=True,
        )  # fmt: skip
        self._ground = QWidget()
        self._flow = Flow(self._ground)
        VBox(self._hint, self._ground, space=0, parent=self)
        self.setMinimumHeight(theme().px(30))
        self.show_entry([])

    def show_entry(self, chips: list[Shown]) -> None:
        """Show other chips."""
        words = ", ".join(f"{strong} {text}".strip() for strong, text, _tone in chips)
        if words == self.words and chips:
            return
        self.words = words
        self._flow.clear()
        for strong, text, tone in chips:
            chip = Chip(text, tone, strong=strong)
            self._flow.addWidget(chip)
            chip.show()
        self._hint.setVisible(not chips)
        self._ground.setVisible(bool(chips))
        self._ground.updateGeometry()
