"""The pure parts of the spine: hours, facts, people, cases, what cannot be read, and words out of effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import cases, people
from assistant.cases import Case, CaseError, move
from assistant.facts import CASEWORKER, CONFIRMED, DOCUMENT, RANKS, SAID, Fact, standing
from assistant.hours import parse_hours
from assistant.patience import Patience
from assistant.people import Pending, Person
from assistant.protocol.effects import (
    Ask,
    Consent,
    EndTalk,
    HeardValue,
    OfferHuman,
    OpenCase,
    ReadBack,
    ResultLine,
    Say,
    ShowResults,
)
from assistant.protocol.reasons import ASKED_FOR_A_PERSON
from assistant.replies import NothingToSay, Scene, compose_reply
from assistant.unreadable import readable, unreadable
from entitlements.values import Amount
from tests.support.house import NOON
from tests.support.rig import copy

OFFICE = parse_hours("mon-fri 09:00-12:00; mon-thu 13:00-17:00; closed 2026-11-26", "America/Chicago")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.zone)


class TestHours:
    @pytest.mark.parametrize(
        ("at", "open_", "next_open"),
        [
            ("2026-11-20 09:00", True, "2026-11-23 09:00"),  # a Friday
            ("2026-11-20 08:59", False, "2026-11-20 09:00"),
            ("2026-11-20 12:00", False, "2026-11-23 09:00"),
            ("2026-11-23 12:30", False, "2026-11-23 13:00"),
            ("2026-11-25 17:00", False, "2026-11-27 09:00"),  # Thursday is closed
            ("2026-11-26 10:00", False, "2026-11-27 09:00"),
        ],
    )
    def test_open_and_next(self, at: str, open_: bool, next_open: str) -> None:
        assert OFFICE.is_open(local(at)) is open_
        assert OFFICE.next_open(local(at)) == local(next_open)

    def test_the_night_the_clocks_change(self) -> None:
        begins = OFFICE.next_open(local("2026-10-31 20:00"))
        assert begins is not None and begins.astimezone(UTC) == datetime(2026, 11, 2, 15, tzinfo=UTC)

    def test_nobody_at_all(self) -> None:
        assert parse_hours("", "UTC").next_open(NOON) is None

    @pytest.mark.parametrize("text", ["fri-mon 09:00-17:00", "mon 17:00-09:00", "mon 9-17", "day 09:00-17:00"])
    def test_what_cannot_be_read_is_named(self, text: str) -> None:
        with pytest.raises(ValueError, match="write"):
            parse_hours(text, "UTC")


def fact(position: int, value: int | None, how: str = SAID, name: str = "size") -> Fact:
    return Fact(position, f"f{position}", "household", name, value, how, "", "", 1.0, None, NOON)


class TestFacts:
    def test_rank_goes_before_newness_and_the_newest_among_equals(self) -> None:
        now = standing([fact(1, 2, DOCUMENT), fact(2, 3, CASEWORKER), fact(3, 4, DOCUMENT), fact(4, 5)])
        assert now.value("household", "size") == 4
        assert [(each.standing.value, each.doubted.value) for each in now.conflicts] == [(4, 5)]

    def test_saying_the_same_again_is_no_conflict(self) -> None:
        assert standing([fact(1, 2, CONFIRMED), fact(2, 2)]).conflicts == ()

    def test_start_over_sets_aside_own_words_only(self) -> None:
        history = [fact(1, 2), fact(2, 3, CONFIRMED, "rent"), fact(3, 4, CASEWORKER, "zip"), fact(4, 5, name="new")]
        assert [each.fact for each in standing(history, said_from=3).facts] == ["zip", "new"]

    def test_withdrawn_words_do_not_count_but_documents_do(self) -> None:
        history = [fact(1, 2), fact(2, 7, DOCUMENT, "rent"), fact(3, None), fact(4, None, name="rent")]
        assert [(each.fact, each.value) for each in standing(history).facts] == [("rent", 7)]
        assert standing([*history, fact(5, 9)]).value("household", "size") == 9

    @given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(RANKS)), max_size=12))
    def test_what_counts_is_never_outranked(self, rows: list[tuple[int, str]]) -> None:
        history = [fact(position, value, how) for position, (value, how) in enumerate(rows, 1)]
        now = standing(history)
        assert len(now.facts) == bool(history)
        for each in now.facts:
            assert RANKS.index(each.how) == min(RANKS.index(row.how) for row in history)


PERSON = Person("p1", "en", people.OPEN, people.ASSISTANT, None, NOON)
CASE = Case("c1", "p1", cases.WAITING, ASKED_FOR_A_PERSON, "day", None, NOON, NOON)


class TestPeopleAndCases:
    def test_who_may_speak_and_what_was_asked(self) -> None:
        assert people.assistant_may_speak(PERSON)
        assert not people.assistant_may_speak(replace(PERSON, owner="worker7"))
        asked = replace(PERSON, pending=Pending(people.STOP_ASKED, NOON))
        assert people.open_pending(asked, NOON + timedelta(hours=24)) == people.STOP_ASKED
        assert people.open_pending(asked, NOON + timedelta(hours=25)) is None

    def test_a_case_has_an_owner_only_while_it_is_claimed(self) -> None:
        claimed = move(CASE, cases.CLAIMED, NOON, "worker7")
        assert claimed.speaker == "worker7"
        returned = move(claimed, cases.RETURNED, NOON)
        assert returned.speaker is None
        assert move(returned, cases.CLOSED, NOON).speaker is None

    @pytest.mark.parametrize("state", [cases.OFFERED, cases.WAITING, cases.RETURNED])
    def test_a_step_that_is_not_allowed_says_which_are(self, state: str) -> None:
        with pytest.raises(CaseError, match="allowed: claimed, closed"):
            move(CASE, state, NOON)

    def test_nobody_cannot_claim(self) -> None:
        with pytest.raises(CaseError, match="caseworker's id"):
            move(CASE, cases.CLAIMED, NOON)


class TestUnreadable:
    @pytest.mark.parametrize("body", ["5", "👍", "sí", "ok", "José", "3 человека", "¿?", "<b>", "1" * 1600])
    def test_what_an_engine_may_make_sense_of_goes_to_the_engine(self, body: str) -> None:
        assert unreadable("text", body) is None

    def test_control_characters_go_and_spaces_stay_single(self) -> None:
        assert readable(" 4\x00 \r\n people\u200b ") == "4 people"

    @given(st.text())
    def test_it_never_fails_and_what_is_readable_stays_so(self, body: str) -> None:
        unreadable("text", body)
        assert readable(readable(body)) == readable(body)


SCENE = Scene("en", "text", NOON, OFFICE, {"site": None, "phone": None})


class TestReplies:
    def test_a_read_back_waits_for_its_yes(self) -> None:
        value = Amount(180000, 180000, "month")
        reply = compose_reply(
            (ReadBack("earned_income", (HeardValue("household", "earned_income", value),)),), copy(), SCENE
        )
        assert "$1,800 a month" in reply.bodies[0] and reply.asks

    def test_other_words_and_easier_words(self) -> None:
        bodies = {compose_reply((Ask("zip", form),), copy(), SCENE).bodies for form in ("first", "again", "easier")}
        assert len(bodies) == 3

    @pytest.mark.parametrize("last", [OfferHuman("not_understood"), Consent("stop"), Ask("zip")])
    def test_a_question_at_the_end_is_one_that_may_be_asked_again(self, last: object) -> None:
        assert compose_reply((Say("not_understood"), last), copy(), SCENE).asks  # type: ignore[arg-type]

    def test_nobody_promises_a_person_at_night(self) -> None:
        at = local("2026-11-25 20:00")
        (body,) = compose_reply((OpenCase("asked_for_a_person", "x"),), copy(), replace(SCENE, at=at)).bodies
        assert "Friday, November 27, at 9:00 am" in body

    def test_without_any_office_hours_no_time_is_promised(self) -> None:
        scene = replace(SCENE, hours=parse_hours("", "UTC"))
        (body,) = compose_reply((OpenCase("asked_for_a_person", "x"),), copy(), scene).bodies
        assert body == copy().render("case_opened", "en", "text", {})

    def test_nothing_likely_still_says_how_to_go_on(self) -> None:
        shown = ShowResults((ResultLine("snap", "unlikely"),), 0, True)
        (body,) = compose_reply((shown,), copy(), SCENE).bodies
        assert "only the office decides" in body

    def test_what_is_uncertain_is_told_as_uncertain(self) -> None:
        shown = ShowResults((ResultLine("wic", "likely"), ResultLine("snap", "ask_a_person")), 0, True)
        body = "\n".join(compose_reply((shown,), copy(), SCENE).bodies)
        assert "- WIC\n" in body and "SNAP (food money): I am not sure" in body

    def test_what_two_programs_note_alike_is_said_once(self) -> None:
        notes = {"file": "File a tax return.", "refund": "A refund is left out."}
        rows = (
            ResultLine("snap", "likely", notes=("file", "refund", "presumed.all_citizens")),
            ResultLine("wic", "likely", notes=("file", "presumed.all_citizens")),
        )
        told = "\n".join(compose_reply((ShowResults(rows, 0, True),), copy(), replace(SCENE, notes=notes)).bodies)
        assert "SNAP (food money). File a tax return. A refund is left out." in told
        assert told.count("File a tax return") == 1 and told.count("counts everyone as a US citizen") == 1

    @pytest.mark.parametrize("effects", [(), (EndTalk("bye"),)])
    def test_silence_is_a_fault(self, effects: tuple[EndTalk, ...]) -> None:
        with pytest.raises(NothingToSay):
            compose_reply(effects, copy(), SCENE)


def test_only_our_own_patience_can_be_hurried_never_the_engines() -> None:
    hurried = Patience().hurried(10)
    assert hurried.lease == timedelta(seconds=3) and hurried.moment == Patience().moment
