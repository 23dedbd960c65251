"""One message understood: readers and classifier joined by one table of reasons into intent, facts and what to do.

`understand` is pure. The readers decide values and overrule the classifier's doubt (a bare "3" scores low there); the
classifier decides what nobody can list. Order of precedence: danger, stop, then `_RULES` from top to bottom. Words of
danger and of consent are the app's business: its exact rules decide before the engine is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Callable, Mapping, Optional, Sequence

from assistant.engine.readers import confidence, control
from assistant.engine.readers.asking import (
    COUNTING_FACTS,
    INCOME_FIELDS,
    YES_NO_FACTS,
    Asked,
    least_sure,
    read_answer,
    read_stated,
    vocabulary_for,
)
from assistant.engine.readers.correcting import corrects, may_correct, without_wrong_value
from assistant.engine.readers.folding import Folded
from assistant.engine.readers.household import counts_people
from assistant.engine.readers.numbers import fold, number_is_amid_code, number_is_loose, number_may_be_cut
from assistant.engine.readers.product import ProductFact, asked_for, product_facts
from assistant.engine.readers.reading import Reading, value_to_json
from assistant.engine.readers.topics import ASKING, NEEDING, read_topics
from assistant.engine.readers.yes_no import read_yes_no

__all__ = ["Asked", "ProductFact", "Understanding", "asked_for", "read_product_facts", "understand"]

Ranking = Sequence[tuple[str, float]]
NEED = "need_"
_CRISES = ("crisis_self_harm", "crisis_violence", "crisis_hunger")
_HARMLESS = ("greet", "thanks", "bye", "out_of_scope", "help", "repeat", "unsure")
"""A wrong guess at these costs the person nothing but a sentence."""
_WEAK_CONTROLS = ("skip", "unsure", "repeat", "back", "restart", "start", "help", "out_of_scope")
_PASSING = 0.10
"""The share of the ranking that a question beside an answer must have to count as asked."""
_FEW_WORDS = 8
"""In more words than these a topic may be named in passing."""


@dataclass(frozen=True)
class Understanding:
    """What a message means and what to do with it.

    `facts` are in the JSON form of the understanding vocabulary, `readings` the same with their source words.
    `action`: accept, confirm (read back), clarify (ask in other words) or human; `reason` names why, in one word.
    """

    intent: str
    topics: tuple[str, ...]
    readings: tuple[Reading, ...]
    confidence: float
    action: str
    reason: str

    @property
    def facts(self) -> Mapping[str, Any]:
        """Fact name to value, in the JSON form of the understanding vocabulary."""
        return {reading.fact: value_to_json(reading.value) for reading in self.readings}

    def to_json(self) -> dict[str, Any]:
        """The answer form that the understanding score reads."""
        return {
            "intent": self.intent,
            "topics": list(self.topics),
            "facts": dict(self.facts),
            "confidence": round(self.confidence, 3),
            "action": self.action,
            "reason": self.reason,
        }


def understand(text: str, asked: Optional[Asked], ranking: Ranking, today: date, language: str) -> Understanding:
    """What `text` means as a reply to `asked` (None: nothing was asked yet).

    `ranking` is the classifier's intents with probabilities, best first; empty when there is no classifier.
    """
    message = _Message(text, asked, ranking, today, language)
    for rule in _RULES:
        understood = rule(message)
        if understood is not None:
            return understood
    return _outcome("unclear", confidence.UNCLEAR, "nothing_understood")


def read_product_facts(question_id: Optional[str], understanding: Understanding) -> tuple[ProductFact, ...]:
    """The readings as facts of the rulebook, for the open question and volunteered besides."""
    return product_facts(question_id, understanding.readings)


class _Message:
    """One message with everything the rules look at, each read once."""

    def __init__(self, text: str, asked: Optional[Asked], ranking: Ranking, today: date, language: str) -> None:
        self.asked, self.today = asked, today
        self.heard = fold(
            text, language, vocabulary_for(asked), counting=asked is not None and asked.fact in COUNTING_FACTS
        )
        self.chances: dict[str, float] = {}
        self.need_chances: dict[str, float] = {}
        for intent, chance in ranking:
            if intent.startswith(NEED):
                self.need_chances[intent[len(NEED) :]] = chance
                self.chances["need"] = self.chances.get("need", 0.0) + chance
            else:
                self.chances[intent] = self.chances.get(intent, 0.0) + chance
        self.answer = read_answer(self.heard, asked, today) if asked else ()
        self.whole = control.whole_intent(self.heard, after_a_question=asked is not None)
        self.phrases = tuple(dict.fromkeys(hit.label for hit in control.phrases_within(self.heard)))
        self.topics = read_topics(self.heard)

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest intent; ("", 0.0) without a classifier."""
        return max(self.chances.items(), key=lambda row: row[1], default=("", 0.0))

    def chance(self, intent: str) -> float:
        return self.chances.get(intent, 0.0)

    @property
    def mostly_numbers(self) -> bool:
        """True when half the words are numbers: whatever it is, it is an answer we could not read."""
        numbers = sum(word.number is not None for word in self.heard.words)
        return numbers >= 2 and numbers * 2 >= len(self.heard.words)

    @property
    def says_yes_or_no_of_something_else(self) -> bool:
        """True for a yes or no that did not answer the yes/no question: "yes we pay the heat"."""
        if self.answer or self.asked is None or self.asked.fact not in YES_NO_FACTS:
            return False
        return read_yes_no(self.heard) is not None

    @property
    def has_value(self) -> bool:
        """True when the answer holds a value sure enough to stand for itself."""
        return bool(self.answer) and least_sure(self.answer) >= confidence.CONFIRM

    @property
    def answers_by_words(self) -> bool:
        """True for a yes or no, which the same words may also say of something else."""
        return all(isinstance(reading.value, bool) for reading in self.answer)

    def with_stated(self, in_need: bool = False) -> tuple[Reading, ...]:
        """The answer and what was told besides."""
        known = {reading.fact for reading in self.answer}
        stated = read_stated(self.heard, self.asked, self.today, in_need)
        if known & {"income", "incomes", "no_income"}:
            known |= {"income", "incomes", "no_income"}
        return self.answer + tuple(reading for reading in stated if reading.fact not in known)


