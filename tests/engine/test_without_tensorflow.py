"""Rasa without TensorFlow: it imports, and a recipe that needs TensorFlow is refused by name."""
from __future__ import annotations

import subprocess
import sys
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


def test_the_sealed_room_loads_no_client_of_any_network_or_database() -> None:
    code = (
        "from assistant.engine import without_tensorflow; without_tensorflow.install(serving=True)\n"
        "import sys, assistant.engine.parent\n"
        "print(*sorted(name for name, module in sys.modules.items() if getattr(module, '__file__', None)))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "rasa" in loaded, done.stderr[-500:]
    assert not loaded & {"slack_sdk", "boto3", "pymongo", "redis", "sqlalchemy", "twilio", "google", "matplotlib"}
