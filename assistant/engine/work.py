"""The workspace of one turn: what the actions read, and where they write what was learnt and what must happen.

One turn at a time runs in a worker, so one `Work` at a time lies on the `Bench`. Nothing outlives the turn.
"""
from __future__ import annotations

from dataclasses import replace
from typing import AbstractSet, Any, Dict, FrozenSet, Iterable, List, Mapping, Optional, Tuple

from assistant.engine.understanding import Understanding
from assistant.protocol.effects import Effect, Withdraw
from assistant.protocol.state import TRAIL_LENGTH, Asked, State
from assistant.protocol.turn import FactRow, Learnt, Turn
from entitlements.errors import HouseholdError
from entitlements.household import Household
from entitlements.program import Question
from entitlements.rulebook import Rulebook
from entitlements.values import FactValue

Key = Tuple[str, str]  # member, fact


class Work:
    """One turn in the making.

    `state` is replaced as the talk moves; `learnt` and `effects` only grow. `again` names the question to put
    instead of the rulebook's next one (back, repeat, asked in other words).
    """

    def __init__(self, turn: Turn, state: State, understanding: Understanding, rulebook: Rulebook) -> None:
        self.turn = turn
        self.state = state
        self.understanding = understanding
        self.rulebook = rulebook
        self.learnt: List[Learnt] = []
        self.effects: List[Effect] = []
        self.again: Optional[Asked] = None
        self._facts: Dict[Tuple[str, str], FactRow] = {(row.member, row.fact): row for row in turn.facts}
        self._next: Optional[Tuple[Optional[Question]]] = None  # None: to be worked out; (None,): nothing to ask

    def change(self, **fields: Any) -> None:
        """Replace fields of the state; other needs may put another question first."""
        if "topics" in fields:
            self._next = None
        self.state = replace(self.state, **fields)

    def add(self, *effects: Effect) -> None:
        self.effects.extend(effects)

    def learn(self, *rows: Learnt) -> bool:
        """Take facts together: all go on record; they count from now on unless what is known ranks higher.

        False when they cannot be true beside what stands, even after older words of the person were set aside;
        then nothing is taken. Precedence is the store's (document > caseworker > confirmed > said).
        """
        taken = [row for row in rows if not self.outranked(row.member, row.fact, _how(row))]
        after = {**self._facts, **{(r.member, r.fact): FactRow(r.member, r.fact, r.value, _how(r)) for r in taken}}
        ruled_out = _ruled_out(after, {(row.member, row.fact) for row in taken})
        if ruled_out is None:
            return False
        for key in ruled_out:
            del after[key]
        if ruled_out:
            self.add(Withdraw(tuple(f"{member}.{fact}" for member, fact in sorted(ruled_out))))
        self._facts = after
        self._next = None
        self.learnt.extend(rows)
        return True

    def outranked(self, member: str, fact: str, how: str) -> bool:
        """Whether what stands for this fact comes from a surer source than `how`."""
        known = self._facts.get((member, fact))
        return known is not None and _RANK[how] < _RANK[known.how]

    def contradicts_confirmed(self, row: Learnt) -> bool:
        """The person confirmed another value before: the new one is read back before it counts."""
        known = self._facts.get((row.member, row.fact))
        return known is not None and known.how == "confirmed" and known.value != row.value

    def forget_all(self) -> None:
        self._facts.clear()
        self._next = None
        self.learnt.clear()

    def value(self, member: str, fact: str) -> Optional[FactValue]:
        row = self._facts.get((member, fact))
        return None if row is None else row.value

    def household(self) -> Household:
        return Household.from_facts((row.member, row.fact, row.value) for row in self._facts.values())

    def wanted(self) -> Tuple[str, ...]:
        return self.programs_for(self.state.topics)

    def programs_for(self, topics: Iterable[str]) -> Tuple[str, ...]:
        """Program ids the need topics point at; a topic the pack does not know points nowhere."""
        return self.rulebook.wanted_programs([topic for topic in topics if topic in self.rulebook.topics()])

    def next_question(self) -> Optional[Question]:
        """What the rules still need; worked out once for the facts and needs as they stand."""
        if self._next is None:
            self._next = (
                self.rulebook.next_question(self.household(), self.turn.context.today, wanted=self.wanted()),
            )
        return self._next[0]

    def learnt_facts(self) -> FrozenSet[Tuple[str, str]]:
        return frozenset((row.member, row.fact) for row in self.learnt)

    def remember_asked(self, asked: Asked) -> None:
        trail = self.state.trail
        if not trail or trail[-1] != asked.question:
            trail = (*trail, asked.question)[-TRAIL_LENGTH:]
        self.change(asked=asked, trail=trail)


class Bench:
    """Where the work of the current turn lies while Rasa calls the actions."""

    def __init__(self) -> None:
        self._work: Optional[Work] = None

    @property
    def work(self) -> Work:
        if self._work is None:
            raise RuntimeError("an action ran outside a turn")
        return self._work

    def lay(self, work: Work) -> None:
        self._work = work

    def clear(self) -> None:
        self._work = None


_RANK = {"said": 0, "confirmed": 1, "caseworker": 2, "document": 3}


def _how(row: Learnt) -> str:
    return "confirmed" if row.confirmed else "said"


def _ruled_out(facts: Mapping[Key, FactRow], new: AbstractSet[Key]) -> Optional[FrozenSet[Key]]:
    """Older facts that cannot stand beside the new ones; None when the new ones themselves cannot be true.

    What a caseworker or a document says is never set aside by what a person says now.
    """
    try:
        Household.from_facts((row.member, row.fact, row.value) for row in facts.values())
    except HouseholdError as error:
        old = frozenset(key for key in error.rows if key not in new and key in facts and _RANK[facts[key].how] <= 1)
        if not old:
            return None
        deeper = _ruled_out({key: row for key, row in facts.items() if key not in old}, new)
        return None if deeper is None else old | deeper
    return frozenset()
