"""The command that fills an empty store with a made-up team."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.words import _


def add_commands(commands: Any) -> None:
    """Add it to the parser."""
    simulate = commands.add_parser("simulate", help=_("fill a new, empty team with made-up people"))
    add_store_options(simulate)
    simulate.add_argument("--people", type=int, default=90, metavar="N", help=_("how many persons"))
    simulate.add_argument(
        "--days", type=int, default=548, metavar="N", help=_("how many days back from today")
    )
    simulate.add_argument(
        "--seed", type=int, default=1, metavar="S", help=_("the same seed gives the same team")
    )
    simulate.set_defaults(run=_simulate)


def _simulate(options: argparse.Namespace) -> int:
    from factdesk.simulation.filling import fill
    from factdesk.simulation.wish import Wish

    with open_desk(options) as desk:
        wish = Wish(desk.clock.today(), options.seed, options.people, options.days)
        count = fill(desk, wish, Meter())
    print(_("The team is filled: {count} rows.").format(count=count))
    return 0


class Meter:
    """Tells the progress on standard error: in place on a terminal, else every tenth part."""

    def __init__(self) -> None:
        self._told = -1
        self._began = time.monotonic()

    def __call__(self, written: int, total: int) -> bool:
        """Tell how far it is; never stops (that is what Ctrl+C is for)."""
        percent = written * 100 // max(total, 1)
        is_terminal = sys.stderr.isatty()
        step = percent if is_terminal else percent // 10
        if step != self._told:
            self._told = step
            seconds = time.monotonic() - self._began
            text = _("{percent} % · {written} of {total} rows · {seconds} s").format(
                percent=percent, written=written, total=total, seconds=round(seconds)
            )
            end = "\n" if not is_terminal or written >= total else ""
            print(f"\r{text}" if is_terminal else text, file=sys.stderr, end=end, flush=True)
        return True
