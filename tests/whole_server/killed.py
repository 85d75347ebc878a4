"""The program at a seat that is going to be killed: it works until then, and tells each deed.

Run as ``python -m tests.whole_server.killed`` with one argument, JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from factdesk.clock import FixedClock
from factdesk.store.server import listening
from factdesk.store.server.address import ServerAddress
from tests.support.people import MONDAY
from tests.support.shared_desks import QUICK
from tests.support.wire import Wire
from tests.whole_server.deeds import Deed, Deeds
from tests.whole_server.seats import Ground, Seat, address_over
from tests.whole_server.working import Weather, Worker


def main(given: dict[str, Any]) -> None:
    """Open the seat and work without end."""
    setattr(listening, "Pace", lambda: QUICK)  # noqa: B010 - the name is another module's
    ground = Ground(
        tuple(given["persons"]), tuple(given["episodes"]), tuple(given["categories"]), MONDAY.date()
    )
    there = ServerAddress.parse(given["address"])
    wire = Wire((there.host, there.port))
    seat = Seat(
        there.role, Path(given["root"]), wire, address_over(wire, there), ground,
        FixedClock(MONDAY), Deeds(listen=_tell),
    )  # fmt: skip
    seat.open()
    assert seat.desk is not None
    weather = Weather(wire, Random(given["seed"] + 1), seat.desk.links.look)
    worker = Worker(seat, given["name"], given["seed"], weather)
    worker.work(given["steps"])
    raise SystemExit(repr(worker.errors) if worker.errors else "nobody killed it")


def _tell(deed: Deed) -> None:
    sys.stdout.write(json.dumps(asdict(deed)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
