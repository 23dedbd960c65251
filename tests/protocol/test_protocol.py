"""The contract between the two runtimes: JSON goes in and out unchanged, and bad shapes are refused by name."""
from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast, get_args

import pytest

from assistant.protocol import effects as fx
from assistant.protocol.codec import from_json, to_json
from assistant.protocol.errors import MalformedMessage, UnreadableState
from assistant.protocol.state import Asked, Held, State, read_state
from assistant.protocol.turn import (
    Context,
    FactRow,
    Learnt,
    Turn,
    TurnResult,
    Understood,
    result_from_json,
    result_to_json,
    turn_from_json,
    turn_to_json,
)
from entitlements.values import Absent, Amount, Span

GOLDEN = Path(__file__).parent / "golden"
CONTEXT = Context(date(2026, 11, 21), "text", "es", "a" * 64, "t-1")
HEARD = fx.HeardValue("household", "rent", Amount(90_000, 90_000, "month"))
FULL_STATE = State(
    phase="interview", asked=Asked("rent", "again"),
    held=(Held("household", "size", Span(3, 4), "3 or 4", 0.6),),
    offer="human", errors=1, trail=("zip", "household_size"), topics=("food",), shown=2, greeted=True,
)  # fmt: skip
EVERY_EFFECT = (
    fx.Say("why.rent", {"size": 3}), fx.Ask("rent"), fx.Note("rent", (HEARD,), True), fx.ReadBack("rent", (HEARD,)),
    fx.ShowResults((fx.ResultLine("snap", "likely", 100, None, ("expedited",)),), 2, True), fx.OfferHuman("no"),
    fx.OpenCase("violence", "he hit me", "now"), fx.SetLanguage("es"), fx.Consent("stop"), fx.StartOver(),
    fx.Withdraw(("p2.age",)), fx.EndTalk("bye"),
)  # fmt: skip
FACTS = (FactRow("p0", "age", 34), FactRow("household", "zip", Absent("refused")))
TURN = Turn("3 personas", CONTEXT, FACTS, FULL_STATE)
LEARNT = (Learnt("p0", "age", 34, "34", 0.98, "ages"),)
RESULT = TurnResult(FULL_STATE, LEARNT, EVERY_EFFECT, Understood("answer", 1, "accept"))


def test_every_effect_is_in_the_example() -> None:
    assert {type(effect) for effect in EVERY_EFFECT} == set(get_args(fx.Effect))


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [("turn", turn_to_json(TURN), turn_from_json), ("result", result_to_json(RESULT), result_from_json)],
)
def test_golden_json_round_trip(name: str, value: object, read: object) -> None:
    """The wire form is fixed by a file: changing it is a new protocol version."""
    stored = json.loads((GOLDEN / f"{name}-v1.json").read_text())
    assert value == stored
    assert read(json.loads(json.dumps(stored))) == (TURN if name == "turn" else RESULT)  # type: ignore[operator]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("state-v*.json")), ids=lambda p: p.stem)
def test_every_stored_state_version_stays_readable(path: Path) -> None:
    assert read_state(json.loads(path.read_text())) == FULL_STATE


def test_states_that_cannot_be_used_are_refused_by_name() -> None:
    with pytest.raises(UnreadableState, match="version 99"):
        read_state({"version": 99})
    with pytest.raises(UnreadableState, match="2048"):
        read_state({"version": 1, "topics": ["x" * 3000]})
    with pytest.raises(UnreadableState, match=r"State.errors"):
        read_state({"version": 1, "errors": "two"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"mesage": "x"}, "unknown key 'mesage'"),
        ({"message": 3}, "Turn.message: wanted str, got int"),
        ({"message": "x" * 1601}, "1601 characters"),
        ({"protocol": 2}, "protocol 2"),
        ({"facts": [{"member": "p0", "fact": "age", "value": {"amount": 1}}]}, r"Turn.facts\[0\].value"),
        ({"context": {}}, "'today' is missing"),
    ],
)
def test_malformed_turns_name_the_part_that_does_not_fit(change: dict[str, object], says: str) -> None:
    data = cast(dict[str, object], turn_to_json(TURN))
    with pytest.raises(MalformedMessage, match=says):
        turn_from_json({**data, **change})


def test_context_refuses_languages_and_channels_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        replace(CONTEXT, language="fr")
    with pytest.raises(ValueError, match="'fax'"):
        replace(CONTEXT, channel="fax")


def test_an_effect_of_an_unknown_kind_is_refused() -> None:
    data = {**cast(dict[str, object], result_to_json(RESULT)), "effects": [{"kind": "shout"}]}
    with pytest.raises(MalformedMessage, match="'shout' is not one of"):
        result_from_json(data)


def test_plain_objects_round_trip() -> None:
    assert from_json(Asked, to_json(Asked("zip"))) == Asked("zip")
