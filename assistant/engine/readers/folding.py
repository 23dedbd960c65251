"""One way to fold a message: lower case, no accents, shorthand spelt out, number words as digits.

A folded word remembers where it stood, so every reading can show the words it came from. Folding knows English
and Spanish at once; the language hint only decides words that are numbers in one and not in the other ("once").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Optional

from .shorthand import EMOJI, FILLERS, PHRASE_SHORTHAND, SHORTHAND, UNIT_SHORTHAND

_TOKEN = re.compile(
    r"(?P<symbol>[½👍👎❌✅✔🤷👌💯🙌🆗🚫🙅🙏👋])"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ro|do|er|ra|da|º|°)(?![^\W\d_]))"
    r"|(?P<number>\d+(?:[.,']\d+)*)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’`´](?=[^\W\d_]))*)",
    re.IGNORECASE,
)
_SPANISH_EVIDENCE = frozenset(
    [
        "el",
        "los",
        "las",
        "del",
        "de",
        "que",
        "y",
        "en",
        "con",
        "por",
        "para",
        "mi",
        "mis",
        "un",
        "una",
        "somos",
        "soy",
        "tengo",
        "tenemos",
        "hay",
        "si",
        "gano",
        "pago",
        "son",
        "cada",
        "al",
        "semana",
        "mes",
        "hijos",
        "ninos",
        "personas",
        "anos",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "doce",
        "trece",
        "catorce",
        "quince",
        "veinte",
        "treinta",
        "mil",
        "esposo",
        "esposa",
        "mama",
        "papa",
        "nos",
        "pagan",
        "como",
        "renta",
        "nada",
        "solo",
    ]
)


@dataclass(frozen=True)
class Word:
    """One word as folded. `gap` is what stood between it and the word before (punctuation, "$", spaces)."""

    text: str
    start: int
    end: int
    gap: str = ""
    number: Optional[float] = None
    ordinal: Optional[int] = None
    spoken: bool = False
    vague: bool = False
    repaired: bool = False

    @property
    def begins_clause(self) -> bool:
        """True when punctuation that ends a thought stands before it."""
        return any(mark in self.gap for mark in ",.;:!?\n()")

    @property
    def dollars(self) -> bool:
        """True when a dollar sign stands right before it."""
        return "$" in self.gap


@dataclass(frozen=True)
class Folded:
    """A message as words, and as one line ("me and my 2 kids ") for patterns."""

    source: str
    words: tuple[Word, ...]
    language: str

    @cached_property
    def line(self) -> str:
        """Every word followed by one space."""
        return "".join(word.text + " " for word in self.words)

    @cached_property
    def core_line(self) -> str:
        """The line without politeness and fillers."""
        kept = [word.text for word in self.words if word.text not in FILLERS]
        return "".join(text + " " for text in (kept or [word.text for word in self.words]))

    @cached_property
    def _starts(self) -> list[int]:
        starts, position = [], 0
        for word in self.words:
            starts.append(position)
            position += len(word.text) + 1
        return starts

    @property
    def asks(self) -> bool:
        """True when a question mark was written."""
        return "?" in self.source or "¿" in self.source

    @property
    def is_pictures(self) -> bool:
        """True for a message of emoji alone, one of them at least without a meaning here."""
        if any(character.isalnum() for character in self.source):
            return False
        return any(unicodedata.category(sign) == "So" and sign not in EMOJI for sign in self.source)

    def word_at(self, position: int) -> int:
        """The index of the word that begins at a position of the line (the number of words at its end)."""
        return bisect_left(self._starts, position)

    def quote(self, first: int, last: int) -> str:
        """The source words `first` to `last` (exclusive) exactly as written."""
        if not self.words or first >= last:
            return ""
        return self.source[self.words[first].start : self.words[min(last, len(self.words)) - 1].end]

    def repaired_in(self, first: int, last: int) -> bool:
        """True when a word of the stretch was misspelt and repaired."""
        return any(word.repaired for word in self.words[first:last])

    def part(self, first: int, last: int) -> Folded:
        """The same message cut down to some of its words."""
        return Folded(self.source, self.words[first:last], self.language)

    def without(self, first: int, last: int) -> Folded:
        """The same message with some of its words taken out (another reader has them)."""
        return Folded(self.source, self.words[:first] + self.words[last:], self.language)


def plain(text: str) -> str:
    """Lower case, without accents and apostrophes: "Niño's" -> "ninos"."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char) and char not in "'’`´")


def split(text: str) -> list[Word]:
    """The words of a text, folded one by one, before shorthand and numbers are read."""
    words: list[Word] = []
    end = 0
    for found in _TOKEN.finditer(text):
        gap = text[end : found.start()]
        end = found.end()
        raw = found.group(0)
        if found.lastgroup == "symbol":
            if raw in EMOJI:
                words.append(Word(EMOJI[raw], found.start(), end, gap))
            continue
        if found.lastgroup == "ordinal":
            day = int(re.match(r"\d+", raw).group(0))  # type: ignore[union-attr]
            words.append(Word(f"{day}th", found.start(), end, gap, ordinal=day))
            continue
        if "&" in gap or "+" in gap:
            words.append(Word("and", found.start(), found.start(), "," if "," in gap else ""))
        words.append(Word(plain(raw) if found.lastgroup == "word" else raw, found.start(), end, gap))
    return words


def is_spanish(words: list[Word], language: str) -> bool:
    """True when the words themselves, or else the hint, say Spanish."""
    evidence = sum(word.text in _SPANISH_EVIDENCE for word in words)
    return evidence > 0 if len(words) > 1 else language == "es" or evidence > 0


def _is_unit_here(word: Word, spanish: bool) -> bool:
    """A unit stands close: "5yo", "12 hr"; "5, yo y mi mama" and "2 n 3" hold none."""
    if word.gap == "":
        return True
    return not word.begins_clause and len(word.text) > 1 and not (spanish and word.text == "yo")


def _squeezed(text: str) -> str:
    """Letters held down: "yesss" -> "yes", "nooo" -> "no", "siii" -> "si"."""
    return re.sub(r"([a-z])\1{2,}", r"\1", text) if re.search(r"([a-z])\1{2,}", text) else text


def spell_out(words: list[Word], spanish: bool) -> list[Word]:
    """Texting shorthand as the words it stands for; units only right after a number or a slash."""
    out: list[Word] = []
    for index, word in enumerate(words):
        after_number = index > 0 and words[index - 1].text[:1].isdigit()
        text = _squeezed(word.text)
        if "/" in word.gap and index and not text[:1].isdigit():
            text = "per " + UNIT_SHORTHAND.get(text, SHORTHAND.get(text, text)) if text not in ("o",) else text
        elif after_number and text in UNIT_SHORTHAND and _is_unit_here(word, spanish):
            text = UNIT_SHORTHAND[text]
        elif len(words) > 1:
            text = PHRASE_SHORTHAND["es" if spanish else "en"].get(text, SHORTHAND.get(text, text))
        for part, piece in enumerate(text.split()):
            out.append(Word(piece, word.start, word.end, word.gap if part == 0 else " "))
    return _with_twins(out)


_TWIN = frozenset("boys girls sons daughters babies brothers sisters kids".split())


def _with_twins(words: list[Word]) -> list[Word]:
    """ "twin boys" are twins."""
    out: list[Word] = []
    for word in words:
        if out and out[-1].text == "twin" and word.text in _TWIN:
            out[-1] = Word("twins", out[-1].start, word.end, out[-1].gap)
        else:
            out.append(word)
    return out
