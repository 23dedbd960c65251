"""`handrail serve` and `handrail work`: the two kinds of process of a production house (docs/operations.md).

The third is the engine (`python -m assistant.engine`), which a service manager starts in its own sealed room.
"""

from __future__ import annotations

import signal
import sys
import threading
from enum import Enum
from types import FrameType
from typing import Annotated

import typer

from assistant.commands.errors import CommandError
from assistant.commands.run import LOOPBACK, bound, end_as_by_ctrl_c, serve_until_interrupted
from assistant.commands.terminal import tell
from assistant.logs import set_up_logs
from assistant.services import open_services
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.rooms import rooms_over
from assistant.worker import ANSWER, FOLLOW, ROLES, SEND, SWEEP, run_workers


class Role(str, Enum):
    """What a worker process does; several processes may do the same."""

    answer = ANSWER
    send = SEND
    follow = FOLLOW
    sweep = SWEEP


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on, behind the proxy that speaks https.")] = LOOPBACK,
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8080,
) -> None:
    """Serve the doors: the provider's webhooks, the desk, health. Answering is `handrail work`."""
    settings = Settings.from_env()
    set_up_logs(sys.stdout)
    end_as_by_ctrl_c()
    with bound(port, host) as listening:
        services = open_services(settings)
        try:
            tell(f"Serving on {host}:{port} for {settings.public_url}.")
            serve_until_interrupted(create_app(rooms_over(services)), listening)
        except KeyboardInterrupt:
            tell("The doors are closed.")
        finally:
            services.close()


def work(
    role: Annotated[list[Role] | None, typer.Option(help="Do only this; may be repeated. Default: everything.")] = None,
    threads: Annotated[int, typer.Option(help="How many people are answered at once.", min=1, max=64)] = 4,
) -> None:
    """Answer, send, follow and sweep, until told to end; then finish what is under way."""
    settings = Settings.from_env()
    roles = tuple(each.value for each in role) if role else ROLES
    if not settings.production and not settings.provider_url and set(roles) - {ANSWER}:
        raise CommandError("development has no provider to send through; use `handrail run`, or set TWILIO_API_URL")
    set_up_logs(sys.stdout)
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    services = open_services(settings)
    try:
        tell(f"Working: {', '.join(roles)}.")
        run_workers(services, stop, roles, threads)
    finally:
        services.close()
    tell("Ended; what waits is kept.")
