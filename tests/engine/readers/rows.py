"""Tables of texts and what must be read, one a line, so that people who know the languages can add to them.

text => value       taken without asking        text => ~value      read back first
text => low..high   a span, read back           text => ?           nothing that could be taken or read back as sure
"""

from __future__ import annotations

from typing import Iterator, NamedTuple


class Row(NamedTuple):
    text: str
    wanted: str


def rows(table: str) -> list[Row]:
    """The rows of a table; blank lines and lines that begin with # are notes."""
    return list(_rows(table))


def _rows(table: str) -> Iterator[Row]:
    for line in table.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            text, separator, wanted = line.strip().rpartition("=>")
            assert separator, f"no => in {line!r}"
            yield Row(text.strip(), wanted.strip())
