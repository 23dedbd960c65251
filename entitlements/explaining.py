"""Findings -> plain sentences in either language: why, why not, and what is still open. The sentences are rule data."""

from __future__ import annotations

from entitlements.determination import LIKELY, UNLIKELY, Determination, Finding
from entitlements.language import kinds
from entitlements.program import Condition, Words
from entitlements.rulebook import Rulebook
from entitlements.values import Truth

PRESUMED = "presumed."


def sentence(rulebook: Rulebook, program: str, finding: Finding, language: str) -> str:
    """What a finding says, with its figures; empty for a referral that does not apply."""
    condition = _condition(rulebook, program, finding.condition)
    words = condition.because.get(finding.truth.value)
    if words is None:
        return ""
    terms = {name: _spoken(rulebook, program, name, low, high) for name, low, high in finding.terms}
    return words[language].format_map(terms)


def reasons(rulebook: Rulebook, determination: Determination, language: str) -> tuple[str, ...]:
    """The sentences that carry the outcome: the noes of an unlikely, the yeses of a likely, else what is open."""
    wanted = {LIKELY: Truth.YES, UNLIKELY: Truth.NO}.get(determination.outcome, Truth.UNKNOWN)
    program = rulebook.program(determination.program)
    referrals = {condition.id for condition in program.refer}
    found = []
    for finding in determination.findings:
        truth = Truth.YES if finding.condition in referrals else wanted
        if finding.truth is truth:
            found.append(sentence(rulebook, program.id, finding, language))
    return tuple(words for words in found if words)


def note_words(rulebook: Rulebook, program: str, note: str) -> Words:
    """The words of a note id of a determination, also of those that name a presumed fact."""
    if note.startswith(PRESUMED):
        presume = rulebook.rules.facts[note.removeprefix(PRESUMED)].presume
        assert presume is not None
        return presume.note
    return next(each.text for each in rulebook.program(program).notes if each.id == note)


def dollars(cents: int) -> str:
    """$1,234 or $9.25: cents only where there are some."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}" if rest == 0 else f"${whole:,}.{rest:02d}"


def _condition(rulebook: Rulebook, program: str, name: str) -> Condition:
    found = rulebook.program(program)
    return next(each for each in (*found.refer, *found.conditions) if each.id == name)


def _spoken(rulebook: Rulebook, program: str, name: str, low: int, high: int | None) -> str:
    values = rulebook.rules.values_of[program]
    kind = values[name].kind if name in values else rulebook.rules.facts[name].kind
    one = dollars if kind in kinds.MONIES else str
    if high is None or low == high:
        return one(low)
    return f"{one(low)}-{one(high)}"
