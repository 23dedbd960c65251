"""`make train`: train the dialogue model from config.yml, intents/, assistant/domain and assistant/flows, and seal it.

Nothing is done when the model of the manifest was made from exactly these inputs.
"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Sequence

import yaml

from assistant.engine import without_tensorflow
from assistant.engine.manifest import MODEL_NAME, inputs_sha256, read_manifest, trusted_model, write_manifest
from assistant.engine.quiet import show_warnings_only, silence_deprecations

ROOT = Path(__file__).resolve().parents[2]
DOMAIN, DATA, CONFIG = "assistant/domain", ("intents", "assistant/flows"), "config.yml"


def is_current(models: Path, inputs: str) -> bool:
    """The model in `models` is intact and was made from these inputs."""
    manifest = read_manifest(models)
    return manifest is not None and manifest["inputs_sha256"] == inputs and trusted_model(models).is_file()


def train(models: Path) -> None:
    """Train into `models` and write the manifest. About a minute at most; Rasa shows its own progress."""
    without_tensorflow.install()
    without_tensorflow.refuse_tensorflow_components(yaml.safe_load((ROOT / CONFIG).read_text()))
    show_warnings_only()
    silence_deprecations()
    import rasa.model_training  # only after TensorFlow's stand-in is in place

    rasa.model_training.train(
        domain=str(ROOT / DOMAIN),
        config=str(ROOT / CONFIG),
        training_files=[str(ROOT / folder) for folder in DATA],
        output=str(models),
        fixed_model_name=MODEL_NAME,
        force_training=True,
    )
    write_manifest(models, inputs_sha256(ROOT))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    options = parser.parse_args(arguments)
    if not options.force and is_current(options.models, inputs_sha256(ROOT)):
        sys.stdout.write("The dialogue model is up to date.\n")
        return 0
    sys.stdout.write("Training the dialogue model (about half a minute) ...\n")
    sys.stdout.flush()
    started = time.perf_counter()
    train(options.models)
    sys.stdout.write(f"Trained in {time.perf_counter() - started:.0f} s.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
