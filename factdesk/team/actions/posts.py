"""Write the posts that the owners fund: new ones, changes, and one written by mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.posts import post_values
from factdesk.team.roles import Right
from factdesk.team.tables import Post
from factdesk.words import _


@dataclass(frozen=True)
class AddPost(Action[str]):
    """Gives the id. ``profession`` is a code of the team's list, ``None`` for any.

    Raises TextNeeded, FteUnfit, DatesReversed and UnknownCode.
    """

    title: str
    profession: str | None = None
    fte_percent: Decimal = Decimal(100)
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.add_post"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Add it."""
        values = post_values(
            work, self.title, self.profession, self.fte_percent, self.valid_from, self.valid_to
        )
        work.tell(title=values["title"])
        return work.add(Post(**values)).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New post Nurse 2»."""
        return _("New post {title}").format(title=details["title"])


@dataclass(frozen=True)
class EditPost(Action[None]):
    """All fields as they shall be. Raises as AddPost, and Conflict.

    A post that is no longer funded gets a last day: the years before still need it.
    """

    post_id: str
    seen: int
    title: str
    profession: str | None
    fte_percent: Decimal
    valid_from: date | None
    valid_to: date | None
    reason: str | None = None

    code: ClassVar[str] = "team.edit_post"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Change it."""
        values = post_values(
            work, self.title, self.profession, self.fte_percent, self.valid_from, self.valid_to
        )
        work.tell(title=work.get(Post, self.post_id).title)
        work.edit(Post, self.post_id, self.seen, **values)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed the post Nurse 2»."""
        return _("Changed the post {title}").format(title=details["title"])


@dataclass(frozen=True)
class RemovePost(Action[None]):
    """Take away a post that was written by mistake. Raises Conflict where somebody changed it."""

    post_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "team.remove_post"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Remove it."""
        post = work.get(Post, self.post_id)
        work.tell(title=post.title)
        demand_unchanged(work, post, self.seen)
        work.delete(post)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Removed the post Nurse 2»."""
        return _("Removed the post {title}").format(title=details["title"])
