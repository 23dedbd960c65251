"""Numbers as people write and say them, in English and Spanish: digits, words, and both together.

"21 hundred" 2100, "mil doscientos" 1200, "1.100"/"1,100" 1100, "2k" 2000, "veintiún" 21,
"a couple hundred" 200 (vague).
Written here rather than taken from a library: see docs/decisions/0004-readers.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from .folding import Folded, Word, is_spanish, spell_out, split
from .spelling import near_any, repair

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19, "cero": 0, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
    "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22,
    "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve":
    29, "couple": 2,
    "par": 2, "dozen": 12,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
    "ninty": 90, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
HUNDREDS = {
    "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300,
    "cuatrocientos": 400,
    "cuatrocientas": 400, "quinientos": 500, "quinientas": 500, "seiscientos": 600, "seiscientas": 600,
    "setecientos": 700,
    "setecientas": 700, "ochocientos": 800, "ochocientas": 800, "novecientos": 900, "novecientas": 900,
}  # fmt: skip
TIMES_HUNDRED = frozenset({"hundred", "hundreds", "hunnid", "cientos"})
TIMES_THOUSAND = frozenset({"thousand", "thousands", "mil", "grand"})
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip
"""After tens: "twenty second" is the 22nd."""
HOMOPHONES = {"ate": "eight", "too": "two", "to": "two", "won": "one", "for": "four"}
"""What dictation writes for a number after tens ("eighty ate") or before a unit ("too years")."""
_AFTER_A_NUMBER = frozenset("years year months month old weeks yrs hundred thousand kids people dollars".split())
VAGUE = frozenset({"couple", "par", "dozen", "hundreds", "thousands"})
VOCABULARY = (
    frozenset({*UNITS, *TENS, *HUNDREDS, *TIMES_HUNDRED, *TIMES_THOUSAND})
    - VAGUE
    - frozenset({"fourty", "ninty", "once", "one", "veintiuna", *(word for word in HUNDREDS if word.endswith("as"))})
)

# "one" after these is a pronoun: "no one", "the little one".
_PRONOUN_BEFORE = frozenset(
    [
        "no",
        "any",
        "every",
        "some",
        "this",
        "that",
        "another",
        "other",
        "little",
        "younger",
        "older",
        "oldest",
        "youngest",
        "first",
        "second",
        "last",
        "big",
        "small",
        "baby",
        "new",
        "which",
        "each",
        "only",
        "the",
    ]
)
_GROUPS = re.compile(r"\d{1,3}(?:[.,']\d{3})+")
MAX_DIGITS = 12


def fold(text: str, language: str = "en", vocabulary: frozenset[str] = frozenset(), counting: bool = False) -> Folded:
    """The message folded, misspelt words repaired towards `vocabulary`, and every number as digits.

    `language` is a hint ("en" or "es"); words of the message itself outrank it. `counting`: a number was asked, so
    number words win over other repairs.
    """
    words = split(text)
    spanish = is_spanish(words, language)
    repaired = repair(spell_out(words, spanish), vocabulary | VOCABULARY, VOCABULARY if counting else frozenset())
    return Folded(text, tuple(_with_numbers(repaired, spanish)), "es" if spanish else "en")


_NUMBER_WORDS = frozenset({*UNITS, *TENS, *HUNDREDS, *TIMES_HUNDRED, *TIMES_THOUSAND, *HOMOPHONES} - VAGUE)


def number_may_be_cut(heard: Folded) -> bool:
    """True when a spoken number stands next to an unknown word that may be the rest of it ("eighty aet"),
    or a homophone ends a list ("ten and for")."""
    ends = [word.text for word in heard.words[-2:]]
    if len(ends) == 2 and ends[0] in ("and", "y") and ends[1] in HOMOPHONES:
        return True
    for index, word in enumerate(heard.words):
        if word.number is None or not word.spoken:
            continue
        for near in heard.words[max(index - 1, 0) : index] + _following(heard, index):
            if near.number is None and near.text not in VOCABULARY and near_any(near.text, _NUMBER_WORDS):
                return True
    return False


def _following(heard: Folded, index: int) -> tuple[Word, ...]:
    """The word after a number, or the one after "y"."""
    after = heard.words[index + 1 : index + 3]
    return after[1:] if after and after[0].text in ("y", "i", "and") else after[:1]


def number_is_loose(heard: Folded) -> bool:
    """True for "treinta y tantos", "thirty something", "30 odd": more than the number said, nobody knows how much."""
    return _LOOSE.search(heard.line) is not None


def number_is_amid_code(heard: Folded) -> bool:
    """True for "{{ 7*7 }}" and "<b>3</b>": a sum or the marks of a program, which nobody answers with."""
    return _CODE.search(heard.source) is not None and any(word.number is not None for word in heard.words)


_CODE = re.compile(r"[{}\\]|</?[a-z]+[ >]|\d\s*\*+\s*\d", re.IGNORECASE)
_LOOSE = re.compile(
    r"(?<!\S)\d+ (?:y tantos|y tantas|y pico|y algo|and change|and some|something|somethin|some odd|odd|ish) "
)


def digits_value(written: str, spanish: bool) -> Optional[float]:
    """The value of a number written in digits; None when the marks in it fit no way of writing numbers.

    One group of three after a mark is thousands ("1,100", "1.100"); any other digits after the last mark are decimals.
    """
    if len(written) > MAX_DIGITS:
        return None
    if written.isascii() and written.isdigit():
        return float(written)
    if _GROUPS.fullmatch(written) and not written.startswith("0"):
        return float(re.sub(r"[.,']", "", written))
    decimal = "," if spanish and re.fullmatch(r"[\d.]+,\d{1,2}", written) else "."
    if decimal == "." and spanish is False and re.fullmatch(r"\d+,\d\d", written):
        decimal = ","
    group = "." if decimal == "," else ","
    whole, mark, cents = written.rpartition(decimal)
    if not mark or not re.fullmatch(r"\d{1,2}", cents):
        return None
    if not re.fullmatch(rf"\d+|\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole):
        return None
    return float(whole.replace(group, "") + "." + cents)


def show(value: float) -> str:
    """A number as its folded word: 1100 -> "1100", 12.5 -> "12.5"."""
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")


def _with_numbers(words: list[Word], spanish: bool) -> list[Word]:
    words = _homophones(_split_lists(words, spanish))
    out: list[Word] = []
    index = 0
    while index < len(words):
        run = _NumberRun(words, index, spanish)
        if run.value is None:
            out.append(words[index])
            index += 1
            continue
        out.append(run.word())
        index = run.end
        if run.last == "tens" and index < len(words) and words[index].text in ORDINALS and run.spoken:
            day = int(run.value) + ORDINALS[words[index].text]
            out[-1] = replace(out[-1], text=f"{day}th", number=None, ordinal=day, end=words[index].end)
            index += 1
    return out


def _homophones(words: list[Word]) -> list[Word]:
    """Dictated homophones as the number they must be; "twenty to thirty" and "sixty for rent" stay."""
    out = list(words)
    for index, word in enumerate(words):
        if word.text not in HOMOPHONES:
            continue
        before = words[index - 1].text if index else ""
        after = words[index + 1].text if index + 1 < len(words) else ""
        ends = not after or after in _AFTER_A_NUMBER
        if before in ("every", "cada") and after in ("weeks", "week"):
            out[index] = replace(word, text="two")
        elif (before in TENS and (word.text == "ate" or ends)) or (
            word.text in ("too", "ate") and after in _AFTER_A_NUMBER
        ):
            out[index] = replace(word, text=HOMOPHONES[word.text])
    return out


def _split_lists(words: list[Word], spanish: bool) -> list[Word]:
    """Digits whose marks make no number are a list: "5,7,9" is three words. Marks stay as gaps."""
    out: list[Word] = []
    for word in words:
        if not re.search(r"\d[.,']", word.text) or digits_value(word.text, spanish) is not None:
            out.append(word)
            continue
        gap, position = word.gap, word.start
        for piece in re.split(r"([.,'])", word.text):
            if piece.isdigit():
                out.append(replace(word, text=piece, start=position, end=position + len(piece), gap=gap))
            else:
                gap = piece
            position += len(piece)
    return out


class _NumberRun:
    """The longest number that begins at one word."""

    def __init__(self, words: list[Word], start: int, spanish: bool) -> None:
        self.words, self.start, self.end, self.spanish = words, start, start, spanish
        self.total = 0.0
        self.current: Optional[float] = None
        self.last = ""
        self.spoken = self.vague = False
        self._run()
        if self.value is not None:
            self._halves()

    @property
    def value(self) -> Optional[float]:
        return None if self.end == self.start else self.total + (self.current or 0)

    def word(self) -> Word:
        """The number as one folded word."""
        first, last = self.words[self.start], self.words[self.end - 1]
        value = self.value or 0.0
        repaired = any(word.repaired for word in self.words[self.start : self.end])
        return Word(show(value), first.start, last.end, first.gap, value, None, self.spoken, self.vague, repaired)

    def _run(self) -> None:
        index = self.start
        while index < len(self.words):
            step = self._joiner(index)
            word = self.words[index + step] if index + step < len(self.words) else None
            if (
                word is None
                or (index + step > self.start and not self._joined(index, step))
                or not self._take(word, index, step)
            ):
                break
            index += step + 1
            self.end = index

    def _joiner(self, index: int) -> int:
        """1 when an "and", "y" or "of" that belongs inside a number stands here."""
        if index == self.start or index + 1 >= len(self.words):
            return 0
        text, following = self.words[index].text, self.words[index + 1].text
        if text in ("y", "i") and self.last == "tens" and self.spoken:
            return int(0 < UNITS.get(following, 0) < 10 or following in ("un", "una"))
        if text in ("and", "y") and self.last in ("times_hundred", "times_thousand") and self.spoken:
            return int(following in TENS or following in HUNDREDS or following in UNITS)
        if text in ("of", "de") and self.vague and following in TIMES_HUNDRED | TIMES_THOUSAND:
            return 1
        return 0

    def _joined(self, index: int, step: int) -> bool:
        """No comma or other mark inside a number, but a hyphen may be ("twenty-five")."""
        return all(word.gap.strip() in ("", "-") for word in self.words[index : index + step + 1])

    def _take(self, word: Word, index: int, step: int) -> bool:
        text = word.text
        if text[:1].isdigit():
            return self._take_digits(word)
        if text == "k" and self.last == "digits" and word.gap == "" and (self.current or 0) < 1000:
            if self.current == 401:
                self.start = self.end = 0
                return False
            self.current, self.last = (self.current or 0) * 1000, "k"
            return True
        taken = self._take_unit(text, index) or self._take_scale(text)
        self.spoken = self.spoken or taken
        self.vague = self.vague or (taken and text in VAGUE)
        return taken

    def _take_digits(self, word: Word) -> bool:
        value = digits_value(word.text, self.spanish)
        if self.current is not None or self.total or value is None or word.ordinal is not None:
            return False
        self.current, self.last = value, "digits"
        return True

    def _take_unit(self, text: str, index: int) -> bool:
        if text in ("un", "una") and self.last == "tens":
            text = "uno"
        if text in UNITS:
            if self.current is None and not self._is_pronoun(text, index):
                self.current, self.last = self._plus(UNITS[text]), "units"
                return True
            fits = (self.last == "tens" and 0 < UNITS[text] < 10) or self.last in ("hundreds", "times_hundred")
            if fits:
                self.current, self.last = (self.current or 0) + UNITS[text], "units"
            return fits
        if text in TENS and (self.current is None or self.last in ("hundreds", "times_hundred")):
            self.current, self.last = (self.current or 0) + TENS[text], "tens"
            return True
        if text in HUNDREDS and self.current is None:
            self.current, self.last = float(HUNDREDS[text]), "hundreds"
            return True
        return False

    def _plus(self, value: int) -> float:
        return (self.current or 0) + value

    def _take_scale(self, text: str) -> bool:
        if text in TIMES_HUNDRED and (
            (self.current is None and self.last == "") or (self.current is not None and 0 < self.current < 100)
        ):
            self.current, self.last = (self.current or 1) * 100, "times_hundred"
            return True
        if text in TIMES_THOUSAND and self.total == 0 and (self.current is None or 0 < self.current < 1000):
            self.total, self.current, self.last = (self.current or 1) * 1000, None, "times_thousand"
            return True
        return False

    def _is_pronoun(self, text: str, index: int) -> bool:
        before = self.words[index - 1].text if index else ""
        if text == "once":
            return not self.spanish
        if text == "par":
            return not self.spanish
        return text == "one" and before in _PRONOUN_BEFORE and not self.words[index].begins_clause

    def _halves(self) -> None:
        following = [word.text for word in self.words[self.end : self.end + 3]]
        for half in (["and", "a", "half"], ["and", "half"], ["y", "medio"], ["y", "media"], ["half"]):
            if following[: len(half)] == half and (half != ["half"] or self.words[self.end].gap.strip() == ""):
                if half == ["half"] and self.words[self.end].end - self.words[self.end].start != 1:
                    continue
                self.current = (self.current or 0) + 0.5
                self.end += len(half)
                return
        if following[:2] == ["1", "2"] and self.words[self.end + 1].gap == "/" and self.words[self.end].gap == " ":
            self.current, self.end = (self.current or 0) + 0.5, self.end + 2
