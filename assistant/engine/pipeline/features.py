"""What the classifier counts in a message: words and pairs of words, and pieces of two to four letters.

Pieces of words keep their sense under typos and missing accents; whole words are right for those who spell well
(measured in docs/understanding.md). Each half is weighted by tf-idf and brought to length one.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]  # no stubs in the engine
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.engine.pipeline.folding import fold

_WORD = r"\w+|[^\w\s]"
_FILE = "features.json"


def _vectorisers() -> tuple[TfidfVectorizer, TfidfVectorizer]:
    words = TfidfVectorizer(
        lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True, min_df=2
    )
    pieces = TfidfVectorizer(
        lowercase=False, analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3
    )
    return words, pieces


class Features:
    """Texts as rows of numbers. Build with `fitted` or `load`."""

    def __init__(self, words: TfidfVectorizer, pieces: TfidfVectorizer) -> None:
        self._words, self._pieces = words, pieces
        self._tokens = words.build_tokenizer()

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> tuple[Features, csr_matrix]:
        """Learn the vocabulary of `texts`; also gives their rows."""
        words, pieces = _vectorisers()
        folded = [fold(text) for text in texts]
        rows = hstack([words.fit_transform(folded), pieces.fit_transform(folded)]).tocsr()
        return cls(words, pieces), rows

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text; what was never seen in training counts nothing."""
        folded = [fold(text) for text in texts]
        return hstack([self._words.transform(folded), self._pieces.transform(folded)]).tocsr()

    def known_share(self, text: str) -> float:
        """The share (0 to 1) of the message's words that training has seen; 0 for a message without words."""
        tokens = self._tokens(fold(text))
        return sum(token in self._words.vocabulary_ for token in tokens) / len(tokens) if tokens else 0.0

    def save(self, folder: Path) -> None:
        halves = {"words": self._words, "pieces": self._pieces}
        data = {name: {"terms": _in_order(half), "idf": half.idf_.tolist()} for name, half in halves.items()}
        (folder / _FILE).write_text(json.dumps(data), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Features:
        data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        words, pieces = _vectorisers()
        for half, stored in ((words, data["words"]), (pieces, data["pieces"])):
            half.vocabulary_ = {term: place for place, term in enumerate(stored["terms"])}
            half.idf_ = np.asarray(stored["idf"], dtype=np.float64)
        return cls(words, pieces)


def _in_order(half: TfidfVectorizer) -> list[str]:
    return [str(term) for term in half.get_feature_names_out()]
