"""Seals and opens values under the data keys of persons, within one transaction."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from assistant.store import tables
from assistant.store.crypto import Keyring, Place, open_sealed, seal
from assistant.store.errors import NotThere

_WRAPPED_KEY: Final = select(tables.person.c.wrapped_key).where(tables.person.c.id == bindparam("the_person"))


class Vault:
    """Data keys unwrapped at most once per transaction; never kept longer."""

    def __init__(self, connection: Connection, keyring: Keyring) -> None:
        self._connection, self._keyring = connection, keyring
        self._keys: dict[str, bytes] = {}
        self._wrapped: dict[str, bytes | None] = {}

    @property
    def keyring(self) -> Keyring:
        return self._keyring

    def remember(self, person_id: str, data_key: bytes) -> None:
        """A key made in this transaction."""
        self._keys[person_id] = data_key

    def hold(self, person_id: str, wrapped_key: bytes | None) -> None:
        """A wrapped key that another statement of this transaction has read; it spares a statement for it alone."""
        self._wrapped[person_id] = wrapped_key

    def seal_text(self, person_id: str, place: Place, plain: str) -> bytes:
        return seal(self._key(person_id), plain.encode(), place, self._keyring.random_bytes)

    def open_text(self, person_id: str, place: Place, sealed: bytes) -> str:
        return open_sealed(self._key(person_id), sealed, place).decode()

    def seal_json(self, person_id: str, place: Place, plain: object) -> bytes:
        return self.seal_text(person_id, place, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))

    def open_json(self, person_id: str, place: Place, sealed: bytes) -> Any:
        return json.loads(self.open_text(person_id, place, sealed))

    def _key(self, person_id: str) -> bytes:
        if person_id not in self._keys:
            wrapped = self._wrapped.get(person_id)
            if wrapped is None:
                wrapped = self._connection.execute(_WRAPPED_KEY, {"the_person": person_id}).scalar()
            if wrapped is None:
                raise NotThere(f"person {person_id} does not exist or was erased; drop the work for them")
            self._keys[person_id] = self._keyring.unwrap(wrapped, person_id)
        return self._keys[person_id]
