"""Values put into words: money, people, lists, days, places. The filters that the templates of `assistant/copy` use.

Money is whole cents, shown the way it is written in the United States in both languages ($1,800). Fact values are
those of `entitlements.values`, as objects or in their JSON form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from assistant.protocol.effects import HeardValue
from entitlements.values import Amount, FactValue, Span, value_from_json

Vocabulary = Mapping[str, object]
YOU = "you"
Names = Mapping[str, Mapping[str, str]]
"""Names by code, then by language: {"snap": {"en": "SNAP (food money)", "es": ...}}."""


class WordingError(ValueError):
    """Words could not be made; see `assistant.wording` for the kinds."""


class UnsayableValue(WordingError):
    """A value of a kind that a filter cannot say, or a code without a word in the vocabulary."""


def said_back(values: Sequence[HeardValue]) -> object:
    """The one `value` that `heard.<question>` needs, from the values that a Note or a ReadBack carries.

    Ages are a list in the order told, and with the number of people {"size", "ages"}; "receives" facts are the list of
    what is received; a ZIP code stands for the state that it tells.
    Raises `UnsayableValue` where the values belong to several questions: each is said back on its own.
    """
    facts = {heard.fact for heard in values}
    ages = [heard.value for heard in values if heard.fact == "age"]
    if facts == {"age"}:
        return ages
    if facts == {"age", "size"}:
        return {"size": next(heard.value for heard in values if heard.fact == "size"), "ages": ages}
    if facts and all(fact.startswith("receives_") for fact in facts):
        return [heard.fact.removeprefix("receives_") for heard in values if heard.value is True]
    told = [heard.value for heard in values if heard.fact != "state" or "zip" not in facts]
    if len(told) != 1:
        raise UnsayableValue(
            f"facts {', '.join(sorted(facts)) or 'none'} cannot be said as one; say each back on its own"
        )
    return told[0]


@dataclass(frozen=True)
class Guide:
    """How to ask for a program and which papers help, as the rulebook says it; by language."""

    how: Mapping[str, str]
    papers: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Phrases:
    """The filters of one language on one channel ("text" or "voice")."""

    language: str
    channel: str
    vocabulary: Vocabulary
    programs: Names
    guides: Mapping[str, Guide] = field(default_factory=dict)

    def filters(self) -> dict[str, Callable[..., str | list[str]]]:
        """Every filter by the name that templates use."""
        named = (
            self.money, self.amount, self.about, self.people, self.digits, self.phone, self.site, self.state,
            self.states, self.term, self.terms, self.listed, self.either, self.program, self.how,
            self.papers, self.for_whom, self.day, self.moment,
        )  # fmt: skip
        return {filter_.__name__: filter_ for filter_ in named}

    def money(self, cents: object) -> str:
        """Whole cents as dollars: 180000 -> $1,800 and 925 -> $9.25."""
        if not isinstance(cents, int) or isinstance(cents, bool):
            raise UnsayableValue(f"money {cents!r} is not whole cents; give an integer")
        dollars, rest = divmod(cents, 100)
        return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"

    def amount(self, value: object) -> str:
        """Money over a period: $1,800 a month, $900 to $1,000 a month, up to $900, at least $900."""
        fact = _money(value)
        if fact.high is None:
            money = f"{self._word('at_least')} {self.money(fact.low)}"
        elif fact.exact:
            money = self.money(fact.low)
        elif fact.low == 0:
            money = f"{self._word('up_to')} {self.money(fact.high)}"
        else:
            money = f"{self.money(fact.low)} {self._word('to')} {self.money(fact.high)}"
        return f"{money} {self.term(fact.period, 'periods')}".rstrip()

    def about(self, value: object) -> str:
        """An amount as an estimate: about $536 a month; a range says by itself that it is one. By the year no cents."""
        fact = _money(value)
        if fact.period == "year" and fact.high is not None:
            fact = Amount(_whole_dollars(fact.low), _whole_dollars(fact.high), fact.period)
        return f"{self._word('about')} {self.amount(fact)}" if fact.exact else self.amount(fact)

    def people(self, value: object) -> str:
        """A count of people: 1 person, 4 people, 3 to 4 people."""
        if isinstance(value, (bool, str)):
            raise UnsayableValue(f"{value!r} is not a count of people; give a whole number or a Span")
        return f"{self._text(value)} {self.term('one' if value == 1 else 'many', 'people')}"

    def digits(self, value: object) -> str:
        """A code as it is, and digit by digit on a call."""
        text = str(value)
        return " ".join(text) if self.channel == "voice" else text

    def phone(self, value: object) -> str:
        """A phone of ten digits in its three groups, a short code whole; digit by digit on a call."""
        text = str(value)
        if not text.isdecimal():
            raise UnsayableValue(f"phone {text!r} has other characters than digits; give the digits alone")
        groups = (text[:3], text[3:6], text[6:]) if len(text) == 10 else (text,)
        return ", ".join(map(self.digits, groups)) if self.channel == "voice" else "-".join(groups)

    def site(self, value: object) -> str:
        """A page's address as short as phones still open it: without https:// and a last stroke."""
        return str(value).removeprefix("https://").removesuffix("/")

    def state(self, code: object) -> str:
        """The name of a state or territory by its two letters."""
        return self.term(code, "states")

    def states(self, codes: object) -> list[str]:
        """The names of several states."""
        return self.terms(codes, "states")

    def term(self, code: object, group: str) -> str:
        """The word for a code of a vocabulary group (periods, receives, utilities, states)."""
        words = self.vocabulary[group]
        if not isinstance(words, Mapping) or code not in words:
            raise UnsayableValue(
                f"{code!r} has no word under {group!r} in {self.language}/vocabulary.yml; add it there"
            )
        return str(words[code])

    def terms(self, codes: object, group: str) -> list[str]:
        """The words for several codes of one group."""
        return [self.term(code, group) for code in _several(codes)]

    def listed(self, values: object) -> str:
        """A list with its "and": 34, 8 and 1."""
        return self._join(values, "and")

    def either(self, values: object) -> str:
        """A choice with its "or": Texas or Arkansas."""
        return self._join(values, "or")

    def program(self, code: object) -> str:
        """The name that the rulebook gives a program in this language."""
        try:
            return self.programs[str(code)][self.language]
        except KeyError:
            raise UnsayableValue(
                f"program {code!r} has no name in {self.language!r}; give the rulebook's names to Words.load"
            ) from None

    def how(self, code: object) -> str:
        """How to ask for a program, in the rulebook's words; on a call "HealthCare dot gov" for HealthCare.gov."""
        told = self._guide(code).how[self.language]
        return re.sub(r"(?<=\w)\.(?=gov\b)", f" {self._word('dot')} ", told) if self.channel == "voice" else told

    def papers(self, code: object) -> list[str]:
        """The papers that help with a program, one by one."""
        return list(self._guide(code).papers[self.language])

    def _guide(self, code: object) -> Guide:
        if str(code) not in self.guides:
            raise UnsayableValue(f"program {code!r} has no guide; give the rulebook's guides to Words.load")
        return self.guides[str(code)]

    def for_whom(self, value: object) -> str:
        """Whom a result is for: "you" for the person asking, an age for anybody else."""
        told = [str(each) for each in _several(value)]
        ages = [each for each in told if each != YOU]
        parts = [YOU] * (YOU in told) + ([("one" if len(ages) == 1 else "many")] if ages else [])
        words = self.term("_".join(parts), "for_whom")
        return words.format(ages=self.listed(ages)) if ages else words

    def day(self, value: object) -> str:
        """A day without its year: November 23 / 23 de noviembre."""
        if not isinstance(value, date):
            raise UnsayableValue(f"{value!r} is not a day; give a date or a datetime")
        return str(self.vocabulary["date"]).format(month=self._nth("months", value.month - 1), day=value.day)

    def moment(self, value: object) -> str:
        """A day and time in the zone it carries: Monday, November 23, at 9:00 am."""
        if not isinstance(value, datetime):
            raise UnsayableValue(f"{value!r} is not a time; give a datetime in the office's zone")
        time = f"{value.hour % 12 or 12}:{value.minute:02} {'am' if value.hour < 12 else 'pm'}"
        at = self.term("one" if value.hour % 12 == 1 else "many", "at")
        weekday = self._nth("days", value.weekday())
        return str(self.vocabulary["moment"]).format(weekday=weekday, date=self.day(value), at=at, time=time)

    def _join(self, values: object, joint: str) -> str:
        texts = [self._text(value) for value in _several(values)]
        if not texts:
            raise UnsayableValue("an empty list cannot be said; ask for it only when there is something in it")
        if len(texts) == 1:
            return texts[0]
        return f"{', '.join(texts[:-1])} {self._joint(joint, texts[-1])} {texts[-1]}"

    def _joint(self, joint: str, following: str) -> str:
        """Spanish says e before an i sound and u before an o sound ("luz e internet", "Oregón u Ohio")."""
        if self.language == "es":
            start = following.casefold()
            if joint == "and" and start.startswith(("i", "hi", "í")) and not start.startswith(("hie", "ia", "io")):
                return "e"
            if joint == "or" and start.startswith(("o", "ho", "ó", "8", "11")):
                return "u"
        return self._word(joint)

    def _text(self, value: object) -> str:
        fact = _fact(value)
        if isinstance(fact, Span):
            return f"{fact.low} {self._word('to')} {fact.high}"
        if isinstance(fact, str) or (isinstance(fact, int) and not isinstance(fact, bool)):
            return str(fact)
        raise UnsayableValue(f"{value!r} cannot be said as it is; give a whole number, a range or a text")

    def _word(self, key: str) -> str:
        return str(self.vocabulary[key])

    def _nth(self, group: str, index: int) -> str:
        return _several(self.vocabulary[group])[index]


def _fact(value: object) -> FactValue:
    """A fact value as an object, also from its JSON form."""
    return value if isinstance(value, (Amount, Span)) else value_from_json(value)


def _money(value: object) -> Amount:
    if not isinstance(fact := _fact(value), Amount):
        raise UnsayableValue(f"{value!r} is not money over a period; give an Amount")
    return fact


def _whole_dollars(cents: int) -> int:
    """The cents of the nearest dollar; half a dollar and more is one."""
    return (cents + 50) // 100 * 100


def _several(values: object) -> Sequence[str]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise UnsayableValue(f"{values!r} is not a list; give several values")
    return list(values)
