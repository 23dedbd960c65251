"""Every message with its longest values, in every branch."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from assistant.phrases import Guide
from assistant.wording import CHANNELS, Words

ROOT = Path(__file__).parents[2]
COPY = ROOT / "assistant" / "copy"
RULES = ROOT / "entitlements" / "us"
COUNTS = ("size", "counted_people", "dependent_children")


class LongestFigures(dict[str, str]):
    """What a reason's blanks hold at most: a count of people, else dollars."""

    def __missing__(self, name: str) -> str:
        return "12" if name in COUNTS else "$108,000"


TALKED = [
    program
    for program in (yaml.safe_load(path.read_text()) for path in sorted(RULES.glob("programs/*.yml")))
    if program.get("talk", True)
]
"""The programs that the talk tells of."""
PROGRAMS = {program["id"]: program["name"] for program in TALKED}
GUIDES = {
    program["id"]: Guide(
        program["how_to_apply"],
        {language: [paper[language] for paper in program["documents"]] for language in ("en", "es")},
    )
    for program in TALKED
}
NOTES = {program["id"]: [note["text"] for note in program.get("notes", ())] for program in TALKED}
REASONS = {
    program["id"]: [
        {language: written.format_map(LongestFigures()) for language, written in condition["because"][False].items()}
        for condition in program["conditions"]
    ]
    for program in TALKED
}
"""What the rulebook says against each program, with the longest figures; `no` is YAML's False."""
SAID_OF_A_PROGRAM = {
    "who": {program["id"] for program in TALKED if "people" in program},
    "amount": {program["id"] for program in TALKED if "amount" in program},
}
"""The values that only some programs ever have."""
GROUPS = {"results.unlikely": "result.unlikely_line", "results.not_sure": "result.not_sure_line"}
FIRST_QUESTIONS = ("question.zip", "question.state", "question.household")


@dataclass(frozen=True)
class Rendered:
    """One message with one set of longest values."""

    message_id: str
    language: str
    channel: str
    body: str


class Longest:
    """Every case of every message, out of longest.yml."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.cases: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("longest.yml").read_text())

    def of(self, message_id: str, name: str, language: str, channel: str) -> list[object]:
        """The values to try for one placeholder of one message."""
        if name == "question":
            return [self.words.render(first, language, channel, {}) for first in FIRST_QUESTIONS]
        if name == "lines" and message_id in GROUPS:
            return [self._lines(GROUPS[message_id], language, channel)]
        if name == "lines":
            likely = [
                self.words.render("result.likely", language, channel, {"program": program, "amount": amount})
                for program, amount in self.cases["lines"].items()
            ]
            return [likely, likely[:1]]
        for pattern, values in self.cases["of"].items():
            if fnmatch(message_id, pattern) and name in values:
                return list(values[name])
        return list(self.cases[name])

    def _lines(self, line: str, language: str, channel: str) -> list[str]:
        because = self.of(line, "because", language, channel)[-1]
        values = {"because": because[language] if isinstance(because, dict) else because}
        return [
            self.words.render(line, language, channel, {"program": program, **values}) for program in list(PROGRAMS)[:2]
        ]

    def rendered(self, message_id: str, language: str, channel: str, **fixed: object) -> Iterator[Rendered]:
        """The message with every combination of its longest values."""
        names = sorted(self.words.placeholders(message_id, language, channel))
        choices = [
            [fixed[name]] if name in fixed
            else [*([None] if message_id == "documents" else []), *PROGRAMS] if name == "program"
            else list(itertools.chain(*NOTES.values())) if name == "note"
            else self.of(message_id, name, language, channel)
            for name in names
        ]  # fmt: skip
        for combination in itertools.product(*choices):
            values = dict(zip(names, combination, strict=True))
            if not _can_be(values):
                continue
            yield Rendered(message_id, language, channel, self.words.render(message_id, language, channel, values))

    def every(self) -> Iterator[Rendered]:
        """Every message in every language on every channel. `heard.*` are parts, said only inside others."""
        for message_id, language, channel in itertools.product(self.words.ids, self.words.languages, CHANNELS):
            if not message_id.startswith("heard."):
                yield from self.rendered(message_id, language, channel)


def _can_be(values: dict[str, object]) -> bool:
    """False for what no result ever says: a note of another program, an amount where the rulebook gives none."""
    program = str(values.get("program"))
    if "note" in values and values["note"] not in NOTES[program]:
        return False
    return not any(values.get(name) and program not in programs for name, programs in SAID_OF_A_PROGRAM.items())
