"""Stores for the spine's tests: each test that takes `store` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.settings import Settings
from assistant.store import Store, database, open_store
from tests.support import postgres
from tests.support.house import PinnedEdge, settings_for
from tests.support.rig import Rig
from tests.support.scripted_engine import ScriptedEngine

AS_SHIPPED = database.SYNCHRONOUS


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk() -> Iterator[None]:
    """These tests kill nothing: SQLite need not wait for the disk. `store/test_sqlite.py` looks at what is shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def synchronous_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SYNCHRONOUS", AS_SHIPPED)


@pytest.fixture
def edge() -> PinnedEdge:
    return PinnedEdge()


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """One cluster for the session; each test gets a database of its own in it."""
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database that the tests' own are copied from."""
    migrate(settings_for(tmp_path_factory.mktemp("template"), DATABASE_URL=postgres_cluster))
    return "postgres"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file that the tests' own are copied from."""
    folder = tmp_path_factory.mktemp("template")
    migrate(settings_for(folder))
    return folder / "handrail.db"


def migrate(settings: Settings) -> None:
    opened = open_store(settings)
    opened.migrate()
    opened.close()


@pytest.fixture
def postgres_url(postgres_cluster: str, postgres_template: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    url = postgres_cluster.replace("postgresql:", "postgresql+psycopg:").replace("/postgres?", "/template1?")
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_template}"))
    yield postgres_cluster.replace("/postgres?", f"/{name}?")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "handrail.db")
        return settings_for(tmp_path)
    return settings_for(tmp_path, DATABASE_URL=request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(settings: Settings, edge: PinnedEdge) -> Iterator[Store]:
    opened = open_store(settings, edge.edge())
    yield opened
    opened.close()


@pytest.fixture
def rig(settings: Settings, store: Store, edge: PinnedEdge, tmp_path: Path) -> Iterator[Rig]:
    """A whole spine around a scripted engine and a scripted provider."""
    with ScriptedEngine(settings.engine_socket) as engine:
        yield Rig(settings, store, edge, engine)
