"""The spine: one inbound message from door to reply.

The door writes the raw message to the inbox and answers. A worker claims a person, decides what the oldest message
leads to (with no transaction open while the engine works), and writes everything in one transaction that first checks
that nothing it was based on has changed.

TalkError
└── InboxUnavailable   the message could not be written within the door's time; the provider must keep it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import structlog

from assistant.bell import Bell
from assistant.decision import CONSENT, DANGER, REPLY, RESULT, Decision, outgoing
from assistant.edge import Edge
from assistant.engine_client import EngineClient, EngineDown, EngineError, EngineSlow, PackUnknown, StateUnreadable
from assistant.exact import Situation, decide_exactly
from assistant.facts import OWN_WORDS, Standing, standing
from assistant.patience import Patience
from assistant.people import STOP_ASKED, Fence, Pending, Person
from assistant.phrases import WordingError
from assistant.protocol.effects import Consent, Effect, OpenCase, Say, SetLanguage, ShowResults, StartOver, Withdraw
from assistant.protocol.errors import UnreadableState
from assistant.protocol.language import detect_language
from assistant.protocol.state import State, read_state
from assistant.protocol.turn import LANGUAGES, Context, FactRow, Turn, TurnResult
from assistant.replies import RepliesError, Scene, Wording, compose_reply
from assistant.settings import Settings
from assistant.store import FenceBroken, NotThere, Store, StoreUnavailable
from assistant.store.inbox import Claim, InboxMessage
from assistant.store.ledger import CLEAR_AFTER
from assistant.store.talks import TalkRow
from assistant.unreadable import readable
from assistant.writing import Writer
from entitlements.errors import RulesError
from sms.inbound import InboundText
from sms.limits import LIMITS

DOOR_LIMIT_S: Final = 4.0  # the provider gives up after some seconds; its retry and the sweep find what we refused
FAILURES_ALLOWED: Final = 3
STARTS_ALLOWED: Final = 12  # a message that takes its worker down with it does not come back for ever
PACK_KEPT: Final = timedelta(hours=24)

# what can be wrong with one turn: no usable answer, nothing to say, no words for it, rules that do not fit its facts
_TURN_FAULTS: Final = (EngineError, RepliesError, WordingError, RulesError)

log = structlog.get_logger()


class TalkError(Exception):
    """The spine could not do what it was asked."""


class InboxUnavailable(TalkError):
    """The message could not be written in time; answer 503 so that the provider keeps it."""


class Rules(Protocol):
    """What the talk needs of the rulebook."""

    def pack(self) -> str:
        """The SHA-256 of the pack for new talks."""
        ...

    def because(
        self, results: ShowResults, facts: Sequence[FactRow], on: date, pack: str, language: str
    ) -> dict[str, str]:
        """The rule's own reason against each unlikely program, in words."""
        ...

    def notes(self, results: ShowResults, pack: str, language: str) -> dict[str, str]:
        """The words of the rulebook's notes on these results, by note id."""
        ...

    def places(self, state: str | None) -> dict[str, object]:
        """Verified contacts of a state: `site` and `phone`, None where none is verified."""
        ...


class Door:
    """Takes messages in."""

    def __init__(self, store: Store, edge: Edge, bell: Bell, language: str = "en") -> None:
        self._store, self._edge, self._bell, self._language = store, edge, bell, language

    def receive(self, inbound: InboundText) -> None:
        """Write a text to the inbox; one that came before is silently the same. Raises InboxUnavailable."""
        self.take(
            inbound.provider_id, inbound.sender.e164, inbound.kind.value, inbound.body, channel="text",
            opt_out_type=inbound.opt_out_type.value if inbound.opt_out_type else None,
        )  # fmt: skip

    def take(
        self, provider_id: str, number: str, kind: str, body: str, *, channel: str, opt_out_type: str | None = None
    ) -> str | None:
        """Write a message of any channel; returns its inbox id, which is its turn's id, or None for a duplicate."""
        now = self._edge.now()
        try:
            with self._store.transaction(DOOR_LIMIT_S) as tx:
                if not tx.inbox.first_time(provider_id, now):
                    return None
                person = tx.people.arrive(number, self._language, self._edge.new_id(), now)
                message_id = self._edge.new_id()
                tx.inbox.add(message_id, person.id, kind, channel, body, opt_out_type, now)
                if channel == "text":
                    tx.ledger.body_at_provider(provider_id, person.id, now + CLEAR_AFTER)
                self._edge.point("door.writing")
        except StoreUnavailable as error:
            raise InboxUnavailable(
                "the inbox could not be written in time; answer 503 and let the sweep find it"
            ) from error
        self._edge.point("door.written")
        self._bell.ring()
        return message_id


@dataclass(frozen=True)
class _Work:
    """One claimed message with everything that its turn is based on."""

    claim: Claim
    message: InboxMessage
    person: Person
    talk: TalkRow
    facts: Standing
    earlier: tuple[datetime, ...]

    @property
    def fence(self) -> Fence:
        return Fence(self.claim.number, self.talk.version, self.person.consent, self.person.owner)


