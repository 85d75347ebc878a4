"""The demonstration: a made-up team in a window, or as pictures and papers in a folder."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import sys
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.errors import KnownError
from factdesk.words import _, in_language, set_language

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.coordination.facts import PersonLine
    from factdesk.desk import Desk

#: Who is signed in, and what the team is called.
_USER, _TEAM = "Marit Holm", "FACT Fjellbygda"
_STORE_NAME, _PASSPHRASE_NAME = "team", "passphrase.txt"
_PAPERS = ("board", "day-list", "minutes")
#: Papers of one person, by the name of the file.
_OF_PERSON = {
    "individual-plan": "plan",
    "crisis-plan": "crisis-plan",
    "pocket-card": "pocket-card",
    "consents": "consents",
    "plan-meeting": "plan-meeting",
}


def add_commands(commands: Any) -> None:
    """Add it to the parser."""
    demo = commands.add_parser(
        "demo", help=_("a made-up team: a window, or pictures and papers in a folder")
    )
    demo.add_argument("--out", type=Path, metavar="DIR", help=_("write into a folder, no window"))
    demo.add_argument("--seed", type=int, default=1, metavar="S", help=argparse.SUPPRESS)
    demo.add_argument("--day", metavar="DATE", help=argparse.SUPPRESS)
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    if options.out is not None:
        return _into_folder(options.out, options.seed, _chosen_day(options.day))
    if not _has_display():
        out = Path("factdesk-demo")
        status = _into_folder(out, options.seed, _chosen_day(options.day))
        print(_("No display here: everything is in {folder}.").format(folder=out.resolve()))
        return status
    return _in_window(options.seed)


def _in_window(seed: int) -> int:
    from factdesk.clock import SystemClock
    from ui.application import run

    with tempfile.TemporaryDirectory(prefix="factdesk-demo-") as folder:
        print(_("Making the team …"), file=sys.stderr)
        desk, passphrase = _make_team(Path(folder) / _STORE_NAME, seed, SystemClock())
        told = _("The passphrase, for when it locks itself: {passphrase}")
        print(told.format(passphrase=passphrase), file=sys.stderr)
        return run(desk)


def _into_folder(out: Path, seed: int, day: date) -> int:
    """The store with its passphrase, the papers, the pictures."""
    from factdesk.clock import OSLO, FixedClock
    from factdesk.opening import open_team
    from factdesk.store.folder.files import known_disk_errors

    clock = FixedClock(datetime.combine(day, time(8, 30), OSLO))
    with known_disk_errors():
        out.mkdir(parents=True, exist_ok=True)
        _clear_last(out)
    print(_("Making the team …"), file=sys.stderr)
    desk, passphrase = _make_team(out / _STORE_NAME, seed, clock)
    with desk, known_disk_errors():
        file = out / _PASSPHRASE_NAME
        file.touch(mode=0o600)
        file.write_text(passphrase + "\n", encoding="utf-8")
        person = _with_plans(desk)
    print(_("Making the pictures …"), file=sys.stderr)
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.pictures import take_pictures

    papers = _("Making the papers …")  # the terminal's language, and then the team's
    set_language("nb")
    take_pictures(open_team(out / _STORE_NAME, passphrase, clock=clock), out, with_plans=person)
    print(papers, file=sys.stderr)
    with open_team(out / _STORE_NAME, passphrase, clock=clock) as desk, known_disk_errors():
        _finish_assessment(desk)
        _write_papers(desk, out, person)
    return 0


def _make_team(path: Path, seed: int, clock: Clock) -> tuple[Desk, str]:
    """A team folder filled by the simulation; the open desk and its passphrase.

    With two assessments: a year ago, signed, and now, in work.
    """
    from factdesk.cli.simulating import Meter
    from factdesk.clock import ShiftedClock
    from factdesk.opening import create_team
    from factdesk.simulation.assessing import assess_a_year_ago, begin
    from factdesk.simulation.filling import fill
    from factdesk.simulation.wish import Wish
    from factdesk.team.tables import EmployerKind, Model

    passphrase, shifted = secrets.token_urlsafe(24), ShiftedClock(clock)
    desk, _recovery_key = create_team(
        path,
        team=_TEAM,
        model=Model.FACT,
        user=_USER,
        passphrase=passphrase,
        employers=(
            ("Fjellbygda kommune", EmployerKind.MUNICIPALITY),
            ("Nordfjell HF", EmployerKind.HEALTH_TRUST),
        ),
        clock=shifted,
    )
    try:
        with in_language("nb"):
            fill(desk, Wish(clock.today(), seed), Meter())
            assess_a_year_ago(desk, shifted)
            begin(desk)
    except BaseException:
        desk.close()
        raise
    return desk, passphrase


def _finish_assessment(desk: Desk) -> None:
    """Settle and sign the assessment that the pictures show in work."""
    from factdesk.assessments.views import Assessments
    from factdesk.simulation.assessing import finish

    finish(desk, desk.see(Assessments())[0].id)


def _write_papers(desk: Desk, out: Path, person: str) -> None:
    from factdesk.board.meeting_views import Meetings
    from factdesk.papers.making import PaperOf, make

    meetings = desk.see(Meetings(1))
    for kind in _PAPERS:
        row = meetings[0].id if kind == "minutes" and meetings else None
        paper = make(desk, PaperOf(kind, row_id=row, language="nb"))
        (out / f"{kind}.pdf").write_bytes(paper.content)
    paper = make(desk, PaperOf("assessment", language="nb"))
    (out / "fidelity-report.pdf").write_bytes(paper.content)
    for name, kind in _OF_PERSON.items():
        paper = make(desk, PaperOf(kind, person_id=person, language="nb"))
        (out / f"{name}.pdf").write_bytes(paper.content)


def _with_plans(desk: Desk) -> str:
    """One of the user's own persons whose plans and meeting are all there to be shown."""
    from factdesk.coordination.views import MyPeople

    def richness(line: PersonLine) -> tuple[bool, int, int, str]:
        met = sum(line.points_met or ())
        age = -(line.plan_on or date.max).toordinal()
        return line.crisis_plan_on is not None, met, age, line.name

    return max(desk.see(MyPeople()).rows, key=richness).person_id


def _clear_last(out: Path) -> None:
    """Take the demonstration before this one away; a folder of anybody else stays untouched."""
    store, passphrase = out / _STORE_NAME, out / _PASSPHRASE_NAME
    if store.exists():
        if not passphrase.exists():
            raise KnownError(
                _("{folder} is there already and is no demonstration.").format(folder=store),
                _("Nothing was written. Choose another folder."),
            )
        shutil.rmtree(store)
    passphrase.unlink(missing_ok=True)


def _chosen_day(given: str | None) -> date:
    """The day given, or today; a weekend becomes the Friday before, because it has no meeting."""
    from factdesk.cli.printing import read_day
    from factdesk.clock import SystemClock

    day = read_day(given) or SystemClock().today()
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