def _outcome(
    intent: str, sure: float, reason: str, readings: tuple[Reading, ...] = (), topics: tuple[str, ...] = ()
) -> Understanding:
    """The understanding with the action its confidence earns."""
    action = "accept" if sure >= confidence.ACCEPT else "confirm" if sure >= confidence.CONFIRM else "clarify"
    if intent in ("human", *_CRISES):
        action = "human" if sure >= confidence.CONFIRM or intent != "human" else "clarify"
    return Understanding(intent, topics, readings, sure, action, reason)


def _nothing_said(message: _Message) -> Optional[Understanding]:
    """No word, or pictures of which only some are known: 😭🙏 begs, it does not thank."""
    if not message.heard.words:
        return _outcome("unclear", 0.0, "nothing_said")
    if message.heard.is_pictures and not message.has_value:
        return _outcome("unclear", 0.0, "unknown_pictures")
    return None


def _danger(message: _Message) -> Optional[Understanding]:
    """Danger that the classifier suspects; no facts are taken (L4). The app's exact rules have spoken before."""
    if message.has_value and not message.answers_by_words:
        return None
    likeliest = max(_CRISES, key=message.chance)
    line = confidence.CLASSIFIER_DANGER_AGAINST if message.has_value or message.topics else confidence.CLASSIFIER_DANGER
    if message.chance(likeliest) < max(line, confidence.DANGER_OVER_STRANGER * message.chance("out_of_scope")):
        return None
    return _outcome(likeliest, message.chance(likeliest), "danger_likely")


def _stop(message: _Message) -> Optional[Understanding]:
    """Opting out: a whole-message word, a phrase, or the classifier when no answer stands against it."""
    if "wrong_number" in message.phrases and "stop" not in message.phrases:
        return None
    if message.whole == "stop":
        return _outcome("stop", confidence.EXACT, "whole_message")
    if "stop" in message.phrases:
        sure = message.chance("stop") >= _PASSING or not message.chances
        return _outcome("stop", confidence.PLAIN if sure else confidence.HEDGED, "phrase")
    if message.chance("stop") >= confidence.CLASSIFIER_ACCEPT and not message.has_value:
        return _outcome("stop", message.chance("stop"), "classifier")
    return None


def _whole_message(message: _Message) -> Optional[Understanding]:
    """A command, a greeting or a shrug that is all the message says, unless it answers the question."""
    if message.whole is None or (message.has_value and message.whole not in ("skip", "back", "restart")):
        return None
    if message.whole == "unclear":
        return _outcome("unclear", confidence.UNCLEAR, "says_neither")
    return _outcome(message.whole, confidence.EXACT, "whole_message")


def _person_and_language(message: _Message) -> Optional[Understanding]:
    """Wrong number, somebody else, another language."""
    language = control.read_language(message.heard) if "language" in message.phrases else None
    if language is not None and not message.has_value:
        return _outcome("language", language.confidence, "phrase", (language,))
    for intent in ("wrong_number", "someone_else"):
        if intent in message.phrases and not message.has_value:
            return _agreed(message, intent)
    return None


