"""Ages in whole years, rounded down (L7): one person's (`read_age`) or everyone's (`read_ages`).

Under a year is 0, "turning 9 in a month" is 8, a birth year is a range, a full birth
date is exact, a school grade is unclear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Optional

from . import confidence
from .dates import MONTHS, birth_dates
from .folding import Folded, Word
from .phrases import load_table
from .reading import Range, Reading
from .roll import FIXED

OLDEST = 115
YOUNGEST_WRITER = 14
"""A younger writer is read back: a number so small mostly counts something else."""
_BORN_OR_AGED = re.compile(r"(?<!\S)soy de \d\d $")
_TABLE = load_table("ages")
_HEDGE, _GRADES = _TABLE.only("hedge"), _TABLE.only("grade")
_COUNTS, _SKIPS = _TABLE.only("counted_each", "counted"), _TABLE.only("not_an_age").vocabulary
_COUNTED_IN_MONTHS = 4
"""Up to this age people add months to the years."""
VOCABULARY = _TABLE.vocabulary | frozenset(FIXED)
_YEARS = frozenset("years year anos ano yrs yo old ano".split())
_MONTHS = frozenset("months month meses mes".split())
_WEEKS_DAYS = frozenset("weeks week semanas semana days day dias dia".split())
_BOTH = frozenset("both ambos ambas each cada".split())

_JUST_TURNED = re.compile(r"(?:just turned|recently turned|acaba de cumplir|acabo de cumplir|cumplio|cumpli) $")
_TURNING = re.compile(
    r"(?<!\S)(?:turning|turns|turn|will be|be|gonna be|going to be|going on|cumple|cumplo|cumplira|cumplir|"
    r"va a cumplir|voy para|para los) (?:the |los )?$"
)
_WHEN = "a|the|\\d+|next|un|el|proximo|this|month|week|year|mes|couple|semana|birthday|few|dos|unos|" + "|".join(
    sorted(name for name in MONTHS if len(name) > 3)
)
_BIRTHDAY_AHEAD = re.compile(
    r"(?:years old |years |anos )?(?:in|next|on|en|el proximo|the end of|this coming|la proxima|tomorrow|manana|soon|"
    rf"pronto) ?(?:{_WHEN})"
)
_STRICT_AGE = re.compile(
    r"(?<!\S)(?:(?:im|i am|am|soy de|my age is|age|mi edad es|edad|tengo|im a|i turned|i just turned|turned|"
    r"cumpli|acabo de cumplir|ya tengo|yo tengo|yo de|i am a|"
    r"(?:soy|im|i am) (?:un|una|a|an) (?:older |elderly |mayor )?(?:senora|senor|mujer|hombre|madre|mama|padre|papa|"
    r"abuela|abuelo|viuda|viudo|muchacha|muchacho|persona|anciana|anciano|woman|man|lady|mother|mom|dad|widow|"
    r"grandmother|grandma|grandfather|grandpa|senior|veteran)(?: soltera| sola| mayor)? (?:de|of|aged?)) "
    r"(?:just |only |about |like |almost |now |ya |casi |como |unos |already |a |going on )*"
    r"(?P<age>\d{1,3}) (?P<unit>(?:years old|years|anos|year old|ano)? ?)(?=(?P<after>\S*)))"
)
_BARE_AGE = re.compile(r"(?<!\S)(?P<age>\d{2,3}) (?:years old|year old|yrs old|yr old|yo|anos de edad) ?(?!\S)")
_RELATIVES = frozenset(
    """he she they his her their el ella ellos son sons daughter daughters kid kids child children baby babies twins boy
    boys girl girls husband wife mom mother mama dad father papa brother sister parents grandson granddaughter grandkids
    boyfriend girlfriend partner roommate friend hijo hijos hija hijas nino ninos nina ninas bebe esposo esposa marido
    mujer madre padre hermano hermana nieto nieta novio novia pareja amigo amiga""".split()
)
"""Words for somebody else, whose age it might be."""
_DECADE = re.compile(
    r"(?<!\S)(?:in my|en mis|mis) (?:early |mid |late |los )?(\d0) |(?<!\S)(?:early|mid|late|the|los) (\d0) s |"
    r"(?<!\S)(\d0) s "
)


def read_age(heard: Folded, today: date, asked: bool = True) -> Optional[Reading]:
    """The writer's age in whole years; `asked` False demands "im 58", "tengo 58 años"."""
    born = _from_birth(heard, today, "age")
    if born is not None and asked:
        return born
    if not asked:
        return _stated_age(heard)
    if _GRADES.first(heard):
        return None
    decade = _DECADE.search(heard.line)
    if decade:
        low = int(decade[1] or decade[2] or decade[3])
        return Reading("age", Range(low, low + 9), heard.quote(0, len(heard.words)), confidence.HEDGED, "range")
    spans = _range(heard)
    if spans is not None:
        return Reading("age", spans, heard.quote(0, len(heard.words)), confidence.HEDGED, "range")
    ages = list(_Ages(heard).ages)
    stated = _stated_age(heard)
    if stated is not None and len(ages) != 1:
        return stated
    if len({age.years for age in ages}) != 1:
        return None
    return _one(heard, ages[0], "age")


