"""The desk: open cases behind a sign-in. It only reads; taking a case over is another door."""

from __future__ import annotations

from functools import partial

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from assistant.desk import Desk
from assistant.store import NotThere
from assistant.web.guards import PageForm, SignedIn, open_door, signed_in
from assistant.web.page_words import page_language
from assistant.web.pages import page
from assistant.web.rooms import rooms_of
from assistant.web.routes import Route
from assistant.web.show import labeller, local_time, shown_member, shown_value, waited
from assistant.web.sign_in import COOKIE, SESSION_LASTS, LinkNotGood


def cases(request: Request, staff: SignedIn, lang: str = "en") -> Response:
    """Everything not closed, most urgent first."""
    summaries = _desk(request).open_cases()
    return page("desk.html", page_language(lang), staff=staff, cases=summaries, waited=waited)


def case(request: Request, case_id: str, staff: SignedIn, lang: str = "en") -> Response:
    """One case with all that was told."""
    try:
        view = _desk(request).read(case_id, staff.name)
    except NotThere:
        return page("case_gone.html", page_language(lang), 404, staff=staff)
    services, language = rooms_of(request).services, page_language(lang)
    return page(
        "case.html", language, staff=staff, view=view, waited=waited, shown_value=shown_value,
        shown_member=shown_member, label=labeller(services.rules.labels(), language),
        local=partial(local_time, zone=services.settings.zone),
    )  # fmt: skip


def sign_in_page(token: str = "", lang: str = "en") -> Response:
    """A link leads here; only the button uses it up, so that a preview of the link does not."""
    return page("sign_in.html", page_language(lang), token=token, refused=False)


def sign_in(request: Request, form: PageForm) -> Response:
    """Use the link up and begin a session."""
    return let_in(request, form.get("token", ""))


def sign_out() -> Response:
    """End the session of this browser."""
    response = RedirectResponse("/desk/sign-in", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def let_in(request: Request, token: str) -> Response:
    """A session for whoever holds an unused link; else the sign-in page with the remedy."""
    rooms = rooms_of(request)
    try:
        staff = rooms.sign_in.redeem(token)
    except LinkNotGood:
        return page("sign_in.html", "en", 403, token="", refused=True)
    response = RedirectResponse("/desk", 303)
    response.set_cookie(
        COOKIE, rooms.sign_in.session(staff), max_age=int(SESSION_LASTS.total_seconds()), path="/", httponly=True,
        samesite="lax", secure=rooms.settings.production,
    )  # fmt: skip
    return response


def _desk(request: Request) -> Desk:
    services = rooms_of(request).services
    return Desk(services.store, services.edge)


ROUTES = (
    Route("GET", "/desk", cases, signed_in),
    Route("GET", "/desk/cases/{case_id}", case, signed_in),
    Route("GET", "/desk/sign-in", sign_in_page, open_door),
    Route("POST", "/desk/sign-in", sign_in, open_door),
    Route("POST", "/desk/sign-out", sign_out, signed_in),
)
