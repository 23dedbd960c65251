"""`handrail run`: the whole house in one command, for trying it out. Development only."""

from __future__ import annotations

import fcntl
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from assistant.commands.engine_process import EngineFiles, running_engine
from assistant.commands.errors import CommandError
from assistant.commands.terminal import tell
from assistant.edge import real_edge
from assistant.logs import set_up_logs
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.phone_network import PhoneNetwork
from assistant.web.rooms import rooms_over
from assistant.worker import run_workers

LOOPBACK = "127.0.0.1"
MADE_UP_SEGMENTS_PER_SECOND = 100.0
"""The made-up network has no carrier whose pace must be kept."""


def run(
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 8080,
    workers: Annotated[int, typer.Option(help="Processes of the dialogue engine.", min=1, max=32)] = 2,
) -> None:
    """Start everything here, with made-up phones: the engine, the workers, the web page. Ctrl-C ends all of it."""
    settings = Settings.from_env()
    if settings.production:
        raise CommandError(
            "`handrail run` is for trying it out; set HANDRAIL_ENV=development, or use `serve`, `work` and the engine"
        )
    end_as_by_ctrl_c()
    with ExitStack() as house:
        try:
            _start(house, _made_up(settings, port), port, workers)
        except KeyboardInterrupt:
            tell("Ending ...")
    tell("Handrail has ended. Nothing is lost; the next start goes on from here.")


def _start(house: ExitStack, settings: Settings, port: int, workers: int) -> None:
    """Bring the house up, part by part, and serve until interrupted."""
    house.enter_context(only_one(settings.folder / "run.lock"))
    door = house.enter_context(bound(port))
    log = house.enter_context((settings.folder / "handrail.log").open("a", encoding="utf-8"))
    set_up_logs(log)
    files = EngineFiles(settings.engine_socket, settings.packs.resolve(), settings.folder / "engine.log")
    house.enter_context(running_engine(files, workers, tell))
    edge = real_edge()
    network = PhoneNetwork(settings.folder / "phones.sealed", settings.master_keys[0], edge, settings.twilio_from)
    services = open_services(settings, edge, network)
    house.callback(services.close)
    house.enter_context(working(services, network))
    rooms = rooms_over(services, network)
    _print_addresses(settings, rooms.sign_in.link_token("tester"))
    serve_until_interrupted(create_app(rooms), door)


def _made_up(settings: Settings, port: int) -> Settings:
    """The try-it house: this machine's address, and a network that neither answers STOP itself nor has a pace."""
    return replace(
        settings, public_url=f"http://{LOOPBACK}:{port}", opt_out_replies="ours",
        segments_per_second=MADE_UP_SEGMENTS_PER_SECOND,
    )  # fmt: skip


def _print_addresses(settings: Settings, token: str) -> None:
    tell(
        "\nHandrail is running on this machine, with made-up phones. No text leaves it.\n\n"
        f"  Text it like a phone:  {settings.public_url}/phone\n"
        f"  See the open cases:    {settings.public_url}/try/sign-in?token={token}\n"
        "                         (works once, for ten minutes; later: bin/handrail staff link NAME)\n\n"
        f"What was said is kept sealed in {settings.folder}/, logs without content in {settings.folder}/handrail.log.\n"
        "Ctrl-C ends everything.\n"
    )


@contextmanager
def working(services: Services, network: PhoneNetwork) -> Iterator[None]:
    """Answering, sending, following and the made-up network, as threads for the time of the block."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=run_workers, args=(services, stop), name="workers"),
        threading.Thread(target=network.deliver, args=(services.outbox.record_status, stop), name="network"),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the house's lock; a second `handrail run` over the same folder would fight for the engine's socket."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(
                f"Handrail already runs over {file.parent}/; end it first, or set HANDRAIL_VAR to another folder"
            ) from error
        yield


@contextmanager
def bound(port: int, host: str = LOOPBACK) -> Iterator[socket.socket]:
    """A listening socket. Raises CommandError when the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(2048)
        except OSError as error:
            raise CommandError(
                f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port"
            ) from error
        yield listening


def serve_until_interrupted(app: FastAPI, listening: socket.socket) -> None:
    """Serve `app` until SIGINT or SIGTERM, let open requests finish, then raise KeyboardInterrupt."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=5,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def end_as_by_ctrl_c() -> None:
    """SIGTERM, as a service manager sends it, ends a command in the same orderly way as Ctrl-C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
