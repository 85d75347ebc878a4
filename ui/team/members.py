"""The members of the team: who, which profession, from whom, since when."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.team.kinds import Right, role_word
from factdesk.team.views import Member, TeamFacts
from factdesk.words import _, format_date, format_number, sort_key
from ui.bridge import Bridge
from ui.page import Command
from ui.team.end_dialog import EndDialog
from ui.team.member_dialog import MemberDialog
from ui.team.section import Section
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.selects import CheckBox
from ui.widgets.table import Table


@dataclass(frozen=True)
class MemberRow:
    """A member with the team's own words."""

    member: Member
    profession: str
    functions: str
    role: str

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.member.id


def rows_of(team: TeamFacts) -> list[MemberRow]:
    """The members with the words of the team's lists."""
    return [
        MemberRow(
            member,
            team.word("profession", member.profession),
            ", ".join(team.word("function", code) for code in member.functions),
            _role(member),
        )
        for member in team.members
    ]


def _role(member: Member) -> str:
    if member.user_name is None:
        return ""
    word = role_word(member.role)
    if member.is_administrator:
        return _("{role}, administrator").format(role=word)
    return word


def _dates(row: MemberRow) -> str:
    member = row.member
    if member.valid_from is None and member.valid_to is None:
        return ""
    first = format_date(member.valid_from, "numeric") if member.valid_from else ""
    last = format_date(member.valid_to, "numeric") if member.valid_to else ""
    return f"{first} – {last}".strip()


def _fte(row: MemberRow) -> str:
    percent = row.member.fte_percent
    return f"{format_number(percent, 1 if percent % 1 else 0)} %"


COLUMNS: tuple[Column[MemberRow], ...] = (
    Column(lambda: _("Initials"), lambda row: row.member.initials, width=70),
    Column(
        lambda: _("Name"),
        lambda row: row.member.name,
        lambda row: sort_key(row.member.name),
        width=150,
    ),
    Column(
        lambda: _("Profession"),
        lambda row: row.profession,
        lambda row: sort_key(row.profession),
        tip=lambda row: row.profession,
        width=130,
    ),
    Column(
        lambda: _("Employer"),
        lambda row: row.member.employer,
        lambda row: sort_key(row.member.employer),
        tip=lambda row: row.member.employer,
        width=130,
    ),
    Column(lambda: _("Post"), _fte, lambda row: row.member.fte_percent, width=82, right=True),
    Column(
        lambda: _("Functions"), lambda row: row.functions, tip=lambda row: row.functions, width=0
    ),
    Column(lambda: _("Phone"), lambda row: row.member.phone or "", width=122),
    Column(lambda: _("From – to"), _dates, tip=_dates, width=124),
    Column(lambda: _("User"), lambda row: row.role, tip=lambda row: row.role, width=120),
)


class MembersSection(Section):
    """The list with what can be done to a member."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Show those who are members today; the former ones on demand."""
        super().__init__(bridge, messages, _("Members"))
        self.model: RowsModel[MemberRow] = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _("Members"))
        self.table.horizontalHeader().setMinimumSectionSize(theme().px(70))
        self.table.opened.connect(lambda row: self.edit(row.member))
        self.former = CheckBox(_("Show former members"))
        self.former.toggled.connect(lambda _on: self._filter())
        self.buttons.add(self.former)
        if self.may_edit:
            leave = Button(_("Leaves the team …"), icon="user-x")
            leave.clicked.connect(self.end)
            change = Button(_("Change …"), keys="Return", icon="pencil")
            change.clicked.connect(self._edit_chosen)
            add = Button(_("Add member …"), "primary", keys="Ctrl+N", icon="user-plus")
            add.clicked.connect(self.add)
            for button in (leave, change, add):
                self.buttons.add(button)
        self.body.add(self.table, 1)
        self._filter()
        self.show_team()
        self.lead_to(self.table)

    def show_team(self) -> None:
        """Show the members as they are now."""
        self.model.set_rows(rows_of(self.bridge.team))

    @property
    def chosen(self) -> Member | None:
        """The member of the chosen row."""
        index = self.table.currentIndex()
        return self.model.row(index).member if index.isValid() else None

    def add(self) -> None:
        """Write a new member."""
        MemberDialog(self, self.bridge, None).open()

    def edit(self, member: Member) -> None:
        """Change a member, where the user may."""
        if self.may_edit:
            MemberDialog(self, self.bridge, member).open()

    def end(self) -> None:
        """Write the last day of the chosen member."""
        if self.chosen is not None:
            EndDialog(self, self.bridge, self.chosen).open()

    def commands(self) -> list[Command]:
        """Adding and changing by key."""
        group = _("Team")
        enabled = self.bridge.can(Right.EDIT_TEAM)
        return [
            Command("team.add", _("Add member …"), self.add, "Ctrl+N", group, lambda: enabled,
                    needs_server=True),
            Command(
                "team.edit", _("Change the member"), self._edit_chosen, "Return", group,
                lambda: enabled, bound=False,
            ),
        ]  # fmt: skip

    def _edit_chosen(self) -> None:
        if self.chosen is not None:
            self.edit(self.chosen)

    def _filter(self) -> None:
        shown = None if self.former.isChecked() else (lambda row: row.member.is_active)
        self.model.set_filter(shown)
