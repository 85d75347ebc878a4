"""What a reader may do with an assessment now, so that a screen offers nothing that is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factdesk.assessments.facts import OPEN, SETTLING, SIGNED, WITHDRAWN, AssessmentRow
from factdesk.assessments.rules import Rater, may_reopen, writes
from factdesk.store.action import Actor
from factdesk.team.roles import Right
from fidelity.scoring import Outcome


@dataclass(frozen=True)
class Standing:
    """Where an assessment stands; ``me`` and ``mine`` are the reader's own row and scores."""

    row: AssessmentRow
    raters: Sequence[Rater]
    me: Rater | None
    mine: Outcome | None
    consensus: Outcome


def permitted(now: Standing, actor: Actor) -> frozenset[str]:
    """The codes of what may be done; see ``AssessmentFacts.may``."""
    leads = Right.LEAD_ASSESSMENT in actor.rights
    takes_part = now.me is not None and not now.me.has_left
    works = Right.RATE in actor.rights and (leads or takes_part)
    state, me = now.row.state, now.me
    rates = [
        each
        for each in now.raters
        if each.is_pending and writes(now.raters, each, actor.id, leads=leads)
    ]
    may = {
        "rate": state == OPEN and Right.RATE in actor.rights and bool(rates),
        "finish": state == OPEN
        and me is not None
        and me in rates
        and now.mine is not None
        and now.mine.is_complete,
        "reopen": state in (OPEN, SETTLING)
        and me is not None
        and may_reopen(now.raters, me, leads=leads),
        "evidence": state in (OPEN, SETTLING) and works,
        "settle": state == SETTLING and works,
        "edit": state in (OPEN, SETTLING) and works,
        "lead": state in (OPEN, SETTLING) and leads,
        "withdraw": state in (OPEN, SETTLING) and leads,
        "sign": state == SETTLING and leads and now.consensus.is_complete,
        "amend": state == SIGNED and leads and now.row.amended_by is None,
        "improve": state != WITHDRAWN and leads,
    }
    return frozenset(code for code, holds in may.items() if holds)
