"""Which doors exist in which house, and that each has its guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from assistant.web.guards import GUARDS, loopback_only, open_door, signed_form, signed_in
from tests.web.house import House

Dependant = Any
OPEN = {"/health", "/static/{name}", "/desk/sign-in"}
TRY_IT = ("/", "/phone", "/phone/texts", "/phone/noted", "/phone/send", "/try/sign-in")


def guards_of(route: APIRoute) -> set[Callable[..., Any]]:
    def walk(dependant: Dependant) -> Iterator[Callable[..., Any]]:
        for inner in dependant.dependencies:
            yield inner.call
            yield from walk(inner)

    return set(walk(route.dependant)) & set(GUARDS.values())


def routes(house: House) -> list[APIRoute]:
    found = [route for route in house.app.routes if isinstance(route, APIRoute)]
    assert len(found) == len(house.app.routes), "a route that is no APIRoute would be without a guard"
    return found


@pytest.mark.parametrize("kind", ["development", "production"])
def test_every_route_has_exactly_one_guard(kind: str, request: pytest.FixtureRequest) -> None:
    house: House = request.getfixturevalue(kind)
    for route in routes(house):
        assert len(guards_of(route)) == 1, f"{route.path} has the guards {guards_of(route)}"


def test_what_each_guard_guards(development: House) -> None:
    by_guard: dict[Callable[..., Any], set[str]] = {}
    for route in routes(development):
        by_guard.setdefault(guards_of(route).pop(), set()).add(route.path)
    assert by_guard[open_door] == OPEN
    assert by_guard[signed_form] == {"/sms/inbound", "/sms/status"}
    assert by_guard[loopback_only] == set(TRY_IT)
    assert by_guard[signed_in] == {"/desk", "/desk/cases/{case_id}", "/desk/sign-out"}


def test_a_guard_that_is_missing_is_seen(development: House) -> None:
    """The walk itself must be able to fail."""
    development.app.add_api_route("/naked", lambda: None)
    assert [route.path for route in routes(development) if not guards_of(route)] == ["/naked"]


def test_in_production_the_try_it_doors_do_not_exist(production: House) -> None:
    paths = {route.path for route in routes(production)}
    assert not paths & set(TRY_IT)
    for path in TRY_IT:
        for method in ("GET", "POST"):
            assert production.client.request(method, path).status_code == 404
    assert production.rooms.phone is None


def test_no_house_describes_its_doors_to_strangers(production: House) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert production.client.get(path).status_code == 404


def test_health_tells_one_thing(production: House) -> None:
    answer = production.client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.parametrize("name", ["nothing.css", "app.py", "..%2Fapp.py", "%2e%2e%2fsettings.py"])
def test_only_our_own_page_files_are_given_out(production: House, name: str) -> None:
    assert production.client.get(f"/static/{name}").status_code == 404


def test_page_files_are_given_out_with_safe_headers(production: House) -> None:
    answer = production.client.get("/static/handrail.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
