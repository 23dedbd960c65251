"""Only what we made ourselves is loaded: a Rasa model is a pickle, and a pickle is a program."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Dict, Optional

from assistant.engine.errors import ModelNotTrusted

MODEL_NAME = "handrail"
MANIFEST = "manifest.json"


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def inputs_sha256(root: Path) -> str:
    """One hash over everything a model is trained from: recipe, texts, domain, flows and the pipeline's own code."""
    files = [root / "config.yml", root / "requirements" / "engine.txt"]
    for folder in ("intents", "assistant/domain", "assistant/flows", "assistant/engine/pipeline"):
        files += [path for path in (root / folder).rglob("*") if path.suffix in (".yml", ".py", ".txt")]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def write_manifest(folder: Path, inputs: str) -> Path:
    """Record the model that lies in `folder`, and what it was made from."""
    model = folder / f"{MODEL_NAME}.tar.gz"
    data = {"model": model.name, "sha256": sha256_of(model), "inputs_sha256": inputs}
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
