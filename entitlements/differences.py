"""The known differences from the reference, each with the citation that decides, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from entitlements.comparing import Comparison, Difference
from entitlements.source import read

HEAD = """# Known differences from the reference

This page is written by `handrail rules compare REFERENCE.jsonl.gz --write`; do not edit it. The reasons stand in
`entitlements/us/differences.yml`. The reference is another model, not the law: where they differ, the citation decides.
"""


@dataclass(frozen=True)
class Reason:
    """Why some households come out otherwise, and what decides."""

    program: str
    kind: str
    households: tuple[str, ...]
    why: str
    source: str


def load_reasons(root: Path) -> tuple[Reason, ...]:
    """The reasons of `differences.yml`; `RuleSourceError` with file and line."""
    found = []
    for item in read(root / "differences.yml", root).items():
        fields = item.fields(("program", "kind", "households", "why", "source"))
        found.append(
            Reason(
                fields["program"].text(),
                fields["kind"].text(),
                tuple(fields["households"].texts()),
                fields["why"].text(),
                fields["source"].text(),
            )
        )
    return tuple(found)


def unexplained(scores: Mapping[str, Comparison], reasons: tuple[Reason, ...]) -> list[tuple[str, Difference]]:
    """(program, difference) for every difference that no reason names."""
    return [
        (program, difference)
        for program, score in scores.items()
        for difference in score.differences
        if _reason(reasons, program, difference) is None
    ]


def resolved(scores: Mapping[str, Comparison], reasons: tuple[Reason, ...]) -> list[str]:
    """Households that a reason names although they do not differ any more, as "program household"."""
    differing = {
        (program, each.kind, each.household) for program, score in scores.items() for each in score.differences
    }
    return [
        f"{reason.program} {household}"
        for reason in reasons
        for household in reason.households
        if reason.program in scores and (reason.program, reason.kind, household) not in differing
    ]


def page(scores: Mapping[str, Comparison], reasons: tuple[Reason, ...], stated: int) -> str:
    """docs/known-differences.md."""
    return "\n".join([HEAD, *_figures(scores, stated), *_sections(scores, reasons)]) + "\n"


def _figures(scores: Mapping[str, Comparison], stated: int) -> Iterator[str]:
    yield "| program | scored | apart | agreement | false no | false yes | unknown | category right | amount within |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for program, score in sorted(scores.items()):
        row = score.to_json()
        yield (
            f"| {program} | {row['n']} | {row['apart']} | {_share(row['agreement'])} | {row['false_no']} "
            f"| {row['false_yes']} | {row['unknown']} | {_share(row['category_right'])} "
            f"| {_share(row['amount_within'])} |"
        )
    yield ""
    yield (
        "Apart are those whom we send to a worker because a state's own limit is not in our data; "
        "agreement is of the rest."
    )
    yield ""
    yield (
        f"In {stated} households what they say they get is not what the reference counts as received. The product "
        "believes the statement; the comparison is fed what was counted, so none of these is a disagreement."
    )


def _share(share: object) -> str:
    return "-" if not isinstance(share, float) else f"{share * 100:.2f} %"


def _sections(scores: Mapping[str, Comparison], reasons: tuple[Reason, ...]) -> Iterator[str]:
    for program, score in sorted(scores.items()):
        yield ""
        yield f"## {program}"
        yield ""
        if not score.differences:
            yield "None."
            continue
        yield "| household | state | kind | ours | reference | why | citation |"
        yield "|---|---|---|---|---|---|---|"
        for each in sorted(score.differences, key=lambda difference: (difference.kind, difference.household)):
            reason = _reason(reasons, program, each)
            why, source = ("not explained yet", "-") if reason is None else (reason.why, reason.source)
            yield (
                f"| {each.household} | {each.state} | {each.kind.replace('_', ' ')} | {each.ours} | {each.theirs} "
                f"| {why} | {source} |"
            )


def _reason(reasons: tuple[Reason, ...], program: str, difference: Difference) -> Reason | None:
    for reason in reasons:
        if reason.program == program and reason.kind == difference.kind and difference.household in reason.households:
            return reason
    return None
