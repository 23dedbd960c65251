"""From scores to probabilities that mean what they say, learnt on texts the scores were not trained on.

Two steps. One temperature divides all scores (Guo et al. 2017, "On Calibration of Modern Neural Networks"), so that
of all messages given 0.8 about 80 % are right. Then the share of `out_of_scope` is replaced by a small logistic
model's, which also sees how sure the rest is and how many words are known: it is learnt on subjects that were held
out as a whole, because strangers write about what no training text mentions.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]  # no stubs in the engine
from sklearn.linear_model import LogisticRegression

Numbers = NDArray[np.float64]
_TEMPERATURES = (0.2, 5.0)
_TINY = 1e-9


def softmax(scores: Numbers, temperature: float) -> Numbers:
    """Rows of scores as rows of probabilities that sum to one."""
    scaled = scores / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def best_temperature(scores: Numbers, truth: NDArray[np.int64]) -> float:
    """The temperature under which the true classes are likeliest."""
    rows = np.arange(len(truth))

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(scores, temperature)[rows, truth] + _TINY).mean())

    return float(minimize_scalar(loss, bounds=_TEMPERATURES, method="bounded", options={"xatol": 0.01}).x)


@dataclass(frozen=True)
class Calibration:
    """`stranger_weights` belong to `stranger_signs`, in order, with the constant first."""

    temperature: float
    stranger_weights: tuple[float, ...]

    def probabilities(self, scores: Numbers, known: Numbers, stranger: int) -> Numbers:
        """Calibrated rows.

        Args:
            scores: one row a message, one column a class.
            known: the share of known words, one a message (0 to 1).
            stranger: the column of `out_of_scope`.
        """
        shares = softmax(scores, self.temperature)
        weights = np.asarray(self.stranger_weights)
        odds = weights[0] + stranger_signs(shares, known, stranger) @ weights[1:]
        out = 1.0 / (1.0 + np.exp(-odds))
        rest = np.maximum(1.0 - shares[:, stranger], _TINY)
        calibrated = shares * ((1.0 - out) / rest)[:, None]
        calibrated[:, stranger] = out
        return np.asarray(calibrated)


def stranger_signs(shares: Numbers, known: Numbers, stranger: int) -> Numbers:
    """What tells a stranger's message: the classifier's own opinion, how sure it is of the rest, unknown words."""
    own = np.clip(shares[:, stranger], _TINY, 1 - _TINY)
    rest = np.delete(shares, stranger, axis=1)
    best = np.clip(rest.max(axis=1), _TINY, 1 - _TINY)
    spread = -(shares * np.log(shares + _TINY)).sum(axis=1)
    return np.column_stack([np.log(own / (1 - own)), np.log(best / (1 - best)), spread, known])


def calibrate(scores: Numbers, known: Numbers, truth: NDArray[np.int64], stranger: int) -> Calibration:
    """Learn both steps from held-out messages (see `Calibration.probabilities` for the shapes)."""
    temperature = best_temperature(scores, truth)
    signs = stranger_signs(softmax(scores, temperature), known, stranger)
    model: Any = LogisticRegression(C=10.0, max_iter=500).fit(signs, truth == stranger)
    return Calibration(temperature, (float(model.intercept_[0]), *map(float, model.coef_[0])))


def calibration_error(confidence: Numbers, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: how far, on average, confidence and accuracy lie apart (0 is perfect)."""
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)
    gaps = [
        abs(confidence[place == b].mean() - right[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))
