"""What a change of the rules does to people: two rulebooks read for the same households on the same day.

Policy staff see before a change goes live who would gain or lose a program or get another amount, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from entitlements.determination import LIKELY, UNLIKELY, Determination, Figure, Finding
from entitlements.explaining import dollars, sentence
from entitlements.household import Household
from entitlements.language import kinds
from entitlements.rulebook import Rulebook

GAINED, LOST, AMOUNT, OTHER = "gained", "lost", "amount", "other"
KINDS = (LOST, GAINED, AMOUNT, OTHER)


@dataclass(frozen=True)
class Change:
    """One household that comes out otherwise in one program; `reasons` say what decided, with figures and citations.

    `kind`: gained (likely now), lost (likely before), amount (another amount, in words), other (for instance unlikely
    became a case for a worker).
    """

    household: str
    program: str
    kind: str
    before: str
    after: str
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {**self.__dict__, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Impact:
    """All changes among `households` households. A program that only one of the rulebooks has is named in `only_old` or
    `only_new` and counts as unlikely in the other."""

    households: int
    changes: tuple[Change, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    def counts(self) -> Mapping[tuple[str, str], int]:
        """(program, kind) -> households."""
        return Counter((change.program, change.kind) for change in self.changes)


def impact(old: Rulebook, new: Rulebook, households: Iterable[tuple[str, Household]], on: date) -> Impact:
    """`households` are (name, household); facts that one of the rulebooks does not know are left out there."""
    before, after = set(old.rules.programs), set(new.rules.programs)
    changes: list[Change] = []
    count = 0
    for name, household in households:
        count += 1
        then = {each.program: each for each in old.determine(_known(old, household), on)}
        now = {each.program: each for each in new.determine(_known(new, household), on)}
        for program in sorted(before | after):
            changes.extend(_changes(old, new, name, program, then.get(program), now.get(program)))
    return Impact(count, tuple(changes), tuple(sorted(before - after)), tuple(sorted(after - before)))


def _known(rulebook: Rulebook, household: Household) -> Household:
    rows = ((member, fact, value) for (member, fact), value in household.facts.items())
    return Household.from_facts(row for row in rows if rulebook.knows(row[0], row[1]))


def _changes(
    old: Rulebook, new: Rulebook, name: str, program: str, then: Determination | None, now: Determination | None
) -> Iterator[Change]:
    before, after = _outcome(then), _outcome(now)
    if before != after:
        kind = GAINED if after == LIKELY else LOST if before == LIKELY else OTHER
        yield Change(name, program, kind, before, after, tuple(_reasons(new, then, now)))
    elif then is not None and now is not None and _amount(then) != _amount(now):
        reasons = tuple(_figures(new, then, now)) or tuple(_amount_figures(old, new, now))
        yield Change(name, program, AMOUNT, _amount(then), _amount(now), reasons)


def _outcome(found: Determination | None) -> str:
    return UNLIKELY if found is None else found.outcome


def _amount(found: Determination) -> str:
    if found.amount_low is None:
        return "no amount"
    high = "more" if found.amount_high is None else dollars(found.amount_high)
    low = dollars(found.amount_low)
    return f"{low} a {found.period}" if low == high else f"{low} to {high} a {found.period}"


def _reasons(new: Rulebook, then: Determination | None, now: Determination | None) -> Iterator[str]:
    """The sentences of the conditions that turned, and the figures behind them that are not the same."""
    if then is None or now is None:
        yield "the program is only in the new rules" if then is None else "the program is not in the new rules"
        return
    held = {finding.condition: finding for finding in then.findings}
    for finding in now.findings:
        earlier = held.pop(finding.condition, None)
        if earlier is None or earlier.truth is not finding.truth:
            yield _turned(new, now.program, finding, "" if earlier is None else f"was {earlier.truth.value}, ")
    for finding in held.values():
        yield f"{finding.condition} was {finding.truth.value}, and is no longer asked: {_cited(finding)}"
    yield from _figures(new, then, now)


def _turned(rulebook: Rulebook, program: str, finding: Finding, was: str) -> str:
    words = sentence(rulebook, program, finding, "en")
    return f"{finding.condition} {was}is {finding.truth.value}: {words} ({_cited(finding)})"


def _cited(finding: Finding) -> str:
    return "; ".join(finding.sources)


def _figures(new: Rulebook, then: Determination, now: Determination) -> Iterator[str]:
    """The figures that both looked up at the same place and found changed."""
    before = {(figure.parameter, figure.keys): figure for each in then.findings for figure in each.figures}
    for figure in dict.fromkeys(figure for each in now.findings for figure in each.figures):
        earlier = before.get((figure.parameter, figure.keys))
        if earlier is not None and earlier.value != figure.value:
            keys = f"[{', '.join(figure.keys)}]" if figure.keys else ""
            values = f"{_spoken(new, earlier)} became {_spoken(new, figure)}"
            yield f"{figure.parameter}{keys} {values} ({figure.source})"


def _spoken(rulebook: Rulebook, figure: Figure) -> str:
    money = rulebook.rules.figures[figure.parameter].kind in kinds.MONIES
    ends = dict.fromkeys(end for end in figure.value if end)
    return " to ".join(dollars(int(end)) if money and end.isdigit() else end for end in ends)


def _amount_figures(old: Rulebook, new: Rulebook, now: Determination) -> Iterator[str]:
    """The figures that only the amount reads, where their tables for the day are not the same."""
    program = new.rules.programs[now.program]
    names = new.rules.reads(program, program.amount.rule)[1] if program.amount is not None else frozenset()
    for name in sorted(names):
        figure, earlier = new.rules.figures[name], old.rules.figures.get(name)
        if earlier is None or earlier.period(now.on).table != figure.period(now.on).table:
            yield f"{name} changed ({figure.period(now.on).sources[0]})"


def impact_lines(found: Impact, most: int) -> Iterator[str]:
    """The impact as lines to read: counts per program, then up to `most` households of each kind with their reasons."""
    for programs, words in ((found.only_old, "are gone"), (found.only_new, "are new")):
        if programs:
            yield f"programs that {words}: {', '.join(programs)}"
    counts = found.counts()
    for program in sorted({program for program, _ in counts}):
        yield f"{program}: " + ", ".join(
            f"{kind} {counts[program, kind]}" for kind in KINDS if (program, kind) in counts
        )
        for kind in KINDS:
            listed = [change for change in found.changes if (change.program, change.kind) == (program, kind)]
            for change in listed[:most]:
                yield f"  {change.household} {kind}: {change.before} -> {change.after}"
                yield from (f"    {reason}" for reason in change.reasons)
    moved = len({change.household for change in found.changes})
    yield f"{moved} of {found.households} households come out otherwise."
