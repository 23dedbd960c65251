"""How far a sent text has come. A status never moves backwards, whatever order the callbacks arrive in.

Source: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sms.form import BadField, message_id, required, whole_number


class DeliveryStatus(Enum):
    """The provider's statuses of an outbound text, in the order in which evidence grows.

    Proof of arrival outranks any failure: a carrier that reports first a failure and then a delivery has delivered.
    """

    SCHEDULED = "scheduled"
    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CANCELED = "canceled"
    FAILED = "failed"
    UNDELIVERED = "undelivered"
    PARTIALLY_DELIVERED = "partially_delivered"
    DELIVERED = "delivered"
    READ = "read"

    @property
    def is_final(self) -> bool:
        """Whether the provider has done what it will do; the body may be cleared after a while."""
        return _RANK[self] >= _RANK[DeliveryStatus.CANCELED]

    @property
    def has_left(self) -> bool:
        """Whether the next text may follow: this one is with the carrier, or will never be."""
        return _RANK[self] >= _RANK[DeliveryStatus.SENT]

    @property
    def has_failed(self) -> bool:
        """Whether the person did not get it (or only a piece of it)."""
        return _RANK[DeliveryStatus.CANCELED] <= _RANK[self] < _RANK[DeliveryStatus.DELIVERED]


_RANK = {status: rank for rank, status in enumerate(DeliveryStatus)}


def advance(current: DeliveryStatus, reported: DeliveryStatus) -> DeliveryStatus:
    """The further of the two; so any order and any repetition of reports ends at the same status."""
    return max(current, reported, key=_RANK.__getitem__)


@dataclass(frozen=True)
class StatusReport:
    """One status callback: whose, how far, and the provider's error code (see `sms.errors`) if it failed."""

    provider_id: str
    status: DeliveryStatus
    error_code: int | None


def read_status(form: Mapping[str, str]) -> StatusReport:
    """Read a status callback whose signature has been checked. Raises `FormError`."""
    value = required(form, "MessageStatus")
    try:
        status = DeliveryStatus(value)
    except ValueError as error:
        raise BadField("MessageStatus", "a status of an outbound message") from error
    return StatusReport(message_id(form), status, whole_number(form, "ErrorCode", 0) or None)
