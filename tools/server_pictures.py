"""Pictures of a team on a server: the way in, a shared meeting, and a seat that is away.

Makes a PostgreSQL of its own with a made-up team in it, and takes it away again.
Usage: `python -m tools.server_pictures FOLDER DAY`; `make pictures` calls it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from factdesk.board.actions.add_task import AddTask
from factdesk.board.views import Board
from factdesk.clock import OSLO, Clock, FixedClock, ShiftedClock
from factdesk.contacts.actions.register_contact import RegisterContact
from factdesk.desk import Desk
from factdesk.opening_seat import open_seat
from factdesk.opening_server import NewTeam, make_server_team, open_server
from factdesk.people.actions.notes import AddNote
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server.address import ServerAddress
from factdesk.team.tables import EmployerKind, Model
from factdesk.words import set_language
from tests.support.cluster import Cluster, running
from ui.application import make_application, open_settings
from ui.home import Background
from ui.pictures import Shot, go_through
from ui.shell.link_panel import LinkPanel
from ui.shell.link_words import WHOLE
from ui.unlock.page import UnlockPage
from ui.waiting.dialog import WaitingDialog
from ui.window import Window

_DATABASE, _PASSPHRASE = "factdesk", "kofte sopp trapp lampe bølge"
_EMPLOYERS = (
    ("Fjellbygda kommune", EmployerKind.MUNICIPALITY),
    ("Nordfjell HF", EmployerKind.HEALTH_TRUST),
)


def main() -> int:
    """Take every picture into the folder."""
    folder, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    set_language("nb")
    _app = make_application(["factdesk"])  # kept: it goes with its last name
    clock = FixedClock(datetime.combine(day, time(8, 30), OSLO))
    with tempfile.TemporaryDirectory(prefix="factdesk-pictures-") as scratch, running() as cluster:
        _way_in(folder, Path(scratch))
        address = _team(cluster, clock)
        desk = open_seat(address, _PASSPHRASE, clock, Path(scratch) / "seats")
        go_through(desk, folder, lambda window: _shots(window, desk, cluster))
        cluster.start()
    return 0


def _way_in(folder: Path, scratch: Path) -> None:
    """The form that asks for a server."""
    background = Background()
    page = UnlockPage(background, open_settings(scratch / "way-in.ini"))
    page.resize(1280, 800)
    page.show()
    page.form.use_server()
    page.form.server.address.setText("db.example.no/factdesk")
    page.form.server.user.setText("marit.holm")
    page.form.grab().save(str(folder / "server-unlock.png"))
    page.close()
    page.deleteLater()
    background.close()


def _team(cluster: Cluster, clock: Clock) -> ServerAddress:
    """A made-up team on the server; the address of its first user."""
    with cluster.connect() as connection:
        connection.execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    shifted = ShiftedClock(clock)
    new = NewTeam("FACT Fjellbygda", Model.FACT, "Marit Holm", _EMPLOYERS, "nb")
    admin = ServerAddress.parse(cluster.url(_DATABASE, "postgresql"))
    make_server_team(admin, new, _PASSPHRASE, shifted)
    address = ServerAddress.parse(cluster.address("marit.holm", _DATABASE))
    with open_server(address, _PASSPHRASE, shifted) as desk:
        fill(desk, Wish(clock.today(), 1), lambda _done, _all: True)
    return address


def _shots(window: Window, desk: Desk, cluster: Cluster) -> Iterator[Shot]:
    """What is shown of a seat; leaves the server stopped."""
    workplace, routes = window.workplace, window.routes
    while workplace is None or routes is None or workplace.bridge.link.copied != WHOLE:
        yield Shot(lambda: None)
        workplace, routes = window.workplace, window.routes
    place, ways = workplace, routes

    def panel() -> QWidget | None:
        return place.findChild(LinkPanel)

    def start_meeting() -> None:
        if ways.meeting is not None:
            ways.meeting.start_panel.start.click()

    def close(dialog: QWidget | None) -> None:
        if dialog is not None:
            dialog.close()
            dialog.setParent(None)

    yield Shot(place.show_link, "server-live.png", panel)
    yield Shot(lambda: close(panel()))
    yield Shot(ways.show_meeting)
    yield Shot(start_meeting, "server-meeting.png")
    yield Shot(ways.close)
    yield Shot(lambda: _cut(desk, cluster))
    while not place.bridge.link.is_away:
        yield Shot(lambda: None)
    yield Shot(lambda: _write_away(desk))
    yield Shot(lambda: place.show_page("board"), "server-away.png")
    yield Shot(place.show_link, "server-away-panel.png", panel)
    yield Shot(lambda: close(panel()))
    yield Shot(ways.show_waiting, "server-waiting.png", lambda: place.findChild(WaitingDialog))


def _cut(desk: Desk, cluster: Cluster) -> None:
    """Stop the server once the copy has followed."""
    if isinstance(desk.store, SeatStore):
        desk.store.settle()
    cluster.stop()


def _write_away(desk: Desk) -> None:
    """Three things that wait for the server."""
    person = desk.see(Board()).rows[0].person_id
    start = desk.clock.now() - timedelta(hours=1)
    desk.do(RegisterContact(person, (desk.actor.id,), start, short_note="Sov bedre i natt"))
    desk.do(AddNote(person, "Ringte søsteren. Hun kommer på tirsdag."))
    desk.do(AddTask(person, "Bestille time hos tannlegen", desk.actor.id))


if __name__ == "__main__":
    sys.exit(main())
