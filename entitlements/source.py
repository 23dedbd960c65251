"""Reading rule files: YAML with the line of every item kept, so that each complaint names file and line.

Scalars stay text: amounts and rates are turned into exact numbers by the builder, never into floats by YAML.
Errors: `RuleSourceError` for anything that is not a plain mapping, list or scalar, and for repeated keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from entitlements.errors import RuleSourceError
from entitlements.language.results import Number, tidy

TO_WRITE = "..."
LANGUAGES = ("en", "es")
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Item:
    """One YAML item with its place; `content` is dict[str, Item], list[Item], str or None."""

    content: Any
    where: str
    line: int

    def wrong(self, message: str) -> RuleSourceError:
        return RuleSourceError(self.where, self.line, message)

    def entries(self) -> Iterator[tuple[str, Item]]:
        if not isinstance(self.content, dict):
            raise self.wrong("a mapping is expected here (key: value)")
        return iter(self.content.items())

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Item]:
        """The mapping's items; unknown and missing keys are refused."""
        found = dict(self.entries())
        for key, item in found.items():
            if key not in required and key not in optional:
                allowed = ", ".join((*required, *optional))
                raise item.wrong(f"key {key!r} is not known here; use one of: {allowed}")
        for key in required:
            if key not in found:
                raise self.wrong(f"{key!r} is missing; add it")
        return found

    def items(self) -> list[Item]:
        if not isinstance(self.content, list):
            raise self.wrong("a list is expected here (- item, or [a, b])")
        return self.content

    def text(self) -> str:
        if not isinstance(self.content, str) or not self.content.strip():
            raise self.wrong("a text is expected here")
        words = self.content.split()
        if TO_WRITE in words:
            raise self.wrong(f"{TO_WRITE} is still to be written")
        return " ".join(words)

    def texts(self) -> list[str]:
        """One text or a list of texts, none empty."""
        found = [item.text() for item in self.items()] if isinstance(self.content, list) else [self.text()]
        if not found:
            raise self.wrong("at least one text is expected here")
        return found

    def words(self) -> dict[str, str]:
        """The same thing said in every language."""
        missing = [language for language in LANGUAGES if language not in dict(self.entries())]
        if missing:
            raise self.wrong(f"translation {missing[0]!r} is missing; every sentence stands in English and Spanish")
        return {language: item.text() for language, item in self.fields(LANGUAGES).items()}

    def number(self) -> Number:
        try:
            return tidy(Fraction(self.text().replace("_", "")))
        except (ValueError, ZeroDivisionError):
            raise self.wrong(f"{self.content!r} is not a number") from None

    def whole(self) -> int:
        number = self.number()
        if not isinstance(number, int):
            raise self.wrong(f"{self.content!r} is not a whole number")
        return number

    def cents(self) -> int:
        """An amount in dollars, as whole cents."""
        cents = tidy(Fraction(self.number()) * 100)
        if not isinstance(cents, int):
            raise self.wrong(f"{self.content!r} dollars is not a whole number of cents")
        return cents

    def flag(self) -> bool:
        if self.content not in ("true", "false"):
            raise self.wrong("true or false is expected here")
        return bool(self.content == "true")

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong(f"{self.content!r} is not a date; write it as 2026-10-01") from None


def read(path: Path, root: Path) -> Item:
    """The file as items; `root` is the folder that places are named from."""
    where = path.relative_to(root).as_posix()
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleSourceError(where, line, f"not readable as YAML: {error.problem}") from None
    if node is None:
        raise RuleSourceError(where, 1, "the file is empty")
    return _item(node, where)


def _item(node: yaml.Node, where: str) -> Item:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Item(_mapping(node, where), where, line)
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(child, where) for child in node.value], where, line)
    is_null = node.tag == "tag:yaml.org,2002:null"
    return Item(None if is_null else node.value, where, line)


def _mapping(node: yaml.MappingNode, where: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise RuleSourceError(where, line, "a key must be a plain word")
        if key.value in found:
            raise RuleSourceError(where, line, f"key {key.value!r} is repeated; keep one")
        item = _item(value, where)
        found[key.value] = Item(item.content, where, line)
    return found
