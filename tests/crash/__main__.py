"""`make crash`: kill everything between named steps while people text, then count what was lost or doubled."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import fields
from pathlib import Path

from tests.crash.engines import best_kind
from tests.crash.run import HASTE, Report, run
from tests.crash.steps import STEPS


def main() -> int:
    options = _options()
    kind, why = best_kind() if options.engine == "best" else (options.engine, "asked for")
    sys.stdout.write(f"engine: {kind} ({why}); seed {options.seed}; waits shortened {HASTE} times\n")
    with tempfile.TemporaryDirectory(prefix="handrail-crash-") as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        report = run(options.kills, options.turns, kind, folder, options.seed, Progress())
    sys.stdout.write("\n" + table(report))
    return 0 if report.verdict.clean and report.deaths_unasked == 0 else 1


class Progress:
    """One line that is written over, at most twice a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, line: str) -> None:
        if time.monotonic() - self._last > 0.5 and sys.stdout.isatty():
            self._last = time.monotonic()
            sys.stdout.write(f"\r{line:78}")
            sys.stdout.flush()


def table(report: Report) -> str:
    """The counts as lines to read."""
    lines = [f"{report.turns} texts, {report.kills.total()} kills in {report.seconds:.0f} s", "", "killed at"]
    lines += [f"  {step:18} {report.kills[step]:5}" for step in STEPS]
    lines += ["", "left behind (all must be 0)"]
    for field in fields(report.verdict):
        lines.append(f"  {field.name.replace('_', ' '):26} {getattr(report.verdict, field.name):5}")
    lines += [f"  {'processes that died alone':26} {report.deaths_unasked:5}", ""]
    lines += [f"people who waited too long and texted on: {report.gave_up}", ""]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("best", "real", "scripted"), default="best")
    parser.add_argument("--keep", type=Path, help="an empty folder that keeps database, provider's book and logs")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
