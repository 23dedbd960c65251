"""Texts through Twilio. Source: https://www.twilio.com/docs/messaging/api/message-resource"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from urllib.parse import urlencode

from requests.exceptions import ConnectTimeout, ProxyError, RequestException, SSLError
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from urllib3.exceptions import NameResolutionError, NewConnectionError

from sms.errors import NO_ANSWER, NO_CONNECTION, SendError, error_for_status
from sms.numbers import PhoneNumber
from sms.sender import ListedInbound, ListedText, OutboundText, ProviderUnavailable, Sent
from sms.status import DeliveryStatus

_PAGE = 100
_CLOCK_SLACK = timedelta(seconds=5)
"""The provider's times have whole seconds and its own clock."""


@dataclass(frozen=True)
class TwilioSender:
    """A `sms.sender.Sender`. Texts go out from `service` (a messaging service's SID) if given, else from `number`.

    `number` is our own number or short code; `status_url` our public address for status callbacks.
    """

    client: Client
    number: str
    status_url: str
    service: str = ""

    def send(self, text: OutboundText) -> Sent | SendError:
        """See `Sender.send`."""
        origin = {"messaging_service_sid": self.service} if self.service else {"from_": self.number}
        try:
            message = self.client.messages.create(
                to=text.to.e164,
                body=text.body,
                validity_period=text.validity,
                status_callback=f"{self.status_url}?{urlencode({'id': text.our_id})}",
                **origin,
            )
            if not message.sid:
                return NO_ANSWER
            return Sent(message.sid, DeliveryStatus(message.status))
        except _FAULTS as fault:
            return _error(fault)

    def list_to(self, number: PhoneNumber, since: datetime) -> tuple[ListedText, ...]:
        """See `Sender.list_to`.

        Filtered by creation here: the API filters by the day of sending, which a queued text does not have yet.
        """
        with _answered("list the texts to a number"):
            texts = (_listed(m) for m in self._listing(to=number.e164) if m.direction != "inbound")
            return tuple(takewhile(lambda text: text.created >= since - _CLOCK_SLACK, texts))

    def list_inbound(self, since: datetime) -> Iterator[ListedInbound]:
        """See `Sender.list_inbound`. With a messaging service, texts to each of its numbers."""
        recipient = {} if self.service else {"to": self.number}
        with _answered("list the inbound texts"):
            for message in self._listing(date_sent_after=since - _CLOCK_SLACK, **recipient):
                if message.direction == "inbound":
                    yield _listed_inbound(message)

    def redact(self, provider_id: str) -> None:
        """See `Sender.redact`."""
        with _answered("clear a text's body"):
            self.client.messages(provider_id).update(body="")

    def _listing(self, **filters: object) -> Iterator[MessageInstance]:
        yield from self.client.messages.stream(page_size=_PAGE, **filters)


_FAULTS = (TwilioException, RequestException, ValueError, TypeError, KeyError)
"""What the library raises for a refusal, a broken connection, or an answer that is not what it promises."""
_NEVER_LEFT = (NewConnectionError, NameResolutionError)


def _error(fault: Exception) -> SendError:
    if isinstance(fault, TwilioRestException | TwilioServiceException):
        # Without a code of its own the library repeats the HTTP status as the code.
        code = None if fault.code == fault.status else fault.code
        return error_for_status(fault.status, code)
    if isinstance(fault, ConnectTimeout | SSLError | ProxyError):
        return NO_CONNECTION
    reason = getattr(fault.args[0], "reason", None) if fault.args else None
    return NO_CONNECTION if isinstance(reason, _NEVER_LEFT) else NO_ANSWER


@contextmanager
def _answered(question: str) -> Iterator[None]:
    try:
        yield
    except _FAULTS as fault:
        raise ProviderUnavailable(question, _error(fault)) from fault


def _listed(message: MessageInstance) -> ListedText:
    return ListedText(
        provider_id=str(message.sid),
        body=message.body or "",
        status=DeliveryStatus(message.status),
        created=_aware(message.date_created),
        error_code=int(message.error_code) if message.error_code else None,
    )


def _listed_inbound(message: MessageInstance) -> ListedInbound:
    return ListedInbound(
        provider_id=str(message.sid),
        sender=str(message.from_),
        to=str(message.to),
        body=message.body or "",
        media_count=int(message.num_media or 0),
        segments=int(message.num_segments or 1),
        received=_aware(message.date_created),
    )


def _aware(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("the provider listed a text without the day it was created: ask again later")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
