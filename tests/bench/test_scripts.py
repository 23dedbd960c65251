"""What the other measurements are made of: equal rounds in the long talk, whole interviews, a stock bot that fits."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

from entitlements.pack import read_manifest
from entitlements.rulebook import Rulebook
from tests.bench import long_talk, rules, stock_bot
from tests.support.engine import PACKS


def test_the_early_and_the_late_turns_of_the_long_talk_say_the_same() -> None:
    said = long_talk.bodies()
    early, late = said[long_talk.EARLY], said[long_talk.LATE]
    assert len(said) == long_talk.TURNS
    assert sorted(early) == sorted(late) == sorted(long_talk.ROUND * 2)
    assert long_talk.EARLY.start + 1 <= 5 <= long_talk.EARLY.stop
    assert long_talk.LATE.start + 1 <= 200 <= long_talk.LATE.stop


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    if not (PACKS / "manifest.json").exists():
        pytest.skip("there is no rule pack: run `make rules`")
    pack = str(read_manifest(PACKS)["current"])
    return Rulebook.load(PACKS / pack, expected=pack)


def test_an_interview_goes_on_until_nothing_can_help(rulebook: Rulebook) -> None:
    asked = [rules.interview(rulebook, Random(number)) for number in range(2)]
    assert all(len(took) >= 5 for took in asked)
    assert all(seconds > 0 for took in asked for seconds in took)


def test_the_family_is_one_that_programs_can_be_determined_for(rulebook: Rulebook) -> None:
    found = rulebook.determine(rules.family(), rules.DAY)
    assert {each.outcome for each in found} & {"likely", "unlikely"}


def test_the_stock_bot_asks_what_we_ask(tmp_path: Path) -> None:
    stock_bot.write_bot(tmp_path)
    domain = yaml.safe_load((tmp_path / "domain.yml").read_text())
    slots = domain["forms"]["interview_form"]["required_slots"]
    assert len(slots) >= 15
    assert set(slots) == set(domain["slots"])
    assert {f"utter_ask_{slot}" for slot in slots} <= set(domain["responses"])
    assert stock_bot.inputs_hash() == stock_bot.inputs_hash()
