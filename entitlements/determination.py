"""What the rules concluded about one program, with everything needed to explain it and to replay it byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from entitlements.values import FactValue, Truth, ValueFormatError, value_from_json, value_to_json

LIKELY = "likely"
UNLIKELY = "unlikely"
NEED_MORE = "need_more"
ASK_A_PERSON = "ask_a_person"
OUTCOMES = (LIKELY, UNLIKELY, NEED_MORE, ASK_A_PERSON)


@dataclass(frozen=True)
class Figure:
    """One cited figure that a condition read: `value` is low and high (cents for money, exact fractions as "a/b")."""

    parameter: str
    keys: tuple[str, ...]
    value: tuple[str, str]
    source: str


@dataclass(frozen=True)
class Finding:
    """One condition and how it came out.

    `because` is the key of the sentence (program.condition.truth; both languages stand in the pack), `terms` the values
    that the sentence may name as (name, low, high) in cents or counts, high None when open. `missing` are the facts
    ("member.fact") that keep the truth unknown.
    """

    condition: str
    truth: Truth
    because: str
    facts: tuple[tuple[str, FactValue], ...]
    figures: tuple[Figure, ...]
    terms: tuple[tuple[str, int, int | None], ...]
    missing: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PersonFinding:
    """What a program that looks at each person found for one: `outcome` is one of OUTCOMES, `category` the legal group
    (None while it is not settled), amounts as those of the determination, `missing` the facts it still hangs on."""

    member: str
    outcome: str
    category: str | None
    amount_low: int | None
    amount_high: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Determination:
    """`outcome` is one of OUTCOMES; amounts are whole cents per `period` (month or year), None where the program or the
    facts give none. `category` is the kind of the benefit (None while it is open or where there is one kind only);
    `people` holds what was found for each person known by name, in a program that looks at each.

    `notes` are ids of the program's notes that apply (work hours, fast service, citizenship); `missing` are the facts
    ("member.fact") that could still change the outcome or narrow the amount.
    """

    program: str
    outcome: str
    amount_low: int | None
    amount_high: int | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    pack: str
    on: date
    period: str = "month"
    category: str | None = None
    people: tuple[PersonFinding, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "program": self.program,
            "outcome": self.outcome,
            "amount_low": self.amount_low,
            "amount_high": self.amount_high,
            "findings": [_finding_to_json(finding) for finding in self.findings],
            "notes": list(self.notes),
            "missing": list(self.missing),
            "pack": self.pack,
            "on": self.on.isoformat(),
            "period": self.period,
            "category": self.category,
            "people": [_person_to_json(person) for person in self.people],
        }

    def canonical(self) -> bytes:
        """The bytes that must be the same on every Python for the same facts, day and pack."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return text.encode("ascii")

    @classmethod
    def from_json(cls, data: object) -> Determination:
        """Read what `to_json` wrote; `ValueFormatError` for a missing, misspelt or mistyped part."""
        fields = _fields("determination", data, _DETERMINATION)
        return cls(
            program=_text(fields["program"]),
            outcome=_text(fields["outcome"]),
            amount_low=_cents(fields["amount_low"]),
            amount_high=_cents(fields["amount_high"]),
            findings=tuple(_finding_from_json(finding) for finding in _items(fields["findings"])),
            notes=_texts(fields["notes"]),
            missing=_texts(fields["missing"]),
            pack=_text(fields["pack"]),
            on=date.fromisoformat(_text(fields["on"])),
            period=_text(fields["period"]),
            category=_text_or_none(fields["category"]),
            people=tuple(_person_from_json(person) for person in _items(fields["people"])),
        )


_DETERMINATION = frozenset(
    {
        "program", "outcome", "amount_low", "amount_high", "findings", "notes", "missing", "pack", "on", "period",
        "category", "people",
    }
)  # fmt: skip
_PERSON = frozenset({"member", "outcome", "category", "amount_low", "amount_high", "missing"})
_FINDING = frozenset({"condition", "truth", "because", "facts", "figures", "terms", "missing", "sources"})
_FIGURE = frozenset({"parameter", "keys", "value", "source"})


def _person_to_json(person: PersonFinding) -> dict[str, object]:
    return {
        "member": person.member,
        "outcome": person.outcome,
        "category": person.category,
        "amount_low": person.amount_low,
        "amount_high": person.amount_high,
        "missing": list(person.missing),
    }


def _person_from_json(data: object) -> PersonFinding:
    fields = _fields("person", data, _PERSON)
    return PersonFinding(
        member=_text(fields["member"]),
        outcome=_text(fields["outcome"]),
        category=_text_or_none(fields["category"]),
        amount_low=_cents(fields["amount_low"]),
        amount_high=_cents(fields["amount_high"]),
        missing=_texts(fields["missing"]),
    )


def _finding_to_json(finding: Finding) -> dict[str, object]:
    return {
        "condition": finding.condition,
        "truth": finding.truth.value,
        "because": finding.because,
        "facts": {name: value_to_json(value) for name, value in finding.facts},
        "figures": [
            {
                "parameter": figure.parameter,
                "keys": list(figure.keys),
                "value": list(figure.value),
                "source": figure.source,
            }
            for figure in finding.figures
        ],
        "terms": [list(term) for term in finding.terms],
        "missing": list(finding.missing),
        "sources": list(finding.sources),
    }


def _finding_from_json(data: object) -> Finding:
    fields = _fields("finding", data, _FINDING)
    facts = fields["facts"]
    if not isinstance(facts, dict):
        raise ValueFormatError(f"facts of a finding are {type(facts).__name__}; expected an object")
    return Finding(
        condition=_text(fields["condition"]),
        truth=Truth(fields["truth"]),
        because=_text(fields["because"]),
        facts=tuple((name, value_from_json(value)) for name, value in facts.items()),
        figures=tuple(_figure_from_json(figure) for figure in _items(fields["figures"])),
        terms=tuple(_term(term) for term in _items(fields["terms"])),
        missing=_texts(fields["missing"]),
        sources=_texts(fields["sources"]),
    )


def _figure_from_json(data: object) -> Figure:
    fields = _fields("figure", data, _FIGURE)
    low, high = _texts(fields["value"])
    return Figure(_text(fields["parameter"]), _texts(fields["keys"]), (low, high), _text(fields["source"]))


def _term(data: object) -> tuple[str, int, int | None]:
    name, low, high = _items(data)
    lowest = _cents(low)
    if lowest is None:
        raise ValueFormatError("a term has no lower end; give a whole number")
    return _text(name), lowest, _cents(high)


def _fields(what: str, data: object, keys: frozenset[str]) -> dict[str, object]:
    if not isinstance(data, dict) or frozenset(data) != keys:
        raise ValueFormatError(f"a {what} is an object with exactly the keys {', '.join(sorted(keys))}")
    return data


def _items(data: object) -> list[object]:
    if not isinstance(data, list):
        raise ValueFormatError(f"expected a list, found {type(data).__name__}")
    return data


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueFormatError(f"expected a text, found {type(data).__name__}")
    return data


def _text_or_none(data: object) -> str | None:
    return None if data is None else _text(data)


def _texts(data: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(data))


def _cents(data: object) -> int | None:
    if data is not None and (isinstance(data, bool) or not isinstance(data, int)):
        raise ValueFormatError(f"expected a whole number or null, found {type(data).__name__}")
    return data
