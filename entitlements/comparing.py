"""How our determinations stand against reference households: agreement, false noes and yeses, unknowns and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from entitlements.determination import LIKELY, UNLIKELY, Determination
from entitlements.household import Household
from entitlements.rulebook import Rulebook
from entitlements.source import read

FALSE_NO = "false_no"
FALSE_YES = "false_yes"
UNKNOWN = "unknown"
AMOUNT = "amount"


@dataclass(frozen=True)
class Expectation:
    """Where a reference line holds a program's result; `within` in cents."""

    program: str
    day: date
    eligible: tuple[str, ...]
    amount: tuple[str, ...] | None
    within: int


@dataclass(frozen=True)
class Difference:
    """One household that came out otherwise; `kind` is false_no, false_yes, unknown or amount."""

    household: str
    state: str
    kind: str
    ours: str
    theirs: str
    determination: Determination


@dataclass
class Comparison:
    """The score of one program; shares are of `n`, amounts of those that both call eligible."""

    program: str
    n: int = 0
    agreed: int = 0
    amounts: int = 0
    amounts_within: int = 0
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(difference.kind == kind for difference in self.differences)

    def to_json(self) -> dict[str, object]:
        return {
            "n": self.n,
            "agreement": round(self.agreed / self.n, 5) if self.n else None,
            "false_no": self.count(FALSE_NO),
            "false_yes": self.count(FALSE_YES),
            "unknown": self.count(UNKNOWN),
            "amount_within": round(self.amounts_within / self.amounts, 5) if self.amounts else None,
        }


def expectations(root: Path) -> tuple[Expectation, ...]:
    """What `reference.yml` says about each program."""
    found = []
    for program, item in read(root / "reference.yml", root).entries():
        fields = item.fields(("day", "eligible"), ("amount", "within"))
        amount = tuple(fields["amount"].text().split(".")) if "amount" in fields else None
        within = fields["within"].cents() if "within" in fields else 0
        path = tuple(fields["eligible"].text().split("."))
        found.append(Expectation(program, fields["day"].day(), path, amount, within))
    return tuple(found)


def compare(
    rulebook: Rulebook,
    lines: Iterable[tuple[Mapping[str, Any], Household]],
    expected: Iterable[Expectation],
) -> dict[str, Comparison]:
    """The score per program that both the rulebook and the expectations know."""
    known = [each for each in expected if each.program in rulebook.rules.programs]
    scores = {each.program: Comparison(each.program) for each in known}
    for line, household in lines:
        for each in known:
            determination = rulebook.determine(household, each.day, [each.program])[0]
            _score(scores[each.program], each, line, determination)
    return scores


def _score(score: Comparison, expected: Expectation, line: Mapping[str, Any], ours: Determination) -> None:
    theirs = any(bool(value) for value in _values(line, expected.eligible))
    score.n += 1
    if ours.outcome not in (LIKELY, UNLIKELY):
        return _differ(score, line, UNKNOWN, ours, "yes" if theirs else "no")
    if (ours.outcome == LIKELY) != theirs:
        return _differ(score, line, FALSE_NO if theirs else FALSE_YES, ours, "yes" if theirs else "no")
    score.agreed += 1
    if theirs and expected.amount is not None:
        _score_amount(score, expected, line, ours)
    return None


def _score_amount(score: Comparison, expected: Expectation, line: Mapping[str, Any], ours: Determination) -> None:
    assert expected.amount is not None
    cents = round(sum(Fraction(str(value)) for value in _values(line, expected.amount)) * 100)
    score.amounts += 1
    exact = ours.amount_low is not None and ours.amount_low == ours.amount_high
    if exact and abs((ours.amount_low or 0) - cents) <= expected.within:
        score.amounts_within += 1
    else:
        _differ(score, line, AMOUNT, ours, f"${cents / 100:.2f}")


def _differ(score: Comparison, line: Mapping[str, Any], kind: str, ours: Determination, theirs: str) -> None:
    said = ours.outcome if kind != AMOUNT else _amount_text(ours)
    household = line["input"]
    score.differences.append(Difference(household["id"], household["state"], kind, said, theirs, ours))


def _amount_text(ours: Determination) -> str:
    if ours.amount_low is None or ours.amount_high is None:
        return "open"
    low, high = f"${ours.amount_low / 100:.2f}", f"${ours.amount_high / 100:.2f}"
    return low if low == high else f"{low} to {high}"


def _values(line: Any, path: tuple[str, ...]) -> list[Any]:
    if not path:
        return [line]
    if path[0] == "*":
        return [found for value in line.values() for found in _values(value, path[1:])]
    return _values(line[path[0]], path[1:])


def stated_receipt(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    """Households whose stated receipt is not what the reference counted; differences there are no disagreement."""
    found = []
    for line in lines:
        stated = line["input"].get("currently_receives", {})
        counted = line["debug"]["realised_receipt"]
        for name, says in stated.items():
            held = next((value for field_, value in counted.items() if field_.partition("_")[0] == name), 0)
            got = any(held.values()) if isinstance(held, dict) else held
            if bool(says) != bool(got):
                found.append(line["input"]["id"])
                break
    return found
