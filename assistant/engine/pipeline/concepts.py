"""Kinds of words: the lexicon of concepts.yml, and a message with kinds in place of words."""
from __future__ import annotations

from pathlib import Path
from typing import Mapping

import yaml

_FILE = Path(__file__).with_name("concepts.yml")


def read_concepts() -> dict[str, str]:
    """The kind of each word of the lexicon."""
    kinds: dict[str, str] = {}
    for kind, words in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items():
        for word in words.split():
            kinds[word] = kind
    return kinds


def in_kinds(tokens: list[str], kinds: Mapping[str, str]) -> list[str]:
    """The tokens with `<kind>` where the lexicon knows the word; numbers are a kind of their own."""
    return ["<number>" if token.isdigit() else f"<{kinds[token]}>" if token in kinds else token for token in tokens]
