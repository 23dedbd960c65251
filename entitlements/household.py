"""A household as the rules see it: rows of (member, fact, value), checked for contradictions and absurd values.

`member` is "household" or a person in the order told: "p0" is the person asking, then "p1", "p2" ...
What a fact means and which kind it has stands in the rule data (`facts.yml`), not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from entitlements.errors import HouseholdError
from entitlements.values import Absent, Amount, FactValue, Span

HOUSEHOLD = "household"
ASKER = "p0"
MOST_PEOPLE = 30
OLDEST_AGE = 120
YOUNGEST_PREGNANCY = 10
MOST_CENTS = 100_000_000_00
_MEMBER = re.compile(r"p(0|[1-9][0-9]?)")

Row = tuple[str, str, FactValue]


@dataclass(frozen=True)
class Household:
    """Facts by (member, fact); `members` are the people of whom at least one fact is held, in the order told."""

    facts: Mapping[tuple[str, str], FactValue]
    members: tuple[str, ...]

    @classmethod
    def from_facts(cls, rows: Iterable[Row]) -> Household:
        """Raises `HouseholdError` when a row is malformed or absurd, or when rows contradict each other."""
        facts: dict[tuple[str, str], FactValue] = {}
        for member, fact, value in rows:
            _check_row(member, fact, value)
            held = facts.setdefault((member, fact), value)
            if held != value or type(held) is not type(value):
                raise HouseholdError(
                    f"{member}.{fact} is told twice with different values; keep the one that stands",
                    [(member, fact)],
                )
        people = {member for member, _ in facts if member != HOUSEHOLD}
        members = _in_order(people)
        _check_together(facts, members)
        return cls(MappingProxyType(facts), members)

    def get(self, member: str, fact: str) -> FactValue | None:
        """The value told, or None when nobody was asked yet."""
        return self.facts.get((member, fact))

    def with_rows(self, rows: Iterable[Row]) -> Household:
        """The same household with these rows in place of what was held."""
        facts = dict(self.facts)
        people = set(self.members)
        for member, fact, value in rows:
            _check_row(member, fact, value)
            facts[(member, fact)] = value
            if member != HOUSEHOLD:
                people.add(member)
        members = self.members if len(people) == len(self.members) else _in_order(people)
        _check_together(facts, members)
        return Household(MappingProxyType(facts), members)


def _in_order(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(people, key=lambda member: int(member[1:])))


def _check_row(member: str, fact: str, value: FactValue) -> None:
    if member != HOUSEHOLD and not _MEMBER.fullmatch(member):
        raise HouseholdError(f"member {member!r} is not known; use 'household', 'p0', 'p1' ...", [(member, fact)])
    low, high = _ends(value)
    if isinstance(value, Amount) and (low < 0 or (high or 0) > MOST_CENTS):
        raise HouseholdError(f"{member}.{fact} has an amount that cannot be right; ask for it again", [(member, fact)])
    if fact == "age" and not 0 <= low <= (high or 0) <= OLDEST_AGE:
        raise HouseholdError(f"{member}.age is outside 0 to {OLDEST_AGE} years; ask for it again", [(member, fact)])
    if fact == "size" and not 1 <= low <= (high or 0) <= MOST_PEOPLE:
        raise HouseholdError(f"household size is outside 1 to {MOST_PEOPLE}; ask for it again", [(member, fact)])


def _ends(value: FactValue) -> tuple[int, int | None]:
    if isinstance(value, (Amount, Span)):
        return value.low, value.high
    if isinstance(value, int):
        return value, value
    return (0, 0) if not isinstance(value, Absent) else (1, 1)


def _check_together(facts: Mapping[tuple[str, str], FactValue], members: tuple[str, ...]) -> None:
    for member in members:
        age = facts.get((member, "age"))
        if facts.get((member, "pregnant")) is True and age is not None and not isinstance(age, (str, Absent)):
            oldest = _ends(age)[1]
            if oldest is not None and oldest < YOUNGEST_PREGNANCY:
                raise HouseholdError(
                    f"{member} is told as pregnant and as {oldest} years old; ask which is right",
                    [(member, "pregnant"), (member, "age")],
                )
    size = facts.get((HOUSEHOLD, "size"))
    if size is None or isinstance(size, (str, Absent)):
        return
    most = _ends(size)[1]
    if most is not None and len(members) > most:
        raise HouseholdError(
            f"the household has {most} people but facts about {len(members)} are held; ask how many live there",
            [(HOUSEHOLD, "size"), *((member, "age") for member in members)],
        )
