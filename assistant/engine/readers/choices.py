"""One of the options offered: by its words, its number, its place ("the second one") or a word only it has."""

from __future__ import annotations

from typing import Optional, Sequence

from rapidfuzz.distance import OSA

from . import confidence
from .folding import Folded, plain
from .phrases import load_table
from .reading import Reading

_TABLE = load_table("choices")
_PLACES = _TABLE.only("place1", "place2", "place3", "place4", "place5", "place_last")
_NEGATION, _SEVERAL, _NONE = _TABLE.only("negation"), _TABLE.only("several"), _TABLE.only("none")
_SMALL_WORDS = _TABLE.only("small_words").vocabulary | frozenset("a y o u e i".split())
VOCABULARY = _TABLE.vocabulary
_OTHER_WORDS = load_table("option_words")
_LETTERS = "abcde"


def read_choice(heard: Folded, options: Sequence[str]) -> Optional[Reading]:
    """The option meant, as given; None when none is, unclear when two are named."""
    if not heard.words or not options:
        return None
    named = _by_words(heard, options)
    if len(named) == 1:
        index, sure = named[0]
        return _reading(heard, options[index], sure)
    if len(named) > 1:
        rest = tuple(options[index] for index, _ in named[1:])
        said = heard.quote(0, len(heard.words))
        return Reading("choice", options[named[0][0]], said, confidence.UNCLEAR, "several_named", rest)
    other = _by_other_words(heard, options)
    if len(other) == 1:
        sure = confidence.IMPLIED
        return Reading("choice", options[other[0]], heard.quote(0, len(heard.words)), sure)
    place = _by_place(heard, len(options))
    return None if place is None else _reading(heard, options[place[0]], place[1])


def _reading(heard: Folded, option: str, sure: float) -> Reading:
    reading = Reading("choice", option, heard.quote(0, len(heard.words)), sure)
    return (
        reading.at_most(confidence.UNCLEAR, "denied") if _NEGATION.first(heard) and sure < confidence.EXACT else reading
    )


def _words(option: str) -> list[str]:
    return plain("".join(char if char.isalnum() or char in "'’" else " " for char in option)).split()


def _by_words(heard: Folded, options: Sequence[str]) -> list[tuple[int, float]]:
    """Options whose own words stand in the message: all of them first, else words that only they have."""
    said = [word.text for word in heard.words]
    spelt = [[plain(heard.source[word.start : word.end]) for word in heard.words], said]
    whole = [index for index, option in enumerate(options) if any(_words(option) == words for words in spelt)]
    if whole:
        return [(whole[0], confidence.EXACT)]
    content = [[word for word in _words(option) if word not in _SMALL_WORDS] or _words(option) for option in options]
    scores = []
    for index, words in enumerate(content):
        others = {word for place, other in enumerate(content) if place != index for word in other}
        own = [word for word in words if word not in others]
        hits = [word for word in own if any(_same(word, text) for text in said)]
        shared = [word for word in words if word in others and any(_same(word, text) for text in said)]
        if hits:
            complete = len(hits) + len(shared) == len(words)
            scores.append((index, confidence.PLAIN if complete else confidence.COUNTED))
    return scores


def _by_other_words(heard: Folded, options: Sequence[str]) -> list[int]:
    """Options of which another word was said: "we lease it" is "rent". The most words win; a tie is no choice."""
    hits: dict[int, int] = {}
    for index, option in enumerate(options):
        names = {plain(option), *_words(option)}
        count = sum(hit.last - hit.first for hit in _OTHER_WORDS.hits(heard) if hit.label in names)
        if count:
            hits[index] = count
    most = max(hits.values(), default=0)
    return [index for index, count in hits.items() if count == most]


def _same(word: str, said: str) -> bool:
    """Equal, one a plural or a form of the other, or one spelling error apart."""
    if word == said or (
        min(len(word), len(said)) >= 4
        and (word.startswith(said) or said.startswith(word))
        and abs(len(word) - len(said)) <= 3
    ):
        return True
    return min(len(word), len(said)) >= 4 and OSA.distance(word, said) <= (1 if len(word) < 8 else 2)


def _by_place(heard: Folded, count: int) -> Optional[tuple[int, float]]:
    numbers = [int(word.number) for word in heard.words if word.number is not None and word.number == int(word.number)]
    if len(heard.words) == 1 and heard.words[0].text in _LETTERS[:count]:
        return _LETTERS.index(heard.words[0].text), confidence.PLAIN
    if len(numbers) == 1 and 1 <= numbers[0] <= count and len(heard.words) <= 4:
        return numbers[0] - 1, confidence.PLAIN
    labels = {hit.label for hit in _PLACES.hits(heard)}
    if len(labels) != 1 or len(heard.words) > 6:
        return None
    label = labels.pop()
    index = count - 1 if label == "place_last" else int(label[5:]) - 1
    return (index, confidence.PLAIN) if index < count else None
