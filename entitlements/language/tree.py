"""The typed tree, and how it becomes steps: nested Python functions, made once when rules are loaded.

A step reads a household through a `Run` and the `Row` of the holder whose rule it is. No text of a rule is ever run as
Python; each node makes its own step out of those of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from entitlements.language import kinds
from entitlements.language.results import (
    Code,
    Missing,
    Quantity,
    Result,
    YesNo,
    add,
    at_most,
    coded,
    divide,
    hull_code,
    hull_quantity,
    hull_yes_no,
    missing_of,
    multiply,
    opposite,
    options_of,
    ranged,
    subtract,
)
from entitlements.values import FactValue

# What is remembered of one holder (the household or a person): its number, its name, then one place per fact, value and
# rule, None until it was read.
Row = list[Any]
HOLDER, MEMBER, FIRST_SLOT = 0, 1, 2


class Roster(NamedTuple):
    """The people known by name, the unnamed rest as one stand-in with how many there are, and what would tell more."""

    known: Sequence[Row]
    stand_in: Row
    fewest: int
    most: int | None
    missing: Missing


class Run(Protocol):
    """One household read on one day. `used` keeps every figure read: (figure id, key, key ...) -> result."""

    home: Row
    on: date
    used: dict[tuple[Any, ...], Result]

    def told(self, fact: str, row: Row) -> FactValue | None:
        """The value told of the holder; None when nobody was asked or the person did not tell."""
        ...

    def roster(self) -> Roster: ...


# The parser has checked all kinds, so results are passed on unchecked: `Any` stands for YesNo, Quantity or Code.
Step = Callable[[Run, Row], Any]
LookUp = Callable[[date, tuple[Any, ...]], Any]


class Names(Protocol):
    """What the names of a rule stand for: a place in a row with the step that fills it, or a figure."""

    steps: list[Step]

    def slot(self, name: str) -> int: ...

    def look_up(self, figure: str) -> LookUp: ...


@dataclass(frozen=True, eq=False)
class Node:
    kind: str

    def compile(self, names: Names) -> Step:
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

    def compile(self, names: Names) -> Step:  # noqa: ARG002
        result = self.result
        return lambda _run, _row: result


def _reading(names: Names, name: str, per_member: bool) -> Step:
    """Read a place of the holder's row, or of the household's; fill it first if nobody has read it yet."""
    slot, steps = names.slot(name), names.steps

    def read_member(run: Run, row: Row) -> Any:
        found = row[slot]
        if found is None:
            found = row[slot] = steps[slot](run, row)
        return found

    def read_household(run: Run, _row: Row) -> Any:
        home = run.home
        found = home[slot]
        if found is None:
            found = home[slot] = steps[slot](run, home)
        return found

    return read_member if per_member else read_household


@dataclass(frozen=True, eq=False)
class FactName(Node):
    name: str
    per_member: bool

    def compile(self, names: Names) -> Step:
        return _reading(names, self.name, self.per_member)


@dataclass(frozen=True, eq=False)
class ValueName(Node):
    name: str
    per_member: bool

    def compile(self, names: Names) -> Step:
        return _reading(names, self.name, self.per_member)


@dataclass(frozen=True, eq=False)
class Told(Node):
    """Whether somebody told the fact itself; decides between a told sum and one derived from its parts."""

    name: str
    per_member: bool

    def compile(self, names: Names) -> Step:  # noqa: ARG002
        name = self.name
        if self.per_member:
            return lambda run, row: run.told(name, row) is not None
        return lambda run, _row: run.told(name, run.home) is not None


def _together(steps: Sequence[Step]) -> Callable[[Run, Row], tuple[Any, ...]]:
    """Several steps as one; one or two of them, as nearly always, without a loop."""
    if len(steps) == 1:
        only = steps[0]
        return lambda run, row: (only(run, row),)
    if len(steps) == 2:
        first, second = steps
        return lambda run, row: (first(run, row), second(run, row))
    return lambda run, row: tuple([step(run, row) for step in steps])


@dataclass(frozen=True, eq=False)
class FigureName(Node):
    name: str
    keys: tuple[Node, ...]

    def compile(self, names: Names) -> Step:
        name, look_up = self.name, names.look_up(self.name)
        keys = _together([key.compile(names) for key in self.keys])

        def read(run: Run, row: Row) -> Any:
            held = (name, *keys(run, row))
            found = run.used.get(held)
            if found is None:
                found = run.used[held] = look_up(run.on, held[1:])
            return found

        return read

    def parts(self) -> Iterator[Node]:
        return iter(self.keys)


@dataclass(frozen=True, eq=False)
class Not(Node):
    part: Node

    def compile(self, names: Names) -> Step:
        part = self.part.compile(names)

        def turn(run: Run, row: Row) -> YesNo:
            return opposite(part(run, row))

        return turn

    def parts(self) -> Iterator[Node]:
        yield self.part


@dataclass(frozen=True, eq=False)
class Chain(Node):
    """`and` (decided by a no) or `or` (decided by a yes) over two or more parts; stops as soon as one part decides."""

    pieces: tuple[Node, ...]
    decided: bool

    def compile(self, names: Names) -> Step:
        pieces, decided = [piece.compile(names) for piece in self.pieces], self.decided

        def decide(run: Run, row: Row) -> YesNo:
            missing, is_open = 0, False
            for piece in pieces:
                found: YesNo = piece(run, row)
                if isinstance(found, tuple):
                    missing |= found[0]
                    is_open = True
                elif found is decided:
                    return found
            return (missing,) if is_open else not decided

        return decide

    def parts(self) -> Iterator[Node]:
        return iter(self.pieces)


def chain_and(pieces: Sequence[Node]) -> Node:
    return Chain(kinds.YES_NO, tuple(pieces), False)


def chain_or(pieces: Sequence[Node]) -> Node:
    return Chain(kinds.YES_NO, tuple(pieces), True)


@dataclass(frozen=True, eq=False)
class AtMost(Node):
    """left <= right; the other comparisons are made of it by swapping and negating."""

    left: Node
    right: Node

    def compile(self, names: Names) -> Step:
        left, right = self.left.compile(names), self.right.compile(names)

        def compare(run: Run, row: Row) -> YesNo:
            return at_most(left(run, row), right(run, row))

        return compare

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


@dataclass(frozen=True, eq=False)
class OneOf(Node):
    """Membership of a code in a closed list."""

    part: Node
    codes: frozenset[str]

    def compile(self, names: Names) -> Step:
        part, codes = self.part.compile(names), self.codes

        def belongs(run: Run, row: Row) -> YesNo:
            held = part(run, row)
            if not isinstance(held, tuple):
                return held in codes
            options, missing = held
            if options and options <= codes:
                return True
            if options and options.isdisjoint(codes):
                return False
            return (missing,)

        return belongs

    def parts(self) -> Iterator[Node]:
        yield self.part


_OPERATIONS: dict[str, Callable[[Quantity, Quantity], Quantity]] = {"+": add, "-": subtract, "/": divide}


@dataclass(frozen=True, eq=False)
class Arithmetic(Node):
    """Sum, difference, product or quotient of two ranges."""

    sign: str
    left: Node
    right: Node

    def compile(self, names: Names) -> Step:
        left, right = self.left.compile(names), self.right.compile(names)
        if self.sign == "*":
            return _times(left, right)
        operation = _OPERATIONS[self.sign]

        def calculate(run: Run, row: Row) -> Quantity:
            return operation(left(run, row), right(run, row))

        return calculate

    def parts(self) -> Iterator[Node]:
        yield from (self.left, self.right)


def _times(left: Step, right: Step) -> Step:
    """Nothing times anything is nothing, so the right side then is not even looked at."""

    def calculate(run: Run, row: Row) -> Quantity:
        held = left(run, row)
        return 0 if held == 0 else multiply(held, right(run, row))

    return calculate


@dataclass(frozen=True, eq=False)
class Call(Node):
    """A named function of the language over ranges."""

    function: Callable[..., Quantity]
    arguments: tuple[Node, ...]

    def compile(self, names: Names) -> Step:
        function, arguments = self.function, _together([argument.compile(names) for argument in self.arguments])

        def apply(run: Run, row: Row) -> Quantity:
            return function(*arguments(run, row))

        return apply

    def parts(self) -> Iterator[Node]:
        return iter(self.arguments)


@dataclass(frozen=True, eq=False)
class FirstKnown(Node):
    """The first code that is settled, else the last one given with all its possibilities."""

    choices: tuple[Node, ...]

    def compile(self, names: Names) -> Step:
        choices = [choice.compile(names) for choice in self.choices]

        def choose(run: Run, row: Row) -> Code:
            held: list[Code] = [choice(run, row) for choice in choices]
            missing = 0
            for each in held:
                if not isinstance(each, tuple):
                    return each
                missing |= each[1]
            return coded(options_of(held[-1]), missing)

        return choose

    def parts(self) -> Iterator[Node]:
        return iter(self.choices)


@dataclass(frozen=True, eq=False)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node

    def compile(self, names: Names) -> Step:
        condition, then = self.condition.compile(names), self.then.compile(names)
        otherwise, hull = self.otherwise.compile(names), hull_of(self.kind)

        def choose(run: Run, row: Row) -> Any:
            decided = condition(run, row)
            if decided is True:
                return then(run, row)
            if decided is False:
                return otherwise(run, row)
            return hull(then(run, row), otherwise(run, row), decided[0])

        return choose

    def parts(self) -> Iterator[Node]:
        yield from (self.condition, self.then, self.otherwise)


def hull_of(kind: str) -> Callable[[Any, Any, Missing], Any]:
    if kind == kinds.YES_NO:
        return hull_yes_no
    return hull_code if kind == kinds.CODE else hull_quantity


@dataclass(frozen=True, eq=False)
class AnyMember(Node):
    """any member (...); `all members` is its mirror. Unnamed people keep a no from being certain."""

    part: Node

    def compile(self, names: Names) -> Step:
        part = self.part.compile(names)

        def look(run: Run, _row: Row) -> YesNo:
            roster = run.roster()
            missing, is_open = 0, False
            for person in roster.known:
                found = part(run, person)
                if found is True:
                    return True
                if found is not False:
                    missing |= found[0]
                    is_open = True
            rest = False if roster.most == 0 else part(run, roster.stand_in)
            if rest is not False:
                if rest is True and roster.fewest:
                    return True
                missing |= missing_of(rest) if roster.fewest else missing_of(rest) | roster.missing
                is_open = True
            return (missing,) if is_open else False

        return look

    def parts(self) -> Iterator[Node]:
        yield self.part


@dataclass(frozen=True, eq=False)
class SumMembers(Node):
    """sum members (...); people not named yet add their whole possible range."""

    part: Node

    def compile(self, names: Names) -> Step:
        part = self.part.compile(names)

        def total(run: Run, _row: Row) -> Quantity:
            roster = run.roster()
            found: Quantity = 0
            for person in roster.known:
                found = add(found, part(run, person))
            if roster.most == 0:
                return found
            number = ranged(roster.fewest, roster.most, roster.missing)
            return add(found, multiply(number, part(run, roster.stand_in)))

        return total

    def parts(self) -> Iterator[Node]:
        yield self.part
