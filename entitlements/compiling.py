"""A program's rules made ready to run: every fact, named value and rule a place in a row and a step that fills it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from entitlements.errors import HouseholdError
from entitlements.fact_bits import FactBits
from entitlements.figures import Figure
from entitlements.language import kinds
from entitlements.language.results import Missing, Number, Result, options_of, product, ranged
from entitlements.language.tree import (
    FIRST_SLOT,
    HOLDER,
    MEMBER,
    AnyMember,
    FactName,
    LookUp,
    Node,
    Row,
    Run,
    Step,
    SumMembers,
    Told,
    ValueName,
)
from entitlements.program import FactDefinition, NamedValue
from entitlements.values import Amount, FactValue, Span

SIZE = "size"


class CompiledRules:
    """The steps of one program. `slots`: fact, named value or rule -> its place in a row. Implements `tree.Names`."""

    def __init__(
        self,
        facts: Mapping[str, FactDefinition],
        values: Mapping[str, NamedValue],
        figures: Mapping[str, Figure],
        factors: Mapping[str, Number],
        rules: Iterable[Node],
        bits: FactBits,
    ) -> None:
        self.facts, self.figures, self.factors, self.bits = facts, figures, factors, bits
        trees: dict[str | Node, Node] = {name: value.rule for name, value in values.items()}
        trees.update((rule, rule) for rule in rules)
        named: tuple[str | Node, ...] = (*facts, *trees)
        self.slots = {name: slot for slot, name in enumerate(named, start=FIRST_SLOT)}
        self.steps: list[Step] = [_nothing] * FIRST_SLOT
        self.steps += [self._fact_step(fact) for fact in facts.values()]
        self.steps += [tree.compile(self) for tree in trees.values()]
        self.blank: Row = [None] * len(self.steps)
        trees.update((name, fact.otherwise) for name, fact in facts.items() if fact.otherwise is not None)
        self._depends = _Depending(bits, trees)
        self._touched: dict[frozenset[str], tuple[int, ...]] = {}

    def slot(self, name: str) -> int:
        return self.slots[name]

    def look_up(self, figure: str) -> LookUp:
        return self.figures[figure].look_up

    def touched(self, changed: frozenset[str]) -> tuple[int, ...]:
        """The places that may change when these facts do."""
        found = self._touched.get(changed)
        if found is None:
            facts = sum(1 << self.bits.index[fact] for fact in changed)
            found = tuple(slot for name, slot in self.slots.items() if self._depends.on(name) & facts)
            self._touched[changed] = found
        return found

    def _fact_step(self, fact: FactDefinition) -> Step:
        """What was told; else what other facts say about it; else the whole range that it can have."""
        bit, name, reading = self.bits.bit, fact.id, _Reading(fact, self.factors)
        derive = None if fact.otherwise is None else fact.otherwise.compile(self)

        def read(run: Run, row: Row) -> Any:
            missing = bit(row[HOLDER], name)
            told = run.told(name, row)
            if told is not None:
                return reading.told(told, row[MEMBER], missing)
            if derive is None:
                return unknown(fact, missing)
            return reading.derived(derive(run, row), missing)

        return read


def _nothing(_run: Run, _row: Row) -> None:
    """Stands where a row names its holder."""


class _Reading:
    """How the values of one fact become results."""

    def __init__(self, fact: FactDefinition, factors: Mapping[str, Number]) -> None:
        self.fact = fact
        self.factors = factors

    def told(self, told: FactValue, member: str, missing: Missing) -> Result:
        kind = self.fact.kind
        if kind == kinds.YES_NO and isinstance(told, bool):
            return told
        if kind == kinds.CODE and isinstance(told, str):
            if self.fact.codes and told not in self.fact.codes:
                raise self._wrong(member, "is not one of the values it can have; ask for it again")
            return told
        if kind in kinds.MONIES and isinstance(told, Amount):
            return self._money(told, member, missing)
        if kind in kinds.PLAIN and isinstance(told, int) and not isinstance(told, bool):
            return told
        if kind in kinds.PLAIN and isinstance(told, Span):
            return ranged(told.low, told.high, missing)
        raise self._wrong(member, f"was told as {type(told).__name__} but is {kind}; read it again")

    def _money(self, told: Amount, member: str, missing: Missing) -> Result:
        """What somebody has carries no period, so any is accepted there; income and costs need a real one."""
        factor: Number = 1
        if self.fact.kind != kinds.MONEY:
            if told.period not in self.factors:
                raise self._wrong(member, f"is per {told.period}; ask how often it comes")
            factor = self.factors[told.period]
        low = product(told.low, factor)
        return ranged(low, low if told.exact else None if told.high is None else product(told.high, factor), missing)

    def derived(self, result: Any, missing: Missing) -> Result:
        """What a derived fact still hangs on is the fact itself: that is what a question asks for."""
        if not isinstance(result, tuple):
            return result  # type: ignore[no-any-return]
        if self.fact.kind == kinds.CODE:
            return (options_of(result) or self.fact.codes, missing)
        return (missing,) if self.fact.kind == kinds.YES_NO else (result[0], result[1], missing)

    def _wrong(self, member: str, words: str) -> HouseholdError:
        return HouseholdError(f"{member}.{self.fact.id} {words}", [(member, self.fact.id)])


def unknown(fact: FactDefinition, missing: Missing) -> Result:
    """Nothing told: the whole range that the fact can have."""
    if fact.kind == kinds.YES_NO:
        return (missing,)
    if fact.kind == kinds.CODE:
        return (fact.codes, missing)
    return (fact.low, fact.high, missing)


class _Depending:
    """Which facts each fact, named value and rule may look at, however deep, as bits of the household's facts."""

    def __init__(self, bits: FactBits, trees: Mapping[str | Node, Node]) -> None:
        self.bits = bits
        self.trees = trees
        self._found: dict[str | Node, Missing] = {}

    def on(self, name: str | Node) -> Missing:
        found = self._found.get(name)
        if found is None:
            found = 1 << self.bits.index[name] if isinstance(name, str) and name in self.bits.index else 0
            if name in self.trees:
                for other in _named(self.trees[name]):
                    found |= self.on(other)
            self._found[name] = found
        return found


def _named(tree: Node) -> Iterator[str]:
    for part in tree.walk():
        if isinstance(part, (FactName, ValueName, Told)):
            yield part.name
        elif isinstance(part, (AnyMember, SumMembers)):
            yield SIZE
