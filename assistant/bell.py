"""Wakes the loops of this process when there is something to do, so that nobody waits for the next look-around."""

from __future__ import annotations

import threading


class Bell:
    """`ring` lets one `wait` return at once; several rings before a wait are one."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, seconds: float) -> None:
        """Return when the bell rings, or after `seconds`."""
        self._event.wait(seconds)
        self._event.clear()
