"""Rows about who somebody is: person, opt-out, and the end of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, Row, bindparam, delete, func, select, update

from assistant.people import ASSISTANT, OPEN, Pending, Person
from assistant.store import tables
from assistant.store.crypto import Place
from assistant.store.dialect import insert_once, upsert
from assistant.store.errors import NotThere, SealError
from assistant.store.vault import Vault

_person, _opt_out = tables.person, tables.opt_out
_BEGINNING = datetime.fromisoformat("2000-01-01T00:00:00+00:00")  # a claim that nobody holds

# Built once: building a statement takes longer than running it. `the_...` are the values of its conditions.
_PERSONS: Final[Any] = select(
    _person.c.id, _person.c.language, _opt_out.c.where_held, _person.c.owner, _person.c.pending,
    _person.c.pending_at, _person.c.created_at, _person.c.wrapped_key,
).select_from(_person.outerjoin(_opt_out, _opt_out.c.lookup == _person.c.lookup))  # fmt: skip
_BY_NUMBER: Final = _PERSONS.where(_person.c.lookup == bindparam("the_lookup"))
_BY_ID: Final = _PERSONS.where(_person.c.id == bindparam("the_id"), _person.c.erased_at.is_(None))
_BY_ID_LOCKED: Final = _BY_ID.with_for_update(of=_person)
_NUMBER: Final = select(_person.c.sealed_number, _person.c.wrapped_key).where(_person.c.id == bindparam("the_id"))
_LOOKUP: Final = select(_person.c.lookup).where(_person.c.id == bindparam("the_id"))
_OPTED_OUT: Final = (
    select(_opt_out.c.since).join(_person, _person.c.lookup == _opt_out.c.lookup)
    .where(_person.c.id == bindparam("the_id"))
)  # fmt: skip
_SET: Final = update(_person).where(_person.c.id == bindparam("the_id"))


@dataclass(frozen=True)
class Rewrapped:
    """One batch of data keys: how many were wrapped anew, how many no known master key opens, and the last person's id
    (None when there was nothing left)."""

    wrapped: int
    unopened: int
    last: str | None


class People:
    """Find, make, change and erase persons."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def find(self, number: str) -> Person | None:
        """The person with this number (E.164), or None."""
        row = self._connection.execute(_BY_NUMBER, {"the_lookup": self._lookup(number)}).first()
        return self._read(row) if row else None

    def arrive(self, number: str, language: str, new_id: str, at: datetime) -> Person:
        """The person with this number, made under `new_id` when they are new to us."""
        known = self.find(number)
        if known is not None:
            return known
        key = self._vault.keyring.new_data_key()
        self._vault.remember(new_id, key)
        made = insert_once(self._connection, _person, ("lookup",), {
            "id": new_id, "lookup": self._lookup(number), "wrapped_key": self._vault.keyring.wrap(key, new_id),
            "sealed_number": self._vault.seal_text(new_id, _number_place(new_id), number),
            "language": language, "owner": ASSISTANT, "created_at": at,
        })  # fmt: skip
        if made:
            insert_once(self._connection, tables.claim, ("person_id",), {
                "person_id": new_id, "number": 0, "until": _BEGINNING,
            })  # fmt: skip
        found = self.find(number)
        if found is None:
            raise NotThere("a person that was just made is gone; their erasure ran at the same moment, try again")
        return found

    def load(self, person_id: str, *, lock: bool = False) -> Person:
        """Raises NotThere for an id we never gave out, or an erased person."""
        row = self._connection.execute(_BY_ID_LOCKED if lock else _BY_ID, {"the_id": person_id}).first()
        if row is None:
            raise NotThere(f"person {person_id} does not exist or was erased; drop the work for them")
        return self._read(row)

    def number(self, person_id: str) -> str:
        """The phone number, E.164; for sending only. Also there for an erased person until the goodbye is sent."""
        row = self._connection.execute(_NUMBER, {"the_id": person_id}).first()
        if row is None or row.sealed_number is None:
            raise NotThere(f"person {person_id} has no number any more; drop what was to be sent")
        self._vault.hold(person_id, row.wrapped_key)
        return self._vault.open_text(person_id, _number_place(person_id), row.sealed_number)

    def set_language(self, person_id: str, language: str) -> None:
        self._set(person_id, language=language)

    def set_owner(self, person_id: str, owner: str) -> None:
        self._set(person_id, owner=owner)

    def set_pending(self, person_id: str, pending: Pending | None) -> None:
        self._set(person_id, pending=pending and pending.kind, pending_at=pending and pending.at)

    def stop(self, person_id: str, where: str, at: datetime) -> None:
        """No more texts; `where` is people.STOPPED (ours) or people.BLOCKED (the provider's, which outweighs ours)."""
        lookup = self._lookup_of(person_id)
        if lookup is not None:
            upsert(self._connection, _opt_out, ("lookup",), {"lookup": lookup, "where_held": where, "since": at})

    def start(self, person_id: str) -> None:
        self._connection.execute(delete(_opt_out).where(_opt_out.c.lookup == self._lookup_of(person_id)))

    def erase(self, person_id: str, at: datetime, *, keep_number: bool) -> None:
        """Destroy the data key and with it everything said. The opt-out, if any, stays under the number's HMAC.

        keep_number: the goodbye must still be sent, so the number alone is sealed again under a new key, which
        `forget_number` destroys once the goodbye is over.
        """
        values: dict[str, Any] = dict.fromkeys(
            ("lookup", "wrapped_key", "sealed_number", "pending", "pending_at"), None
        ) | {"owner": ASSISTANT, "erased_at": at}
        if keep_number:
            number, key = self.number(person_id), self._vault.keyring.new_data_key()
            self._vault.remember(person_id, key)
            values["wrapped_key"] = self._vault.keyring.wrap(key, person_id)
            values["sealed_number"] = self._vault.seal_text(person_id, _number_place(person_id), number)
        self._set(person_id, **values)

    def forget_number(self, person_id: str) -> None:
        """The goodbye to an erased person is over."""
        self._set(person_id, wrapped_key=None, sealed_number=None)

    def texts_may_go(self, person_id: str) -> bool:
        """Whether this number holds no opt-out; also for an erased person, whose goodbye was allowed before."""
        return self._connection.execute(_OPTED_OUT, {"the_id": person_id}).first() is None

    def erased_with_number(self) -> tuple[tuple[str, datetime], ...]:
        """Erased persons, with the time, whose goodbye may still be under way."""
        query = select(_person.c.id, _person.c.erased_at)
        query = query.where(_person.c.erased_at.is_not(None), _person.c.wrapped_key.is_not(None))
        return tuple((row.id, row.erased_at) for row in self._connection.execute(query))

    def rewrap(self, after: str, limit: int) -> Rewrapped:
        """Wrap the next data keys that an older master key wraps by the newest one, in the order of ids after `after`.

        The rows stay locked until the transaction ends, so that no key of a person who is being erased comes back.
        """
        keyring = self._vault.keyring
        newest = keyring.newest_head
        older = func.substr(_person.c.wrapped_key, 1, len(newest), type_=LargeBinary) != newest
        query = select(_person.c.id, _person.c.wrapped_key).where(older, _person.c.id > after)
        rows = self._connection.execute(query.order_by(_person.c.id).limit(limit).with_for_update()).all()
        unopened = 0
        for person_id, wrapped in rows:
            try:
                self._set(person_id, wrapped_key=keyring.wrap(keyring.unwrap(wrapped, person_id), person_id))
            except SealError:
                unopened += 1
        return Rewrapped(len(rows) - unopened, unopened, rows[-1].id if rows else None)

    def _set(self, person_id: str, **values: object) -> None:
        self._connection.execute(_SET, {"the_id": person_id, **values})

    def _read(self, row: Row[Any]) -> Person:
        self._vault.hold(row.id, row.wrapped_key)
        pending = Pending(row.pending, row.pending_at) if row.pending else None
        return Person(row.id, row.language, row.where_held or OPEN, row.owner, pending, row.created_at)

    def _lookup_of(self, person_id: str) -> bytes | None:
        return self._connection.execute(_LOOKUP, {"the_id": person_id}).scalar()

    def _lookup(self, number: str) -> bytes:
        return self._vault.keyring.lookup("number", number)


def _number_place(person_id: str) -> Place:
    return Place("person", "sealed_number", person_id)
