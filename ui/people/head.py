"""The head of a person's page: name, age, coordinator, and what must be known before anything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.people.kinds import Stage
from factdesk.people.record import LimitRow, Record
from factdesk.people.rules import Turning, stage_word
from factdesk.team.kinds import PresenceState
from factdesk.team.roles import Right
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.people.line_words import legal_chip, over, warning_tone
from ui.people.words import admission_word, days_words, years_old
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip, InitialsBadge
from ui.widgets.paint import Presence, Tone
from ui.widgets.texts import Heading, Label

#: Below this width, in design pixels, the buttons stand under the name.
NARROW = 860
_PRESENCE: dict[PresenceState, Presence] = {
    PresenceState.HERE: "present",
    PresenceState.VIDEO: "video",
    PresenceState.AWAY: "away",
}


class PersonHead(QWidget):
    """``left``: back to where one came from; ``contact`` and ``place``: the two buttons."""

    left = Signal()
    contact = Signal()
    place = Signal()

    def __init__(self, bridge: Bridge) -> None:
        """Build it empty."""
        super().__init__()
        self._bridge = bridge
        self.back = Button(icon="chevron-left", kind="quiet", spoken=_("Back, Esc"))
        self.back.clicked.connect(self.left)
        self.name = Heading()
        self.name.setWordWrap(True)
        self.meta = Label(tone="muted", wrap=True)
        self._team = QWidget()
        self._members = HBox(space=8, parent=self._team)
        self._chips_ground = QWidget()
        self._chips = Flow(self._chips_ground)
        self.board = Button(_("Place on the board"), keys="P", icon="layout-list")
        if not bridge.can(Right.EDIT_BOARD):
            self.board.hide()
        self.board.clicked.connect(self.place)
        contact = Button(_("New contact"), "primary", keys="K")
        if not bridge.can(Right.EDIT_CONTACTS):
            contact.hide()
        contact.clicked.connect(self.contact)
        words = VBox(self.name, self.meta, self._chips_ground, space=6)
        who = HBox(space=10)
        who.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        who.add(words, 1)
        acts = HBox(space=10)
        for item in (self._team, self.board, contact):
            acts.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)
        acts.insertStretch(0, 1)
        self._row = row = HBox(space=10)
        row.add(who, 1)
        row.add(acts)
        self._banners = VBox(space=8)
        VBox(row, self._banners, space=12, margins=(24, 18, 24, 12), parent=self)
        self._shown: tuple[object, ...] = ()

    @property
    def chips(self) -> list[str]:
        """The words of the chips."""
        items = (self._chips.itemAt(at) for at in range(self._chips.count()))
        found = (item.widget() for item in items if item is not None)
        return [chip.accessibleName() for chip in found if chip is not None]

    @property
    def banners(self) -> list[Banner]:
        """The banners shown."""
        items = (self._banners.itemAt(at) for at in range(self._banners.count()))
        found = (item.widget() for item in items if item is not None)
        return [banner for banner in found if isinstance(banner, Banner)]

    def show_record(self, record: Record) -> None:
        """Show the person as they are now."""
        team = self._bridge.team
        self.name.setText(record.name)
        self.meta.setText(_meta(record))
        self._show_members(record, team)
        self._chips.clear()
        for text, tone in head_chips(record, team):
            chip = Chip(text, tone)
            self._chips.addWidget(chip)
            chip.show()
        self._chips_ground.setVisible(self._chips.count() > 0)
        self._chips_ground.updateGeometry()
        self._show_banners(record)
        self._keep_height()

    def show_board(self, *, is_there: bool) -> None:
        """Lead to the board: to the person's row, or to placing them."""
        self.board.set_text(board_word(is_there=is_there))
        self.board.setVisible(is_there or self._bridge.can(Right.EDIT_BOARD))

    def _keep_height(self) -> None:
        """Be as high as all of it needs: a warning must never be cut off."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _show_members(self, record: Record, team: TeamFacts) -> None:
        while (item := self._members.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        member = team.member(record.person.coordinator_id)
        if member is None:
            widgets: list[QWidget] = [Chip(_("No coordinator"), "warn")]
        else:
            badge = InitialsBadge(member.initials, member.name, _PRESENCE[member.presence])
            widgets = [Label(_("Coordinator"), "small", "muted"), badge]
        for widget in widgets:
            self._members.add(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the name where there is no room beside it."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        narrow = event.size().width() < theme().px(NARROW)
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
        self._keep_height()

    def _show_banners(self, record: Record) -> None:
        limits = tuple(row for row in record.limits if not over(row.ended_on, record.day))
        limits = limits if record.limits_apply else ()
        if (limits, record.turning) == self._shown:
            return
        self._shown = (limits, record.turning)
        for banner in self.banners:
            self._banners.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        for row in limits:
            self._banners.add(_limit_banner(row))
        if record.turning is not None:
            self._banners.add(_turning_banner(record.turning))


def board_word(*, is_there: bool) -> str:
    """What leads to the board."""
    return _("Show on the board") if is_there else _("Place on the board")


def head_chips(record: Record, team: TeamFacts) -> list[tuple[str, Tone]]:
    """Where they stay, warnings, decisions, and the stage where it is not the usual one."""
    today = record.day
    chips: list[tuple[str, Tone]] = []
    stage = record.person.stage
    if stage is not Stage.ENROLLED:
        chips.append((stage_word(stage), "neutral"))
    for stay in record.admissions:
        if not over(stay.discharged_on, today):
            place = stay.place or admission_word(stay.kind)
            text = _("At {place} since {day}").format(
                place=place, day=format_date(stay.admitted_on, "short")
            )
            chips.append((text, "info"))
    for warning in record.warnings:
        if not over(warning.ended_on, today):
            word = team.word("warning_kind", warning.kind)
            words = f"{word}: {warning.text}" if warning.text else word
            chips.append((words, warning_tone(warning, team)))
    chips += [legal_chip(row, today, team) for row in record.legal if not over(row.ended_on, today)]
    return chips


def _meta(record: Record) -> str:
    born = record.person.birth_date
    parts = [
        years_old(record.age),
        _("born {day}").format(day=format_date(born)) if born else "",
        record.person.municipality or "",
        _("interpreter: {language}").format(language=record.person.interpreter)
        if record.person.interpreter
        else "",
    ]
    return " · ".join(part for part in parts if part)


def _limit_banner(row: LimitRow) -> Banner:
    message = _("{who} are not told about: {what}").format(who=row.towards, what=row.about)
    return Banner("warning", message, _("Why: {why}").format(why=row.why), closable=False)


def _turning_banner(turning: Turning) -> Banner:
    advice = {
        12: _("From 12 the young person's view weighs heavily, and parents may be told less."),
        16: _("From 16 the young person consents. Consents given by parents must be renewed."),
        18: _("From 18 nobody is told without consent. The right of parents to be told ends."),
    }[turning.years]
    message = _("Turns {age} on {day} ({when}).").format(
        age=turning.years, day=format_date(turning.on), when=days_words(turning.days_left)
    )
    return Banner("info", message, advice, closable=False)
