"""The engine's three doors on its Unix socket: POST /turn, POST /understand, GET /health.

Errors are JSON `{"error": NAME, "message": TEXT}`: 400 malformed, 409 unknown pack, 422 a fault in the dialogue, 500
anything else. No message ever carries what a person said.
"""
from __future__ import annotations

import json
import os
from datetime import date
from typing import Any, Awaitable, Callable, Dict, Optional

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.engine.dialogue import Dialogue
from assistant.engine.errors import EmptyTurn, NoRuleRan, NoSuchPack
from assistant.engine.readers.asking import Asked
from assistant.protocol.errors import MalformedMessage, UnreadableState
from assistant.protocol.turn import PROTOCOL_VERSION, result_to_json, turn_from_json

_STATUS = {MalformedMessage: 400, UnreadableState: 400, NoSuchPack: 409, EmptyTurn: 422, NoRuleRan: 422}


def build_app(dialogue: Dialogue, model_sha256: str) -> Starlette:
    async def turn(request: Request) -> Response:
        return JSONResponse(result_to_json(await dialogue.turn(turn_from_json(await read_json(request)))))

    async def understand(request: Request) -> Response:
        data = await read_json(request)
        today = date.fromisoformat(str(data["today"]))
        heard = await dialogue.understand(str(data["text"]), asked_of(data.get("asked")), today, str(data["language"]))
        return JSONResponse(heard.to_json())

    async def health(_: Request) -> Response:
        answer = {"ok": True, "protocol": PROTOCOL_VERSION, "model_sha256": model_sha256, "pid": os.getpid()}
        return JSONResponse(answer)

    return Starlette(
        routes=[
            Route("/turn", guarded(turn), methods=["POST"]),
            Route("/understand", guarded(understand), methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


def guarded(door: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Any fault becomes an answer; only its kind reaches standard error, never its text."""

    async def call(request: Request) -> Response:
        try:
            return await door(request)
        except tuple(_STATUS) as error:
            return _error(_STATUS[type(error)], type(error).__name__, str(error))
        except Exception as error:  # noqa: BLE001  # a worker must answer; the caller decides what the person hears
            place = where(error)
            os.write(2, f"engine: {type(error).__name__} at {place}\n".encode())
            return _error(500, type(error).__name__, f"the engine failed at {place}")

    return call


def _error(status: int, name: str, message: str) -> JSONResponse:
    return JSONResponse({"error": name, "message": message}, status_code=status)


def where(error: BaseException) -> str:
    """File and line of the innermost frame: enough to find a fault, nothing of what was said."""
    trace = error.__traceback__
    place = "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119  # the seal: no Path I/O here
        trace = trace.tb_next
    return place


async def read_json(request: Request) -> Dict[str, Any]:
    try:
        data = json.loads(await request.body())
    except ValueError as error:
        raise MalformedMessage("the body is not JSON; send one JSON object") from error
    if not isinstance(data, dict):
        raise MalformedMessage(f"the body is a {type(data).__name__}; send one JSON object")
    return data


def asked_of(data: Any) -> Optional[Asked]:
    """`asked` of ../shared/eval's vocabulary: {"fact": NAME, "options": [...]} or null."""
    if data is None:
        return None
    return Asked(str(data["fact"]), tuple(str(option) for option in data.get("options", ())))
