"""Posts and leaves: what the figures of model fidelity count as filled, and as vacant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from factdesk.team.actions.leaves import RemoveLeave
from factdesk.team.actions.posts import RemovePost
from factdesk.team.kinds import leave_word
from factdesk.team.posts import LeaveRow, PostRow, PostsAndLeaves, PostsAndLeavesFacts
from factdesk.words import _, format_date, format_number, ngettext, sort_key
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command
from ui.team.post_dialogs import LeaveDialog, PostDialog
from ui.team.section import Section
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Heading, Label


@dataclass(frozen=True)
class PostLine:
    """A post with the team's own words."""

    post: PostRow
    profession: str

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.post.id


@dataclass(frozen=True)
class LeaveLine:
    """A leave as the list shows it."""

    leave: LeaveRow
    length: str

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.leave.id


def _span(first: date | None, last: date | None) -> str:
    begins = format_date(first, "numeric") if first else ""
    ends = format_date(last, "numeric") if last else ""
    return f"{begins} – {ends}".strip() if begins or ends else ""


def _percent(line: PostLine) -> str:
    percent = line.post.fte_percent
    return f"{format_number(percent, 1 if percent % 1 else 0)} %"


def _title(line: PostLine) -> str:
    title = line.post.title
    return title if line.post.is_there else _("{name} (not today)").format(name=title)


POSTS: tuple[Column[PostLine], ...] = (
    Column(lambda: _("Post"), _title, lambda line: sort_key(line.post.title), width=0),
    Column(
        lambda: _("Profession"),
        lambda line: line.profession,
        lambda line: sort_key(line.profession),
        width=220,
    ),
    Column(lambda: _("Share"), _percent, lambda line: line.post.fte_percent, width=90, right=True),
    Column(
        lambda: _("From – to"),
        lambda line: _span(line.post.valid_from, line.post.valid_to),
        lambda line: line.post.valid_from or date.min,
        width=230,
    ),
)

LEAVES: tuple[Column[LeaveLine], ...] = (
    Column(
        lambda: _("Member"),
        lambda line: f"{line.leave.initials}   {line.leave.name}",
        lambda line: sort_key(line.leave.name),
        width=0,
    ),
    Column(lambda: _("Kind"), lambda line: leave_word(line.leave.kind), width=220),
    Column(lambda: _("Length"), lambda line: line.length, width=90, right=True),
    Column(
        lambda: _("From – to"),
        lambda line: _span(line.leave.first_day, line.leave.last_day),
        lambda line: line.leave.first_day,
        width=230,
    ),
)


