"""Paint every widget of the kit into pictures, in each scheme and at two text sizes.

Use: python tools/gallery.py DIR      writes light-100.png … contrast-200.png
"""

import os
import sys
from datetime import date, time
from pathlib import Path
from typing import Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication, QWidget

from factdesk.words import set_language
from ui.theme import SchemeChoice, install
from ui.theme.tokens import SCHEMES
from ui.widgets.banner import Banner, ProgressPanel
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.dialogs import Question
from ui.widgets.fields import Field, SearchField, TextArea
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip, IconMark, InitialsBadge, KeyCap, StatusMark
from ui.widgets.paint import LEVELS, Tone
from ui.widgets.pickers import PersonChoice, PersonPicker, StaffChoice, StaffPicker
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.selects import CheckBox, Select
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Heading, Label

_TODAY = date(2026, 11, 23)
_STAFF = (StaffChoice("1", "MH", "Marit Haugen"), StaffChoice("2", "EØ", "Eirik Østby"))
_PEOPLE = (
    PersonChoice("1", "Åse Ødegård", "73 år · Sørdal"),
    PersonChoice("2", "Máret Olsen", "26 år · Fjellbygda"),
)


class _Person:
    """A row of the example table."""

    def __init__(self, key: str, name: str, days: int) -> None:
        self.key, self.name, self.days = key, name, days


def _marks() -> Card:
    """Return status marks, badges, chips, keys and icons."""
    tones: tuple[Tone, ...] = ("neutral", "danger", "warn", "info", "ok")
    chips = QWidget()
    flow = Flow(chips)
    for tone in tones:
        flow.addWidget(Chip("Gå alltid to", tone))
    flow.addWidget(Chip("MH + EØ", strong="10:00"))
    badges = [
        InitialsBadge("MH", "Marit Haugen"),
        InitialsBadge("EØ", "Eirik Østby", "video"),
        InitialsBadge("AB", "Anne Berg", "away"),
        InitialsBadge("ABC", "Anne Berg Claussen"),
    ]
    keys = [KeyCap(keys) for keys in ("Ctrl+K", "F5", "Space", "+", "Return")]
    icons = [IconMark(name, "accent") for name in ("lock", "users", "calendar-days", "dog", "car")]
    return Card(
        Heading("Tavle, mandag 23. november"),
        Label("18 på tavla av 87 · 2 nye siden fredag", tone="muted"),
        HBox(*(StatusMark(level) for level in LEVELS), *badges, None),
        chips,
        HBox(*keys, *icons, None),
        HBox(
            Label("9 dager siden · LN", "strong", "danger"),
            Label("04:10", "display"),
            None,
            space=24,
        ),
    )


def _buttons() -> Card:
    """Return buttons of every kind, and a bar of choices."""
    disabled = Button("Ikke nå")
    disabled.setEnabled(False)
    choices = (
        Choice("stay", "Blir", "B"),
        Choice("move", "Flytt", "F"),
        Choice("off", "Av tavla", "A"),
        Choice("task", "Oppgave", "O"),
    )
    bar = ChoiceBar(choices, "Hva blir bestemt?", large=True)
    bar.set_value("stay")
    return Card(
        HBox(
            Button("Plasser person", keys="+"),
            Button("Start møtet", "primary", keys="F5"),
            Button("Angre", "quiet", keys="Ctrl+Z", icon="undo-2"),
            Button("Ta av tavla", "danger"),
            disabled,
            Button(icon="x", kind="quiet", spoken="Lukk"),
            None,
        ),
        bar,
    )


def _fields() -> Card:
    """Return fields, filled, empty and wrong."""
    day, wrong, moment = DateField(lambda: _TODAY), DateField(lambda: _TODAY), TimeField()
    day.set_value(_TODAY)
    moment.set_value(time(13, 30))
    wrong_field = Field("Neste kontroll", wrong)
    wrong.line.setText("31.2.26")
    wrong.read()
    staff = StaffPicker(_STAFF)
    staff.set_ids(("1", "2"))
    note = TextArea("Skriv her …", limit=20, lines=2)
    note.set_text("NAV har innvilget nødhjelp, svarbrev kommer onsdag")
    checked = CheckBox("Teamet bestemte det")
    checked.setChecked(True)
    combo = Select()
    combo.addItems(["Hjemme", "Kontor"])
    search = SearchField("Søk person eller handling", keys="Ctrl+K")
    return Card(
        search,
        HBox(Field("Dag", day, hint="12.3., i dag, +7"), Field("Klokka", moment), wrong_field),
        HBox(Field("Hvem ser henne, når?", staff), Field("Sted", combo)),
        Field("Hva er nytt siden sist?", note),
        checked,
        PersonPicker("Søk person", _PEOPLE, rows=2),
    )


def _messages() -> Card:
    """Return banners, progress, and an empty page."""
    progress = ProgressPanel("Leser regnearket")
    progress.set_progress(40, 100, "Rad 40 av 100")
    empty = EmptyState("layout-list", "Tavla er tom", "Plasser den første.", "Plasser person")
    return Card(
        Banner("info", "Teamet har en ny kategori.", action="Vis"),
        Banner("ok", "Flyttet til Krise.", action="Angre"),
        Banner("warning", "Skjermen låses om 30 sekunder."),
        Banner("error", "Disken er full.", "Det du skrev er beholdt. Frigjør plass."),
        progress,
        empty,
    )


def _table() -> Table:
    """Return a table over the rows model."""
    columns: tuple[Column[Any], ...] = (
        Column(lambda: "Person", lambda row: str(row.name), sort=lambda row: row.name, width=0),
        Column(lambda: "Dager", lambda row: str(row.days), right=True),
    )
    model: RowsModel[Any] = RowsModel(columns)
    model.set_rows([_Person("1", "Åse Ødegård", 26), _Person("2", "Ailo Tran", 21)])
    table = Table(model, "Personer")
    model.setParent(table)
    table.selectRow(0)
    return table


def _sheet() -> QWidget:
    """Return one page with everything on it."""
    page = QWidget()
    left = VBox(_marks(), _buttons(), _fields(), None, space=16)
    right = VBox(_messages(), _table(), space=16)
    HBox(left, right, space=16, margins=24, parent=page)
    return page


def main(folder: Path) -> int:
    """Write the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = cast("QApplication", QApplication.instance() or QApplication([]))
    set_language("nb")
    looks = install(app)
    for scheme in SCHEMES:
        for scale in (1.0, 2.0):
            looks.choose(cast("SchemeChoice", scheme))
            looks.set_text_scale(scale)
            page = _sheet()
            page.resize(int(1500 * scale), int(1000 * scale))
            page.show()
            question = Question(page, "Ta av tavla?", "Hun ble utskrevet i går.", "Ta av", "Behold")
            question.open()
            name = f"{scheme}-{round(scale * 100)}"
            page.grab().save(str(folder / f"{name}.png"))
            question.grab().save(str(folder / f"{name}-question.png"))
            question.close()
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
