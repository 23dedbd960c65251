"""`handrail screen FILE.jsonl --on DATE`: determinations for many households, one JSON list a line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.errors import CommandError
from assistant.commands.rules import RULES, Folder
from entitlements.errors import HouseholdError
from entitlements.household_file import HouseholdFormat, households
from entitlements.pack import compile_rules


def screen(
    file: Annotated[
        Path,
        typer.Argument(
            help='One household a line: {"facts": [...]} or the HOUSEHOLD shape.', exists=True, dir_okay=False
        ),
    ],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day that counts.")],
    rules: Folder = RULES,
) -> None:
    """Determine every household of a file; prints one JSON list of determinations a line, in the file's order."""
    rulebook = compile_rules(rules)
    for number, (_, household) in enumerate(households(file, HouseholdFormat.load(rules)), start=1):
        try:
            found = rulebook.determine(household, on.date())
        except HouseholdError as error:
            raise CommandError(f"{file.name}, household {number}: {error}") from None
        typer.echo(json.dumps([each.to_json() for each in found], sort_keys=True, separators=(",", ":")))
