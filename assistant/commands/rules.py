"""`handrail rules`: the tools of policy staff. The work is done in `entitlements`."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.errors import CommandError
from entitlements.checking import check as problems_of
from entitlements.checking import stale as stale_on
from entitlements.comparing import Comparison, compare, expectations, stated_receipt
from entitlements.differences import load_reasons, page, resolved, unexplained
from entitlements.examples import load_examples, run_examples
from entitlements.household_file import HouseholdFormat, households
from entitlements.impact import impact, impact_lines
from entitlements.interviewing import interview
from entitlements.pack import build, compile_rules, rules_or_pack
from entitlements.program import Program
from entitlements.showing import program_page
from entitlements.starting import start_program

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "entitlements" / "us"
SAMPLE = ROOT / "tests" / "entitlements" / "reference" / "us_reference_2026.jsonl.gz"
DIFFERENCES = ROOT / "docs" / "known-differences.md"


class Language(str, Enum):
    """The languages that every sentence stands in."""

    en = "en"
    es = "es"


app = typer.Typer(no_args_is_help=True, help="Check, explain, compare and build the rules.")
Folder = Annotated[Path, typer.Option("--rules", help="Folder of the rule files.", exists=True, file_okay=False)]
Reference = Annotated[
    Path,
    typer.Argument(
        help="Reference households, one JSON object a line (.jsonl, .jsonl.gz).", exists=True, dir_okay=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Day = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day that counts.")]


@app.command("check")
def check_rules(rules: Folder = RULES) -> None:
    """Read all rule files and examples; print every problem with file and line."""
    problems = problems_of(rules)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise CommandError(f"{len(problems)} problems in {rules.name}; mend them and run `handrail rules check` again")
    typer.echo("The rules are in order.")


@app.command("examples")
def examples(rules: Folder = RULES) -> None:
    """Run every example with its boundary cases."""
    rulebook = compile_rules(rules)
    found = load_examples(rules, rulebook)
    failures = run_examples(rulebook, found)
    for failure in failures:
        typer.echo(str(failure))
    if failures:
        raise CommandError(f"{len(failures)} of {len(found)} examples come out otherwise")
    typer.echo(f"{len(found)} examples come out as written.")


@app.command("explain")
def explain(
    program: str, rules: Folder = RULES, language: Annotated[Language, typer.Option("--lang")] = Language.en
) -> None:
    """What a program asks for: its conditions in words, rules and citations."""
    found = compile_rules(rules).program(program)
    typer.echo(f"{found.name[language.value]}. {found.description[language.value]}")
    for kind, group in (("referral", found.refer), ("condition", found.conditions)):
        for condition in group:
            typer.echo(f"\n{kind} {condition.id} ({'; '.join(condition.sources)})")
            for truth, words in condition.because.items():
                typer.echo(f"  {truth}: {words[language.value]}")


@app.command("show")
def show(
    program: str, state: Annotated[str, typer.Option("--state", help="Two letters.")], on: Day, rules: Folder = RULES
) -> None:
    """A program as one readable page: every figure in force for a state on a day, with its source."""
    typer.echo(program_page(compile_rules(rules), program, state.upper(), on.date()))


@app.command("stale")
def stale(on: Day, rules: Folder = RULES) -> None:
    """Program by program: figures whose period has ended, that are past review or only projected, and old contacts."""
    rulebook = compile_rules(rules)
    found = stale_on(rulebook, on.date())
    for program in (*sorted(rulebook.rules.programs), ""):
        due = [each for each in found if program in (each.programs or ("",))]
        if due:
            typer.echo(program or "used by no program")
        for each in due:
            typer.echo(f"  {each.since.isoformat()}  {each.name}: {each.why}")
    typer.echo(
        f"{len(found)} to look at; {_unverified(rulebook.programs())} programs were never verified on the live page."
    )


@app.command("build")
def build_pack(
    packs: Annotated[Path, typer.Argument(help="Folder of the built packs.")], rules: Folder = RULES
) -> None:
    """Check the rules, write the pack and make it the current one; prints its SHA-256."""
    problems = problems_of(rules)
    if problems:
        raise CommandError(f"the rules have {len(problems)} problems; `handrail rules check` lists them")
    typer.echo(build(rules, packs))


@app.command("compare")
def compare_reference(
    reference: Reference,
    rules: Folder = RULES,
    as_json: AsJson = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/known-differences.md anew.")] = False,
) -> None:
    """Set our results beside those of the reference households, program by program."""
    rulebook = compile_rules(rules)
    lines = list(households(reference, HouseholdFormat.load(rules)))
    scores = compare(rulebook, lines, expectations(rules))
    reasons = load_reasons(rules)
    stated = stated_receipt(line for line, _ in lines)
    if write:
        DIFFERENCES.write_text(page(scores, reasons, len(stated)), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps({program: score.to_json() for program, score in scores.items()}, indent=1))
        return
    for program, score in scores.items():
        typer.echo(_score_line(program, score))
    typer.echo(f"stated_receipt: {len(stated)} households say they get something that the reference does not count.")
    for program, difference in unexplained(scores, reasons):
        place = f"{program} {difference.household} {difference.state}"
        typer.echo(f"not explained: {place} {difference.kind}, ours {difference.ours}, theirs {difference.theirs}")
    for name in resolved(scores, reasons):
        typer.echo(f"no longer differs: {name}; take it out of differences.yml")


@app.command("interview")
def interview_reference(
    reference: Reference,
    rules: Folder = RULES,
    as_json: AsJson = False,
    on: Day = datetime(2026, 11, 15),  # noqa: DTZ001  the day of the reference households
    every: Annotated[int, typer.Option(help="Take every n-th household.", min=1)] = 10,
) -> None:
    """Simulate honest, forgetful and refusing respondents: how many questions, and what was wrong at the end."""
    rulebook = compile_rules(rules)
    taken = islice(households(reference, HouseholdFormat.load(rules)), 0, None, every)
    found = interview(rulebook, (household for _, household in taken), on.date())
    if as_json:
        typer.echo(json.dumps({name: talks.to_json() for name, talks in found.items()}, indent=1))
        return
    for name, talks in found.items():
        row = talks.to_json()
        typer.echo(
            f"{name}: {row['n']} talks, questions median {row['questions_median']}, 90th {row['questions_p90']}, "
            f"first likely after {row['first_likely_median']}, wrong no {row['wrong_no']}, "
            f"wrong yes {row['wrong_yes']}, still open {row['unknown']}"
        )
        for step, share in enumerate(talks.curve()):
            typer.echo(f"  {step:2d} {'#' * round(share * 50):<50} {share * 100:5.1f} % of the worth settled")


@app.command("new")
def new_program(program: str, rules: Folder = RULES) -> None:
    """Start a new program: its file and its examples, with every part that is still to be written."""
    for file in start_program(rules, program):
        typer.echo(f"{file.relative_to(rules.parent)} is there; replace every ... and run `handrail rules check`")


@app.command("impact")
def impact_of(
    old: Annotated[Path, typer.Argument(help="Rule folder or built pack in force.", exists=True, file_okay=False)],
    new: Annotated[Path, typer.Argument(help="Rule folder or built pack proposed.", exists=True, file_okay=False)],
    on: Day,
    sample: Annotated[
        Path, typer.Option("--households", help="Sample households (.jsonl, .jsonl.gz).", exists=True, dir_okay=False)
    ] = SAMPLE,
    as_json: AsJson = False,
    most: Annotated[int, typer.Option(help="Households listed per program and kind of change.", min=0)] = 5,
) -> None:
    """Who would gain, lose or get another amount under the new rules, and why, before they go live."""
    lines = households(sample, HouseholdFormat.load(RULES))
    named = ((str(line.get("input", line).get("id", number)), each) for number, (line, each) in enumerate(lines, 1))
    found = impact(rules_or_pack(old), rules_or_pack(new), named, on.date())
    if as_json:
        typer.echo(json.dumps([change.to_json() for change in found.changes], indent=1))
        return
    for line in impact_lines(found, most):
        typer.echo(line)


def _score_line(program: str, score: Comparison) -> str:
    row = score.to_json()
    return f"{program}: " + ", ".join(f"{key} {value}" for key, value in row.items())


def _unverified(programs: tuple[Program, ...]) -> int:
    return sum(program.verified_on is None for program in programs)
