"""One text, many spellings: the form in which the classifier looks at a message.

Lower case, without accents and apostrophes; a letter repeated for emphasis is kept twice ("yesss" -> "yess"), and a
number becomes its length ("1200" -> "0000"), so that no training text teaches a particular amount, age or ZIP code.
"""
from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´]")
_ELONGATION = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d+")
_NO_WORD = re.compile(r"\W+")
_LONGEST_NUMBER = 5  # a ZIP code; anything longer is an identifier


def without_accents(text: str) -> str:
    """ "año" -> "ano", as on keyboards without Spanish."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """The text as the classifier sees it. Pure; never empty unless the text holds only spaces."""
    plain = _ELONGATION.sub(r"\1\1", _APOSTROPHES.sub("", without_accents(text.lower())))
    return " ".join(_NUMBER.sub(lambda found: "0" * min(len(found[0]), _LONGEST_NUMBER), plain).split())


def same_words(text: str) -> str:
    """The words alone: two texts with the same words count as one text (for tests against doubles)."""
    return " ".join(_NO_WORD.sub(" ", without_accents(text.lower())).split()) or text.strip()
