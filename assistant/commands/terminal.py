"""What commands print: sentences for people on standard error, results on standard output."""

from __future__ import annotations

import sys


def tell(sentence: str) -> None:
    """Say something to the person at the terminal; never into a pipe that wants results."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def result(line: str) -> None:
    """One line of what was asked for."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
