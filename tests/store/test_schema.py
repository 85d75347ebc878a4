"""The revisions: head equals the mapped classes, each goes up and down, newer is refused."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store import schema
from factdesk.store.base import Base
from factdesk.store.folder import cipher
from factdesk.store.folder.refusals import NewerStore, NoSpace
from factdesk.store.folder.team_folder import TeamFolder
from tests.support.builders import Make
from tests.support.desks import CHEAP, PASSPHRASE


def test_head_is_the_newest_script() -> None:
    assert schema.known_revisions()[-1] == schema.HEAD


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def test_head_equals_the_mapped_classes(desk: Desk) -> None:
    with desk.store.engine.connect() as connection:
        # A file heeds no length, so its log was not rebuilt when the hashes became longer.
        told = [repr(each) for each in differences(connection)]
    hashes = ("'change_log', 'previous_hash'", "'change_log', 'hash'")
    assert [each for each in told if not any(name in each for name in hashes)] == []


def test_head_equals_the_mapped_classes_on_postgresql_before_teams_are_put_in(
    postgres_database: str,
) -> None:
    engine = create_engine(postgres_database, poolclass=NullPool)
    with engine.begin() as connection:
        schema.upgrade(connection)
        assert differences(connection) == []


def test_every_revision_goes_down_and_up_again(postgres_database: str) -> None:
    engine = create_engine(postgres_database, poolclass=NullPool)
    for revision in schema.known_revisions():
        with engine.begin() as connection:
            schema.upgrade(connection, revision)
    for revision in [*schema.known_revisions()[-2::-1], "base"]:
        with engine.begin() as connection:
            schema.downgrade(connection, revision)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def set_revision(folder: TeamFolder, revision: str) -> None:
    connection = folder.connect()
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_a_newer_store_is_refused_and_unchanged(team_folder: Path) -> None:
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        set_revision(folder, "9999")
    before = (team_folder / "factdesk.db").read_bytes()
    with pytest.raises(NewerStore):
        opening.open_team(team_folder, PASSPHRASE)
    assert (team_folder / "factdesk.db").read_bytes() == before


def test_an_older_store_is_copied_and_then_brought_to_head(
    team_folder: Path, clock: FixedClock, make: Make, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a script of the next program version the store goes up, and the copy stays behind."""
    person = make.person("Åse", "Ødegård")
    desk.close()
    scripts = team_folder.parent / "scripts"
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9000_next.py").write_text(
        '"""Next."""\nimport sqlalchemy as sa\nfrom alembic import op\n'
        f'revision = "9000"\ndown_revision = "{schema.HEAD}"\n'
        "def upgrade():\n"
        '    with op.batch_alter_table("persons", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("extra", sa.Text()))\n'
    )
    monkeypatch.setattr(schema, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "HEAD", "9000")
    with (
        opening.open_team(team_folder, PASSPHRASE, clock=clock) as again,
        again.store.reading(again.actor) as reader,
    ):
        rows = reader.session.execute(text("SELECT id, extra FROM persons")).all()
        assert rows == [(person, None)]
        assert reader.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    copies = list((team_folder / "backups").iterdir())
    assert [copy.name for copy in copies] == ["before-9000.db"]
    assert not copies[0].read_bytes().startswith(b"SQLite format 3")


@pytest.fixture
def bad_upgrade(team_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A next program version whose revision fails half-way."""
    scripts = team_folder.parent / "scripts"
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9000_bad.py").write_text(
        '"""Bad."""\nfrom alembic import op\n'
        f'revision = "9000"\ndown_revision = "{schema.HEAD}"\n'
        'def upgrade():\n    op.execute("DELETE FROM staff")\n    op.execute("NONSENSE")\n'
    )
    monkeypatch.setattr(schema, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "HEAD", "9000")


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_failing_upgrade_changes_nothing_and_can_be_tried_again(
    team_folder: Path, bad_upgrade: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _attempt in range(2):
        with pytest.raises(Exception, match="NONSENSE"):
            opening.open_team(team_folder, PASSPHRASE)
        assert names_in(team_folder / "backups") == ["before-9000.db"]
        assert "factdesk.db-wal" not in names_in(team_folder)
    monkeypatch.undo()
    with opening.open_team(team_folder, PASSPHRASE) as desk:
        assert desk.actor.name == "Marit Holm"


def test_an_upgrade_killed_while_it_copied_is_begun_anew(
    team_folder: Path, bad_upgrade: None
) -> None:
    (team_folder / "backups").mkdir(exist_ok=True)
    (team_folder / "backups" / "before-9000.db.new").write_bytes(b"half a copy")
    with pytest.raises(Exception, match="NONSENSE"):
        opening.open_team(team_folder, PASSPHRASE)
    assert names_in(team_folder / "backups") == ["before-9000.db"]


def test_without_room_for_the_copy_nothing_is_upgraded(
    team_folder: Path, bad_upgrade: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, _target: object, file: Path) -> None:
        file.write_bytes(b"half a copy")
        raise NoSpace

    monkeypatch.setattr(cipher, "copy", full)
    with pytest.raises(NoSpace):
        opening.open_team(team_folder, PASSPHRASE)
    assert names_in(team_folder / "backups") == []


def test_a_copy_on_a_full_disk_is_told_as_such(team_folder: Path, tmp_path: Path) -> None:
    """SQLite's own words for a full disk become the user's."""
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        target = tmp_path / "copy.db"
        target.touch()
        with closing(folder.connect()) as source:
            copy = cipher.connect(target, folder._database_key, folder._header.cipher_salt)
            copy.execute("PRAGMA max_page_count = 1")
            with closing(copy), pytest.raises(NoSpace):
                cipher.copy(source, copy, target)


def test_a_folder_whose_making_was_killed_says_so(tmp_path: Path) -> None:
    TeamFolder.create(tmp_path / "team", "Marit Holm", PASSPHRASE, CHEAP)[0].close()
    with pytest.raises(KnownError, match="never finished"):
        opening.open_team(tmp_path / "team", PASSPHRASE)
