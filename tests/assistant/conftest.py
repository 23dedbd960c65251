"""Stores for the spine's tests: each test that takes `store` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.settings import Settings
from assistant.store import Store, open_store
from tests.support import postgres
from tests.support.house import PinnedEdge, settings_for


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


@pytest.fixture
def postgres_url(postgres_cluster: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    server = create_engine(postgres_cluster.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_cluster.replace("/postgres?", f"/{name}?")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return settings_for(tmp_path)
    return settings_for(tmp_path, DATABASE_URL=request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(settings: Settings, edge: PinnedEdge) -> Iterator[Store]:
    opened = open_store(settings, edge.edge())
    opened.migrate()
    yield opened
    opened.close()
