"""Lets Rasa 3.6 run without TensorFlow: an import finder that answers its family with empty modules.

Rasa imports TensorFlow in many places but uses it only for components Handrail does not have (DIET, TED ...).
Leaving it out saves about 2 GB on disk, half the memory and half the start time (docs/decisions/0001). Call
`install()` before anything imports `rasa`; `refuse_tensorflow_components` fails early and clearly when a recipe
names a component that really needs it.

The sealed room leaves out more (`install(serving=True)`): clients of chat networks, brokers, clouds and databases,
which Rasa imports for channels and stores that do not exist there. That is 54 MB and a thousand modules fewer, and
nothing that could open a connection is even loaded.
"""
from __future__ import annotations

import importlib.machinery
import sys
import types
from typing import Any, Mapping, MutableSequence, Optional, Set

_FAMILY = ("tensorflow", "tensorflow_text", "tensorflow_hub", "tensorflow_addons", "keras", "tensorboard")
_NOT_SERVED = (
    # chat networks
    "aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk",
    "socketio", "engineio", "requests_toolbelt",
    # brokers, clouds, databases
    "aio_pika", "aiormq", "pamqp", "boto3", "botocore", "s3transfer", "google", "pymongo", "bson", "gridfs", "redis",
    "sqlalchemy", "apscheduler", "sentry_sdk",
    # pictures and dialogues at a terminal
    "matplotlib", "PIL", "questionary", "prompt_toolkit", "randomname",
)  # fmt: skip
_left_out: Set[str] = set()
_NEEDS_TENSORFLOW = (
    "DIETClassifier", "TEDPolicy", "UnexpecTEDIntentPolicy", "ResponseSelector", "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
)  # fmt: skip


class TensorFlowNeeded(Exception):
    """The recipe names a component that needs TensorFlow, which this engine leaves out on purpose."""


class _Nameable(type):
    """A class whose every public attribute is again such a class: `tf.keras.callbacks.Callback` can be named."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name, cls.__module__)


def _stand_in(name: str, module: str) -> Any:
    return _Nameable(name, (_Anything,), {"__module__": module})


class _Anything(metaclass=_Nameable):
    """Stands for any class, function or constant of the family; it exists only to be named, never to compute."""

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def __init_subclass__(cls, **_: Any) -> None: ...

    def __call__(self, *_: Any, **__: Any) -> Any:
        return _Anything()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything()


class _EmptyModule(types.ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012  # a package's search path, empty
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name, self.__name__)


class _Finder:
    """Meta path finder and loader for what is left out."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if name.split(".")[0] in _left_out:
            return importlib.machinery.ModuleSpec(name, _Finder, is_package=True)  # type: ignore[arg-type]
        return None

    @staticmethod
    def create_module(spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _EmptyModule(spec.name)

    @staticmethod
    def exec_module(module: types.ModuleType) -> None:
        parent, _, child = module.__name__.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)


def install(*, serving: bool = False) -> None:
    """Put the finder first; once is enough. serving: leave out, besides, what only other ways to run Rasa use."""
    _left_out.update(_FAMILY, _NOT_SERVED if serving else ())
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)


def refuse_tensorflow_components(recipe: Mapping[str, Any]) -> None:
    """Raise TensorFlowNeeded when `recipe` (config.yml as read) names a component that needs TensorFlow."""
    for block in ("pipeline", "policies"):
        for component in recipe.get(block) or ():
            name = str(component.get("name", "")).rsplit(".", 1)[-1]
            if name in _NEEDS_TENSORFLOW:
                raise TensorFlowNeeded(
                    f"config.yml, {block}: {name} needs TensorFlow, which the engine leaves out; "
                    "use LogisticRegressionClassifier or RulePolicy, or see docs/decisions/0001-two-runtimes.md"
                )
