"""The outbox: every text that must reach somebody, and what is known of its way there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from assistant.store import tables
from assistant.store.crypto import Place
from assistant.store.vault import Vault

# state: what we did. What the provider says is in `status`.
QUEUED: Final = "queued"
SENDING: Final = "sending"  # marked just before the post; found later, nobody knows whether it was posted
UNCLEAR: Final = "unclear"  # posted, and no answer came
WITH_PROVIDER: Final = "with_provider"
FAILED: Final = "failed"  # refused for good
UNPROVED: Final = "unproved"  # not sure it arrived; never sent again by itself
WITHDRAWN: Final = "withdrawn"  # no longer true or no longer wanted before it was sent
SPOKEN: Final = "spoken"  # the reply of a call's turn: fetched by the voice door, never sent

# status values of the provider after which the next text of the same person may go (sms.status has the order)
_HAS_LEFT = ("sent", "canceled", "failed", "undelivered", "partially_delivered", "delivered", "read")
_outbox, _other = tables.outbox, tables.outbox.alias("other")


def _waits_before() -> ColumnElement[bool]:
    """Another text of the same person goes first: a more urgent one, or an earlier one.

    A text that is tried again also waits for those of which nobody knows; else an outage would turn the order round.
    """
    first = or_(
        _other.c.urgency < _outbox.c.urgency,
        and_(_other.c.urgency == _outbox.c.urgency, _other.c.position < _outbox.c.position),
    )
    unclear = and_(_outbox.c.attempts > 0, _other.c.state.in_((SENDING, UNCLEAR)))
    return exists().where(_other.c.person_id == _outbox.c.person_id, or_(_other.c.state == QUEUED, unclear), first)


def _in_flight() -> ColumnElement[bool]:
    """Another text of the same person was attempted and is not known to have left the provider."""
    same_turn_before = and_(_other.c.turn_id == _outbox.c.turn_id, _other.c.position < _outbox.c.position)
    not_left = or_(_other.c.status.is_(None), _other.c.status.not_in(_HAS_LEFT))
    return exists().where(
        _other.c.person_id == _outbox.c.person_id,
        or_(_other.c.attempt_at > bindparam("in_flight_since"), same_turn_before),
        or_(_other.c.state.in_((SENDING, UNCLEAR)), and_(_other.c.state == WITH_PROVIDER, not_left)),
    )


# Built once: building a statement takes longer than running it. `the_id` is the value of its condition.
_ROWS: Final = select(_outbox, tables.person.c.wrapped_key).join(
    tables.person, tables.person.c.id == _outbox.c.person_id
)
_FIND: Final = _ROWS.where(_outbox.c.our_id == bindparam("the_id"))
_FIND_LOCKED: Final = _FIND.with_for_update(of=_outbox)
_ADD: Final = insert(_outbox)
_SET: Final = update(_outbox).where(_outbox.c.our_id == bindparam("the_id"))
_ANY_WAITS: Final = (
    select(_outbox.c.position).where(_outbox.c.state == QUEUED, _outbox.c.not_before <= bindparam("now")).limit(1)
)
_OWNS: Final = select(or_(
    exists().where(_outbox.c.provider_id == bindparam("the_id")),
    exists().where(tables.provider_body.c.provider_id == bindparam("the_id")),
))  # fmt: skip
_DUE: Final = (
    _ROWS.where(
        _outbox.c.state == QUEUED,
        _outbox.c.not_before <= bindparam("now"),
        _outbox.c.urgency <= bindparam("most_urgency"),
        ~_waits_before(),
        ~_in_flight(),
    )
    .order_by(_outbox.c.urgency, _outbox.c.position)
    .limit(1)
)


@dataclass(frozen=True)
class NewText:
    """A text to be sent. urgency: 0 danger and consent, 1 replies, 2 reminders. question: may be asked again once."""

    our_id: str
    person_id: str
    turn_id: str | None
    kind: str
    urgency: int
    body: str = field(repr=False)
    segments: int
    question: bool = False
    channel: str = "text"


@dataclass(frozen=True)
class OutboxRow:
    """A text with what is known of its way."""

    position: int
    our_id: str
    person_id: str
    turn_id: str | None
    kind: str
    urgency: int
    question: bool
    channel: str
    body: str = field(repr=False)
    segments: int
    state: str
    status: str | None
    error_code: int | None
    attempts: int
    first_attempt_at: datetime | None
    attempt_at: datetime | None
    not_before: datetime
    provider_id: str | None
    created_at: datetime
    final_at: datetime | None


class OutboxTable:
    """Add, pick, and follow texts."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def add(self, text: NewText, at: datetime) -> None:
        spoken = text.channel == "voice"
        sealed = self._vault.seal_text(text.person_id, _body_place(text.our_id), text.body)
        self._connection.execute(_ADD, {
            "our_id": text.our_id, "person_id": text.person_id, "turn_id": text.turn_id, "kind": text.kind,
            "urgency": text.urgency, "question": text.question, "channel": text.channel, "sealed_body": sealed,
            "segments": text.segments, "state": SPOKEN if spoken else QUEUED, "attempts": 0, "not_before": at,
            "created_at": at, "final_at": at if spoken else None,
        })  # fmt: skip

    def next_due(self, now: datetime, in_flight_since: datetime, most_urgency: int) -> OutboxRow | None:
        """The text to send now: most urgent first, then oldest; one in flight per person.

        in_flight_since: an attempt older than this no longer holds back the person's next turn; within one turn the
        second text waits until the first is known to have left.
        most_urgency: 0 while the spend cap holds back everything else. An earlier or more urgent text of the same
        person that waits for its next try goes first, so the order of a turn is kept.
        """
        values = {"now": now, "in_flight_since": in_flight_since, "most_urgency": most_urgency}
        row = self._connection.execute(_DUE, values).first()
        return self._read(row) if row else None

    def anything_waits(self, now: datetime) -> bool:
        """Whether looking closer is worth it; cheap, for a reading transaction."""
        return self._connection.execute(_ANY_WAITS, {"now": now}).first() is not None

    def find(self, our_id: str, *, lock: bool = False) -> OutboxRow | None:
        row = self._connection.execute(_FIND_LOCKED if lock else _FIND, {"the_id": our_id}).first()
        return self._read(row) if row and row.sealed_body is not None else None

    def change(self, our_id: str, **values: object) -> None:
        """Set columns of one row, by the names of `OutboxRow`."""
        self._connection.execute(_SET, {"the_id": our_id, **values})

    def owns(self, provider_id: str) -> bool:
        """Whether some text of ours has this provider id, or had it for an earlier attempt."""
        return bool(self._connection.execute(_OWNS, {"the_id": provider_id}).scalar())

    def unresolved(self, now: datetime, attempted_before: datetime) -> tuple[OutboxRow, ...]:
        """Attempts of before this time whose end is not known and whose next look is due, oldest first."""
        query = _ROWS.where(
            _outbox.c.final_at.is_(None),
            _outbox.c.attempt_at < attempted_before,
            _outbox.c.not_before <= now,
            _outbox.c.state.in_((SENDING, UNCLEAR, WITH_PROVIDER)),
        )
        return tuple(self._read(row) for row in self._connection.execute(query.order_by(_outbox.c.position).limit(100)))

    def is_newest(self, row: OutboxRow) -> bool:
        """Whether nothing was put into the outbox for this person after `row`: its question is still the open one."""
        query = select(func.max(_outbox.c.position)).where(_outbox.c.person_id == row.person_id)
        return self._connection.execute(query).scalar() == row.position

    def withdraw_queued(self, person_id: str, at: datetime, kinds: Collection[str] | None = None) -> int:
        """Take back what was not yet sent (only these kinds, if given)."""
        mine = [_outbox.c.person_id == person_id, _outbox.c.state == QUEUED]
        if kinds is not None:
            mine.append(_outbox.c.kind.in_(kinds))
        return self._connection.execute(update(_outbox).where(*mine).values(state=WITHDRAWN, final_at=at)).rowcount

    def wait_no_longer(self, person_id: str, now: datetime) -> None:
        """What waits for its next try is tried now."""
        paused = (_outbox.c.person_id == person_id, _outbox.c.state == QUEUED, _outbox.c.not_before > now)
        self._connection.execute(update(_outbox).where(*paused).values(not_before=now))

    def of_turn(self, turn_id: str) -> tuple[OutboxRow, ...]:
        """The replies of one turn, in order: fetching them twice gives the same."""
        rows = self._connection.execute(_ROWS.where(_outbox.c.turn_id == turn_id).order_by(_outbox.c.position))
        return tuple(self._read(row) for row in rows)

    def of_person(self, person_id: str) -> tuple[OutboxRow, ...]:
        query = _ROWS.where(_outbox.c.person_id == person_id).order_by(_outbox.c.position)
        return tuple(self._read(row) for row in self._connection.execute(query))

    def open_count(self, person_id: str) -> int:
        """How many of the person's texts have no end yet."""
        query = select(func.count()).where(_outbox.c.person_id == person_id, _outbox.c.final_at.is_(None))
        return self._connection.execute(query).scalar_one()

    def counts(self) -> dict[str, int]:
        """How many texts are in which state."""
        rows = self._connection.execute(select(_outbox.c.state, func.count().label("n")).group_by(_outbox.c.state))
        return {row.state: row.n for row in rows}

    def forget(self, person_id: str) -> None:
        self._connection.execute(delete(_outbox).where(_outbox.c.person_id == person_id))

    def _read(self, row: Row[Any]) -> OutboxRow:
        self._vault.hold(row.person_id, row.wrapped_key)
        body = self._vault.open_text(row.person_id, _body_place(row.our_id), row.sealed_body)
        return OutboxRow(
            row.position, row.our_id, row.person_id, row.turn_id, row.kind, row.urgency, row.question, row.channel,
            body, row.segments, row.state, row.status, row.error_code, row.attempts, row.first_attempt_at,
            row.attempt_at, row.not_before, row.provider_id, row.created_at, row.final_at,
        )  # fmt: skip


def _body_place(our_id: str) -> Place:
    return Place("outbox", "sealed_body", our_id)
