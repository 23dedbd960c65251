"""The closed catalogue of what can go wrong with a sent text, and what each means for us.

A code comes from the answer to our request or, later, from a status callback. Every code's page is
https://www.twilio.com/docs/api/errors/CODE (for example .../21610). A code that is not here is treated as its HTTP
status says (see `error_for_status`), or, in a status callback, as `UNKNOWN`: not tried again, and somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class SendError:
    """Why a text did not go, and what follows.

    code       the provider's code, None where there was no answer at all
    meaning    for operators, without number or content
    retry      the same text may be tried again later, with growing pauses
    alert      an operator must act: until then every text may fail
    opted_out  the person is on the provider's stop list: record it and send nothing more
    dead       this number cannot be texted: stop trying, offer another way
    unclear    the text may have gone out: reconcile before anything is sent again
    """

    code: int | None
    meaning: str
    retry: bool = False
    alert: bool = False
    opted_out: bool = False
    dead: bool = False
    unclear: bool = False


_CATALOGUE = (
    # Our account and credentials
    SendError(10001, "the account is not active", retry=True, alert=True),
    SendError(20003, "the credentials were refused", retry=True, alert=True),
    SendError(20005, "the account is not active", retry=True, alert=True),
    SendError(20404, "the account, service or message does not exist", alert=True),
    SendError(20429, "too many requests at once", retry=True),
    SendError(20500, "an error inside the provider", unclear=True),
    SendError(20503, "the provider is unavailable", unclear=True),
    SendError(30002, "the account was suspended", retry=True, alert=True),
    SendError(90010, "the account is not active", retry=True, alert=True),
    # Our number, service and registration
    SendError(21212, "our From number is not valid", alert=True),
    SendError(21408, "texts to this region are not permitted for the account", alert=True),
    SendError(21603, "the request has no From number", alert=True),
    SendError(21606, "our From number cannot send texts", alert=True),
    SendError(21659, "our From number is not a number of this country's kind", alert=True),
    SendError(21660, "our From number belongs to another account", alert=True),
    SendError(21701, "the messaging service does not exist", alert=True),
    SendError(21703, "the messaging service holds no number", alert=True),
    SendError(21704, "the messaging service has no number for this destination", alert=True),
    SendError(30024, "the sender's number is not provisioned by the carrier", retry=True, alert=True),
    SendError(30032, "the toll-free number is not verified", alert=True),
    SendError(30034, "the number is not registered for a US A2P 10DLC campaign", alert=True),
    SendError(30035, "the number is not registered correctly for its campaign", alert=True),
    # What we sent
    SendError(21602, "the text has no body", alert=True),
    SendError(21605, "the body is over the provider's length", alert=True),
    SendError(21609, "the status callback URL is not valid", alert=True),
    SendError(21617, "the body is over 1600 characters", alert=True),
    SendError(21620, "a media URL is not valid", alert=True),
    SendError(21621, "a required field is missing", alert=True),
    # The person's number
    SendError(21211, "the To number is not valid", dead=True),
    SendError(21214, "the To number cannot be reached", dead=True),
    SendError(21604, "the request has no To number", alert=True),
    SendError(21608, "a trial account sends to verified numbers only", alert=True),
    SendError(21610, "the person has texted STOP", opted_out=True),
    SendError(21612, "no route from our number to this one", dead=True),
    SendError(21614, "the To number is not a mobile number", dead=True),
    SendError(21635, "the To number is a landline", dead=True),
    # Queues and time
    SendError(21611, "our number's queue is full", retry=True, alert=True),
    SendError(30001, "the queue overflowed", retry=True, alert=True),
    SendError(30022, "over the carrier's rate for our registration", retry=True),
    SendError(30023, "over the carrier's daily cap for our brand", retry=True, alert=True),
    SendError(30036, "it waited longer than its validity period and was not sent", retry=True),
    SendError(30027, "T-Mobile's daily limit for our brand is reached", retry=True, alert=True),
    # Carriers and handsets
    SendError(30003, "the handset is off or out of reach", retry=True),
    SendError(30004, "the carrier or the person blocks texts from us"),
    SendError(30005, "the handset is unknown or no longer in service", dead=True),
    SendError(30006, "a landline or an unreachable carrier", dead=True),
    SendError(30007, "a filter of the provider or carrier held the text back", alert=True),
    SendError(30008, "an unknown error at the carrier", retry=True),
    SendError(30010, "the text costs more than our maximum price", alert=True),
    SendError(30017, "the carrier's network is congested", retry=True),
    SendError(30019, "the text is longer than the carrier takes", alert=True),
    SendError(30410, "the carrier did not answer in time", retry=True),
    SendError(30453, "the text was held back as a repeat that looks like a loop", alert=True),
)

CATALOGUE: Mapping[int, SendError] = MappingProxyType({e.code: e for e in _CATALOGUE if e.code is not None})

NO_CONNECTION = SendError(None, "no connection could be made, so nothing was sent", retry=True)
"""Refused, no route, no name, failed TLS: the request never left."""

NO_ANSWER = SendError(None, "the connection ended without an answer", unclear=True)
"""A timeout or a broken connection after the request may have left, or an answer that cannot be read."""

UNKNOWN = SendError(None, "a code that the catalogue does not name", alert=True)


def error_for_code(code: int) -> SendError:
    """The catalogue's entry; for a code it lacks, `UNKNOWN` with that code: no retry, and an operator looks."""
    return CATALOGUE.get(code) or SendError(code, UNKNOWN.meaning, alert=True)


def error_for_status(status: int, code: int | None) -> SendError:
    """What an HTTP answer with this status (and the provider's code, if it gave one) means.

    A named code decides. Else: 429 is retried; 5xx is unclear, the provider may have accepted before it failed; any
    other refusal is ours to repair.
    """
    if code is not None and code in CATALOGUE:
        return CATALOGUE[code]
    if status == 429:
        return SendError(code, "too many requests at once", retry=True)
    if status >= 500:
        return SendError(code, f"the provider answered with HTTP {status}", unclear=True)
    return SendError(code, f"the provider refused with HTTP {status}", alert=True)
