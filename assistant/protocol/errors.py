"""Errors of the protocol room.

ProtocolError
├── MalformedMessage   a JSON object does not have the agreed shape
└── UnreadableState    a stored state is too large, or of a version this build does not know
"""


class ProtocolError(Exception):
    """What the two runtimes said to each other could not be read."""


class MalformedMessage(ProtocolError):
    """A JSON object does not have the agreed shape; the message names the path, the value's kind and the remedy."""


class UnreadableState(ProtocolError):
    """A stored state cannot be used; the caller starts the talk anew from the stored facts."""
