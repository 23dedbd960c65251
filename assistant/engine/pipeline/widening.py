"""More of what people may send, made from what we wrote: noise in the spelling, and two things said in one message.

Composition follows the labelling rules of the understanding sets: a greeting or thanks changes nothing; who answers
and also asks, fears or corrects something is heard for the question; danger and a wish to stop outrank everything.
"""
from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from typing import Mapping, Sequence

from assistant.engine.pipeline.examples import Example
from assistant.engine.pipeline.noise import as_typed

NOISE_SHARE = 1 / 6
"""Words hit by a slip in a widened text: one in six, as the project measures itself."""

_KEEPS_ITS_MEANING_AFTER_AN_ANSWER = frozenset(
    "why amount_question human worry_immigration worry_privacy worry_cost documents where apply status bot_question "
    "crisis_self_harm crisis_violence crisis_hunger stop language".split()
)
_OUTRANKS_A_NEED = frozenset(
    "crisis_self_harm crisis_violence stop human worry_immigration worry_cost worry_privacy".split()
)
_NEVER_COMPOSED = frozenset("greet thanks bye unclear out_of_scope".split())
_JOINTS = (". ", ", ", " ", "... ", " and ", " y ", " but ", " pero ")
_COMPOSED_SHARE = 0.2
_LONGEST_PART = 80  # characters; composed messages stay as short as people's


def widen(examples: Sequence[Example], copies: int, seed: int) -> list[Example]:
    """The examples themselves, and `copies` widened ones of each. The same seed gives the same texts."""
    chance = Random(seed)  # noqa: S311  # spelling noise, no secret
    partners = _by_intent(examples)
    widened = list(examples)
    for example in list(examples) * copies:
        text = _composed(example, partners, chance) if chance.random() < _COMPOSED_SHARE else example.text
        widened.append(replace(example, text=as_typed(text, chance, NOISE_SHARE)))
    return widened


def half_noised(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, every second one as a hurried thumb would type it: what calibration is learnt on."""
    chance = Random(seed)  # noqa: S311  # spelling noise, no secret
    return [
        replace(example, text=as_typed(example.text, chance, NOISE_SHARE)) if place % 2 else example
        for place, example in enumerate(examples)
    ]


def _by_intent(examples: Sequence[Example]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        if len(example.text) <= _LONGEST_PART:
            found["need" if example.intent.startswith("need_") else example.intent].append(example.text)
    return found


def _composed(example: Example, partners: Mapping[str, list[str]], chance: Random) -> str:
    """The text with something said before or after it that leaves its meaning alone."""
    if example.intent in _NEVER_COMPOSED or len(example.text) > _LONGEST_PART:
        return example.text
    before = ["greet"]
    if example.intent in _KEEPS_ITS_MEANING_AFTER_AN_ANSWER:
        before += ["answer", "answer"]
    if example.intent in _OUTRANKS_A_NEED:
        before.append("need")
    partner = chance.choice([*before, "thanks"])
    if not partners.get(partner):
        return example.text
    said, joint = chance.choice(partners[partner]), chance.choice(_JOINTS)
    return example.text + joint + said if partner == "thanks" else said + joint + example.text
