"""Where the household lives, as far as it changes what is said: a ZIP code in two states, a territory."""
from __future__ import annotations

from typing import FrozenSet

from assistant.engine.work import Work
from entitlements.household import HOUSEHOLD
from entitlements.places import states_of_zip

TERRITORIES = "territory"  # the code list in the rule data


def possible_states(work: Work) -> FrozenSet[str]:
    """The state told, else those the ZIP code allows; none when neither is known."""
    told = work.value(HOUSEHOLD, "state")
    if isinstance(told, str):
        return frozenset({told})
    zip_code = work.value(HOUSEHOLD, "zip")
    if not isinstance(zip_code, str):
        return frozenset()
    return states_of_zip(work.rulebook, zip_code, work.turn.context.today)


def outside_our_states(work: Work) -> bool:
    """Puerto Rico and the other islands have their own programs: handed over, never scored as a state."""
    states = possible_states(work)
    return bool(states) and states <= frozenset(work.rulebook.rules.codes[TERRITORIES])
