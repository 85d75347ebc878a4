"""A scale of five slots with everything that a scale may have, and an assessment made with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from factdesk.assessments.actions.finish_rating import FinishRating
from factdesk.assessments.actions.open_assessment import NewAssessor, OpenAssessment
from factdesk.assessments.actions.rate import Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual
from factdesk.assessments.actions.sign_assessment import SignAssessment
from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.forms import digest_of
from factdesk.assessments.kinds import Origin, RatingMark
from factdesk.assessments.tables import ScaleForm
from factdesk.assessments.views import TheAssessment
from factdesk.desk import Desk
from factdesk.store.action import Actor
from factdesk.team.roles import Role, rights_of
from tests.support.builders import Make
from tests.support.desks import member

#: Items 1, 2 and 5 are plain; 3 has variants; 4 may be left out, not rated, where 2 is scored.
SMALL = """
format = 1
id = "small"
edition = "{edition}"
instrument = "SMALL"
year = 2020
languages = ["en", "nb"]
title = {{ en = "A small scale", nb = "En liten skala" }}
about = {{ en = "For tests" }}
source = {{ en = "None" }}
licence = {{ en = "Own" }}
total = {{ rule = "mean_of_items", decimals = 2, sum = true }}

[[bands]]
code = "high"
at_least = "4.00"
title = {{ en = "High", nb = "Høy" }}

[[bands]]
code = "low"
at_most = "3.99"
title = {{ en = "Low", nb = "Lav" }}

[[parts]]
code = "all"
lowest = 1
highest = 5
title = {{ en = "All", nb = "Alle" }}

[[subscales]]
code = "first"
part = "all"
title = {{ en = "First", nb = "Første" }}

[[subscales]]
code = "second"
part = "all"
title = {{ en = "Second", nb = "Andre" }}

[[items]]
code = "1"
part = "all"
subscale = "first"
title = {{ en = "One" }}
figure = "caseload"
unit = "per_fte"
better = "lower"
anchors = [
  {{ score = 1, at_least = 50, text = {{ en = "50 or more" }} }},
  {{ score = 2, at_least = 35, at_most = 49, text = {{ en = "35 to 49" }} }},
  {{ score = 3, at_least = 21, at_most = 34, text = {{ en = "21 to 34" }} }},
  {{ score = 4, at_least = 11, at_most = 20, text = {{ en = "11 to 20" }} }},
  {{ score = 5, at_most = 10, text = {{ en = "10 or fewer" }} }},
]

[[items]]
code = "2"
part = "all"
subscale = "first"
title = {{ en = "Two" }}

[[items]]
code = "3a"
variant_of = "3"
part = "all"
subscale = "second"
title = {{ en = "Three, single" }}

[[items]]
code = "3b"
variant_of = "3"
part = "all"
subscale = "second"
title = {{ en = "Three, composite" }}

[[items]]
code = "4"
part = "all"
subscale = "second"
title = {{ en = "Four" }}

[[items]]
code = "5"
part = "all"
subscale = "second"
title = {{ en = "Five" }}

[[left_out]]
items = ["4"]
marks = ["NR"]
post = "2"
when = {{ en = "The post is new" }}
"""

SLOTS = ("1", "2", "3", "4", "5")
CODES = {"1": "1", "2": "2", "3": "3a", "4": "4", "5": "5"}
S = RatingMark.SCORE


def small(edition: str = "2020") -> str:
    """The scale's file."""
    return SMALL.format(edition=edition)


def keep_form(make: Make, edition: str = "2020") -> str:
    """The scale as a form of the store; its id."""
    content = small(edition)
    return make.rows(
        ScaleForm(
            scale_id="small",
            edition=edition,
            title="A small scale",
            origin=Origin.FILE,
            content=content,
            digest=digest_of(content),
            made_at=make.desk.clock.now(),
        )
    )[0]


def outside(staff_id: str, name: str) -> Actor:
    """An actor with the rights of an assessor from outside."""
    rights = rights_of(Role.ASSESSOR, is_administrator=False, has_health_basis=False)
    return Actor(staff_id, name, "test", rights)


@dataclass
class Team:
    """An assessment with two raters, Tove and Jon (from outside), led by somebody who rates not."""

    leader: Desk
    tove: Desk
    jon: Desk
    id: str
    form: str

    def facts(self, desk: Desk | None = None) -> AssessmentFacts:
        """The assessment as somebody sees it."""
        return (desk or self.leader).see(TheAssessment(self.id))

    def row(self, desk: Desk) -> str:
        """The id of somebody's own row as a rater."""
        return next(each.id for each in self.facts().assessors if each.staff_id == desk.actor.id)

    def rate(self, desk: Desk, item: str, score: int | None, **more: Any) -> str:
        """Give a score, having seen what stands."""
        facts = self.facts(desk)
        slot = item.rstrip("ab")
        before = facts.rating(self.row(desk), slot)
        values = {"mark": S, "seen": before.version if before else None} | more
        return desk.do(Rate(self.id, self.row(desk), item, score=score, **values))

    def rate_all(self, desk: Desk, *scores: int) -> None:
        """Score the five slots in order."""
        for item, score in zip(CODES.values(), scores, strict=True):
            self.rate(desk, item, score)

    def finish(self, desk: Desk) -> None:
        """Be done."""
        me = next(each for each in self.facts(desk).assessors if each.is_me)
        desk.do(FinishRating(me.id, me.version))

    def both_done(self, one: tuple[int, ...], other: tuple[int, ...]) -> None:
        """Tove and Jon have scored the five slots, and are done."""
        for desk, scores in ((self.tove, one), (self.jon, other)):
            self.rate_all(desk, *scores)
            self.finish(desk)

    def settle(self, slot: str, score: int, desk: Desk | None = None, **more: Any) -> str:
        """Settle a slot, having seen what stands."""
        before = self.facts().settled.get(slot)
        values = {"mark": S, "seen": before.version if before else None} | more
        return (desk or self.leader).do(Settle(self.id, slot, CODES[slot], score=score, **values))

    def sign(self) -> str:
        """Sign, having seen what stands."""
        return self.leader.do(SignAssessment(self.id, self.facts().version))

    def signed(self, *scores: int) -> str:
        """Take it to a signature in one breath: both raters agree on everything."""
        self.both_done(scores, scores)
        self.leader.do(SettleEqual(self.id))
        return self.sign()


def open_small(
    make: Make,
    beside: Callable[[Desk, Actor], Desk],
    *,
    form: str | None = None,
    people: tuple[str, str] | None = None,
    **more: Any,
) -> Team:
    """Open an assessment with two raters; desks for both."""
    desk = make.desk
    tove, jon = people or (make.staff("Tove Kvam"), make.staff("Jon Dahl", role=Role.ASSESSOR))
    form = form or keep_form(make)
    values = {
        "title": "Måling 2026",
        "period_from": date(2025, 11, 1),
        "period_to": date(2026, 10, 31),
        "assessors": (NewAssessor(tove), NewAssessor(jon, organisation="NAPHA", is_outside=True)),
    } | more
    opened = desk.do(OpenAssessment(form, **values))
    return Team(
        desk,
        beside(desk, member(tove, "Tove Kvam")),
        beside(desk, outside(jon, "Jon Dahl")),
        opened,
        form,
    )
