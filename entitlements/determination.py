"""What the rules concluded about one program, with everything needed to explain it and to replay it byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from entitlements.values import FactValue, Truth, value_from_json, value_to_json

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
class Determination:
    """`outcome` is one of OUTCOMES; amounts are whole cents per month, None where the program or the facts give none.

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
        }

    def canonical(self) -> bytes:
        """The bytes that must be the same on every Python for the same facts, day and pack."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return text.encode("ascii")

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Determination:
        """Read what `to_json` wrote; a missing or misspelt key is an error."""
        fields = dict(data)
        findings = fields.pop("findings")
        if not isinstance(findings, list):
            raise ValueError(f"findings of a determination are {type(findings).__name__}; expected a list")
        on = date.fromisoformat(str(fields.pop("on")))
        notes = tuple(_texts(fields.pop("notes")))
        missing = tuple(_texts(fields.pop("missing")))
        kept = tuple(_finding_from_json(finding) for finding in findings)
        return cls(findings=kept, notes=notes, missing=missing, on=on, **fields)  # type: ignore[arg-type]


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


def _finding_from_json(data: dict[str, object]) -> Finding:
    facts = data["facts"]
    figures = data["figures"]
    terms = data["terms"]
    assert isinstance(facts, dict) and isinstance(figures, list) and isinstance(terms, list)
    return Finding(
        condition=str(data["condition"]),
        truth=Truth(data["truth"]),
        because=str(data["because"]),
        facts=tuple((name, value_from_json(value)) for name, value in facts.items()),
        figures=tuple(
            Figure(
                figure["parameter"], tuple(figure["keys"]), (figure["value"][0], figure["value"][1]), figure["source"]
            )
            for figure in figures
        ),
        terms=tuple((name, low, high) for name, low, high in terms),
        missing=tuple(_texts(data["missing"])),
        sources=tuple(_texts(data["sources"])),
    )


def _texts(items: object) -> list[str]:
    if not isinstance(items, list):
        raise ValueError(f"expected a list of texts, found {type(items).__name__}")
    return [str(item) for item in items]
