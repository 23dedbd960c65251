"""What runs now and then. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sms.errors import error_for_code
from sms.sender import ListedInbound, ProviderUnavailable
from tests.support.rig import LINE, MARIA, Rig


def held(rig: Rig, number: int, body: str, *, sender: str = MARIA, minutes_ago: float = 1) -> str:
    """A text that the provider holds and whose webhook never reached the door."""
    sid = f"SM{number:032x}"
    received = rig.pinned.at - timedelta(minutes=minutes_ago)
    rig.sender.inbound.append(ListedInbound(sid, sender, LINE, body, 0, 1, received))
    return sid


def test_what_the_door_missed_is_found_and_answered_once(rig: Rig) -> None:
    held(rig, 1, "help w food")
    rig.text("hello", sid=held(rig, 2, "hello"))
    assert rig.sweep.find_missed() == 1
    assert rig.sweep.find_missed() == 0
    assert rig.answer_all() == 2
    rig.text("help w food", sid=f"SM{1:032x}")  # the webhook comes late
    assert rig.answer_all() == 0


def test_what_was_missed_is_answered_in_the_order_in_which_it_was_written(rig: Rig) -> None:
    """The provider lists the newest first, and two texts of one second as they came."""
    for number, (body, minutes_ago) in enumerate([("one", 9), ("two", 5), ("three", 5), ("four", 1)]):
        held(rig, number, body, minutes_ago=minutes_ago)
    assert rig.sweep.find_missed() == 4
    rig.answer_all()
    assert [turn.message for turn in rig.engine.turns] == ["one", "two", "three", "four"]


def test_a_provider_that_is_silent_for_hours_is_asked_back_to_the_last_answer(rig: Rig) -> None:
    rig.sweep.find_missed()
    rig.sender.lists = False
    for _ in range(5):
        rig.pinned.pass_time(3600)
        with pytest.raises(ProviderUnavailable):
            rig.sweep.find_missed()
    held(rig, 1, "help w food", minutes_ago=4.5 * 60)
    rig.sender.lists = True
    assert rig.sweep.find_missed() == 1


def test_texts_of_numbers_that_are_not_served_are_let_pass(rig: Rig) -> None:
    held(rig, 1, "win a prize", sender="88022")
    held(rig, 2, "help w food")
    assert rig.sweep.find_missed() == 1


def test_bodies_are_cleared_after_a_week_and_tried_again_when_the_provider_refuses(rig: Rig) -> None:
    rig.say("help w food")
    assert rig.sweep.clear_bodies() == 0
    rig.pinned.pass_time(7 * 24 * 3600 + 60)
    rig.sender.lists = False
    assert rig.sweep.clear_bodies() == 0
    rig.sender.lists = True
    assert rig.sweep.clear_bodies() == 0
    rig.pinned.pass_time(601)
    assert rig.sweep.clear_bodies() == 2
    assert rig.sweep.clear_bodies() == 0


def test_a_body_that_the_provider_no_longer_has_counts_as_cleared(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(provider_id: str) -> None:
        raise ProviderUnavailable("clear a text's body", error_for_code(20404))

    rig.text("help w food")
    rig.pinned.pass_time(7 * 24 * 3600 + 60)
    monkeypatch.setattr(rig.sender, "redact", gone)
    assert rig.sweep.clear_bodies() == 1
    with rig.store.reading() as tx:
        assert tx.ledger.bodies_held() == 0


def test_an_erased_persons_number_goes_at_the_latest_after_a_day(rig: Rig) -> None:
    rig.say("hi")
    person = rig.person().id
    rig.say("DELETE")
    rig.sender.script = ["gone"]
    rig.text("yes")
    rig.answer_all()
    rig.send_all(delivered=False)
    assert rig.sweep.finish_goodbyes() == 0
    rig.pinned.pass_time(24 * 3600 + 10)
    assert rig.sweep.finish_goodbyes() == 1
    with rig.store.reading() as tx:
        assert tx.people.erased_with_number() == () and tx.outbox.of_person(person) == ()


def test_hashes_of_provider_ids_stay_400_days(rig: Rig) -> None:
    rig.text("hi")
    rig.pinned.pass_time(399 * 24 * 3600)
    assert rig.sweep.forget_old() == 0
    rig.pinned.pass_time(2 * 24 * 3600)
    assert rig.sweep.forget_old() == 1
