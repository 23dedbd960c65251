"""`handrail screen FILE.jsonl --on DATE`: determinations for many households, one JSON list a line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.rules import RULES, Folder
from entitlements.household_file import HouseholdFormat, households
from entitlements.pack import compile_rules


def screen(
    file: Annotated[Path, typer.Argument(help='One household a line: {"facts": [...]} or the HOUSEHOLD shape.')],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day that counts.")],
    rules: Folder = RULES,
) -> None:
    """Determine every household of a file; prints one JSON list of determinations a line, in the file's order."""
    rulebook = compile_rules(rules)
    for _, household in households(file, HouseholdFormat.load(rules)):
        found = rulebook.determine(household, on.date())
        typer.echo(json.dumps([each.to_json() for each in found], sort_keys=True, separators=(",", ":")))