class Talk:
    """Answers messages, oldest first, one person at a time."""

    def __init__(
        self,
        store: Store,
        engine: EngineClient,
        words: Wording,
        rules: Rules,
        settings: Settings,
        edge: Edge,
        bell: Bell,
    ) -> None:
        self._store, self._engine, self._words, self._rules = store, engine, words, rules
        self._settings, self._edge, self._bell = settings, edge, bell
        self._patience = Patience().hurried(settings.haste)
        self._writer = Writer(edge, settings.zone)
        self._last_pack: str | None = None  # answers until the engine has loaded a pack that was just built

    def handle_next(self) -> bool:
        """Answer one message; False when none waits. Raises StoreUnavailable; then nothing was lost, try again."""
        work = self._claim()
        if work is None:
            return False
        self._edge.point("talk.claimed")
        try:
            self._answer(work)
        except (FenceBroken, NotThere) as changed:
            log.info("turn_thrown_away", turn_id=work.message.id, error=type(changed).__name__)
            self._release(work.claim)
        self._bell.ring()
        return True

    def _claim(self) -> _Work | None:
        now = self._edge.now()
        with self._store.reading() as tx:
            if not tx.inbox.anything_waits(now):
                return None
        with self._store.transaction() as tx:
            claim = tx.inbox.claim_next(now, now + self._patience.lease)
            if claim is None:
                return None
            message = tx.inbox.take_up(claim.person_id)
            if message is None:
                tx.inbox.release(claim, now)
                return None
            talk = tx.talks.load(claim.person_id)
            longest = max(limit.window for limit in LIMITS)
            return _Work(
                claim, message, tx.people.load(claim.person_id), talk,
                standing(tx.talks.facts(claim.person_id), talk.said_from),
                tx.inbox.times(claim.person_id, message.received_at - longest, message.position),
            )  # fmt: skip

    def _release(self, claim: Claim) -> None:
        with self._store.transaction() as tx:
            tx.inbox.release(claim, self._edge.now())

    def _answer(self, work: _Work) -> None:
        if work.message.starts > STARTS_ALLOWED:
            self._set_aside(work, "it stopped its worker again and again")
            return
        decision = decide_exactly(self._situation(work), self._words)
        if decision is None:
            try:
                decision = self._ask_engine(work)
            except _TURN_FAULTS as error:
                self._failed(work, error)
                return
        self._edge.point("talk.decided")
        self._write(work, decision)

    def _write(self, work: _Work, decision: Decision) -> None:
        with self._store.transaction() as tx:
            tx.check(work.claim, work.fence)
            self._writer.write(tx, work.message, work.person, work.talk, decision)
            tx.inbox.release(work.claim, self._edge.now())
            self._edge.point("talk.writing")
        self._edge.point("talk.written")
        if decision.erase:
            self._store.forget_freed_pages()
        log.info("turn", turn_id=work.message.id, why=decision.why, texts=len(decision.texts))

    def _situation(self, work: _Work) -> Situation:
        message, asked = work.message, None
        state = _stored_state(work.talk)
        if state is not None:
            asked = state.asked
        return Situation(
            message.body, message.kind, message.opt_out_type, message.received_at, work.person, self._edge.now(),
            work.earlier, asked, self._scene(work, work.person.language), self._languages(work),
            provider_answers=self._settings.opt_out_replies == "twilio", noticed=_noticed(work),
        )  # fmt: skip

    def _languages(self, work: _Work) -> tuple[str, ...]:
        """The languages of an exact rule's words: both, the one that seems theirs first, until a turn has shown it."""
        own = _noticed(work) or work.person.language
        return (own,) if work.talk.version else (own, *(other for other in LANGUAGES if other != own))

    def _scene(self, work: _Work, language: str, facts: Sequence[FactRow] | None = None) -> Scene:
        """What the words depend on; `facts` are those after the turn, so that its question knows what it learnt."""
        rows = work.facts.rows() if facts is None else facts
        told = {row.fact: row.value for row in rows if row.member == "household"}
        state, size = told.get("state"), told.get("size")
        values = {**self._rules.places(state if isinstance(state, str) else None)}
        if isinstance(size, int):
            values["size"] = size
        return Scene(language, work.message.channel, self._edge.now(), self._settings.hours, values)

    def _ask_engine(self, work: _Work) -> Decision:
        """One turn of the engine, worded. Raises one of _TURN_FAULTS."""
        limit_s = (self._patience.slow_turn if work.message.failures else self._patience.moment).total_seconds()
        state = _stored_state(work.talk)
        packs = dict.fromkeys((self._pack(work.talk), self._rules.pack(), self._last_pack or self._rules.pack()))
        for pack in packs:
            try:
                result = self._engine_turn(self._turn(work, pack, state), limit_s)
            except PackUnknown:
                log.warning("pack_not_loaded", pack=pack[:12])
                continue
            self._last_pack = pack
            return self._worded(work, result, pack)
        raise PackUnknown(409, "NoSuchPack")

    def _engine_turn(self, turn: Turn, limit_s: float) -> TurnResult:
        try:
            return self._engine.turn(turn, limit_s)
        except StateUnreadable:
            return self._engine.turn(replace(turn, state=None), limit_s)

    def _turn(self, work: _Work, pack: str, state: State | None) -> Turn:
        today = self._edge.now().astimezone(self._settings.zone).date()
        context = Context(today, work.message.channel, work.person.language, pack, work.message.id)
        return Turn(readable(work.message.body), context, work.facts.rows(), state)

    def _pack(self, talk: TalkRow) -> str:
        """A talk keeps its pack for a day, so that its rules do not change between two questions."""
        current = self._rules.pack()
        if not talk.pack or talk.pack_since is None or self._edge.now() - talk.pack_since > PACK_KEPT:
            return current
        return talk.pack

    def _worded(self, work: _Work, result: TurnResult, pack: str) -> Decision:
        language = next((e.language for e in result.effects if isinstance(e, SetLanguage)), None)
        facts = _facts_after(work.facts, result)
        scene = self._scene(work, language or work.person.language, facts)
        shown = next((effect for effect in result.effects if isinstance(effect, ShowResults)), None)
        if shown is not None:
            today = scene.at.astimezone(self._settings.zone).date()
            because = self._rules.because(shown, facts, today, pack, scene.language)
            scene = replace(scene, because=because, notes=self._rules.notes(shown, pack, scene.language))
        reply = compose_reply(result.effects, self._words, scene)
        stop_asked = any(isinstance(effect, Consent) and effect.wish == "stop" for effect in result.effects)
        return Decision(
            result.understood.action, texts=outgoing(reply.bodies, _kind(result.effects), asks=reply.asks),
            result=result, pack=pack, language=language,
            cases=tuple(effect for effect in result.effects if isinstance(effect, OpenCase)),
            pending=Pending(STOP_ASKED, scene.at) if stop_asked else None,
        )  # fmt: skip

    def _failed(self, work: _Work, error: Exception) -> None:
        """Try again later, tell a waiting person once, and after three failures let a human look."""
        gone = isinstance(error, EngineDown | PackUnknown)  # neither is the message's fault
        now, message = self._edge.now(), work.message
        waited = now - message.received_at
        log.warning("turn_failed", turn_id=message.id, error=type(error).__name__, failures=message.failures)
        if gone and waited > self._patience.engine_gone:
            self._set_aside(work, "the engine was away too long")
            return
        if not gone and message.failures + 1 >= FAILURES_ALLOWED:
            self._set_aside(work, f"the engine failed three times, the last time with {type(error).__name__}")
            return
        slow = isinstance(error, EngineSlow) or waited >= self._patience.moment
        tell = slow and not message.told_moment
        with self._store.transaction() as tx:
            tx.check(work.claim, work.fence)
            if tell:
                self._writer.say(
                    tx, message, work.person, "moment", self._words, self._scene(work, work.person.language)
                )
            pause = self._patience.retry * (1 if gone else 2**message.failures)
            tx.inbox.try_later(message, now + pause, failed=not gone, told_moment=tell)
            tx.inbox.release(work.claim, now)

    def _set_aside(self, work: _Work, reason: str) -> None:
        log.error("message_set_aside", turn_id=work.message.id, reason=reason)
        with self._store.transaction() as tx:
            tx.check(work.claim, work.fence)
            self._writer.set_aside(
                tx, work.message, work.person, reason, self._words, self._scene(work, work.person.language)
            )
            tx.inbox.release(work.claim, self._edge.now())


