"""Figures of the team's size on the last day: persons per post, posts per hundred persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from factdesk.assessments.indicators import roster
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.roster import StaffMember
from factdesk.assessments.indicators.shares import nobody
from factdesk.assessments.indicators.units import amount
from factdesk.words import _, ngettext

_ONE = Fraction(1)


def caseload(wanted: Wanted) -> Figure:
    """Persons per full post, without psychiatrists and administrative staff (DACTS H1)."""
    left_out = roster.ADMINISTRATIVE | {roster.PSYCHIATRIST}
    method = _(
        "Persons on the caseload on the last day, divided by full posts in the team that day."
        " Psychiatrists and administrative staff are not counted."
    )
    return _caseload(wanted, "caseload", left_out, method)


def caseload_with_psychiatrist(wanted: Wanted) -> Figure:
    """Persons per full post, psychiatrists counted, administrative staff not (FACTs 2010, 1)."""
    method = _(
        "Persons on the caseload on the last day, divided by full posts in the team that day."
        " Psychiatrists are counted, administrative staff are not."
    )
    return _caseload(wanted, "caseload_with_psychiatrist", roster.ADMINISTRATIVE, method)


def program_size(wanted: Wanted) -> Figure:
    """Full posts in all on the last day (DACTS H11)."""
    members = roster.members_on(wanted, wanted.last)
    total = roster.fte(members)
    return Figure(
        "program_size",
        total if members else None,
        total,
        None,
        "fte",
        wanted.last,
        wanted.last,
        _roster_coverage(members),
        _("Full posts in the team on the last day, everybody counted."),
        rows=tuple(_with_fte(member) for member in members),
        too_little="" if members else _nobody_in_team(),
        beside=_away(wanted, members),
    )


def mean_fte(wanted: Wanted) -> Figure:
    """The mean share of a post per member on the last day (FACTs 2010, 3a)."""
    everybody = roster.members_on(wanted, wanted.last)
    members = [member for member in everybody if member.fte]
    total, count = roster.fte(members), Fraction(len(members))
    note = _("has no share of a post")
    return Figure(
        "mean_fte",
        total / count if count else None,
        total,
        count,
        "fte",
        wanted.last,
        wanted.last,
        _roster_coverage(everybody),
        _("Full posts in the team on the last day, divided by members who have a share of one."),
        rows=tuple(
            _with_fte(member)._replace(denominator=_ONE, value=member.fte)
            if member.fte
            else roster.staff_row(member, note=note, is_counted=False)
            for member in everybody
        ),
        too_little="" if members else _nobody_in_team(),
    )


def peer_worker(wanted: Wanted) -> Figure:
    """Full posts of peer support workers on the last day (DACTS S10)."""
    everybody = roster.members_on(wanted, wanted.last)
    members = [member for member in everybody if member.profession == "peer_worker"]
    total = roster.fte(members)
    return Figure(
        "peer_worker",
        total if everybody else None,
        total,
        None,
        "fte",
        wanted.last,
        wanted.last,
        _roster_coverage(everybody),
        _("Full posts of peer support workers in the team on the last day."),
        rows=tuple(_with_fte(member) for member in members),
        too_little="" if everybody else _nobody_in_team(),
        most=4,
        most_why=_("Whether the duties are those of every clinician is for a person to judge."),
        beside=_away(wanted, members),
    )


def _caseload(wanted: Wanted, code: str, left_out: frozenset[str], method: str) -> Figure:
    day = wanted.last
    persons = roster.persons_on(wanted, day)
    everybody = roster.members_on(wanted, day)
    members = [member for member in everybody if member.profession not in left_out]
    numerator, denominator = Fraction(len(persons)), roster.fte(members)
    too_little = "" if persons else nobody()
    if not denominator:
        too_little = _("There were no posts in the team on this day, so nothing can be divided.")
    note = _("not counted in this figure")
    return Figure(
        code,
        numerator / denominator if denominator else None,
        numerator,
        denominator,
        "per_fte",
        day,
        day,
        roster.caseload_coverage(wanted, day, len(persons)),
        method,
        rows=(
            *(
                roster.staff_row(member)._replace(denominator=member.fte)
                if member in members
                else roster.staff_row(member, note=note, is_counted=False)
                for member in everybody
            ),
            *roster.person_rows(wanted, persons, numerator=_ONE),
        ),
        too_little=too_little,
        beside=_away(wanted, members),
    )


def _per_hundred(wanted: Wanted, *, code: str, profession: str, what: Callable[[], str]) -> Figure:
    """Full posts of a profession per 100 persons on the caseload on the last day."""
    day = wanted.last
    persons = roster.persons_on(wanted, day)
    members = [
        member for member in roster.members_on(wanted, day) if member.profession == profession
    ]
    posts, count = roster.fte(members), Fraction(len(persons))
    method = _(
        "Full posts of {profession} in the team on the last day, times 100, divided by persons"
        " on the caseload that day."
    )
    return Figure(
        code,
        posts * 100 / count if count else None,
        posts,
        count,
        "per_100",
        day,
        day,
        roster.caseload_coverage(wanted, day, len(persons)),
        method.format(profession=what()),
        rows=(
            *(_with_fte(member) for member in members),
            *roster.person_rows(wanted, persons, denominator=_ONE),
        ),
        too_little="" if persons else nobody(),
        beside=_away(wanted, members),
    )


def _with_fte(member: StaffMember) -> FigureRow:
    return roster.staff_row(member)._replace(numerator=member.fte)


def _roster_coverage(members: Sequence[StaffMember]) -> Coverage:
    """The members whose first day is known, of those in the team; the others count from ever."""
    dated = sum(1 for member in members if member.valid_from is not None)
    missing = len(members) - dated
    words = ngettext(
        "{count} member has no first day and counts as having always been here.",
        "{count} members have no first day and count as having always been here.",
        missing,
    )
    return Coverage(dated, len(members), words.format(count=missing) if missing else "")


def _away(wanted: Wanted, members: Sequence[StaffMember]) -> tuple[str, ...]:
    """In words, who of those counted is on long leave on the day, and for how much."""
    found = roster.leaves(wanted, wanted.last, wanted.last)
    away = {leave.staff_id for leave in found if leave.is_long}
    gone = [member for member in members if member.id in away]
    if not gone:
        return ()
    posts = roster.fte(gone)
    text = ngettext(
        "Of this {posts} is on long leave ({initials}), and is counted.",
        "Of this {posts} are on long leave ({initials}), and are counted.",
        1 if posts == 1 else 2,
    )
    initials = ", ".join(member.initials for member in gone)
    return (text.format(posts=amount(posts, "fte"), initials=initials),)


def _nobody_in_team() -> str:
    return _("Nobody was in the team on this day.")


MAKERS: Mapping[str, Maker] = {
    "caseload": caseload,
    "caseload_with_psychiatrist": caseload_with_psychiatrist,
    "program_size": program_size,
    "mean_fte": mean_fte,
    "peer_worker": peer_worker,
    "psychiatrist": partial(
        _per_hundred,
        code="psychiatrist",
        profession=roster.PSYCHIATRIST,
        what=lambda: _("psychiatrists"),
    ),
    "nurse": partial(_per_hundred, code="nurse", profession="nurse", what=lambda: _("nurses")),
    "substance_specialist": partial(
        _per_hundred,
        code="substance_specialist",
        profession="substance_specialist",
        what=lambda: _("substance-use specialists"),
    ),
    "vocational_specialist": partial(
        _per_hundred,
        code="vocational_specialist",
        profession="employment_specialist",
        what=lambda: _("employment specialists"),
    ),
}
