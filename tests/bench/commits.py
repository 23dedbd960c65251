"""How the bench knows when something was committed: the edge's named points, and the ids drawn before them.

The house calls `Edge.point` after each commit ("door.written", "talk.written") and draws every id from `Edge.new_id`.
An edge that remembers, thread by thread, which ids were drawn since the last point can therefore tell which message or
text a commit was about. It writes one line for each on a pipe; nothing in the product exists for the bench.

    door TIME ID...                         the last id is the message's
    talk CLAIMED DECIDED WRITTEN ID...      among the ids are those of the texts that were put into the outbox

Times are those of the monotonic clock, which all processes of this machine share.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from assistant.edge import Edge


def recording(edge: Edge, write: Callable[[bytes], object]) -> Edge:
    """The same edge that also writes a line for each commit of the door and of the talk."""
    own = threading.local()

    def new_id() -> str:
        made = edge.new_id()
        own.__dict__.setdefault("ids", []).append(made)
        return made

    def point(name: str) -> None:
        now = edge.seconds()
        if name == "talk.claimed":
            own.claimed, own.ids = now, []
        elif name == "talk.decided":
            own.decided = now
        elif name == "talk.written":
            write(_line("talk", (own.claimed, own.decided, now), own.__dict__.pop("ids", [])))
        elif name == "door.written":
            write(_line("door", (now,), own.__dict__.pop("ids", [])))
        edge.point(name)

    return replace(edge, new_id=new_id, point=point)


def _line(name: str, times: Collection[float], ids: Collection[str]) -> bytes:
    return " ".join((name, *(f"{time:.6f}" for time in times), *ids)).encode() + b"\n"


@dataclass(frozen=True)
class Answered:
    """A turn that was written: when its message was claimed, its answer known, its texts committed; ids drawn."""

    claimed: float
    decided: float
    written: float
    ids: tuple[str, ...]


@dataclass(frozen=True)
class TurnTimes:
    """One whole turn in seconds: waiting to be claimed, engine and wording, writing; `written` is when it ended."""

    waiting: float
    deciding: float
    writing: float
    written: float

    @property
    def whole(self) -> float:
        return self.waiting + self.deciding + self.writing


@dataclass
class Commits:
    """Gathers the lines of all processes of a house; `on_answer` is called for each turn that was written."""

    on_answer: Callable[[], object] = lambda: None
    arrived: dict[str, float] = field(default_factory=dict)
    answered: list[Answered] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One line of a house. Lines of other kinds are not ours."""
        kind, *rest = line.split()
        if kind == "door":
            self.arrived[rest[-1]] = float(rest[0])
        elif kind == "talk":
            claimed, decided, written = (float(time) for time in rest[:3])
            self.answered.append(Answered(claimed, decided, written, tuple(rest[3:])))
            self.on_answer()

    def turns(self, turn_of_text: Mapping[str, str]) -> tuple[TurnTimes, ...]:
        """Every turn that led to a text; `turn_of_text` is the outbox: our id of a text to its turn's message."""
        found = []
        for answer in tuple(self.answered):
            message = next((turn_of_text[each] for each in answer.ids if each in turn_of_text), None)
            if message in self.arrived:
                found.append(TurnTimes(
                    answer.claimed - self.arrived[message], answer.decided - answer.claimed,
                    answer.written - answer.decided, answer.written,
                ))  # fmt: skip
        return tuple(found)
