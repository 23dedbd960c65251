"""Probabilities mean what they say."""
from __future__ import annotations

import numpy as np
import pytest

from assistant.engine.pipeline.calibration import (
    Numbers,
    best_temperature,
    calibrate,
    calibration_error,
    softmax,
)
from assistant.engine.pipeline.examples import OUT_OF_SCOPE, Example, folds

_RANDOM = np.random.default_rng(4)


def _boastful_scores(rows: int, boast: float) -> tuple[Numbers, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Scores whose true temperature is `boast`."""
    honest = _RANDOM.normal(0, 2, (rows, 5))
    shares = softmax(honest, 1.0)
    truth = np.asarray([_RANDOM.choice(5, p=row) for row in shares])
    return honest * boast, truth


@pytest.mark.parametrize("boast", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_boasting(boast: float) -> None:
    scores, truth = _boastful_scores(6000, boast)
    assert best_temperature(scores, truth) == pytest.approx(boast, rel=0.1)


def test_calibrated_rows_are_probabilities_and_honest_about_strangers() -> None:
    scores, truth = _boastful_scores(6000, 2.0)
    known = np.ones(len(truth))
    learnt = calibrate(scores, known, truth, stranger=2)
    rows = learnt.probabilities(scores, known, stranger=2)
    assert np.allclose(rows.sum(axis=1), 1.0)
    assert rows.min() >= 0.0
    assert rows[:, 2].mean() == pytest.approx((truth == 2).mean(), abs=0.01)
    assert calibration_error(rows.max(axis=1), rows.argmax(axis=1) == truth) < 0.03


def test_calibration_error_of_the_overconfident() -> None:
    sure = np.full(100, 0.9)
    right = np.arange(100) < 60
    assert calibration_error(sure, right) == pytest.approx(0.3)


def test_a_family_of_strangers_is_held_out_as_a_whole() -> None:
    examples = [Example(f"text {n}", OUT_OF_SCOPE, f"family{n % 5}") for n in range(50)]
    examples += [Example(f"need {n}", "need_food") for n in range(50)]
    place = folds(examples, 3)
    for family in {e.family for e in examples if e.family}:
        assert len({fold for fold, e in zip(place, examples, strict=True) if e.family == family}) == 1
    assert sorted(set(place)) == [0, 1, 2]
