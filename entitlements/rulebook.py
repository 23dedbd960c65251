"""The rulebook: one pack of rules that determines programs for a household and says what to ask next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from entitlements.asking import choose
from entitlements.assembly import AssemblyError, Rules, assemble
from entitlements.determination import Determination
from entitlements.determining import determine
from entitlements.errors import HouseholdError, PackError, UnknownName
from entitlements.household import ASKER, HOUSEHOLD, Household, Row
from entitlements.program import Program, Question

PACK_FILE = "pack.json"
FIRST_KEPT = 256
_AskedFor = tuple[date, tuple[str, ...], frozenset[str]]


@dataclass(frozen=True)
class Rulebook:
    """`pack` is the SHA-256 of the built form; the same facts, day and pack always give the same bytes."""

    pack: str
    rules: Rules
    built: Mapping[str, Any] = field(repr=False)
    _first: dict[_AskedFor, Question | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> Rulebook:
        built = json.loads(data)
        rules = assemble(built)
        rulebook = cls(hashlib.sha256(data).hexdigest(), rules, built)
        rules.prepare()
        return rulebook

    @classmethod
    def load(cls, folder: Path, expected: str | None = None) -> Rulebook:
        """Read a built pack; `PackError` when it is not the one expected (by default the one its folder names)."""
        file = folder / PACK_FILE
        try:
            data = file.read_bytes()
        except OSError as error:
            raise PackError(f"{file} cannot be read ({error.strerror}); build the pack again") from None
        found = hashlib.sha256(data).hexdigest()
        wanted = expected or folder.name
        if found != wanted:
            raise PackError(f"pack {folder.name} has hash {found} but {wanted} was expected; build the pack again")
        try:
            return cls.from_bytes(data)
        except (AssemblyError, LookupError, TypeError, ValueError) as error:
            raise PackError(
                f"pack {folder.name[:12]} was built by another release ({error}); build the rules again"
            ) from error

    def determine(
        self, household: Household, on: date, programs: Sequence[str] | None = None
    ) -> tuple[Determination, ...]:
        """One determination per program, in the order asked for (default: all in force that day, best worth first)."""
        household = self._ready(household)
        chosen = self.programs(on) if programs is None else tuple(self.program(name) for name in programs)
        return tuple(determine(self.rules, program, household, on, self.pack) for program in chosen)

    def next_question(
        self, household: Household, on: date, wanted: Sequence[str] = (), exclude: Set[str] = frozenset()
    ) -> Question | None:
        """The question that promises to settle most, wanted topics or programs first; None when none can help.

        `exclude` holds ids of questions that must not be asked (again); a fact held as `Absent` is never asked for.
        """
        programs = self.wanted_programs(wanted)
        if household.facts:
            return choose(self.rules, self._asked_for(on), self._ready(household), on, programs, exclude)
        return self._first_question(on, programs, frozenset(exclude))

    def _first_question(self, on: date, programs: tuple[str, ...], exclude: frozenset[str]) -> Question | None:
        """What to ask before anything is known: the same for everybody, so worked out once. It holds nobody's facts."""
        asked_for = (on, programs, exclude)
        if asked_for not in self._first:
            if len(self._first) >= FIRST_KEPT:
                self._first.clear()
            nobody = self._ready(Household.from_facts([]))
            self._first[asked_for] = choose(self.rules, self._asked_for(on), nobody, on, programs, exclude)
        return self._first[asked_for]

    @cached_property
    def talking(self) -> Mapping[str, Program]:
        """The programs that the interview asks for and the talk tells about."""
        return {name: each for name, each in self.rules.programs.items() if each.talk}

    def _asked_for(self, on: date) -> tuple[Program, ...]:
        """`talking` without what is not in force yet on that day."""
        return tuple(each for each in self.talking.values() if each.effective_from <= on)

    def wanted_programs(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Topics and program ids -> program ids, without repetition."""
        found: dict[str, None] = {}
        for name in wanted:
            if name in self.rules.programs:
                found[name] = None
            elif name in self.rules.topics:
                found.update(dict.fromkeys(self.rules.topics[name]))
            else:
                raise UnknownName(f"{name!r} is neither a topic nor a program of pack {self.pack[:12]}")
        return tuple(found)

    def question(self, id: str) -> Question:
        if id not in self.rules.questions:
            raise UnknownName(f"question {id!r} is not in pack {self.pack[:12]}")
        return self.rules.questions[id]

    def questions(self) -> tuple[Question, ...]:
        return tuple(self.rules.questions.values())

    def program(self, id: str) -> Program:
        if id not in self.rules.programs:
            raise UnknownName(
                f"program {id!r} is not in pack {self.pack[:12]}; it has {', '.join(self.rules.programs)}"
            )
        return self.rules.programs[id]

    def programs(self, on: date | None = None) -> tuple[Program, ...]:
        """All programs, the one worth most first; with a day those in force on it."""
        found = [each for each in self.rules.programs.values() if on is None or each.effective_from <= on]
        return tuple(sorted(found, key=lambda program: (-program.worth, program.id)))

    def talked(self) -> tuple[str, ...]:
        """Ids of the programs that the talk tells about, the one worth most first."""
        return tuple(program.id for program in self.programs() if program.talk)

    def topics(self) -> Mapping[str, tuple[str, ...]]:
        return self.rules.topics

    def knows(self, member: str, fact: str) -> bool:
        """Whether the rules have a fact of that name for that holder."""
        definition = self.rules.facts.get(fact)
        return definition is not None and definition.per_member == (member != HOUSEHOLD)

    @cached_property
    def _asker(self) -> tuple[Row, ...]:
        """What holds of the person asking unless somebody told otherwise."""
        facts = self.rules.facts.values()
        return tuple((ASKER, fact.id, fact.asker) for fact in facts if fact.asker is not None)

    def _ready(self, household: Household) -> Household:
        self._check_facts(household)
        rows = [row for row in self._asker if household.get(row[0], row[1]) is None]
        return household.with_rows(rows) if rows else household

    def _check_facts(self, household: Household) -> None:
        for member, fact in household.facts:
            if not self.knows(member, fact):
                raise HouseholdError(f"{member}.{fact} is not a fact of pack {self.pack[:12]}", [(member, fact)])
