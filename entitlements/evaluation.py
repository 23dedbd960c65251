"""One household read through one program on one day: facts told or derived, named values, figures, all remembered."""

from __future__ import annotations

from datetime import date
from typing import Any

from entitlements.compiling import SIZE, CompiledRules
from entitlements.fact_bits import holder_of
from entitlements.household import HOUSEHOLD, Household
from entitlements.language.results import Missing, Result, ends
from entitlements.language.tree import HOLDER, MEMBER, Node, Roster, Row
from entitlements.values import Absent, FactValue

MOST_CODES_SHOWN = 3


class Evaluation:
    """Implements `language.tree.Run`; facts and values are read on demand and only once."""

    def __init__(self, compiled: CompiledRules, household: Household, on: date) -> None:
        self.compiled = compiled
        self.household = household
        self.on = on
        self.used: dict[tuple[Any, ...], Result] = {}
        self._rows: dict[str, Row] = {}
        self._roster: Roster | None = None
        self._held: Missing | None = None
        self.home = self.row(HOUSEHOLD)

    def after(self, household: Household, changed: frozenset[str], held: Missing) -> Evaluation:
        """The same program read for a household that differs only in these facts; what they cannot touch is kept.

        `held` is the set of all facts that the household then holds.
        """
        run = Evaluation.__new__(Evaluation)
        run.compiled, run.household, run.on, run.used = self.compiled, household, self.on, self.used
        touched = self.compiled.touched(changed)
        run._rows = {}
        for member, earlier in self._rows.items():
            row = run._rows[member] = earlier.copy()
            for slot in touched:
                row[slot] = None
        run._roster, run._held = None, held
        run.home = run._rows[HOUSEHOLD]
        return run

    def row(self, member: str) -> Row:
        row = self._rows.get(member)
        if row is None:
            row = self._rows[member] = self.compiled.blank.copy()
            row[HOLDER], row[MEMBER] = holder_of(member), member
        return row

    def read(self, name: str | Node, member: str | None = None) -> Any:
        """A fact, a named value or a rule, of the household or of one person."""
        slot = self.compiled.slots[name]
        row = self.home if member is None else self.row(member)
        found = row[slot]
        if found is None:
            found = row[slot] = self.compiled.steps[slot](self, row)
        return found

    def told(self, fact: str, row: Row) -> FactValue | None:
        held = self.household.facts.get((row[MEMBER], fact))
        return None if isinstance(held, Absent) else held

    @property
    def held(self) -> Missing:
        """The facts that were asked for, told or not."""
        if self._held is None:
            self._held = self.compiled.bits.of(self.household.facts)
        return self._held

    def names(self, missing: Missing) -> tuple[str, ...]:
        """The facts of a set as "member.fact", sorted."""
        return self.compiled.bits.names(missing)

    def roster(self) -> Roster:
        """Known people, and the unnamed rest as far as the household's size tells."""
        if self._roster is None:
            known = [self.row(member) for member in self.household.members]
            low, high, missing = ends(self.read(SIZE))
            fewest = max(0, int(low or 0) - len(known))
            most = None if high is None else max(0, int(high) - len(known))
            self._roster = Roster(known, self.row(f"p{len(known)}"), fewest, most, missing)
        return self._roster


def key_text(key: Any) -> str:
    """A key of a figure as determinations write it."""
    if not isinstance(key, tuple):
        return str(key)
    if isinstance(key[0], frozenset):
        return "|".join(sorted(key[0])) if len(key[0]) <= MOST_CODES_SHOWN else "any"
    low, high, _missing = key
    return f"{low}..{'' if high is None else high}"
