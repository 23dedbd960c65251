"""Logs without content: only fields on the list below are ever written, so a new field is a decision, not a slip.

Of an error its kind and place are kept, never its message, which may hold a value.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

ALLOWED: Final = frozenset(
    {
        "event", "level", "timestamp", "turn_id", "our_id", "case_id", "why", "texts", "error", "places", "failures",
        "reason", "code", "meaning", "count", "attempts", "loop", "status", "seconds", "route", "pack", "workers",
    }
)  # fmt: skip


def set_up_logs(stream: TextIO, level: int = logging.INFO) -> None:
    """One JSON object a line on `stream`. Libraries' own logs are kept to warnings, and to their bare event."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_BareHandler(stream)]
    root.setLevel(logging.WARNING)


def keep_allowed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list; say how many were dropped."""
    kept = {name: value for name, value in event.items() if name in ALLOWED}
    if len(kept) < len(event):
        kept["count"] = kept.get("count", len(event) - len(kept))
    return kept


def where(error: BaseException) -> tuple[str, ...]:
    """The innermost places of an error as file:line in function, without its message."""
    return _places(error.__traceback__)


def _places(trace: TracebackType | None) -> tuple[str, ...]:
    frames = traceback.extract_tb(trace)[-4:]
    return tuple(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)


class _BareHandler(logging.Handler):
    """A library's warning: its logger and level, never its message, which may quote what people wrote."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        self._stream.write(f'{{"event": "library_log", "level": "{record.levelname}", "route": "{record.name}"}}\n')
        self._stream.flush()
