"""`handrail try` and `handrail understand` with the real engine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tests.cli.test_commands import handrail
from tests.support.engine import RunningEngine

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]

ENGLISH = ("lost my job need help w food", "78701", "3", "STOP")


def talk(
    engine: RunningEngine, folder: Path, lines: Sequence[str], *options: str
) -> subprocess.CompletedProcess[str]:
    script = folder / "script.txt"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = handrail(
        "try", "--script", str(script), "--on", "2026-11-21", *options, folder=folder, HANDRAIL_ENV="development",
        ENGINE_SOCKET=str(engine.socket),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_talk_through_the_whole_house(engine: RunningEngine, tmp_path: Path) -> None:
    told = rows(talk(engine, tmp_path, ENGLISH, "--json"))
    assert [row["says"] for row in told] == list(ENGLISH)
    assert all(row["hears"] for row in told), "every message gets an answer"
    assert told[0]["intent"] == "need"
    assert told[1]["learnt"]["household.zip"] == "78701"  # type: ignore[index]
    assert (told[3]["intent"], told[3]["action"]) == ("", "exact")


def test_a_running_engine_is_found_and_nothing_is_left_behind(engine: RunningEngine, tmp_path: Path) -> None:
    done = talk(engine, tmp_path, ["hi"])
    assert "Loading" not in done.stderr
    assert "> hi" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} <= {
        "script.txt", "development-master.key", "development-lookup.key"
    }  # fmt: skip


def test_the_engine_alone_says_the_same_as_the_house(engine: RunningEngine, tmp_path: Path) -> None:
    """What lies between (door, inbox, store, outbox) changes no word."""
    lines = ENGLISH[:3]
    house = rows(talk(engine, tmp_path, lines, "--json"))
    alone = rows(talk(engine, tmp_path, lines, "--json", "--engine-only"))
    assert alone == house


def test_spanish_from_the_first_word(engine: RunningEngine, tmp_path: Path) -> None:
    told = rows(talk(engine, tmp_path, ["hola"], "--json", "--lang", "es"))
    assert "ALTO" in "".join(told[0]["hears"])  # type: ignore[arg-type]


def test_what_is_heard_in_a_call(engine: RunningEngine, tmp_path: Path) -> None:
    told = rows(talk(engine, tmp_path, ["i need help with food", "78701"], "--json", "--channel", "voice"))
    assert all(row["hears"] for row in told)


def test_a_repro_is_a_golden_file(engine: RunningEngine, tmp_path: Path) -> None:
    done = talk(engine, tmp_path, ENGLISH, "--repro")
    golden = yaml.safe_load(done.stdout)
    assert (str(golden["today"]), golden["language"], golden["channel"]) == ("2026-11-21", "en", "text")
    assert [turn["says"] for turn in golden["turns"]] == list(ENGLISH)
    assert golden["turns"][1]["effects"]
    again = talk(engine, tmp_path, ENGLISH, "--repro")
    assert again.stdout == done.stdout


def test_bad_input_gets_words(engine: RunningEngine, tmp_path: Path) -> None:
    lines = ["", "x" * 5000, "🙂🙂", "/restart", '/inform{"a": 1}', "<b>{{ 7*7 }}</b>", "Loved “What is your ZIP”"]
    told = rows(talk(engine, tmp_path, lines, "--json"))
    assert [bool(row["hears"]) for row in told] == [True] * len(lines)


def test_a_long_script_does_not_meet_the_limit_on_texts(engine: RunningEngine, tmp_path: Path) -> None:
    told = rows(talk(engine, tmp_path, ["why"] * 25, "--json"))
    assert all(row["intent"] for row in told), "each message reached the engine"


def test_a_pipe_is_a_script(engine: RunningEngine, tmp_path: Path) -> None:
    done = handrail(
        "try", "--json", folder=tmp_path, said="hi\n", HANDRAIL_ENV="development", ENGINE_SOCKET=str(engine.socket)
    )
    assert [row["says"] for row in rows(done)] == ["hi"]


def test_understand_answers_every_item_in_order(engine: RunningEngine, tmp_path: Path) -> None:
    items = [
        {"id": "a", "lang": "en", "asked": None, "text": "i would like help with my light bill please"},
        {"id": "b", "lang": "es", "asked": {"fact": "household_size"}, "text": "somos 5"},
        {"id": "c", "lang": "mixed", "asked": {"fact": "yes_no"}, "text": "sí"},
        {"id": "d", "lang": "en", "asked": {"fact": "date"}, "text": "tomorrow", "today": "2026-01-31"},
        {"id": "e", "lang": "en", "asked": None, "text": ""},
    ]
    file = tmp_path / "set.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    done = handrail(
        "understand", str(file), folder=tmp_path, HANDRAIL_ENV="development", ENGINE_SOCKET=str(engine.socket)
    )
    assert done.returncode == 0, done.stderr
    answers = rows(done)
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d", "e"]
    assert all({"intent", "topics", "facts", "confidence", "action"} <= answer.keys() for answer in answers)
    assert answers[0]["topics"] == ["utilities"]
    assert answers[1]["facts"] == {"household_size": 5}
    assert answers[2]["facts"] == {"yes_no": True}
    assert answers[3]["facts"] == {"date": "2026-02-01"}
    assert "5 messages in" in done.stderr
