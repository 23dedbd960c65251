"""A talk as a golden file: what is written can be read back, in the form of tests/golden/README.md."""

from __future__ import annotations

from datetime import date

import yaml

from assistant.commands.conversation import Exchange
from assistant.commands.golden import golden_talk

TALK = golden_talk(
    "A test", date(2026, 11, 21), "es", "text",
    [
        Exchange(
            "tengo 34 años: ¿y?", ("Anotado.\n¿Cuántos son?", "Otra."), "answer", "accept", {"p0.age": 34},
            ("note", "ask"),
        ),
        Exchange("ALTO", ("Listo.",), "", "exact"),
        Exchange("", (), "", "exact"),
    ],
)  # fmt: skip


def test_it_reads_back_as_it_was_said() -> None:
    talk = yaml.safe_load(TALK)
    assert list(talk) == ["title", "today", "language", "channel", "turns"]
    assert talk["today"] == date(2026, 11, 21)
    first, second, third = talk["turns"]
    assert first == {
        "says": "tengo 34 años: ¿y?", "intent": "answer", "action": "accept", "learnt": {"p0.age": 34},
        "effects": ["note", "ask"], "hears": ["Anotado.\n¿Cuántos son?\n", "Otra.\n"],
    }  # fmt: skip
    assert second == {"says": "ALTO", "action": "exact", "hears": ["Listo.\n"]}
    assert third == {"says": "", "action": "exact", "hears": []}


def test_a_person_can_read_the_difference() -> None:
    assert "effects: [note, ask]" in TALK
    assert "  - says: 'tengo 34 años: ¿y?'" in TALK
    assert "      - |\n        Anotado.\n        ¿Cuántos son?\n" in TALK
