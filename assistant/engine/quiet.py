"""Rasa logs what people say, at debug level and in errors. In this house nobody's words reach a log."""
from __future__ import annotations

import linecache
import logging
import warnings
from typing import Any, List

import structlog


def silence_libraries() -> None:
    """No word of Rasa, its SDK, uvicorn or warnings gets out; the engine's own lines go through `log`."""
    logging.disable(logging.CRITICAL)
    silence_deprecations()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), processors=[_drop])


def show_warnings_only() -> None:
    """For training: Rasa's rule policy formats a page of debug text for every rule, which is slow and says nothing."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def silence_deprecations() -> None:
    """Rasa's old pins warn about themselves by the dozen, and put their own filters back."""
    warnings.simplefilter("ignore")
    warnings.showwarning = _no_warning


def _no_warning(*_: Any, **__: Any) -> None:
    """Libraries put their own filters back; a warning may quote an argument, so it is dropped here for good."""


def _drop(_logger: Any, _method: str, _event: Any) -> Any:
    raise structlog.DropEvent


def open_no_sources() -> None:
    """A traceback reads source files to print their lines; inside the seal that would end the process."""

    def no_lines(filename: str, module_globals: Any = None) -> List[str]:  # noqa: ARG001  # linecache's signature
        return []

    linecache.updatecache = no_lines
