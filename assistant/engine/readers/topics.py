"""Which help a message asks for: a lexicon of needs, several topics at once (L9 of the labelling rules)."""

from __future__ import annotations

from .folding import Folded
from .phrases import PhraseTable, load_table

TABLE = load_table("topics")
VOCABULARY = TABLE.vocabulary
TOPICS = frozenset(TABLE.labels)

NEEDING = load_table("needing")
"""Words that make a topic word a request ("need", "help with", "no me alcanza para")."""
ASKING = load_table("asking_for_help")
"""Words that ask for help outright; a topic without them may be part of an answer."""
_ABOUT_OTHER_THINGS = load_table("not_topics")


def read_topics(heard: Folded) -> tuple[str, ...]:
    """The topics named, in table order. "any" stands only alone: "need help" says nothing more than its topic."""
    spared = [(hit.first, hit.last, hit.label) for hit in _ABOUT_OTHER_THINGS.hits(heard)]
    found: list[str] = []
    for hit in TABLE.hits(heard):
        if hit.label not in found and not _spared(hit.label, hit.first, hit.last, spared):
            found.append(hit.label)
    return tuple(_without_double_meanings(heard, found))


def _spared(topic: str, first: int, last: int, spared: list[tuple[int, int, str]]) -> bool:
    return any(label == topic and begin <= first and last <= end for begin, end, label in spared)


def _without_double_meanings(heard: Folded, found: list[str]) -> list[str]:
    """Words that belong to two topics go to the closer one."""
    named = set(found)
    if "school_meals" in named:
        named.discard("food")
    if len(named) > 1:
        named.discard("any")
    if "cash" in named and len(named) > 1 and not _CASH_ITSELF.first(heard):
        named.discard("cash")
    return [topic for topic in found if topic in named]


_CASH_ITSELF: PhraseTable = load_table("cash_itself")
