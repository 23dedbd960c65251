"""The rules alone, on either runtime: loading a pack, determining a household of three, choosing the next question.

python -m tests.bench.rules PACKS        prints one JSON object of CPU seconds; runs on Python 3.10 and 3.12
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Dict, List, Set

from entitlements.asking import guessed_rows
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.pack import read_manifest
from entitlements.rulebook import Rulebook
from entitlements.values import Amount
from tests.bench.arithmetic import median, percentile

DAY = date(2026, 11, 21)
LOADS, DETERMINATIONS, INTERVIEWS = 5, 100, 40


def family() -> Household:
    """A mother with two children in Texas, $1,400 a month, $950 rent."""
    rows: List[Row] = [
        (HOUSEHOLD, "zip", "78701"), (HOUSEHOLD, "state", "TX"), (HOUSEHOLD, "size", 3),
        ("p0", "age", 34), ("p1", "age", 8), ("p2", "age", 3),
        (HOUSEHOLD, "earned_income", Amount(140_000, 140_000, "month")),
        (HOUSEHOLD, "other_income", Amount(0, 0, "month")),
        (HOUSEHOLD, "rent", Amount(95_000, 95_000, "month")),
    ]  # fmt: skip
    return Household.from_facts(rows)


def measure(packs: Path) -> Dict[str, float]:
    """CPU seconds: load (median), determine (median, all programs), next question (median, p95 and longest)."""
    pack = str(read_manifest(packs)["current"])
    loads = []
    for _ in range(LOADS):
        began = time.process_time()
        rulebook = Rulebook.load(packs / pack, expected=pack)
        loads.append(time.process_time() - began)
    household, determined = family(), []
    for _ in range(DETERMINATIONS):
        began = time.process_time()
        rulebook.determine(household, DAY)
        determined.append(time.process_time() - began)
    asked = [seconds for number in range(INTERVIEWS) for seconds in interview(rulebook, Random(number))]
    return {
        "load": median(loads), "determine": median(determined), "questions": float(len(asked)),
        "question_p50": median(asked), "question_p95": percentile(asked, 0.95), "question_longest": max(asked),
    }  # fmt: skip


def interview(rulebook: Rulebook, dice: Random) -> List[float]:
    """A whole interview with typical answers; how long each choice of the next question took."""
    household = Household.from_facts([])
    put: Set[str] = set()
    took: List[float] = []
    while True:
        began = time.process_time()
        question = rulebook.next_question(household, DAY, exclude=put)
        took.append(time.process_time() - began)
        if question is None:
            return took
        put.add(question.id)
        guesses = rulebook.rules.guesses[question.id]
        guess = dice.choices(guesses, [each.weight for each in guesses])[0]
        household = household.with_rows(guessed_rows(rulebook.rules, household, guess))


if __name__ == "__main__":
    json.dump(measure(Path(sys.argv[1])), sys.stdout)
