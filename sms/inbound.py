"""One inbound text as a value, read from the provider's form post.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request (the parameters of the request).
Errors: see `sms.form`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from sms.form import message_id, phone_number, required, whole_number
from sms.numbers import PhoneNumber
from sms.text import SmsText


class InboundKind(Enum):
    """What came: words to answer, or something that needs its own kind reply."""

    TEXT = "text"
    EMPTY = "empty"
    MEDIA = "media"
    """A photo, voice note or contact card without words."""
    TAPBACK = "tapback"
    """A reaction that a phone writes out (Liked “...”); it answers no question."""


class OptOutType(Enum):
    """What the provider itself already answered (`OptOutType` of its form)."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"
    OTHER = "OTHER"
    """A word that its page does not name yet: it has answered, so we stay silent."""


@dataclass(frozen=True)
class InboundText:
    """A text as it reached the provider. Body and numbers stay out of `repr`.

    `to` is our own address as the provider writes it (E.164 or a short code). `segments` is what the sender's phone
    used; `country` the ISO code the provider gives for the sender, or "".
    """

    provider_id: str
    sender: PhoneNumber
    to: str
    body: str = field(repr=False)
    media_count: int
    opt_out_type: OptOutType | None
    segments: int
    country: str

    @property
    def kind(self) -> InboundKind:
        """What came; words beside a photo count as words."""
        if is_tapback(self.body):
            return InboundKind.TAPBACK
        if self.body.strip(_INVISIBLE):
            return InboundKind.TEXT
        return InboundKind.MEDIA if self.media_count else InboundKind.EMPTY


def read_inbound(form: Mapping[str, str]) -> InboundText:
    """Read a form whose signature has been checked. Raises `FormError`; nothing is guessed.

    Half an emoji (a lone surrogate, which JSON can carry and nobody can store) becomes a question mark.
    """
    provider_id = message_id(form)
    body = form.get("Body", "").encode("utf-8", "replace").decode()
    return InboundText(
        provider_id=provider_id,
        sender=phone_number(form, "From", provider_id),
        to=required(form, "To"),
        body=body,
        media_count=whole_number(form, "NumMedia", 0),
        opt_out_type=_opt_out_type(form.get("OptOutType", "")),
        segments=whole_number(form, "NumSegments", SmsText(body).segments),
        country=form.get("FromCountry", ""),
    )


def is_tapback(body: str) -> bool:
    """Whether a phone wrote this text to show a reaction to another text (iMessage or Google Messages)."""
    return _TAPBACK.fullmatch(body.strip(_INVISIBLE)) is not None


def _opt_out_type(value: str) -> OptOutType | None:
    if not value:
        return None
    known = {kind.value: kind for kind in OptOutType}
    return known.get(value.upper(), OptOutType.OTHER)


_INVISIBLE = " \t\r\n\u00a0\u200a\u200b\u200c\u200d\u2060\ufeff\ufe0f\u200e\u200f"
_QUOTED = r"\s*(?:[“\"«].*[”\"»…]|an? (?:image|photo|video|movie|attachment|audio message|link|sticker))\s*"
_QUOTED_ES = r"\s*(?:[“\"«].*[”\"»…]|una? (?:imagen|foto|video|película|mensaje de audio|enlace|sticker))\s*"
_REACTION = r"(?:heart|like|dislike|laugh|exclamation|exclamation mark|question mark|[^\w\s]{1,8}\s*(?:reaction)?)"
_REACTION_ES = r"(?:corazón|me gusta|no me gusta|risa|exclamación|signo de (?:exclamación|interrogación)|[^\w\s]{1,8})"
_TAPBACK = re.compile(
    rf"(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted [^\w\s]{{1,8}} to){_QUOTED}"
    rf"|removed (?:an? )?{_REACTION} (?:reaction )?from{_QUOTED}"
    rf"|(?:(?:no )?le gustó|le encantó|le dio risa|se rió de|enfatizó|destacó|cuestionó|preguntó por"
    rf"|reaccionó con [^\w\s]{{1,8}} a){_QUOTED_ES}"
    rf"|(?:eliminó|quitó) (?:un |una |el )?{_REACTION_ES} (?:de|a){_QUOTED_ES}"
    # Google Messages writes the emoji itself, between hair spaces, then `to` or `a` and the quoted text.
    r"|[^\w\s]{1,8}[\s\u200a\u200b]*(?:to|a)[\s\u200a\u200b]*[“\"«].*[”\"»…][\s\u200a\u200b]*",
    re.IGNORECASE | re.DOTALL,
)
