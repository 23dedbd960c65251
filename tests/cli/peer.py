"""A stand-in for the engine's process in tests of what the commands do around it: start, watch, start again, end.

It is started as the engine is (`-W ignore -m assistant.engine --socket ...`), by a script that a test puts in the
interpreter's place, and speaks the protocol by `tests.support.scripted_engine`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.commands.engine_process import EngineFiles

ROOT = Path(__file__).resolve().parents[2]


def scripted_files(folder: Path, program: str = "-m tests.support.scripted_engine {socket} 1") -> EngineFiles:
    """Files of a made-up engine under `folder`; `program` are the arguments of Python that stand in for it."""
    for name in ("models", "packs"):
        (folder / name).mkdir()
        (folder / name / "manifest.json").write_text("{}")
    python = folder / "python"
    arguments = program.format(socket=folder / "engine.sock")
    # The real arguments follow, so that the process can be recognised by its command line.
    python.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" {arguments} "$@"\n')
    python.chmod(0o755)
    return EngineFiles(folder / "engine.sock", folder / "packs", folder / "engine.log", folder / "models", python)
