"""Rule files -> the built form: one plain JSON object with every text, date and figure checked and made exact.

Refused with file and line: unknown or repeated keys, figures without a source, uncovered or overlapping dates, a table
that leaves a code out, a missing unit or translation. Names and kinds inside rules are checked by `assembly`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from entitlements.contacts import build_contacts
from entitlements.figures import EACH_MORE, OTHER
from entitlements.language import kinds
from entitlements.program import MONTH, YEAR
from entitlements.source import Item, read
from entitlements.values import PERIODS

FORMAT = 1
DIGITS = "digits"
Built = dict[str, Any]


@dataclass
class _Builder:
    built: Built
    lines: dict[str, Item] = field(default_factory=dict)

    def note(self, path: str, item: Item) -> None:
        self.lines[path] = item


def build_rules(root: Path) -> tuple[Built, dict[str, Item]]:
    """The built form of the rule folder, and where each named thing stands (for later complaints)."""
    builder = _Builder({"format": FORMAT, "facts": {}, "figures": {}, "values": {}, "programs": {}})
    builder.built["codes"] = {name: item.texts() for name, item in read(root / "codes.yml", root).entries()}
    _conversions(builder, read(root / "conversions.yml", root))
    for name, item in read(root / "facts.yml", root).entries():
        builder.note(f"facts.{name}", item)
        builder.built["facts"][name] = _fact(builder, item)
    for path in (root / "values.yml", *sorted((root / "values").glob("*.yml"))):
        for name, item in read(path, root).entries():
            _once(builder.built["values"], name, item)
            builder.note(f"values.{name}", item)
            builder.built["values"][name] = _value(item)
    for path in sorted((root / "figures").glob("*.yml")):
        for name, item in read(path, root).entries():
            _once(builder.built["figures"], name, item)
            builder.note(f"figures.{name}", item)
            builder.built["figures"][name] = _figure(builder, item)
    for path in sorted((root / "programs").glob("*.yml")):
        _program(builder, read(path, root))
    _questions(builder, read(root / "questions.yml", root))
    _topics(builder, read(root / "topics.yml", root))
    builder.built["contacts"] = build_contacts(root, builder.built["codes"]["state"], builder.note)
    return builder.built, builder.lines


def _once(held: Built, name: str, item: Item) -> None:
    if name in held:
        raise item.wrong(f"{name!r} is defined twice; keep one")


def _conversions(builder: _Builder, root: Item) -> None:
    built: Built = {}
    for name, item in root.entries():
        fields = item.fields(("source", "factors"))
        factors = fields["factors"].fields(tuple(period for period in PERIODS if period != "once"))
        built[name] = {
            "sources": fields["source"].texts(),
            "factors": {period: str(factor.number()) for period, factor in factors.items()},
        }
    builder.built["conversions"] = built


def _kind(item: Item) -> str:
    kind = item.text()
    if kind not in kinds.KINDS:
        raise item.wrong(f"kind {kind!r} is not known; use one of: {', '.join(kinds.KINDS)}")
    return kind


def _fact(builder: _Builder, item: Item) -> Built:
    fields = item.fields(("of", "kind", "label"), ("codes", "otherwise", "between", "presume", "asker"))
    of = fields["of"].text()
    if of not in ("household", "member"):
        raise fields["of"].wrong("'of' is household or member")
    built: Built = {"kind": _kind(fields["kind"]), "per_member": of == "member", "label": fields["label"].words()}
    if "codes" in fields:
        built["codes"] = _fact_codes(builder, fields["codes"])
    if "asker" in fields:
        built["asker"] = fields["asker"].text()
        if of == "household" or built["asker"] not in built.get("codes", ()):
            raise fields["asker"].wrong("'asker' is one of the codes of a fact of a member")
    if "otherwise" in fields:
        built["otherwise"] = fields["otherwise"].text()
    if "presume" in fields:
        presume = fields["presume"].fields(("value", "note"))
        built["presume"] = {"value": presume["value"].flag(), "note": presume["note"].words()}
    if "between" in fields:
        built["between"] = [end.whole() for end in fields["between"].items()]
    return built


def _fact_codes(builder: _Builder, item: Item) -> list[str]:
    if isinstance(item.content, list):
        return item.texts()
    found: list[str] = []
    for name in item.text().split(" + "):
        if name not in builder.built["codes"]:
            raise item.wrong(f"code list {name!r} is not in codes.yml")
        found.extend(builder.built["codes"][name])
    return found


def _value(item: Item) -> Built:
    fields = item.fields(("kind", "rule", "source"), ("of",))
    of = fields["of"].text() if "of" in fields else "household"
    if of not in ("household", "member"):
        raise fields["of"].wrong("'of' is household or member")
    return {
        "kind": _kind(fields["kind"]),
        "per_member": of == "member",
        "rule": fields["rule"].text(),
        "sources": fields["source"].texts(),
    }


def _figure(builder: _Builder, item: Item) -> Built:
    fields = item.fields(("kind", "periods"), ("by", "of"))
    kind = _kind(fields["kind"])
    keys = fields["by"].texts() if "by" in fields else []
    for key in keys:
        if key not in (kinds.PEOPLE, DIGITS) and key not in builder.built["codes"]:
            raise fields["by"].wrong(f"{key!r} is neither people nor digits nor a code list of codes.yml")
    built: Built = {"kind": kind, "keys": keys, "periods": []}
    if "of" in fields:
        built["codes"] = _fact_codes(builder, fields["of"])
    elif kind == kinds.CODE:
        raise item.wrong("a figure of kind code says with 'of' which code list it yields")
    for period in fields["periods"].items():
        built["periods"].append(_period(builder, period, built))
    _check_dates(fields["periods"], built["periods"])
    return built


def _period(builder: _Builder, item: Item, figure: Built) -> Built:
    optional = ("to", "review_by", "verified_on", "projected", "value", "values", "use", "note")
    fields = item.fields(("from", "source"), optional)
    given = [name for name in ("value", "values", "use") if name in fields]
    if len(given) != 1:
        raise item.wrong("a period holds exactly one of: value, values, use")
    built: Built = {
        "from": fields["from"].day().isoformat(),
        "sources": fields["source"].texts(),
        "table": _table(builder, fields[given[0]], figure) if given[0] != "use" else _used(builder, fields["use"]),
    }
    for name in ("to", "review_by", "verified_on"):
        if name in fields and fields[name].content is not None:
            built[name] = fields[name].day().isoformat()
    if "to" not in built and "review_by" not in built:
        raise item.wrong("a period without an end needs review_by: the day when somebody looks again")
    if "use" in fields:
        built["use"] = fields["use"].fields(("figure", "on"))["figure"].text()
    if "projected" in fields:
        built["projected"] = fields["projected"].flag()
    return built


def _used(builder: _Builder, item: Item) -> Any:
    """`use: {figure, on}` takes another figure's values of a day: one source for a number under two calendars."""
    fields = item.fields(("figure", "on"))
    other = builder.built["figures"].get(fields["figure"].text())
    if other is None:
        raise item.wrong("the figure to use must stand above, or in a file that sorts earlier")
    day = fields["on"].day().isoformat()
    for period in other["periods"]:
        if period["from"] <= day and day <= period.get("to", day):
            return period["table"]
    raise item.wrong(f"the figure to use has no value for {day}")


