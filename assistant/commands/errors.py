"""What a command says when it cannot do its work: one sentence, and an exit code that scripts can tell apart.

    0   done
    1   it could not be done; the sentence says why and what to do        (CommandError)
    2   the command line is wrong                                         (Typer's own)
    3   the settings describe no house that may start                     (SettingsError)
    130 ended by Ctrl-C
"""

from __future__ import annotations

from typing import Final

FAILED: Final = 1
BAD_SETTINGS: Final = 3
INTERRUPTED: Final = 130


class CommandError(Exception):
    """A command cannot do its work; the message is the sentence to print."""
