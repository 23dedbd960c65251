"""How many people: a total with its unit, a whole-message number, or a household told person by person.

The writer counts once. A count of one's own children without the writer ("my 4 kids") does not say whether the writer
is in it (L6), and people who come and go are asked about again.
"""

from __future__ import annotations

import re
from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import load_table
from .reading import Range, Reading
from .roll import MANY, ONE, TOTALS, Roll, call_roll
from .roll import VOCABULARY as _PEOPLE_WORDS

FACT = "household_size"
LARGEST = 20
"""Nobody is believed to live with more people without being asked again."""

_TABLE = load_table("household")
_NOBODY = _TABLE.only("nobody")
_UNCERTAIN, _ALONE, _HEDGE = _TABLE.only("comes_and_goes"), _TABLE.only("alone"), _TABLE.only("hedge")
_WITH_ME, _WITHOUT_ME = _TABLE.only("writer_counted"), _TABLE.only("writer_not_counted")
_DECORATION = _TABLE.only("decoration").vocabulary
_OTHER_UNITS = _TABLE.only("other_units").vocabulary
VOCABULARY = _TABLE.vocabulary | _PEOPLE_WORDS
_HOMOPHONES = {"to": 2, "too": 2, "tu": 2, "for": 4, "fore": 4, "ate": 8, "won": 1, "tree": 3, "free": 3, "sinco": 5}
"""What dictation writes for a number; read back before it counts."""

_SMALL_WORDS = (
    "(?:(?:like|como|about|just|only|the|solo|nomas|solamente|now|all|a|las|los|unos|unas|nosotros|nosotras|total|"
    "still|de|people|in) )*"
)
_LEADS = (
    "(?:we|there) (?:are|is|r|re)|were|theres|(?:total|family|household|home|party|house|familia|hogar|"
    "casa)(?: size)? (?:of|is|de|es|has|tiene)|"
    "total|somos|seriamos|hay|son|vivimos|estamos|en total(?: somos)?|us|nosotros|it is|its|es"
)
_TOTAL = re.compile(
    rf"(?<!\S)(?:{_LEADS}) {_SMALL_WORDS}(?P<led>\d+) (?=(?P<after>\S*))"
    r"|(?<!\S)(?P<with>\d+) (?:including|counting|contando|incluyendo|con|incluido|incluida) (?!yo |mis |dos )"
    r"|(?<!\S)(?P<told>\d+) (?P<unit>people|persons|person|personas|persona|gente|individuals|members|miembros|"
    r"integrantes|souls|total|en total|altogether|"
    r"in all|of us|de nosotros|en (?:mi |la )?casa|at home|in (?:my|the|our) (?:house|home|household|family)|in "
    r"here|here|aqui|family|familia|family members|"
    r"de familia|en (?:la|mi) familia) "
)
_PLUS_ME = re.compile(
    r"(?<!\S)(?:(?P<before>\d+) (?:others? )?(?:plus|and|y|mas|besides) (?:me|myself|yo)|(?:me|myself|yo) "
    r"(?:plus|and|y|mas) (?P<after>\d+)(?: (?:more|others?|mas|otros|otras))?) (?=(?P<unit>\S*))"
)
_WITH = re.compile(
    r"(?<!\S)(?:live|living|stay|staying|vivo|viviendo) (?:here |aqui )?(?:with|con) (?P<others>\d+) "
    r"(?=(?P<unit>\S*))|(?<!\S)(?P<more>\d+) (?:other|others|more|otras|otros|mas)(?: people| personas| persons)? "
)  # fmt: skip
_RANGE = re.compile(
    r"(?<!\S)(?P<lead>(?:between|entre|de|from|either) )?(?P<low>\d+) (?P<join>to|or|o|a|y|u|and|maybe|"
    r"sometimes|hasta|or maybe|o tal vez|o quizas|a veces) (?P<high>\d+) (?=(?P<unit>\S*))"
)


