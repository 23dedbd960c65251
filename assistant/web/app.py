"""The app factory: which doors exist in which house.

Production has the provider's webhooks, the desk and health. Development has, besides, the try-it doors (the phone and
the sign-in link printed at start); elsewhere their routes are not registered, so there is nothing to misuse.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.store import StoreUnavailable
from assistant.web import desk_doors, phone_doors, sms_doors, try_doors
from assistant.web.guards import open_door
from assistant.web.pages import page
from assistant.web.rooms import Rooms, rooms_of
from assistant.web.routes import Route, register

STATIC = Path(__file__).with_name("static")
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def create_app(rooms: Rooms) -> FastAPI:
    """The web app of one house. Raises ValueError for a try-it phone in production."""
    if rooms.settings.production and rooms.phone is not None:
        raise ValueError("the try-it phone is for development only; start production without it")
    app = FastAPI(title="Handrail", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.rooms = rooms
    app.add_middleware(SafeHeaders)
    app.add_exception_handler(StoreUnavailable, store_unavailable)
    register(app, ROUTES + sms_doors.ROUTES + desk_doors.ROUTES)
    if rooms.phone is not None:
        register(app, try_doors.ROUTES + phone_doors.ROUTES)
    return app


def health(request: Request) -> Response:
    """Whether this house can take a text: 200 when the store answers, else 503. It tells nothing else."""
    try:
        with rooms_of(request).services.store.reading() as reading:
            reading.ledger.watermark("health")
    except StoreUnavailable as error:
        raise HTTPException(503, "the store does not answer") from error
    return Response(b'{"ok":true}', media_type="application/json")


def store_unavailable(_request: Request, _error: Exception) -> Response:
    """A page that needs the store while it is locked or away."""
    return page("try_later.html", "en", 503)


def static(name: str) -> Response:
    """A stylesheet, script or picture of our pages."""
    file = STATIC / name
    if name != file.name or file.suffix not in _MEDIA_TYPES or not file.is_file():
        raise HTTPException(404, "no such file")
    return Response(file.read_bytes(), media_type=_MEDIA_TYPES[file.suffix])


ROUTES = (
    Route("GET", "/health", health, open_door),
    Route("GET", "/static/{name}", static, open_door),
)


class SafeHeaders:
    """ASGI: every answer carries the headers that keep a page from running, loading or leaking anything foreign."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safe(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in _HEADERS.items())]
            await send(message)

        await self._app(scope, receive, send_safe if scope["type"] == "http" else send)
