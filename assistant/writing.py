"""Writes what a message led to, inside the one transaction of its turn."""

from __future__ import annotations

from dataclasses import asdict
from zoneinfo import ZoneInfo

from assistant.cases import OFFERED
from assistant.casework import note_set_aside, open_case, take_offer
from assistant.decision import MOMENT, REPLY, Decision, Outgoing
from assistant.edge import Edge
from assistant.facts import CONFIRMED, SAID, standing
from assistant.people import Person
from assistant.protocol.codec import to_json
from assistant.protocol.effects import Note, OpenCase, ShowResults, StartOver, Withdraw
from assistant.protocol.reasons import TURN_FAILED
from assistant.protocol.turn import TurnResult
from assistant.replies import Scene, Wording, human_next
from assistant.store import Transaction
from assistant.store.inbox import InboxMessage
from assistant.store.outbox import NewText
from assistant.store.talks import StoredDetermination, TalkRow


class Writer:
    """Turns a Decision into rows. The caller has checked the fence and commits."""

    def __init__(self, edge: Edge, zone: ZoneInfo) -> None:
        self._edge, self._zone = edge, zone

    def write(self, tx: Transaction, message: InboxMessage, person: Person, talk: TalkRow, decision: Decision) -> None:
        """Everything a message leads to: consent, cases, facts, state, texts, and the message done."""
        now = self._edge.now()
        if decision.erase:
            self._erase(tx, message, person, decision)
            return
        if decision.opt_out is not None:
            tx.people.stop(person.id, decision.opt_out, now)
            tx.outbox.withdraw_queued(person.id, now)
        if decision.opt_in:
            tx.people.start(person.id)
        if decision.opt_out is not None or decision.opt_in:
            tx.ledger.audit(now, "person", decision.why, person.id, message.id)
        if decision.language is not None:
            tx.people.set_language(person.id, decision.language)
        if decision.pending != person.pending:
            tx.people.set_pending(person.id, decision.pending)
        for wish in decision.cases:
            open_case(tx, self._edge, person.id, wish)
        for wish in decision.offers:
            open_case(tx, self._edge, person.id, wish, state=OFFERED)
        if decision.offer_taken:
            take_offer(tx, self._edge, person.id)
        understood = None
        if decision.result is not None:
            self._write_turn(tx, message, person, talk, decision.result, decision.pack)
            understood = asdict(decision.result.understood)
        self._unsay_moment(tx, message)
        self._send(tx, message, person, decision.texts)
        tx.inbox.done(message, now, understood or {"action": decision.why})

    def say(
        self, tx: Transaction, message: InboxMessage, person: Person, message_id: str, words: Wording, scene: Scene
    ) -> None:
        """One passing text (`moment`) of a turn that is not done yet."""
        body = words.render(message_id, scene.language, scene.channel, scene.values)
        self._send(tx, message, person, (Outgoing(body, MOMENT),))

    def set_aside(
        self, tx: Transaction, message: InboxMessage, person: Person, reason: str, words: Wording, scene: Scene
    ) -> None:
        """Nobody could answer: the message waits for a human, and the person is told so."""
        tx.inbox.set_aside(message, reason[:64], self._edge.now())
        case = open_case(tx, self._edge, person.id, OpenCase(TURN_FAILED, message.body, "day"))
        note_set_aside(tx, self._edge, case, message.id, reason)
        said = words.render("set_aside", scene.language, scene.channel, scene.values)
        self._unsay_moment(tx, message)
        bodies = words.compose((said, human_next(words, scene)))
        self._send(tx, message, person, tuple(Outgoing(body, REPLY) for body in bodies))

    def _erase(self, tx: Transaction, message: InboxMessage, person: Person, decision: Decision) -> None:
        now = self._edge.now()
        tx.erase(person.id, now, keep_number=bool(decision.texts))
        tx.ledger.audit(now, "person", "erased", person.id)
        self._send(tx, message, person, decision.texts)

    def _unsay_moment(self, tx: Transaction, message: InboxMessage) -> None:
        """A "one moment" that could not go in time is not said before the answer any more."""
        if message.told_moment:
            tx.outbox.withdraw_queued(message.person_id, self._edge.now(), kinds=(MOMENT,))

    def _send(self, tx: Transaction, message: InboxMessage, person: Person, texts: tuple[Outgoing, ...]) -> None:
        if texts:  # whoever texts us has a phone that is on: what waits for it is not to hold back the answer
            tx.outbox.wait_no_longer(person.id, self._edge.now())
        for text in texts:
            new = NewText(
                self._edge.new_id(), person.id, message.id, text.kind, text.urgency, text.body, text.segments,
                question=text.question, channel=message.channel,
            )  # fmt: skip
            tx.outbox.add(new, self._edge.now())

    def _write_turn(
        self, tx: Transaction, message: InboxMessage, person: Person, talk: TalkRow, result: TurnResult, pack: str
    ) -> None:
        """Facts, state and conclusion of an engine's turn."""
        now = self._edge.now()
        said_from = talk.said_from
        if any(isinstance(effect, StartOver) for effect in result.effects):
            said_from = tx.talks.newest_fact(person.id)
        self._withdraw(tx, message, person, result)
        corrected = {
            (heard.member, heard.fact)
            for effect in result.effects
            if isinstance(effect, Note) and effect.corrected
            for heard in effect.values
        }
        for row in result.learnt:
            confirmed = row.confirmed or (row.member, row.fact) in corrected
            tx.talks.record_fact(
                person.id, self._edge.new_id(), row.member, row.fact, row.value, CONFIRMED if confirmed else SAID, now,
                words=row.words, reader=row.reader, confidence=row.confidence, turn_id=message.id,
            )  # fmt: skip
        shown = [effect for effect in result.effects if isinstance(effect, ShowResults)]
        same_pack = pack == talk.pack and talk.pack_since is not None and not shown
        state = to_json(result.state)
        if not isinstance(state, dict):
            raise TypeError("a state is written as an object; the protocol has changed, change this too")
        tx.talks.save(person.id, TalkRow(
            talk.version + 1, state, pack, talk.pack_since if same_pack else now, now, said_from,
        ))  # fmt: skip
        if shown:
            self._conclude(tx, message, person, shown, pack, said_from)

    def _withdraw(self, tx: Transaction, message: InboxMessage, person: Person, result: TurnResult) -> None:
        for effect in result.effects:
            for name in effect.facts if isinstance(effect, Withdraw) else ():
                member, _, fact = name.partition(".")
                tx.talks.record_fact(
                    person.id, self._edge.new_id(), member, fact, None, SAID, self._edge.now(), turn_id=message.id
                )

    def _conclude(
        self,
        tx: Transaction,
        message: InboxMessage,
        person: Person,
        shown: list[ShowResults],
        pack: str,
        said_from: int,
    ) -> None:
        """Keep what was concluded with pack, day and the facts it stands on, so that it can be repeated."""
        now = self._edge.now()
        based_on = standing(tx.talks.facts(person.id), said_from)
        content = {"shown": [to_json(effect) for effect in shown], "facts": [fact.id for fact in based_on.facts]}
        tx.talks.conclude(person.id, StoredDetermination(
            self._edge.new_id(), message.id, now, pack, now.astimezone(self._zone).date(), content,
        ))  # fmt: skip
