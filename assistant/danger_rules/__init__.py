"""The rules of `assistant.danger`, by danger: self-harm, violence and hunger, the longer two by language."""

from __future__ import annotations

from assistant.danger_rules.hunger_en import RULES as HUNGER_EN
from assistant.danger_rules.hunger_es import RULES as HUNGER_ES
from assistant.danger_rules.rule import JOKE, NEGATED, PAST, DangerKind, Rule
from assistant.danger_rules.self_harm import RULES as SELF_HARM
from assistant.danger_rules.violence_en import RULES as VIOLENCE_EN
from assistant.danger_rules.violence_es import RULES as VIOLENCE_ES

__all__ = ["JOKE", "NEGATED", "PAST", "RULES", "DangerKind", "Rule"]

RULES: tuple[Rule, ...] = (*SELF_HARM, *VIOLENCE_EN, *VIOLENCE_ES, *HUNGER_EN, *HUNGER_ES)
"""The graver danger first."""
