"""How hard a text is to read: Flesch-Kincaid grade for English, INFLESZ for Spanish.

Flesch-Kincaid (Kincaid and others 1975): 0.39 words/sentence + 11.8 syllables/word - 15.59, a school grade.
INFLESZ (Barrio-Cantalejo and others 2008) is the scale for Szigriszt's perspicuity (1993):
206.835 - 62.3 syllables/word - words/sentence; from 65 on a text is "fairly easy".

Our own, because the known library scores texts of one sentence wrongly and downloads a dictionary. Measure whole
flows: on a single short question both figures swing by several grades. A number counts as a word of one syllable.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’][^\W_]+)*")
NOT_READ: Final = re.compile(r"\S*[\w-]\.(?:com|org|net|gov|us)\b\S*|\b\d{3}-\d{3}-\d{4}\b|\b\d(?:,? \d)+\b")
SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+|\n+")
LIST_MARK: Final = re.compile(r"^\s*(?:-|\d\.)\s+", re.MULTILINE)

ENGLISH_VOWELS: Final = re.compile(r"[aeiouy]+")
ENGLISH_SILENT: Final = re.compile(
    r"(?:[^laeiouy]|[aeiouy]l|ll)es?$|(?<![bcdfgkptz]l)(?<=[^aeiouytd])ed$|[^aeiouy]e[lt]y$"
)
ENGLISH_SOUNDED: Final = re.compile(r"(?:[sxz]|[cs]h|[cg])es$")
ENGLISH_HIATUS: Final = re.compile(
    r"i(?:a(?!l\b)|o(?!n|us)|um)|(?<![ct])ious|eo(?!u)|u(?:al|ous)|[aeiouy]ing$|created?$|science|quiet|diet|(?:ar|id)eas?$"
)
ENGLISH_EXCEPTIONS: Final = {
    "people": 2, "something": 2, "someone": 2, "sometimes": 2, "anyone": 3, "business": 2, "every": 2, "evening": 2,
}  # fmt: skip

SPANISH_STRONG: Final = frozenset("aeoáéóíú")
SPANISH_WEAK: Final = frozenset("iuüy")


def sentences(text: str) -> list[str]:
    """The sentences of a text, without list marks; a line break ends one too."""
    return [part.strip() for part in SENTENCE_END.split(LIST_MARK.sub("", text)) if WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text as they are read: addresses of pages and phone numbers are not counted."""
    return WORD.findall(NOT_READ.sub(" ", text))


def english_syllables(word: str) -> int:
    """Syllables of an English word, by its spelling."""
    word = word.casefold().removesuffix("'s").removesuffix("’s").replace("'", "").replace("’", "")
    if word in ENGLISH_EXCEPTIONS:
        return ENGLISH_EXCEPTIONS[word]
    count = len(ENGLISH_VOWELS.findall(word)) + len(ENGLISH_HIATUS.findall(word))
    if count > 1 and ENGLISH_SILENT.search(word) and not ENGLISH_SOUNDED.search(word):
        count -= 1
    return max(count, 1)


def spanish_syllables(word: str) -> int:
    """Syllables of a Spanish word: strong vowels stand apart, weak ones join a neighbour; an accent breaks the pair."""
    word = unicodedata.normalize("NFC", word.casefold())
    word = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word)
    word = re.sub(r"y(?=[aeiouáéíóú])", "j", word)  # a consonant before a vowel
    count, before = 0, ""
    for letter in word:
        count += _opens_syllable(letter, before)
        before = letter
    return max(count, 1)


def _opens_syllable(letter: str, before: str) -> bool:
    """Whether a letter of a Spanish word begins the vowel of a new syllable, given the letter before it."""
    if letter in SPANISH_STRONG:
        return before not in SPANISH_WEAK or letter in "íú"
    return letter in SPANISH_WEAK and before not in SPANISH_STRONG - set("íú") | SPANISH_WEAK


def flesch_kincaid(text: str) -> float:
    """The school grade of an English text; 0.0 for a text without words."""
    read = words(text)
    if not read:
        return 0.0
    syllables = sum(map(english_syllables, read))
    return 0.39 * len(read) / len(sentences(text)) + 11.8 * syllables / len(read) - 15.59


def inflesz(text: str) -> float:
    """The INFLESZ score of a Spanish text, higher is easier; 100.0 for a text without words."""
    read = words(text)
    if not read:
        return 100.0
    syllables = sum(map(spanish_syllables, read))
    return 206.835 - 62.3 * syllables / len(read) - len(read) / len(sentences(text))
