"""Why a case is opened: one closed list for the engine, the spine and the desk."""
from __future__ import annotations

from typing import Final, Tuple

NOT_UNDERSTOOD: Final = "not_understood"
ASKED_FOR_A_PERSON: Final = "asked_for_a_person"
SELF_HARM: Final = "self_harm"
VIOLENCE: Final = "violence"
NO_FOOD_NOW: Final = "no_food_now"
WORKER_MUST_CHECK: Final = "worker_must_check"
CONFLICTING_FACTS: Final = "conflicting_facts"
OUTSIDE_OUR_STATES: Final = "outside_our_states"
TOO_MANY_MESSAGES: Final = "too_many_messages"
TURN_FAILED: Final = "turn_failed"
COMPLAINT: Final = "complaint"

CASE_REASONS: Final[Tuple[str, ...]] = (
    NOT_UNDERSTOOD, ASKED_FOR_A_PERSON, SELF_HARM, VIOLENCE, NO_FOOD_NOW, WORKER_MUST_CHECK, CONFLICTING_FACTS,
    OUTSIDE_OUR_STATES, TOO_MANY_MESSAGES, TURN_FAILED, COMPLAINT,
)  # fmt: skip
URGENCIES: Final[Tuple[str, ...]] = ("now", "hours", "day")
