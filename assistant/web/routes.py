"""How a room of the web declares its doors: no route without a guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, Response

from assistant.web.guards import Guard


@dataclass(frozen=True)
class Route:
    """One door: a path, one method, what happens behind it, and who may pass."""

    method: str
    path: str
    endpoint: Callable[..., Any]
    guard: Guard


def register(app: FastAPI, routes: Iterable[Route]) -> None:
    """Hang the doors. The guard runs first; where the endpoint asks for the guard's value it runs only once."""
    for route in routes:
        app.add_api_route(
            route.path, route.endpoint, methods=[route.method], dependencies=[Depends(route.guard)],
            response_class=Response, response_model=None, include_in_schema=False,
        )  # fmt: skip