def _one(heard: Folded, age: _Age, fact: str) -> Reading:
    whole = age.last - age.first >= len(heard.words)
    sure = confidence.EXACT if whole else confidence.PLAIN if age.unit or len(heard.words) <= 3 else confidence.IMPLIED
    reading = Reading(fact, age.years, heard.quote(age.first, age.last), sure)
    if age.soon:
        reading = reading.at_most(confidence.IMPLIED, "birthday_soon")
    if age.years < YOUNGEST_WRITER or _BORN_OR_AGED.search(heard.line):
        reading = reading.at_most(confidence.HEDGED, "unlikely_age")
    if age.about:
        reading = reading.at_most(confidence.HEDGED, "almost")
    return reading.at_most(confidence.HEDGED, "doubts") if _HEDGE.first(heard) else reading


def stated_words(heard: Folded) -> Optional[tuple[int, int]]:
    """The words of an age told besides ("im 58", "tengo 58 años"), for other readers to leave out."""
    stated = _stated(heard)
    return None if stated is None else (stated[1], stated[2])


def _stated_age(heard: Folded) -> Optional[Reading]:
    stated = _stated(heard)
    if stated is None:
        return None
    return stated[0]


def _stated(heard: Folded) -> Optional[tuple[Reading, int, int]]:
    return _with_a_verb(heard) or _of_nobody_else(heard)


def _of_nobody_else(heard: Folded) -> Optional[tuple[Reading, int, int]]:
    """ "42 yrs old", "71 años de edad" without a verb is the writer's age where nobody else is spoken of."""
    found = list(_BARE_AGE.finditer(heard.line))
    if len(found) != 1 or any(word.text in _RELATIVES for word in heard.words):
        return None
    first, last = heard.word_at(found[0].start()), heard.word_at(found[0].end())
    age = int(found[0]["age"])
    if not YOUNGEST_WRITER <= age <= OLDEST:
        return None
    return Reading("age", age, heard.quote(first, last), confidence.IMPLIED), first, last


def _with_a_verb(heard: Folded) -> Optional[tuple[Reading, int, int]]:
    for found in _STRICT_AGE.finditer(heard.line):
        age, verb, after = int(found["age"]), found.group(0).split(" ")[0], found["after"]
        if not 14 <= age <= OLDEST or after in _SKIPS or heard.words[heard.word_at(found.start("age"))].dollars:
            continue
        ends = heard.word_at(found.end()) < len(heard.words) and heard.words[heard.word_at(found.end())].begins_clause
        if verb in ("tengo", "ya", "yo") and "ano" not in found["unit"] and after and not ends:
            continue
        if after in _MONTHS | _WEEKS_DAYS or re.match(r"(?:percent|%|dollars|hijos|kids|hours|credits)", after):
            continue
        first, last = heard.word_at(found.start()), heard.word_at(found.end())
        if re.search(r"almost|casi|going on", found.group(0)):
            return Reading("age", age - 1, heard.quote(first, last), confidence.HEDGED, "almost"), first, last
        return Reading("age", age, heard.quote(first, last), confidence.PLAIN), first, last
    return None


def read_ages(heard: Folded, today: date) -> Optional[Reading]:
    """Everyone's ages in the order told. None when nothing, or only school grades, was said."""
    if not heard.words:
        return None
    spans = _range(heard)
    found = _Ages(heard)
    if not found.ages and _GRADES.first(heard):
        return Reading("ages", (), heard.quote(0, len(heard.words)), confidence.UNCLEAR, "grade_or_range")
    if not found.ages:
        return _from_birth(heard, today, "ages")
    ages = tuple(age.years for age in found.ages)
    words = heard.quote(found.ages[0].first, found.ages[-1].last)
    sure = (
        confidence.EXACT
        if all(word.number is not None or word.text in ("and", "y") for word in heard.words)
        else confidence.PLAIN
    )
    reading = Reading("ages", ages, words, sure)
    if _GRADES.first(heard) or spans is not None:
        return reading.at_most(confidence.UNCLEAR, "grade_or_range")
    if found.expected is not None and found.expected != len(ages):
        return reading.at_most(confidence.UNCLEAR, "count_and_ages_differ")
    if any(age.about for age in found.ages) or _HEDGE.first(heard):
        return reading.at_most(confidence.HEDGED, "doubts")
    if any(age.soon for age in found.ages) or found.guessed:
        return reading.at_most(confidence.IMPLIED, "worked_out")
    return reading


