"""`make bench`: measure everything once, write it down beside what was expected, and keep it under var/bench/.

Ends with 0 when everything could be measured, whether or not an expectation was reached: a noisy machine is no defect,
and the table says so plainly.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.logs import set_up_logs
from tests.bench import engine_life, whole_turn
from tests.bench.against_stock import saturation_section, stock_load, stock_section
from tests.bench.figures import Section, as_json, table
from tests.bench.long_talk import long_talk_section
from tests.support.engine import ROOT, missing_part

KEPT = ROOT / "var" / "bench"
WORKERS = 2
SHORTER = 3  # saturation, the stock bot and the second layout take a third of the time of the open arrivals


def main() -> int:
    options = _options()
    reason = missing_part()
    if reason:
        sys.stderr.write(f"bench: {reason}\n")
        return 1
    KEPT.mkdir(parents=True, exist_ok=True)
    machine = _machine()
    with _workshop() as folder, (folder / "bench.log").open("a", encoding="utf-8") as log:
        set_up_logs(log)
        sections = _measure(options, folder)
    machine["load_after"] = os.getloadavg()[0]
    report = {"machine": machine, "options": vars(options), "sections": as_json(sections)}
    kept = KEPT / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    kept.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(report, indent=2) + "\n" if options.json else _heading(machine) + table(sections))
    tell(f"kept in {kept.relative_to(ROOT)}")
    return 0


def _measure(options: argparse.Namespace, folder: Path) -> list[Section]:
    rate, seconds, under_way = options.rate, options.seconds, options.under_way
    shorter, starts = max(2.0, seconds / SHORTER), list[float]()
    tell("rules ...")
    sections = [engine_life.rules_section()]
    tell("starting the engine ...")
    with engine_life.timed_engine(folder / "engine", WORKERS, starts) as engine:
        tell(f"{rate:g} texts a second for {seconds:g} s ...")
        load = whole_turn.open_arrivals(engine, folder / "open", rate, seconds)
        sections += [whole_turn.webhook_section(load, rate), whole_turn.open_section(load, rate)]
        weight = engine_life.weight_section(engine_life.weigh(engine), len(load.turns))
        tell("the same with door and workers apart ...")
        split = whole_turn.open_arrivals(engine, folder / "split", rate, shorter, whole_turn.TWO_PROCESSES)
        sections.append(whole_turn.split_section(split, rate))
        tell("as many turns as it can do ...")
        full = whole_turn.saturation(engine, folder / "full", under_way, shorter)
        sections.append(saturation_section(full, under_way))
        tell("long talks ...")
        sections += [long_talk_section(engine.socket, folder / "long"), weight]
    if not options.skip_stock:
        tell("the stock bot (trained first where it is not kept: some minutes) ...")
        sections.append(stock_section(full, stock_load(KEPT, under_way, shorter), under_way))
    tell("starts and kills of the engine ...")
    with engine_life.timed_engine(folder / "again", 1, starts) as engine:
        back = engine_life.kill_workers(engine)
    with engine_life.timed_engine(folder / "third", 1, starts):
        pass
    sections.append(engine_life.life_section(starts, back))
    tell("training ...")
    return [*sections, engine_life.training_section(folder / "training")]


def tell(line: str) -> None:
    """Progress, apart from the figures."""
    sys.stderr.write(f"bench: {line}\n")
    sys.stderr.flush()


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder beside the kept figures, on the disk that a house would use; kept when the bench fails, for its logs."""
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=KEPT))
    try:
        yield folder
    except BaseException:
        tell(f"failed; the logs are in {folder.relative_to(ROOT)}")
        raise
    shutil.rmtree(folder)


def _machine() -> dict[str, object]:
    """What the figures depend on besides the code."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit.stdout.strip(),
        "cores": os.cpu_count(), "load_before": os.getloadavg()[0],
        "system": platform.platform(), "python": platform.python_version(),
    }  # fmt: skip


def _heading(machine: dict[str, object]) -> str:
    return (
        f"{machine['at']}, commit {machine['commit'] or 'unknown'}, {machine['cores']} cores, load "
        f"{machine['load_before']:.1f} before and {machine['load_after']:.1f} after\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long texts come at --rate (default 60)")
    parser.add_argument("--rate", type=float, default=20.0, help="texts a second (default 20)")
    parser.add_argument("--under-way", type=int, default=8, help="texts under way at saturation (default 8)")
    parser.add_argument("--skip-stock", action="store_true", help="leave the stock Rasa bot out")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
