"""Only what we made ourselves is loaded: a Rasa model is a pickle, and a pickle is a program."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Tuple

from assistant.engine.errors import ModelNotTrusted

MODEL_NAME = "handrail"
MANIFEST = "manifest.json"
_NO_INPUT = "assistant/engine/pipeline/report.py"  # measures models, makes none


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def input_files(root: Path) -> Dict[str, str]:
    """The SHA-256 of everything a model is trained from: recipe, texts, domain, flows and the pipeline's own code."""
    files = [root / "config.yml", root / "requirements" / "engine.txt"]
    for folder in ("intents", "assistant/domain", "assistant/flows", "assistant/engine/pipeline"):
        files += [path for path in (root / folder).rglob("*") if path.suffix in (".yml", ".py", ".txt")]
    names = sorted(path.relative_to(root).as_posix() for path in files)
    return {name: sha256_of(root / name) for name in names if name != _NO_INPUT}


def changed_inputs(folder: Path, inputs: Mapping[str, str]) -> Tuple[str, ...]:
    """The files of `inputs`, and those that are gone, that differ from what the model in `folder` was made from."""
    manifest = read_manifest(folder)
    made_from = {} if manifest is None else manifest.get("inputs", {})
    return tuple(name for name in sorted({*made_from, *inputs}) if made_from.get(name) != inputs.get(name))


def write_manifest(folder: Path, inputs: Mapping[str, str]) -> Path:
    """Record the model that lies in `folder`, and the `input_files` that it was made from, as they were before."""
    model = folder / f"{MODEL_NAME}.tar.gz"
    data = {"model": model.name, "sha256": sha256_of(model), "inputs": dict(inputs)}
    path = folder / MANIFEST
    path.write_text(json.dumps(data, indent=2) + "\n")
    return path


def read_manifest(folder: Path) -> Optional[Dict[str, Any]]:
    path = folder / MANIFEST
    return json.loads(path.read_text()) if path.is_file() else None


def trusted_model(folder: Path) -> Path:
    """The model's path, after its bytes were compared with the manifest.

    Raises ModelNotTrusted when there is no manifest, no model, or other bytes.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ModelNotTrusted(f"no {MANIFEST} in {folder}; run `make train`")
    path: Path = folder / str(manifest["model"])
    if not path.is_file():
        raise ModelNotTrusted(f"{path.name} is missing in {folder}; run `make train`")
    found = sha256_of(path)
    if found != manifest["sha256"]:
        raise ModelNotTrusted(
            f"{path.name} has SHA-256 {found[:12]}..., the manifest says {str(manifest['sha256'])[:12]}...; "
            "somebody changed the model after training: run `make train` and find out who"
        )
    return path
