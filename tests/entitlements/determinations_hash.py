"""Prints the pack and one hash over determinations of reference households; run by both Pythons and compared."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from itertools import islice
from pathlib import Path

from entitlements.household_file import HouseholdFormat, households
from entitlements.pack import build, load_current

EVERY = 6
DAYS = (date(2026, 6, 15), date(2026, 11, 15))


def main(rules: Path, reference: Path, packs: Path) -> None:
    build(rules, packs)
    rulebook = load_current(packs)
    digest = hashlib.sha256()
    for _, household in islice(households(reference, HouseholdFormat.load(rules)), 0, None, EVERY):
        for day in DAYS:
            for found in rulebook.determine(household, day):
                digest.update(found.canonical())
        question = rulebook.next_question(household, DAYS[0])
        digest.update(b"" if question is None else question.id.encode())
    sys.stdout.write(f"{rulebook.pack} {digest.hexdigest()}\n")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
