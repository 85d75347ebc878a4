"""The team's own lists: contact kinds, professions, functions and the others."""

from __future__ import annotations

from factdesk.team.actions.add_list_item import AddListItem
from factdesk.team.actions.order_list_items import OrderListItems
from factdesk.team.actions.rename_list_item import RenameListItem
from factdesk.team.actions.rest_list_item import RestListItem
from factdesk.team.defaults import LISTS, word
from factdesk.team.kinds import list_word
from factdesk.team.views import Choice
from factdesk.words import _
from ui.bridge import Bridge
from ui.team.ordered_list import Entry, OrderedList
from ui.team.section import Section
from ui.team.small_dialogs import NameDialog
from ui.widgets.messages import Speaks
from ui.widgets.selects import Select


class ListsSection(Section):
    """One list at a time, chosen above it."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Begin with the contact kinds."""
        super().__init__(
            bridge,
            messages,
            _("Lists"),
            _(
                "A new choice follows the rules of a built-in one, so that counts stay right. "
                "What is put to rest is no longer offered; what used it keeps it."
            ),
        )
        self.which = Select(_("List"))
        for name in LISTS:
            self.which.add(name, list_word(name))
        self.which.currentIndexChanged.connect(lambda _at: self.show_team())
        self.lines = OrderedList(_("Choices"), editable=self.may_edit)
        self.lines.ordered.connect(self._order)
        self.lines.rename.connect(self._rename)
        self.lines.rest.connect(self._rest)
        self.lines.added.connect(self._add)
        self.body.add(self.which)
        self.body.add(self.lines, 1)
        self.show_team()

    @property
    def name(self) -> str:
        """The list shown."""
        return str(self.which.value)

    def show_team(self) -> None:
        """Show the choices as they are now."""
        self.lines.show_entries(
            [
                Entry(one.id, one.label, _hint(self.name, one), one.active)
                for one in self.bridge.team.lists.get(self.name, ())
            ]
        )

    def _choice(self, item_id: str) -> Choice | None:
        choices = self.bridge.team.lists.get(self.name, ())
        return next((one for one in choices if one.id == item_id), None)

    def _add(self) -> None:
        name = self.name
        NameDialog(
            self, self.bridge, _("New choice"),
            lambda text, means: AddListItem(name, text, means),
            choices=(_("Counts as"), [(code, word(name, code)) for code in LISTS[name]],
                     LISTS[name][0]),
        ).open()  # fmt: skip

    def _rename(self, item_id: str) -> None:
        one = self._choice(item_id)
        if one is None:
            return
        built_in = one.code in LISTS[self.name]
        NameDialog(
            self, self.bridge, _("Rename the choice"),
            lambda text, _other: RenameListItem(one.id, one.version, text),
            name=one.label,
            intro=_("Empty: “{word}” again.").format(word=word(self.name, one.code))
            if built_in
            else "",
        ).open()  # fmt: skip

    def _rest(self, item_id: str) -> None:
        one = self._choice(item_id)
        if one is not None:
            self.bridge.run(RestListItem(one.id, one.version, not one.active), on=self)

    def _order(self, ids: tuple[str, ...], was: tuple[str, ...]) -> None:
        command = OrderListItems(self.name, ids, was)
        self.bridge.run(command, on=self, failed=self.lines.take_back)


def _hint(list_name: str, one: Choice) -> str:
    parts = []
    if one.own_label and one.code != one.means:
        parts.append(_("counts as {word}").format(word=word(list_name, one.means)))
    elif one.own_label:
        parts.append(_("built in as {word}").format(word=word(list_name, one.code)))
    if not one.active:
        parts.append(_("not in use"))
    return f"({', '.join(parts)})" if parts else ""
