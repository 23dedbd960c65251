"""Who may pass a door. Every route names exactly one guard; `tests/web/test_houses.py` walks the routes.

A guard is a FastAPI dependency that raises HTTPException for whoever may not pass, before the endpoint runs:

    signed_form    the provider signed exactly this request (sms.twilio_webhook)
    signed_in      a caseworker's session
    loopback_only  development: the request comes from this machine, and from our own page
    open_door      everybody; only for what tells nothing and changes nothing
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import structlog
from fastapi import Depends, HTTPException, Request

from assistant.web.rooms import rooms_of
from assistant.web.sign_in import COOKIE, NotSignedIn, Staff
from sms.twilio_webhook import SIGNATURE_HEADER, SIGNATURE_SETTINGS_HEADER, SignatureError, SigningKeys, check_signature

BODY_LIMIT = 64 * 1024
"""Bytes of a request body. The provider's longest text, 1600 characters, takes under 20 kB percent-encoded."""

Form = dict[str, str]
Guard = Callable[..., Awaitable[Any]]
GuardT = TypeVar("GuardT", bound=Guard)
GUARDS: dict[str, Guard] = {}
log = structlog.get_logger()


def _guard(function: GuardT) -> GuardT:
    GUARDS[function.__name__] = function
    return function


@_guard
async def signed_form(request: Request) -> Form:
    """The form of a request that the provider signed; 403 for any other, 413 for a body over `BODY_LIMIT`.

    The address that was signed is the configured public one with the path and query as they came.
    """
    settings = rooms_of(request).settings
    fields = await _fields(request)
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope["raw_path"].decode("latin-1")
    url = f"{settings.public_url}{path}{'?' if query else ''}{query}"
    try:
        check_signature(
            SigningKeys(settings.twilio_auth_token, settings.twilio_webhook_keys), url, fields,
            request.headers.get(SIGNATURE_HEADER, ""), request.headers.get(SIGNATURE_SETTINGS_HEADER, ""),
        )  # fmt: skip
    except SignatureError as error:
        log.warning("webhook_refused", route=request.url.path, error=type(error).__name__)
        raise HTTPException(403, "not signed by the provider") from error
    return dict(fields)


@_guard
async def signed_in(request: Request) -> Staff:
    """The caseworker of this session; whoever has none is sent to the sign-in page. Forms must come from our pages."""
    _same_origin(request)
    try:
        return rooms_of(request).sign_in.staff(request.cookies.get(COOKIE, ""))
    except NotSignedIn as error:
        raise HTTPException(303, str(error), {"Location": "/desk/sign-in"}) from error


@_guard
async def loopback_only(request: Request) -> None:
    """Development's doors: this machine only, by a name of this machine, and never from another site's page."""
    caller = request.client.host if request.client else ""
    if not _is_loopback(caller) or not _is_loopback(urlsplit(f"//{request.headers.get('host', '')}").hostname or ""):
        raise HTTPException(403, "this door is for this machine only")
    _same_origin(request)


@_guard
async def open_door() -> None:
    """Everybody may pass."""


async def form_fields(request: Request) -> Form:
    """The form of a request from our own pages; 413 for a body over `BODY_LIMIT`."""
    return dict(await _fields(request))


SignedForm = Annotated[Form, Depends(signed_form)]
SignedIn = Annotated[Staff, Depends(signed_in)]
PageForm = Annotated[Form, Depends(form_fields)]


async def _fields(request: Request) -> list[tuple[str, str]]:
    """Every field of an urlencoded body, repeated ones too; 413 as soon as the body is longer than `BODY_LIMIT`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, f"a body of over {BODY_LIMIT} bytes is not taken")
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


def _same_origin(request: Request) -> None:
    """Refuse a request that another site's page made (browsers say so; a missing header is no browser's page)."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    cross_site = request.headers.get("sec-fetch-site", "none") == "cross-site"
    if foreign or (cross_site and request.method != "GET"):
        raise HTTPException(403, "this request comes from another site")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