def _facts_after(facts: Standing, result: TurnResult) -> tuple[FactRow, ...]:
    """What counts once this turn is written, as the engine has reckoned it."""
    started_over = any(isinstance(effect, StartOver) for effect in result.effects)
    gone = {name for effect in result.effects if isinstance(effect, Withdraw) for name in effect.facts}
    rows = {
        (row.member, row.fact): row
        for row in facts.rows()
        if f"{row.member}.{row.fact}" not in gone and not (started_over and row.how in OWN_WORDS)
    }
    learnt = {(row.member, row.fact): FactRow(row.member, row.fact, row.value) for row in result.learnt}
    return tuple({**rows, **learnt}.values())


def _noticed(work: _Work) -> str | None:
    """The language of a message that comes before any turn of the engine; afterwards the engine says which it is."""
    return None if work.talk.version else detect_language(work.message.body)


def _stored_state(talk: TalkRow) -> State | None:
    """The state to go on from; one that this release cannot read starts the talk anew from the facts."""
    if talk.state is None:
        return None
    try:
        return read_state(talk.state)
    except UnreadableState:
        log.warning("state_unreadable")
        return None


def _kind(effects: tuple[Effect, ...]) -> str:
    if any(isinstance(effect, OpenCase) and effect.urgency != "day" for effect in effects):
        return DANGER
    if any(isinstance(effect, Consent) for effect in effects):
        return CONSENT
    told = any(isinstance(e, ShowResults) or (isinstance(e, Say) and e.message.startswith("apply.")) for e in effects)
    return RESULT if told else REPLY