class PostsSection(Section):
    """Two lists: the posts that the owners fund, and who is away from one for long."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Ask for both when first shown."""
        super().__init__(
            bridge,
            messages,
            _("Posts and leaves"),
            _(
                "The figures of model fidelity count how much of the funded posts was filled. A"
                " long leave counts as a vacancy while it lasts; how long that is stands in the"
                " settings."
            ),
        )
        self.facts = PostsAndLeavesFacts((), ())
        self.posts: RowsModel[PostLine] = RowsModel(POSTS, self)
        self.leaves: RowsModel[LeaveLine] = RowsModel(LEAVES, self)
        self.post_table = Table(self.posts, _("Posts"))
        self.post_table.opened.connect(lambda line: self.edit_post(line.post))
        self.leave_table = Table(self.leaves, _("Leaves"))
        self.leave_table.opened.connect(lambda line: self.edit_leave(line.leave))
        self._no_posts = EmptyState(
            "user-check",
            _("No posts yet"),
            _(
                "Add the posts that the owners fund, also the vacant ones. Without them turnover"
                " and staff capacity suggest no score."
            ),
            _("Add post …"),
            keys="Ctrl+N",
        )
        self._no_posts.acted.connect(self.add_post)
        self._no_leaves = Label(_("Nobody is noted as away for long."), tone="muted", wrap=True)
        self._posts_total = Label("", tone="muted")
        self._build()
        self._live = Live(bridge, self, PostsAndLeaves, self._show)
        self.lead_to(self.post_table)

    def show_team(self) -> None:
        """Say the lists anew: the team may have other words now."""
        self._show(self.facts)

    @property
    def post(self) -> PostRow | None:
        """The post of the chosen row."""
        index = self.post_table.currentIndex()
        return self.posts.row(index).post if index.isValid() else None

    @property
    def leave(self) -> LeaveRow | None:
        """The leave of the chosen row."""
        index = self.leave_table.currentIndex()
        return self.leaves.row(index).leave if index.isValid() else None

    def add_post(self) -> None:
        """Write a new post."""
        PostDialog(self, self.bridge, None).open()

    def edit_post(self, post: PostRow) -> None:
        """Change a post."""
        PostDialog(self, self.bridge, post).open()

    def add_leave(self) -> None:
        """Write a new leave."""
        LeaveDialog(self, self.bridge, None).open()

    def edit_leave(self, leave: LeaveRow) -> None:
        """Change a leave."""
        LeaveDialog(self, self.bridge, leave).open()

    def remove(self) -> None:
        """Take away the chosen row of the list that has the focus; undo brings it back."""
        if self.leave_table.hasFocus():
            self.remove_leave()
        else:
            self.remove_post()

    def remove_post(self) -> None:
        """Take away the chosen post."""
        if self.post is not None:
            self._run_removal(
                RemovePost(self.post.id, self.post.version), _("The post is removed.")
            )

    def remove_leave(self) -> None:
        """Take away the chosen leave."""
        if self.leave is not None:
            self._run_removal(
                RemoveLeave(self.leave.id, self.leave.version), _("The leave is removed.")
            )

    def commands(self) -> list[Command]:
        """Adding and removing by key."""
        group = _("Team")
        return [
            Command("team.post", _("Add post …"), self.add_post, "Ctrl+N", group,
                    needs_server=True),
            Command("team.leave", _("Add leave …"), self.add_leave, "Ctrl+Shift+N", group,
                    needs_server=True),
            Command(
                "team.remove_post", _("Remove the chosen post or leave"), self.remove,
                "Ctrl+Delete", group, lambda: self.post is not None or self.leave is not None,
            ),
        ]  # fmt: skip

    def _run_removal(self, action: RemovePost | RemoveLeave, told: str) -> None:
        self.bridge.run(action, on=self, then=lambda _nothing: self.messages.info(told))

    def _show(self, facts: PostsAndLeavesFacts) -> None:
        self.facts = facts
        team = self.bridge.team
        self.posts.set_rows(
            PostLine(
                post,
                team.word("profession", post.profession)
                if post.profession
                else _("Any profession"),
            )
            for post in facts.posts
        )
        self.leaves.set_rows(LeaveLine(leave, _length(leave)) for leave in facts.leaves)
        self._no_posts.setVisible(not facts.posts)
        self.post_table.setVisible(bool(facts.posts))
        self._no_leaves.setVisible(not facts.leaves)
        self.leave_table.setVisible(bool(facts.leaves))
        there = [post.fte_percent for post in facts.posts if post.is_there]
        total = sum(there) / 100 if there else 0
        self._posts_total.setText(
            _("{count} full posts today").format(count=format_number(total, 2)) if there else ""
        )

    def _build(self) -> None:
        posts = Card()
        posts.body.add(
            HBox(
                Heading(_("Posts"), 3),
                self._posts_total,
                None,
                self._remover(_("Remove the chosen post"), self.post_table, self.remove_post),
                self._adder(_("Add post …"), self.add_post, "Ctrl+N"),
                space=12,
            )
        )
        posts.body.add(self.post_table, 1)
        posts.body.add(self._no_posts, 1)
        leaves = Card()
        leaves.body.add(
            HBox(
                Heading(_("Leaves"), 3),
                None,
                self._remover(_("Remove the chosen leave"), self.leave_table, self.remove_leave),
                self._adder(_("Add leave …"), self.add_leave, "Ctrl+Shift+N"),
                space=12,
            )
        )
        leaves.body.add(self.leave_table, 1)
        leaves.body.add(self._no_leaves)
        both = VBox(space=16)
        both.add(posts, 3)
        both.add(leaves, 2)
        self.body.add(both, 1)

    @staticmethod
    def _adder(text: str, run: object, key: str) -> Button:
        button = Button(text, "quiet", icon="plus", keys=key)
        button.clicked.connect(run)
        return button

    @staticmethod
    def _remover(spoken: str, table: Table, run: Callable[[], None]) -> Button:
        """A button that is there for the mouse while a row is chosen; Ctrl+Delete does the same."""
        button = Button(kind="quiet", icon="trash-2", spoken=spoken)
        button.setEnabled(False)
        button.clicked.connect(run)
        chosen = table.selectionModel()
        chosen.selectionChanged.connect(
            lambda *_ranges: button.setEnabled(table.currentIndex().isValid())
        )
        table.model().modelReset.connect(lambda: button.setEnabled(False))
        return button


def _length(leave: LeaveRow) -> str:
    if leave.last_day is None:
        return "–"
    days = (leave.last_day - leave.first_day).days + 1
    return ngettext("{count} day", "{count} days", days).format(count=days)
