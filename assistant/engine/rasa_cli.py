"""`bin/rasa`: Rasa's own command line, with Handrail's paths and the fixed model name filled in."""
from __future__ import annotations

import sys
from typing import Dict, List, Sequence, Tuple

from assistant.engine import without_tensorflow
from assistant.engine.manifest import MODEL_NAME
from assistant.engine.train import CONFIG, DATA, DOMAIN, ROOT
from assistant.engine.train import main as train_main

_MODEL = f"models/{MODEL_NAME}.tar.gz"
_DEFAULTS: Dict[Tuple[str, ...], List[str]] = {
    ("test", "nlu"): [
        "--nlu", "intents", "--config", CONFIG, "--domain", DOMAIN, "--model", _MODEL, "--out", "var/rasa/nlu",
    ],
    ("test", "core"): ["--stories", "tests/stories", "--model", _MODEL, "--out", "var/rasa/core"],
    ("data", "validate"): ["--domain", DOMAIN, "--config", CONFIG, "--data", *DATA],
}


def arguments_for(given: Sequence[str]) -> List[str]:
    """Rasa's arguments: what was given, then the defaults for options that were not."""
    for command, defaults in _DEFAULTS.items():
        if tuple(given[: len(command)]) == command:
            return [*given, *_missing(given, defaults)]
    return list(given)


def _missing(given: Sequence[str], defaults: Sequence[str]) -> List[str]:
    added: List[str] = []
    keep = False
    for word in defaults:
        if word.startswith("--"):
            keep = word not in given
        if keep:
            added.append(word)
    return added


def main(given: Sequence[str]) -> int:
    """`train` is our own (it writes the manifest); all else is Rasa's."""
    if list(given[:1]) == ["train"]:
        return train_main(given[1:])
    without_tensorflow.install()
    import rasa.__main__  # only after TensorFlow's stand-in is in place

    sys.path.insert(0, str(ROOT))
    sys.argv = ["rasa", *arguments_for(given)]
    rasa.__main__.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
