"""`handrail`: every command of the house. Each lives in a file of its own under `assistant/commands`."""

from __future__ import annotations

import sys

import typer

from assistant.commands import case, run, try_, understand, work
from assistant.commands.engine_process import EngineStartError
from assistant.commands.errors import BAD_SETTINGS, FAILED, INTERRUPTED, CommandError
from assistant.engine_client import EngineError
from assistant.settings import SettingsError
from assistant.store import StoreError
from entitlements.errors import RulesError

app = typer.Typer(
    name="handrail", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="A benefits helpline that anyone can text, in English and Spanish.",
    epilog="Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 wrong settings, 130 ended by Ctrl-C.",
)  # fmt: skip
app.command("run")(run.run)
app.command("try")(try_.try_)
app.command("understand")(understand.understand)
app.command("serve")(work.serve)
app.command("work")(work.work)
app.command("cases")(case.cases)
app.add_typer(case.staff, name="staff")

EXPECTED = (CommandError, EngineStartError, EngineError, StoreError, RulesError)
"""Errors whose message is a sentence for the person at the terminal."""


def main() -> int:
    """Run the command of this process's command line; the exit code (see `assistant.commands.errors`)."""
    try:
        app(prog_name="handrail")
    except SettingsError as error:
        return _say(f"{error} (for the house of `make run`, set HANDRAIL_ENV=development)", BAD_SETTINGS)
    except EXPECTED as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"handrail: {sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
