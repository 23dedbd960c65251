"""Everything that can go wrong in this room, drawn as a tree.

RulesError
 +- RuleSourceError     a rule file is wrong; says file and line and how to mend it
 +- PackError           a built pack is missing, altered or of another format
 +- DateNotCovered      a figure was asked for a day that no cited period covers
 +- UnknownName         a program, question, topic or fact that the rulebook does not hold
 +- HouseholdError      the facts contradict each other or are absurd; `rows` names them, to be asked again
 +- StartError          a new program cannot have that name
 +- HouseholdFileError  a file of households (reference or screening) cannot be read
"""

from __future__ import annotations

from collections.abc import Sequence


class RulesError(Exception):
    """Root of the tree; never raised itself."""


class RuleSourceError(RulesError):
    """`path:line: what is wrong; how to mend it`."""

    def __init__(self, where: str, line: int, message: str) -> None:
        super().__init__(f"{where}:{line}: {message}")
        self.where = where
        self.line = line
        self.message = message


class PackError(RulesError):
    """The pack cannot be trusted or read."""


class DateNotCovered(RulesError):
    """No period of a dated figure covers the day; the last known value is never used instead."""


class StartError(RulesError):
    """The name of a new program is taken or cannot be one."""


class UnknownName(RulesError):
    """The caller named something that this rulebook does not hold."""


class HouseholdError(RulesError):
    """Facts that cannot all be true; `rows` holds the (member, fact) pairs to ask about again."""

    def __init__(self, message: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


class HouseholdFileError(RulesError):
    """A line of a household file is not an object of the documented shape."""
