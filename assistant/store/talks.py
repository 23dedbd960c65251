"""Where each talk stands, the facts learnt in it, and what was concluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from assistant.facts import Fact
from assistant.protocol.turn import Learnt
from assistant.store import tables
from assistant.store.crypto import Place
from assistant.store.vault import Vault
from entitlements.values import FactValue, value_from_json, value_to_json

_talk, _fact, _determination = tables.talk, tables.fact, tables.determination

# Built once: building a statement takes longer than running it. `the_...` are the values of its conditions.
_LOAD: Final = select(_talk).where(_talk.c.person_id == bindparam("the_person"))
_VERSION: Final = select(_talk.c.version).where(_talk.c.person_id == bindparam("the_person")).with_for_update()
_SAVE: Final = update(_talk).where(_talk.c.person_id == bindparam("the_person"))
_BEGIN: Final = insert(_talk)
_FACTS: Final = select(_fact).where(_fact.c.person_id == bindparam("the_person")).order_by(_fact.c.position)
_NEWEST_FACT: Final = select(func.max(_fact.c.position)).where(_fact.c.person_id == bindparam("the_person"))
_RECORD: Final = insert(_fact)
_CONCLUDE: Final = insert(_determination)


@dataclass(frozen=True)
class TalkRow:
    """Where a talk stands. version 0: there was no turn yet. state: the protocol's JSON, or None."""

    version: int
    state: dict[str, Any] | None
    pack: str
    pack_since: datetime | None
    turn_at: datetime | None
    said_from: int


@dataclass(frozen=True)
class StoredDetermination:
    """One conclusion with all that is needed to repeat it: pack, day and the facts by id."""

    id: str
    turn_id: str
    at: datetime
    pack: str
    on_date: date
    content: Any


class Talks:
    """Read and write the talk of a person."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def version(self, person_id: str) -> int:
        """How many turns the talk has had; its row stays locked until the transaction ends."""
        return self._connection.execute(_VERSION, {"the_person": person_id}).scalar() or 0

    def load(self, person_id: str) -> TalkRow:
        row = self._connection.execute(_LOAD, {"the_person": person_id}).first()
        if row is None:
            return TalkRow(0, None, "", None, None, 0)
        state = None
        if row.sealed_state is not None:
            state = self._vault.open_json(person_id, _state_place(person_id), row.sealed_state)
        return TalkRow(row.version, state, row.pack, row.pack_since, row.turn_at, row.said_from)

    def save(self, person_id: str, talk: TalkRow) -> None:
        """Write the talk after a turn; the caller has checked the version under the fence."""
        sealed = self._vault.seal_json(person_id, _state_place(person_id), talk.state) if talk.state else None
        values = {
            "version": talk.version, "sealed_state": sealed, "pack": talk.pack, "pack_since": talk.pack_since,
            "turn_at": talk.turn_at, "said_from": talk.said_from,
        }  # fmt: skip
        if not self._connection.execute(_SAVE, {"the_person": person_id, **values}).rowcount:
            self._connection.execute(_BEGIN, {"person_id": person_id, **values})

    def facts(self, person_id: str) -> tuple[Fact, ...]:
        """Everything ever recorded about the person, oldest first; `assistant.facts.standing` says what counts."""
        rows = self._connection.execute(_FACTS, {"the_person": person_id})
        return tuple(self._read_fact(row) for row in rows)

    def newest_fact(self, person_id: str) -> int:
        """The position of the newest recorded fact; 0 when there is none."""
        return self._connection.execute(_NEWEST_FACT, {"the_person": person_id}).scalar() or 0

    def learn(self, person_id: str, turn_id: str, learnt: Iterable[tuple[str, Learnt, str]], at: datetime) -> None:
        """Record (new id, what was learnt, how it is known)."""
        for fact_id, item, how in learnt:
            self.record_fact(
                person_id, fact_id, item.member, item.fact, item.value, how, at,
                words=item.words, reader=item.reader, confidence=item.confidence, turn_id=turn_id,
            )  # fmt: skip

    def record_fact(
        self, person_id: str, fact_id: str, member: str, fact: str, value: FactValue | None, how: str, at: datetime,
        *, words: str = "", reader: str = "", confidence: float = 1.0, turn_id: str | None = None,
    ) -> None:  # fmt: skip
        """Add one row; facts are never overwritten. how: one of assistant.facts.RANKS. value None: withdrawn."""
        content = {
            "member": member, "fact": fact, "value": None if value is None else value_to_json(value),
            "words": words, "reader": reader, "confidence": confidence,
        }  # fmt: skip
        self._connection.execute(_RECORD, {
            "id": fact_id, "person_id": person_id, "turn_id": turn_id, "how": how, "at": at,
            "sealed_content": self._vault.seal_json(person_id, _fact_place(fact_id), content),
        })  # fmt: skip

    def conclude(self, person_id: str, row: StoredDetermination) -> None:
        place = Place("determination", "sealed_content", row.id)
        self._connection.execute(_CONCLUDE, {
            "id": row.id, "person_id": person_id, "turn_id": row.turn_id, "at": row.at, "pack": row.pack,
            "on_date": row.on_date, "sealed_content": self._vault.seal_json(person_id, place, row.content),
        })  # fmt: skip

    def determinations(self, person_id: str) -> tuple[StoredDetermination, ...]:
        """Newest first."""
        query = select(_determination).where(_determination.c.person_id == person_id)
        rows = self._connection.execute(query.order_by(_determination.c.at.desc()))
        return tuple(
            StoredDetermination(
                row.id, row.turn_id, row.at, row.pack, row.on_date,
                self._vault.open_json(person_id, Place("determination", "sealed_content", row.id), row.sealed_content),
            )
            for row in rows
        )  # fmt: skip

    def forget(self, person_id: str) -> None:
        for table in (_talk, _fact, _determination):
            self._connection.execute(delete(table).where(table.c.person_id == person_id))

    def _read_fact(self, row: Any) -> Fact:
        content = self._vault.open_json(row.person_id, _fact_place(row.id), row.sealed_content)
        value = None if content["value"] is None else value_from_json(content["value"])
        return Fact(
            row.position, row.id, content["member"], content["fact"], value, row.how, content["words"],
            content["reader"], content["confidence"], row.turn_id, row.at,
        )  # fmt: skip


def _state_place(person_id: str) -> Place:
    return Place("talk", "sealed_state", person_id)


def _fact_place(fact_id: str) -> Place:
    return Place("fact", "sealed_content", fact_id)
