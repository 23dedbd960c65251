"""A training text as a value, and the training files read without Rasa (for tests and reports)."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import yaml

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Example:
    """One text and its intent. `family` groups out-of-scope texts (weather, banking ...), else it is empty."""

    text: str
    intent: str
    family: str = ""
    language: str = ""


def read_examples(folder: Path) -> tuple[Example, ...]:
    """All texts of `intents/LANGUAGE/*.yml`, in file order.

    Raises ValueError naming the file when a block has no examples.
    """
    found: list[Example] = []
    for path in sorted(folder.glob("??/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            family = (block.get("metadata") or {}).get("family", "")
            lines = [line[2:] for line in block.get("examples", "").splitlines() if line.startswith("- ")]
            if not lines:
                raise ValueError(f"{path}: intent {block['intent']!r} has no examples; write some or remove the block")
            found += [Example(line, block["intent"], family, path.parent.name) for line in lines]
    return tuple(found)


def folds(examples: Sequence[Example], count: int) -> list[int]:
    """The fold (0 .. count - 1) of each example.

    Within an intent, neighbours in the file go to different folds; an out-of-scope family stays together, so what is
    measured on it is how the model meets subjects that it has never seen.
    """
    families = sorted({example.family for example in examples if example.family})
    of_family = {family: place % count for place, family in enumerate(families)}
    seen: dict[str, int] = {}
    placed: list[int] = []
    for example in examples:
        turn = seen.get(example.intent, 0)
        seen[example.intent] = turn + 1
        placed.append(of_family[example.family] if example.family else turn % count)
    return placed
