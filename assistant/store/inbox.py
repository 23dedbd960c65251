"""The inbox: raw messages in order of arrival, claimed person by person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from assistant.store import tables
from assistant.store.crypto import Place
from assistant.store.dialect import insert_once
from assistant.store.errors import FenceBroken
from assistant.store.vault import Vault

WAITING: Final = "waiting"
DONE: Final = "done"
SET_ASIDE: Final = "set_aside"

SEEN_FOR = timedelta(days=400)
_inbox, _claim, _seen = tables.inbox, tables.claim, tables.seen

# Built once: building a statement takes longer than running it. `the_...` are the values of its conditions.
_COLUMNS: Final[Any] = select(
    _inbox.c.position, _inbox.c.id, _inbox.c.person_id, _inbox.c.kind, _inbox.c.channel, _inbox.c.sealed_body,
    _inbox.c.opt_out_type, _inbox.c.received_at, _inbox.c.state, _inbox.c.starts, _inbox.c.failures,
    _inbox.c.told_moment,
)  # fmt: skip
_MINE: Final = _claim.c.person_id == bindparam("the_person")
_OF_PERSON: Final = _inbox.c.person_id == bindparam("the_person")
_ADD: Final = insert(_inbox)
_SEEN: Final = select(_seen.c.at).where(_seen.c.provider_hash == bindparam("the_hash"))
_ANY_WAITS: Final = (
    select(_inbox.c.position).where(_inbox.c.state == WAITING, _inbox.c.not_before <= bindparam("now")).limit(1)
)
_OLDEST: Final = select(func.min(_inbox.c.position)).where(_inbox.c.state == WAITING).group_by(_inbox.c.person_id)
_NEXT_CLAIM: Final = (
    select(_claim.c.person_id, _claim.c.number)
    .join(_inbox, _inbox.c.person_id == _claim.c.person_id)
    .where(
        _inbox.c.position.in_(_OLDEST.scalar_subquery()),
        _inbox.c.not_before <= bindparam("now"),
        _claim.c.until <= bindparam("now"),
    )
    .order_by(_inbox.c.position)
    .limit(1)
    .with_for_update(of=_claim, skip_locked=True)
)
_TAKE_CLAIM: Final = update(_claim).where(_MINE)
_CLAIM_NUMBER: Final = select(_claim.c.number).where(_MINE).with_for_update()
_RELEASE: Final = update(_claim).where(_MINE, _claim.c.number == bindparam("the_number"))
_TAKE_UP: Final = _COLUMNS.where(_OF_PERSON, _inbox.c.state == WAITING).order_by(_inbox.c.position).limit(1)
_SET: Final = update(_inbox).where(_inbox.c.id == bindparam("the_id"))
_TIMES: Final = select(_inbox.c.received_at).where(
    _OF_PERSON, _inbox.c.received_at > bindparam("since"), _inbox.c.position < bindparam("before")
)


@dataclass(frozen=True)
class InboxMessage:
    """One message as it came. starts: how often a worker took it up and never came back from it; failures: how often
    the engine failed on it."""

    position: int
    id: str
    person_id: str
    kind: str
    channel: str
    body: str = field(repr=False)
    opt_out_type: str | None
    received_at: datetime
    state: str
    starts: int
    failures: int
    told_moment: bool


@dataclass(frozen=True)
class Claim:
    """The right to work on a person until `until`; worthless once a higher number was handed out."""

    person_id: str
    number: int
    until: datetime


class Inbox:
    """Take in, claim, and finish messages."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def first_time(self, provider_id: str, at: datetime) -> bool:
        """Note that this provider id came; False when it came before (a duplicate or a replay)."""
        provider_hash = self._vault.keyring.lookup("provider id", provider_id)
        return insert_once(self._connection, _seen, ("provider_hash",), {"provider_hash": provider_hash, "at": at})

    def knows(self, provider_id: str) -> bool:
        """Whether this provider id came before."""
        provider_hash = self._vault.keyring.lookup("provider id", provider_id)
        return self._connection.execute(_SEEN, {"the_hash": provider_hash}).first() is not None

    def add(
        self,
        message_id: str,
        person_id: str,
        kind: str,
        channel: str,
        body: str,
        opt_out_type: str | None,
        at: datetime,
    ) -> None:
        sealed = self._vault.seal_text(person_id, _body_place(message_id), body)
        self._connection.execute(_ADD, {
            "id": message_id, "person_id": person_id, "kind": kind, "channel": channel, "opt_out_type": opt_out_type,
            "sealed_body": sealed, "received_at": at, "state": WAITING, "starts": 0, "failures": 0,
            "told_moment": False, "not_before": at,
        })  # fmt: skip

    def claim_next(self, now: datetime, until: datetime) -> Claim | None:
        """Claim the free person whose oldest waiting message is the oldest of all; None when none is due.

        A message that waits for its next try holds back the later ones of the same person, so order is kept.
        """
        row = self._connection.execute(_NEXT_CLAIM, {"now": now}).first()
        if row is None:
            return None
        claim = Claim(row.person_id, row.number + 1, until)
        taken = {"the_person": claim.person_id, "number": claim.number, "until": until}
        self._connection.execute(_TAKE_CLAIM, taken)
        return claim

    def anything_waits(self, now: datetime) -> bool:
        """Whether a claim is worth trying: cheap, for a reading transaction, and allowed to be wrong for a moment."""
        return self._connection.execute(_ANY_WAITS, {"now": now}).first() is not None

    def check_claim(self, claim: Claim) -> None:
        """Raises FenceBroken when somebody else has claimed the person since."""
        number = self._connection.execute(_CLAIM_NUMBER, {"the_person": claim.person_id}).scalar()
        if number != claim.number:
            raise FenceBroken(f"claim {claim.number} on person {claim.person_id} was taken over; work thrown away")

    def release(self, claim: Claim, now: datetime) -> None:
        """Give the person free, unless the claim was taken over meanwhile."""
        mine = {"the_person": claim.person_id, "the_number": claim.number}
        self._connection.execute(_RELEASE, {**mine, "until": now})

    def take_up(self, person_id: str) -> InboxMessage | None:
        """The person's oldest waiting message, its start counted."""
        row = self._connection.execute(_TAKE_UP, {"the_person": person_id}).first()
        if row is None:
            return None
        self._set(row.id, starts=row.starts + 1)
        return self._read(row, starts=row.starts + 1)

    def load(self, message_id: str) -> InboxMessage:
        return self._read(self._connection.execute(_COLUMNS.where(_inbox.c.id == message_id)).one())

    def done(self, message: InboxMessage, at: datetime, understood: object | None) -> None:
        """The message is answered, or needs no answer; understood: how it was read, as JSON."""
        place = Place("inbox", "sealed_understood", message.id)
        sealed = None if understood is None else self._vault.seal_json(message.person_id, place, understood)
        self._set(message.id, state=DONE, done_at=at, sealed_understood=sealed)

    def try_later(self, message: InboxMessage, not_before: datetime, *, failed: bool, told_moment: bool) -> None:
        self._set(
            message.id, not_before=not_before, starts=message.starts - 1, failures=message.failures + failed,
            told_moment=message.told_moment or told_moment,
        )  # fmt: skip

    def set_aside(self, message: InboxMessage, reason: str, at: datetime) -> None:
        """Nobody answers this message until a person looks at it; the later ones go on."""
        self._set(message.id, state=SET_ASIDE, reason=reason, done_at=at)

    def take_back(self, message_id: str, now: datetime) -> None:
        """A person looked: the set-aside message is tried again."""
        self._set(message_id, state=WAITING, reason=None, starts=0, failures=0, not_before=now, done_at=None)

    def times(self, person_id: str, since: datetime, before_position: int) -> tuple[datetime, ...]:
        """When the person's earlier messages came."""
        given = {"the_person": person_id, "since": since, "before": before_position}
        return tuple(self._connection.execute(_TIMES, given).scalars())

    def of_person(self, person_id: str) -> tuple[InboxMessage, ...]:
        query = _COLUMNS.where(_OF_PERSON).order_by(_inbox.c.position)
        rows = self._connection.execute(query, {"the_person": person_id})
        return tuple(self._read(row) for row in rows)

    def counts(self) -> dict[str, int]:
        """How many messages are in which state."""
        rows = self._connection.execute(select(_inbox.c.state, func.count().label("n")).group_by(_inbox.c.state))
        return {row.state: row.n for row in rows}

    def forget(self, person_id: str) -> None:
        self._connection.execute(delete(_inbox).where(_inbox.c.person_id == person_id))

    def forget_seen(self, now: datetime) -> int:
        """Drop hashes of provider ids older than 400 days."""
        return self._connection.execute(delete(_seen).where(_seen.c.at < now - SEEN_FOR)).rowcount

    def _set(self, message_id: str, **values: object) -> None:
        self._connection.execute(_SET, {"the_id": message_id, **values})

    def _read(self, row: Row[Any], starts: int | None = None) -> InboxMessage:
        return InboxMessage(
            row.position, row.id, row.person_id, row.kind, row.channel,
            self._vault.open_text(row.person_id, _body_place(row.id), row.sealed_body),
            row.opt_out_type, row.received_at, row.state, row.starts if starts is None else starts, row.failures,
            row.told_moment,
        )  # fmt: skip


def _body_place(message_id: str) -> Place:
    return Place("inbox", "sealed_body", message_id)
