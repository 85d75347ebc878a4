"""The items of a form pasted as text, from a document or a mail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.assessments.own_form.pasting import read_pasted
from factdesk.assessments.own_form.rows import Brought
from factdesk.errors import KnownError
from factdesk.words import _
from fidelity.model import Scale
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea


class FormTextDialog(Dialog):
    """A place for the text; `read(brought)` gives the words it has for the items."""

    read = Signal(object)

    def __init__(self, parent: QWidget, scale: Scale) -> None:
        """Take the scale whose items are looked for."""
        code = scale.items[0].code
        intro = _(
            "One line for each item, beginning with its code: «{code} Title». The anchors may stand"
            " below, each on a line with its score, or in the same line between semicolons."
        ).format(code=code)
        super().__init__(parent, _("Paste text"), _("Bring in"), intro=intro, width=640)
        self._scale = scale
        self.text = TextArea(lines=12, most_lines=18)
        self.text.submitted.connect(self.submit)
        self.add(Field(_("Text of the form"), self.text))
        self.text.setFocus()

    def submit(self) -> None:
        """Read the text; what is in it stays where it cannot be read."""
        self.clear_error()
        try:
            brought: Brought = read_pasted(self.text.toPlainText(), self._scale)
        except KnownError as error:
            self.show_error(error)
            self.text.setFocus()
            return
        self.read.emit(brought)
        self.accept()
