"""ZIP codes and states.

A ZIP is exactly five digits, however spaced or spoken ("three three five oh one"); four or six are cut off and unclear.
A city of several states is unclear; a large city known for one state is read back.
"""

from __future__ import annotations

import re
from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import load_table
from .reading import Reading

_STATES, _CITIES = load_table("states"), load_table("cities")
_PAST_PLACE = load_table("past_places")
_KNOWN_CITIES = _CITIES.only(*(label for label in _CITIES.labels if label != "several"))
_SEVERAL = _CITIES.only("several")
CODES = frozenset(_STATES.labels)
VOCABULARY = frozenset(word for word in _STATES.vocabulary | _CITIES.vocabulary if len(word) >= 4) | frozenset(
    {"codigo", "postal"}
)
_ALSO_WORDS = frozenset("in or me hi ok oh ma pa la de al id mi mo ne nd co as so ga".split())
"""Two-letter codes that are words of English or Spanish; they count only in capitals or as the whole message."""
_SAID_IN_PASSING = frozenset("LA OK OH HI ME MA PA IN OR DE".split())
"""Codes that people also write in the middle or at the end of what they say: "77051 ok"."""
_ZERO_SPOKEN = frozenset("o oh ou".split())
_ZIP_WORD = re.compile(r"(?<!\S)(?:zip|zipcode|codigo postal|c p|codigo) ")
_SHORT = 5
_LOWEST_ZIP = 501
"""Holtsville, New York; nothing lies below."""


def read_zip(heard: Folded, asked: bool = True) -> Optional[Reading]:
    """The five digits of one ZIP; two different ones, or digits cut off, are unclear."""
    found = _zips(heard, asked)
    codes = list(dict.fromkeys(code for code, _, _, _ in found))
    if not codes:
        return _cut_off(heard) if asked else None
    code, first, last, sure = found[0]
    reading = Reading("zip", code, heard.quote(first, last), sure)
    return reading if len(codes) == 1 else reading.at_most(confidence.UNCLEAR, "two_zips")


def _zips(heard: Folded, asked: bool) -> list[tuple[str, int, int, float]]:
    """(code, first, last, confidence) of every run of digits that is a ZIP."""
    found = []
    named = _ZIP_WORD.search(heard.line) is not None
    for first, last, digits in _digit_runs(heard):
        parts = last - first
        plus_four = len(digits) == 9 and (parts == 2 or parts == 1)
        if not (len(digits) == 5 or plus_four) or int(digits[:5]) < _LOWEST_ZIP or heard.words[first].dollars:
            continue
        if not asked and not named and not (parts == 1 and len(heard.words) == 1):
            continue
        whole = parts == len(heard.words)
        sure = (
            confidence.EXACT
            if whole and parts == 1
            else confidence.PLAIN
            if parts <= 2 or parts == 5
            else confidence.COUNTED
        )
        found.append((digits[:5], first, last, sure))
    return found


def _digit_runs(heard: Folded) -> list[tuple[int, int, str]]:
    """Stretches of numbers said one after the other, joined as digits: 33, 5, oh, 1 -> "33501"."""
    runs: list[tuple[int, int, str]] = []
    index = 0
    while index < len(heard.words):
        start, digits = index, ""
        while index < len(heard.words) and (piece := _digits(heard, index)) is not None:
            if index > start and (heard.words[index].begins_clause and len(digits) >= 5):
                break
            digits += piece
            index += 1
        if digits and any(heard.words[place].number is not None for place in range(start, index)):
            runs.append((start, index, digits))
        index = max(index, start + 1)
    return runs


def _digits(heard: Folded, index: int) -> Optional[str]:
    word = heard.words[index]
    if word.text in _ZERO_SPOKEN:
        return "0"
    if word.number is None:
        return None
    if word.spoken:
        return word.text if word.text.isdigit() else None
    written = re.sub(r"[\s,.]", "", heard.source[word.start : word.end])
    return written if written.isdigit() else None


def _cut_off(heard: Folded) -> Optional[Reading]:
    """Four or six digits: shown, never taken."""
    for first, last, digits in _digit_runs(heard):
        if len(digits) in (3, 4, 6, 7, 8):
            return Reading("zip", digits, heard.quote(first, last), confidence.UNCLEAR, "not_five_digits")
    return None


