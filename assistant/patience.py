"""How long the house waits for what. One table, so that a crash test can run it faster and an operator can read it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta


@dataclass(frozen=True)
class Patience:
    """lease: a claimed person is free again after this, should the worker die.

    moment: a person waits this long before "one moment" is said. slow_turn: limit of a turn that was slow once.
    retry: pause before a failed turn is tried again, doubled each time. engine_gone: a message is set aside when the
    engine was away this long. in_flight: an attempt without news no longer holds back the person's next text.
    callback: an unclear send waits this long for its status callback before the provider's list is asked.
    question: an open question may be asked again after this. absence: not being in the list counts from here on.
    goodbye: an erased person's number is forgotten at the latest after this.
    """

    lease: timedelta = timedelta(seconds=30)
    moment: timedelta = timedelta(seconds=8)
    slow_turn: timedelta = timedelta(seconds=20)
    retry: timedelta = timedelta(seconds=1)
    engine_gone: timedelta = timedelta(seconds=900)
    in_flight: timedelta = timedelta(seconds=60)
    callback: timedelta = timedelta(seconds=30)
    question: timedelta = timedelta(seconds=180)
    absence: timedelta = timedelta(seconds=900)
    goodbye: timedelta = timedelta(seconds=86_400)

    def hurried(self, haste: float) -> Patience:
        """The same, `haste` times faster but for the engine, which thinks no faster; only development runs so."""
        engines_own = ("moment", "slow_turn", "engine_gone")
        hurried = (field.name for field in fields(self) if field.name not in engines_own)
        return replace(self, **{name: getattr(self, name) / haste for name in hurried})
