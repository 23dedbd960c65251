"""What the run left behind, counted: every text taken in once, every turn written once, every reply shown once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise

from assistant.decision import MOMENT
from assistant.store import Store
from assistant.store.inbox import DONE, SET_ASIDE
from assistant.store.outbox import WITHDRAWN, OutboxRow
from tests.support.fake_provider import FakeProvider


@dataclass(frozen=True)
class Verdict:
    """Counts of what went wrong; all must be 0.

    A question that was withdrawn because the person had texted on and a newer text was shown is not lost (docs/
    decisions/0003-spine.md); those are counted apart by `let_go`.
    """

    texts_never_taken_in: int
    texts_taken_in_twice: int
    texts_never_answered: int
    texts_set_aside: int
    turns_written_twice: int
    replies_never_shown: int
    replies_shown_twice: int
    replies_still_open: int
    replies_out_of_order: int

    @property
    def clean(self) -> bool:
        return all(getattr(self, field.name) == 0 for field in fields(self))


def judge(store: Store, provider: FakeProvider, sent: Mapping[str, str]) -> Verdict:
    """Compare what people texted, what the store holds, and what the phones showed."""
    with store.reading() as tx:
        missing = [sid for sid in sent if not tx.inbox.knows(sid)]
        people = {number: tx.people.find(number) for number in set(sent.values())}
        inbox = {number: tx.inbox.of_person(person.id) if person else () for number, person in people.items()}
        outbox = {number: tx.outbox.of_person(person.id) if person else () for number, person in people.items()}
        versions = {number: tx.talks.load(person.id).version for number, person in people.items() if person}
    shown = [text.our_id for text in provider.texts()]
    times = Counter(shown)
    rows = [row for each in outbox.values() for row in each]
    answered = {row.turn_id for row in rows if row.kind != MOMENT}
    messages = [message for each in inbox.values() for message in each]
    expected = Counter(sent.values())
    return Verdict(
        texts_never_taken_in=len(missing),
        texts_taken_in_twice=sum(max(0, len(inbox[number]) - count) for number, count in expected.items()),
        texts_never_answered=sum(m.state not in (DONE, SET_ASIDE) or m.id not in answered for m in messages),
        texts_set_aside=sum(message.state == SET_ASIDE for message in messages),
        turns_written_twice=sum(max(0, versions.get(number, 0) - count) for number, count in expected.items()),
        replies_never_shown=sum(times[row.our_id] == 0 for row in rows) - let_go(outbox.values(), times),
        replies_shown_twice=sum(max(0, times[row.our_id] - 1) for row in rows),
        replies_still_open=sum(row.final_at is None for row in rows),
        replies_out_of_order=sum(_inversions(each, shown) for each in outbox.values()),
    )


def let_go(outboxes: Iterable[tuple[OutboxRow, ...]], times: Mapping[str, int]) -> int:
    """Questions that gave way to a newer text of the same person, which was shown, and each "one moment" that came too
    late to be said."""
    return sum(
        row.state == WITHDRAWN
        and (row.kind == MOMENT or (row.question and any(times[later.our_id] for later in rows[place + 1 :])))
        for rows in outboxes
        for place, row in enumerate(rows)
    )


def _inversions(rows: tuple[OutboxRow, ...], shown: list[str]) -> int:
    """Neighbours in one person's outbox that the phone showed the other way round."""
    places = [shown.index(row.our_id) for row in rows if row.our_id in shown]
    return sum(later < earlier for earlier, later in pairwise(places))
