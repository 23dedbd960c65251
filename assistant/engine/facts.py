"""Taking facts from a message: before any rule runs, whatever else the message says.

"3 people. will immigration know?" answers and asks: the facts are taken here, the question finds its own rule.
Only what was understood with `accept` counts at once; what wants a confirmation is held in the state and read back.
"""
from __future__ import annotations

from typing import FrozenSet, Optional, Tuple

from assistant.engine.understanding import read_product_facts
from assistant.engine.work import Work
from assistant.protocol.state import Asked, Held
from assistant.protocol.turn import Learnt
from entitlements.household import HOUSEHOLD
from entitlements.program import Question
from entitlements.values import Absent


def take_facts(work: Work) -> None:
    """Learn what the message states, settle a pending read-back, or hold what must be read back first."""
    if work.state.held and settle_read_back(work):
        return
    action = work.understanding.action
    rows = _read(work)
    if not rows or action not in ("accept", "confirm"):
        return
    if action == "confirm" or any(work.contradicts_confirmed(row) for row in rows):
        held = tuple(Held(row.member, row.fact, row.value, row.words, row.confidence) for row in rows)
        work.change(held=held, errors=0)
    elif work.learn(*rows):
        work.change(held=())


def settle_read_back(work: Work) -> bool:
    """A yes makes the held values count; a bare no drops them and the question is put in other words."""
    said = work.understanding.facts.get("yes_no")
    if not isinstance(said, bool) or work.understanding.action not in ("accept", "confirm"):
        return False
    question, group = held_group(work)
    if said:
        work.learn(*(Learnt(h.member, h.fact, h.value, h.words, h.confidence, "read_back", True) for h in group))
    else:
        work.again = Asked(question, "again")
    work.change(held=tuple(row for row in work.state.held if row not in group), errors=0)
    return True


def held_group(work: Work) -> Tuple[str, Tuple[Held, ...]]:
    """The held values to read back next: those of one question, and its id."""
    first = question_of(work, work.state.held[0].member, work.state.held[0].fact)
    asked = work.state.asked.question if work.state.asked else ""
    if first is None:
        return asked, work.state.held
    return first.id, tuple(row for row in work.state.held if question_of(work, row.member, row.fact) == first)


def question_of(work: Work, member: str, fact: str) -> Optional[Question]:
    """The interview question that fills this fact: the open one if it does, else the one that asks for fewest more."""
    fill = f"{HOUSEHOLD if member == HOUSEHOLD else 'each'}.{fact}"
    asked = work.state.asked
    filling = [question for question in work.rulebook.questions() if fill in question.fills]
    by_fit = sorted(filling, key=lambda each: (asked is None or each.id != asked.question, len(each.fills)))
    return by_fit[0] if by_fit else None


def learn_absent(work: Work, question: Question, why: str) -> None:
    """The person was asked and did not tell: the facts of the question are on record as unknown, never as no.

    A fact that another question can still bring (the state, when the ZIP code is not known) stays open.
    """
    words, shared = work.turn.message, shared_fills(work, question)
    work.learn(
        *(
            Learnt(member, fact, Absent(why), words, 1.0, "talk")
            for holder, _, fact in (fill.partition(".") for fill in question.fills)
            for member in ((HOUSEHOLD,) if holder == HOUSEHOLD else _people(work))
            if work.value(member, fact) is None and f"{holder}.{fact}" not in shared
        )
    )


def shared_fills(work: Work, question: Question) -> FrozenSet[str]:
    """What this question fills and another one does, too."""
    others = {fill for other in work.rulebook.questions() if other.id != question.id for fill in other.fills}
    return frozenset(others.intersection(question.fills))


def _people(work: Work) -> Tuple[str, ...]:
    """The members as far as their number is known; at least the one who writes."""
    size = work.value(HOUSEHOLD, "size")
    count = size if isinstance(size, int) and not isinstance(size, bool) else 1
    return tuple(f"p{number}" for number in range(count))


def _read(work: Work) -> Tuple[Learnt, ...]:
    asked = work.state.asked.question if work.state.asked else None
    return tuple(
        Learnt(row.member, row.fact, row.value, row.words, row.confidence, row.reader)
        for row in read_product_facts(asked, work.understanding)
    )
