"""The team's settings: every number with its unit and a plain explanation."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.team.actions.edit_settings import EditSettings
from factdesk.team.kinds import Model, language_word, model_word
from factdesk.team.rules import SETTING_RANGES
from factdesk.words import LANGUAGES, _
from ui.bridge import Bridge
from ui.team.field_names import setting_words
from ui.team.number_field import NumberField
from ui.team.section import Section
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.selects import CheckBox, Select
from ui.widgets.texts import Card, Heading, Label


def explained() -> dict[str, str]:
    """What each number is for, in one sentence."""
    return {
        "autolock_minutes": _("A running meeting and the wall are not interrupted."),
        "meeting_minutes": _("The quiet timer of the meeting counts towards this."),
        "rotation_persons": _("So that nobody off the board is forgotten; 0 for none."),
        "contact_due_days": _("The board marks persons nobody has met for longer."),
        "staff_seen_norm": _("The board shows how many different colleagues a person has met."),
        "crisis_plan_months": _("Older crisis plans are marked on the board."),
        "legal_notice_days": _("Control and expiry dates are shown this long before."),
        "discharge_contact_days": _("The first contact after a discharge is counted down."),
        "plan_review_months": _("A new plan gets its date of review from this."),
        "first_plan_weeks": _("Persons without a plan for longer come up in My people."),
        "consent_notice_days": _("They come up in My people."),
        "specialist_seen_days": _("Psychiatrist, psychologist or physician."),
        "away_days": _(
            "On a team server: a computer that has not met it for longer deletes its copy."
        ),
        "long_leave_days": _("The figures of model fidelity count posts as filled or vacant."),
    }


class SettingsSection(Section):
    """All settings in one form, saved with one key."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Fill the form with what holds now."""
        super().__init__(bridge, messages, _("Settings"))
        self.name = QLineEdit()
        self.model, self.language = Select(), Select()
        for model in Model:
            self.model.add(model.value, model_word(model))
        for code in LANGUAGES:
            self.language.add(code, language_word(code))
        self.numbers = {name: NumberField(*ends) for name, ends in SETTING_RANGES.items()}
        words = setting_words()
        self.wall_reason = CheckBox(words["wall_shows_reason"])
        self.wall_agreed = CheckBox(words["wall_shows_agreed"])
        self._changed = False
        self._banner = Banner("error", "", closable=False)
        self._banner.hide()
        self.save_button = Button(_("Save the settings"), "primary", keys="Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        if self.may_edit:
            self.buttons.add(self.save_button)
        else:
            self.save_button.setParent(self)
            self.save_button.hide()
        inside = QWidget()
        row = HBox(space=16, parent=inside)
        row.add(VBox(self._team_card(words), self._wall_card(), None, space=16), 1)
        row.add(VBox(self._numbers_card(words), None), 1)
        self.body.add(self._banner)
        self.body.add(Scrolled(inside, _("Settings")), 1)
        self.show_team()
        self._watch()

    def show_team(self) -> None:
        """Show what holds now, unless somebody is writing here."""
        if self._changed:
            return
        settings = self.bridge.team.settings
        self.name.setText(settings.name)
        self.model.set_value(settings.model.value)
        self.language.set_value(settings.language)
        for name, box in self.numbers.items():
            box.set_value(getattr(settings, name))
        self.wall_reason.setChecked(settings.wall_shows_reason)
        self.wall_agreed.setChecked(settings.wall_shows_agreed)
        self._seen = settings
        self._mark(changed=False)

    def save(self) -> None:
        """Save all of it."""
        if not self._changed:
            return
        self._banner.hide()
        numbers: dict[str, Any] = {name: box.value for name, box in self.numbers.items()}
        action = EditSettings(
            team_id=self._seen.id,
            seen=self._seen.version,
            name=self.name.text(),
            model=Model(str(self.model.value)),
            language=str(self.language.value),
            wall_shows_reason=self.wall_reason.isChecked(),
            wall_shows_agreed=self.wall_agreed.isChecked(),
            **numbers,
        )
        self.bridge.run(action, on=self, then=lambda _n: self._saved(), failed=self._refused)

    def _saved(self) -> None:
        self._mark(changed=False)
        self.messages.info(_("The settings are saved."))
        self.show_team()

    def _refused(self, error: BaseException) -> bool:
        if isinstance(error, KnownError) and not hasattr(error, "fields"):
            self._banner.say(error.message, error.advice)
            self._banner.show()
            return True
        return False

    def _mark(self, *, changed: bool) -> None:
        self._changed = changed
        self.save_button.setEnabled(changed and self.may_edit)

    def _watch(self) -> None:
        self.name.textEdited.connect(lambda _text: self._mark(changed=True))
        for select in (self.model, self.language):
            select.activated.connect(lambda _at: self._mark(changed=True))
        for box in self.numbers.values():
            box.textChanged.connect(lambda _text: self._mark(changed=True))
        for tick in (self.wall_reason, self.wall_agreed):
            tick.clicked.connect(lambda _on: self._mark(changed=True))
        editable = self.may_edit
        self.name.setReadOnly(not editable)
        for widget in (
            self.model, self.language, *self.numbers.values(), self.wall_reason, self.wall_agreed
        ):  # fmt: skip
            widget.setEnabled(editable)

    def _team_card(self, words: dict[str, str]) -> Card:
        return Card(
            Heading(_("The team"), 3),
            Field(words["name"], self.name),
            Field(words["model"], self.model),
            Field(
                words["language"],
                self.language,
                hint=_("For everybody who has not chosen their own; from the next unlocking."),
            ),
            space=14,
        )

    def _wall_card(self) -> Card:
        text = _(
            "The wall shows initials or aliases, never birth numbers. Free text can name a "
            "person: choose it only where the room is the team's own."
        )
        return Card(
            Heading(_("The wall"), 3),
            Label(text, "small", "muted", wrap=True),
            self.wall_reason,
            self.wall_agreed,
        )

    def _numbers_card(self, words: dict[str, str]) -> Card:
        card = Card(Heading(_("Numbers"), 3), space=14)
        texts = explained()
        for name, box in self.numbers.items():
            label = Label(words[name], "small_strong")
            label.setBuddy(box)
            box.setAccessibleName(words[name])
            box.setAccessibleDescription(texts[name])
            row = HBox(space=16)
            row.add(VBox(label, Label(texts[name], "small", "muted", wrap=True), space=2), 1)
            row.add(box)
            row.setAlignment(box, Qt.AlignmentFlag.AlignTop)
            card.body.add(row)
        return card
