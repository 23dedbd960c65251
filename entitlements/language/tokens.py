"""Text of a rule -> tokens. Anything that is not listed here is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = frozenset(
    {"and", "or", "not", "if", "then", "else", "in", "any", "all", "sum", "count", "member", "members", "yes", "no"}
)
_TOKEN = re.compile(
    r"\s+|(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<code>'[A-Za-z0-9_+-]+')"
    r"|(?P<name>[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)|(?P<sign><=|>=|!=|[<>=+*/()\[\],-])"
)


class ExpressionError(ValueError):
    """The text is not an expression of the language; the loader adds file and line."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """All tokens of the text, closed by one of kind "end"."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ExpressionError(f"{text[at : at + 12]!r} cannot stand in a rule; see docs/rules-language.md")
        at = match.end()
        if match.lastgroup is not None:
            kind = "word" if match.lastgroup == "name" and match.group() in WORDS else match.lastgroup
            found.append(Token(kind, match.group().strip("'")))
    return [*found, Token("end", "the end")]
