"""Canaries: a number, words and facts that must be nowhere in the clear, in no file of the database and in no log."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from assistant.logs import ALLOWED, set_up_logs
from assistant.protocol.effects import Ask, HeardValue, Note, OpenCase
from assistant.protocol.reasons import ASKED_FOR_A_PERSON
from assistant.protocol.state import State
from assistant.protocol.turn import Learnt, Turn, TurnResult
from assistant.store import tables
from assistant.store.database import Database
from assistant.worker import Loop, _run
from entitlements.values import Amount
from sms.errors import CATALOGUE
from sms.status import DeliveryStatus
from tests.support.rig import Rig
from tests.support.scripted_engine import ANSWERED, Refuse

NUMBER = "+13035550177"
SECRET = "my canary is called Pajarito"
CENTS = 7654321
CANARIES = (NUMBER, NUMBER[1:], NUMBER[2:], "canary", "Pajarito", str(CENTS), "76,543", "ZIP code do you live")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged while the test runs, set up as in a running house, at the finest level."""
    stream = io.StringIO()
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    set_up_logs(stream, logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers, logging.getLogger().level = handlers, level


def live(rig: Rig) -> None:
    """A talk with everything in it that may go wrong."""

    def answer(turn: Turn) -> TurnResult:
        if "fail" in turn.message:
            raise Refuse(500, "KeyError")
        amount = Amount(CENTS, CENTS, "month")
        return TurnResult(
            State(greeted=True), (Learnt("household", "earned_income", amount, turn.message, 0.9, "money"),),
            (Note("earned_income", (HeardValue("household", "earned_income", amount),)),
             OpenCase(ASKED_FOR_A_PERSON, turn.message), Ask("zip")), ANSWERED,
        )  # fmt: skip

    rig.engine.answer = answer
    rig.sender.script = ["lost", CATALOGUE[30007], "ok"]
    for body in (SECRET, f"fail {SECRET}", SECRET):
        rig.text(body, NUMBER)
        for _ in range(4):
            rig.answer_all()
            rig.pinned.pass_time(9)
        rig.send_all(delivered=False)
        rig.pinned.pass_time(61)
        rig.outbox.reconcile()
    for our_id, sid in list(rig.sender.ids.items()):
        rig.outbox.record_status(our_id, sid, DeliveryStatus.UNDELIVERED, 30005)


def every_column(rig: Rig) -> bytes:
    """All rows of all tables; PostgreSQL's files themselves belong to another user."""
    database = Database(rig.settings.database_url)
    with database.reading() as connection:
        rows = [row for table in tables.metadata.sorted_tables for row in connection.execute(table.select())]
    database.close()
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)


def test_nothing_of_a_talk_is_in_the_databases_files(rig: Rig, tmp_path: Path) -> None:
    live(rig)
    if rig.store.dialect == "sqlite":
        raw = b"".join(path.read_bytes() for path in tmp_path.glob("handrail.db*"))
        assert len(raw) > 100_000
    else:
        raw = every_column(rig)
        assert len(raw) > 3_000
    for canary in CANARIES:
        assert canary.encode() not in raw and canary.encode("utf-16-le") not in raw, canary


def test_nothing_of_a_talk_is_in_any_log(rig: Rig, written: io.StringIO) -> None:
    live(rig)
    logging.getLogger("somelibrary").warning("could not send to %s: %s", NUMBER, SECRET)
    lines = written.getvalue().splitlines()
    assert {"turn", "turn_failed", "message_set_aside", "send_error", "undelivered"} <= {
        json.loads(line)["event"] for line in lines
    }
    for line in lines:
        assert not [canary for canary in CANARIES if canary in line], line
        assert set(json.loads(line)) <= ALLOWED


def test_an_error_that_quotes_what_somebody_said_is_logged_by_kind_and_place_only(written: io.StringIO) -> None:
    import threading

    from assistant.bell import Bell

    stop = threading.Event()

    def broken() -> bool:
        stop.set()
        raise ValueError(SECRET)

    _run(Loop("answer", broken, Bell(), 0.01), stop)
    (line,) = written.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["error"] == "ValueError" and "broken" in entry["places"][-1] and "canary" not in line


def test_an_error_of_the_database_carries_no_value_not_even_in_its_traceback(rig: Rig) -> None:
    """Bound values are what people wrote; SQLAlchemy would print them."""
    rig.say("hi")
    database = Database(rig.settings.database_url)
    row = {"id": SECRET, "case_id": NUMBER, "kind": "x", "author": str(CENTS), "at": rig.pinned.at}
    with pytest.raises(IntegrityError) as raised, database.writing() as connection:
        connection.execute(tables.case_note.insert().values(**row))
        connection.execute(tables.case_note.insert().values(**row))
    database.close()
    shown = "".join(traceback.format_exception(raised.value))
    assert "hidden due to hide_parameters" in shown
    own = shown.split("sqlalchemy.exc.IntegrityError", 1)[1]  # what goes before quotes this test's own lines
    if rig.store.dialect == "sqlite":
        assert not [canary for canary in CANARIES if canary in own]


def test_a_field_that_is_not_on_the_list_is_dropped(written: io.StringIO) -> None:
    structlog.get_logger().info("turn", body=SECRET, turn_id="t1")
    assert "canary" not in written.getvalue() and "t1" in written.getvalue()


def test_the_key_of_an_erased_person_is_in_no_file_any_more(rig: Rig, tmp_path: Path) -> None:
    if rig.store.dialect != "sqlite":
        pytest.skip("PostgreSQL keeps its log as long as the operator says (docs/operations.md)")
    rig.say(SECRET)
    with sqlite3.connect(tmp_path / "handrail.db") as raw:
        ((key,),) = raw.execute("SELECT wrapped_key FROM person").fetchall()
    assert any(key in path.read_bytes() for path in tmp_path.glob("handrail.db*"))
    rig.say("DELETE")
    rig.say("yes")
    rig.sweep.finish_goodbyes()
    assert not [path.name for path in tmp_path.glob("handrail.db*") if key in path.read_bytes()]
