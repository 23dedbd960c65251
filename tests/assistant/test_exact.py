"""Consent as the provider reports it, and the limits of a day, through the whole spine. On SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from assistant import people
from assistant.protocol.reasons import TOO_MANY_MESSAGES
from sms.inbound import OptOutType
from tests.support.rig import Rig


@pytest.mark.parametrize("answer", ["YES", "yes", "START"])
def test_a_yes_that_the_provider_calls_a_start_is_an_answer_while_nothing_is_stopped(rig: Rig, answer: str) -> None:
    rig.say("hi")
    assert rig.say(answer, opt_out=OptOutType.START)[0].startswith("I wrote down: 2 people")
    assert rig.engine.turns[-1].message == answer


def test_where_the_webhook_says_that_the_block_is_lifted_ours_is_too(rig: Rig) -> None:
    rig.say("STOP", opt_out=OptOutType.STOP)
    assert rig.say("YES", opt_out=OptOutType.START) == []
    assert rig.person().consent == people.OPEN
    assert rig.say("hello")


def test_a_yes_after_stop_that_lifts_nothing_is_told_the_word(rig: Rig) -> None:
    rig.say("STOP")
    (body,) = rig.say("YES")
    assert body == f"{rig.words('start_twilio')}\n{rig.words('start_twilio', 'es')}"
    assert rig.person().consent == people.BLOCKED
    rig.rebuild(opt_out_replies="ours")
    rig.say("START")
    rig.say("ALTO")
    assert rig.person().consent == people.STOPPED and rig.say("YES") == []


def test_unstop_lifts_both(rig: Rig) -> None:
    rig.say("STOP")
    assert rig.say("UNSTOP") == []
    assert rig.person().consent == people.OPEN


def test_a_word_that_the_provider_answered_and_we_do_not_know_gets_no_second_answer(rig: Rig) -> None:
    rig.say("hi")
    assert rig.say("NOVEDAD", opt_out=OptOutType.OTHER) == []
    assert rig.person().consent == people.OPEN and len(rig.engine.turns) == 1


def test_the_sixty_first_text_of_a_day_is_told_so_once_and_a_case_opens(rig: Rig) -> None:
    for number in range(60):
        rig.text(f"text {number}")
        rig.answer_all()
        rig.pinned.pass_time(20 * 60)
    assert len(rig.engine.turns) == 60
    rig.send_all()
    (body,) = rig.say("one more")
    assert "many messages" in body and rig.say("and more") == []
    with rig.store.reading() as tx:
        case = tx.cases.open_case(rig.person().id)
    assert case is not None and case.reason == TOO_MANY_MESSAGES
    rig.pinned.pass_time(24 * 3600)
    assert rig.say("the next day")
