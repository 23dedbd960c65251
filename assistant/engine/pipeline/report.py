"""How well messages are understood, by cross-validation: figures and the most frequent confusions.

    python -m assistant.engine.pipeline.report [--folds 4] [--write]

Each fold is answered by a model (with its own calibration) that saw neither its texts nor its out-of-scope families.
`--write` replaces the part of docs/understanding.md between its two marks.
"""
from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from assistant.engine.pipeline.calibration import Numbers, calibration_error
from assistant.engine.pipeline.examples import OUT_OF_SCOPE, Example, folds, read_examples
from assistant.engine.pipeline.model import Settings, train_model
from assistant.engine.pipeline.noise import misspell_some
from assistant.engine.pipeline.widening import NOISE_SHARE

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "understanding.md"
_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
_CONFUSIONS = 25
_NOISE_SEED = 7


@dataclass(frozen=True)
class Answers:
    """Held-out messages with their calibrated rows. `noised` are the rows of the same messages, misspelt."""

    examples: Sequence[Example]
    intents: Sequence[str]
    clean: Numbers
    noised: Numbers

    def guesses(self, rows: Numbers) -> list[str]:
        return [self.intents[place] for place in rows.argmax(axis=1)]


def cross_validate(examples: Sequence[Example], count: int, settings: Settings) -> Answers:
    """Answer every example by a model that was trained without its fold."""
    place = folds(examples, count)
    held_out: list[Example] = []
    clean, noised = [], []
    intents: Sequence[str] = ()
    for fold in range(count):
        sys.stderr.write(f"fold {fold + 1} of {count} ...\n")
        model = train_model([e for e, where in zip(examples, place, strict=True) if where != fold], settings)
        held = [e for e, where in zip(examples, place, strict=True) if where == fold]
        chance = Random(_NOISE_SEED)  # noqa: S311  # spelling noise, no secret
        clean.append(model.probabilities([e.text for e in held]))
        noised.append(model.probabilities([misspell_some(e.text, chance, NOISE_SHARE) for e in held]))
        held_out, intents = held_out + held, model.scorer.intents
    return Answers(held_out, intents, np.vstack(clean), np.vstack(noised))


def joined(intent: str) -> str:
    """The intent as the talk knows it: all topics of need are one."""
    return "need" if intent.startswith("need_") else intent


def figures(answers: Answers) -> list[str]:
    """The table of figures, as lines of Markdown."""
    lines = ["| | all | English | Spanish |", "|---|---|---|---|"]
    languages = np.asarray([example.language for example in answers.examples])
    groups = [np.ones(len(languages), bool), languages == "en", languages == "es"]
    truth = np.asarray([example.intent for example in answers.examples])
    guess, noisy = np.asarray(answers.guesses(answers.clean)), np.asarray(answers.guesses(answers.noised))
    talk, said = np.asarray([joined(i) for i in truth]), np.asarray([joined(i) for i in guess])
    stranger = answers.clean[:, list(answers.intents).index(OUT_OF_SCOPE)]
    sure = answers.clean.max(axis=1)
    measures: dict[str, Callable[[NDArray[np.bool_]], str]] = {
        "messages": lambda g: f"{g.sum()}",
        "intent right (47 intents)": lambda g: f"{(guess == truth)[g].mean():.3f}",
        "intent right, topics of need joined": lambda g: f"{(said == talk)[g].mean():.3f}",
        "macro F1": lambda g: f"{f1_score(truth[g], guess[g], average='macro'):.3f}",
        "intent right, one slip in six words": lambda g: f"{(noisy == truth)[g].mean():.3f}",
        "calibration error": lambda g: f"{calibration_error(sure[g], (guess == truth)[g]):.3f}",
        "out of scope, AUROC": lambda g: f"{roc_auc_score(truth[g] == OUT_OF_SCOPE, stranger[g]):.3f}",
    }
    lines += [f"| {name} | {' | '.join(measure(group) for group in groups)} |" for name, measure in measures.items()]
    return lines


def thresholds(answers: Answers) -> list[str]:
    """What an acceptance threshold on the best intent costs and buys, as lines of Markdown."""
    lines = [
        "| accepted from | accepted | of these right | out of scope taken for another | ... for a need |",
        "|---|---|---|---|---|",
    ]
    truth = np.asarray([example.intent for example in answers.examples])
    guess = np.asarray(answers.guesses(answers.clean))
    sure, strangers = answers.clean.max(axis=1), truth == OUT_OF_SCOPE
    needs = np.asarray([intent.startswith("need_") for intent in guess])
    for threshold in _THRESHOLDS:
        taken = sure >= threshold
        wrongly = taken & (guess != OUT_OF_SCOPE)
        lines.append(
            f"| {threshold} | {taken.mean():.2f} | {(guess == truth)[taken].mean():.3f} "
            f"| {wrongly[strangers].mean():.3f} | {(taken & needs)[strangers].mean():.3f} |"
        )
    return lines


def confusions(answers: Answers) -> list[str]:
    """The most frequent confusions and the recall of each intent, as lines of Markdown."""
    truth = [example.intent for example in answers.examples]
    guess = answers.guesses(answers.clean)
    many, right = Counter(truth), Counter(t for t, g in zip(truth, guess, strict=True) if t == g)
    wrong = Counter((t, g) for t, g in zip(truth, guess, strict=True) if t != g)
    lines = ["| meant | taken for | times | of all meant |", "|---|---|---|---|"]
    for (meant, taken), times in wrong.most_common(_CONFUSIONS):
        lines.append(f"| {meant} | {taken} | {times} | {times / many[meant]:.1%} |")
    recall = sorted((right[intent] / many[intent], intent) for intent in many)
    lines += ["", "Recall, lowest first: " + ", ".join(f"{intent} {share:.2f}" for share, intent in recall) + "."]
    return lines


def report(answers: Answers) -> str:
    parts = [
        ["### Figures", "", *figures(answers)],
        ["### Thresholds", "", *thresholds(answers)],
        ["### Confusions", "", *confusions(answers)],
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="report", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help=f"put the result into {PAGE.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    text = report(cross_validate(read_examples(ROOT / "intents"), options.folds, Settings()))
    sys.stdout.write(text + "\n")
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        _, _, after = rest.partition(_END)
        PAGE.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
