"""Words of danger: suicide, violence, no food today. Exact phrases; the classifier finds what they miss.

Look-alikes are spared: "killing me with these bills", "dying to know", "my phone died", "starving for attention".
"""

from __future__ import annotations

from .folding import Folded
from .phrases import load_table

_ALL = load_table("danger")
TABLE = _ALL.only("crisis_self_harm", "crisis_violence", "crisis_hunger")
_SPARED = _ALL.only("look_alike")
VOCABULARY = TABLE.vocabulary


def read_danger(heard: Folded) -> str | None:
    """The kind of danger a message speaks of, the gravest first; None when it speaks of none."""
    spared = [(hit.first, hit.last) for hit in _SPARED.hits(heard)]
    for hit in TABLE.hits(heard):
        if not any(first < hit.last and hit.first < last for first, last in spared):
            return hit.label
    return None
