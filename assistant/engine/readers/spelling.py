"""Repair of misspelt words, only towards words that the question makes likely.

A word is repaired when it is no common word of either language and exactly one likely word is within reach:
one error up to seven letters, two from eight (a swap of neighbours counts as one).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .common_words import COMMON
from .folding import Word

SHORTEST = 4
"""Three letters are one error away from too many words."""


def repair(words: list[Word], likely: frozenset[str], preferred: frozenset[str] = frozenset()) -> list[Word]:
    """The words, the misspelt ones replaced by the likely word they must be; `preferred` words win a tie."""
    return [_repaired(word, likely, preferred) for word in words]


def _repaired(word: Word, likely: frozenset[str], preferred: frozenset[str]) -> Word:
    text = word.text
    if len(text) < SHORTEST or text in likely or text in COMMON or not text.isalpha():
        return word
    meant = nearest(text, likely, preferred)
    return word if meant is None else replace(word, text=meant, repaired=True)


def nearest(text: str, likely: frozenset[str], preferred: frozenset[str] = frozenset()) -> Optional[str]:
    """The one likely word that a misspelt word must be, or None when there is none or a choice."""
    reach = 1 if len(text) < 8 else 2
    found = process.extract(
        text, [word for word in likely if len(word) >= SHORTEST and abs(len(word) - len(text)) <= reach],
        scorer=OSA.distance, score_cutoff=reach, limit=4,
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
