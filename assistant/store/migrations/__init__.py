"""Changes of the tables, oldest first, run by Alembic inside one transaction of ours."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_LOCK = 4_926_021  # any number, the same in all releases: one migrating process at a time on PostgreSQL


def config_for(connection: Connection) -> Config:
    """Alembic's configuration, without a file: the scripts beside this module, on this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Bring the database to the newest form; does nothing when it is there already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    command.upgrade(config_for(connection), "head")
