"""The schema and its revisions: create, ask, upgrade, refuse what is newer."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

#: The newest revision this program knows; a test keeps it equal to the newest script.
HEAD = "0010"

SCRIPTS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision of an open database; ``None`` where it has no FACTdesk tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _configuration(connection: Connection, scripts: Path | None) -> Any:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(scripts or SCRIPTS))
    configuration.attributes["connection"] = connection
    return configuration


def known_revisions(scripts: Path | None = None) -> list[str]:
    """Every revision this program has a script for, oldest first."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    configuration = Config()
    configuration.set_main_option("script_location", str(scripts or SCRIPTS))
    directory = ScriptDirectory.from_config(configuration)
    return [script.revision for script in directory.walk_revisions()][::-1]


def upgrade(connection: Connection, target: str = "head", scripts: Path | None = None) -> None:
    """Bring the database to a revision, all in the connection's one transaction.

    On SQLite foreign keys must be off from before the transaction, because batch mode rebuilds
    tables; they are checked before it ends.
    """
    from alembic import command

    command.upgrade(_configuration(connection, scripts), target)
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the upgrade broke {len(broken)} references")


def downgrade(connection: Connection, target: str, scripts: Path | None = None) -> None:
    """Take the database back to a revision; used by the tests of the revisions."""
    from alembic import command

    command.downgrade(_configuration(connection, scripts), target)
