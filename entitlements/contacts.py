"""Where people can turn: national lines, each state's own page, and the offices of a program in a state.

`contacts.yml` holds the first two, `contacts/<program>.yml` the offices. An office is said to people only after a
person opened its page or called its number (`verified_on`), and for 90 days from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from entitlements.source import Item, read

KINDS = ("phone", "site", "tty")
LOOK_AGAIN_AFTER = timedelta(days=90)
Built = dict[str, Any]


@dataclass(frozen=True)
class Office:
    """Where a program is asked for in a state. `value`: ten digits or an address, as `source_page` had it."""

    name: str
    agency: str
    kind: str
    value: str
    source_page: str
    verified_on: date | None

    def may_be_said(self, on: date) -> bool:
        return self.verified_on is not None and self.verified_on <= on <= self.verified_on + LOOK_AGAIN_AFTER


def offices(contacts: Mapping[str, Any], program: str, state: str) -> tuple[Office, ...]:
    """The rows of a program in a state (two letters), said or not, those that may be said sooner first."""
    found = [
        Office(
            name, row["of"]["agency"], row["kind"], row["value"], row["source_page"],
            None if row["verified_on"] is None else date.fromisoformat(row["verified_on"]),
        )
        for name, row in contacts.items()
        if row["of"] is not None and row["of"]["program"] == program and row["of"]["state"] == state
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda office: (office.verified_on is None, office.name)))


def build_contacts(root: Path, states: list[str], note: Callable[[str, Item], None]) -> Built:
    """Every row of the rule folder by its name; `RuleSourceError` with file and line for one that cannot be used."""
    built: Built = {}
    for path in (root / "contacts.yml", *sorted((root / "contacts").glob("*.yml"))):
        for name, item in read(path, root).entries():
            if name in built:
                raise item.wrong(f"contact {name!r} stands twice; keep one")
            note(f"contacts.{name}", item)
            built[name] = _row(item, states)
    return built


def _row(item: Item, states: list[str]) -> Built:
    fields = item.fields(("kind", "value", "source_page", "read_on", "verified_on"), ("label", "language", "of"))
    if ("label" in fields) == ("of" in fields):
        raise item.wrong("a contact has a label (national) or an 'of' (the office of a program in a state)")
    kind = fields["kind"].text()
    if kind not in KINDS:
        raise fields["kind"].wrong(f"kind {kind!r} is not one of {', '.join(KINDS)}")
    verified = fields["verified_on"]
    return {
        "label": fields["label"].words() if "label" in fields else None,
        "of": _office(fields["of"], states) if "of" in fields else None,
        "kind": kind,
        "value": fields["value"].text(),
        "language": fields["language"].text() if "language" in fields else None,
        "source_page": fields["source_page"].text(),
        "read_on": fields["read_on"].day().isoformat(),
        "verified_on": None if verified.content is None else verified.day().isoformat(),
    }


def _office(item: Item, states: list[str]) -> Built:
    fields = {name: field.text() for name, field in item.fields(("program", "state", "agency")).items()}
    if fields["state"] not in states:
        raise item.wrong(f"{fields['state']!r} is not a state of codes.yml")
    return fields
