"""`make update-golden`: replay every golden talk, show what changed, and write it for review (git diff shows it whole).

A changed intent is not written: understanding is mended, or the file is changed by hand with the reason in the commit.
"""
from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

from tests.golden.replay import GUARDED, TALKS, as_turns, load, replay, written
from tests.support.engine import missing_part, start_engine


def main() -> int:
    reason = missing_part()
    if reason:
        sys.stderr.write(f"update-golden: {reason}\n")
        return 2
    refused = 0
    with tempfile.TemporaryDirectory(prefix="handrail-engine-") as folder:
        engine = start_engine(Path(folder))
        try:
            refused = sum(not update(path, engine.socket) for path in TALKS)
        finally:
            engine.process.terminate()
            engine.process.wait(timeout=20)
    return 1 if refused else 0


def update(path: Path, socket: Path) -> bool:
    """False when an intent changed, or would."""
    talk = load(path)
    exchanges = replay(talk, socket)
    for old, new in zip(talk["turns"], as_turns(exchanges), strict=True):
        for key in GUARDED:
            if key in old and old.get(key) != new.get(key):
                change = f"{key} {old.get(key)!r} became {new.get(key)!r}"
                sys.stdout.write(f"{path.name}: {old['says']!r}: {change}; not written\n")
                return False
    before, after = path.read_text(encoding="utf-8"), written(talk, exchanges)
    if before != after:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), path.name, "now", lineterm="", n=1)
        sys.stdout.write("\n".join(lines) + "\n")
        path.write_text(after, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