def _agreed(message: _Message, intent: str, readings: tuple[Reading, ...] = ()) -> Understanding:
    """An intent found by a phrase, surer when the classifier does not speak against it."""
    best, chance = message.best
    against = best not in ("", intent, "answer", "unclear") and chance >= confidence.CLASSIFIER_ACCEPT
    sure = confidence.HEDGED if against else confidence.PLAIN if best == intent else confidence.IMPLIED
    if readings:
        sure = min(sure, least_sure(readings))
    return _outcome(intent, sure, "phrase_against_classifier" if against else "phrase", readings)


def _correction(message: _Message) -> Optional[Understanding]:
    """A change of something told before; the new value is read without the words that repeat the old one."""
    heard = message.heard
    strong = corrects(heard)
    if not strong and not (may_correct(heard) and message.chance("correct") >= _PASSING):
        return None
    rest = without_wrong_value(heard)
    readings = _new_values(message, rest)
    if not readings:
        return (
            _outcome("correct", confidence.UNCLEAR, "correction_without_value")
            if strong and message.chance("correct") >= confidence.CLASSIFIER_CONFIRM
            else None
        )
    asked_again = message.asked is not None and any(reading.fact == message.asked.fact for reading in readings)
    if not strong and (asked_again or message.asked is not None):
        return None
    return _outcome("correct", min(least_sure(readings), confidence.PLAIN), "corrects", readings)


_GUESS_ORDER = ("household_size", "income", "age")


def _new_values(message: _Message, rest: Folded) -> tuple[Reading, ...]:
    """What a correction now says: facts with their unit first, then the open question, then a bare household."""
    stated = read_stated(rest, None, message.today)
    if stated:
        return stated
    if message.asked is not None and message.asked.fact not in YES_NO_FACTS and not counts_people(message.heard):
        again = read_answer(rest, message.asked, message.today)
        return tuple(reading.at_most(confidence.HEDGED, "which_answer_changes") for reading in again)
    for fact in _GUESS_ORDER:
        guessed = tuple(
            reading
            for reading in read_answer(rest, Asked(fact), message.today)
            if reading.confidence > confidence.HEDGED
        )
        if guessed:
            return guessed
    return ()


def _question(message: _Message) -> Optional[Understanding]:
    """A question or a fear; an answer beside it keeps its facts (L4)."""
    asked_for_it = [intent for intent in control.QUESTIONS if _is_asked(message, intent)]
    if not asked_for_it:
        return None
    intent = max(asked_for_it, key=message.chance) if message.chances else asked_for_it[0]
    readings = _kept(message)
    if (
        message.asked is not None
        and message.asked.fact in INCOME_FIELDS | {"rent", "savings"}
        and not message.has_value
    ):
        readings = ()
    return (
        _agreed(message, intent, readings)
        if intent in message.phrases
        else _outcome(intent, message.chance(intent), "classifier", readings)
    )


def _kept(message: _Message) -> tuple[Reading, ...]:
    """The answer beside a question, when it stands on its own."""
    return message.with_stated() if message.has_value else ()


def _is_asked(message: _Message, intent: str) -> bool:
    chance = message.chance(intent)
    if intent in message.phrases:
        line = max(_PASSING, message.chance("answer")) if message.has_value else _PASSING
        return message.heard.asks or chance >= line or not message.chances
    if message.has_value:
        return False
    return chance >= confidence.CLASSIFIER_OVERRULES_TOPIC


def _control(message: _Message) -> Optional[Understanding]:
    """Skip, unsure, repeat, back, restart by a phrase inside a longer message."""
    for intent in _WEAK_CONTROLS:
        if intent not in message.phrases:
            continue
        if message.answer and not message.answers_by_words and intent == "unsure":
            continue
        guessed = message.has_value and (
            least_sure(message.answer) <= confidence.ASSUMED
            or (message.answers_by_words and message.chance(intent) >= _PASSING)
        )
        if message.has_value and not guessed:
            continue
        if (
            intent != "out_of_scope"
            and message.topics
            and NEEDING.first(message.heard)
            and message.chance("need") > message.chance(intent)
        ):
            continue
        return _agreed(message, intent)
    return None


