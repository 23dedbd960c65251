"""The provider's two webhooks: a text that came, and how far one of ours has got.

Both only write down what came and answer at once. What cannot be written within `WRITE_LIMIT_S` is answered with 503,
so that the provider tries again; what it does not repeat is found by the sweep.
"""

from __future__ import annotations

from collections.abc import Callable

import anyio
import anyio.to_thread
import structlog
from fastapi import HTTPException, Request, Response

from assistant.store import StoreUnavailable
from assistant.talk import InboxUnavailable
from assistant.web.guards import SignedForm, signed_form
from assistant.web.rooms import rooms_of
from assistant.web.routes import Route
from sms.form import FormError, UnservedNumber
from sms.inbound import read_inbound
from sms.status import read_status

WRITE_LIMIT_S = 5.0
EMPTY_TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'
log = structlog.get_logger()


async def inbound(request: Request, form: SignedForm) -> Response:
    """A text: into the inbox, and an empty answer. The reply goes out later, through the outbox."""
    try:
        text = read_inbound(form)
    except UnservedNumber as error:
        log.warning("inbound_unserved", error=type(error).__name__)
        return _taken()
    except FormError as error:
        raise _bad_form(error) from error
    await _written(lambda: rooms_of(request).services.door.receive(text))
    return _taken()


async def status(request: Request, form: SignedForm) -> Response:
    """How far one of our texts has got; `id` in the address is our own id of it."""
    try:
        report = read_status(form)
    except FormError as error:
        raise _bad_form(error) from error
    our_id = request.query_params.get("id", "")
    if not our_id:
        raise HTTPException(400, "the address names no text of ours: the callback address must carry ?id=")
    outbox = rooms_of(request).services.outbox
    await _written(lambda: outbox.record_status(our_id, report.provider_id, report.status, report.error_code))
    return Response(status_code=204)


async def _written(write: Callable[[], object]) -> None:
    """Run `write` in a thread; 503 when it fails or takes too long (it may still succeed: ids are unique)."""
    try:
        with anyio.fail_after(WRITE_LIMIT_S):
            await anyio.to_thread.run_sync(write, abandon_on_cancel=True)
    except (InboxUnavailable, StoreUnavailable, TimeoutError) as error:
        log.error("webhook_not_written", error=type(error).__name__)
        raise HTTPException(503, "not written down; try again", {"Retry-After": "5"}) from error


def _bad_form(error: FormError) -> HTTPException:
    log.warning("webhook_unreadable", error=type(error).__name__)
    return HTTPException(400, str(error))


def _taken() -> Response:
    return Response(EMPTY_TWIML, media_type="text/xml")


ROUTES = (
    Route("POST", "/sms/inbound", inbound, signed_form),
    Route("POST", "/sms/status", status, signed_form),
)