def _check_dates(item: Item, periods: list[Built]) -> None:
    for earlier, later in pairwise(periods):
        if "to" not in earlier:
            raise item.wrong("only the last period may be without an end")
        expected = (date.fromisoformat(earlier["to"]) + timedelta(days=1)).isoformat()
        if later["from"] != expected:
            fault = "overlap" if later["from"] < expected else "leave days uncovered"
            raise item.wrong(f"periods {fault}: the one after {earlier['to']} must begin on {expected}")


def _table(builder: _Builder, item: Item, figure: Built) -> Any:
    cell: Callable[[Item], Any] = _CELLS[figure["kind"]]
    return _level(builder, item, figure["keys"], cell)


def _level(builder: _Builder, item: Item, keys: list[str], cell: Callable[[Item], Any]) -> Any:
    if not keys:
        return cell(item)
    rows = dict(item.entries())
    if keys[0] == DIGITS:
        rows = _spread(rows)
        strange = [start for start in rows if start != OTHER and not start.isdigit()]
    elif keys[0] == kinds.PEOPLE:
        strange = [size for size in rows if size != EACH_MORE and not size.isdigit()]
    else:
        codes = builder.built["codes"][keys[0]]
        strange = [code for code in rows if code != OTHER and code not in codes]
        left_out = [code for code in codes if code not in rows]
        if left_out and OTHER not in rows:
            raise item.wrong(f"{keys[0]} {', '.join(left_out[:5])} has no value; add it, or 'other' for all the rest")
    if strange:
        raise rows[strange[0]].wrong(f"{strange[0]!r} is not a {keys[0]}")
    return {key: _level(builder, row, keys[1:], cell) for key, row in rows.items()}


def _spread(rows: dict[str, Item]) -> dict[str, Item]:
    """'010-027' stands for every number from 010 to 027; a longer number given by itself goes before a shorter one."""
    found: dict[str, Item] = {}
    for key, row in rows.items():
        first, _, last = key.partition("-")
        if not (first.isdigit() and last.isdigit()):
            _once(found, key, row)
            found[key] = row
            continue
        for number in range(int(first), int(last) + 1):
            each = str(number).zfill(len(first))
            _once(found, each, row)
            found[each] = row
    return found


def _code_cell(item: Item) -> list[str]:
    return sorted(item.texts())


def _number_cell(item: Item) -> Any:
    number = item.number()
    return number if isinstance(number, int) else str(number)


