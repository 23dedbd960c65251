"""Only bytes that `make train` wrote are loaded."""
from __future__ import annotations

from pathlib import Path

import pytest

from assistant.engine.errors import ModelNotTrusted
from assistant.engine.manifest import inputs_sha256, trusted_model, write_manifest


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "handrail.tar.gz").write_bytes(b"a model")
    write_manifest(tmp_path, "inputs")
    return tmp_path


def test_the_model_of_the_manifest_is_trusted(models: Path) -> None:
    assert trusted_model(models) == models / "handrail.tar.gz"


def test_other_bytes_are_refused(models: Path) -> None:
    (models / "handrail.tar.gz").write_bytes(b"a model, changed")
    with pytest.raises(ModelNotTrusted, match="changed the model after training"):
        trusted_model(models)


def test_a_missing_manifest_or_model_says_what_to_do(tmp_path: Path, models: Path) -> None:
    with pytest.raises(ModelNotTrusted, match="make train"):
        trusted_model(tmp_path / "nowhere")
    (models / "handrail.tar.gz").unlink()
    with pytest.raises(ModelNotTrusted, match=r"handrail.tar.gz is missing"):
        trusted_model(models)


def test_every_input_counts(tmp_path: Path) -> None:
    for name in ("config.yml", "requirements/engine.txt", "intents/en/a.yml", "assistant/flows/f.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    seen = {inputs_sha256(tmp_path)}
    for name in ("config.yml", "requirements/engine.txt", "intents/en/a.yml", "assistant/flows/f.yml"):
        (tmp_path / name).write_text("changed")
        seen.add(inputs_sha256(tmp_path))
    assert len(seen) == 5
