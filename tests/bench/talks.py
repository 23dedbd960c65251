"""Who texts what: many people, each through a whole talk, in both languages."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_AREA_CODES = (
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
    239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
)  # fmt: skip
NUMBERS = len(_AREA_CODES) * 100


@dataclass(frozen=True)
class Message:
    """One text of one person, to be posted."""

    number: str = field(repr=False)
    body: str = field(repr=False)


def load_talks() -> tuple[tuple[str, ...], ...]:
    """The scripted talks of talks.txt: a message a line, an empty line between talks, comments behind #."""
    lines = Path(__file__).with_name("talks.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    return tuple(tuple(talk.splitlines()) for talk in text.strip().split("\n\n"))


def number_of(person: int) -> str:
    """The number of one person, from the range kept free for fiction (555-0100 to 555-0199)."""
    if not 0 <= person < NUMBERS:
        raise ValueError(f"person {person} has no number; at most {NUMBERS} people text in one run")
    return f"+1{_AREA_CODES[person // 100]}55501{person % 100:02}"


class Crowd:
    """`at_once` people take turns; whoever has said everything makes room for somebody new. Safe for threads."""

    def __init__(self, at_once: int, talks: Sequence[Sequence[str]], first_person: int = 0) -> None:
        self._persons = itertools.count(first_person)
        self._talks = talks
        self._lock = threading.Lock()
        self.numbers: list[str] = []
        self._talking = deque(self._newcomer() for _ in range(at_once))

    def next(self) -> Message:
        """The next text of whoever was silent longest."""
        with self._lock:
            number, bodies = self._talking.popleft()
            body = next(bodies, None)
            if body is None:
                number, bodies = self._newcomer()
                body = next(bodies)
            self._talking.append((number, bodies))
            return Message(number, body)

    def _newcomer(self) -> tuple[str, Iterator[str]]:
        person = next(self._persons)
        number = number_of(person)
        self.numbers.append(number)
        return number, iter(self._talks[person % len(self._talks)])
