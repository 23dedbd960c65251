"""What must reach somebody, exactly once.

A text is marked before it is handed to the provider and recorded after. Between the two nobody knows whether it went;
then the status callback decides (our id is in its address), else the provider's list, and only a text that is proved
not to be there is sent again. The one exception is the open question: it may be asked once more without proof.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from assistant.bell import Bell
from assistant.decision import CONSENT, FIRST, LAST
from assistant.edge import Edge
from assistant.patience import Patience
from assistant.people import ASSISTANT, BLOCKED
from assistant.settings import Settings
from assistant.store import NotThere, Store, Transaction
from assistant.store.ledger import CLEAR_AFTER
from assistant.store.outbox import FAILED, QUEUED, SENDING, UNCLEAR, UNPROVED, WITH_PROVIDER, WITHDRAWN, OutboxRow
from sms.bucket import Bucket
from sms.errors import SendError, error_for_code
from sms.numbers import PhoneNumber, read_number
from sms.sender import ListedText, OutboundText, ProviderUnavailable, Sender, Sent
from sms.status import DeliveryStatus, advance
from sms.text import gsm_safe

BUCKET: Final = "sender"
CAP_TOLD: Final = "spend_cap_told"
BUCKET_SECONDS: Final = 10.0  # how many seconds' worth of segments may be saved up
REMINDER_RESERVE: Final = 3.0  # segments that reminders leave for replies
USUAL_VALIDITY_S: Final = 14_400  # a question four hours late only confuses
LONGEST_VALIDITY_S: Final = 36_000  # the provider's own limit
RETRY_FIRST: Final = timedelta(seconds=5)
RETRY_LONGEST: Final = timedelta(minutes=10)
RETRY_FOR: Final = timedelta(hours=12)
UNDELIVERED_PAUSE: Final = timedelta(minutes=10)
ATTEMPTS_ALLOWED: Final = 5
QUESTION_ATTEMPTS: Final = 2
ABSENCE_GROWS_TO: Final = 4  # times the patience with a list that does not show a text
LIST_LONGEST: Final = timedelta(minutes=10)
UNKNOWN_FOR: Final = timedelta(hours=24)

log = structlog.get_logger()


class Outbox:
    """Sends what waits, follows what was sent, and clears up what is not known."""

    def __init__(self, store: Store, sender: Sender, settings: Settings, edge: Edge, bell: Bell) -> None:
        self._store, self._sender, self._settings, self._edge, self._bell = store, sender, settings, edge, bell
        self._patience = Patience().hurried(settings.haste)

    def send_next(self) -> bool:
        """Send one text; False when none may go now. Raises StoreUnavailable; what was marked is then reconciled."""
        with self._store.reading() as tx:
            if not tx.outbox.anything_waits(self._edge.now()):
                return False
        marked = self._mark()
        if marked is None:
            return False
        row, number = marked
        self._edge.point("sender.marked")
        validity = USUAL_VALIDITY_S if row.question else LONGEST_VALIDITY_S
        outcome = self._sender.send(OutboundText(row.our_id, number, row.body, validity))
        self._edge.point("sender.posted")
        with self._store.transaction() as tx:
            self._record(tx, row.our_id, outcome)
        self._edge.point("sender.recorded")
        return True

    def _mark(self) -> tuple[OutboxRow, PhoneNumber] | None:
        """Take the next text and mark it: from here on it counts as perhaps sent."""
        now = self._edge.now()
        with self._store.transaction() as tx:
            bucket = self._bucket(tx, now)
            today = self._today(now)
            capped = tx.ledger.spent(today) >= self._settings.daily_segments
            row = tx.outbox.next_due(now, now - self._patience.in_flight, FIRST if capped else LAST)
            if row is None:
                if capped:
                    self._tell_of_cap(tx, now)
                return None
            number = self._number(tx, row, now)
            left = bucket.take(row.segments, now.timestamp(), REMINDER_RESERVE if row.urgency == LAST else 0.0)
            if number is None or left is None:
                return None
            tx.ledger.save_bucket(BUCKET, left.tokens, left.at)
            tx.ledger.spend(today, row.segments)
            tx.outbox.change(
                row.our_id, state=SENDING, attempts=row.attempts + 1, attempt_at=now,
                first_attempt_at=row.first_attempt_at or now, error_code=None,
            )  # fmt: skip
            return row, number

    def _tell_of_cap(self, tx: Transaction, now: datetime) -> None:
        """Texts wait until tomorrow: once a day the operator is told so."""
        told = tx.ledger.watermark(CAP_TOLD)
        if told is None or self._today(told) != self._today(now):
            tx.ledger.set_watermark(CAP_TOLD, now)
            log.error("spend_cap_reached")

    def _number(self, tx: Transaction, row: OutboxRow, now: datetime) -> PhoneNumber | None:
        """Where to; None, and the text withdrawn, when it may not go any more."""
        try:
            if row.kind == CONSENT or tx.people.texts_may_go(row.person_id):
                return read_number(tx.people.number(row.person_id))
        except NotThere:
            log.info("text_without_person", our_id=row.our_id)
        tx.outbox.change(row.our_id, state=WITHDRAWN, final_at=now)
        return None

    def _bucket(self, tx: Transaction, now: datetime) -> Bucket:
        rate = self._settings.segments_per_second
        bucket = Bucket.full(rate, max(rate * BUCKET_SECONDS, 1.0), now.timestamp())
        stored = tx.ledger.bucket(BUCKET)
        return bucket if stored is None else replace(bucket, tokens=min(stored[0], bucket.capacity), at=stored[1])

    def _record(self, tx: Transaction, our_id: str, outcome: Sent | SendError) -> None:
        row = tx.outbox.find(our_id, lock=True)
        if row is None:
            return  # the person was erased while the text was under way
        match outcome:
            case Sent():
                self._adopt(tx, row, outcome.provider_id, outcome.status)
            case SendError() if row.state == SENDING:
                self._refused(tx, row, outcome)
            case _:
                pass  # a callback was faster and has told more than this answer

    def _refused(self, tx: Transaction, row: OutboxRow, error: SendError) -> None:
        now = self._edge.now()
        log.log(40 if error.alert else 20, "send_error", our_id=row.our_id, code=error.code, meaning=error.meaning)
        if error.unclear:
            tx.outbox.change(row.our_id, state=UNCLEAR, error_code=error.code)
            return
        tx.ledger.spend(self._today(row.attempt_at or now), -row.segments)
        if error.retry and now - row.created_at < RETRY_FOR:
            pause = min(RETRY_FIRST * 2 ** min(row.attempts - 1, 10), RETRY_LONGEST) / self._settings.haste
            tx.outbox.change(row.our_id, state=QUEUED, not_before=now + pause, error_code=error.code)
            return
        if error.retry:
            log.error("text_given_up", our_id=row.our_id, code=error.code, attempts=row.attempts)
        tx.outbox.change(row.our_id, state=FAILED, error_code=error.code, final_at=now)
        if error.opted_out:
            self._block(tx, row.person_id, now)

    def _block(self, tx: Transaction, person_id: str, now: datetime) -> None:
        """The provider does not deliver to this person any more: they stopped there."""
        tx.people.stop(person_id, BLOCKED, now)
        tx.outbox.withdraw_queued(person_id, now)
        tx.ledger.audit(now, ASSISTANT, "blocked_at_provider", person_id)

    def record_status(self, our_id: str, provider_id: str, status: DeliveryStatus, error_code: int | None) -> None:
        """A status callback, or a row of the provider's list: any order, any repetition. Raises StoreUnavailable."""
        with self._store.transaction() as tx:
            row = tx.outbox.find(our_id, lock=True)
            if row is None:
                return
            self._adopt(tx, row, provider_id, status)
            error = error_for_code(error_code) if error_code and status.has_failed else None
            if error is not None:
                self._undelivered(tx, our_id, provider_id, error)
            self._edge.point("door.status")
        self._bell.ring()

    def _adopt(self, tx: Transaction, row: OutboxRow, provider_id: str, status: DeliveryStatus) -> None:
        """The provider has this text under this id. The status only moves forwards, save for a new attempt's own."""
        now = self._edge.now()
        if row.provider_id != provider_id and tx.outbox.owns(provider_id):
            return
        new_attempt = row.provider_id is not None and row.provider_id != provider_id and row.state == SENDING
        known = DeliveryStatus(row.status) if row.status and not new_attempt else None
        reached = status if known is None else advance(known, status)
        keep_queued = row.state == QUEUED and row.provider_id == provider_id and reached.has_failed
        arrived_for_another = row.provider_id not in (None, provider_id) and not new_attempt
        tx.outbox.change(
            row.our_id, state=QUEUED if keep_queued else WITH_PROVIDER, status=reached.value,
            provider_id=row.provider_id if arrived_for_another else provider_id,
            error_code=row.error_code if reached.has_failed else None,
            final_at=now if reached.is_final and not keep_queued else None,
        )  # fmt: skip
        tx.ledger.body_at_provider(provider_id, row.person_id, None)
        if reached.is_final:
            tx.ledger.body_due(provider_id, now + CLEAR_AFTER)

    def _undelivered(self, tx: Transaction, our_id: str, provider_id: str, error: SendError) -> None:
        """The provider could not deliver it. Repeated news, or late news of an earlier attempt, change nothing."""
        row = tx.outbox.find(our_id)
        if row is None or row.provider_id != provider_id or row.state != WITH_PROVIDER or row.status not in _HAS_FAILED:
            return
        now = self._edge.now()
        log.log(40 if error.alert else 20, "undelivered", our_id=our_id, code=error.code, meaning=error.meaning)
        tx.outbox.change(our_id, error_code=error.code)
        if error.opted_out:
            self._block(tx, row.person_id, now)
        overtaken = row.question and not tx.outbox.is_newest(row)
        may_go_again = row.attempts < ATTEMPTS_ALLOWED and now - row.created_at < RETRY_FOR and not overtaken
        if error.retry and may_go_again:
            pause = UNDELIVERED_PAUSE * row.attempts / self._settings.haste
            tx.outbox.change(our_id, state=QUEUED, not_before=now + pause, final_at=None)

    def reconcile(self) -> int:
        """Look after every attempt whose end is not known; returns how many were settled. Raises StoreUnavailable."""
        with self._store.reading() as tx:
            now = self._edge.now()
            rows = tx.outbox.unresolved(now, now - self._patience.callback)
            numbers = {row.person_id: tx.people.number(row.person_id) for row in rows}
        settled = 0
        for row in rows:
            number = read_number(numbers[row.person_id])
            try:
                listed = self._sender.list_to(number, row.first_attempt_at or row.created_at)
            except ProviderUnavailable as error:
                log.warning("list_unavailable", code=error.error.code)
                return settled + self._look_later(row, LIST_LONGEST)  # the others would get no answer either
            settled += self._settle(row, listed)
        return settled

    def _settle(self, row: OutboxRow, listed: tuple[ListedText, ...]) -> bool:
        found = self._found(row, listed)
        if found is not None:
            self.record_status(row.our_id, found.provider_id, found.status, found.error_code)
            return found.status.is_final or self._look_later(row)
        if row.state == WITH_PROVIDER:
            return self._look_later(row)
        with self._store.transaction() as tx:
            current = tx.outbox.find(row.our_id, lock=True)
            if current is None or current.state != row.state or current.attempt_at != row.attempt_at:
                return False  # a callback was faster
            return self._absent(tx, current)

    def _look_later(self, row: OutboxRow, longest: timedelta = UNKNOWN_FOR) -> bool:
        """Nothing new of this text: look again when twice the time has passed."""
        if self._give_up(row):
            return True
        now = self._edge.now()
        with self._store.transaction() as tx:
            current = tx.outbox.find(row.our_id, lock=True)
            if current is not None and current.state == row.state and current.attempt_at == row.attempt_at:
                age = now - (current.attempt_at or now)
                pause = max(min(age, longest / self._settings.haste), self._patience.callback)
                tx.outbox.change(row.our_id, not_before=now + pause)
        return False

    def _found(self, row: OutboxRow, listed: tuple[ListedText, ...]) -> ListedText | None:
        """The text in the provider's list: by its id, else the oldest unowned one with the same body."""
        if row.provider_id is not None and row.state == WITH_PROVIDER:
            return next((text for text in listed if text.provider_id == row.provider_id), None)
        with self._store.reading() as tx:
            same = [text for text in listed if _same(text.body, row.body) and not tx.outbox.owns(text.provider_id)]
        return min(same, key=lambda text: text.created, default=None)

    def _absent(self, tx: Transaction, row: OutboxRow) -> bool:
        """Not in the list: too early to count, or time to ask again, or proof that it never went."""
        now = self._edge.now()
        age = now - (row.attempt_at or now)
        newest = tx.outbox.is_newest(row)
        proved = age >= self._proof_after(row)
        ask_again = row.question and newest and row.attempts < QUESTION_ATTEMPTS and age >= self._patience.question
        if not ask_again and not proved:
            return False
        if proved:
            tx.ledger.spend(self._today(row.attempt_at or now), -row.segments)
        if row.question and not newest:
            tx.outbox.change(row.our_id, state=WITHDRAWN, final_at=now)
        elif now - row.created_at >= RETRY_FOR:
            log.error("text_given_up", our_id=row.our_id, code=row.error_code, attempts=row.attempts)
            tx.outbox.change(row.our_id, state=UNPROVED, final_at=now)
        else:
            tx.outbox.change(row.our_id, state=QUEUED, not_before=now)
        log.info("reconciled_absent", our_id=row.our_id, attempts=row.attempts)
        self._bell.ring()
        return True

    def _proof_after(self, row: OutboxRow) -> timedelta:
        """How long a text must be missing from the list. An error that was said is believed sooner than silence:
        behind that, texts may be taken and the list may lag, and each doubt more would be a copy more."""
        if row.error_code is not None:
            return self._patience.absence
        times = min(1 << max(0, row.attempts - 2), ABSENCE_GROWS_TO)
        return self._patience.absence * times

    def _give_up(self, row: OutboxRow) -> bool:
        """After a day without any word: shown as not sure it arrived, and never sent again by itself."""
        if self._edge.now() - (row.attempt_at or row.created_at) < UNKNOWN_FOR / self._settings.haste:
            return False
        with self._store.transaction() as tx:
            current = tx.outbox.find(row.our_id, lock=True)
            if current is None or current.final_at is not None or current.attempt_at != row.attempt_at:
                return False
            left = current.status is not None and DeliveryStatus(current.status).has_left
            tx.outbox.change(row.our_id, state=current.state if left else UNPROVED, final_at=self._edge.now())
            if current.provider_id is not None:
                tx.ledger.body_due(current.provider_id, self._edge.now() + CLEAR_AFTER)
        return True

    def _today(self, at: datetime) -> date:
        return at.astimezone(self._settings.zone).date()


def _same(listed: str, ours: str) -> bool:
    """Whether these are the same words; providers trim spaces and may write a text in the 7-bit alphabet."""
    return gsm_safe(listed).split() == gsm_safe(ours).split()


_HAS_FAILED = tuple(status.value for status in DeliveryStatus if status.has_failed)
