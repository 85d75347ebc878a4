"""The whole scale file of an edition, to be written further or given to another team."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.errors import NoSuchForm
from factdesk.assessments.forms import scale_in
from factdesk.assessments.scales import load_shipped, shipped
from factdesk.assessments.tables import ScaleForm
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from fidelity.model import Scale


@dataclass(frozen=True)
class FormText:
    """An edition with the text of its file, and a name for that file."""

    scale: Scale
    content: str
    file_name: str


@dataclass(frozen=True)
class ScaleFormText(View[FormText]):
    """The file of a form, by the form's id or by the id of a shipped scale."""

    form: str

    touches: ClassVar[frozenset[str]] = frozenset({"scale_forms"})
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def read(self, reader: Reader) -> FormText:
        """One statement. Raises :class:`NoSuchForm`."""
        kept = reader.session.get(ScaleForm, self.form)
        if kept is not None:
            scale, content = scale_in(kept.content), kept.content
        elif self.form in shipped():
            scale, content = load_shipped(self.form)
        else:
            raise NoSuchForm
        return FormText(scale, content, file_name_of(scale))


def file_name_of(scale: Scale) -> str:
    """«facts-2010-eget-skjema.toml»: letters, digits and hyphens only."""
    named = re.sub(r"[^\w]+", "-", f"{scale.id}-{scale.edition}").strip("-").lower()
    return f"{named[:80]}.toml"
