"""The training texts: complete in both languages, nothing under two intents, nothing from the evaluation sets."""
from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.engine.pipeline.examples import OUT_OF_SCOPE, Example, read_examples
from assistant.engine.pipeline.folding import same_words

ROOT = Path(__file__).resolve().parents[2]
INTENTS = ROOT / "intents"
EVALUATION = ROOT.parent / "shared" / "eval"
LANGUAGES = ("en", "es")
FEWEST = 40
FEWEST_SPECIAL = {"answer": 300, OUT_OF_SCOPE: 500}
LONGEST = 320


@pytest.fixture(scope="module")
def examples() -> tuple[Example, ...]:
    return read_examples(INTENTS)


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    content = yaml.safe_load((INTENTS / "manifest.yml").read_text(encoding="utf-8"))
    return dict(content["intents"])


def test_no_text_stands_under_two_intents(examples: tuple[Example, ...]) -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        intents[same_words(example.text)].add(example.intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_no_text_stands_twice_in_a_language(examples: tuple[Example, ...]) -> None:
    many = Counter((example.language, same_words(example.text)) for example in examples)
    assert [text for text, count in many.items() if count > 1] == []


def test_both_languages_have_enough_of_every_intent(examples: tuple[Example, ...]) -> None:
    many = Counter((example.intent, example.language) for example in examples)
    few = {
        (intent, language): many[intent, language]
        for intent in {example.intent for example in examples}
        for language in LANGUAGES
        if many[intent, language] < FEWEST_SPECIAL.get(intent, FEWEST)
    }
    assert few == {}


def test_families_of_strangers_are_the_same_in_both_languages(examples: tuple[Example, ...]) -> None:
    families = {
        language: {e.family for e in examples if e.intent == OUT_OF_SCOPE and e.language == language}
        for language in LANGUAGES
    }
    assert families["en"] == families["es"]
    assert "" not in families["en"]


def test_texts_are_plain_messages(examples: tuple[Example, ...]) -> None:
    odd = [e.text for e in examples if e.text != e.text.strip() or e.text[0] in "/[" or len(e.text) > LONGEST]
    assert odd == []


def test_both_languages_have_the_same_files() -> None:
    assert {path.name for path in (INTENTS / "en").iterdir()} == {path.name for path in (INTENTS / "es").iterdir()}


def test_the_manifest_names_every_intent(examples: tuple[Example, ...], manifest: dict[str, Any]) -> None:
    assert set(manifest) == {example.intent for example in examples}


def test_every_intent_of_the_manifest_is_described(manifest: dict[str, Any]) -> None:
    for intent, about in manifest.items():
        assert set(about["meaning"]) == set(LANGUAGES), intent
        assert about["owner"] in {"programs", "policy", "safety", "talk"}, intent
        assert about["neighbours"], intent
        assert set(about["neighbours"]) <= set(manifest) - {intent}, intent


def test_the_domain_knows_every_intent(manifest: dict[str, Any]) -> None:
    domain = yaml.safe_load((ROOT / "assistant" / "domain" / "intents.yml").read_text(encoding="utf-8"))
    assert set(manifest) <= set(domain["intents"])


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="../shared/eval is absent: nothing to compare with")
def test_no_evaluation_text_is_trained_on(examples: tuple[Example, ...]) -> None:
    lines = [line for path in EVALUATION.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    measured = {same_words(json.loads(line)["text"]) for line in lines}
    taken = sum(same_words(example.text) in measured for example in examples)
    assert measured
    assert taken == 0, f"{taken} training texts stand in an evaluation set; run the comparison and remove them"
