"""Who the team of the tests is, wherever its data lies."""

from __future__ import annotations

from datetime import datetime

from factdesk.clock import OSLO
from factdesk.store.folder.slots import KdfCost
from factdesk.team.tables import EmployerKind

#: The cheapest slot the header accepts; real folders are tuned.
CHEAP = KdfCost(memory_kib=64 * 1024, time=1, lanes=4)
PASSPHRASE = "kanel tavle fjord 1926 sykkel"  # a test's own, opens nothing else
ADMINISTRATOR = "Marit Holm"
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=OSLO)
EMPLOYERS = (
    ("Fjellbygda kommune", EmployerKind.MUNICIPALITY),
    ("Nordfjell HF", EmployerKind.HEALTH_TRUST),
)
