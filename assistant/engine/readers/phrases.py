"""Tables of phrases, compiled once into patterns over folded words.

A phrase is written as plain folded words ("lost my job"), with

    (a|b c)     one of several          (a|b)?   the same, or nothing
    word~       any word that begins so *        up to three words of any kind
    #           a number                ^ $      begin and end of the message
    {name}      the words defined under `_define` in the same file

The tables stand in `tables/*.yml`, one file a subject, so that people who know the languages can edit them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence

import yaml

from .folding import Folded, plain

_TABLES = Path(__file__).with_name("tables")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ITEM = re.compile(r"\s*(\(|\)\??|\||\^|\$|\*|#|[^\s()|*#^$]+)")
_NUMBER = r"\d+(?:\.\d+)? "
_GAP = r"(?:\S+ ){0,3}?"


class PhraseError(ValueError):
    """A phrase in a table is badly written; the message names it."""


@dataclass(frozen=True)
class Hit:
    """A phrase of `label` stands at words `first` to `last` (exclusive)."""

    label: str
    first: int
    last: int


def to_regex(phrase: str) -> str:
    """The regular expression, over `Folded.line`, for one phrase."""
    out: list[str] = []
    position, depth = 0, 0
    while position < len(phrase.rstrip()):
        found = _ITEM.match(phrase, position)
        if found is None:
            raise PhraseError(f"phrase {phrase!r}: cannot read {phrase[position:]!r}; see the syntax in phrases.py")
        item, position = found.group(1), found.end()
        depth += {"(": 1, ")": -1, ")?": -1}.get(item, 0)
        out.append(_item_to_regex(item))
    if depth:
        raise PhraseError(f"phrase {phrase!r}: brackets do not close; count them")
    return "".join(out)


def _item_to_regex(item: str) -> str:
    fixed = {"(": "(?:", ")": ")", ")?": ")?", "|": "|", "^": r"\A", "$": r"\Z", "*": _GAP, "#": _NUMBER}
    if item in fixed:
        return fixed[item]
    if item.endswith("~"):
        return re.escape(item[:-1]) + r"\S* "
    return re.escape(item) + " "


def words_of(phrases: Iterable[str]) -> frozenset[str]:
    """The plain words of phrases: what a misspelt word may be repaired to."""
    return frozenset(word for phrase in phrases for word in re.findall(r"(?<!\S)[a-z]+(?!\S)", _bare(phrase)))


def _bare(phrase: str) -> str:
    return re.sub(r"[()|?^$*#]", " ", phrase)


class PhraseTable:
    """Phrases under labels; finds every label that stands in a message."""

    def __init__(self, vocabularies: Mapping[str, frozenset[str]], patterns: Mapping[str, re.Pattern[str]]) -> None:
        self.labels = tuple(patterns)
        self.vocabulary: frozenset[str] = frozenset().union(*vocabularies.values())
        self._vocabularies, self._patterns = vocabularies, patterns

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]]) -> PhraseTable:
        """Compile phrases by label."""
        patterns = {
            label: re.compile(r"(?:\A|(?<= ))(?:" + "|".join(to_regex(phrase) for phrase in phrases) + ")")
            for label, phrases in table.items()
        }
        return cls({label: words_of(phrases) for label, phrases in table.items()}, patterns)

    def only(self, *labels: str) -> PhraseTable:
        """A table of some of the labels."""
        return PhraseTable(
            {label: self._vocabularies[label] for label in labels}, {label: self._patterns[label] for label in labels}
        )

    def hits(self, heard: Folded) -> Iterator[Hit]:
        """Every hit, table order first, then order in the message."""
        for label, pattern in self._patterns.items():
            for match in pattern.finditer(heard.line):
                if match.group(0):
                    yield Hit(label, heard.word_at(match.start()), heard.word_at(match.end()))

    def first(self, heard: Folded) -> Optional[Hit]:
        """The first hit, in table order."""
        return next(self.hits(heard), None)

    def whole(self, heard: Folded) -> Optional[str]:
        """The first label whose phrase is the whole message, fillers aside."""
        for label, pattern in self._patterns.items():
            if heard.core_line and pattern.fullmatch(heard.core_line):
                return label
        return None


@cache
def load_table(name: str) -> PhraseTable:
    """The table `tables/<name>.yml`; a phrase that is not folded or not closed raises `PhraseError` naming it."""
    path = _TABLES / f"{name}.yml"
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # both are safe loaders
    defined: dict[str, str] = content.pop("_define", {})
    table: dict[str, list[str]] = {}
    for label, phrases in content.items():
        table[label] = [_with_definitions(str(phrase), defined) for phrase in phrases]
        for phrase in table[label]:
            if plain(phrase) != phrase:
                raise PhraseError(f"{path.name}, {label}: write {phrase!r} folded, as {plain(phrase)!r}")
    return PhraseTable.of(table)


def beginnings_of_all_tables() -> tuple[str, ...]:
    """Every beginning ("deport~") that stands in any table: a word that begins so is spelt well enough."""
    return tuple(sorted({beginning for path in _TABLES.glob("*.yml") for beginning in _beginnings(path)}))


def _beginnings(path: Path) -> list[str]:
    return re.findall(r"([a-z]{4,})~", path.read_text(encoding="utf-8"))


def words_of_all_tables() -> frozenset[str]:
    """Every plain word that stands in any table: spelt right, whatever the question."""
    return frozenset(word for path in sorted(_TABLES.glob("*.yml")) for word in load_table(path.stem).vocabulary)


def _with_definitions(phrase: str, defined: Mapping[str, str]) -> str:
    for name, words in defined.items():
        phrase = phrase.replace("{" + name + "}", words)
    return phrase