def _answer(message: _Message) -> Optional[Understanding]:
    """The answer to what was asked, and what was told besides."""
    if not message.answer:
        return None
    readings = message.with_stated()
    if number_may_be_cut(message.heard) and not message.answers_by_words:
        readings = tuple(reading.at_most(confidence.HEDGED, "number_may_be_cut") for reading in readings)
    if number_is_loose(message.heard) and not message.answers_by_words:
        readings = tuple(reading.at_most(confidence.UNCLEAR, "number_is_loose") for reading in readings)
    if number_is_amid_code(message.heard):
        readings = tuple(reading.at_most(confidence.UNCLEAR, "number_is_amid_code") for reading in readings)
    sure = least_sure(readings)
    best, chance = message.best
    if best in _WEAK_CONTROLS and chance >= confidence.CLASSIFIER_SURE and sure <= confidence.IMPLIED:
        return _outcome(best, chance, "classifier")
    reason = min(readings, key=lambda reading: reading.confidence).reason or "reader"
    if message.answers_by_words and message.asked is not None and message.asked.fact in YES_NO_FACTS:
        best, chance = message.best
        if (
            best not in ("answer", "unclear", "")
            and chance >= confidence.CLASSIFIER_ACCEPT
            and sure < confidence.EXACT
            and len(message.heard.words) > 4
        ):
            if best == "need" and message.topics and sure <= confidence.IMPLIED and ASKING.first(message.heard):
                return None
            sure, reason = min(sure, confidence.HEDGED), "classifier_against"
    return _outcome("answer", sure, reason, readings)


def _need(message: _Message) -> Optional[Understanding]:
    """What help is wanted, one topic or several, with the facts told about oneself."""
    topics = message.topics
    likely = tuple(topic for topic, chance in message.need_chances.items() if chance >= 0.25)
    wanted = message.chance("need")
    if message.says_yes_or_no_of_something_else and not ASKING.first(message.heard):
        return None
    if not topics and (wanted < confidence.CLASSIFIER_CONFIRM or not likely):
        return None
    if topics and not (NEEDING.first(message.heard) or len(message.heard.words) <= 3 or wanted >= _PASSING):
        return None
    if _is_no_business_of_ours(message):
        return None
    best, chance = message.best
    if best not in ("need", "answer", "") and chance >= confidence.CLASSIFIER_ACCEPT and wanted < _PASSING:
        return None
    readings = read_stated(message.heard, message.asked, message.today, in_need=True)
    if not topics:
        return _outcome("need", wanted, "classifier", readings, likely)
    agree = set(topics) & set(likely) or not message.chances or wanted >= confidence.CLASSIFIER_CONFIRM
    sure = min(confidence.PLAIN if agree else confidence.HEDGED, least_sure(readings) if readings else 1.0)
    return _outcome("need", sure, "topic_words" if agree else "classifier_against", readings, topics)


def _is_no_business_of_ours(message: _Message) -> bool:
    """True when the words of a need stand in a message that may well be out of scope."""
    if message.topics and ASKING.first(message.heard):
        times = confidence.NEED_ASKED_OVER_STRANGER
    elif message.topics and len(message.heard.words) <= _FEW_WORDS:
        times = confidence.NEED_NAMED_OVER_STRANGER
    else:
        times = confidence.NEED_OVER_STRANGER
    return message.chance("need") < times * message.chance("out_of_scope")


def _told(message: _Message) -> Optional[Understanding]:
    """Facts told without having been asked for."""
    readings = read_stated(message.heard, message.asked, message.today)
    if not readings or number_is_amid_code(message.heard):
        return None
    best, chance = message.best
    if (
        message.asked is None
        and best not in ("answer", "need", "correct", "")
        and chance >= confidence.CLASSIFIER_CONFIRM
    ):
        return None
    return _outcome("answer", min(least_sure(readings), confidence.COUNTED), "told_besides", readings)


def _classified(message: _Message) -> Optional[Understanding]:
    """What only the classifier knows."""
    best, chance = message.best
    if best in ("", "answer", "unclear", "need", "correct", "language", *_CRISES) or message.mostly_numbers:
        return None
    line = confidence.CLASSIFIER_HARMLESS if best in _HARMLESS else confidence.CLASSIFIER_CONFIRM
    if chance < line:
        return None
    return _outcome(
        best, chance if chance < confidence.CLASSIFIER_ACCEPT else max(chance, confidence.ACCEPT), "classifier"
    )


def _phrase_alone(message: _Message) -> Optional[Understanding]:
    """A phrase that nothing above claimed."""
    for intent in message.phrases:
        if intent != "language":
            return _agreed(message, intent)
    return None


_RULES: tuple[Callable[[_Message], Optional[Understanding]], ...] = (
    _nothing_said,
    _danger,
    _stop,
    _whole_message,
    _person_and_language,
    _correction,
    _question,
    _control,
    _answer,
    _need,
    _phrase_alone,
    _told,
    _classified,
)
