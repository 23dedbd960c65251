"""The tables. Columns named `sealed_*` hold AES-GCM values (see crypto); nothing else may hold what people said.

Times are aware UTC. `position` columns are handed out by the database in order of arrival.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time on PostgreSQL; the same without its zone on SQLite, which has none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _position() -> Column[int]:
    return Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def _person(**options: Any) -> Column[str]:
    return Column("person_id", String(40), ForeignKey("person.id"), nullable=False, **options)


def _at(name: str, nullable: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=nullable)


# A person. After erasing: no lookup, no number, no key; only the opaque id stays, for the audit.
person = Table(
    "person", metadata,
    Column("id", String(40), primary_key=True),
    Column("lookup", LargeBinary, unique=True),
    Column("wrapped_key", LargeBinary),
    Column("sealed_number", LargeBinary),
    Column("language", String(2), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("pending", String(16)),
    _at("pending_at", nullable=True),
    _at("created_at"),
    _at("erased_at", nullable=True),
)  # fmt: skip

# Who wants no texts, by the HMAC of the number: it outlives an erased person. where_: ours or provider.
opt_out = Table(
    "opt_out", metadata,
    Column("lookup", LargeBinary, primary_key=True),
    Column("where_held", String(16), nullable=False),
    _at("since"),
)  # fmt: skip

# Who works on a person now. The number only grows; work based on an older number is thrown away.
claim = Table(
    "claim", metadata,
    _person(primary_key=True),
    Column("number", BigInteger, nullable=False),
    _at("until"),
)  # fmt: skip

# HMACs of provider ids, kept 400 days: a replayed webhook is known again though signatures carry no time.
seen = Table(
    "seen", metadata,
    Column("provider_hash", LargeBinary, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)  # fmt: skip

inbox = Table(
    "inbox", metadata,
    _position(),
    Column("id", String(40), nullable=False, unique=True),
    _person(),
    Column("kind", String(16), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("opt_out_type", String(8)),
    Column("sealed_body", LargeBinary),
    Column("sealed_understood", LargeBinary),
    _at("received_at"),
    Column("state", String(16), nullable=False),
    Column("reason", String(64)),
    Column("starts", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("told_moment", Boolean, nullable=False),
    _at("not_before"),
    _at("done_at", nullable=True),
    Index("ix_inbox_state_person_id_position", "state", "person_id", "position"),
    Index("ix_inbox_person_id_received_at", "person_id", "received_at"),
    sqlite_autoincrement=True,
)  # fmt: skip

outbox = Table(
    "outbox", metadata,
    _position(),
    Column("our_id", String(40), nullable=False, unique=True),
    _person(),
    Column("turn_id", String(40)),
    Column("kind", String(16), nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("question", Boolean, nullable=False),
    Column("channel", String(8), nullable=False),
    Column("sealed_body", LargeBinary),
    Column("segments", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("status", String(16)),
    Column("error_code", Integer),
    Column("attempts", Integer, nullable=False),
    _at("first_attempt_at", nullable=True),
    _at("attempt_at", nullable=True),
    _at("not_before"),
    Column("provider_id", String(64), unique=True),
    _at("created_at"),
    _at("final_at", nullable=True),
    Index("ix_outbox_state_urgency_position", "state", "urgency", "position"),
    Index("ix_outbox_person_id_position", "person_id", "position"),
    Index("ix_outbox_turn_id", "turn_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Bodies that the provider still holds, and when they must be cleared there.
provider_body = Table(
    "provider_body", metadata,
    Column("provider_id", String(64), primary_key=True),
    _person(index=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)  # fmt: skip

# Where a talk stands. said_from: facts said before this position were set aside by "start over".
talk = Table(
    "talk", metadata,
    _person(primary_key=True),
    Column("version", Integer, nullable=False),
    Column("sealed_state", LargeBinary),
    Column("pack", String(64), nullable=False),
    _at("pack_since"),
    _at("turn_at"),
    Column("said_from", BigInteger, nullable=False),
)  # fmt: skip

# One row per thing learnt, never changed. `how` is its rank; member, fact, value and words are sealed.
fact = Table(
    "fact", metadata,
    _position(),
    Column("id", String(40), nullable=False, unique=True),
    _person(),
    Column("turn_id", String(40)),
    Column("how", String(16), nullable=False),
    _at("at"),
    Column("sealed_content", LargeBinary, nullable=False),
    Index("ix_fact_person_id_position", "person_id", "position"),
    sqlite_autoincrement=True,
)  # fmt: skip

case = Table(
    "help_case", metadata,
    Column("id", String(40), primary_key=True),
    _person(),
    Column("state", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("urgency", String(8), nullable=False),
    Column("caseworker", String(64)),
    _at("opened_at"),
    _at("changed_at"),
    Index("ix_help_case_state_urgency", "state", "urgency"),
)  # fmt: skip
Index(
    "uq_help_case_open_person_id", case.c.person_id, unique=True,
    sqlite_where=case.c.state != "closed", postgresql_where=case.c.state != "closed",
)  # fmt: skip

case_note = Table(
    "case_note", metadata,
    _position(),
    Column("id", String(40), nullable=False, unique=True),
    Column("case_id", String(40), ForeignKey("help_case.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    _at("at"),
    Column("sealed_body", LargeBinary),
    sqlite_autoincrement=True,
)  # fmt: skip

# What was concluded, with the pack, the day and the facts it was based on: enough to repeat it to the byte.
determination = Table(
    "determination", metadata,
    Column("id", String(40), primary_key=True),
    _person(index=True),
    Column("turn_id", String(40), nullable=False),
    _at("at"),
    Column("pack", String(64), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("sealed_content", LargeBinary, nullable=False),
)  # fmt: skip

# Who did what to whom and when; never content. Outlives an erased person.
audit = Table(
    "audit", metadata,
    _position(),
    _at("at"),
    Column("person_id", String(40), index=True),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(64)),
    sqlite_autoincrement=True,
)  # fmt: skip

spend = Table(
    "spend", metadata,
    Column("day", Date, primary_key=True),
    Column("segments", Integer, nullable=False),
)  # fmt: skip

# The token bucket of our sender (seconds since 1970): one row, so that several sending processes share it.
bucket = Table(
    "bucket", metadata,
    Column("name", String(32), primary_key=True),
    Column("tokens", Float, nullable=False),
    Column("at_seconds", Float, nullable=False),
)  # fmt: skip

# How far a recurring job has come.
watermark = Table(
    "watermark", metadata,
    Column("name", String(32), primary_key=True),
    _at("at"),
)  # fmt: skip