def read_household(heard: Folded, asked: bool = True) -> Optional[Reading]:
    """The number of people who live and eat together, the writer included; `asked` False demands the unit."""
    if not heard.words:
        return None
    if asked and _NOBODY.whole(heard):
        # Nobody else lives here, or nobody needs help: most likely the first.
        return Reading(FACT, 1, heard.quote(0, len(heard.words)), confidence.ASSUMED, "nobody_else")
    reading = _range(heard, asked) or _alone(heard, asked) or _plus_me(heard, asked) or _told(heard, asked)
    reading = _all_numbers_used(heard, reading) if asked else reading
    if reading is None and asked:
        reading = _bare(heard)
    if reading is None:
        return None
    if _UNCERTAIN.first(heard):
        return reading.at_most(confidence.UNCLEAR, "comes_and_goes")
    return reading.at_most(confidence.HEDGED, "doubts") if _HEDGE.first(heard) else reading


def _reading(heard: Folded, value: int, sure: float, first: int, last: int, reason: str = "") -> Optional[Reading]:
    if not 1 <= value <= LARGEST:
        return None
    if heard.repaired_in(first, last):
        sure = min(sure, confidence.REPAIRED)
    return Reading(FACT, value, heard.quote(first, last), sure, reason)


def _span(heard: Folded, found: re.Match[str]) -> tuple[int, int]:
    return heard.word_at(found.start()), heard.word_at(found.end())


def _range(heard: Folded, asked: bool) -> Optional[Reading]:
    """ "3 or 4", "3-4", "entre 3 y 4 personas"; "2 and 3" is no range without "between"."""
    for found in _RANGE.finditer(heard.line):
        counts_part = found["unit"] in ONE | MANY and found["unit"] not in TOTALS
        if (found["join"] in ("and", "y") and not found["lead"]) or counts_part or found["unit"] in _OTHER_UNITS:
            continue
        if asked or found["unit"] in TOTALS:
            return _range_reading(heard, int(found["low"]), int(found["high"]), *_span(heard, found))
    for index in range(1, len(heard.words)):
        low, high = heard.words[index - 1], heard.words[index]
        if asked and low.number is not None and high.number is not None and high.gap.strip() in ("-", "–"):
            return _range_reading(heard, int(low.number), int(high.number), index - 1, index + 1)
    return None


def _range_reading(heard: Folded, low: int, high: int, first: int, last: int) -> Optional[Reading]:
    if not 1 <= low < high <= LARGEST:
        return None
    return Reading(FACT, Range(low, high), heard.quote(first, last), confidence.HEDGED, "range")


def _alone(heard: Folded, asked: bool) -> Optional[Reading]:
    """ "just me", "vivo solo"; "just me and my son" is not alone."""
    hit = _ALONE.first(heard)
    roll = call_roll(heard)
    if hit is None or (roll is not None and (roll.others or roll.uncounted)):
        return None
    if any(word.number not in (None, 1.0) for word in heard.words) or (not asked and hit.last - hit.first < 2):
        return None
    return _reading(heard, 1, confidence.PLAIN, hit.first, hit.last)


def _plus_me(heard: Folded, asked: bool) -> Optional[Reading]:
    """ "3 plus me", "me + 3", "i live with 3 other people": the writer comes on top."""
    for pattern in (_PLUS_ME, _WITH):
        for found in pattern.finditer(heard.line):
            groups = found.groupdict()
            number = groups.get("before") or groups.get("after") or groups.get("others") or groups.get("more")
            unit = groups.get("unit") or ""
            roll = call_roll(heard)
            counts_part = unit in ONE | MANY and unit not in TOTALS and unit not in ("others", "otros", "otras")
            if number is None or counts_part or unit in _OTHER_UNITS or not asked:
                continue
            if roll is not None and roll.others and unit not in TOTALS and not groups.get("more"):
                continue
            others = roll.others if groups.get("more") and roll is not None and roll.others else int(number)
            if groups.get("more") and not (roll and roll.writer):
                return _reading(heard, others + 1, confidence.ASSUMED, *_span(heard, found), "writer_not_named")
            return _reading(heard, others + 1, confidence.COUNTED, *_span(heard, found))
    return None


