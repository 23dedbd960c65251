"""The typed tree. Each node knows its kind and how to evaluate itself against a `Reader` of facts and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from entitlements.language import kinds
from entitlements.language.results import (
    NO,
    NOTHING,
    YES,
    Codes,
    Missing,
    Range,
    Result,
    Tri,
    add,
    at_most,
    both,
    divide,
    either,
    exact,
    hull,
    multiply,
    negate,
    opposite,
)
from entitlements.values import Truth


@dataclass(frozen=True)
class Roster:
    """The people known by name, the unnamed rest as one stand-in with how many there are, and what would tell more."""

    known: tuple[str, ...]
    stand_in: str
    fewest: int
    most: int | None
    missing: Missing


class Reader(Protocol):
    """Where a tree reads from; `member` is None outside of any/all/sum/count."""

    def fact(self, fact: str, member: str | None) -> Result: ...

    def told(self, fact: str, member: str | None) -> bool: ...

    def value(self, name: str, member: str | None) -> Result: ...

    def figure(self, parameter: str, keys: Sequence[Result]) -> Result: ...

    def roster(self) -> Roster: ...


@dataclass(frozen=True, eq=False)
class Node:
    kind: str

    # The parser has checked all kinds, so results are passed on unchecked: `Any` stands for Tri, Range or Codes.
    def evaluate(self, reader: Reader, member: str | None) -> Any:
        raise NotImplementedError

    def parts(self) -> Iterator[Node]:
        """Direct children."""
        return iter(())

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.parts():
            yield from part.walk()


@dataclass(frozen=True, eq=False)
class Constant(Node):
    result: Result

    def evaluate(self, reader: Reader, member: str | None) -> Any:  # noqa: ARG002
        return self.result


@dataclass(frozen=True, eq=False)
class FactName(Node):
    name: str
    per_member: bool

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return reader.fact(self.name, member if self.per_member else None)


@dataclass(frozen=True, eq=False)
class Told(Node):
    """Whether somebody told the fact itself; decides between a told sum and one derived from its parts."""

    name: str
    per_member: bool

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return YES if reader.told(self.name, member if self.per_member else None) else NO


@dataclass(frozen=True, eq=False)
class ValueName(Node):
    name: str
    per_member: bool

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return reader.value(self.name, member if self.per_member else None)


@dataclass(frozen=True, eq=False)
class FigureName(Node):
    name: str
    keys: tuple[Node, ...]

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return reader.figure(self.name, [key.evaluate(reader, member) for key in self.keys])

    def parts(self) -> Iterator[Node]:
        return iter(self.keys)


@dataclass(frozen=True, eq=False)
class Not(Node):
    part: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return opposite(self.part.evaluate(reader, member))

    def parts(self) -> Iterator[Node]:
        yield self.part


@dataclass(frozen=True, eq=False)
class Chain(Node):
    """`and` / `or` over two or more parts; stops as soon as one part decides."""

    pieces: tuple[Node, ...]
    join: Callable[[Tri, Tri], Tri]
    decided: Truth

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        result = self.pieces[0].evaluate(reader, member)
        for piece in self.pieces[1:]:
            if result.truth is self.decided:
                return result
            result = self.join(result, piece.evaluate(reader, member))
        return result

    def parts(self) -> Iterator[Node]:
        return iter(self.pieces)


def chain_and(pieces: Sequence[Node]) -> Node:
    return Chain(kinds.YES_NO, tuple(pieces), both, Truth.NO)


def chain_or(pieces: Sequence[Node]) -> Node:
    return Chain(kinds.YES_NO, tuple(pieces), either, Truth.YES)


@dataclass(frozen=True, eq=False)
class AtMost(Node):
    """left <= right; the other comparisons are made of it by swapping and negating."""

    left: Node
    right: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return at_most(self.left.evaluate(reader, member), self.right.evaluate(reader, member))

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


@dataclass(frozen=True, eq=False)
class OneOf(Node):
    """Membership of a code in a closed list."""

    part: Node
    codes: frozenset[str]

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        held: Codes = self.part.evaluate(reader, member)
        if held.options and held.options <= self.codes:
            return YES
        if held.options and held.options.isdisjoint(self.codes):
            return Tri(Truth.NO)
        return Tri(Truth.UNKNOWN, held.missing)

    def parts(self) -> Iterator[Node]:
        yield self.part


@dataclass(frozen=True, eq=False)
class Arithmetic(Node):
    """Sum, difference, product or quotient of two ranges."""

    sign: str
    left: Node
    right: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        left = self.left.evaluate(reader, member)
        if self.sign == "*" and left.low == 0 and left.high == 0:
            return left
        right = self.right.evaluate(reader, member)
        if self.sign == "+":
            return add(left, right)
        if self.sign == "-":
            return add(left, negate(right))
        return multiply(left, right) if self.sign == "*" else divide(left, right)

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


@dataclass(frozen=True, eq=False)
class Call(Node):
    """A named function of the language over ranges."""

    function: Callable[..., Range]
    arguments: tuple[Node, ...]

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        return self.function(*[argument.evaluate(reader, member) for argument in self.arguments])

    def parts(self) -> Iterator[Node]:
        return iter(self.arguments)


@dataclass(frozen=True, eq=False)
class FirstKnown(Node):
    """The first code that is settled, else the last one given with all its possibilities."""

    choices: tuple[Node, ...]

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        held = [choice.evaluate(reader, member) for choice in self.choices]
        missing = NOTHING.union(*(each.missing for each in held))
        for each in held:
            if each.settled:
                return each
        return Codes(held[-1].options, missing)

    def parts(self) -> Iterator[Node]:
        return iter(self.choices)


@dataclass(frozen=True, eq=False)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:
        condition = self.condition.evaluate(reader, member)
        if condition.truth is Truth.YES:
            return self.then.evaluate(reader, member)
        if condition.truth is Truth.NO:
            return self.otherwise.evaluate(reader, member)
        return hull(self.then.evaluate(reader, member), self.otherwise.evaluate(reader, member), condition.missing)

    def parts(self) -> Iterator[Node]:
        yield from (self.condition, self.then, self.otherwise)


@dataclass(frozen=True, eq=False)
class AnyMember(Node):
    """any member (...); `all members` is its mirror. Unnamed people keep a no from being certain."""

    part: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:  # noqa: ARG002
        roster = reader.roster()
        result = Tri(Truth.NO)
        for person in roster.known:
            result = either(result, self.part.evaluate(reader, person))
            if result.truth is Truth.YES:
                return result
        if roster.most == 0:
            return result
        rest = self.part.evaluate(reader, roster.stand_in)
        if rest.truth is Truth.NO:
            return result
        if roster.fewest == 0:
            rest = Tri(Truth.UNKNOWN, rest.missing | roster.missing)
        return either(result, rest)

    def parts(self) -> Iterator[Node]:
        yield self.part


@dataclass(frozen=True, eq=False)
class SumMembers(Node):
    """sum members (...); people not named yet add their whole possible range."""

    part: Node

    def evaluate(self, reader: Reader, member: str | None) -> Any:  # noqa: ARG002
        roster = reader.roster()
        total = exact(0)
        for person in roster.known:
            total = add(total, self.part.evaluate(reader, person))
        if roster.most == 0:
            return total
        number = Range(roster.fewest, roster.most, roster.missing)
        return add(total, multiply(number, self.part.evaluate(reader, roster.stand_in)))

    def parts(self) -> Iterator[Node]:
        yield self.part
