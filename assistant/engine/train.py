"""`make train`: train the dialogue model from config.yml, intents/, assistant/domain and assistant/flows, and seal it.

Nothing is done when the model of the manifest was made from exactly these inputs.
"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Mapping, Sequence

import yaml

from assistant.engine import without_tensorflow
from assistant.engine.manifest import (
    MODEL_NAME,
    changed_inputs,
    input_files,
    read_manifest,
    trusted_model,
    write_manifest,
)
from assistant.engine.quiet import show_warnings_only, silence_deprecations

ROOT = Path(__file__).resolve().parents[2]
DOMAIN, DATA, CONFIG = "assistant/domain", ("intents", "assistant/flows"), "config.yml"


def why_train(models: Path, inputs: Mapping[str, str]) -> str:
    """Why the model in `models` must be made anew; "" when it is intact and was made from these inputs.

    Raises ModelNotTrusted when it is not what its manifest says.
    """
    if read_manifest(models) is None:
        return "there is none yet"
    changed = changed_inputs(models, inputs)
    if changed:
        return f"{changed[0]} changed" if len(changed) == 1 else f"{changed[0]} and {len(changed) - 1} more changed"
    trusted_model(models)
    return ""


def train(models: Path) -> None:
    """Train into `models` and write the manifest. About a minute at most; Rasa shows its own progress."""
    without_tensorflow.install()
    without_tensorflow.refuse_tensorflow_components(yaml.safe_load((ROOT / CONFIG).read_text()))
    show_warnings_only()
    silence_deprecations()
    import rasa.model_training  # only after TensorFlow's stand-in is in place

    from assistant.engine.lean_training import quicken_training

    quicken_training()
    inputs = input_files(ROOT)  # as they are now: what is edited meanwhile is not in this model
    rasa.model_training.train(
        domain=str(ROOT / DOMAIN),
        config=str(ROOT / CONFIG),
        training_files=[str(ROOT / folder) for folder in DATA],
        output=str(models),
        fixed_model_name=MODEL_NAME,
        force_training=True,
    )
    write_manifest(models, inputs)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    options = parser.parse_args(arguments)
    reason = "as was asked" if options.force else why_train(options.models, input_files(ROOT))
    if not reason:
        sys.stdout.write("The dialogue model is up to date.\n")
        return 0
    sys.stdout.write(f"Training the dialogue model, about a minute ({reason}) ...\n")
    sys.stdout.flush()
    started = time.perf_counter()
    train(options.models)
    sys.stdout.write(f"Trained in {time.perf_counter() - started:.0f} s.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
