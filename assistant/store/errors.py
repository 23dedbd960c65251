"""Errors of the store.

StoreError
├── StoreUnavailable   the database could not be reached or written within the time allowed; try again
├── FenceBroken        claim, talk version, consent or owner changed under the work; throw it away and do it again
├── NotThere           a row that was asked for by its id does not exist (or was erased)
└── SealError          a sealed value cannot be opened: wrong place, wrong key, or altered
"""


class StoreError(Exception):
    """The store could not do what it was asked."""


class StoreUnavailable(StoreError):
    """The database could not be reached or written within the time allowed; nothing was written, try again."""


class FenceBroken(StoreError):
    """What the work was based on changed meanwhile; nothing was written. The message names which of the four."""


class NotThere(StoreError):
    """No row with that id."""


class SealError(StoreError):
    """A sealed value cannot be opened; the message names table, column and row, never the value."""
