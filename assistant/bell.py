"""Wakes the loops of this process when there is something to do, so that nobody waits for the next look-around."""

from __future__ import annotations

import threading


class Bell:
    """`ring` lets one `wait` return at once; several rings before a wait are one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rung = False

    def ring(self) -> None:
        with self._changed:
            self._rung = True
            self._changed.notify()

    def wait(self, seconds: float) -> None:
        """Return when the bell rings for this waiter, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._rung, seconds)
            self._rung = False
