"""Words of danger, read by exact rules before anything else: suicide and self-harm, violence, no food today.

No classifier decides here: a rule that found somebody yesterday finds the next one tomorrow, and each miss can be
repaired with one line in `assistant.danger_rules` and its text in the tests' data. Somebody else in danger ("my son
wants to die") counts as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.danger_rules import JOKE, NEGATED, PAST, RULES, DangerKind, Rule
from sms.fold import clauses, shorten_drawn
from sms.spelling import write_out

__all__ = ["Danger", "DangerKind", "compile_rules", "read_danger", "written_parts"]

_LAUGHING_SIGNS = re.compile("[😂🤣😆😹]")


@dataclass(frozen=True)
class Danger:
    """What was found. `sure` False: say the helpful thing and ask; a joke, a past time or a doubt is possible.

    `words` are the folded words that decided; they stay out of `repr`.
    """

    kind: DangerKind
    sure: bool
    words: str = field(repr=False)


def compile_rules() -> None:
    """Compile every rule now, so that no message waits for it."""
    for rule in RULES:
        _ = rule.pattern, rule.unless


def read_danger(text: str) -> Danger | None:
    """The gravest danger that the text speaks of, or None. Sure findings come before doubtful ones."""
    parts = written_parts(text)
    joking = bool(_LAUGHING_SIGNS.search(text)) or any(JOKE.search(part) for part in parts)
    doubtful: Danger | None = None
    for rule in RULES:
        # A thought of death is often broken up by dots: "i just want to... die".
        for part in (*parts, " ".join(parts)) if rule.kind is DangerKind.SELF_HARM else parts:
            found = _apply(rule, part, joking)
            if found and found.sure:
                return found
            doubtful = doubtful or found
    return doubtful


def written_parts(text: str) -> tuple[str, ...]:
    """The clauses of a text in the form that the rules read."""
    return tuple(write_out(shorten_drawn(clause)) for clause in clauses(text))


def _apply(rule: Rule, part: str, joking: bool) -> Danger | None:
    if not (match := rule.pattern.search(part)) or (rule.unless and rule.unless.search(part)):
        return None
    past, negated = bool(PAST.search(part)), bool(NEGATED.search(part[: match.start()]))
    if rule.light and (joking or past or negated):
        return None
    if rule.kind is not DangerKind.SELF_HARM and negated:
        return None
    return Danger(rule.kind, rule.sure and not (joking or past or negated), match.group().strip())
