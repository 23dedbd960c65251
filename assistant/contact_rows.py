"""The files of contacts as an operator keeps them: which rows to open next, and writing down that one was. Pure.

Two files hold contacts: `entitlements/us/contacts.yml` (kind and value), `assistant/copy/contacts.yml` (phone or site).

ContactError    a row that does not exist, or a file that is not one of contacts; the message names both
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import yaml

LOOK_AGAIN_AFTER: Final = timedelta(days=90)
SITE, PHONE = "site", "phone"


class ContactError(Exception):
    """A row or a file of contacts that cannot be used."""


@dataclass(frozen=True)
class ContactRow:
    """One contact. value: a phone number, or the address of a site with its scheme. source: the page it was read on."""

    name: str
    kind: str
    value: str
    source: str
    verified_on: date | None

    def is_due(self, today: date) -> bool:
        """Whether somebody must open it: nobody ever did, or too long ago."""
        return self.verified_on is None or today - self.verified_on > LOOK_AGAIN_AFTER


def read_rows(text: str) -> tuple[ContactRow, ...]:
    """The rows of one file's text, in its order. Raises ContactError."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict):
        raise ContactError("this is no file of contacts: it does not hold named rows")
    return tuple(_row(str(name), fields) for name, fields in content.items())


def worst_first(rows: Iterable[ContactRow]) -> tuple[ContactRow, ...]:
    """Never opened before long ago before lately: the order in which to open them."""
    return tuple(sorted(rows, key=lambda row: row.verified_on or date.min))


def with_verified(text: str, name: str, day: date) -> str:
    """The file's text with this row's `verified_on` set, all else to the byte. Raises ContactError."""
    before = {row.name: row for row in read_rows(text)}
    if name not in before:
        raise ContactError(f"there is no contact {name!r} in this file")
    block = re.compile(rf"^{re.escape(name)}:\n(?:[ \t].*\n)*?[ \t]+verified_on:[ \t]*(\S+)[ \t]*$", re.MULTILINE)
    found = block.search(text)
    if found is None:
        raise ContactError(f"the contact {name!r} has no line `verified_on:` to write to; add one")
    changed = text[: found.start(1)] + day.isoformat() + text[found.end(1) :]
    after = {row.name: row for row in read_rows(changed)}
    if after[name].verified_on != day or {**after, name: before[name]} != before:
        raise ContactError(f"the contact {name!r} is not written as the others; set its verified_on by hand")
    return changed


def _row(name: str, fields: Any) -> ContactRow:
    try:
        kind = fields.get("kind") or (SITE if "site" in fields else PHONE)
        value = str(fields["value"] if "value" in fields else fields[kind])
        source, verified_on = str(fields.get("source_page") or fields["source"]), fields["verified_on"]
    except (AttributeError, KeyError) as error:
        raise ContactError(f"the contact {name!r} lacks its value, its source or verified_on") from error
    if verified_on is not None and type(verified_on) is not date:
        raise ContactError(f"verified_on of the contact {name!r} is not a day; write it like 2026-11-21")
    if kind == SITE and "//" not in value:
        value = f"https://{value}"
    return ContactRow(name, kind, value, source, verified_on)
