"""Small books: the audit, what was spent, the sender's bucket, how far recurring jobs came, bodies to clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from assistant.store import tables
from assistant.store.dialect import add_to, insert_once, upsert

_audit, _spend, _bucket, _watermark, _body = (
    tables.audit, tables.spend, tables.bucket, tables.watermark, tables.provider_body,
)  # fmt: skip
_NEVER = datetime.fromisoformat("9999-12-31T00:00:00+00:00")
CLEAR_AFTER = timedelta(days=7)

# Built once: building a statement takes longer than running it. `the_...` are the values of its conditions.
_AUDIT: Final = insert(_audit)
_SPENT: Final = select(_spend.c.segments).where(_spend.c.day == bindparam("the_day"))
_LOCKED_BUCKET: Final = (
    select(_bucket.c.tokens, _bucket.c.at_seconds).where(_bucket.c.name == bindparam("the_name")).with_for_update()
)
_BODY_DUE: Final = update(_body).where(_body.c.provider_id == bindparam("the_id"))


@dataclass(frozen=True)
class AuditRow:
    """Who did what to whom and when; never content."""

    at: datetime
    person_id: str | None
    actor: str
    action: str
    subject: str | None


class Ledger:
    """Counters and records that carry no content."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def audit(self, at: datetime, actor: str, action: str, person_id: str | None, subject: str | None = None) -> None:
        """actor: "assistant", "person" or a caseworker's id. action: one word per kind of deed. subject: an id."""
        row = {"at": at, "person_id": person_id, "actor": actor, "action": action, "subject": subject}
        self._connection.execute(_AUDIT, row)

    def audited(self, person_id: str | None = None) -> tuple[AuditRow, ...]:
        query = select(_audit.c.at, _audit.c.person_id, _audit.c.actor, _audit.c.action, _audit.c.subject)
        if person_id is not None:
            query = query.where(_audit.c.person_id == person_id)
        return tuple(AuditRow(*row) for row in self._connection.execute(query.order_by(_audit.c.position)))

    def spent(self, day: date) -> int:
        """Segments handed to the provider on this day."""
        return self._connection.execute(_SPENT, {"the_day": day}).scalar() or 0

    def spend(self, day: date, segments: int) -> None:
        add_to(self._connection, _spend, ("day",), {"day": day, "segments": segments}, "segments")

    def bucket(self, name: str) -> tuple[float, float] | None:
        """(tokens, seconds since 1970) of a token bucket, locked until the transaction ends; None when it is new."""
        row = self._connection.execute(_LOCKED_BUCKET, {"the_name": name}).first()
        return (row.tokens, row.at_seconds) if row else None

    def save_bucket(self, name: str, tokens: float, at_seconds: float) -> None:
        upsert(self._connection, _bucket, ("name",), {"name": name, "tokens": tokens, "at_seconds": at_seconds})

    def watermark(self, name: str) -> datetime | None:
        return self._connection.execute(select(_watermark.c.at).where(_watermark.c.name == name)).scalar()

    def set_watermark(self, name: str, at: datetime) -> None:
        upsert(self._connection, _watermark, ("name",), {"name": name, "at": at})

    def body_at_provider(self, provider_id: str, person_id: str, due_at: datetime | None) -> None:
        """The provider holds this body; due_at None: it is not known yet when it may be cleared."""
        values = {"provider_id": provider_id, "person_id": person_id, "due_at": due_at or _NEVER, "tries": 0}
        insert_once(self._connection, _body, ("provider_id",), values)

    def body_due(self, provider_id: str, due_at: datetime) -> None:
        self._connection.execute(_BODY_DUE, {"the_id": provider_id, "due_at": due_at})

    def bodies_due_at_once(self, person_id: str, at: datetime) -> None:
        """The person is being erased: clear at the provider too."""
        self._connection.execute(
            update(_body).where(_body.c.person_id == person_id, _body.c.due_at > at).values(due_at=at)
        )

    def bodies_to_clear(self, now: datetime, limit: int = 20) -> tuple[tuple[str, int], ...]:
        """(provider id, tries so far) of bodies that are due."""
        query = select(_body.c.provider_id, _body.c.tries).where(_body.c.due_at <= now)
        return tuple((row.provider_id, row.tries) for row in self._connection.execute(query.limit(limit)))

    def body_cleared(self, provider_id: str) -> None:
        self._connection.execute(delete(_body).where(_body.c.provider_id == provider_id))

    def body_not_cleared(self, provider_id: str, due_at: datetime) -> None:
        """Try again at `due_at`."""
        mine = _body.c.provider_id == provider_id
        self._connection.execute(update(_body).where(mine).values(due_at=due_at, tries=_body.c.tries + 1))

    def bodies_held(self) -> int:
        return self._connection.execute(select(func.count()).select_from(_body)).scalar_one()
