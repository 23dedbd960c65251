"""Messages that hold nothing the assistant can read, and the kind word for each. Pure."""

from __future__ import annotations

import unicodedata

from assistant.protocol.turn import MESSAGE_LIMIT
from sms.inbound import InboundKind

_BY_KIND = {
    InboundKind.EMPTY.value: "empty",
    InboundKind.MEDIA.value: "photo",
    InboundKind.TAPBACK.value: "tapback",
}


def unreadable(kind: str, body: str) -> str | None:
    """The message id that says why this cannot be read, or None when it can."""
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if len(body) > MESSAGE_LIMIT:
        return "too_long"
    if not readable(body):
        return "empty"
    return "other_script" if _other_script(body) else None


def readable(body: str) -> str:
    """The body without control characters, which mean nothing and confuse readers; line breaks become spaces."""
    return " ".join(
        "".join(character for character in body if character.isspace() or not _is_control(character)).split()
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")


def _other_script(body: str) -> bool:
    """Letters, but none of them Latin, and no digit that could be an answer."""
    letters = [character for character in body if character.isalpha()]
    if not letters or any(character.isdigit() for character in body):
        return False
    return not any("LATIN" in unicodedata.name(character, "") for character in letters)
