"""The model trains from few texts, keeps its answers when stored, and does what Rasa asks of a component."""
from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.engine import without_tensorflow
from assistant.engine.pipeline.examples import OUT_OF_SCOPE, Example, read_examples
from assistant.engine.pipeline.model import IntentModel, Settings, train_model

without_tensorflow.install()

ROOT = Path(__file__).resolve().parents[3]
CHOSEN = ("stop", "need_housing", "crisis_hunger", "greet", OUT_OF_SCOPE)
UNSEEN = {
    "would you kindly stop sending me these messages": "stop",
    "ya no me esten mandando mensajes porfavor": "stop",
    "they gona evict us bc we cant pay rent": "need_housing",
    "no tenemos nada de comida y los ninos tienen hambre": "crisis_hunger",
    "whats the weather gonna be like in houston": OUT_OF_SCOPE,
}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example for example in read_examples(ROOT / "intents") if example.intent in CHOSEN]


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> IntentModel:
    return train_model(examples, Settings())


def test_it_understands_what_it_never_read(model: IntentModel, examples: list[Example]) -> None:
    assert not {example.text for example in examples} & set(UNSEEN)
    assert {text: model.ranking(text)[0][0] for text in UNSEEN} == UNSEEN


def test_a_ranking_is_a_distribution_over_all_intents(model: IntentModel) -> None:
    for text in ("stop", "", "   ", "🙂", "x" * 10_000, "смотри"):
        ranking = model.ranking(text)
        assert {name for name, _ in ranking} == set(CHOSEN)
        assert sum(share for _, share in ranking) == pytest.approx(1.0)
        assert [share for _, share in ranking] == sorted((share for _, share in ranking), reverse=True)


def test_one_text_is_scored_as_many_are(model: IntentModel, examples: list[Example]) -> None:
    texts = [*UNSEEN, "", "🙂", "zzzz qqqq", "stop stop stop STOP", *(example.text for example in examples[::25])]
    together = model.scorer.scores(texts)
    for text, row in zip(texts, together, strict=True):
        assert model.scorer.score(text)[0] == pytest.approx(row, abs=1e-6)


def test_training_twice_gives_the_same_model(model: IntentModel, examples: list[Example]) -> None:
    again = train_model(examples, Settings())
    assert [again.ranking(text) for text in UNSEEN] == [model.ranking(text) for text in UNSEEN]


def test_a_stored_model_answers_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    for text in UNSEEN:
        assert dict(loaded.ranking(text)) == pytest.approx(dict(model.ranking(text)))
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}, "no pickles"


def test_an_answer_takes_at_most_ten_milliseconds(model: IntentModel) -> None:
    model.ranking("warm up")
    started = time.process_time()
    for _ in range(50):
        model.ranking("me quede sin trabajo y no puedo pagar la renta de este mes")
    assert (time.process_time() - started) / 50 < 0.010


def test_it_says_what_is_missing(examples: list[Example]) -> None:
    with pytest.raises(ValueError, match=r"intents/\*/out_of_scope.yml"):
        train_model([example for example in examples if example.intent != OUT_OF_SCOPE], Settings())
    with pytest.raises(ValueError, match="'thanks' has 1 examples"):
        train_model([*examples, Example("thx", "thanks")], Settings())


def test_an_unknown_setting_is_refused_by_name() -> None:
    from assistant.engine.pipeline.classifier import CalibratedClassifier

    CalibratedClassifier.validate_config(CalibratedClassifier.get_default_config())
    with pytest.raises(ValueError, match="unknown setting 'epochs'"):
        CalibratedClassifier.validate_config({"epochs": 3})


def test_the_recipe_names_the_component_with_known_settings() -> None:
    import yaml

    from assistant.engine.pipeline.classifier import CalibratedClassifier

    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    (component,) = [entry for entry in pipeline if entry["name"].endswith("CalibratedClassifier")]
    CalibratedClassifier.validate_config({key: value for key, value in component.items() if key != "name"})
