"""Which benefits the home gets now, for the question that names SNAP, Medicaid, Medicare, SSI and cash aid at once.

"just food stamps" says yes to one and no to the rest, and so does "food stamps": the question named them all, so the
answer is taken as complete. "no" says no to all; a bare "yes" does not say which.
"""

from __future__ import annotations

from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import load_table
from .reading import Reading
from .yes_no import read_yes_no

FACTS = ("receives_snap", "receives_medicaid", "receives_ssi", "receives_tanf", "receives_medicare")
_TABLE = load_table("programs")
_NAMED, _NOT = _TABLE.only(*FACTS), _TABLE.only("not")
_ALL, _NONE = _TABLE.only("all"), _TABLE.only("none")
_APPLIED = _TABLE.only("applied")
VOCABULARY = _TABLE.vocabulary


def read_programs(heard: Folded) -> tuple[Reading, ...]:
    """A reading for each program, yes or no; () when the message names none and says neither yes nor no."""
    named = _named(heard)
    if not named:
        return _none_named(heard)
    denied = {fact for fact, (_, negated) in named.items() if negated}
    given = {fact for fact in named if fact not in denied}
    words = heard.quote(0, len(heard.words))
    if _APPLIED.first(heard):
        return tuple(Reading(fact, True, words, confidence.UNCLEAR, "applied_or_stopped") for fact in named)
    if given:
        return tuple(
            Reading(fact, fact in given, words if fact not in named else named[fact][0], confidence.PLAIN)
            for fact in FACTS
        )
    return tuple(Reading(fact, False, named[fact][0], confidence.PLAIN) for fact in denied)


def _named(heard: Folded) -> dict[str, tuple[str, bool]]:
    """Each program named, its words, and whether it is denied."""
    found: dict[str, tuple[str, bool]] = {}
    for hit in _NAMED.hits(heard):
        start = max(
            (
                index
                for index in range(hit.first + 1)
                if heard.words[index].begins_clause or heard.words[index].text in ("but", "pero", "and", "y")
            ),
            default=0,
        )
        before = heard.part(max(start, hit.first - 5), hit.first)
        found.setdefault(hit.label, (heard.quote(hit.first, hit.last), _NOT.first(before) is not None))
    return found


def _none_named(heard: Folded) -> tuple[Reading, ...]:
    said: Optional[Reading] = read_yes_no(heard)
    words = heard.quote(0, len(heard.words))
    if _NONE.first(heard):
        return tuple(Reading(fact, False, words, confidence.PLAIN) for fact in FACTS)
    if _ALL.first(heard):
        return tuple(Reading(fact, True, words, confidence.HEDGED, "all_of_them") for fact in FACTS)
    if said is None:
        return ()
    if said.value is False:
        return tuple(Reading(fact, False, said.words, said.confidence, said.reason) for fact in FACTS)
    return tuple(Reading(fact, True, said.words, confidence.UNCLEAR, "which_one") for fact in FACTS)
