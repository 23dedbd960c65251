"""The talk as a pure function: Rasa decides which rule runs, our actions decide values, questions and effects."""
from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from assistant.engine.errors import EmptyTurn, NoRuleRan, NoSuchPack
from assistant.engine.facts import take_facts
from assistant.engine.local_actions import LocalActions, check_action_results_once
from assistant.engine.readers.asking import Asked as AskedFact
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.product import asked_for
from assistant.engine.tracker import OneTurnStore, tracker_for
from assistant.engine.understanding import Understanding, understand
from assistant.engine.work import Bench, Work
from assistant.protocol.effects import Ask, Consent, OfferHuman, OpenCase, ReadBack, Say, SetLanguage, ShowResults
from assistant.protocol.language import detect_language
from assistant.protocol.state import RESULTS, START, State
from assistant.protocol.turn import Turn, TurnResult, Understood
from entitlements.rulebook import Rulebook
from entitlements.values import Absent

_MORE = frozenset("more mas next siguiente rest".split())
_SPEAKS = (Say, Ask, ReadBack, ShowResults, OfferHuman, OpenCase, Consent)
_YES_NO = AskedFact("yes_no")


class Dialogue:
    """One loaded dialogue model with the rule packs it may be asked about. Not for two turns at once."""

    def __init__(self, model: Path, rulebooks: Mapping[str, Rulebook]) -> None:
        check_action_results_once()
        self._bench = Bench()
        self._rulebooks = rulebooks
        self._agent = Agent.load(str(model), action_endpoint=LocalActions(self._bench))
        self._store = OneTurnStore(self._agent.processor.domain)
        self._agent.processor.tracker_store = self._store
        self._agent.processor.on_circuit_break = self._note_endless_rules
        self._endless = False

    async def turn(self, turn: Turn) -> TurnResult:
        """Run one turn.

        Raises NoSuchPack for a pack that is not loaded, EmptyTurn when nothing would be said (a fault in the flows).
        """
        work = await self._prepare(turn)
        self._bench.lay(work)
        try:
            await self._run_rules(work)
        finally:
            self._bench.clear()
        if turn.state is not None and turn.state.offer and not any(isinstance(e, OfferHuman) for e in work.effects):
            work.change(offer=None)  # an offer stands for one message
        if not any(isinstance(effect, _SPEAKS) for effect in work.effects):
            raise EmptyTurn(f"turn {turn.context.turn_id}: intent {work.understanding.intent!r} led to no words")
        heard = work.understanding
        return TurnResult(
            work.state, tuple(work.learnt), tuple(work.effects),
            Understood(heard.intent, heard.confidence, heard.action, heard.reason),
        )  # fmt: skip

    async def ranking(self, text: str) -> Tuple[Tuple[str, float], ...]:
        """The classifier's intents with their probabilities, best first. A leading slash never becomes a command."""
        plain = text.strip().lstrip("/").strip()
        if not plain:
            return ()
        parsed = await self._agent.processor.parse_message(UserMessage(plain, CollectingOutputChannel(), "parse"))
        return tuple((row["name"], float(row["confidence"])) for row in parsed.get("intent_ranking", ()))

    async def understand(self, text: str, asked: Optional[AskedFact], today: date, language: str) -> Understanding:
        return understand(text, asked, await self.ranking(text), today, language)

    async def _prepare(self, turn: Turn) -> Work:
        rulebook = self._rulebooks.get(turn.context.pack)
        if rulebook is None:
            raise NoSuchPack(f"rule pack {turn.context.pack[:12]!r} is not loaded; build it and restart the engine")
        state = with_known_question(turn.state or State(), rulebook)
        work = Work(turn, state, await self._understand_in_talk(turn, state), rulebook)
        notice_language(work)
        take_facts(work)
        return work

    async def _understand_in_talk(self, turn: Turn, state: State) -> Understanding:
        """A pending read-back or offer wants a yes or no; what is no such answer is read for the open question."""
        if looks_like_a_command(turn.message):
            return Understanding("unclear", (), (), 0.0, "clarify", "command")
        if state.phase == RESULTS and asks_for_more(turn.message):
            return Understanding("more", (), (), 1.0, "accept", "results_word")
        size_is_known = any(row.fact == "size" and not isinstance(row.value, Absent) for row in turn.facts)
        asked = asked_for(state.asked.question, size_is_known) if state.asked is not None else None
        ranking = await self.ranking(turn.message)
        today, language = turn.context.today, turn.context.language
        if state.held or state.offer is not None:
            heard = understand(turn.message, _YES_NO, ranking, today, language)
            if "yes_no" in heard.facts and len(heard.facts) == 1:
                return heard
        return understand(turn.message, asked, ranking, today, language)

    async def _run_rules(self, work: Work) -> None:
        conversation = secrets.token_hex(8)
        processor = self._agent.processor
        intent = {"name": intent_for_rules(work.understanding), "confidence": work.understanding.confidence}
        message = UserMessage(
            work.turn.message, CollectingOutputChannel(), conversation,
            parse_data={"text": work.turn.message, "intent": intent, "entities": [], "intent_ranking": [intent]},
        )  # fmt: skip
        try:
            self._store.lay(tracker_for(conversation, work.state, bool(work.learnt), processor.domain))
            self._endless = False
            await processor.handle_message(message)
        finally:
            self._store.clear()
        if self._endless:
            raise NoRuleRan(f"intent {intent['name']!r}: Rasa found no end; a rule in assistant/flows/ lacks a step")

    def _note_endless_rules(self, *_: Any) -> None:
        """Rasa stopped after its share of predictions; its answer would be the same words many times."""
        self._endless = True


def with_known_question(state: State, rulebook: Rulebook) -> State:
    """A question that the rules no longer have is no open question: after a new pack the talk goes on without it."""
    known = {question.id for question in rulebook.questions()}
    asked = state.asked if state.asked is not None and state.asked.question in known else None
    return replace(state, asked=asked, trail=tuple(question for question in state.trail if question in known))


def intent_for_rules(heard: Understanding) -> str:
    """What is too unsure to act on is, for the rules, a message nobody could tell."""
    return "unclear" if heard.action == "clarify" else heard.intent


def looks_like_a_command(message: str) -> bool:
    """`/restart`, `/inform{...}`: Rasa's own commands mean nothing here, and are no wish of the person's either."""
    return re.match(r"\s*/+[A-Za-z]", message) is not None


def asks_for_more(message: str) -> bool:
    """The one word that the results themselves offer; it is a command only after them."""
    return fold(message, "en").core_line.strip() in _MORE


def notice_language(work: Work) -> None:
    """The first message decides the language when it is clearly in the other one; later only a request does."""
    if work.state.phase != START or work.state.greeted:
        return
    found = detect_language(work.turn.message)
    if found is not None and found != work.turn.context.language:
        work.add(SetLanguage(found))