_CELLS: dict[str, Callable[[Item], Any]] = {
    kinds.YES_NO: Item.flag,
    kinds.CODE: _code_cell,
    kinds.MONEY: Item.cents,
    kinds.MONEY_MONTH: Item.cents,
    kinds.MONEY_YEAR: Item.cents,
    kinds.NUMBER: _number_cell,
    kinds.PEOPLE: Item.whole,
    kinds.YEARS: Item.whole,
    kinds.HOURS: Item.whole,
}
_PROGRAM_KEYS = (
    "id", "name", "agency", "description", "documents", "how_to_apply", "contact", "worth", "conversion", "source",
    "effective_from", "verified_on", "known_gaps", "conditions",
)  # fmt: skip


def _program(builder: _Builder, item: Item) -> None:
    fields = item.fields(_PROGRAM_KEYS, ("values", "refer", "amount", "notes", "people", "talk", "category"))
    program = fields["id"].text()
    _once(builder.built["programs"], program, fields["id"])
    builder.note(f"programs.{program}", item)
    built: Built = {
        "name": fields["name"].words(),
        "agency": fields["agency"].text(),
        "description": fields["description"].words(),
        "documents": [document.words() for document in fields["documents"].items()],
        "how_to_apply": fields["how_to_apply"].words(),
        "contact": fields["contact"].text(),
        "worth": fields["worth"].cents(),
        "conversion": fields["conversion"].text(),
        "sources": fields["source"].texts(),
        "effective_from": fields["effective_from"].day().isoformat(),
        "verified_on": None if fields["verified_on"].content is None else fields["verified_on"].day().isoformat(),
        "known_gaps": [gap.text() for gap in fields["known_gaps"].items()],
        "values": {},
        "amount": None,
        "people": None,
        "category": fields["category"].text() if "category" in fields else None,
        "talk": fields["talk"].flag() if "talk" in fields else True,
    }
    for name, value in fields["values"].entries() if "values" in fields else ():
        builder.note(f"programs.{program}.values.{name}", value)
        built["values"][name] = _value(value)
    for group in ("refer", "conditions", "notes"):
        items = fields[group].items() if group in fields else []
        built[group] = [_tested(builder, f"programs.{program}.{group}", entry) for entry in items]
    if "amount" in fields:
        built["amount"] = _amount(builder, f"programs.{program}.amount", fields["amount"])
    if "people" in fields:
        builder.note(f"programs.{program}.people", fields["people"])
        parts = fields["people"].fields(("rule",), ("category", "amount"))
        built["people"] = {name: part.text() for name, part in parts.items()}
    builder.built["programs"][program] = built


def _tested(builder: _Builder, path: str, item: Item) -> Built:
    """A condition, a referral or a note: a rule, its sentences and its source."""
    if path.endswith("notes"):
        fields = item.fields(("id", "when", "text", "source"), ("possible",))
        possible = fields["possible"].flag() if "possible" in fields else False
        built: Built = {"rule": fields["when"].text(), "text": fields["text"].words(), "possible": possible}
    else:
        fields = item.fields(("id", "rule", "because", "source"), ("terms",))
        sentences = fields["because"].fields((), ("yes", "no", "unknown"))
        built = {
            "rule": fields["rule"].text(),
            "because": {truth: sentence.words() for truth, sentence in sentences.items()},
            "terms": fields["terms"].texts() if "terms" in fields else [],
        }
    built["id"] = fields["id"].text()
    built["sources"] = fields["source"].texts()
    builder.note(f"{path}.{built['id']}", item)
    return built


def _amount(builder: _Builder, path: str, item: Item) -> Built:
    builder.note(path, item)
    fields = item.fields(("rule", "settled_within", "source"), ("when", "period"))
    period = fields["period"].text() if "period" in fields else MONTH
    if period not in (MONTH, YEAR):
        raise fields["period"].wrong("an amount is told per month or per year")
    return {
        "period": period,
        "when": fields["when"].text() if "when" in fields else None,
        "rule": fields["rule"].text(),
        "settled_within": fields["settled_within"].cents(),
        "sources": fields["source"].texts(),
    }


def _questions(builder: _Builder, root: Item) -> None:
    built: Built = {}
    for name, item in root.entries():
        builder.note(f"questions.{name}", item)
        fields = item.fields(("reader", "fills", "burden", "guesses"), ("options", "skip_if_held", "last"))
        built[name] = {
            "reader": fields["reader"].text(),
            "fills": fields["fills"].texts(),
            "options": fields["options"].texts() if "options" in fields else [],
            "burden": fields["burden"].whole(),
            "skip_if_held": fields["skip_if_held"].text() if "skip_if_held" in fields else None,
            "last": fields["last"].flag() if "last" in fields else False,
            "guesses": [_guess(guess) for guess in fields["guesses"].items()],
        }
    builder.built["questions"] = built


def _guess(item: Item) -> Built:
    """A typical answer and its weight: what the choice of the next question expects people to say."""
    fields = item.fields(("weight", "facts"))
    facts = {name: value.text() for name, value in fields["facts"].entries()}
    return {"weight": str(fields["weight"].number()), "facts": facts}


def _topics(builder: _Builder, root: Item) -> None:
    builder.built["topics"] = {}
    for name, item in root.entries():
        builder.note(f"topics.{name}", item)
        builder.built["topics"][name] = item.texts()
