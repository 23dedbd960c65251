"""Work that waits for its time on a few threads: the webhooks and callbacks of the fake provider."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable


class Posts:
    """Webhooks and callbacks waiting for their time; several threads, so that one slow door does not order them."""

    def __init__(self, threads: int = 8) -> None:
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._running, self._ended = 0, False
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def add(self, due: float, post: Callable[[], None]) -> None:
        with self._changed:
            heapq.heappush(self._heap, (time.monotonic() + due, next(self._numbers), post))
            self._changed.notify_all()

    def wait_idle(self, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._heap and not self._running, seconds)

    def _work(self) -> None:
        while (post := self._next()) is not None:
            try:
                post()
            finally:
                with self._changed:
                    self._running -= 1
                    self._changed.notify_all()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._ended:
                pause = self._heap[0][0] - time.monotonic() if self._heap else None
                if pause is not None and pause <= 0:
                    self._running += 1
                    return heapq.heappop(self._heap)[2]
                self._changed.wait(pause)
            return None
