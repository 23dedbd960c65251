"""What the rule data declares, once it is read: facts, named values, programs with conditions, notes and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from entitlements.language.results import Number
from entitlements.language.tree import Node

Words = Mapping[str, str]  # {"en": ..., "es": ...}
MONTH, YEAR = "month", "year"


@dataclass(frozen=True)
class Presumption:
    """What a refused fact is taken to be for a *conditional* likely, which `note` then always spells out."""

    value: bool
    note: Words


@dataclass(frozen=True)
class FactDefinition:
    """`otherwise` derives the fact from others while it is not told; `low`/`high` bound it while nothing is known.
    `asker` is the code that the person asking has unless another was told."""

    id: str
    kind: str
    per_member: bool
    codes: frozenset[str]
    otherwise: Node | None
    low: int
    high: int | None
    label: Words
    presume: Presumption | None = None
    asker: str | None = None


@dataclass(frozen=True)
class NamedValue:
    name: str
    kind: str
    per_member: bool
    rule: Node
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """One test of the law. `because` holds a sentence per truth ("yes", "no", "unknown") that may name `terms`."""

    id: str
    rule: Node
    because: Mapping[str, Words]
    terms: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Something to tell with a result when `when` is yes, or unknown if it is `possible`; never changes the outcome."""

    id: str
    when: Node
    text: Words
    sources: tuple[str, ...]
    possible: bool


@dataclass(frozen=True)
class Amount:
    """`settled_within`: cents per `period` (month or year); a narrower range is told as it is and nothing more is asked
    for it. With `when` an amount is told only while that is yes."""

    rule: Node
    when: Node | None
    settled_within: int
    sources: tuple[str, ...]
    period: str = MONTH


@dataclass(frozen=True)
class People:
    """What a program finds for each person: named values of a member. `category` yields a code, `amount` money of the
    program's own period."""

    rule: str
    category: str | None
    amount: str | None


@dataclass(frozen=True)
class Program:
    """A benefit as citizens and staff see it. Texts are {"en", "es"}; `worth` is a typical value in cents per month,
    used only to order questions and results. Without `talk` it is determined and shown to staff, but the interview does
    not ask for it and nobody is told of it by text or voice. `category` names a value of the household (a code) that
    says which kind of the benefit it is, as free or reduced meals."""

    id: str
    name: Words
    agency: str
    description: Words
    documents: tuple[Words, ...]
    how_to_apply: Words
    contact: str
    worth: int
    conversion: str
    sources: tuple[str, ...]
    effective_from: date
    verified_on: date | None
    known_gaps: tuple[str, ...]
    refer: tuple[Condition, ...]
    conditions: tuple[Condition, ...]
    amount: Amount | None
    notes: tuple[Note, ...]
    values: Mapping[str, NamedValue]
    people: People | None = None
    talk: bool = True
    category: str | None = None

    def rules(self) -> Iterator[Node]:
        """Every rule of its own besides the named values: referrals, conditions, notes, the amount and its `when`."""
        yield from (each.rule for each in (*self.refer, *self.conditions))
        yield from (note.when for note in self.notes)
        if self.amount is not None:
            yield self.amount.rule
            if self.amount.when is not None:
                yield self.amount.when


@dataclass(frozen=True)
class Question:
    """One outgoing prompt. `fills` are "household.fact" or "each.fact"; `burden` grows with what the answer costs the
    person (1 light, 9 very private); `skip_if_held` is a fact that makes asking pointless once it was asked for."""

    id: str
    reader: str
    fills: tuple[str, ...]
    options: tuple[str, ...]
    burden: int
    skip_if_held: str | None = None
    last: bool = False


@dataclass(frozen=True)
class Conversion:
    """How money per week and so on becomes money per month, as exact factors."""

    id: str
    factors: Mapping[str, Number]
    sources: tuple[str, ...]
