"""Cases and what happened to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.cases import CLOSED, NOTE_KINDS, Case, Note, NoteBody
from assistant.store import tables
from assistant.store.crypto import Place
from assistant.store.errors import NotThere
from assistant.store.vault import Vault

_case, _note = tables.case, tables.case_note


class CaseTable:
    """Read and write cases; `assistant.cases` says which steps are allowed."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def open_case(self, person_id: str, *, lock: bool = False) -> Case | None:
        """The person's case that is not closed, or None."""
        query = select(_case).where(_case.c.person_id == person_id, _case.c.state != CLOSED)
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        return _read(row) if row else None

    def load(self, case_id: str, *, lock: bool = False) -> Case:
        """Raises NotThere."""
        query = select(_case).where(_case.c.id == case_id)
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise NotThere(f"case {case_id} does not exist or its person was erased; reload the list")
        return _read(row)

    def listed(self, states: Collection[str], limit: int = 200) -> tuple[Case, ...]:
        """Cases in these states, most urgent first ("now", "hours", "day"), then oldest."""
        query = select(_case).where(_case.c.state.in_(states)).order_by(_case.c.opened_at)
        cases = [_read(row) for row in self._connection.execute(query)]
        cases.sort(key=lambda case: ("now", "hours", "day").index(case.urgency))
        return tuple(cases[:limit])

    def save(self, case: Case) -> None:
        values = dataclasses.asdict(case)
        if not self._connection.execute(update(_case).where(_case.c.id == case.id).values(**values)).rowcount:
            self._connection.execute(insert(_case).values(**values))

    def note(self, person_id: str, note: Note) -> None:
        place = Place("case_note", "sealed_body", note.id)
        self._connection.execute(insert(_note).values(
            id=note.id, case_id=note.case_id, kind=note.body.kind, author=note.author, at=note.at,
            sealed_body=self._vault.seal_json(person_id, place, dataclasses.asdict(note.body)),
        ))  # fmt: skip

    def notes(self, case: Case) -> tuple[Note, ...]:
        """Oldest first."""
        rows = self._connection.execute(select(_note).where(_note.c.case_id == case.id).order_by(_note.c.position))
        return tuple(Note(row.id, row.case_id, row.author, row.at, self._body(case.person_id, row)) for row in rows)

    def forget(self, person_id: str) -> None:
        cases = select(_case.c.id).where(_case.c.person_id == person_id)
        self._connection.execute(delete(_note).where(_note.c.case_id.in_(cases)))
        self._connection.execute(delete(_case).where(_case.c.person_id == person_id))

    def _body(self, person_id: str, row: Row[Any]) -> NoteBody:
        content = self._vault.open_json(person_id, Place("case_note", "sealed_body", row.id), row.sealed_body)
        return NOTE_KINDS[row.kind](**content)


def _read(row: Row[Any]) -> Case:
    return Case(
        row.id, row.person_id, row.state, row.reason, row.urgency, row.caseworker, row.opened_at, row.changed_at
    )
