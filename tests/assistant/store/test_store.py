"""The store's rows, fences and erasure, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assistant.cases import WAITING, Case
from assistant.people import BLOCKED, DELETE_ASKED, OPEN, STOPPED, Fence, Pending
from assistant.settings import Settings
from assistant.store import FenceBroken, NotThere, Store, StoreUnavailable, open_store, tables
from assistant.store.database import Database
from assistant.store.inbox import Claim
from assistant.store.outbox import NewText
from assistant.store.people import Rewrapped
from assistant.store.talks import TalkRow
from entitlements.values import Amount
from tests.support.house import NOON, PinnedEdge

NUMBER = "+12025550123"
LEASE = timedelta(seconds=30)


def arrive(store: Store, number: str = NUMBER, person_id: str = "p1") -> str:
    with store.transaction() as tx:
        return tx.people.arrive(number, "en", person_id, NOON).id


def say(store: Store, message_id: str, body: str = "hi", person_id: str = "p1") -> None:
    with store.transaction() as tx:
        tx.inbox.add(message_id, person_id, "text", "text", body, None, NOON)


def claim(store: Store, at: timedelta = timedelta(0)) -> Claim | None:
    with store.transaction() as tx:
        return tx.inbox.claim_next(NOON + at, NOON + at + LEASE)


def test_the_migrations_make_exactly_the_tables_of_this_release(store: Store, settings: Settings) -> None:
    store.migrate()  # once more: nothing happens
    database = Database(settings.database_url)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    database.close()


def test_a_person_is_found_again_by_number_and_keeps_an_opaque_id(store: Store) -> None:
    assert arrive(store) == "p1"
    assert arrive(store, NUMBER, "p2") == "p1"
    with store.reading() as tx:
        person = tx.people.find(NUMBER)
        assert person is not None and person.consent == OPEN
        assert tx.people.number("p1") == NUMBER
        assert tx.people.find("+12025550124") is None
        with pytest.raises(NotThere):
            tx.people.load("p2")


def test_a_provider_id_counts_once(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.inbox.first_time("SM1", NOON)
        assert not tx.inbox.first_time("SM1", NOON)
        assert tx.inbox.knows("SM1") and not tx.inbox.knows("SM2")
        assert tx.inbox.forget_seen(NOON + timedelta(days=399)) == 0
        assert tx.inbox.forget_seen(NOON + timedelta(days=401)) == 1


def test_one_person_is_claimed_once_and_different_people_in_parallel(store: Store) -> None:
    arrive(store)
    arrive(store, "+12025550124", "p2")
    say(store, "m1")
    say(store, "m2")
    say(store, "m3", person_id="p2")
    first, second = claim(store), claim(store)
    assert first is not None and second is not None
    assert [first.person_id, second.person_id] == ["p1", "p2"]
    assert claim(store) is None
    again = claim(store, LEASE)
    assert again is not None and (again.person_id, again.number) == ("p1", 2)


def test_messages_of_one_person_come_oldest_first_and_a_waiting_retry_holds_back_the_later(store: Store) -> None:
    arrive(store)
    say(store, "m1", "one")
    say(store, "m2", "two")
    held = claim(store)
    assert held is not None
    with store.transaction() as tx:
        message = tx.inbox.take_up("p1")
        assert message is not None and (message.body, message.starts) == ("one", 1)
        tx.inbox.try_later(message, NOON + timedelta(seconds=9), failed=True, told_moment=True)
        tx.inbox.release(held, NOON)
    assert claim(store, timedelta(seconds=8)) is None
    assert claim(store, timedelta(seconds=9)) is not None
    with store.transaction() as tx:
        message = tx.inbox.take_up("p1")
        assert message is not None and (message.id, message.failures, message.told_moment) == ("m1", 1, True)
        tx.inbox.set_aside(message, "failed", NOON)
        later = tx.inbox.take_up("p1")
        assert later is not None and later.id == "m2"
        tx.inbox.done(later, NOON, {"intent": "answer"})
        assert tx.inbox.take_up("p1") is None
        assert tx.inbox.counts() == {"set_aside": 1, "done": 1}
        tx.inbox.take_back("m1", NOON)
        back = tx.inbox.take_up("p1")
        assert back is not None and (back.id, back.starts, back.failures) == ("m1", 1, 0)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda tx: tx.people.stop("p1", STOPPED, NOON), "consent"),
        (lambda tx: tx.people.set_owner("p1", "worker7"), "owner"),
        (lambda tx: tx.talks.save("p1", TalkRow(1, None, "pack", NOON, NOON, 0)), "talk_version"),
        (lambda tx: tx.inbox.claim_next(NOON + LEASE, NOON + 2 * LEASE), "claim"),
    ],
)
def test_the_fence_breaks_when_anything_the_work_was_based_on_changes(
    store: Store, change: Callable[[object], object], named: str
) -> None:
    arrive(store)
    say(store, "m1")
    held = claim(store)
    assert held is not None
    fence = Fence(held.number, 0, OPEN, "assistant")
    with store.transaction() as tx:
        tx.check(held, fence)
    with store.transaction() as tx:
        change(tx)
    with pytest.raises(FenceBroken, match=named), store.transaction() as tx:
        tx.check(held, fence)
        tx.people.set_language("p1", "es")
    with store.reading() as tx:
        assert tx.people.load("p1").language == "en"


def test_an_error_in_a_transaction_leaves_nothing_behind(store: Store) -> None:
    arrive(store)
    with pytest.raises(RuntimeError), store.transaction() as tx:
        tx.inbox.add("m1", "p1", "text", "text", "hi", None, NOON)
        raise RuntimeError
    with store.reading() as tx:
        assert tx.inbox.of_person("p1") == ()


def test_opt_out_holds_for_the_number_and_start_lifts_it(store: Store) -> None:
    arrive(store)
    with store.transaction() as tx:
        tx.people.stop("p1", STOPPED, NOON)
        assert tx.people.load("p1").consent == STOPPED
        tx.people.stop("p1", BLOCKED, NOON)
        assert tx.people.load("p1").consent == BLOCKED and not tx.people.texts_may_go("p1")
        tx.people.start("p1")
        assert tx.people.load("p1").consent == OPEN and tx.people.texts_may_go("p1")


def test_facts_state_and_conclusions_come_back_as_they_were(store: Store) -> None:
    arrive(store)
    with store.transaction() as tx:
        tx.talks.record_fact(
            "p1",
            "f1",
            "household",
            "earned_income",
            Amount(180000, 180000, "month"),
            "said",
            NOON,
            words="1800 a month",
        )
        tx.talks.record_fact("p1", "f2", "household", "earned_income", None, "said", NOON)
        assert tx.talks.load("p1").version == 0
        tx.talks.save("p1", TalkRow(1, {"version": 1, "phase": "start"}, "abc", NOON, NOON, 0))
        talk = tx.talks.load("p1")
        tx.talks.save("p1", replace(talk, version=2, said_from=1))
    with store.reading() as tx:
        first, second = tx.talks.facts("p1")
        assert first.value == Amount(180000, 180000, "month") and first.words == "1800 a month" and second.value is None
        assert tx.talks.newest_fact("p1") == second.position
        talk = tx.talks.load("p1")
        assert (talk.version, talk.state, talk.said_from) == (2, {"version": 1, "phase": "start"}, 1)


def test_a_person_has_at_most_one_open_case(store: Store) -> None:
    arrive(store)
    case = Case("c1", "p1", WAITING, "violence", "now", None, NOON, NOON)
    with store.transaction() as tx:
        tx.cases.save(case)
    with pytest.raises(Exception, match=r"(?i)unique"), store.transaction() as tx:
        tx.cases.save(replace(case, id="c2"))
    with store.transaction() as tx:
        tx.cases.save(replace(case, state="closed"))
        tx.cases.save(replace(case, id="c2", urgency="day"))
        tx.cases.save(Case("c3", arrive_in(tx), WAITING, "self_harm", "now", None, NOON, NOON))
        assert [row.id for row in tx.cases.listed([WAITING])] == ["c3", "c2"]


def arrive_in(tx: object) -> str:
    return tx.people.arrive("+12025550199", "es", "p9", NOON).id  # type: ignore[attr-defined, no-any-return]


def test_erasing_leaves_only_opt_out_and_audit(store: Store) -> None:
    arrive(store)
    say(store, "m1", "my secret")
    with store.transaction() as tx:
        tx.outbox.add(NewText("o1", "p1", "m1", "reply", 1, "your secret", 1), NOON)
        tx.talks.record_fact("p1", "f1", "household", "size", 3, "said", NOON)
        tx.cases.save(Case("c1", "p1", WAITING, "violence", "now", None, NOON, NOON))
        tx.people.set_pending("p1", Pending(DELETE_ASKED, NOON))
        tx.people.stop("p1", STOPPED, NOON)
        tx.ledger.body_at_provider("SM1", "p1", NOON + timedelta(days=7))
        tx.erase("p1", NOON, keep_number=False)
        tx.ledger.audit(NOON, "person", "erased", "p1")
    store.forget_freed_pages()
    with store.reading() as tx:
        for read in (tx.people.load, tx.people.number):
            with pytest.raises(NotThere):
                read("p1")
        assert tx.people.find(NUMBER) is None
        assert [row.action for row in tx.ledger.audited("p1")] == ["erased"]
        assert tx.ledger.bodies_to_clear(NOON) == (("SM1", 0),)
        assert tx.cases.open_case("p1") is None
    arrive(store, NUMBER, "p2")
    with store.reading() as tx:
        assert tx.people.load("p2").consent == STOPPED


def test_a_goodbye_can_still_be_sent_and_then_the_number_is_gone_too(store: Store) -> None:
    arrive(store)
    with store.transaction() as tx:
        tx.erase("p1", NOON, keep_number=True)
        tx.outbox.add(NewText("o1", "p1", None, "consent", 0, "erased", 1), NOON)
    with store.transaction() as tx:
        assert tx.people.number("p1") == NUMBER
        row = tx.outbox.next_due(NOON, NOON, 2)
        assert row is not None and row.body == "erased"
        assert tx.people.erased_with_number() == (("p1", NOON),)
        tx.outbox.forget("p1")
        tx.people.forget_number("p1")
        assert tx.people.erased_with_number() == ()
        with pytest.raises(NotThere):
            tx.people.number("p1")


def test_master_keys_are_exchanged_in_batches_that_can_begin_again(
    settings: Settings, edge: PinnedEdge, store: Store
) -> None:
    people = [arrive(store, f"+120255501{number:02}", f"p{number:02}") for number in range(7)]
    newer = replace(settings, master_keys=(b"n" * 32, *settings.master_keys))
    second = open_store(newer, edge.edge())
    with second.transaction() as tx:
        assert tx.people.rewrap("", 3) == Rewrapped(3, 0, "p02")
    with pytest.raises(RuntimeError), second.transaction() as tx:
        assert tx.people.rewrap("p02", 3).wrapped == 3
        raise RuntimeError("killed in the middle")
    with second.transaction() as tx:
        assert tx.people.rewrap("", 3) == Rewrapped(3, 0, "p05"), "what is done is not done again"
        assert tx.people.rewrap("p05", 3) == Rewrapped(1, 0, "p06")
        assert tx.people.rewrap("p06", 3) == Rewrapped(0, 0, None)
    second.close()
    third = open_store(replace(settings, master_keys=(b"n" * 32,)), edge.edge())
    with third.reading() as tx:
        assert [tx.people.number(person) for person in people] == [f"+120255501{number:02}" for number in range(7)]
    third.close()


def test_a_key_that_no_master_key_opens_stays_as_it_is_and_an_erased_one_stays_gone(
    settings: Settings, edge: PinnedEdge, store: Store
) -> None:
    arrive(store)
    arrive(store, "+12025550124", "p2")
    with store.transaction() as tx:
        tx.erase("p2", NOON, keep_number=False)
    stranger = open_store(replace(settings, master_keys=(b"n" * 32, b"o" * 32)), edge.edge())
    with stranger.transaction() as tx:
        assert tx.people.rewrap("", 9) == Rewrapped(0, 1, "p1")
    stranger.close()
    with store.reading() as tx:
        assert tx.people.number("p1") == NUMBER


def test_a_locked_database_is_waited_for_and_then_said_to_be_unavailable(settings: Settings, store: Store) -> None:
    arrive(store)
    other = Database(settings.database_url)
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with other.writing() as connection:
            connection.execute(tables.person.update().values(language="es"))
            locked.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(5)
    with pytest.raises(StoreUnavailable, match="try again"), store.transaction(limit_s=0.3) as tx:
        tx.people.set_language("p1", "en")
    done.set()
    holder.join()
    with store.transaction(limit_s=5) as tx:
        tx.people.set_language("p1", "en")
    other.close()


def test_many_threads_count_together_without_losing_any(store: Store) -> None:
    def work() -> None:
        for _ in range(10):
            with store.transaction() as tx:
                tx.ledger.spend(NOON.date(), 1)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as tx:
        assert tx.ledger.spent(NOON.date()) == 60
