"""The sealed room from outside: its socket, its answers to bad input, its workers. The real engine, just trained."""
from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from assistant.protocol.effects import Ask, OfferHuman, OpenCase, Say
from assistant.protocol.state import STATE_LIMIT_BYTES, Asked, State
from assistant.protocol.turn import Context, FactRow, Turn, TurnResult, result_from_json, turn_to_json
from entitlements.pack import load_current
from entitlements.values import Absent
from tests.support.engine import MODELS, PACKS, PYTHON, ROOT, RunningEngine, engine, missing_part, start_engine  # noqa: F401

pytestmark = pytest.mark.engine


@pytest.fixture
def client(engine: RunningEngine) -> Iterator[httpx.Client]:  # noqa: F811
    with engine.client() as client:
        yield client


@pytest.fixture(scope="module")
def context() -> Context:
    if missing_part():
        pytest.skip(str(missing_part()))
    return Context(date(2026, 11, 21), "text", "en", load_current(PACKS).pack, "t-1")


def say(client: httpx.Client, context: Context, text: str, state: State | None = None) -> TurnResult:
    response = client.post("/turn", json=turn_to_json(Turn(text, context, (), state)))
    assert response.status_code == 200, response.text
    return result_from_json(response.json())


def test_only_its_user_may_open_the_socket(engine: RunningEngine) -> None:  # noqa: F811
    assert stat.S_IMODE(engine.socket.stat().st_mode) == 0o600


def test_the_same_turn_gives_the_same_result(client: httpx.Client, context: Context) -> None:
    assert say(client, context, "need help with food") == say(client, context, "need help with food")


def test_nothing_is_kept_between_turns(client: httpx.Client, context: Context) -> None:
    """Two people's turns, mixed: each gets what its own state and facts say."""
    first = say(client, context, "need help with food")
    other = say(client, context, "hola necesito ayuda con la luz")
    again = say(client, context, "why", first.state)
    assert first.state.topics == ("food",) and other.state.topics == ("utilities",)
    assert again.state.topics == ("food",)


def test_the_state_stays_small_however_long_the_talk(client: httpx.Client, context: Context) -> None:
    state: State | None = None
    for text in ["need food and rent and help with the light bill", *["why", "banana", "back", "repeat"] * 10]:
        state = say(client, context, text, state).state
        size = len(json.dumps(state.to_json()).encode())
        assert size <= STATE_LIMIT_BYTES, f"{size} bytes"


def test_who_keeps_telling_the_same_part_of_an_answer_gets_a_person(client: httpx.Client, context: Context) -> None:
    """One's own age alone, over and over, does not say who else lives there; the question must not come for ever."""
    facts = (FactRow("household", "size", 3), FactRow("p0", "age", 34))
    asked = State(phase="interview", asked=Asked("household"), trail=("household",), greeted=True)

    def answered(state: State) -> TurnResult:
        return result_from_json(client.post("/turn", json=turn_to_json(Turn("34", context, facts, state))).json())

    first = answered(asked)
    assert Say("not_understood") in first.effects and first.state.errors == 1
    second = answered(first.state)
    assert any(isinstance(effect, OpenCase) for effect in second.effects)
    assert isinstance(second.effects[-1], Ask) and second.effects[-1].question != "household"


def test_where_nothing_is_sure_a_person_is_offered_and_a_yes_opens_the_case(
    client: httpx.Client, context: Context
) -> None:
    questions = yaml.safe_load((ROOT / "entitlements" / "us" / "questions.yml").read_text())
    fills = {filled for name, question in questions.items() if name != "homeless" for filled in question["fills"]}
    refused = sorted(filled.removeprefix("household.") for filled in fills if filled.startswith("household."))
    facts = (*(FactRow("household", fact, Absent("refused")) for fact in refused),
             FactRow("p0", "age", Absent("refused")))  # fmt: skip
    last = State(phase="interview", asked=Asked("homeless"), trail=("homeless",), greeted=True)
    shown = result_from_json(client.post("/turn", json=turn_to_json(Turn("skip", context, facts, last))).json())
    assert isinstance(shown.effects[-1], OfferHuman)
    for answer, reason in (("yes", "worker_must_check"), ("no", None)):
        turn = Turn(answer, context, facts, shown.state)
        result = result_from_json(client.post("/turn", json=turn_to_json(turn)).json())
        cases = [effect.reason for effect in result.effects if isinstance(effect, OpenCase)]
        assert (cases, result.state.offer) == ([reason] if reason else [], None)


