"""What a texting provider must do for us. `sms.twilio_send` does it through Twilio.

ProviderUnavailable    a question (list, redact) had no usable answer; its `error` says why
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sms.errors import SendError
from sms.numbers import PhoneNumber
from sms.status import DeliveryStatus


@dataclass(frozen=True)
class OutboundText:
    """A text to send. `our_id` comes back in the status callback's URL: lower-case letters, digits and hyphens.

    `validity` is how many seconds (1 to 36000) the text may wait in the provider's queue before it is dropped: a
    question that arrives hours late only confuses.
    """

    our_id: str
    to: PhoneNumber
    body: str = field(repr=False)
    validity: int


@dataclass(frozen=True)
class Sent:
    """The provider has the text, under its own id."""

    provider_id: str
    status: DeliveryStatus


@dataclass(frozen=True)
class ListedText:
    """An outbound text as the provider remembers it; the body is empty once it was cleared.

    `error_code` says why it failed (see `sms.errors`), None where it did not.
    """

    provider_id: str
    body: str = field(repr=False)
    status: DeliveryStatus
    created: datetime
    error_code: int | None = None


@dataclass(frozen=True)
class ListedInbound:
    """An inbound text as the provider remembers it. `sender` is as the provider writes it: it may be unserved."""

    provider_id: str
    sender: str = field(repr=False)
    to: str
    body: str = field(repr=False)
    media_count: int
    segments: int
    received: datetime

    def as_form(self) -> dict[str, str]:
        """The fields its webhook would have carried, so that a missed text takes the same way as any other.

        What the provider answered itself (`OptOutType`) is not in its list.
        """
        return {
            "MessageSid": self.provider_id,
            "From": self.sender,
            "To": self.to,
            "Body": self.body,
            "NumMedia": str(self.media_count),
            "NumSegments": str(self.segments),
        }


class ProviderUnavailable(Exception):
    """The provider did not answer a question. Ask again later; nothing follows from silence."""

    def __init__(self, question: str, error: SendError) -> None:
        super().__init__(f"the provider could not {question}: {error.meaning} (code {error.code}); ask again later")
        self.error = error


class Sender(Protocol):
    """One provider. All times are aware UTC."""

    def send(self, text: OutboundText) -> Sent | SendError:
        """Hand one text over. Never raises for what the provider or the network does."""
        ...

    def list_to(self, number: PhoneNumber, since: datetime) -> tuple[ListedText, ...]:
        """Texts to this number created at or after `since`, newest first. Raises `ProviderUnavailable`.

        The list lags: absence proves nothing for 15 minutes.
        """
        ...

    def list_inbound(self, since: datetime) -> Iterator[ListedInbound]:
        """Texts that people sent us at or after `since`, newest first. Raises `ProviderUnavailable`."""
        ...

    def redact(self, provider_id: str) -> None:
        """Clear the body at the provider. Raises `ProviderUnavailable`."""
        ...
