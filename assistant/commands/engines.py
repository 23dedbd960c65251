"""An engine for a command: the one that runs already, or one of its own for as long as the command lasts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.commands.engine_process import EngineFiles, answers, running_engine
from assistant.commands.terminal import tell
from assistant.settings import Settings


@contextmanager
def engine_for(settings: Settings) -> Iterator[Settings]:
    """The settings with a socket on which an engine answers. Raises EngineStartError."""
    if answers(settings.engine_socket):
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="handrail-") as folder:
        files = EngineFiles(Path(folder) / "engine.sock", settings.packs.resolve(), Path(folder) / "engine.log")
        with running_engine(files, 1, tell):
            yield replace(settings, engine_socket=files.socket)
