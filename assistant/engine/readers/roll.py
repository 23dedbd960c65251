"""Counts a household that is told person by person: "me my mom n 3 kids one is 19" names the writer and four others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Sequence

from .folding import Folded, Word
from .phrases import PhraseTable, load_table
from .spelling import is_unknown

_PEOPLE = load_table("people")
VOCABULARY = _PEOPLE.vocabulary
_TABLE = load_table("household")
_LIVE_WITH: PhraseTable = _TABLE.only("live_with")

ONE = _PEOPLE.only("one").vocabulary
MANY = _PEOPLE.only("many").vocabulary
FIXED = {**dict.fromkeys(_PEOPLE.only("two").vocabulary, 2), **dict.fromkeys(_PEOPLE.only("three").vocabulary, 3)}
MINORS = frozenset(
    "kids kid children child hijos hijo hijas hija ninos ninas nino nina sons daughters son daughter baby "
    "babies bebe bebes boy girl boys girls".split()
)
TOTALS = frozenset(
    "people person persons personas persona gente individuals members souls miembros integrantes".split()
)

_SELF = frozenset("me i myself yo im".split())
_LISTED_I = frozenset("and plus my with".split())
_OBJECT_BEFORE = frozenset("help helps for tell give to from gave text call of with".split())
_OURS = frozenset("ours mine hers nuestros mios suyos".split())
_VERB_AFTER_YO = frozenset("tengo vivo soy estoy trabajo gano creo pago no somos digo se recibo quiero".split())
_DETERMINERS = frozenset("a an my mi un una his her our nuestro nuestra the el la su and y mis my los las".split())
_DESCRIBES = frozenset(
    "baby teenage boy girl foster senior other adult toddler newborn infant friend teen bebe adulto small her "
    "his".split()
)
_VERB_AFTER = frozenset("is has just gets es tiene turned who que was does goes".split())
_LEFT = re.compile(
    r"(?:is |are |just |has |have |had |already |que |ya |both |all |were )*(?:moved out|moved away|left|passed|"
    r"died|gone|"
    r"deceased|not here|doesnt live|dont live|does not live|lives? with (?:his|her|their)|lives? (?:in|on) "
    r"(?:his|her|their|another)|"
    r"in (?:jail|prison|college|the army)|on (?:his|her|their) own|se fue|se fueron|fallecio|murio|no vive|no "
    r"viven|vive aparte|"
    r"viven aparte|esta en la carcel|viven en otro|vive en otro|lo deportaron|la deportaron) "
)
_SAME = {
    "kids": "sons daughters boys girls son daughter kid twins children baby boy girl",
    "children": "kids sons daughters son daughter baby",
    "hijos": "hijo hija hijas ninos nino nina bebe", "ninos": "hijos nino nina hijo hija bebe",
}  # fmt: skip


_KNOWN = VOCABULARY | _TABLE.vocabulary | _SELF | _OURS | _DESCRIBES | _DETERMINERS | TOTALS


@dataclass(frozen=True)
class Roll:
    """`others` people besides the writer; `writer` says whether she was named; `uncounted` that "my kids" had no
    number; `unknown` that a word we do not know stood where a person is named."""

    others: int
    writer: bool
    uncounted: bool
    unknown: bool
    minors_only: bool
    first: int
    last: int


def call_roll(heard: Folded) -> Optional[Roll]:
    """The people named one after the other, or None when nobody is named."""
    counter = _Counter(heard.words, _LIVE_WITH.first(heard) is not None)
    return counter.roll()


class _Counter:
    """Walks the words once; numbers wait for the people they count."""

    def __init__(self, words: Sequence[Word], writer: bool) -> None:
        self.words, self.writer = words, writer
        self.others, self.uncounted, self.minors_only = 0, False, True
        self.first, self.last = len(words), 0
        self.named: set[str] = set()

    def roll(self) -> Optional[Roll]:
        """The count after walking all words."""
        index = 0
        while index < len(self.words):
            if _is_aside(self.words, index):
                index = _clause_end(self.words, index)
                continue
            self._take(index, self.words[index].text)
            index += 1
        if self.last == 0:
            return None
        return Roll(
            self.others, self.writer, self.uncounted, self._names_unknown(), self.minors_only, self.first, self.last
        )

    def _names_unknown(self) -> bool:
        """ "me and my uncc": an unknown word after "and", "my" or a comma may be one more person."""
        for index in range(1, len(self.words)):
            word, before = self.words[index], self.words[index - 1]
            if (
                (before.text in _DETERMINERS | {"plus", "n", "mas"} or word.begins_clause)
                and is_unknown(word.text)
                and word.text not in _KNOWN
            ):
                return True
        return False

    def _text(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def _take(self, index: int, text: str) -> None:
        if text in _SELF:
            if self._lists_writer(index, text):
                self.writer = True
                self._mark(index, index + 1)
        elif text in FIXED:
            self._add(FIXED[text] * (1 if self._count_before(index) in (None, FIXED[text]) else 2), text, index)
        elif text in MANY or (
            ((text in _OURS and self._text(index - 1) in ("of", "de")) or text in ("ours", "mine"))
            and self._count_before(index) is not None
        ):
            self._take_many(index, text)
        elif text in ONE and not self._describes(index, text):
            self._take_one(index, text)
        elif (
            text in ("him", "her")
            and self._text(index - 1) in ("and", "me", "y")
            and self._text(index + 1) not in ONE | MANY | _DESCRIBES
            and not self._text(index + 1).isdigit()
        ):
            self._add(1, text, index)

    def _lists_writer(self, index: int, text: str) -> bool:
        """False where the writer only speaks: "i have 3 kids", "help me"."""
        if text in ("i", "im"):
            return (
                self._text(index + 1) in _LISTED_I
                or (index > 0 and self._text(index - 1) == "and" and text == "i" and index + 1 == len(self.words))
                or (
                    self._text(index - 1) == "and" and text == "i" and self.words[index + 1].begins_clause
                    if index + 1 < len(self.words)
                    else False
                )
            )
        if text == "yo":
            return self._text(index + 1) not in _VERB_AFTER_YO
        return self._text(index - 1) not in _OBJECT_BEFORE

    def _take_many(self, index: int, text: str) -> None:
        count = self._count_before(index)
        if count is not None:
            self._add(count, text, index)
        elif (
            text not in TOTALS
            and text not in ("others", "otros", "otras", "mayores", "menores")
            and not self._named_already(text)
        ):
            self.uncounted = True
            self._mark(index, index + 1)

    def _named_already(self, text: str) -> bool:
        return text in self.named or any(same in self.named for same in _SAME.get(text, "").split())

    def _take_one(self, index: int, text: str) -> None:
        if text in self.named and self._text(index + 1) in _VERB_AFTER:
            return
        self._add(self._count_before(index) or 1, text, index)

    def _describes(self, index: int, text: str) -> bool:
        """ "baby" in "baby brother" is no second person."""
        if text not in _DESCRIBES or index + 1 >= len(self.words) or self.words[index + 1].begins_clause:
            return False
        return self.words[index + 1].text in ONE | MANY or self.words[index + 1].text in FIXED

    def _count_before(self, index: int) -> Optional[int]:
        """The number that counts the people at `index`, at most three words before, in the same breath."""
        for back in range(index - 1, max(index - 4, -1), -1):
            if self.words[back + 1].begins_clause:
                return None
            word = self.words[back]
            if word.number is not None:
                return int(word.number) if word.number == int(word.number) and not word.dollars else None
            if word.text in ("both", "ambos", "ambas"):
                return 2
            if (
                word.text in ONE
                or word.text in MANY
                or word.text in _SELF
                or word.text in ("and", "y", "is", "are", "with", "con", "years", "year", "month", "months", "old")
            ):
                return None
        return None

    def _has_left(self, index: int) -> bool:
        """ "my son moved out": named, but not at home any more."""
        following = "".join(self._text(place) + " " for place in range(index + 1, index + 6))
        return _LEFT.match(following) is not None

    def _add(self, count: int, text: str, index: int) -> None:
        if self._has_left(index):
            return
        self.others += count
        self.named.add(text)
        self.minors_only = self.minors_only and (text in MINORS or text in FIXED)
        first = index
        while first > 0 and self.words[first - 1].text in _DETERMINERS - {"and", "y"}:
            first -= 1
        counts = [back for back in range(max(index - 3, 0), index) if count > 1 and self.words[back].number == count]
        self._mark(min([first, *counts]), index + 1)

    def _mark(self, first: int, last: int) -> None:
        self.first, self.last = min(self.first, first), max(self.last, last)


_ASIDE_VERBS = frozenset(
    "is are es son tiene has just in works turned goes tienen under over menor menores mayor mayores".split()
)
_YOUNGER_OLDER = frozenset("menor menores mayor mayores".split())
_OF_THEM = frozenset("them my the ellos ellas mis los las those which whom".split())


def _is_aside(words: Sequence[Word], index: int) -> bool:
    """ "1 is 19", "2 of them work", "both under 5": says more of people already counted."""
    word = words[index]
    following = words[index + 1].text if index + 1 < len(words) else ""
    after = words[index + 2].text if index + 2 < len(words) else ""
    if index == 0:
        return False
    if following in _YOUNGER_OLDER and after not in ("de", "que"):
        return False
    if word.number is not None or word.text in ("one", "una", "otro", "otra", "other"):
        return (
            following in _ASIDE_VERBS
            or (following in ("of", "de") and after in _OF_THEM)
            or (following == "de" and after.isdigit())
        )
    return word.text in ("both", "ambos", "ambas", "all", "todos") and (
        following in _ASIDE_VERBS or following in ("minors", "mine")
    )


def _clause_end(words: Sequence[Word], index: int) -> int:
    """The index after the clause that begins here."""
    later = index + 1
    while (
        later < len(words) and not words[later].begins_clause and words[later].text not in ("and", "y", "plus", "mas")
    ):
        later += 1
    return max(later, index + 1)
