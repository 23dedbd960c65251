"""A talk at the terminal: what was said, what the house made of it, what it answered.

`HouseConversation` takes the whole way of a real text or call: door, inbox, talk, outbox, with a store of its own.
`EngineConversation` speaks to the engine alone; state and facts stay in memory, and the state goes through JSON.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Protocol

from assistant.commands.errors import CommandError
from assistant.edge import Edge
from assistant.engine_client import EngineClient
from assistant.facts import CONFIRMED, SAID, Fact, Standing, standing
from assistant.outbox import Outbox
from assistant.protocol.codec import Json, to_json
from assistant.protocol.effects import Note, SetLanguage, ShowResults, StartOver, Withdraw
from assistant.protocol.state import State, read_state
from assistant.protocol.turn import Context, Learnt, Turn, TurnResult
from assistant.replies import Scene, compose_reply
from assistant.rules import RulePacks
from assistant.services import Services
from assistant.settings import Settings
from assistant.talk import Door, Talk
from assistant.unreadable import readable
from assistant.web.phone_network import PhoneNetwork
from assistant.wording import Words
from entitlements.values import FactValue, value_to_json
from sms.numbers import read_number

TESTER = read_number("+12025550123")
ANSWER_LIMIT_S = 60.0
VOICE, TEXT = "voice", "text"


@dataclass(frozen=True)
class Exchange:
    """One message and its answer. intent is "" where exact rules decided before the engine (STOP, danger, a photo)."""

    says: str
    hears: tuple[str, ...]
    intent: str
    action: str
    learnt: Mapping[str, Json] = field(default_factory=dict)
    effects: tuple[str, ...] = ()


class Conversation(Protocol):
    """Somebody to talk to."""

    def say(self, words: str) -> Exchange:
        """One message with its answer. Raises EngineError, CommandError."""
        ...


class RecordingEngine(EngineClient):
    """The engine's client that keeps the last result, so that a terminal can show what the store keeps sealed."""

    _last: TurnResult | None = None

    def turn(self, turn: Turn, limit_s: float = ANSWER_LIMIT_S) -> TurnResult:
        """See `EngineClient.turn`."""
        self._last = super().turn(turn, limit_s)
        return self._last

    def take_last(self) -> TurnResult | None:
        """The result of the newest turn, once; None when the engine was not asked since."""
        last, self._last = self._last, None
        return last


class HouseConversation:
    """See the module. `services` must send through `network`; `between` is called before each message."""

    def __init__(
        self, services: Services, network: PhoneNetwork, channel: str, language: str, between: Callable[[], None]
    ) -> None:
        self._services, self._network, self._channel, self._between = services, network, channel, between
        self._engine = RecordingEngine(services.settings.engine_socket)
        self._door = Door(services.store, services.edge, services.inbox_bell, language)
        self._talk = Talk(
            services.store, self._engine, services.words, services.rules, services.settings, services.edge,
            services.outbox_bell,
        )  # fmt: skip

    def say(self, words: str) -> Exchange:
        """See `Conversation.say`."""
        self._between()
        self._engine.take_last()
        hears = self._by_voice(words) if self._channel == VOICE else self._by_text(words)
        result = self._engine.take_last()
        if result is None:
            return Exchange(words, hears, "", "exact")
        return exchange(words, hears, result)

    def _by_text(self, words: str) -> tuple[str, ...]:
        before = len(self._network.shown(TESTER.e164))
        inbound = self._network.text_in(TESTER, words)
        self._door.receive(inbound)
        self._network.taken(inbound.provider_id)
        self._answer()
        shown = self._network.shown(TESTER.e164)[before:]
        return tuple(text.body for text in shown if not text.from_person)

    def _by_voice(self, words: str) -> tuple[str, ...]:
        services = self._services
        call = f"try-{services.edge.new_id()}"
        turn_id = self._door.take(call, TESTER.e164, TEXT, words, channel=VOICE)
        if turn_id is None:
            raise CommandError("the same call came twice; ids of this edge repeat, give it fresh ones")
        self._answer()
        with services.store.reading() as reading:
            return tuple(row.body for row in reading.outbox.of_turn(turn_id))

    def _answer(self) -> None:
        """Work until nothing waits any more: answered, sent and delivered."""
        until = time.monotonic() + ANSWER_LIMIT_S
        while time.monotonic() < until:
            while self._talk.handle_next():
                pass
            send_everything(self._services.outbox, self._network)
            with self._services.store.reading() as reading:
                if not reading.inbox.counts().get("waiting"):
                    return
            time.sleep(0.05)
        raise CommandError(f"no answer within {ANSWER_LIMIT_S:.0f} s; the engine is down or fails on this message")


