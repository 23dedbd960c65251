"""`handrail`: every command of the house. Each lives in a file of its own under `assistant/commands`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

import typer

from assistant.commands.errors import BAD_SETTINGS, FAILED, INTERRUPTED, CommandError
from assistant.commands.terminal import tell
from assistant.settings import SettingsError

COMMANDS: Final = {
    "run": "run:run",
    "try": "try_:try_",
    "understand": "understand:understand",
    "screen": "screen:screen",
    "rules": "rules:app",
    "cases": "case:cases",
    "staff": "case:staff",
    "setup": "setup:app",
    "contacts": "contacts:app",
    "keys": "keys:app",
    "serve": "work:serve",
    "work": "work:work",
}
"""Name -> module of `assistant.commands` and what it offers: a function, or a Typer app of sub-commands."""


def build_app(wanted: str = "") -> typer.Typer:
    """The command line; only the wanted command is imported where one is named, for each brings its own room along."""
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        epilog="Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 wrong settings, 130 ended by Ctrl-C.",
    )  # fmt: skip
    app.callback()(_handrail)
    for name, place in COMMANDS.items():
        if wanted in COMMANDS and wanted != name:
            continue
        module, _, offered = place.partition(":")
        command = getattr(importlib.import_module(f"assistant.commands.{module}"), offered)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code (see `assistant.commands.errors`)."""
    app = build_app(arguments[0] if arguments else "")
    try:
        app(list(arguments), prog_name="handrail", standalone_mode=True)
    except SettingsError as error:
        return _failed(f"{error} (for the house of `make run`, set HANDRAIL_ENV=development)", BAD_SETTINGS)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, _told_in_a_sentence()):
            return _failed(str(error), FAILED)
        raise
    return 0


def _handrail() -> None:
    """A benefits helpline that anyone can text, in English and Spanish."""


def _told_in_a_sentence() -> tuple[type[Exception], ...]:
    """Errors whose message is meant for the person at the terminal. Imported late: they bring the store along."""
    from assistant.engine_client import EngineError
    from assistant.store import StoreError
    from entitlements.errors import RulesError

    return (CommandError, EngineError, StoreError, RulesError)


def _failed(sentence: str, code: int) -> int:
    tell(f"handrail: {sentence}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
