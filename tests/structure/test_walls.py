"""What may stand where: single places for risky things, checked on the source itself (layers: `lint-imports`)."""
from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("assistant", "entitlements", "sms", "voice")


@dataclass(frozen=True)
class Wall:
    """`names` (modules or dotted attributes) may be used only in files that start with one of `places`."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    why: str


WALLS = (
    Wall(("rasa", "rasa_sdk", "sklearn"), ("assistant/engine/",), "Rasa lives in the sealed room only"),
    Wall(("twilio",), ("sms/twilio_", "voice/twilio_"), "one provider, one place"),
    Wall(("vosk",), ("voice/recogniser.py",), "one recogniser, one place"),
    Wall(("sqlalchemy", "alembic", "psycopg", "sqlite3"), ("assistant/store/",), "only the store knows SQL"),
    Wall(("os.environ", "os.getenv"), ("assistant/settings.py",), "settings come from one place"),
    Wall(
        ("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns"),
        ("assistant/edge.py", "assistant/commands/"),
        "the clock comes in from the edge, so any talk can be replayed",
    ),
    Wall(
        ("secrets", "random", "uuid"),
        # the engine names its throw-away conversation, settings make up a development key, training noise is seeded
        ("assistant/edge.py", "assistant/settings.py", "assistant/engine/dialogue.py", "assistant/engine/pipeline/",
         "assistant/commands/"),
        "ids and randomness come in from the edge",
    ),
    Wall(("numpy",), ("entitlements/batch.py", "assistant/engine/pipeline/"), "rules count in integers"),
)  # fmt: skip


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def used_names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every imported module and every dotted name, with what its first part was imported as."""
    alias: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                alias[name.asname or name.name.split(".")[0]] = name.name if name.asname else name.name.split(".")[0]
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for name in node.names:
                alias[name.asname or name.name] = f"{node.module}.{name.name}"
                yield f"{node.module}.{name.name}", node.lineno
    for node in ast.walk(tree):
        dotted = _dotted(node)
        if dotted:
            first, _, rest = dotted.partition(".")
            yield (f"{alias.get(first, first)}.{rest}" if rest else alias.get(first, first)), node.lineno  # type: ignore[attr-defined]


def _dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) and parts else ""


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.names[0])
def test_wall(wall: Wall) -> None:
    broken = [
        f"{file}:{line} uses {name}"
        for file, tree in sources()
        if not file.startswith(wall.places)
        for name, line in used_names(tree)
        if any(name == forbidden or name.startswith(forbidden + ".") for forbidden in wall.names)
    ]
    assert not broken, f"{wall.why}; allowed in {', '.join(wall.places)}: {sorted(set(broken))}"


def test_the_reader_of_names_sees_what_it_must() -> None:
    """The check itself must be able to fail."""
    tree = ast.parse("import os as o\nfrom datetime import datetime as d\nd.now()\no.environ['X']\nimport twilio.rest")
    names = {name for name, _ in used_names(tree)}
    assert {"datetime.datetime.now", "os.environ", "twilio.rest"} <= names


def test_layers_between_rooms() -> None:
    """DESIGN's import direction, by import-linter (its contracts stand in pyproject.toml)."""
    linter = Path(sys.executable).with_name("lint-imports")
    assert shutil.which(str(linter)), "import-linter belongs to the app's environment: run `make setup`"
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_assistant_package_is_empty() -> None:
    assert (ROOT / "assistant" / "__init__.py").read_text() == ""
