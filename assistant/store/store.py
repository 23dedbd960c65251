"""The store's front: transactions with everything in them, the fence, erasure, migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from assistant.edge import Edge, real_edge
from assistant.people import Fence
from assistant.settings import Settings
from assistant.store.cases import CaseTable
from assistant.store.crypto import Keyring
from assistant.store.database import WRITE_LIMIT_S, Database
from assistant.store.errors import FenceBroken
from assistant.store.inbox import Claim, Inbox
from assistant.store.ledger import Ledger
from assistant.store.migrations import migrate
from assistant.store.outbox import OutboxTable
from assistant.store.people import People
from assistant.store.talks import Talks
from assistant.store.vault import Vault


class Transaction:
    """Everything one transaction may touch. All of it happens, or none."""

    def __init__(self, connection: Connection, keyring: Keyring) -> None:
        vault = Vault(connection, keyring)
        self.people = People(connection, vault)
        self.inbox = Inbox(connection, vault)
        self.outbox = OutboxTable(connection, vault)
        self.talks = Talks(connection, vault)
        self.cases = CaseTable(connection, vault)
        self.ledger = Ledger(connection)

    def check(self, claim: Claim, fence: Fence) -> None:
        """Lock the person's rows and raise FenceBroken if anything the work was based on has changed."""
        self.inbox.check_claim(claim)
        person = self.people.load(claim.person_id, lock=True)
        version = self.talks.version(claim.person_id)
        found = Fence(claim.number, version, person.consent, person.owner)
        if found != fence:
            changed = [
                name for name in ("talk_version", "consent", "owner") if getattr(found, name) != getattr(fence, name)
            ]
            raise FenceBroken(f"{', '.join(changed)} of person {claim.person_id} changed; work thrown away")

    def erase(self, person_id: str, at: datetime, *, keep_number: bool) -> None:
        """Delete everything said and destroy its key. Opt-out, audit and the opaque id stay, without content.

        keep_number: until the goodbye is sent (see People.erase).
        """
        for table in (self.inbox, self.outbox, self.talks, self.cases):
            table.forget(person_id)
        self.ledger.bodies_due_at_once(person_id, at)
        self.people.erase(person_id, at, keep_number=keep_number)


class Store:
    """The only place that knows SQL."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database, self._keyring = database, keyring

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._database.dialect

    def migrate(self) -> None:
        """Bring the tables to this release's form; safe to run by several processes at once."""
        with self._database.writing() as connection:
            migrate(connection)

    @contextmanager
    def transaction(self, limit_s: float = WRITE_LIMIT_S) -> Iterator[Transaction]:
        """A writing transaction. Raises StoreUnavailable when it cannot begin or commit within `limit_s` seconds."""
        with self._database.writing(limit_s) as connection:
            yield Transaction(connection, self._keyring)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent view, for reading only."""
        with self._database.reading() as connection:
            yield Transaction(connection, self._keyring)

    def forget_freed_pages(self) -> None:
        """After erasing: nothing of the destroyed key stays in SQLite's files."""
        self._database.forget_freed_pages()

    def close(self) -> None:
        self._database.close()


def open_store(settings: Settings, edge: Edge | None = None) -> Store:
    """Open the store behind `settings.database_url`; call `migrate()` once before the first use."""
    random_bytes = (edge or real_edge()).random_bytes
    keyring = Keyring(settings.master_keys, settings.lookup_key, random_bytes)
    return Store(Database(settings.database_url), keyring)
