"""What a rule is: patterns over folded text whose short spellings are written out (`sms.fold`, `sms.spelling`).

A rule is sure, doubtful, or doubtful and light: light rules give way to laughter, to the past and to a negation.

Patterns are compiled when a rule is first used. All together that takes about half a second, which a process that
reads no message (the command line, the desk, a door) need not wait for; one that answers calls `compile_rules` first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class DangerKind(Enum):
    """In the order of what is answered first."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    HUNGER_NOW = "hunger_now"


@dataclass(frozen=True)
class Rule:
    """One pattern; `unless` names what makes the same words harmless ("cut myself shaving", "no food stamps")."""

    kind: DangerKind
    source: str
    unless_source: str | None
    sure: bool
    light: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        return None if self.unless_source is None else re.compile(self.unless_source)


JOKE = re.compile(r"\b(?:lo+l|lmf?ao+|rofl|(?:ha){2,}h?|(?:he){2,}|a?(?:ja){2,}j?|(?:je){2,}|jk|just kidding|broma)\b")
PAST = re.compile(
    r"\b(?:\w+ (?:years?|months?) ago|last year|years back|used to|back then|back in|when i was (?:a |little|"
    r"young|\d)|"
    r"as a kid|hace (?:\w+ )?(?:años|meses)|el año pasado|cuando era|antes)\b"
)
NEGATED = re.compile(
    r"\b(?:not|never|dont|doesnt|didnt|isnt|arent|wont|wouldnt|nobody|no one|noone|nunca|nadie|jamas|"
    r"tampoco)(?: (?!(?:he|she|they|i|we|my|his|her|care|know|help|tengo|mi|el|ella)\b)\w+)? ?$|"
    r"\bno (?:me |nos |le |la |lo |se )?$"
)
"""Matched against what stands before a rule's own words."""

AT_WORK = (
    r"(?:work|works|worked|working|volunteer|volunteers)(?: \w+){0,6} (?:shelter|hotline|line|center|program|"
    r"agency|"
    r"victims|survivors|prevention)|training|awareness|prevention (?:class|walk|month|center|worker)|"
    r"hotline (?:worker|job)|background check|clearance|squad|movie|song|charges?|conviction|felony|"
    r"trabajo (?:en|con|para)(?: \w+){0,3} (?:refugio|albergue|centro|linea|programa|victimas)|cargos? (?:de|por)"
)
"""Who works with a danger, studies it or watches a film about it is not in it."""


def make_rule(
    kind: DangerKind, *patterns: str, unless: Sequence[str] = (), sure: bool = True, light: bool = False
) -> Rule:
    """A rule that any of the patterns sets off, as whole words, unless the clause also holds one of `unless`."""
    return Rule(kind, _any_of(patterns), _any_of(unless) if unless else None, sure and not light, light)


def _any_of(patterns: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(patterns)})\b"
