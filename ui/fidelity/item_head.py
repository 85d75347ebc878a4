"""The head of an item: where it belongs, its title, what it measures, and its variants."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from fidelity.model import Item, Scale
from ui.fidelity.sheet_state import Slot
from ui.fidelity.sheet_words import item_place, said
from ui.widgets.buttons import Choice, ChoiceBar
from ui.widgets.layouts import VBox
from ui.widgets.texts import Heading, Label


class ItemHead(QWidget):
    """``variant_chosen(item code)``: another variant of the item is to be scored."""

    variant_chosen = Signal(str)

    def __init__(self, scale: Scale, slot: Slot) -> None:
        """Take the slot."""
        super().__init__()
        self._scale = scale
        self.place = Label("", tone="muted", wrap=True)
        self.title = Heading("", 2)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.measures = Label("", wrap=True)
        self.unconfirmed = Label(
            _("The wording of this item is not confirmed against the instrument itself."),
            "small",
            "muted",
            wrap=True,
        )
        self.wording = Label(
            _("The anchors stand in the official form; load your team's form to have them here."),
            "small",
            "muted",
            wrap=True,
        )
        self.variants: ChoiceBar | None = None
        column = VBox(self.place, self.title, self.measures, space=4, parent=self)
        if len(slot.items) > 1:
            self.variants = ChoiceBar(
                [Choice(item.code, f"{item.code} {said(item.title)}") for item in slot.items],
                _("Which variant is scored"),
            )
            self.variants.chosen.connect(self.variant_chosen)
            column.add(self.variants)
        column.add(self.wording)
        column.add(self.unconfirmed)

    def show_item(self, item: Item, *, may_choose: bool) -> None:
        """Show an item, or one of its variants."""
        self.place.setText(item_place(self._scale, item))
        self.title.setText(said(item.title))
        self.measures.setText(said(item.measures))
        self.measures.setVisible(bool(item.measures))
        self.unconfirmed.setVisible(not item.is_confirmed)
        self.wording.setVisible(self._scale.needs_form and not item.anchors)
        if self.variants is not None:
            self.variants.set_value(item.code)
            self.variants.setEnabled(may_choose)