def read_state(heard: Folded, asked: bool = True) -> Optional[Reading]:
    """Two letters of a state, DC or a territory; `asked` False demands "in", "live in", "en" before the name."""
    named = _now_only(heard, _named(heard))
    if named:
        states = list(dict.fromkeys(state for state, _, _ in named))
        state, first, last = named[0]
        if not asked and not _place_before(heard, first):
            return None
        sure = (
            confidence.REPAIRED
            if heard.repaired_in(first, last)
            else confidence.EXACT
            if last - first == len(heard.words)
            else confidence.PLAIN
        )
        reading = Reading("state", state, heard.quote(first, last), sure)
        if state == "WA" and heard.words[first].text == "washington" and last - first == 1:
            reading = reading.at_most(confidence.HEDGED, "state_or_capital")
        return reading if len(states) == 1 else reading.at_most(confidence.UNCLEAR, "two_states")
    return _abbreviated(heard, asked) or (_city(heard) if asked else None)


def _named(heard: Folded) -> list[tuple[str, int, int]]:
    """States named in full, longest name first where they overlap ("west virginia" is not "virginia")."""
    hits = sorted(_STATES.hits(heard), key=lambda hit: (hit.first - hit.last, hit.first))
    taken: list[tuple[str, int, int]] = []
    cities = [(hit.first, hit.last) for hit in _CITIES.hits(heard)]
    for hit in hits:
        inside_city = any(
            first <= hit.first and hit.last <= last and (last - first) > (hit.last - hit.first)
            for first, last in cities
        )
        if not inside_city and not any(hit.first < last and first < hit.last for _, first, last in taken):
            taken.append((hit.label, hit.first, hit.last))
    return taken


def _now_only(heard: Folded, named: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of several states the one lived in now: "used to be in ohio, kentucky now"."""
    if len({state for state, _, _ in named}) < 2:
        return named
    left = {(hit.last) for hit in _PAST_PLACE.hits(heard)}
    return [row for row in named if row[1] not in left] or named


def _place_before(heard: Folded, first: int, clause: bool = True) -> bool:
    before = heard.words[first - 1].text if first else ""
    return before in (
        "in",
        "en",
        "from",
        "de",
        "near",
        "at",
        "to",
        "a",
        "state",
        "estado",
        "central",
        "north",
        "south",
        "east",
        "west",
    ) or (clause and first > 0 and heard.words[first].begins_clause)


def _abbreviated(heard: Folded, asked: bool) -> Optional[Reading]:
    candidates = []
    for index, word in enumerate(heard.words):
        code, written = word.text.upper(), heard.source[word.start : word.end]
        if code not in CODES:
            continue
        alone = asked and len(heard.words) == 1
        if not asked and code.lower() in _ALSO_WORDS and not _place_before(heard, index, clause=False):
            continue
        placed = asked or word.begins_clause or _place_before(heard, index)
        in_capitals = written.isupper() and not heard.source.isupper() and placed
        no_word = asked and code.lower() not in _ALSO_WORDS and len(heard.words) <= _SHORT
        after_comma = asked and index == len(heard.words) - 1 and word.begins_clause
        if alone or in_capitals or no_word or after_comma:
            candidates.append((code, index))
    if len({code for code, _ in candidates}) != 1:
        return None
    code, index = candidates[-1]
    reading = Reading("state", code, heard.quote(index, index + 1), confidence.PLAIN)
    written = heard.source[heard.words[index].start : heard.words[index].end]
    doubtful = (
        code in _SAID_IN_PASSING
        and not written.isupper()
        and not heard.words[index].begins_clause
    )
    return (
        reading.at_most(confidence.HEDGED, "also_a_word")
        if doubtful or (code == "LA" and len(heard.words) == 1)
        else reading
    )


def _city(heard: Folded) -> Optional[Reading]:
    hit = _KNOWN_CITIES.first(heard)
    if hit is None or _SEVERAL.first(heard):
        return None
    return Reading("state", hit.label, heard.quote(hit.first, hit.last), confidence.ASSUMED, "state_from_city")


def read_state_beside_zip(heard: Folded) -> Optional[Reading]:
    """The state written right behind a ZIP ("48215 mi"); "77051 ok" and "48215 mi casa" name none."""
    for index, word in enumerate(heard.words[1:], start=1):
        code = word.text.upper()
        if heard.words[index - 1].number is None or code not in CODES or code in _SAID_IN_PASSING:
            continue
        closes = index == len(heard.words) - 1 or heard.words[index + 1].begins_clause
        if closes or word.text not in _ALSO_WORDS:
            return Reading("state", code, heard.quote(index, index + 1), confidence.PLAIN)
    return None
