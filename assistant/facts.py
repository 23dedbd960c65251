"""Which of a person's recorded facts counts now. Pure.

Precedence: document, caseworker, confirmed by the person, said; the newest among equals. A newer row of lower rank
that says something else is a conflict: it never wins silently, and it is never forgotten silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assistant.protocol.turn import FactRow
from entitlements.values import FactValue

DOCUMENT: Final = "document"
CASEWORKER: Final = "caseworker"
CONFIRMED: Final = "confirmed"
SAID: Final = "said"
RANKS: Final = (DOCUMENT, CASEWORKER, CONFIRMED, SAID)
OWN_WORDS: Final = (CONFIRMED, SAID)  # what "start over" sets aside


@dataclass(frozen=True)
class Fact:
    """One recorded fact. position: its place in time; words: what it was taken from; confidence 0 to 1.

    value None: what the person said about it before no longer holds, because something newer rules it out.
    """

    position: int
    id: str
    member: str
    fact: str
    value: FactValue | None
    how: str
    words: str
    reader: str
    confidence: float
    turn_id: str | None
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """`doubted` came later and says something else, but ranks lower than `standing`."""

    standing: Fact
    doubted: Fact


@dataclass(frozen=True)
class Standing:
    """The facts that count now, in order of first telling, and what contradicts them."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]

    def rows(self) -> tuple[FactRow, ...]:
        """As the engine gets them."""
        return tuple(
            FactRow(fact.member, fact.fact, fact.value, fact.how) for fact in self.facts if fact.value is not None
        )

    def value(self, member: str, fact: str) -> FactValue | None:
        """The value that counts now, or None."""
        return next((row.value for row in self.facts if (row.member, row.fact) == (member, fact)), None)


def standing(history: Iterable[Fact], said_from: int = 0) -> Standing:
    """What counts of a person's whole `history`; own words before position `said_from` were set aside."""
    by_key: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(history, key=lambda row: row.position):
        if fact.position <= said_from and fact.how in OWN_WORDS:
            continue
        rows = by_key.setdefault((fact.member, fact.fact), [])
        if fact.value is None:
            rows[:] = [row for row in rows if row.how not in OWN_WORDS]
        else:
            rows.append(fact)
    by_key = {key: rows for key, rows in by_key.items() if rows}
    facts = {key: _best(rows) for key, rows in by_key.items()}
    conflicts = (
        Conflict(facts[key], rows[-1])
        for key, rows in by_key.items()
        if rows[-1].position > facts[key].position and rows[-1].value != facts[key].value
    )
    return Standing(tuple(facts.values()), tuple(conflicts))


def _best(rows: Sequence[Fact]) -> Fact:
    return min(rows, key=lambda row: (RANKS.index(row.how), -row.position))
