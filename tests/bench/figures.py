"""What was measured, what was expected of it, and both written side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.arithmetic import Spread


@dataclass(frozen=True)
class Expectation:
    """A limit that a figure must not exceed (or, with `least`, not fall below)."""

    limit: float
    least: bool = False

    def reached(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.least else 'at most'} {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """One measured value in `unit` (ms, s, MB, /s, x); `expected` None: told, but nothing is demanded of it."""

    name: str
    value: float
    unit: str
    expected: Expectation | None = None

    @property
    def reached(self) -> bool | None:
        return None if self.expected is None else self.expected.reached(self.value)


@dataclass(frozen=True)
class Section:
    """Figures of one kind with how they were measured."""

    title: str
    how: str
    figures: tuple[Figure, ...]


def at_most(limit: float) -> Expectation:
    return Expectation(limit)


def at_least(limit: float) -> Expectation:
    return Expectation(limit, least=True)


def milliseconds(name: str, seconds: float, expected: Expectation | None = None) -> Figure:
    return Figure(name, seconds * 1000, "ms", expected)


def spread_figures(
    spread: Spread, p50: Expectation | None = None, p95: Expectation | None = None, p99: Expectation | None = None
) -> tuple[Figure, ...]:
    """The usual four of one spread, in milliseconds."""
    return (
        milliseconds("p50", spread.p50, p50), milliseconds("p95", spread.p95, p95),
        milliseconds("p99", spread.p99, p99), milliseconds("longest", spread.most),
    )  # fmt: skip


def table(sections: Sequence[Section]) -> str:
    """All figures as lines to read."""
    lines: list[str] = []
    for section in sections:
        lines += ["", section.title, f"  ({section.how})"]
        lines += [_line(figure) for figure in section.figures]
    missed = [figure for section in sections for figure in section.figures if figure.reached is False]
    asked = sum(figure.reached is not None for section in sections for figure in section.figures)
    lines += ["", f"{asked - len(missed)} of {asked} expectations reached", ""]
    return "\n".join(lines)


def as_json(sections: Sequence[Section]) -> list[dict[str, object]]:
    """All figures as plain JSON values."""
    return [
        {
            "title": section.title,
            "how": section.how,
            "figures": [
                {
                    "name": figure.name, "value": round(figure.value, 3), "unit": figure.unit,
                    "expected": None if figure.expected is None else str(figure.expected), "reached": figure.reached,
                }
                for figure in section.figures
            ],
        }
        for section in sections
    ]  # fmt: skip


def _line(figure: Figure) -> str:
    verdict = {None: "", True: "reached", False: "NOT REACHED"}[figure.reached]
    return f"  {figure.name:44}{figure.value:10.1f} {figure.unit:4}{figure.expected or ''!s:16} {verdict}".rstrip()