def _told(heard: Folded, asked: bool) -> Optional[Reading]:
    """A total with its unit and the roll of people, checked against each other."""
    total, roll = _total(heard, asked), call_roll(heard)
    if total is None:
        return _from_roll(heard, roll) if roll is not None and asked else None
    value, first, last = total
    more = _added_to_total(heard, last)
    if more is not None:
        return _reading(
            heard,
            value + more.others,
            confidence.COUNTED if _US.search(heard.line) else confidence.HEDGED,
            first,
            last + more.last,
        )
    if _WITHOUT_ME.first(heard):
        return _reading(heard, value + 1, confidence.COUNTED, first, last)
    if _INCLUDED.search(heard.line):
        return _reading(heard, value, confidence.COUNTED, first, last)
    named = 0 if roll is None or roll.uncounted else roll.others
    rest = call_roll(heard.part(last, len(heard.words))) or call_roll(heard.part(0, first))
    if rest is not None and not rest.uncounted and rest.others and rest.others not in (value, value - 1) and named:
        return _reading(heard, value, confidence.UNCLEAR, first, last, "total_and_people_differ")
    return _reading(heard, value, confidence.PLAIN, first, last)


def _total(heard: Folded, asked: bool) -> Optional[tuple[int, int, int]]:
    """(people, first word, word after) of a total said as such; "3 kids" after "we have" is none."""
    for found in _TOTAL.finditer(heard.line):
        first, last = _span(heard, found)
        before = heard.words[first - 1].text if first else ""
        if found["with"]:
            if asked and before not in ("live", "vivo", "and", "y"):
                return int(found["with"]), first, last
            continue
        if heard.line[found.end() :].startswith(("of them ", "de ellos ", "de ellas ")):
            continue
        if found["told"]:
            if before not in ("plus", "and", "y", "mas", "with", "con", "apt", "at"):
                return int(found["told"]), first, last
            continue
        part = found["after"] in ONE | MANY and found["after"] not in TOTALS
        of_us = heard.line[found.end() :].startswith(("of us ", "de nosotros "))
        soft = not of_us and found.group(0).split(" ")[0] in (
            "its",
            "it",
            "es",
            "hay",
            "son",
            "theres",
            "there",
            "total",
            "us",
        )
        clause_ends = last >= len(heard.words) or heard.words[last].begins_clause
        if (
            (part and not clause_ends)
            or found["after"] in _OTHER_UNITS
            or (soft and not asked and found["after"] not in TOTALS)
        ):
            continue
        return int(found["led"]), first, last
    return None


def counts_people(heard: Folded) -> bool:
    """True when the message speaks of a number of people ("i said 3 people but its 4")."""
    return any(word.text in TOTALS | {"us", "somos", "eramos"} for word in heard.words)


def stated_words(heard: Folded) -> Optional[tuple[int, int]]:
    """The words of a total told besides ("3 of us", "family of 4"), for other readers to leave out."""
    total = _total(heard, asked=False)
    return None if total is None else (total[1], total[2])


_INCLUDED = re.compile(r"(?<!\S)(?:including|counting|contando|incluyendo|con|incluido|incluida|with) ")
_OF_THEM = re.compile(r"(?<!\S)(\d+) (?:of them|de ellos|de ellas) $")
_US = re.compile(r"(?<!\S)(?:us|nosotros|nosotras|of us|de nosotros) ")


def _added_to_total(heard: Folded, last: int) -> Optional[Roll]:
    """ "us 2 and the baby": who comes on top of a total."""
    if last >= len(heard.words) or heard.words[last].text not in ("and", "y", "plus", "mas"):
        return None
    rest = heard.part(last + 1, len(heard.words))
    roll = call_roll(rest)
    return (
        roll
        if roll is not None and roll.others and not roll.writer and not roll.uncounted and roll.first <= 2
        else None
    )


