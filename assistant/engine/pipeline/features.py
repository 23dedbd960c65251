"""What the classifier counts in a message: words, kinds of words, and pieces of words.

Words and pairs of words are right for those who spell well; pieces of two to four letters keep their sense under typos
and missing accents; kinds ("my <kin> has <illness>") understand words that no training text holds. Each of the three
is weighted by tf-idf and brought to length one. What each is worth stands in docs/understanding.md.
"""
from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]  # no stubs in the engine
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.engine.pipeline.concepts import in_kinds, read_concepts
from assistant.engine.pipeline.folding import fold

_WORD = r"\w+|[^\w\s]"
_KIND = r"<\w+>|\w+|[^\w\s]"
_FILE = "features.json"
_VIEWS = ("words", "kinds", "pieces")


def _vectorisers() -> dict[str, TfidfVectorizer]:
    common = {"lowercase": False, "sublinear_tf": True}
    return {
        "words": TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 2), min_df=2, **common),
        "kinds": TfidfVectorizer(token_pattern=_KIND, ngram_range=(1, 2), min_df=3, **common),
        "pieces": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=5, **common),
    }


class Features:
    """Texts as rows of numbers. Build with `fitted` or `load`."""

    def __init__(self, vectorisers: Mapping[str, TfidfVectorizer], kinds: Mapping[str, str]) -> None:
        self._vectorisers, self._kinds = vectorisers, kinds
        self._tokens = vectorisers["words"].build_tokenizer()
        self._terms: dict[str, Callable[[str], Sequence[str]]] = {
            view: learnt.build_analyzer() for view, learnt in vectorisers.items()
        }
        self._idf: dict[str, NDArray[np.float64]] = {}

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> tuple[Features, csr_matrix]:
        """Learn the vocabulary of `texts`; also gives their rows."""
        made = cls(_vectorisers(), read_concepts())
        views = made._views(texts)
        return made, hstack([made._vectorisers[view].fit_transform(views[view]) for view in _VIEWS]).tocsr()

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text; what was never seen in training counts nothing."""
        views = self._views(texts)
        return hstack([self._vectorisers[view].transform(views[view]) for view in _VIEWS]).tocsr()

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The row of one text as its columns and their numbers: what `rows` gives, without its matrices (a tenth)."""
        views = self._views([text])
        columns, numbers, before = [], [], 0
        for view in _VIEWS:
            learnt = self._vectorisers[view]
            known = learnt.vocabulary_
            counts = Counter(known[term] for term in self._terms[view](views[view][0]) if term in known)
            places = np.fromiter(counts.keys(), np.int64, len(counts))
            times = np.fromiter(counts.values(), np.float64, len(counts))
            weighted = (1.0 + np.log(times)) * self._idf_of(view)[places]
            columns.append(places + before)
            numbers.append(weighted / (np.sqrt(weighted @ weighted) or 1.0))
            before += len(known)
        return np.concatenate(columns), np.concatenate(numbers)

    def _idf_of(self, view: str) -> NDArray[np.float64]:
        """The weight of each term; scikit-learn makes this array anew each time it is asked for."""
        if view not in self._idf:
            self._idf[view] = np.asarray(self._vectorisers[view].idf_)
        return self._idf[view]

    def known_share(self, text: str) -> float:
        """The share (0 to 1) of the message's words that training has seen; 0 for a message without words."""
        tokens = self._tokens(fold(text))
        known = self._vectorisers["words"].vocabulary_
        return sum(token in known for token in tokens) / len(tokens) if tokens else 0.0

    def _views(self, texts: Sequence[str]) -> dict[str, list[str]]:
        folded = [fold(text) for text in texts]
        kinds = [" ".join(in_kinds(self._tokens(text), self._kinds)) for text in folded]
        return {"words": folded, "kinds": kinds, "pieces": folded}

    def save(self, folder: Path) -> None:
        data = {
            view: {"terms": list(map(str, learnt.get_feature_names_out())), "idf": learnt.idf_.tolist()}
            for view, learnt in self._vectorisers.items()
        }
        (folder / _FILE).write_text(json.dumps({"views": data, "kinds": dict(self._kinds)}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Features:
        data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        vectorisers = _vectorisers()
        for view, learnt in vectorisers.items():
            stored = data["views"][view]
            learnt.vocabulary_ = {term: place for place, term in enumerate(stored["terms"])}
            learnt.idf_ = np.asarray(stored["idf"], dtype=np.float64)
        return cls(vectorisers, data["kinds"])
