"""What must reach somebody, exactly once, whatever the provider answers or forgets. On SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant import people
from assistant.store.outbox import FAILED, QUEUED, SENDING, UNCLEAR, UNPROVED, WITH_PROVIDER, WITHDRAWN, NewText
from sms.errors import CATALOGUE, NO_CONNECTION, SendError
from sms.status import DeliveryStatus
from tests.support.rig import MARIA, Rig

OTHER = "+12025550124"
DELIVERED, SENT = DeliveryStatus.DELIVERED, DeliveryStatus.SENT


def put(rig: Rig, our_id: str, body: str = "", *, number: str = MARIA, turn: str = "", **fields: object) -> None:
    """Put a text into the outbox of the person with this number."""
    kind = str(fields.pop("kind", "reply"))
    with rig.store.transaction() as tx:
        person = tx.people.arrive(number, "en", f"person{number[-2:]}", rig.pinned.at)
        text = NewText(our_id, person.id, turn or our_id, kind, int(str(fields.pop("urgency", 1))), body or our_id, 1,
                       question=bool(fields.pop("question", False)))  # fmt: skip
        tx.outbox.add(text, rig.pinned.at)


def state(rig: Rig, our_id: str) -> str:
    with rig.store.reading() as tx:
        row = tx.outbox.find(our_id)
        assert row is not None
        return row.state


def status(rig: Rig, our_id: str, reached: DeliveryStatus, code: int | None = None) -> None:
    rig.outbox.record_status(our_id, rig.sender.ids[our_id], reached, code)


def later(rig: Rig, seconds: float) -> None:
    """Let time pass and look after what is not settled, as the follow loop does."""
    rig.pinned.pass_time(seconds)
    rig.outbox.reconcile()


class TestOrder:
    def test_one_in_flight_per_person_and_the_second_only_after_the_first_is_sent(self, rig: Rig) -> None:
        put(rig, "a1", turn="t")
        put(rig, "a2", turn="t")
        put(rig, "b1", number=OTHER)
        assert [rig.outbox.send_next() for _ in range(3)] == [True, True, False]
        assert rig.sender.bodies == ["a1", "b1"]
        status(rig, "a1", DeliveryStatus.SENDING)
        assert not rig.outbox.send_next()
        status(rig, "a1", SENT)
        assert rig.outbox.send_next() and rig.sender.bodies[-1] == "a2"

    def test_danger_before_replies_before_reminders(self, rig: Rig) -> None:
        for number, (name, urgency) in enumerate([("remind", 2), ("reply", 1), ("danger", 0)]):
            put(rig, name, number=f"+1202555012{number}", urgency=urgency)
        while rig.outbox.send_next():
            pass
        assert rig.sender.bodies == ["danger", "reply", "remind"]

    def test_a_text_that_waits_for_its_next_try_is_not_overtaken(self, rig: Rig) -> None:
        rig.sender.script = [NO_CONNECTION]
        put(rig, "a1")
        put(rig, "a2")
        rig.outbox.send_next()
        assert not rig.outbox.send_next()
        rig.pinned.pass_time(6)
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1"]

    def test_a_lost_report_does_not_hold_up_the_next_turn_for_long(self, rig: Rig) -> None:
        put(rig, "a1")
        put(rig, "a2")
        rig.sender.lists = False
        rig.outbox.send_next()
        rig.pinned.pass_time(59)
        assert not rig.outbox.send_next()
        rig.pinned.pass_time(2)
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1", "a2"]

    def test_but_within_one_turn_the_second_waits_until_the_list_tells_of_the_first(self, rig: Rig) -> None:
        put(rig, "a1", turn="t")
        put(rig, "a2", turn="t")
        rig.outbox.send_next()
        rig.pinned.pass_time(600)
        assert not rig.outbox.send_next()
        recipient, listed = rig.sender.texts[0]
        rig.sender.texts[0] = (recipient, type(listed)(listed.provider_id, listed.body, DELIVERED, listed.created))
        rig.outbox.reconcile()
        assert rig.outbox.send_next()


class TestUnclear:
    """Nobody knows whether the provider has the text."""

    def test_the_callback_decides_at_once(self, rig: Rig) -> None:
        rig.sender.script = ["lost"]
        put(rig, "a1")
        rig.outbox.send_next()
        assert state(rig, "a1") == UNCLEAR
        status(rig, "a1", DELIVERED)
        assert state(rig, "a1") == WITH_PROVIDER
        later(rig, 3600)
        assert len(rig.sender.sent) == 1

    def test_without_it_the_list_decides(self, rig: Rig) -> None:
        rig.sender.script = ["lost"]
        put(rig, "a1")
        rig.outbox.send_next()
        later(rig, 29)
        assert state(rig, "a1") == UNCLEAR
        later(rig, 2)
        assert state(rig, "a1") == WITH_PROVIDER and len(rig.sender.sent) == 1

    def test_a_result_is_never_sent_again_before_its_absence_is_proved(self, rig: Rig) -> None:
        rig.sender.script = ["gone"]
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        for _ in range(14):
            later(rig, 60)
            assert not rig.outbox.send_next()
        later(rig, 61)
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1"]

    def test_a_list_that_lags_for_ten_minutes_doubles_nothing(self, rig: Rig) -> None:
        rig.sender.script, rig.sender.list_lag_s = ["lost"], 600
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        for _ in range(30):
            later(rig, 60)
            rig.outbox.send_next()
        assert rig.sender.bodies == ["a1"] and state(rig, "a1") == WITH_PROVIDER

    def test_an_open_question_is_asked_once_more_after_three_minutes(self, rig: Rig) -> None:
        rig.sender.script = ["gone", "gone"]
        put(rig, "a1", question=True)
        rig.outbox.send_next()
        later(rig, 179)
        assert not rig.outbox.send_next()
        later(rig, 2)
        assert rig.outbox.send_next() and state(rig, "a1") == UNCLEAR
        later(rig, 600)
        assert not rig.outbox.send_next()
        later(rig, 301)
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1"]

    def test_a_question_that_is_no_longer_the_open_one_is_let_go(self, rig: Rig) -> None:
        rig.sender.script = ["gone"]
        put(rig, "a1", question=True)
        rig.outbox.send_next()
        put(rig, "a2", question=True)
        for _ in range(20):
            later(rig, 60)
            rig.send_all()
        assert rig.sender.bodies == ["a2"] and state(rig, "a1") == WITHDRAWN

    def test_another_texts_provider_id_is_never_taken_for_ours(self, rig: Rig) -> None:
        put(rig, "a1", "same words")
        rig.outbox.send_next()
        status(rig, "a1", DELIVERED)
        rig.sender.script = ["gone"]
        put(rig, "a2", "same words", kind="result")
        rig.outbox.send_next()
        later(rig, 60)
        assert state(rig, "a2") == UNCLEAR
        rig.outbox.record_status("a2", rig.sender.ids["a1"], DELIVERED, None)
        assert state(rig, "a2") == UNCLEAR

    def test_a_text_of_before_the_attempt_is_never_taken_for_ours(self, rig: Rig) -> None:
        rig.sender.script = ["lost", "gone"]
        put(rig, "a1", "same words")
        rig.outbox.send_next()
        rig.pinned.pass_time(61)
        put(rig, "a2", "same words", kind="result")
        rig.outbox.send_next()
        later(rig, 31)
        assert (state(rig, "a1"), state(rig, "a2")) == (WITH_PROVIDER, UNCLEAR)

    def test_a_sender_that_died_between_post_and_mark_is_cleared_up_alike(self, rig: Rig) -> None:
        def die(name: str) -> None:
            if name == "sender.posted":
                raise Killed

        rig.pinned.on_point = die
        put(rig, "a1", kind="result")
        with pytest.raises(Killed):
            rig.outbox.send_next()
        rig.pinned.on_point = None
        assert state(rig, "a1") == SENDING and rig.sender.bodies == ["a1"]
        later(rig, 31)
        assert state(rig, "a1") == WITH_PROVIDER and not rig.outbox.send_next()

    def test_when_the_list_stays_silent_it_shows_as_not_sure_it_arrived(self, rig: Rig) -> None:
        rig.sender.script, rig.sender.lists = ["lost"], False
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        for _ in range(25):
            later(rig, 3600)
        assert state(rig, "a1") == UNPROVED and len(rig.sender.sent) == 1


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


class TestRefused:
    def test_four_hours_without_the_provider_lose_nothing(self, rig: Rig) -> None:
        rig.sender.script = [NO_CONNECTION] * 40
        put(rig, "a1")
        for _ in range(4 * 60):
            rig.outbox.send_next()
            later(rig, 60)
        rig.sender.script = []
        later(rig, 600)
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1"]
        assert len(rig.sender.sent) < 40

    def test_a_list_that_does_not_answer_is_asked_less_and_less(self, rig: Rig) -> None:
        rig.sender.script, rig.sender.lists = ["lost"] * 6, False
        for number in range(6):
            put(rig, f"a{number}", number=f"+1202555012{number}", kind="result")
            rig.outbox.send_next()
        for _ in range(3600 // 5):  # an hour of the follow loop
            later(rig, 5)
        assert 6 <= rig.sender.asked <= 6 * 12
        rig.sender.lists = True
        later(rig, 600)
        rig.outbox.reconcile()
        assert {state(rig, f"a{number}") for number in range(6)} == {WITH_PROVIDER}

    def test_twelve_hours_without_the_provider_end_in_a_failure_that_is_told(
        self, rig: Rig, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rig.sender.script = [NO_CONNECTION] * 200
        put(rig, "a1")
        for _ in range(13 * 6):
            rig.outbox.send_next()
            later(rig, 600)
        assert state(rig, "a1") == FAILED and "text_given_up" in capsys.readouterr().out

    def test_a_number_that_cannot_be_texted_is_tried_once(self, rig: Rig) -> None:
        rig.sender.script = [CATALOGUE[21614]]
        put(rig, "a1")
        rig.outbox.send_next()
        later(rig, 3600)
        assert state(rig, "a1") == FAILED and not rig.outbox.send_next()

    def test_a_stop_at_the_provider_is_recorded_and_takes_back_the_rest(self, rig: Rig) -> None:
        rig.sender.script = [CATALOGUE[21610]]
        put(rig, "a1")
        put(rig, "a2")
        rig.outbox.send_next()
        assert (state(rig, "a1"), state(rig, "a2")) == (FAILED, WITHDRAWN)
        assert rig.person().consent == people.BLOCKED

    def test_what_was_not_sent_costs_nothing(self, rig: Rig) -> None:
        rig.sender.script = [NO_CONNECTION]
        put(rig, "a1")
        rig.outbox.send_next()
        with rig.store.reading() as tx:
            assert tx.ledger.spent(rig.pinned.at.date()) == 0


class TestStatus:
    def test_it_never_moves_backwards_and_the_body_is_due_a_week_after_the_end(self, rig: Rig) -> None:
        put(rig, "a1")
        rig.outbox.send_next()
        for reached in (DELIVERED, SENT, DELIVERED, DeliveryStatus.QUEUED):
            status(rig, "a1", reached)
        with rig.store.reading() as tx:
            row = tx.outbox.find("a1")
            assert row is not None and row.status == "delivered" and row.final_at == rig.pinned.at
            assert tx.ledger.bodies_to_clear(rig.pinned.at + timedelta(days=6, hours=23)) == ()
            assert len(tx.ledger.bodies_to_clear(rig.pinned.at + timedelta(days=7))) == 1

    def test_a_carriers_passing_trouble_is_tried_again_later(self, rig: Rig) -> None:
        put(rig, "a1")
        rig.outbox.send_next()
        first = rig.sender.ids["a1"]
        status(rig, "a1", DeliveryStatus.UNDELIVERED, 30003)
        assert state(rig, "a1") == QUEUED
        rig.pinned.pass_time(599)
        assert not rig.outbox.send_next()
        rig.pinned.pass_time(2)
        assert rig.outbox.send_next()
        rig.outbox.record_status("a1", first, DeliveryStatus.UNDELIVERED, 30003)  # late, and about the first try
        status(rig, "a1", DELIVERED)
        assert state(rig, "a1") == WITH_PROVIDER and len(rig.sender.sent) == 2

    def test_a_failed_first_attempt_is_never_taken_for_the_unclear_second(self, rig: Rig) -> None:
        rig.sender.script = ["ok", "gone"]
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        status(rig, "a1", DeliveryStatus.UNDELIVERED, 30003)
        rig.pinned.pass_time(601)
        rig.outbox.send_next()
        later(rig, 31)
        assert state(rig, "a1") == UNCLEAR
        later(rig, 900)
        assert rig.outbox.send_next() and len(rig.sender.sent) == 3

    def test_repeated_and_late_news_of_a_failure_change_nothing(self, rig: Rig) -> None:
        put(rig, "a1")
        rig.outbox.send_next()
        first = rig.sender.ids["a1"]
        status(rig, "a1", DeliveryStatus.UNDELIVERED, 30003)
        rig.pinned.pass_time(601)
        rig.outbox.send_next()
        status(rig, "a1", DELIVERED)
        for provider_id, code in ((first, 21610), (rig.sender.ids["a1"], 30003)):
            rig.outbox.record_status("a1", provider_id, DeliveryStatus.UNDELIVERED, code)
        with rig.store.reading() as tx:
            row = tx.outbox.find("a1")
        assert row is not None and (row.state, row.status, row.error_code) == (WITH_PROVIDER, "delivered", None)
        assert rig.person().consent == people.OPEN

    def test_a_failure_that_only_the_list_tells_of_is_tried_again_as_well(self, rig: Rig) -> None:
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        number, listed = rig.sender.texts[0]
        rig.sender.texts[0] = (number, replace(listed, status=DeliveryStatus.UNDELIVERED, error_code=30003))
        later(rig, 31)
        assert state(rig, "a1") == QUEUED

    def test_a_question_that_is_no_longer_open_is_not_brought_again(self, rig: Rig) -> None:
        put(rig, "a1", question=True)
        rig.outbox.send_next()
        put(rig, "a2", question=True)
        status(rig, "a1", DeliveryStatus.UNDELIVERED, 30003)
        assert state(rig, "a1") == WITH_PROVIDER
        assert rig.outbox.send_next() and rig.sender.bodies == ["a1", "a2"]

    def test_proof_of_arrival_outranks_a_failure_reported_before(self, rig: Rig) -> None:
        put(rig, "a1")
        rig.outbox.send_next()
        status(rig, "a1", DeliveryStatus.UNDELIVERED, 30003)
        status(rig, "a1", DELIVERED)
        rig.pinned.pass_time(3600)
        assert not rig.outbox.send_next() and state(rig, "a1") == WITH_PROVIDER

    def test_a_report_about_nothing_of_ours_is_let_pass(self, rig: Rig) -> None:
        rig.outbox.record_status("nobody", "SM1", DELIVERED, None)


class TestMoney:
    def test_the_daily_cap_stops_all_but_danger_and_consent(self, rig: Rig) -> None:
        rig.rebuild(daily_spend_cap=0.0113)
        put(rig, "a1")
        put(rig, "b1", number=OTHER)
        put(rig, "c1", number="+12025550125", kind="consent", urgency=0)
        while rig.outbox.send_next():
            pass
        assert rig.sender.bodies == ["c1"]
        rig.pinned.pass_time(24 * 3600)
        assert rig.outbox.send_next()

    def test_no_more_segments_a_second_than_the_carrier_allows(self, rig: Rig) -> None:
        for number in range(30):
            put(rig, f"a{number}", number=f"+1202555{100 + number:04}")
        sent = 0
        while rig.outbox.send_next():
            sent += 1
        assert sent == 10  # what was saved up
        rig.pinned.pass_time(5)
        while rig.outbox.send_next():
            sent += 1
        assert sent == 15

    def test_the_operator_is_told_of_the_cap_once_a_day(self, rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
        rig.rebuild(daily_spend_cap=0.0113)
        put(rig, "a1")
        put(rig, "b1", number=OTHER)
        while rig.outbox.send_next():
            pass
        assert not rig.outbox.send_next()
        assert capsys.readouterr().out.count("spend_cap_reached") == 1

    def test_reminders_leave_segments_for_replies(self, rig: Rig) -> None:
        for number in range(12):
            put(rig, f"r{number}", number=f"+1202555{100 + number:04}", urgency=2)
        while rig.outbox.send_next():
            pass
        assert len(rig.sender.bodies) == 7  # of the ten that were saved up, the rest is kept for replies
        put(rig, "reply", number=OTHER)
        assert rig.outbox.send_next() and rig.sender.bodies[-1] == "reply"

    def test_what_is_proved_not_to_have_gone_costs_nothing(self, rig: Rig) -> None:
        rig.sender.script = ["gone"]
        put(rig, "a1", kind="result")
        rig.outbox.send_next()
        later(rig, 901)
        with rig.store.reading() as tx:
            assert tx.ledger.spent(rig.pinned.at.date()) == 0

    def test_a_text_goes_nowhere_after_a_stop(self, rig: Rig) -> None:
        put(rig, "a1")
        with rig.store.transaction() as tx:
            tx.people.stop(rig.person().id, people.STOPPED, rig.pinned.at)
        assert not rig.outbox.send_next() and state(rig, "a1") == WITHDRAWN


def test_an_error_that_no_table_names_is_shown_and_not_repeated(rig: Rig) -> None:
    rig.sender.script = [SendError(99999, "unknown", alert=True)]
    put(rig, "a1")
    rig.outbox.send_next()
    assert state(rig, "a1") == FAILED