_AGED = frozenset("is are de tiene tienen aged turned other otro otra just age year grade".split())


def _all_numbers_used(heard: Folded, reading: Optional[Reading]) -> Optional[Reading]:
    """A roll that leaves a small number of the message unused may have missed somebody; it is read back."""
    if reading is None or not isinstance(reading.value, int) or reading.confidence != confidence.COUNTED:
        return reading
    begin = heard.source.find(reading.words)
    for index, word in enumerate(heard.words):
        small = word.number is not None and 1 < word.number <= LARGEST and not word.dollars
        following = heard.words[index + 1].text if index + 1 < len(heard.words) else ""
        aged = index > 0 and heard.words[index - 1].text in _AGED
        if (
            small
            and not aged
            and not begin <= word.start < begin + len(reading.words)
            and following not in _OTHER_UNITS
        ):
            return reading.at_most(confidence.HEDGED, "number_left_over")
    return reading


def _from_roll(heard: Folded, roll: Roll) -> Optional[Reading]:
    first, last = roll.first, roll.last
    of_them = _OF_THEM.search(heard.line)
    if roll.uncounted and of_them and not roll.others:
        return _reading(heard, int(of_them[1]) + 1, confidence.HEDGED, first, len(heard.words), "worked_out")
    if roll.uncounted:
        return Reading(FACT, roll.others + 2, heard.quote(first, last), confidence.UNCLEAR, "people_not_counted")
    if roll.others == 0:
        return _reading(heard, 1, confidence.HEDGED, first, last) if roll.writer and len(heard.words) <= 2 else None
    if _WITH_ME.first(heard) and not _PLUS_ME.search(heard.line) and roll.others > 1:
        return _reading(heard, roll.others, confidence.COUNTED, first, last)
    if roll.writer or _WITHOUT_ME.first(heard):
        sure = confidence.HEDGED if roll.unknown else confidence.COUNTED
        return _reading(heard, roll.others + 1, sure, first, last, "unknown_person" if roll.unknown else "")
    if re.search(r"(?<!\S)adult", heard.line):
        return _reading(heard, roll.others, confidence.COUNTED, first, last)
    sure = confidence.UNCLEAR if roll.minors_only else confidence.ASSUMED
    return _reading(heard, roll.others + 1, sure, first, last, "writer_not_named")


def _bare(heard: Folded) -> Optional[Reading]:
    """A number that is all the message says; homophones of numbers as dictation writes them are read back."""
    numbers = [index for index, word in enumerate(heard.words) if word.number is not None]
    if len(numbers) == 1:
        return _single_number(heard, numbers[0])
    if numbers or len(heard.words) > 3:
        return None
    for index, word in enumerate(heard.words):
        rest = [other.text for other in heard.words if other is not word]
        if word.text in _HOMOPHONES and all(text in _DECORATION for text in rest):
            return _reading(heard, _HOMOPHONES[word.text], confidence.HEDGED, index, index + 1, "homophone")
    return None


def _single_number(heard: Folded, index: int) -> Optional[Reading]:
    word = heard.words[index]
    value = int(word.number or 0)
    following = heard.words[index + 1].text if index + 1 < len(heard.words) else ""
    before = heard.words[index - 1].text if index else ""
    if (
        word.number != value
        or word.dollars
        or following in _OTHER_UNITS
        or before in ("im", "am", "tengo", "turned", "age", "apt")
    ):
        return None
    if _WITHOUT_ME.first(heard):
        return _reading(heard, value + 1, confidence.COUNTED, index, index + 1)
    if value == 0:
        return Reading(FACT, 1, heard.quote(index, index + 1), confidence.ASSUMED, "writer_not_counted")
    rest = [other.text for place, other in enumerate(heard.words) if place != index]
    if all(text in _DECORATION for text in rest):
        return _reading(heard, value, confidence.PLAIN if rest else confidence.EXACT, index, index + 1)
    return _reading(heard, value, confidence.IMPLIED if len(rest) <= 3 else confidence.HEDGED, index, index + 1)
