"""The lexicon of kinds: well formed, bilingual, and used as it says."""
from __future__ import annotations

from pathlib import Path

import yaml

from assistant.engine.pipeline import concepts
from assistant.engine.pipeline.concepts import in_kinds, read_concepts
from assistant.engine.pipeline.folding import fold


def test_every_word_is_written_as_folded() -> None:
    kinds = read_concepts()
    assert [word for word in kinds if fold(word) != word or not word.isalpha()] == []
    assert [kind for kind in set(kinds.values()) if not kind.replace("_", "").isalpha()] == []


def test_kinds_replace_words_and_numbers() -> None:
    assert in_kinds(["my", "hija", "has", "lupus", "0000"], read_concepts()) == [
        "my", "<child>", "has", "<illness>", "<number>",
    ]  # fmt: skip


def test_no_word_is_claimed_by_two_kinds() -> None:
    written = yaml.safe_load(Path(concepts.__file__).with_name("concepts.yml").read_text(encoding="utf-8"))
    claims: dict[str, set[str]] = {}
    for kind, words in written.items():
        for word in words.split():
            claims.setdefault(word, set()).add(kind)
    assert {word: found for word, found in claims.items() if len(found) > 1} == {}