def send_everything(outbox: Outbox, network: PhoneNetwork) -> None:
    """Send what waits, each text delivered before the next."""
    while outbox.send_next():
        network.deliver_now(outbox.record_status)
        network.deliver_now(outbox.record_status)


class EngineConversation:
    """See the module. `today` is the person's date in every turn."""

    def __init__(
        self, engine: EngineClient, words: Words, rules: RulePacks, settings: Settings, edge: Edge,
        *, today: date, channel: str, language: str,
    ) -> None:  # fmt: skip
        self._engine, self._words, self._rules, self._settings, self._edge = engine, words, rules, settings, edge
        self._today, self._channel, self._language = today, channel, language
        self._state: State | None = None
        self._facts: list[Fact] = []
        self._said_from = 0
        self._turns = count(1)

    def say(self, words: str) -> Exchange:
        """See `Conversation.say`."""
        turn_id = f"try-{next(self._turns)}"
        context = Context(self._today, self._channel, self._language, self._rules.pack(), turn_id)
        turn = Turn(readable(words), context, self._standing().rows(), self._state)
        result = self._engine.turn(turn)
        self._remember(result, turn_id)
        return exchange(words, self._worded(result, context.pack), result)

    def _standing(self) -> Standing:
        return standing(self._facts, self._said_from)

    def _remember(self, result: TurnResult, turn_id: str) -> None:
        """What the store would keep: state (through JSON), language and facts."""
        self._state = read_state(json.loads(json.dumps(result.state.to_json())))
        for effect in result.effects:
            match effect:
                case SetLanguage():
                    self._language = effect.language
                case StartOver():
                    self._said_from = len(self._facts)
                case Withdraw():
                    for name in effect.facts:
                        member, _, fact = name.partition(".")
                        self._note(member, fact, None, SAID, turn_id)
        corrected = corrected_facts(result)
        for row in result.learnt:
            how = CONFIRMED if row.confirmed or (row.member, row.fact) in corrected else SAID
            self._note(row.member, row.fact, row.value, how, turn_id, row)

    def _note(
        self, member: str, fact: str, value: FactValue | None, how: str, turn_id: str, row: Learnt | None = None
    ) -> None:
        position = len(self._facts) + 1
        words, reader, confidence = (row.words, row.reader, row.confidence) if row else ("", "", 1.0)
        self._facts.append(Fact(
            position, f"fact-{position}", member, fact, value, how, words, reader, confidence, turn_id, self._edge.now()
        ))  # fmt: skip

    def _worded(self, result: TurnResult, pack: str) -> tuple[str, ...]:
        known, state = self._standing(), self._standing().value("household", "state")
        values = self._rules.places(state if isinstance(state, str) else None)
        size = known.value("household", "size")
        values |= {"size": size} if isinstance(size, int) else {}
        scene = Scene(self._language, self._channel, self._edge.now(), self._settings.hours, values)
        shown = next((effect for effect in result.effects if isinstance(effect, ShowResults)), None)
        if shown is not None:
            because = self._rules.because(shown, known.rows(), self._today, pack, self._language)
            scene = replace(scene, because=because, notes=self._rules.notes(shown, pack, self._language))
        return compose_reply(result.effects, self._words, scene).bodies


def corrected_facts(result: TurnResult) -> frozenset[tuple[str, str]]:
    """(member, fact) of what the person corrected in this turn: it counts as confirmed."""
    notes = (effect for effect in result.effects if isinstance(effect, Note) and effect.corrected)
    return frozenset((heard.member, heard.fact) for note in notes for heard in note.values)


def exchange(words: str, hears: tuple[str, ...], result: TurnResult) -> Exchange:
    """A turn of the engine as a terminal or a golden file shows it."""
    learnt = {f"{row.member}.{row.fact}": to_json(value_to_json(row.value)) for row in result.learnt}
    kinds = tuple(effect.kind for effect in result.effects)
    return Exchange(words, hears, result.understood.intent, result.understood.action, learnt, kinds)