def _range(heard: Folded) -> Optional[Range]:
    found = re.search(
        r"(?<!\S)(?:between |entre |from )?(\d{1,3}) (?:to|or|o|a|hasta|maybe) (\d{1,3}) ", heard.line
    ) or re.search(r"(?<!\S)(?:between|entre) (\d{1,3}) (?:and|y) (\d{1,3}) ", heard.line)
    if found and int(found[1]) < int(found[2]) <= OLDEST:
        return Range(int(found[1]), int(found[2]))
    return None


def _from_birth(heard: Folded, today: date, fact: str) -> Optional[Reading]:
    """From a birth date, exact; from a birth year, the two ages it allows before and after the birthday."""
    dates = birth_dates(heard, today)
    years = [
        int(word.number)
        for word in heard.words
        if word.number is not None and 1900 <= word.number <= today.year and word.number == int(word.number)
    ]
    words = heard.quote(0, len(heard.words))
    if not dates and not years:
        years = [_century(int(found[1]), today) for found in _BORN_SHORT.finditer(heard.line)]
    month = _BORN_MONTH.search(heard.line)
    if month and not dates and MONTHS[month["month"]] != today.month:
        born = date(int(month["year"]), MONTHS[month["month"]], 1)
        return Reading(fact, _wrap(fact, _years_since(born, today)), words, confidence.COUNTED)
    if len(dates) == 1:
        return Reading(fact, _wrap(fact, _years_since(dates[0], today)), words, confidence.COUNTED)
    if len(years) == 1 and not dates and today.year - years[0] <= OLDEST and len(heard.words) <= 8:
        low = today.year - years[0] - 1
        if low < 0:
            return Reading(fact, _wrap(fact, 0), words, confidence.IMPLIED)
        return Reading(fact, Range(low, low + 1), words, confidence.HEDGED, "birth_year") if fact == "age" else None
    return None


_BORN_SHORT = re.compile(
    r"(?<!\S)(?:born in|born|naci en el|naci en|naci el|soy del|del ano|soy de el|del|class of) (\d\d) "
)
_BORN_MONTH = re.compile(
    r"(?<!\S)(?P<month>"
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r") (?:of |de |del )?(?P<year>(?:19|20)\d\d) "
)


def _century(short: int, today: date) -> int:
    """The year that a birth year in two digits means: the latest one not after today."""
    return 2000 + short if 2000 + short <= today.year else 1900 + short


def _wrap(fact: str, age: int) -> int | tuple[int, ...]:
    return (age,) if fact == "ages" else age


