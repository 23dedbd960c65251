"""`python -m assistant.engine --socket PATH --models DIR --packs DIR --workers N`: the sealed room."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Sequence

from assistant.engine import without_tensorflow


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="assistant.engine", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="Unix socket to listen on (made with mode 0600)")
    parser.add_argument("--models", type=Path, required=True, help="folder with the trained model and its manifest")
    parser.add_argument("--packs", type=Path, required=True, help="folder with the rule packs and their manifest")
    parser.add_argument("--workers", type=int, default=2, help="worker processes (default 2)")
    options = parser.parse_args(arguments)
    without_tensorflow.install(serving=True)
    from assistant.engine.quiet import silence_libraries  # Rasa comes only after the stand-in

    silence_libraries()
    from assistant.engine.errors import EngineError
    from assistant.engine.parent import EngineOptions, Parent

    try:
        return Parent(EngineOptions(options.socket, options.models, options.packs, options.workers)).run()
    except EngineError as error:
        sys.stderr.write(f"engine: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
