"""Only bytes that `make train` wrote are loaded."""
from __future__ import annotations

from pathlib import Path

import pytest

from assistant.engine.errors import ModelNotTrusted
from assistant.engine.manifest import changed_inputs, input_files, trusted_model, write_manifest
from assistant.engine.train import why_train


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "handrail.tar.gz").write_bytes(b"a model")
    write_manifest(tmp_path, {"config.yml": "1", "intents/en/a.yml": "2"})
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
    names = ("config.yml", "requirements/engine.txt", "intents/en/a.yml", "assistant/flows/f.yml")
    for name in (*names, "assistant/engine/pipeline/report.py", "intents/en/a.yml~"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    before = input_files(tmp_path)
    assert set(before) == set(names)
    for name in names:
        (tmp_path / name).write_text("changed")
        assert input_files(tmp_path)[name] != before[name]


def test_a_model_is_trained_again_for_a_reason_that_is_told(models: Path, tmp_path: Path) -> None:
    same = {"config.yml": "1", "intents/en/a.yml": "2"}
    assert why_train(models, same) == ""
    assert why_train(models, {**same, "config.yml": "3"}) == "config.yml changed"
    assert why_train(models, {"assistant/flows/f.yml": "4"}) == "assistant/flows/f.yml and 2 more changed"
    assert changed_inputs(models, {"config.yml": "1"}) == ("intents/en/a.yml",)
    assert why_train(tmp_path / "nowhere", same) == "there is none yet"
    (models / "handrail.tar.gz").write_bytes(b"a model, changed")
    with pytest.raises(ModelNotTrusted):
        why_train(models, same)
