"""The intent model itself, without Rasa: trained from examples, stored as plain numbers and JSON (no pickles)."""
from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import SGDClassifier

from assistant.engine.pipeline.calibration import Calibration, Numbers, calibrate
from assistant.engine.pipeline.examples import OUT_OF_SCOPE, Example, folds
from assistant.engine.pipeline.features import Features
from assistant.engine.pipeline.widening import half_noised, widen

_WEIGHTS, _ABOUT = "weights.npz", "model.json"


@dataclass(frozen=True)
class Settings:
    """How to train. `folds` are for calibration, `copies` are widened texts for each written one."""

    folds: int = 3
    copies: int = 1
    passes: int = 4
    alpha: float = 1e-5
    seed: int = 20261121


@dataclass(frozen=True)
class Scorer:
    """Features and one logistic regression for each intent (one against the rest), before calibration.

    `weights` has a row for each feature and a column for each intent, in memory row by row; single precision moves a
    probability by less than a millionth and takes half of the room.
    """

    features: Features
    intents: tuple[str, ...]
    weights: NDArray[np.float32]
    constants: NDArray[np.float64]

    def scores(self, texts: Sequence[str]) -> Numbers:
        """One row a text, one column an intent: log odds."""
        return np.asarray(self.features.rows(texts) @ self.weights + self.constants)

    def score(self, text: str) -> Numbers:
        """The one row of `scores` for one text, as a matrix: only the weights of what the text holds are touched."""
        columns, numbers = self.features.row(text)
        return np.asarray([numbers @ self.weights[columns] + self.constants])

    def known(self, texts: Sequence[str]) -> Numbers:
        return np.asarray([self.features.known_share(text) for text in texts])


def train_scorer(examples: Sequence[Example], settings: Settings) -> Scorer:
    """Fit on the widened examples. Rare intents weigh more, by the square root of their rarity."""
    widened = widen(examples, settings.copies, settings.seed)
    features, rows = Features.fitted([example.text for example in widened])
    truth = [example.intent for example in widened]
    many = Counter(truth)
    usual = float(np.median(list(many.values())))
    learner: Any = SGDClassifier(
        loss="log_loss", alpha=settings.alpha, max_iter=settings.passes, tol=None, random_state=settings.seed, n_jobs=2
    )
    learner.fit(rows, truth, sample_weight=np.sqrt([usual / many[intent] for intent in truth]))
    weights = np.ascontiguousarray(learner.coef_.T, dtype=np.float32)
    return Scorer(features, tuple(map(str, learner.classes_)), weights, learner.intercept_)


@dataclass(frozen=True)
class IntentModel:
    """Gives every intent its calibrated probability."""

    scorer: Scorer
    calibration: Calibration

    def probabilities(self, texts: Sequence[str]) -> Numbers:
        """One row a text, one column an intent of `scorer.intents`; each row sums to one."""
        stranger = self.scorer.intents.index(OUT_OF_SCOPE)
        return self.calibration.probabilities(self.scorer.scores(texts), self.scorer.known(texts), stranger)

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """All intents with their probabilities, best first."""
        stranger = self.scorer.intents.index(OUT_OF_SCOPE)
        (row,) = self.calibration.probabilities(self.scorer.score(text), self.scorer.known([text]), stranger)
        return [(self.scorer.intents[place], float(row[place])) for place in np.argsort(-row)]

    def save(self, folder: Path) -> None:
        self.scorer.features.save(folder)
        np.savez(folder / _WEIGHTS, weights=self.scorer.weights, constants=self.scorer.constants)
        about = {"intents": self.scorer.intents, "calibration": asdict(self.calibration)}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as stored:
            weights, constants = stored["weights"], stored["constants"]
        scorer = Scorer(Features.load(folder), tuple(about["intents"]), weights, constants)
        learnt = about["calibration"]
        return cls(scorer, Calibration(learnt["temperature"], tuple(learnt["stranger_weights"])))


def train_model(examples: Sequence[Example], settings: Settings) -> IntentModel:
    """Train on all examples; calibrate on each fold with a scorer that never saw it.

    Raises ValueError when an intent has fewer examples than there are folds, or nothing is out of scope.
    """
    many = Counter(example.intent for example in examples)
    if OUT_OF_SCOPE not in many:
        raise ValueError(f"no example of {OUT_OF_SCOPE!r} in the training data; add intents/*/out_of_scope.yml")
    rarest, fewest = min(many.items(), key=lambda item: item[1])
    if fewest < settings.folds:
        raise ValueError(f"intent {rarest!r} has {fewest} examples; write at least {settings.folds}, one for each fold")
    final = train_scorer(examples, settings)
    place = folds(examples, settings.folds)
    scores, known, truth = [], [], []
    for fold in range(settings.folds):
        held = [example for example, where in zip(examples, place, strict=True) if where == fold]
        rest = [example for example, where in zip(examples, place, strict=True) if where != fold]
        scorer = train_scorer(rest, settings)
        asked = half_noised(held, settings.seed + fold)
        texts = [example.text for example in asked]
        scores.append(scorer.scores(texts))
        known.append(scorer.known(texts))
        truth += [final.intents.index(example.intent) for example in asked]
    stranger = final.intents.index(OUT_OF_SCOPE)
    learnt = calibrate(np.vstack(scores), np.concatenate(known), np.asarray(truth), stranger)
    return IntentModel(final, learnt)
