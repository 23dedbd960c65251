"""The message check: what may be sent, as rules that fail the build.

`faults_of_text` holds for every sentence that a person may read (also the rulebook's reasons); `faults_of_message`
adds what depends on the message: its segment budget, its one question, the words that machines act on. The lists stand
in `assistant/copy/plain.yml`, the plain words for them in docs/glossary.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml

from assistant.readability import sentences, words
from assistant.wording import budget
from sms.text import SmsText

WORDS_IN_SENTENCE: Final = 20
SENTENCES_BEFORE_QUESTION: Final = 2
QUESTION_CHARACTERS: Final = 300
QUESTION_SEGMENTS: Final = 2
ACCENTS: Final = frozenset("áíóúÁÍÓÚ")
"""The only characters outside the 7-bit alphabet that a text may hold, and only in Spanish."""
WITH_QUESTION: Final = frozenset({"welcome", "remind"})
"""Messages that end with a whole question of their own budget; their own sentences come before it."""

UNSPEAKABLE: Final = re.compile(r"\w\.(?:com|org|net|gov|us)\b|https?:|(?<![\d$,.])(?!20\d\d\b)\d{3,}(?![\d,])")
"""What a voice cannot read out: pages, and runs of digits other than a year of this century."""


@dataclass(frozen=True)
class Fault:
    """One broken rule: its name and what in the text breaks it."""

    rule: str
    detail: str


@dataclass(frozen=True)
class PlainRules:
    """The forbidden words, by language; `machine` maps a word to the messages that may hold it."""

    office: Mapping[str, Mapping[str, str]]
    promises: Mapping[str, tuple[str, ...]]
    allowed: tuple[str, ...]
    machine: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path) -> PlainRules:
        """Read `plain.yml`."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        machine = data["machine"]
        return cls(
            office=data["office"],
            promises={language: tuple(phrases) for language, phrases in data["promises"].items()},
            allowed=tuple(data["allowed"]),
            machine={word: tuple(machine["only_in"].get(word, ())) for word in machine["words"]},
        )

    @cached_property
    def _forbidden(self) -> dict[str, tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]]:
        """For each language: the name of the rule, one pattern with a group a phrase, and each phrase's remedy."""
        return {language: (self._office_words(language), self._promises(language)) for language in self.office}

    def _office_words(self, language: str) -> tuple[str, re.Pattern[str], tuple[str, ...]]:
        plain_words = tuple(f"say {plain!r}" for plain in self.office[language].values())
        return "office word", _any_phrase(self.office[language]), plain_words

    def _promises(self, language: str) -> tuple[str, re.Pattern[str], tuple[str, ...]]:
        phrases = self.promises[language]
        return "promise", _any_phrase(phrases), ("only the office decides",) * len(phrases)

    def faults_of_text(self, text: str, language: str) -> Iterator[Fault]:
        """Faults of any sentence in this language, wherever it is said."""
        yield from _characters(text, language)
        for sentence in sentences(text):
            if (count := len(words(sentence))) > WORDS_IN_SENTENCE:
                yield Fault("long sentence", f"{count} words: {sentence}")
        bare = _without(text, self.allowed)
        for rule, pattern, remedies in self._forbidden[language]:
            for found in pattern.finditer(bare):
                yield Fault(rule, f"{found.group()!r}: {remedies[(found.lastindex or 1) - 1]}")

    def faults_of_message(self, message_id: str, language: str, channel: str, body: str) -> Iterator[Fault]:
        """Faults of one rendered message; `body` is what the person gets, with its longest values."""
        yield from self.faults_of_text(body, language)
        yield from self._machine_words(message_id, body)
        if channel == "voice":
            yield from (Fault("not for the ear", found.group()) for found in UNSPEAKABLE.finditer(body))
        else:
            yield from _length(message_id, body)
        if "?" in body:
            yield from _question(message_id, body)

    def _machine_words(self, message_id: str, body: str) -> Iterator[Fault]:
        for word, only_in in self.machine.items():
            if message_id not in only_in and re.search(rf"(?<!\w){word}(?!\w)", body):
                yield Fault("machine word", f"{word}: carriers act on it, so it is never offered as an answer")


def faults_between(ids: Iterable[str], placeholders: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[Fault]:
    """Messages whose values differ from language to language; `placeholders` is by language, then by id."""
    for message_id in ids:
        named = {language: by_id[message_id] for language, by_id in placeholders.items()}
        if len(set(named.values())) > 1:
            shown = "; ".join(f"{language}: {', '.join(sorted(names)) or 'none'}" for language, names in named.items())
            yield Fault("values differ", f"{message_id}: {shown}")


def _characters(text: str, language: str) -> Iterator[Fault]:
    if any(mark in text for mark in "!¡"):
        yield Fault("exclamation mark", "a calm full stop is enough")
    allowed = ACCENTS if language == "es" else frozenset()
    for forcing in SmsText(text).forcing():
        if forcing.character not in allowed:
            yield Fault("costly character", f"{forcing.character!r}: write {forcing.replacement!r}")


def _length(message_id: str, body: str) -> Iterator[Fault]:
    question = "?" in body and message_id not in WITH_QUESTION
    most = QUESTION_SEGMENTS if question else budget(body)
    if (segments := SmsText(body).segments) > most:
        yield Fault("too long", f"{segments} segments of {most}, {SmsText(body).units} units")
    if question and len(body) > QUESTION_CHARACTERS:
        yield Fault("too long", f"{len(body)} characters of {QUESTION_CHARACTERS} in a question")


def _question(message_id: str, body: str) -> Iterator[Fault]:
    if (count := body.count("?")) > 1:
        yield Fault("two questions", f"{count} question marks")
    if not body.endswith("?"):
        yield Fault("question not last", "put the question at the end, so that it is what people answer")
    own = body.rsplit("\n", 1)[0] if message_id in WITH_QUESTION else body.rsplit("?", 1)[0]
    before = len(sentences(own)) - (0 if message_id in WITH_QUESTION else 1)
    if before > SENTENCES_BEFORE_QUESTION:
        yield Fault("long way to the question", f"{before} sentences before it")


def _any_phrase(phrases: Iterable[str]) -> re.Pattern[str]:
    """One group a phrase; a phrase that ends with * has any ending."""
    groups = (re.escape(phrase.removesuffix("*")) + (r"\w*" if phrase.endswith("*") else "") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'({group})' for group in groups)})(?!\w)", re.IGNORECASE)


def _without(text: str, allowed: Iterable[str]) -> str:
    for phrase in allowed:
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    return text
