"""Development's way in: the front page leads to the phone, and the link printed at start leads to the desk."""

from __future__ import annotations

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from assistant.web.desk_doors import let_in
from assistant.web.guards import loopback_only
from assistant.web.routes import Route


def front() -> Response:
    """The front page of `make run`."""
    return RedirectResponse("/phone", 303)


def printed_link(request: Request, token: str = "") -> Response:
    """The sign-in link that development prints at start: one click, once."""
    return let_in(request, token)


ROUTES = (
    Route("GET", "/", front, loopback_only),
    Route("GET", "/try/sign-in", printed_link, loopback_only),
)
