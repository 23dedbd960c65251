"""What the desk shows: who waits for a human, why, and everything already told. Reading leaves a line in the audit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.cases import CLAIMED, OFFERED, RETURNED, WAITING, Case, Note, Opened
from assistant.edge import Edge
from assistant.facts import Standing, standing
from assistant.store import Store, Transaction

WRITE_LIMIT_S = 5.0  # a caseworker waits for the page
OPEN_STATES = (WAITING, CLAIMED, RETURNED, OFFERED)


@dataclass(frozen=True)
class Line:
    """One text of a talk. status: of a text from us, how far it got (the provider's word, else ours)."""

    from_person: bool
    body: str = field(repr=False)
    at: datetime
    status: str = ""


@dataclass(frozen=True)
class CaseSummary:
    """A row of the list. words: the person's own words that opened the case, newest first opening."""

    case: Case
    language: str
    words: str = field(repr=False)
    waiting: timedelta


@dataclass(frozen=True)
class CaseView:
    """One case with all that was told."""

    summary: CaseSummary
    notes: tuple[Note, ...]
    facts: Standing = field(repr=False)
    transcript: tuple[Line, ...] = field(repr=False)


class Desk:
    """Reads cases for staff."""

    def __init__(self, store: Store, edge: Edge) -> None:
        self._store, self._edge = store, edge

    def open_cases(self) -> tuple[CaseSummary, ...]:
        """Everything not closed, most urgent first, then who has waited longest. Raises StoreUnavailable."""
        with self._store.reading() as reading:
            return tuple(self._summary(reading, case) for case in reading.cases.listed(OPEN_STATES))

    def read(self, case_id: str, reader: str) -> CaseView:
        """One case; `reader` is the caseworker the audit names. Raises NotThere, StoreUnavailable."""
        with self._store.transaction(WRITE_LIMIT_S) as transaction:
            case = transaction.cases.load(case_id)
            transaction.ledger.audit(self._edge.now(), reader, "read_case", case.person_id, case.id)
        with self._store.reading() as reading:
            return CaseView(
                self._summary(reading, case), reading.cases.notes(case),
                known_facts(reading, case.person_id), transcript(reading, case.person_id),
            )  # fmt: skip

    def _summary(self, reading: Transaction, case: Case) -> CaseSummary:
        opened = [note.body for note in reading.cases.notes(case) if isinstance(note.body, Opened)]
        person = reading.people.load(case.person_id)
        return CaseSummary(case, person.language, opened[-1].words if opened else "", self._edge.now() - case.opened_at)


def known_facts(reading: Transaction, person_id: str) -> Standing:
    """The facts of a person that count now, and what contradicts them."""
    return standing(reading.talks.facts(person_id), reading.talks.load(person_id).said_from)


def transcript(reading: Transaction, person_id: str) -> tuple[Line, ...]:
    """Both sides of the talk in the order in which they were written down."""
    said = [Line(True, message.body, message.received_at) for message in reading.inbox.of_person(person_id)]
    answered = [
        Line(False, row.body, row.created_at, row.status or row.state) for row in reading.outbox.of_person(person_id)
    ]
    return tuple(sorted([*said, *answered], key=lambda line: line.at))
