"""Corrections: signs that an earlier answer changes, and the message without the words that repeat the wrong value."""

from __future__ import annotations

from .folding import Folded
from .phrases import load_table

_TABLE = load_table("correct")
_STRONG, _WEAK, _WRONG = _TABLE.only("strong"), _TABLE.only("weak"), _TABLE.only("wrong_value")
VOCABULARY = _TABLE.vocabulary


def corrects(heard: Folded) -> bool:
    """True when the message clearly says that something told before was wrong."""
    return _STRONG.first(heard) is not None


def may_correct(heard: Folded) -> bool:
    """True for "actually", "wait": a correction when it is not simply the answer to the open question."""
    hit = _WEAK.first(heard)
    return hit is not None and hit.first <= 1


def without_wrong_value(heard: Folded) -> Folded:
    """ "i said 2 but its 3" without "i said 2"; the message as it is when nothing would remain."""
    for hit in _WRONG.hits(heard):
        rest = heard.without(hit.first, hit.last)
        if any(word.number is not None for word in rest.words):
            return rest
    return heard
