"""Danger words on natural texts that were written for this test: every danger found, every look-alike spared."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest

from assistant.danger import DangerKind, read_danger, written_parts
from assistant.danger_rules import RULES, Rule

DATA = Path(__file__).parent / "data"


class Line(TypedDict, total=False):
    text: str
    lang: str
    kind: str


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


DANGERS, LOOKALIKES = lines("danger.jsonl"), lines("danger_lookalikes.jsonl")


def test_the_sets_are_large_enough_and_bilingual() -> None:
    kinds = Counter(line["kind"] for line in DANGERS)
    assert all(kinds[kind.value] >= 100 for kind in DangerKind)
    assert len(LOOKALIKES) >= 300
    assert {line["lang"] for line in DANGERS} == {line["lang"] for line in LOOKALIKES} == {"en", "es"}
    assert len({line["text"] for line in [*DANGERS, *LOOKALIKES]}) == len(DANGERS) + len(LOOKALIKES)


@pytest.mark.parametrize("line", DANGERS, ids=lambda line: line["text"][:40])
def test_danger_is_found(line: Line) -> None:
    danger = read_danger(line["text"])
    assert danger is not None
    assert danger.kind.value == line["kind"]
    assert danger.words


@pytest.mark.parametrize("line", LOOKALIKES, ids=lambda line: line["text"][:40])
def test_lookalikes_are_spared(line: Line) -> None:
    assert read_danger(line["text"]) is None


@pytest.fixture(scope="module")
def used_rules() -> set[Rule]:
    parts = [part for line in DANGERS for part in written_parts(line["text"])]
    return {rule for rule in RULES if any(rule.pattern.search(part) for part in parts)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind.value}:{rule.pattern.pattern[:30]}")
def test_every_rule_has_its_text(rule: Rule, used_rules: set[Rule]) -> None:
    assert rule in used_rules


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("i want to kill myself", True),
        ("i want to kill myself lol", False),
        ("i want to kill myself 😂", False),
        ("im not suicidal", False),
        ("i tried to kill myself 3 years ago", False),
        ("my husband hits me", True),
        ("my ex used to hit me", False),
        ("my mom is gonna kill me when she sees this", False),
        ("no food today", True),
        ("im hungry", False),
        ("ya no puedo más", False),
        ("ya no quiero vivir", True),
    ],
)
def test_jokes_past_times_and_doubts_are_not_sure(text: str, sure: bool) -> None:
    danger = read_danger(text)
    assert danger is not None
    assert danger.sure is sure


def test_the_graver_danger_and_the_surer_finding_come_first() -> None:
    both = read_danger("we have no food and i want to die")
    assert both is not None
    assert both.kind is DangerKind.SELF_HARM
    surer = read_danger("i feel hopeless. my husband beats me")
    assert surer is not None
    assert (surer.kind, surer.sure) == (DangerKind.VIOLENCE, True)


@pytest.mark.parametrize("text", ["", "  ", "👍", "…", "3", "YES", "stop", "\u0000", "х" * 50])
def test_nothing_is_nothing(text: str) -> None:
    assert read_danger(text) is None


def test_dots_do_not_hide_it() -> None:
    assert read_danger("i just want to... die") is not None


@pytest.mark.parametrize("piece", ["a ", "he ", "i ", "my ", "no ", "need food ", "quiero ", "me ", "he hits "])
def test_a_very_long_text_is_read_in_time(piece: str) -> None:
    started = time.perf_counter()
    read_danger(piece * (10_000 // len(piece)))
    assert time.perf_counter() - started < 5


def test_what_people_said_stays_out_of_repr() -> None:
    assert "kill" not in repr(read_danger("i want to kill myself"))
