"""A worker: one process forked from the loaded parent, sealed, answering one turn at a time on the shared socket."""
from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Sequence

import uvicorn
from starlette.applications import Starlette

from assistant.engine.quiet import open_no_sources
from assistant.engine.seal import seal


class Gate:
    """ASGI: at most one request is worked on at a time; Rasa's in-memory parts are not for two."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._one = asyncio.Lock()

    async def __call__(self, scope: dict[str, object], receive: object, send: object) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)  # type: ignore[arg-type]
            return
        async with self._one:
            await self._app(scope, receive, send)  # type: ignore[arg-type]


def serve(app: Starlette, listening: socket.socket, readable: Sequence[Path]) -> None:
    """Never returns normally; uvicorn ends it on SIGTERM after the open turn was answered."""
    config = uvicorn.Config(
        Gate(app), log_config=None, access_log=False, lifespan="off", timeout_keep_alive=60,
        loop="asyncio", http="h11", ws="none",
    )  # fmt: skip
    config.load()  # uvicorn imports its protocol classes late; after the seal that would end the process
    server = uvicorn.Server(config)
    open_no_sources()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    seal(readable)
    loop.run_until_complete(server.serve(sockets=[listening]))
