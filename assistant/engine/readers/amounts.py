"""The parts of what was said about money: amounts, how often, hours and days a week, and the words between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Union

from .folding import Folded
from .phrases import load_table
from .reading import Range

_PERIODS = load_table("periods")
_MONEY = load_table("money")
_JOINS = _MONEY.only("joins").vocabulary | frozenset(("y", "e"))
_NOT_MONEY = _MONEY.only("not_money").vocabulary
_OVER = _MONEY.only("over")
PERIOD_WORDS = _PERIODS.vocabulary
LARGEST_CENTS = 100_000_000_00
SMALL = 12
"""Up to here a number may name something ("section 8") or count shifts and jobs."""
_NAMES_NUMBER = frozenset("section seccion part im age los las".split())
_UNIT_WORDS = frozenset("dollars dollar pesos cash".split())

_HOURS = re.compile(
    r"(?<!\S)(?P<low>\d+(?:\.\d+)?) (?:(?:to|or|a|o|maybe) )?(?:(?P<high>\d+(?:\.\d+)?) )?(?:(?:hours|horas) "
    r"?(?P<per>(?:per |a |an |each |every |por |a la |al |x |la |cada )(?:week|semana|day|dia) |weekly |"
    r"semanales |semanal )?|hour (?P<one>(?:per |a |each |por )(?:week|semana) ))"
)
_DAYS = re.compile(
    r"(?<!\S)(?P<days>\d) (?:days|dias|day|dia) (?P<per>(?:per |a |each |every |por |a la |x |la |out of the "
    r")(?:week|semana) |weekly |semanales )?"
)


@dataclass(frozen=True)
class Amount:
    """Words `first` to `last` (exclusive) name this many cents, or a span of cents."""

    first: int
    last: int
    cents: Union[int, Range]
    spoken_pair: bool = False
    vague: bool = False
    repaired: bool = False


@dataclass(frozen=True)
class Rhythm:
    """A period word, by its label in tables/periods.yml."""

    first: int
    last: int
    label: str


class MoneyParts:
    """One message taken apart. Word numbers of `amounts` and `rhythms` are those of the message."""

    def __init__(self, heard: Folded) -> None:
        self.heard, self.words = heard, heard.words
        self.taken = [False] * len(self.words)
        self.hours: Union[float, Range, None] = None
        self.days: Optional[float] = None
        self.hours_at = -1
        self._take_hours()
        self._take_days()
        self.rhythms = self._take_rhythms()
        self.amounts = self._merge(self._numbers())
        self.open_ended = _OVER.first(heard) is not None and bool(self.amounts)

    def _cover(self, first: int, last: int) -> None:
        for index in range(first, last):
            self.taken[index] = True

    def _take_hours(self) -> None:
        daily: Optional[float] = None
        for found in _HOURS.finditer(self.heard.line):
            first, last = self.heard.word_at(found.start()), self.heard.word_at(found.end())
            low, high = float(found["low"]), float(found["high"] or 0)
            if high and not self._is_span(self.heard.word_at(found.start("high")), found):
                first, low, high = self.heard.word_at(found.start("high")), high, 0.0
            self._cover(first, last)
            if (found["per"] or "").strip().endswith(("day", "dia")):
                daily = low
            elif self.hours is None and low <= 168:
                self.hours = Range(int(low), int(high)) if high > low else low
                self.hours_at = first
        if daily is not None and self.hours is None:
            self._daily_hours = daily

    def _is_span(self, index: int, found: re.Match[str]) -> bool:
        between = self.words[index].gap.strip()
        return between in ("-", "–") or re.match(r"\S+ (?:to|or|a|o|maybe) ", found.group(0)) is not None

    _daily_hours: Optional[float] = None

    def _take_days(self) -> None:
        for found in _DAYS.finditer(self.heard.line):
            first, last = self.heard.word_at(found.start()), self.heard.word_at(found.end())
            before = self.words[first - 1].text if first else ""
            if before in ("every", "cada") or any(self.taken[first:last]):
                continue
            self._cover(first, last)
            self.days = float(found["days"])
        if self._daily_hours is not None and self.days is not None and self.hours is None:
            self.hours, self.days = self._daily_hours * self.days, None

    def _take_rhythms(self) -> list[Rhythm]:
        found: list[Rhythm] = []
        for hit in _PERIODS.hits(self.heard):
            if not any(self.taken[hit.first : hit.last]) and not self._starts_with_amount(hit.first, hit.last):
                self._cover(hit.first, hit.last)
                found.append(Rhythm(hit.first, hit.last, hit.label))
        for index in range(1, len(self.words)):
            if (
                self.words[index].text in ("hour", "hora")
                and not self.taken[index]
                and self.words[index - 1].number is not None
            ):
                self._cover(index, index + 1)
                found.append(Rhythm(index, index + 1, "hour"))
        return sorted(found, key=lambda rhythm: rhythm.first)

    def _starts_with_amount(self, first: int, last: int) -> bool:
        """ "2 checks a month": the number belongs to the rhythm; "400 mes" does not begin with one."""
        number = self.words[first].number
        return number is not None and number > 31

    def _numbers(self) -> list[Amount]:
        amounts: list[Amount] = []
        for index, word in enumerate(self.words):
            if word.number is None or self.taken[index] or self._counts_things(index):
                continue
            cents = round(word.number * 100)
            if cents <= LARGEST_CENTS:
                last = (
                    index + 2
                    if index + 1 < len(self.words) and self.words[index + 1].text in _UNIT_WORDS
                    else index + 1
                )
                amounts.append(Amount(index, last, cents, vague=word.vague, repaired=word.repaired))
        return amounts

    def _counts_things(self, index: int) -> bool:
        if self.words[index].dollars:
            return False
        following = (
            self.words[index + 1].text
            if index + 1 < len(self.words) and not self.words[index + 1].begins_clause
            else ""
        )
        before = self.words[index - 1].text if index else ""
        if following in _NOT_MONEY and not self.taken[index + 1]:
            return True
        if (self.words[index].number or 0) <= SMALL and (before in _NAMES_NUMBER or following in ("part", "full")):
            return True
        pronoun = self.words[index].number == 1 and self.words[index].spoken
        return pronoun and following not in _UNIT_WORDS and not self._spoken_tens(index + 1)

    def _spoken_tens(self, index: int) -> bool:
        return index < len(self.words) and self.words[index].spoken and 10 <= (self.words[index].number or 0) < 100

    def _merge(self, amounts: list[Amount]) -> list[Amount]:
        """Cents, spoken pairs ("fifteen fifty") and ranges are one amount each."""
        merged: list[Amount] = []
        for amount in amounts:
            joined = self._joined(merged[-1], amount) if merged else None
            if joined is None:
                merged.append(amount)
            else:
                merged[-1] = joined
        return merged

    def _joined(self, left: Amount, right: Amount) -> Optional[Amount]:
        if isinstance(left.cents, Range) or isinstance(right.cents, Range):
            return None
        between = [
            word.text
            for word in self.words[left.last : right.first]
            if word.text not in ("like", "about", "maybe", "como", "unos", "los")
        ]
        lead = self.words[left.first - 1].text if left.first else ""
        gap = self.words[right.first].gap.strip().strip("$")
        following = self.words[right.last].text if right.last < len(self.words) else ""
        if following in ("cents", "centavos") and len(between) <= 1 and right.cents < 10000:
            return Amount(left.first, right.last + 1, left.cents + right.cents // 100)
        spans = between in (
            ["to"],
            ["or"],
            ["a"],
            ["o"],
            ["hasta"],
            ["sometimes"],
            ["a", "veces"],
            ["or", "sometimes"],
            ["u"],
        ) or (between in (["and"], ["y"]) and lead in ("between", "entre"))
        if spans or (not between and gap in ("-", "–", "/")):
            return self._span(left, right)
        if (
            not between
            and not gap
            and self.words[left.first].spoken
            and self.words[right.first].spoken
            and left.last == right.first
        ):
            return self._spoken_pair(left, right)
        return None

    def _span(self, left: Amount, right: Amount) -> Optional[Amount]:
        low, high = left.cents, right.cents
        assert isinstance(low, int) and isinstance(high, int)
        if (low < high and low * 1000 == high) or (low * 10 < high and high % 100_000 == 0 and low < 10_000):
            low *= 1000 if high >= 100_000 else 1
        if low >= high:
            return Amount(left.first, right.last, Range(high, low)) if low > high else left
        return Amount(left.first, right.last, Range(low, high))

    def _spoken_pair(self, left: Amount, right: Amount) -> Optional[Amount]:
        """ "fifteen fifty" is 1,550 here; `money` makes it 15.50 when it is an hourly wage."""
        high, low = left.cents, right.cents
        assert isinstance(high, int) and isinstance(low, int)
        if 100 <= high < 10000 and 1000 <= low < 10000:
            return Amount(left.first, right.last, high * 100 + low, spoken_pair=True)
        return None

    def segments(self) -> list[tuple[int, int]]:
        """For each amount the stretch of words that says more about it: source, rhythm, purpose."""
        inner = [self._cut(left, right) for left, right in zip(self.amounts, self.amounts[1:], strict=False)]
        return list(zip([0, *inner], [*inner, len(self.words)], strict=True))

    def _cut(self, left: Amount, right: Amount) -> int:
        """Where one amount's words end and the next one's begin: at punctuation, at "and", after a rhythm."""
        places = range(left.last, right.first + 1)
        for index in places:
            if (
                self.words[index].begins_clause
                and not self._rhythm_begins(index)
                and not self._only_hours(index, right.first)
            ):
                return index
        for index in places:
            if self.words[index].text in _JOINS and not self.taken[index]:
                return index
        after = [rhythm.last for rhythm in self.rhythms if left.last <= rhythm.first and rhythm.last <= right.first]
        return after[0] if after else left.last

    def _rhythm_begins(self, index: int) -> bool:
        return any(rhythm.first == index for rhythm in self.rhythms)

    def _only_hours(self, index: int, end: int) -> bool:
        return index == self.hours_at