def test_a_fact_changed_from_outside_counts_at_once(client: httpx.Client, context: Context) -> None:
    """A caseworker's word between two turns: the next question follows from it, though the state knows nothing."""
    state = say(client, context, "need help with food").state
    facts = (FactRow("household", "zip", "78745", "caseworker"), FactRow("household", "size", 1, "caseworker"),
             FactRow("p0", "age", 40, "caseworker"))  # fmt: skip
    body = turn_to_json(Turn("repeat that please", context, facts, replace(state, asked=None)))
    result = result_from_json(client.post("/turn", json=body).json())
    assert result.state.asked is not None and result.state.asked.question not in ("zip", "household")


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"not json", 400, "MalformedMessage"),
        (b"[]", 400, "MalformedMessage"),
        (b"{}", 400, "MalformedMessage"),
    ],
)
def test_bodies_that_are_no_turn(client: httpx.Client, body: bytes, status: int, error: str) -> None:
    response = client.post("/turn", content=body)
    assert (response.status_code, response.json()["error"]) == (status, error)


def test_an_unknown_pack_and_a_long_message_are_refused(client: httpx.Client, context: Context) -> None:
    other = Turn("hi", replace(context, pack="0" * 64))
    assert client.post("/turn", json=turn_to_json(other)).json()["error"] == "NoSuchPack"
    body: Any = turn_to_json(Turn("hi", context))
    body["message"] = "x" * 10_000
    assert client.post("/turn", json=body).status_code == 400


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x01\x1b[2J", "\U0001f600" * 50, "x" * 1600, "{{ 7*7 }}", "' OR 1=1 --"]
)
def test_no_message_breaks_a_turn_or_ends_in_silence(client: httpx.Client, context: Context, text: str) -> None:
    assert say(client, context, text).effects


def test_understand_answers_in_the_score_s_vocabulary(client: httpx.Client) -> None:
    body = {"text": "me and my 2 kids", "asked": {"fact": "household_size"}, "today": "2026-11-21", "language": "en"}
    heard = client.post("/understand", json=body).json()
    assert (heard["intent"], heard["facts"], heard["action"]) == ("answer", {"household_size": 3}, "accept")


def test_a_killed_worker_is_replaced_and_a_dead_parent_takes_its_workers_along() -> None:
    if missing_part():
        pytest.skip(str(missing_part()))
    with tempfile.TemporaryDirectory(prefix="handrail-engine-") as folder:
        running = start_engine(Path(folder), workers=1)
        with running.client() as client:
            first = client.get("/health").json()["pid"]
            os.kill(first, signal.SIGKILL)
            second = _next_pid(client, first)
            assert second != first
            running.process.kill()
            running.process.wait(timeout=10)
            assert _ends(second)


def test_a_model_that_was_changed_after_training_is_not_loaded(tmp_path: Path) -> None:
    if missing_part():
        pytest.skip(str(missing_part()))
    for file in MODELS.glob("*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "handrail.tar.gz").open("ab") as model:
        model.write(b"one byte more")
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-m", "assistant.engine", "--socket", str(tmp_path / "s"),
         "--models", str(tmp_path), "--packs", str(PACKS)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "changed the model after training" in done.stderr


def _next_pid(client: httpx.Client, old: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            pid = int(client.get("/health").json()["pid"])
        except httpx.TransportError:
            pid = old
        if pid != old:
            return pid
        time.sleep(0.05)
    raise AssertionError("no new worker within 20 s")


def _ends(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if "(python" in Path(f"/proc/{pid}/stat").read_text() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.05)
    return False
