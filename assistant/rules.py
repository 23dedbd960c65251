"""The rule packs as the app uses them: which one is current, why a program is unlikely, whom to call."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.phrases import Guide
from assistant.protocol.effects import ShowResults
from assistant.protocol.turn import FactRow
from entitlements.determination import UNLIKELY, Determination
from entitlements.household import Household
from entitlements.language.kinds import MONIES
from entitlements.pack import MANIFEST, read_manifest
from entitlements.rulebook import Rulebook
from entitlements.values import Truth


class RulePacks:
    """Reads the folder of built packs; the engine reads the same one. Safe for several threads.

    PackError (of entitlements) is raised when the manifest or a pack is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: dict[str, Rulebook] = {}
        self._current: tuple[int, str] | None = None

    def pack(self) -> str:
        """The SHA-256 of the pack for new talks; a newly built one counts at once."""
        manifest = self._folder / MANIFEST
        changed = manifest.stat().st_mtime_ns if manifest.exists() else 0
        with self._lock:
            if self._current is None or self._current[0] != changed:
                self._current = (changed, str(read_manifest(self._folder)["current"]))
            return self._current[1]

    def names(self) -> dict[str, Mapping[str, str]]:
        """Names of the current pack's programs by id and language, for the wording."""
        return {program.id: program.name for program in self._rulebook(self.pack()).programs()}

    def guides(self) -> dict[str, Guide]:
        """How to ask for each program of the current pack and which papers help, for the wording."""
        return {
            program.id: Guide(program.how_to_apply, _by_language(program.documents))
            for program in self._rulebook(self.pack()).programs()
        }

    def labels(self) -> dict[str, Mapping[str, str]]:
        """How staff call each fact of the current pack, by fact and language."""
        return {name: fact.label for name, fact in self._rulebook(self.pack()).rules.facts.items()}

    def because(
        self, results: ShowResults, facts: Sequence[FactRow], on: date, pack: str, language: str
    ) -> dict[str, str]:
        """The rule's own reason against each unlikely program of `results`, in words; facts: what counts now."""
        unlikely = [row.program for row in results.results if row.outcome == UNLIKELY]
        if not unlikely:
            return {}
        rulebook = self._rulebook(pack)
        household = Household.from_facts((row.member, row.fact, row.value) for row in facts)
        return {row.program: _reason(rulebook, row, language) for row in rulebook.determine(household, on, unlikely)}

    def notes(self, results: ShowResults, pack: str, language: str) -> dict[str, str]:
        """The words of the rulebook's notes on these results, by note id."""
        rulebook = self._rulebook(pack)
        found: dict[str, str] = {}
        for row in results.results:
            texts = {note.id: note.text[language] for note in rulebook.program(row.program).notes}
            found.update({note: texts[note] for note in row.notes if note in texts})
        return found

    def places(self, state: str | None) -> dict[str, object]:
        """What may be said of where to go in a state: its own page from the federal list.

        `phone` stays None until a person has opened and verified the state's row.
        """
        row = self._rulebook(self.pack()).rules.contacts.get(f"state_{(state or '').lower()}")
        site = None if row is None else str(row["value"]).removeprefix("https://").rstrip("/")
        return {"site": site, "phone": None}

    def _rulebook(self, pack: str) -> Rulebook:
        with self._lock:
            if pack not in self._loaded:
                self._loaded[pack] = Rulebook.load(self._folder / pack)
            return self._loaded[pack]


def _by_language(words: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    return {language: [each[language] for each in words] for language in words[0]}


def _reason(rulebook: Rulebook, determination: Determination, language: str) -> str:
    """The sentence of the first condition that is not met, with its figures."""
    program = rulebook.program(determination.program)
    sentences = {condition.id: condition.because.get(Truth.NO.value) for condition in program.conditions}
    for finding in determination.findings:
        words = sentences.get(finding.condition)
        if finding.truth is Truth.NO and words is not None:
            kinds = {name: _kind(rulebook, determination.program, name) for name, _, _ in finding.terms}
            return words[language].format_map(
                {name: _figure(low, high, kinds[name]) for name, low, high in finding.terms}
            )
    return ""


def _kind(rulebook: Rulebook, program: str, name: str) -> str:
    """The kind of a named value or fact of the rulebook."""
    own, shared, facts = rulebook.program(program).values, rulebook.rules.values, rulebook.rules.facts
    found = own.get(name) or shared.get(name) or facts.get(name)
    return "" if found is None else found.kind


def _figure(low: int, high: int | None, kind: str) -> str:
    """A figure as people write it: dollars without cents, or a count; the upper end where it is known."""
    value = low if high is None else high
    return f"${value // 100:,}" if kind in MONIES else str(value)
