"""Calendar days: written out, in digits, or relative to today ("last Friday", "hace 2 semanas").

A day without a year is the one nearest to today. In Spanish "3/11" may be either order and is unclear; in English the
month comes first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Iterator, Optional

from . import confidence
from .folding import Folded
from .phrases import load_table
from .reading import Reading

_MONTH_NAMES = (
    "january jan enero ene", "february feb febrero febr", "march mar marzo", "april apr abril abr", "may mayo",
    "june jun junio", "july jul julio", "august aug agosto", "september sept sep septiembre setiembre",
    "october oct octubre", "november nov noviembre", "december dec diciembre dic",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_DAY_NAMES = (
    "monday mon lunes", "tuesday tue tues martes", "wednesday wed miercoles", "thursday thu thur thurs jueves",
    "friday fri viernes", "saturday sat sabado", "sunday sun domingo",
)  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth":
    9, "tenth": 10, "primero": 1,
    "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_TABLE = load_table("dates")
_HEDGE, _FUTURE, _PAST = _TABLE.only("hedge"), _TABLE.only("future"), _TABLE.only("past")
_DAYS = _TABLE.only(*(label for label in _TABLE.labels if label.startswith("day")))
VOCABULARY = _TABLE.vocabulary | {name for name in (*MONTHS, *WEEKDAYS) if len(name) > 3}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_DAY = r"(?P<day>\d{1,2}(?:th)?|" + "|".join(_ORDINALS) + ")"
_YEAR = r"(?: (?:of |del? )?(?P<year>(?:19|20)\d\d))?"
_NAMED = (
    re.compile(rf"(?<!\S){_MONTH} (?:the |el |dia )?{_DAY}{_YEAR} (?!anos |years )"),
    re.compile(rf"(?<!\S){_DAY} (?:of |de |del mes de |del )?{_MONTH}{_YEAR} "),
)
_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,4})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{2,4}))?(?![\d/-]|\.\d)")
_WEEKDAY = "(?P<weekday>" + "|".join(WEEKDAYS) + ")"


def read_date(heard: Folded, today: date) -> Optional[Reading]:
    """One calendar day as an ISO date, or None when no day is named; two different days are unclear."""
    found = [*_numeric(heard, today), *_named(heard, today), *_relative(heard, today), *_weekday(heard, today)]
    if not found:
        found = list(_day_of_month(heard, today))
    if not found:
        return None
    days = list(dict.fromkeys(day.value for day in found))
    surest = max(found, key=lambda reading: reading.confidence)
    if any(word.vague for word in heard.words):
        surest = surest.at_most(confidence.HEDGED, "vague")
    if len(days) > 1:
        return Reading(
            "date", surest.value, heard.quote(0, len(heard.words)), confidence.UNCLEAR, "two_dates", tuple(days[1:])
        )
    return surest.at_most(confidence.HEDGED, "doubts") if _HEDGE.first(heard) else surest


def birth_dates(heard: Folded, today: date) -> list[date]:
    """Full dates with a year that can be a date of birth."""
    found = [*_numeric(heard, today, birth=True), *_named(heard, today, birth=True)]
    return [date.fromisoformat(str(reading.value)) for reading in found if reading.reason != "no_year"]


def _made(
    day: Optional[date], words: str, sure: float, reason: str = "", other: Optional[date] = None
) -> Iterator[Reading]:
    if day is not None:
        yield Reading("date", day.isoformat(), words, sure, reason, (other.isoformat(),) if other else ())


def _safe(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(written: Optional[str], today: date, birth: bool) -> Optional[int]:
    if not written:
        return None
    year = int(written)
    if len(written) == 4:
        return year
    century = 2000 + year
    return century - 100 if birth and century > today.year else century


def _nearest(month: int, day: int, today: date) -> Optional[date]:
    """The day without a year that lies nearest to today."""
    around = [_safe(today.year + step, month, day) for step in (-1, 0, 1)]
    return min((found for found in around if found), key=lambda found: abs((found - today).days), default=None)


def _placed(year: Optional[int], month: int, day: int, today: date, heard: Folded) -> Optional[date]:
    if year is not None:
        return _safe(year, month, day)
    nearest = _nearest(month, day, today)
    if nearest is None or not 1 <= month <= 12:
        return None
    if nearest > today and _PAST.first(heard):
        return _safe(nearest.year - 1, month, day)
    if nearest < today and _FUTURE.first(heard):
        return _safe(nearest.year + 1, month, day)
    return nearest


def _numeric(heard: Folded, today: date, birth: bool = False) -> Iterator[Reading]:
    """ "11/3", "11-03-2026", "2026-11-03"."""
    for found in _DIGITS.finditer(heard.source):
        first, second, third = found.groups()
        if len(first) == 4 and third:
            yield from _made(_safe(int(first), int(second), int(third)), found.group(0), confidence.EXACT)
            continue
        if len(first) > 2 or (third is None and "." in found.group(0)):
            continue
        year = _full_year(third, today, birth)
        if birth and year is None:
            continue
        month_first = _placed(year, int(first), int(second), today, heard) if int(first) <= 12 else None
        day_first = _placed(year, int(second), int(first), today, heard) if int(second) <= 12 else None
        yield from _ordered(heard, found.group(0), month_first, day_first)


def _ordered(heard: Folded, words: str, month_first: Optional[date], day_first: Optional[date]) -> Iterator[Reading]:
    if month_first and day_first and month_first != day_first and heard.language == "es":
        yield from _made(day_first, words, confidence.UNCLEAR, "day_or_month_first", month_first)
    elif month_first:
        yield from _made(month_first, words, confidence.PLAIN)
    elif day_first:
        yield from _made(day_first, words, confidence.PLAIN if heard.language == "es" else confidence.COUNTED)


def _named(heard: Folded, today: date, birth: bool = False) -> Iterator[Reading]:
    """ "nov 3", "3 de noviembre", "the third of november"."""
    for pattern in _NAMED:
        for found in pattern.finditer(heard.line):
            day = _ORDINALS.get(found["day"]) or int(found["day"].replace("th", ""))
            year = _full_year(found["year"], today, birth)
            placed = _placed(year, MONTHS[found["month"]], day, today, heard)
            words = heard.quote(heard.word_at(found.start()), heard.word_at(found.end()))
            yield from _made(placed, words, confidence.PLAIN, "no_year" if birth and year is None else "")


_AGO = re.compile(
    r"(?<!\S)(?:(?P<hace>hace|hacen) (?:como |unos |unas |casi |mas o menos )?(?P<es>\d+|un|una) "
    r"(?P<esunit>dias?|semanas?|mes|meses|anos?)|(?P<en>\d+|a|an|one) (?P<enunit>days?|weeks?|months?|years?) "
    r"(?:ago|back)) "
)
_AHEAD = re.compile(
    r"(?<!\S)(?:in|en|dentro de) (?:about |like |como )?(?P<count>\d+|a|un|una) (?P<unit>days?|weeks?|months?|"
    r"dias?|semanas?|mes|meses) "
)


def _relative(heard: Folded, today: date) -> Iterator[Reading]:
    taken: list[tuple[int, int]] = []
    for hit in sorted(_DAYS.hits(heard), key=lambda hit: hit.first - hit.last):
        if any(first < hit.last and hit.first < last for first, last in taken):
            continue
        taken.append((hit.first, hit.last))
        words = heard.quote(hit.first, hit.last)
        yield from _made(today + timedelta(days=int(hit.label[3:])), words, confidence.PLAIN)
    for found in _AGO.finditer(heard.line):
        count, unit = found["es"] or found["en"], found["esunit"] or found["enunit"]
        yield from _moved(heard, found, count, unit, today, -1)
    for found in _AHEAD.finditer(heard.line):
        yield from _moved(heard, found, found["count"], found["unit"], today, 1)


def _moved(heard: Folded, found: re.Match[str], count: str, unit: str, today: date, way: int) -> Iterator[Reading]:
    number = int(count) if count.isdigit() else 1
    words = heard.quote(heard.word_at(found.start()), heard.word_at(found.end()))
    if unit[0] == "d":
        yield from _made(today + timedelta(days=way * number), words, confidence.PLAIN)
    elif unit[0] in "ws":
        yield from _made(today + timedelta(weeks=way * number), words, confidence.COUNTED)
    else:
        months = number * (12 if unit[0] in "ya" else 1)
        yield from _made(
            add_months(today, way * months),
            words,
            confidence.IMPLIED if number == 1 or unit[0] == "m" else confidence.HEDGED,
        )


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_LAST_DAY = re.compile(
    rf"(?<!\S)(?:(?P<lead>last|past|this past|el pasado|next|this|this coming|el proximo|proximo|este|coming|on|"
    rf"el|the|the next|the last) )?{_WEEKDAY} (?P<tail>pasado |que viene |proximo |before last |que paso |this "
    rf"week |last week |next week |de esta semana |de la semana pasada |de la proxima semana )?"
)


def _weekday(heard: Folded, today: date) -> Iterator[Reading]:
    """ "last friday" is the last one before today, "next monday" the first one after."""
    if list(_named(heard, today)) or list(_numeric(heard, today)):
        return
    for found in _LAST_DAY.finditer(heard.line):
        lead, tail = (found["lead"] or ""), (found["tail"] or "").strip()
        words = heard.quote(heard.word_at(found.start()), heard.word_at(found.end()))
        back = (today.weekday() - WEEKDAYS[found["weekday"]]) % 7 or 7
        ahead = 7 - back if back != 7 else 7
        past = (
            lead in ("last", "past", "this past", "el pasado", "the last")
            or tail in ("pasado", "que paso", "last week", "de la semana pasada")
            or _PAST.first(heard)
        )
        future = (
            lead in ("next", "this coming", "el proximo", "proximo", "coming", "the next")
            or tail in ("que viene", "proximo", "next week", "de la proxima semana")
            or _FUTURE.first(heard)
        )
        if tail in ("last week", "de la semana pasada"):
            monday = today - timedelta(days=today.weekday() + 7)
            yield from _made(monday + timedelta(days=WEEKDAYS[found["weekday"]]), words, confidence.COUNTED)
        elif past and not future:
            yield from _made(today - timedelta(days=back), words, confidence.COUNTED)
        elif future and not past:
            yield from _made(
                today + timedelta(days=ahead), words, confidence.COUNTED if lead != "this" else confidence.HEDGED
            )
        else:
            yield from _made(
                today - timedelta(days=back),
                words,
                confidence.UNCLEAR,
                "before_or_after",
                today + timedelta(days=ahead),
            )


def _day_of_month(heard: Folded, today: date) -> Iterator[Reading]:
    """ "the 3rd", "el 15": the nearest such day, read back."""
    found = re.search(
        r"(?<!\S)(?:the|el|el dia|on the|dia) (?P<day>\d{1,2})(?:th)? (?:of (?P<which>this|last|next) month |"
        r"del? (?P<cual>este mes|mes pasado|proximo mes) )?",
        heard.line,
    ) or re.search(r"(?<!\S)(?P<day>\d{1,2})th (?P<which>)(?P<cual>)", heard.line)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return
    which, words = (
        found["which"] or found["cual"] or "",
        heard.quote(heard.word_at(found.start()), heard.word_at(found.end())),
    )
    step = {"last": -1, "mes pasado": -1, "next": 1, "proximo mes": 1}.get(which, 0)
    base = add_months(today.replace(day=1), step)
    placed = _safe(base.year, base.month, int(found["day"]))
    if which:
        yield from _made(placed, words, confidence.COUNTED)
    elif placed:
        around = [
            _safe(add_months(base, move).year, add_months(base, move).month, int(found["day"])) for move in (-1, 0, 1)
        ]
        past = [day for day in around if day and day <= today]
        if _PAST.first(heard) and past:
            yield from _made(max(past), words, confidence.COUNTED)
        else:
            yield from _made(placed, words, confidence.HEDGED, "month_not_said")
