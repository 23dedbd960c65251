"""One household read through one program on one day: facts told or derived, named values, figures, all remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from entitlements.errors import HouseholdError
from entitlements.figures import Figure
from entitlements.household import HOUSEHOLD, Household
from entitlements.language import kinds
from entitlements.language.results import NO, YES, Codes, Number, Range, Result, Tri, exact, ranged, tidy
from entitlements.language.tree import Roster
from entitlements.program import FactDefinition, NamedValue
from entitlements.values import Absent, Amount, FactValue, Span, Truth

SIZE = "size"


@dataclass
class Evaluation:
    """Implements `language.tree.Reader`. `used` keeps every figure read: (figure id, keys) -> result."""

    facts: Mapping[str, FactDefinition]
    values: Mapping[str, NamedValue]
    figures: Mapping[str, Figure]
    household: Household
    on: date
    factors: Mapping[str, Number]
    used: dict[tuple[str, tuple[Result, ...]], Result] = field(default_factory=dict)
    _memo: dict[tuple[str, str | None], Result] = field(default_factory=dict)
    _roster: Roster | None = None

    def after(self, household: Household, changed: Set[str], depends: Mapping[str, frozenset[str]]) -> Evaluation:
        """The same program read for a household that differs only in these facts; what they cannot touch is kept."""
        kept = {key: found for key, found in self._memo.items() if depends[key[0]].isdisjoint(changed)}
        return Evaluation(
            self.facts, self.values, self.figures, household, self.on, self.factors, self.used, kept,
            None if SIZE in changed else self._roster,
        )  # fmt: skip

    def fact(self, fact: str, member: str | None) -> Result:
        key = (fact, member)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._fact(self.facts[fact], member)
        return found

    def told(self, fact: str, member: str | None) -> bool:
        held = self.household.get(member or HOUSEHOLD, fact)
        return held is not None and not isinstance(held, Absent)

    def _fact(self, definition: FactDefinition, member: str | None) -> Result:
        holder = member or HOUSEHOLD
        name = f"{holder}.{definition.id}"
        told = self.household.get(holder, definition.id)
        if told is not None and not isinstance(told, Absent):
            return self._told(definition, told, name)
        missing = frozenset({name})
        if definition.otherwise is None:
            return unknown(definition, missing)
        derived: Result = definition.otherwise.evaluate(self, member)
        if isinstance(derived, Tri):
            return derived if derived.truth is not Truth.UNKNOWN else Tri(Truth.UNKNOWN, missing)
        if isinstance(derived, Codes):
            return derived if derived.settled else Codes(derived.options or definition.codes, missing)
        return ranged(derived.low, derived.high, missing)

    def _told(self, definition: FactDefinition, told: FactValue, name: str) -> Result:
        kind = definition.kind
        if kind == kinds.YES_NO and isinstance(told, bool):
            return YES if told else NO
        if kind == kinds.CODE and isinstance(told, str):
            if definition.codes and told not in definition.codes:
                raise HouseholdError(f"{name} is not one of the values it can have; ask for it again", [_row(name)])
            return Codes(frozenset({told}))
        if kind in kinds.MONIES and isinstance(told, Amount):
            return self._money(definition, told, name)
        if kind in kinds.PLAIN and isinstance(told, int) and not isinstance(told, bool):
            return exact(told)
        if kind in kinds.PLAIN and isinstance(told, Span):
            return ranged(told.low, told.high, frozenset({name}))
        raise HouseholdError(f"{name} was told as {type(told).__name__} but is {kind}; read it again", [_row(name)])

    def _money(self, definition: FactDefinition, told: Amount, name: str) -> Range:
        """What somebody has carries no period, so any is accepted there; income and costs need a real one."""
        factor: Number = 1
        if definition.kind != kinds.MONEY:
            if told.period not in self.factors:
                raise HouseholdError(f"{name} is per {told.period}; ask how often it comes", [_row(name)])
            factor = self.factors[told.period]
        low = tidy(told.low * factor) if told.low else 0
        if told.exact:
            return exact(low)
        high = None if told.high is None else tidy(told.high * factor)
        return ranged(low, high, frozenset({name}))

    def value(self, name: str, member: str | None) -> Result:
        key = (name, member)
        found = self._memo.get(key)
        if found is None:
            result: Result = self.values[name].rule.evaluate(self, member)
            found = self._memo[key] = result
        return found

    def figure(self, parameter: str, keys: Sequence[Result]) -> Result:
        key = (parameter, tuple(keys))
        found = self.used.get(key)
        if found is None:
            found = self.used[key] = self.figures[parameter].look_up(self.on, keys)
        return found

    def roster(self) -> Roster:
        """Known people, and the unnamed rest as far as the household's size tells."""
        if self._roster is None:
            self._roster = self._read_roster()
        return self._roster

    def _read_roster(self) -> Roster:
        known = self.household.members
        size = self.fact(SIZE, None)
        assert isinstance(size, Range)
        fewest = max(0, int(size.low or 0) - len(known))
        most = None if size.high is None else max(0, int(size.high) - len(known))
        return Roster(known, f"p{len(known)}", fewest, most, size.missing)


def unknown(definition: FactDefinition, missing: frozenset[str]) -> Result:
    """Nothing told: the whole range that the fact can have."""
    if definition.kind == kinds.YES_NO:
        return Tri(Truth.UNKNOWN, missing)
    if definition.kind == kinds.CODE:
        return Codes(definition.codes, missing)
    return Range(definition.low, definition.high, missing)


def _row(name: str) -> tuple[str, str]:
    member, _, fact = name.partition(".")
    return member, fact


def key_text(key: Result) -> str:
    if isinstance(key, Codes):
        return "|".join(sorted(key.options)) if len(key.options) <= 3 else "any"
    assert isinstance(key, Range)
    return str(key.low) if key.settled else f"{key.low}..{'' if key.high is None else key.high}"
