"""A set of facts ("member.fact") as the bits of one whole number, so that results can carry what they miss cheaply.

Holder 0 is the household, holder 1 is p0, and so on; each holder has one bit per fact of the rules, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from entitlements.household import HOUSEHOLD, MOST_PEOPLE
from entitlements.language.results import Missing

# A member may bear any number of two digits, and one stand-in comes after the last
HOLDERS = max(MOST_PEOPLE, 100) + 2


def holder_of(member: str) -> int:
    return 0 if member == HOUSEHOLD else int(member[1:]) + 1


def member_of(holder: int) -> str:
    return HOUSEHOLD if holder == 0 else f"p{holder - 1}"


class FactBits:
    def __init__(self, facts: Iterable[str]) -> None:
        self.facts = tuple(facts)
        self.index = {fact: index for index, fact in enumerate(self.facts)}
        self._everybody = sum(1 << (holder * len(self.facts)) for holder in range(HOLDERS))

    def bit(self, holder: int, fact: str) -> Missing:
        return 1 << (holder * len(self.facts) + self.index[fact])

    def of(self, rows: Iterable[tuple[str, str]]) -> Missing:
        """The set of these (member, fact) pairs; facts that the rules do not know are left out."""
        found = 0
        for member, fact in rows:
            if fact in self.index:
                found |= self.bit(holder_of(member), fact)
        return found

    def of_everybody(self, facts: Iterable[str]) -> Missing:
        """These facts of the household and of every person there may be."""
        return self._everybody * sum(1 << self.index[fact] for fact in set(facts))

    def names(self, missing: Missing) -> tuple[str, ...]:
        """Every bit as "member.fact", sorted."""
        found = []
        while missing:
            lowest = missing & -missing
            holder, index = divmod(lowest.bit_length() - 1, len(self.facts))
            found.append(f"{member_of(holder)}.{self.facts[index]}")
            missing ^= lowest
        return tuple(sorted(found))
