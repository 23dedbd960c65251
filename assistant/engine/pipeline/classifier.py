"""The model as a component of Rasa's pipeline (config.yml names it)."""
from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.engine.pipeline.examples import Example
from assistant.engine.pipeline.model import IntentModel, Settings, train_model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]  # rasa is untyped
    """Gives a message the probability of every intent, best first, as `intent` and `intent_ranking`.

    Its settings in config.yml are the fields of `model.Settings`. Raises ValueError for an unknown setting.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return dict(vars(Settings()))

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        known = self.get_default_config()
        self._settings = Settings(**{name: config[name] for name in known if name in config})
        self._storage, self._resource = storage, resource
        self._model: IntentModel | None = None

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        given = {name for name in config if not name.startswith("__")}
        unknown = sorted(given - set(cls.get_default_config()))
        if unknown:
            raise ValueError(
                f"config.yml, {cls.__name__}: unknown setting {unknown[0]!r}; "
                f"known: {', '.join(cls.get_default_config())}"
            )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  # Rasa passes all arguments by name
    ) -> CalibratedClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  # Rasa passes all arguments by name
        **kwargs: Any,  # noqa: ARG003
    ) -> CalibratedClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [_example(message) for message in training_data.intent_examples if message.get(TEXT)]
        self._model = train_model(examples, self._settings)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        if self._model is None:
            raise RuntimeError("CalibratedClassifier was asked before it was trained or loaded; run `make train`")
        for message in messages:
            shares = self._model.ranking(message.get(TEXT) or "")
            ranking = [{"name": name, "confidence": share} for name, share in shares]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


def _example(message: Message) -> Example:
    about = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return Example(message.get(TEXT), message.get(INTENT), about.get("family", ""))
