"""How our determinations stand against reference households: agreement, false noes and yeses, unknowns and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from entitlements.determination import LIKELY, UNLIKELY, Determination
from entitlements.household import Household
from entitlements.rulebook import Rulebook
from entitlements.source import Item, read

FALSE_NO = "false_no"
FALSE_YES = "false_yes"
UNKNOWN = "unknown"
CATEGORY = "category"
AMOUNT = "amount"


@dataclass(frozen=True)
class Expectation:
    """Where a reference line holds a program's result; `within` in cents of the program's period.

    `each` scores every person instead of the household: "{person}" in a path is that person's id and "person" its
    input. What the reference gives no result for is not scored. `eligible` are paths of which any says yes, `noes`
    texts that mean no, `apart` outcomes of ours that are counted apart (a worker must check), `categories` their names
    of our categories; `only` keeps what has one of these values at a path, `skip` leaves it out.
    """

    program: str
    day: date
    eligible: tuple[tuple[str, ...], ...]
    amount: tuple[str, ...] | None
    within: int
    each: bool = False
    apart: frozenset[str] = frozenset()
    noes: frozenset[str] = frozenset()
    category: tuple[str, ...] | None = None
    categories: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    skip: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ours:
    """What we found for a household or for one person of it; `who` is the household's id, or that and the person's."""

    who: str
    state: str
    outcome: str
    category: str | None
    low: int | None
    high: int | None
    determination: Determination


@dataclass(frozen=True)
class Difference:
    """One household or person that came out otherwise; `kind` is false_no, false_yes, unknown, category or amount."""

    household: str
    state: str
    kind: str
    ours: str
    theirs: str
    determination: Determination


@dataclass
class Comparison:
    """The score of one program; agreement is of `n` without those counted apart, categories and amounts are of those
    that both call eligible."""

    program: str
    n: int = 0
    agreed: int = 0
    apart: int = 0
    categories: int = 0
    categories_right: int = 0
    amounts: int = 0
    amounts_within: int = 0
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(difference.kind == kind for difference in self.differences)

    def to_json(self) -> dict[str, object]:
        return {
            "n": self.n,
            "agreement": _share(self.agreed, self.n - self.apart),
            "apart": self.apart,
            "false_no": self.count(FALSE_NO),
            "false_yes": self.count(FALSE_YES),
            "unknown": self.count(UNKNOWN),
            "category_right": _share(self.categories_right, self.categories),
            "amount_within": _share(self.amounts_within, self.amounts),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None


def expectations(root: Path) -> tuple[Expectation, ...]:
    """What `reference.yml` says about each program."""
    return tuple(_expectation(program, item) for program, item in read(root / "reference.yml", root).entries())


def _expectation(program: str, item: Item) -> Expectation:
    optional = ("amount", "within", "of", "apart", "noes", "category", "categories", "only", "skip")
    fields = item.fields(("day", "eligible"), optional)
    of = fields["of"].text() if "of" in fields else "household"
    if of not in ("household", "people"):
        raise fields["of"].wrong("'of' is household or people")
    renamed = fields["categories"].entries() if "categories" in fields else ()
    return Expectation(
        program=program,
        day=fields["day"].day(),
        eligible=tuple(_path(text) for text in fields["eligible"].texts()),
        amount=_path(fields["amount"].text()) if "amount" in fields else None,
        within=fields["within"].cents() if "within" in fields else 0,
        each=of == "people",
        apart=frozenset(fields["apart"].texts()) if "apart" in fields else frozenset(),
        noes=frozenset(fields["noes"].texts()) if "noes" in fields else frozenset(),
        category=_path(fields["category"].text()) if "category" in fields else None,
        categories={name: ours.text() for name, ours in renamed},
        only=_choices(fields.get("only")),
        skip=_choices(fields.get("skip")),
    )


def _path(text: str) -> tuple[str, ...]:
    return tuple(text.split("."))


def _choices(item: Item | None) -> dict[tuple[str, ...], frozenset[str]]:
    return {} if item is None else {_path(path): frozenset(values.texts()) for path, values in item.entries()}


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
            for seen, ours in _found(each, line, determination):
                if _counts(each, seen):
                    _score(scores[each.program], each, seen, ours)
    return scores


def _found(
    expected: Expectation, line: Mapping[str, Any], found: Determination
) -> Iterator[tuple[Mapping[str, Any], Ours]]:
    """What is scored of a household: the line (with the person's part) and our result."""
    household, state = line["input"]["id"], line["input"]["state"]
    if not expected.each:
        yield line, Ours(household, state, found.outcome, found.category, found.amount_low, found.amount_high, found)
        return
    for person, ours in zip(line["input"]["people"], found.people, strict=True):
        who = f"{household}.{person['id']}"
        one = Ours(who, state, ours.outcome, ours.category, ours.amount_low, ours.amount_high, found)
        yield {**line, "person": person}, one


def _counts(expected: Expectation, seen: Mapping[str, Any]) -> bool:
    if not _results(expected, seen):
        return False
    kept = all(_holds(seen, path, values) for path, values in expected.only.items())
    return kept and not any(_holds(seen, path, values) for path, values in expected.skip.items())


def _results(expected: Expectation, line: Mapping[str, Any]) -> list[Any]:
    return [value for path in expected.eligible for value in _values(line, path) if value is not None]


def _holds(seen: Mapping[str, Any], path: tuple[str, ...], values: frozenset[str]) -> bool:
    return any(str(value) in values for value in _values(seen, path))


def _score(score: Comparison, expected: Expectation, line: Mapping[str, Any], ours: Ours) -> None:
    theirs = any(bool(value) and value not in expected.noes for value in _results(expected, line))
    score.n += 1
    if ours.outcome in expected.apart:
        score.apart += 1
        return None
    if ours.outcome not in (LIKELY, UNLIKELY):
        return _differ(score, UNKNOWN, ours, ours.outcome, "yes" if theirs else "no")
    if (ours.outcome == LIKELY) != theirs:
        return _differ(score, FALSE_NO if theirs else FALSE_YES, ours, ours.outcome, "yes" if theirs else "no")
    score.agreed += 1
    if theirs and expected.category is not None:
        _score_category(score, expected.category, expected.categories, line, ours)
    if theirs and expected.amount is not None:
        _score_amount(score, expected, line, ours)
    return None


def _score_category(
    score: Comparison, path: tuple[str, ...], names: Mapping[str, str], line: Mapping[str, Any], ours: Ours
) -> None:
    theirs = str(_values(line, path)[0])
    score.categories += 1
    if ours.category == names.get(theirs, theirs):
        score.categories_right += 1
    else:
        _differ(score, CATEGORY, ours, ours.category or "open", theirs)


def _score_amount(score: Comparison, expected: Expectation, line: Mapping[str, Any], ours: Ours) -> None:
    assert expected.amount is not None
    cents = round(sum(Fraction(str(value)) for value in _values(line, expected.amount)) * 100)
    score.amounts += 1
    exact = ours.low is not None and ours.low == ours.high
    if exact and abs((ours.low or 0) - cents) <= expected.within:
        score.amounts_within += 1
    else:
        _differ(score, AMOUNT, ours, _amount_text(ours), f"${cents / 100:.2f}")


def _differ(score: Comparison, kind: str, ours: Ours, said: str, theirs: str) -> None:
    score.differences.append(Difference(ours.who, ours.state, kind, said, theirs, ours.determination))


def _amount_text(ours: Ours) -> str:
    if ours.low is None or ours.high is None:
        return "open"
    low, high = f"${ours.low / 100:.2f}", f"${ours.high / 100:.2f}"
    return low if low == high else f"{low} to {high}"


def _values(line: Any, path: tuple[str, ...]) -> list[Any]:
    """What stands at a path; "*" is every entry, a missing key nothing, "{person}" the id of the person looked at."""
    found = [line]
    for step in path:
        key = line["person"]["id"] if step == "{person}" else step
        if key == "*":
            found = [each for held in found for each in (held.values() if isinstance(held, dict) else held)]
        else:
            found = [held[key] for held in found if held is not None and key in held]
    return found


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