def _years_since(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@dataclass(frozen=True)
class _Age:
    years: int
    first: int
    last: int
    unit: bool
    soon: bool = False
    about: bool = False


class _Ages:
    """The ages in a message, counts of people ("3 kids 5 7 and 9") told apart from them."""

    def __init__(self, heard: Folded) -> None:
        self.heard, self.words = heard, heard.words
        self.ages: list[_Age] = []
        self.expected: Optional[int] = None
        self.guessed = False
        self.pending = 0
        index = 0
        while index < len(self.words):
            index = self._take(index)

    def _text(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def _take(self, index: int) -> int:
        word = self.words[index]
        if self._names_newborn(index) and not self._age_follows(index):
            self._add(0, index, index + 1, unit=True)
        elif word.text in FIXED:
            return self._twins(index)
        elif word.number is not None:
            return self._number(index, word)
        return index + 1

    def _names_newborn(self, index: int) -> bool:
        """ "newborn", "recien nacido"; "recien cumplidos" and "nacida en 1962" name none."""
        text = self._text(index)
        return text in ("newborn", "infant") or (text in ("nacido", "nacida") and self._text(index - 1) == "recien")

    def _age_follows(self, index: int) -> bool:
        """ "newborn, 2 weeks old": the number that follows, or stands before, is the newborn's own age."""
        for place in range(index + 1, min(index + 5, len(self.words))):
            if self._text(place) in ("and", "y", "a", "plus", "una", "un"):
                break
            if self.words[place].number is not None:
                return self._unit(place) in ("months", "weeks")
        return self._text(index - 1) in _MONTHS | _WEEKS_DAYS or (
            self._text(index - 1) == "old" and self._text(index - 2) in _MONTHS | _WEEKS_DAYS
        )

    def _unit(self, index: int) -> str:
        following = self._text(index + 1)
        if following == "and" and self._text(index + 2) in _MONTHS | _YEARS:
            return ""
        for unit, texts in (("years", _YEARS), ("months", _MONTHS), ("weeks", _WEEKS_DAYS)):
            if following in texts:
                return unit
        return ""

    def _number(self, index: int, word: Word) -> int:
        unit = self._unit(index)
        if unit and self._text(index - 1) in ("in", "en", "dentro", "next"):
            return index + 2
        if self._counts_people(index) or self._next_birthday(index):
            return index + 1
        value = word.number or 0.0
        if (value > OLDEST and unit != "months") or (self._text(index + 1) in _SKIPS and not unit) or word.dollars:
            return index + 1
        years = {"months": int(value // 12), "weeks": 0}.get(unit, int(value))
        soon, about = self._birthday_soon(index), self._almost(index)
        last = index + (3 if self._text(index + 2) == "old" else 2 if unit else 1)
        last = self._with_months(last) if unit == "years" and years <= _COUNTED_IN_MONTHS else last
        if (soon or about) and unit != "months" and unit != "weeks":
            years = max(years - 1, 0)
        self._add(years, index, last, bool(unit), soon, about)
        self._repeat(index, last)
        return last

    def _with_months(self, last: int) -> int:
        """ "2 years and 4 months", "2 años y 4 meses" is one age; "8yrs and 4mths" are two."""
        joined = self._text(last) in ("and", "y", "con")
        number = last + 1 if joined else last
        closed = number < len(self.words) and self.words[number].begins_clause
        if self._text(last - 1) == "old" or closed or self._text(number + 1) not in _MONTHS:
            return last
        self.guessed = True
        return number + 2 if self._text(number).isdigit() else last

    def _repeat(self, index: int, last: int) -> None:
        """ "4 year old twins", "both 7": the age counts for everyone named."""
        before = [self._text(place) for place in range(max(index - 3, 0), index)]
        twins = last < len(self.words) and not self.words[last].begins_clause
        times = (FIXED.get(self._text(last), 0) if twins else 0) or self.pending
        if not times and any(text in _BOTH for text in before[-2:]):
            times = 2
        self.pending = 0
        for _ in range(times - 1):
            self.ages.append(self.ages[-1])
        if times:
            self.guessed = True

    def _twins(self, index: int) -> int:
        """ "twins 4", "twins are 4": two of the age that follows."""
        place = index + 1
        while (
            place < min(index + 4, len(self.words))
            and self.words[place].number is None
            and self._text(place) not in ("and", "y", "plus")
        ):
            place += 1
        if place < len(self.words) and self.words[place].number is not None and not self._counts_people(place):
            end = self._number(place, self.words[place])
            self.ages += [self.ages[-1]] * (FIXED[self._text(index)] - 1) if self.ages else []
            return end
        return index + 1

    def _counts_people(self, index: int) -> bool:
        """True for "3" in "3 kids 5 7 and 9", "1" in "1 is 4", "2" in "2 are 5"; the count then waits for its ages."""
        count, following = int(self.words[index].number or 0), self._text(index + 1)
        if following.isdigit() and count == 1 and self.words[index].spoken and not self.words[index + 1].gap.strip():
            return True
        rest = self.heard.part(index, len(self.words))
        hit = next((hit for hit in _COUNTS.hits(rest) if hit.first == 0), None)
        if hit is None or any(word.begins_clause for word in rest.words[1 : hit.last - 1]):
            return False
        if hit.label == "counted_each":
            self.pending = count if count > 1 else 0
        elif any(word.number is not None for word in self.words[index + hit.last :]) or self.ages:
            self.expected = (self.expected or 0) + count
        return True

    def _next_birthday(self, index: int) -> bool:
        """The 9 in "8 turning 9" and "8 going on 9" adds no age."""
        words = [self._text(place) for place in range(index - 3, index)]
        told = (words[-1] in ("turning", "cumple") and words[-2].isdigit()) or (
            words[-2:] == ["going", "on"] and words[-3].isdigit()
        )
        return told and bool(self.ages)

    def _birthday_soon(self, index: int) -> bool:
        """ "turning 9 next month", "cumple 9 en marzo": still a year younger."""
        before = "".join(self._text(place) + " " for place in range(max(index - 4, 0), index))
        after = "".join(self._text(place) + " " for place in range(index + 1, index + 7))
        if _JUST_TURNED.search(before):
            return False
        return _TURNING.search(before) is not None or _BIRTHDAY_AHEAD.match(after) is not None

    def _almost(self, index: int) -> bool:
        before = [self._text(place) for place in range(max(index - 2, 0), index)]
        return any(text in ("almost", "nearly", "casi", "bout_to") for text in before)

    def _add(self, years: int, first: int, last: int, unit: bool, soon: bool = False, about: bool = False) -> None:
        self.ages.append(_Age(years, first, last, unit, soon, about))
