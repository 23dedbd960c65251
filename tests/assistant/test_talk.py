"""The spine from door to outbox: one message, one reply, whatever happens in between. On SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import people
from assistant.cases import CLAIMED, OFFERED, RETURNED, WAITING, MessageSetAside, Opened
from assistant.casework import move_case
from assistant.facts import CASEWORKER, CONFIRMED, SAID, standing
from assistant.people import ASSISTANT
from assistant.protocol.effects import (
    Ask,
    EndTalk,
    HeardValue,
    Note,
    OpenCase,
    ResultLine,
    Say,
    SetLanguage,
    ShowResults,
    StartOver,
    Withdraw,
)
from assistant.protocol.reasons import ASKED_FOR_A_PERSON, SELF_HARM, TOO_MANY_MESSAGES, TURN_FAILED
from assistant.protocol.state import Asked, State
from assistant.protocol.turn import Learnt, Turn, TurnResult
from assistant.talk import InboxUnavailable
from sms.inbound import OptOutType
from sms.status import DeliveryStatus
from tests.support.rig import MARIA, PACK, Rig
from tests.support.scripted_engine import ANSWERED, Refuse, count_turns

OTHER = "+12025550124"


def result(*effects: object, learnt: tuple[Learnt, ...] = (), state: State | None = None) -> TurnResult:
    return TurnResult(state or State(greeted=True), learnt, effects, ANSWERED)  # type: ignore[arg-type]


def heard(fact: str, value: int, *, confirmed: bool = False) -> Learnt:
    return Learnt("household", fact, value, str(value), 0.9, "count", confirmed)


def open_case_of(rig: Rig, number: str = MARIA) -> tuple[str, str, str]:
    with rig.store.reading() as tx:
        case = tx.cases.open_case(rig.person(number).id)
        assert case is not None
        return case.reason, case.state, case.urgency


class TestOneText:
    def test_it_is_answered_and_everything_is_kept(self, rig: Rig) -> None:
        assert rig.say("help w food") == ["I wrote down: 1 person, counting you.\nWhat ZIP code do you live in?"]
        turn = rig.engine.turns[0]
        assert (turn.message, turn.state, turn.facts) == ("help w food", None, ())
        assert (turn.context.language, turn.context.channel, turn.context.pack) == ("en", "text", PACK)
        assert turn.context.today.isoformat() == "2026-11-20"
        with rig.store.reading() as tx:
            person = rig.person()
            talk = tx.talks.load(person.id)
            assert talk.version == 1 and talk.state is not None and talk.state["asked"]["question"] == "zip"
            (fact,) = tx.talks.facts(person.id)
            assert (fact.fact, fact.value, fact.how, fact.words) == ("size", 1, SAID, "help w food")
            assert fact.turn_id == turn.context.turn_id
            assert tx.inbox.counts() == {"done": 1}

    def test_the_next_turn_gets_state_and_facts_back(self, rig: Rig) -> None:
        rig.say("one")
        assert rig.say("two")[0].startswith("I wrote down: 2 people")
        turn = rig.engine.turns[1]
        assert turn.state is not None and turn.state.asked == Asked("zip")
        assert [(row.fact, row.value) for row in turn.facts] == [("size", 1)]

    def test_the_same_message_twice_is_one(self, rig: Rig) -> None:
        rig.text("hello", sid="SM" + "1" * 32)
        rig.text("hello", sid="SM" + "1" * 32)
        assert rig.answer_all() == 1
        rig.text("hello", sid="SM" + "1" * 32)
        assert rig.answer_all() == 0
        assert len(rig.rows()) == 1

    def test_messages_are_answered_in_order_and_people_apart(self, rig: Rig) -> None:
        for number in (MARIA, OTHER):
            for body in ("one", "two", "three"):
                rig.text(f"{body}", number)
        assert rig.answer_all() == 6
        assert [turn.message for turn in rig.engine.turns] == ["one", "two", "three"] * 2
        assert [row.value for turn in rig.engine.turns for row in turn.facts] == [1, 2, 1, 2]

    def test_two_workers_never_answer_the_same_message(self, rig: Rig) -> None:
        rig.text("one")

        def second_worker_meanwhile(turn: Turn) -> TurnResult:
            assert not rig.talk.handle_next()
            return count_turns(turn)

        rig.engine.answer = second_worker_meanwhile
        assert rig.answer_all() == 1

    def test_the_door_says_so_when_it_cannot_write(self, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("assistant.talk.DOOR_LIMIT_S", 0.2)
        with rig.store.transaction() as tx:
            tx.people.arrive(MARIA, "en", "held", rig.pinned.at)
            with pytest.raises(InboxUnavailable):
                rig.text("hello")
        rig.text("hello")


class TestFence:
    """What changes while the engine thinks makes its work worthless."""

    def test_a_stop_meanwhile_means_that_nothing_is_sent(self, rig: Rig) -> None:
        def stopped_meanwhile(turn: Turn) -> TurnResult:
            with rig.store.transaction() as tx:
                tx.people.stop(rig.person().id, people.BLOCKED, rig.pinned.at)
            return count_turns(turn)

        rig.engine.answer = stopped_meanwhile
        assert rig.say("one") == []
        with rig.store.reading() as tx:
            assert tx.talks.facts(rig.person().id) == ()
            assert tx.inbox.counts() == {"done": 1}

    def test_a_caseworker_who_takes_over_meanwhile_is_not_talked_over(self, rig: Rig) -> None:
        def taken_meanwhile(turn: Turn) -> TurnResult:
            with rig.store.transaction() as tx:
                tx.people.set_owner(rig.person().id, "worker7")
            return count_turns(turn)

        rig.engine.answer = taken_meanwhile
        assert rig.say("one") == []

    def test_a_slow_worker_whose_lease_ran_out_writes_nothing(self, rig: Rig) -> None:
        calls: list[str] = []

        def slow_once(turn: Turn) -> TurnResult:
            calls.append(turn.message)
            if len(calls) == 1:
                rig.pinned.pass_time(31)
                assert rig.talk.handle_next()  # another worker takes over and finishes
            return count_turns(turn)

        rig.engine.answer = slow_once
        assert rig.say("one") == ["I wrote down: 1 person, counting you.\nWhat ZIP code do you live in?"]
        assert len(calls) == 2

    def test_a_correction_meanwhile_is_seen_when_the_work_is_done_again(self, rig: Rig) -> None:
        rig.say("one")

        def corrected_meanwhile(turn: Turn) -> TurnResult:
            rig.engine.answer = count_turns
            with rig.store.transaction() as tx:
                person, talk = rig.person(), tx.talks.load(rig.person().id)
                tx.talks.record_fact(person.id, "fix", "household", "size", 5, CASEWORKER, rig.pinned.at)
                tx.talks.save(person.id, replace(talk, version=talk.version + 1))
            return count_turns(turn)

        rig.engine.answer = corrected_meanwhile
        assert rig.say("two")[0].startswith("I wrote down: 6 people")


class TestKilled:
    """A worker that dies at any step loses nothing and doubles nothing."""

    @pytest.mark.parametrize("point", ["talk.claimed", "talk.decided", "talk.writing", "talk.written"])
    def test_at_each_step_of_a_turn(self, rig: Rig, point: str) -> None:
        self.die_at(rig, point)
        rig.text("one")
        with pytest.raises(Killed):
            rig.talk.handle_next()
        rig.pinned.on_point = None
        rig.pinned.pass_time(31)
        rig.answer_all()
        rig.send_all()
        assert rig.sender.bodies == ["I wrote down: 1 person, counting you.\nWhat ZIP code do you live in?"]

    @pytest.mark.parametrize(("point", "kept"), [("door.writing", False), ("door.written", True)])
    def test_at_each_step_of_the_door_the_provider_sends_it_again(self, rig: Rig, point: str, kept: bool) -> None:
        self.die_at(rig, point)
        with pytest.raises(Killed):
            rig.text("one", sid="SM" + "2" * 32)
        rig.pinned.on_point = None
        with rig.store.reading() as tx:
            assert tx.inbox.knows("SM" + "2" * 32) is kept
        rig.text("one", sid="SM" + "2" * 32)
        assert rig.answer_all() == 1

    def die_at(self, rig: Rig, point: str) -> None:
        def die(name: str) -> None:
            if name == point:
                raise Killed

        rig.pinned.on_point = die


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


class TestEngineTrouble:
    def test_one_moment_once_and_then_the_answer(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: refuse(503)
        rig.text("one")
        rig.talk.handle_next()
        rig.pinned.pass_time(9)
        rig.talk.handle_next()
        rig.send_all()
        rig.engine.answer = count_turns
        rig.pinned.pass_time(9)
        rig.answer_all()
        rig.send_all()
        assert [body[:12] for body in rig.sender.bodies] == ["One moment, ", "I wrote down"]

    def test_a_dead_engine_never_costs_the_message(self, rig: Rig) -> None:
        rig.rebuild(engine_socket=rig.settings.folder / "nobody.sock")
        rig.text("one")
        for _ in range(20):
            rig.talk.handle_next()
            rig.send_all()
        rig.rebuild(engine_socket=rig.settings.folder / "engine.sock")
        rig.answer_all()
        rig.send_all()
        assert [body[:12] for body in rig.sender.bodies] == ["One moment, ", "I wrote down"]

    def test_an_engine_that_stays_away_is_a_humans_task_and_the_person_is_told(self, rig: Rig) -> None:
        rig.rebuild(engine_socket=rig.settings.folder / "nobody.sock")
        rig.text("one")
        for _ in range(100):
            rig.talk.handle_next()
            rig.pinned.pass_time(10)
        rig.send_all()
        assert open_case_of(rig) == (TURN_FAILED, WAITING, "day")
        assert "had trouble with your last message" in rig.sender.bodies[-1]

    @pytest.mark.parametrize("trouble", ["refusal", "empty result", "nothing to say", "no such words"])
    def test_three_failures_set_the_message_aside_and_the_next_goes_on(self, rig: Rig, trouble: str) -> None:
        def fail(turn: Turn) -> TurnResult:
            if turn.message == "good":
                return count_turns(turn)
            if trouble == "refusal":
                refuse(422)
            if trouble == "no such words":
                return result(Say("no.such.message"))
            return result() if trouble == "empty result" else result(EndTalk("x"))

        rig.engine.answer = fail
        rig.text("bad")
        rig.text("good")
        for _ in range(4):
            rig.answer_all()
            rig.pinned.pass_time(10)
        rig.send_all()
        assert [turn.message for turn in rig.engine.turns] == ["bad", "bad", "bad", "good"]
        told, answered = rig.sender.bodies[-2:]
        assert "had trouble with your last message" in told and "I asked a person" in told
        assert answered.startswith("I wrote down: 1 person")
        with rig.store.reading() as tx:
            case = tx.cases.open_case(rig.person().id)
            assert case is not None and case.reason == TURN_FAILED
            opened, set_aside = (note.body for note in tx.cases.notes(case))
            assert isinstance(opened, Opened) and opened.words == "bad"
            assert isinstance(set_aside, MessageSetAside) and "three times" in set_aside.reason

    def test_a_message_that_kills_its_worker_again_and_again_is_set_aside(self, rig: Rig) -> None:
        def die(name: str) -> None:
            if name == "talk.decided":
                raise Killed

        rig.text("poison")
        rig.pinned.on_point = die
        for _ in range(12):
            with pytest.raises(Killed):
                rig.talk.handle_next()
            rig.pinned.pass_time(31)
        rig.answer_all()
        assert open_case_of(rig)[0] == TURN_FAILED

    def test_a_state_that_the_engine_cannot_read_starts_the_talk_anew_from_the_facts(self, rig: Rig) -> None:
        rig.say("one")

        def unreadable(turn: Turn) -> TurnResult:
            return count_turns(turn) if turn.state is None else refuse(400, "UnreadableState")

        rig.engine.answer = unreadable
        assert rig.say("two")[0].startswith("I wrote down: 2 people")

    def test_a_pack_that_the_engine_no_longer_has_gives_way_to_the_current_one(self, rig: Rig) -> None:
        rig.say("one")
        rig.rules.current = "q" * 64
        asked: list[str] = []

        def old_pack_gone(turn: Turn) -> TurnResult:
            asked.append(turn.context.pack)
            return count_turns(turn) if turn.context.pack == "q" * 64 else refuse(409, "NoSuchPack")

        rig.engine.answer = old_pack_gone
        rig.say("two")
        assert asked == [PACK, "q" * 64]

    def test_a_pack_that_was_just_built_waits_for_the_engine_and_costs_nobody_an_answer(self, rig: Rig) -> None:
        rig.say("one")
        rig.rules.current = "q" * 64
        loaded = [PACK]

        def by_loaded_pack(turn: Turn) -> TurnResult:
            return count_turns(turn) if turn.context.pack in loaded else refuse(409, "NoSuchPack")

        rig.engine.answer = by_loaded_pack
        assert rig.say("hi", OTHER)[0].startswith("I wrote down: 1 person")
        rig.rebuild()  # a new process knows no earlier pack
        rig.text("again", "+12025550125")
        for _ in range(6):
            rig.talk.handle_next()
            rig.pinned.pass_time(2)
        loaded.append("q" * 64)
        rig.answer_all()
        with rig.store.reading() as tx:
            assert tx.inbox.counts() == {"done": 3}

    def test_a_talk_keeps_its_pack_for_a_day(self, rig: Rig) -> None:
        rig.say("one")
        rig.rules.current = "q" * 64
        rig.say("two")
        rig.pinned.pass_time(24 * 3600 + 60)
        rig.say("three")
        assert [turn.context.pack[0] for turn in rig.engine.turns] == ["p", "p", "q"]


def refuse(status: int, name: str = "RuntimeError") -> TurnResult:
    raise Refuse(status, name)


class TestConsent:
    def test_stop_acts_at_once_and_nothing_goes_out_after_it(self, rig: Rig) -> None:
        rig.rebuild(opt_out_replies="ours")
        rig.say("hi")
        assert rig.say("STOP") == [rig.words("stop_done")]
        assert rig.say("hello?") == [] and rig.say("STOP") == []
        assert len(rig.engine.turns) == 1
        assert rig.say("start") == [rig.words("start_done")]
        assert rig.say("hello")

    def test_stop_takes_back_what_was_not_sent_yet(self, rig: Rig) -> None:
        rig.rebuild(opt_out_replies="ours")
        rig.text("one")
        rig.answer_all()
        assert rig.say("alto") == [rig.words("stop_done")]
        assert rig.rows()[0].state == "withdrawn"

    def test_where_the_provider_answers_we_record_and_say_nothing(self, rig: Rig) -> None:
        assert rig.say("Stop") == []
        assert rig.person().consent == people.BLOCKED
        assert rig.say("START") == []
        assert rig.person().consent == people.OPEN
        assert rig.say("HELP") == []

    def test_where_the_webhook_says_that_it_was_answered_we_say_nothing(self, rig: Rig) -> None:
        rig.rebuild(opt_out_replies="ours")
        assert rig.say("ALTO", opt_out=OptOutType.STOP) == []
        assert rig.person().consent == people.BLOCKED
        assert rig.say("AYUDA", opt_out=OptOutType.HELP) == []
        assert rig.say("START", opt_out=OptOutType.START) == []
        assert rig.person().consent == people.OPEN

    def test_a_word_that_the_provider_does_not_know_is_ours_to_answer(self, rig: Rig) -> None:
        assert rig.say("ALTO") == [f"{rig.words('stop_done')}\n{rig.words('stop_done', 'es')}"]
        assert rig.person().consent == people.STOPPED

    def test_only_start_lifts_the_providers_block_and_we_say_so_in_both_languages(self, rig: Rig) -> None:
        rig.say("STOP")
        (body,) = rig.say("reanudar")
        assert body == f"{rig.words('start_twilio')}\n{rig.words('start_twilio', 'es')}"
        assert rig.person().consent == people.BLOCKED

    @pytest.mark.parametrize("answer", ["yes", "Sí", "stop texting me!", "stop"])
    def test_a_near_phrase_is_asked_about_once(self, rig: Rig, answer: str) -> None:
        rig.say("hi")
        assert rig.say("please stop texting me") == [rig.words("stop_ask")]
        assert rig.person().consent == people.OPEN
        rig.say(answer)
        assert rig.person().consent != people.OPEN

    def test_anything_else_than_yes_goes_on(self, rig: Rig) -> None:
        rig.say("please stop texting me")
        assert rig.say("no 3 people")[0].startswith("I wrote down")
        assert rig.say("yes")[0].startswith("I wrote down")
        assert rig.person().consent == people.OPEN

    def test_the_question_about_stopping_is_forgotten_after_a_day(self, rig: Rig) -> None:
        rig.say("please stop texting me")
        rig.pinned.pass_time(25 * 3600)
        assert rig.say("yes")[0].startswith("I wrote down")

    def test_hours_that_stopped_are_an_answer(self, rig: Rig) -> None:
        assert rig.say("my hours stopped")[0].startswith("I wrote down")

    def test_help_is_answered_and_the_open_question_comes_again(self, rig: Rig) -> None:
        rig.say("hi")
        (body,) = rig.say("AYUDA")
        assert "free helpline" in body and body.endswith("What ZIP code do you live in?")

    def test_start_from_somebody_new_is_a_first_word(self, rig: Rig) -> None:
        assert rig.say("START")[0].startswith("I wrote down")


class TestErasing:
    def test_asked_once_then_everything_is_gone(self, rig: Rig) -> None:
        rig.say("my secret")
        person = rig.person()
        assert rig.say("BORRAR") == [rig.words("delete_ask")]
        assert rig.say("yes") == [rig.words("delete_done")]
        with rig.store.reading() as tx:
            assert tx.people.find(MARIA) is None
            assert tx.inbox.of_person(person.id) == () and tx.talks.facts(person.id) == ()
            assert [row.action for row in tx.ledger.audited(person.id)] == ["erased"]
        assert rig.sweep.finish_goodbyes() == 1
        assert rig.sweep.finish_goodbyes() == 0

    def test_bodies_at_the_provider_are_cleared_at_once(self, rig: Rig) -> None:
        rig.say("my secret")
        rig.say("DELETE")
        rig.say("delete")
        rig.sweep.finish_goodbyes()
        rig.sweep.clear_bodies()
        with rig.store.reading() as tx:
            assert tx.ledger.bodies_held() == 0
        assert len(rig.sender.redacted) == 6

    @pytest.mark.parametrize("asked", ["DELETE", "please stop texting me", "lol i want to kill myself"])
    def test_a_no_to_the_apps_question_is_never_an_answer_to_the_interviews(self, rig: Rig, asked: str) -> None:
        rig.say("one")
        rig.say(asked)
        assert rig.say("No.") == [f"{rig.words('repeat')}\n{rig.words('question.zip')}"]
        assert len(rig.engine.turns) == 1
        assert rig.say("no")[0].startswith("I wrote down: 2 people")

    def test_a_new_text_after_erasing_is_a_new_person(self, rig: Rig) -> None:
        rig.say("one")
        first = rig.person().id
        rig.say("DELETE")
        rig.say("yes")
        assert rig.say("hi")[0].startswith("I wrote down: 1 person")
        assert rig.person().id != first

    def test_after_stop_the_word_alone_is_enough_and_the_stop_stays(self, rig: Rig) -> None:
        rig.say("one")
        rig.say("STOP")
        assert rig.say("DELETE") == []
        rig.text("hi")
        assert rig.person().consent == people.BLOCKED


class TestDanger:
    def test_help_that_is_there_now_comes_first_and_a_case_opens(self, rig: Rig) -> None:
        rig.say("hi")
        (body,) = rig.say("i want to kill myself")
        assert body.index("988") < body.index("Example County")
        assert open_case_of(rig) == (SELF_HARM, WAITING, "now")
        assert len(rig.engine.turns) == 1

    def test_somebody_new_is_helped_in_both_languages(self, rig: Rig) -> None:
        said = "\n".join(rig.say("quiero matarme"))
        assert rig.words("crisis.self_harm") in said and rig.words("crisis.self_harm", "es") in said

    def test_a_doubtful_finding_gets_the_same_help_and_is_asked_about(self, rig: Rig) -> None:
        rig.say("hi")
        (body,) = rig.say("lol i want to kill myself")
        assert "988" in body and body.endswith("Would you like that?")
        assert open_case_of(rig) == (SELF_HARM, OFFERED, "now")
        assert "I asked a person" in rig.say("yes please")[0]
        assert open_case_of(rig) == (SELF_HARM, WAITING, "now")

    def test_after_stop_a_case_opens_and_no_text_goes(self, rig: Rig) -> None:
        rig.say("STOP")
        assert rig.say("i want to kill myself") == []
        assert open_case_of(rig) == (SELF_HARM, WAITING, "now")

    def test_danger_inside_a_wish_to_stop_is_danger(self, rig: Rig) -> None:
        rig.say("hi")
        (body,) = rig.say("please stop texting me i want to kill myself")
        assert "988" in body

    def test_the_spend_cap_does_not_hold_it_back(self, rig: Rig) -> None:
        rig.rebuild(daily_spend_cap=0.001)
        rig.say("hello")
        assert rig.say("hello again") == []
        assert "988" in rig.say("i want to kill myself")[0]

    @pytest.mark.parametrize(
        ("first", "language", "line"),
        [
            ("no tengo comida hoy para mis hijos y necesito ayuda", "es", "Para comida hoy"),
            ("i have no food today for my kids please help", "en", "For food today"),
        ],
    )
    def test_the_talk_after_danger_goes_on_in_its_language(
        self, rig: Rig, first: str, language: str, line: str
    ) -> None:
        """The exact rule answers before the engine has seen a word; the next message may be a bare ZIP code."""
        assert rig.say(first)[0].startswith(line)
        rig.say("77036")
        assert rig.engine.turns[-1].context.language == language

    def test_at_night_nobody_promises_a_person(self, rig: Rig) -> None:
        rig.say("hi")
        rig.pinned.pass_time(8 * 3600)
        (body,) = rig.say("i want to kill myself")
        assert "988" in body and "Monday, November 23, at 9:00 am" in body and "I asked a person" not in body


class TestCaseworker:
    def test_while_a_caseworker_owns_the_talk_the_assistant_keeps_quiet(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(OpenCase(ASKED_FOR_A_PERSON, turn.message))
        assert "I asked a person at Example County" in rig.say("a person please")[0]
        edge = rig.pinned.edge()
        with rig.store.transaction() as tx:
            case = tx.cases.open_case(rig.person().id)
            assert case is not None
            move_case(tx, edge, case.id, CLAIMED, "worker7")
        assert rig.person().owner == "worker7"
        assert rig.say("are you there") == []
        assert "988" in rig.say("i want to kill myself")[0]
        with rig.store.transaction() as tx:
            move_case(tx, edge, case.id, RETURNED, "worker7")
        rig.engine.answer = count_turns
        assert rig.person().owner == ASSISTANT and rig.say("hello")[0].startswith("I wrote down")

    def test_asking_twice_adds_to_the_same_case_and_the_more_urgent_reason_leads(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(OpenCase(ASKED_FOR_A_PERSON, turn.message))
        rig.say("a person")
        rig.say("a person now")
        rig.say("i want to kill myself")
        assert open_case_of(rig) == (SELF_HARM, WAITING, "now")
        with rig.store.reading() as tx:
            case = tx.cases.open_case(rig.person().id)
            assert case is not None
            words = [note.body.words for note in tx.cases.notes(case) if isinstance(note.body, Opened)]
        assert words == ["a person", "a person now", "i want to kill myself"]


class TestLimits:
    def test_the_twenty_first_text_in_ten_minutes_is_told_so_once(self, rig: Rig) -> None:
        for number in range(20):
            assert rig.say(f"text {number}")
        (body,) = rig.say("one more")
        assert "many messages" in body and open_case_of(rig)[0] == TOO_MANY_MESSAGES
        assert rig.say("and more") == []
        assert "988" in rig.say("i want to kill myself")[0]
        rig.pinned.pass_time(601)
        assert rig.say("later")[0].startswith("I wrote down")


class TestEffects:
    def test_a_correction_counts_over_what_was_confirmed_before(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(Ask("zip"), learnt=(heard("size", 3, confirmed=True),))
        rig.say("3")
        note = Note("household", (HeardValue("household", "size", 4),), corrected=True)
        rig.engine.answer = lambda turn: result(note, Ask("zip"), learnt=(heard("size", 4),))
        assert rig.say("no wait its 4")[0].startswith("I changed it to: 4 people")
        with rig.store.reading() as tx:
            now = standing(tx.talks.facts(rig.person().id))
        assert [(fact.value, fact.how) for fact in now.facts] == [(4, CONFIRMED)]

    def test_start_over_and_withdraw_set_aside_without_overwriting(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(Ask("zip"), learnt=(heard("size", 3), heard("rent", 5)))
        rig.say("3")
        rig.engine.answer = lambda turn: result(
            Withdraw(("household.rent",)), Say("restart_ok"), learnt=(heard("childcare", 1),)
        )
        rig.say("hm")
        rig.engine.answer = count_turns
        rig.say("x")
        assert {row.fact for row in rig.engine.turns[-1].facts} == {"size", "childcare"}
        rig.engine.answer = lambda turn: result(StartOver(), Say("restart_ok"), Ask("zip"))
        rig.say("start over")
        rig.engine.answer = count_turns
        rig.say("x")
        assert rig.engine.turns[-1].facts == ()
        with rig.store.reading() as tx:
            assert len(tx.talks.facts(rig.person().id)) == 6

    def test_results_are_kept_with_pack_day_and_facts(self, rig: Rig) -> None:
        lines = (ResultLine("snap", "likely", 50000, 50000, ("expedited",)), ResultLine("wic", "unlikely"))
        rig.engine.answer = lambda turn: result(ShowResults(lines, 2, True), learnt=(heard("size", 3),))
        body = "\n".join(rig.say("3"))
        assert "SNAP (food money), about $500 a month" in body and "MORE for the rest" in body
        assert "WIC is not likely. Your income is over the limit." in body and "within 7 days" in body
        with rig.store.reading() as tx:
            (kept,) = tx.talks.determinations(rig.person().id)
            (fact,) = tx.talks.facts(rig.person().id)
        assert (kept.pack, kept.on_date.isoformat()) == (PACK, "2026-11-20")
        assert kept.content["facts"] == [fact.id] and kept.content["shown"][0]["results"][0]["program"] == "snap"

    def test_the_language_changes_with_the_reply(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(SetLanguage("es"), Ask("zip"))
        assert rig.say("hola") == ["¿Cuál es su código postal?"] or "código postal" in rig.sender.bodies[-1]
        rig.say("78207")
        assert rig.engine.turns[-1].context.language == "es"

    def test_the_welcome_holds_the_first_question(self, rig: Rig) -> None:
        rig.engine.answer = lambda turn: result(Say("welcome"), Ask("zip"))
        (body,) = rig.say("hi")
        assert body.startswith("Free helpline of Example County") and body.endswith("What ZIP code do you live in?")


@pytest.mark.parametrize(
    ("body", "media", "said"),
    [
        ("", 0, "without words"),
        ("   \u200b ", 0, "without words"),
        ("", 1, "cannot see photos"),
        ("Liked “What ZIP code do you live in?”", 0, "cannot read that reaction"),
        ("x" * 10_000, 0, "long message"),
        ("мне нужна еда", 0, "only read English and Spanish"),
        ("我需要食物", 0, "only read English and Spanish"),
        ("\x00\x07\x1b", 0, "without words"),
    ],
)
def test_what_cannot_be_read_gets_a_kind_word_and_the_question_again(
    rig: Rig, body: str, media: int, said: str
) -> None:
    rig.say("hi")
    (reply,) = rig.say(body, media=media)
    assert said in reply and reply.endswith("What ZIP code do you live in?")
    assert len(rig.engine.turns) == 1


@pytest.mark.parametrize(
    "body",
    [
        "👍",
        "'; DROP TABLE person;--",
        "<b>hi</b>",
        "{{ 7*7 }} {% raw %}",
        "/restart",
        '/inform{"size": 9}',
        "4 \x00people",
    ],
)
def test_odd_but_readable_text_reaches_the_engine_as_text(rig: Rig, body: str) -> None:
    assert rig.say(body)[0].startswith("I wrote down: 1 person")
    assert rig.engine.turns[0].message == body.replace("\x00", "")


def test_reordered_status_reports_and_erased_people_do_not_trouble_anybody(rig: Rig) -> None:
    rig.say("one")
    (row,) = rig.rows()
    assert row.provider_id is not None and row.final_at is not None
    rig.say("DELETE")
    rig.say("yes")
    rig.outbox.record_status(row.our_id, row.provider_id, DeliveryStatus.SENT, None)


def test_the_reply_of_a_call_is_kept_and_the_same_each_time_it_is_fetched(rig: Rig) -> None:
    turn_id = rig.door.take("CA1", MARIA, "text", "three", channel="voice")
    assert turn_id is not None
    rig.answer_all()
    rig.send_all()
    assert rig.sender.sent == []
    with rig.store.reading() as tx:
        once, again = tx.outbox.of_turn(turn_id), tx.outbox.of_turn(turn_id)
    assert once == again and once[0].body.startswith("I wrote down: 1 person")
    assert rig.engine.turns[0].context.channel == "voice"
