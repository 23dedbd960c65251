"""What happens to a case, written: opening it, taking its steps, noting what happened.

Each function works inside the caller's transaction, so a case never changes without what caused it.
"""

from __future__ import annotations

from datetime import datetime

from assistant import cases
from assistant.cases import Case, MessageSetAside, Moved, Note, NoteBody, Opened, more_urgent
from assistant.edge import Edge
from assistant.people import ASSISTANT
from assistant.protocol.effects import OpenCase
from assistant.store import Transaction


def open_case(tx: Transaction, edge: Edge, person_id: str, wish: OpenCase, state: str = cases.WAITING) -> Case:
    """Open a case, or add to the one that is open: a person has at most one. The more urgent reason stays on top."""
    now = edge.now()
    known = tx.cases.open_case(person_id, lock=True)
    if known is None:
        case = Case(edge.new_id(), person_id, state, wish.reason, wish.urgency, None, now, now)
        tx.ledger.audit(now, ASSISTANT, "case_opened", person_id, case.id)
    else:
        case = _raised(known, wish, state, now)
    tx.cases.save(case)
    _note(tx, edge, case, ASSISTANT, Opened(wish.reason, wish.words))
    return case


def _raised(case: Case, wish: OpenCase, state: str, now: datetime) -> Case:
    urgency = more_urgent(case.urgency, wish.urgency)
    reason = case.reason if urgency == case.urgency else wish.reason
    waits_again = case.state in (cases.OFFERED, cases.RETURNED) and state == cases.WAITING
    moved = cases.move(case, state, now) if waits_again else case
    return Case(
        case.id, case.person_id, moved.state, reason, urgency, moved.caseworker, case.opened_at, moved.changed_at
    )


def take_offer(tx: Transaction, edge: Edge, person_id: str) -> None:
    """The person said yes to the human whom they were offered; nothing to do when the case has moved on meanwhile."""
    case = tx.cases.open_case(person_id, lock=True)
    if case is not None and case.state == cases.OFFERED:
        moved = cases.move(case, cases.WAITING, edge.now())
        tx.cases.save(moved)
        _note(tx, edge, moved, ASSISTANT, Moved(moved.state))


def note_set_aside(tx: Transaction, edge: Edge, case: Case, inbox_id: str, reason: str) -> None:
    """A message of this person could not be answered; a person must read it."""
    _note(tx, edge, case, ASSISTANT, MessageSetAside(inbox_id, reason))


def move_case(tx: Transaction, edge: Edge, case_id: str, state: str, caseworker: str) -> Case:
    """A caseworker claims, returns or closes a case; the talk's owner follows.

    Raises CaseError for a step that is not allowed, NotThere for a case that is gone.
    """
    case = cases.move(tx.cases.load(case_id, lock=True), state, edge.now(), caseworker)
    tx.cases.save(case)
    tx.people.set_owner(case.person_id, case.speaker or ASSISTANT)
    _note(tx, edge, case, caseworker, Moved(state))
    tx.ledger.audit(edge.now(), caseworker, f"case_{state}", case.person_id, case.id)
    return case


def remark(tx: Transaction, edge: Edge, case: Case, author: str, body: NoteBody) -> None:
    """A caseworker's note or correction."""
    _note(tx, edge, case, author, body)


def _note(tx: Transaction, edge: Edge, case: Case, author: str, body: NoteBody) -> None:
    tx.cases.note(case.person_id, Note(edge.new_id(), case.id, author, edge.now(), body))
