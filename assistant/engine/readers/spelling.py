"""Repair of misspelt words, only towards words that the question makes likely.

A word is repaired when it is no common word of either language, stands in no table, and exactly one likely word is
within reach: one error up to seven letters, two from eight (a swap of neighbours counts as one). Three letters are one
error away from too many words; they are repaired only where a unit of time must stand ("a wek", "cada mez").
"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .common_words import COMMON
from .folding import Word
from .phrases import beginnings_of_all_tables, words_of_all_tables

_KNOWN = COMMON | words_of_all_tables()
_BEGINNINGS = beginnings_of_all_tables()

SHORTEST = 4
MOST_REPAIRS = 20
"""A message with more unknown words is no message in our languages; repairing it would only cost time."""
_UNITS = (
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "hour",
    "hours",
    "day",
    "days",
    "semana",
    "semanas",
    "mes",
    "meses",
    "dia",
    "dias",
    "ano",
    "anos",
    "hora",
    "horas",
)
_BEFORE_UNIT = frozenset("a an per every each por cada al la x ala evry por the".split())


def repair(words: list[Word], likely: frozenset[str], preferred: frozenset[str] = frozenset()) -> list[Word]:
    """The words, the misspelt ones replaced by the likely word they must be; `preferred` words win a tie."""
    out: list[Word] = []
    tries = MOST_REPAIRS
    for word in words:
        before = out[-1] if out else None
        tries -= is_unknown(word.text)
        out.append(_as_unit(word, before) or (_repaired(word, likely, preferred) if tries >= 0 else word))
    return out


def is_unknown(text: str) -> bool:
    """True for letters that are no common word of either language."""
    return text.isalpha() and text not in _KNOWN and not text.startswith(_BEGINNINGS)


def _as_unit(word: Word, before: Optional[Word]) -> Optional[Word]:
    """A unit of time misspelt right after "a", "per", "cada" or a number."""
    text = word.text
    if before is None or word.begins_clause or len(text) < 3 or not is_unknown(text) or text in _UNITS:
        return None
    if before.text not in _BEFORE_UNIT and not before.text[:1].isdigit():
        return None
    near = [unit for unit in _UNITS if OSA.distance(text, unit, score_cutoff=1) <= 1]
    same = {unit.rstrip("s") for unit in near}
    return replace(word, text=near[0], repaired=True) if len(same) == 1 else None


def _repaired(word: Word, likely: frozenset[str], preferred: frozenset[str]) -> Word:
    text = word.text
    if len(text) < SHORTEST or text in likely or not is_unknown(text):
        return word
    meant = nearest(text, likely, preferred)
    return word if meant is None else replace(word, text=meant, repaired=True)


def nearest(text: str, likely: frozenset[str], preferred: frozenset[str] = frozenset()) -> Optional[str]:
    """The one likely word that a misspelt word must be, or None when there is none or a choice."""
    reach = 1 if len(text) < 8 else 2
    found = process.extract(
        text, [word for word in likely if len(word) >= SHORTEST and abs(len(word) - len(text)) <= reach],
        scorer=OSA.distance, score_cutoff=reach, limit=6,
    )  # fmt: skip
    if not found:
        return None
    best = min(distance for _, distance, _ in found)
    candidates = {word for word, distance, _ in found if distance == best}
    same_letters = {word for word in candidates if sorted(word) == sorted(text)}
    same_start = {word for word in candidates if word[0] == text[0]}
    for group in (candidates, same_letters, candidates & preferred, same_start):
        if len(group) == 1:
            return next(iter(group))
    return None


def near_any(text: str, words: frozenset[str]) -> bool:
    """True when an unknown word could be one of `words` by one slip of the finger (two from six letters)."""
    if not is_unknown(text) or len(text) < 2:
        return False
    reach = 1 if len(text) < 6 else 2
    return any(
        abs(len(word) - len(text)) <= reach and OSA.distance(text, word, score_cutoff=reach) <= reach for word in words
    )
