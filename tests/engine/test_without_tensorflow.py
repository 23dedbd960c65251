"""Rasa without TensorFlow: it imports, and a recipe that needs TensorFlow is refused by name."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.engine import without_tensorflow

ROOT = Path(__file__).resolve().parents[2]


def test_tensorflow_is_not_installed_and_rasa_imports_all_the_same() -> None:
    without_tensorflow.install()
    import rasa.core.agent
    import tensorflow

    assert isinstance(tensorflow.keras.callbacks.Callback, type)
    assert rasa.core.agent.Agent is not None
    assert not list((ROOT / ".venv" / "engine").glob("lib/*/site-packages/tensorflow*"))


@pytest.mark.parametrize("name", ["DIETClassifier", "rasa.core.policies.ted_policy.TEDPolicy"])
def test_a_recipe_that_needs_tensorflow_is_refused_by_name(name: str) -> None:
    with pytest.raises(without_tensorflow.TensorFlowNeeded, match=name.rsplit(".", 1)[-1]):
        without_tensorflow.refuse_tensorflow_components({"pipeline": [{"name": name}], "policies": None})


def test_our_recipe_is_accepted() -> None:
    without_tensorflow.refuse_tensorflow_components(yaml.safe_load((ROOT / "config.yml").read_text()))
