"""What a message wants of the talk itself: skip, back, why, a person, another language, to stop, and the fears.

Two tables: what a whole message means when it says nothing else, and strong phrases that carry their meaning anywhere.
"""

from __future__ import annotations

from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import Hit, load_table
from .reading import Reading

_WHOLE, _WITHIN = load_table("intents_whole"), load_table("intents_within")
_LANGUAGES = load_table("languages")
VOCABULARY = _WHOLE.vocabulary | _WITHIN.vocabulary | _LANGUAGES.vocabulary

QUESTIONS = (
    "worry_immigration", "worry_privacy", "worry_cost", "bot_question", "amount_question", "documents", "status",
    "where", "apply", "why", "human", "help",
)  # fmt: skip
"""Questions and fears that take the intent of a message even when it also answers (L4)."""


def whole_intent(heard: Folded, after_a_question: bool) -> Optional[str]:
    """The intent of a message that is nothing but a command, a greeting or a shrug.

    "what?" after a question wants it again; before any it wants to know what this is.
    """
    intent = _WHOLE.whole(heard)
    if intent == "what":
        return "repeat" if after_a_question else "help"
    return intent


def phrases_within(heard: Folded) -> tuple[Hit, ...]:
    """Every strong phrase in the message, in the table's order of precedence."""
    return tuple(_WITHIN.hits(heard))


def read_language(heard: Folded) -> Optional[Reading]:
    """The language a request names; "no hablo ingles" asks for Spanish."""
    for hit in _LANGUAGES.hits(heard):
        return Reading("language", hit.label, heard.quote(hit.first, hit.last), confidence.PLAIN)
    return None
