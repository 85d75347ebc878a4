from pathlib import Path

import pytest

from factdesk import moving, opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.opening_server import open_server
from factdesk.store.check import check
from factdesk.store.folder.refusals import FolderMoved
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.desks import ADMINISTRATOR, PASSPHRASE
from tests.support.moving import Place, everything


def test_a_team_that_is_moved_to_a_server_is_there_whole_and_the_folder_is_closed(
    desk: Desk, make: Make, place: Place, team_folder: Path, clock: FixedClock
) -> None:
    person = make.person("Nils Utsi")
    make.staff("Tove Kvam")
    before = everything(desk)
    done = moving.upload(desk, place.administrator, PASSPHRASE)
    assert done.trouble is None
    assert everything(desk) == before
    with open_server(place.user(), PASSPHRASE, clock) as there:
        assert there.actor.id == desk.actor.id
        assert all(step.is_in_order for step in check(there.store, None))
        after = everything(there)
        assert there.see(TheTeam()).member(desk.actor.id).user_name == "marit.holm"
    assert {name for name in after if after[name] != before[name]} == {
        "acts", "change_counter", "change_log", "staff",
    }  # fmt: skip
    assert set(before["change_log"]) < set(after["change_log"])
    assert set(before["acts"]) < set(after["acts"])
    assert any(person in row for row in after["persons"])
    desk.close()
    with pytest.raises(FolderMoved, match="marit.holm@127.0.0.1"):
        opening.open_team(team_folder, PASSPHRASE, ADMINISTRATOR)
