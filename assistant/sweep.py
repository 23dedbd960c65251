"""What runs now and then: messages the door missed, bodies to clear, goodbyes to finish, old hashes to drop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from assistant.edge import Edge
from assistant.patience import Patience
from assistant.settings import Settings
from assistant.store import Store
from assistant.talk import Door
from sms.form import FormError
from sms.inbound import read_inbound
from sms.sender import ListedInbound, ProviderUnavailable, Sender

LISTED: Final = "inbound_listed"
OVERLAP: Final = timedelta(hours=1)  # the provider's list lags, and a door may have been down meanwhile
FIRST_LOOK_BACK: Final = timedelta(hours=24)
CLEAR_PAUSE: Final = timedelta(minutes=10)
CLEAR_PAUSE_LONGEST: Final = timedelta(hours=24)
NOT_THERE: Final = 20404  # the provider's code for a message that it holds no more: there is nothing left to clear

log = structlog.get_logger()


class Sweep:
    """Each method does one job and may be called at any time, also by several processes at once."""

    def __init__(self, store: Store, sender: Sender, door: Door, settings: Settings, edge: Edge) -> None:
        self._store, self._sender, self._door, self._edge = store, sender, door, edge
        self._patience = Patience().hurried(settings.haste)

    def find_missed(self) -> int:
        """List inbound texts at the provider and feed the door those it never got. Returns how many.

        Raises ProviderUnavailable, StoreUnavailable or InboxUnavailable; the next sweep then looks as far back.
        """
        began = self._edge.now()
        with self._store.reading() as tx:
            last = tx.ledger.watermark(LISTED)
        found = 0
        for listed in self._missed((last or began - FIRST_LOOK_BACK) - OVERLAP):
            try:
                self._door.receive(read_inbound(listed.as_form()))
                found += 1
            except FormError as error:
                log.warning("inbound_unserved", error=type(error).__name__)
        with self._store.transaction() as tx:
            tx.ledger.set_watermark(LISTED, began)
        if found:
            log.warning("door_missed", count=found)
        return found

    def _missed(self, since: datetime) -> tuple[ListedInbound, ...]:
        """What the door has not seen, in the order in which it was written; the provider lists the newest first."""
        missed = []
        for listed in self._sender.list_inbound(since):
            with self._store.reading() as tx:
                if not tx.inbox.knows(listed.provider_id):
                    missed.append(listed)
        missed.reverse()
        return tuple(sorted(missed, key=lambda listed: listed.received))  # stable: two of one second stay in order

    def clear_bodies(self) -> int:
        """Clear bodies at the provider seven days after their final status. Returns how many were cleared."""
        now, cleared = self._edge.now(), 0
        with self._store.reading() as tx:
            due = tx.ledger.bodies_to_clear(now)
        for provider_id, tries in due:
            try:
                self._sender.redact(provider_id)
            except ProviderUnavailable as error:
                if error.error.code != NOT_THERE:
                    log.warning("body_not_cleared", code=error.error.code)
                    self._clear_later(provider_id, tries)
                    continue
            with self._store.transaction() as tx:
                tx.ledger.body_cleared(provider_id)
            cleared += 1
        return cleared

    def _clear_later(self, provider_id: str, tries: int) -> None:
        pause = min(CLEAR_PAUSE * 2 ** min(tries, 10), CLEAR_PAUSE_LONGEST)
        with self._store.transaction() as tx:
            tx.ledger.body_not_cleared(provider_id, self._edge.now() + pause)

    def finish_goodbyes(self) -> int:
        """Forget the numbers of erased persons whose goodbye is over. Returns how many."""
        now, finished = self._edge.now(), 0
        with self._store.reading() as tx:
            over = [
                person_id
                for person_id, erased_at in tx.people.erased_with_number()
                if tx.outbox.open_count(person_id) == 0 or now - erased_at > self._patience.goodbye
            ]
        for person_id in over:
            with self._store.transaction() as tx:
                tx.outbox.forget(person_id)
                tx.ledger.bodies_due_at_once(person_id, now)
                tx.people.forget_number(person_id)
            finished += 1
        if finished:
            self._store.forget_freed_pages()
        return finished

    def forget_old(self) -> int:
        """Drop hashes of provider ids after 400 days, and what deleted rows left in SQLite's log. Returns how many."""
        self._store.forget_freed_pages()
        with self._store.transaction() as tx:
            return tx.inbox.forget_seen(self._edge.now())
