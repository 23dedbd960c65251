"""A process of the house under load: the parts of `handrail run`, with an edge that tells of each commit.

    python -m tests.bench.house ROLE PORT        the environment is that of `handrail`

ROLE: `all` is one process as `handrail run` starts it; `door` and `work` are the two of a production house
(`handrail serve`, `handrail work`). Prints `ready`, then a line for each commit (tests.bench.commits).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import ExitStack
from types import FrameType

from assistant.commands.run import bound, serve_until_interrupted, working
from assistant.edge import real_edge
from assistant.logs import set_up_logs
from assistant.services import open_services
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.phone_network import PhoneNetwork
from assistant.web.rooms import rooms_over
from tests.bench.commits import recording

ALL, DOOR, WORK = "all", "door", "work"


def main(role: str, port: int) -> None:
    """Runs until SIGTERM."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()
        if role != WORK:
            raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    settings = Settings.from_env()
    edge = recording(real_edge(), lambda line: os.write(sys.stdout.fileno(), line))
    with ExitStack() as house:
        set_up_logs(house.enter_context((settings.folder / f"{role}.log").open("a", encoding="utf-8")))
        phones = settings.folder / f"{role}-phones.sealed"
        network = PhoneNetwork(phones, settings.master_keys[0], edge, settings.twilio_from)
        services = open_services(settings, edge, network)
        house.callback(services.close)
        if role != DOOR:
            house.enter_context(working(services, network))
        if role == WORK:
            os.write(sys.stdout.fileno(), b"ready\n")
            ended.wait()
            return
        door = house.enter_context(bound(port))
        os.write(sys.stdout.fileno(), b"ready\n")
        serve_until_interrupted(create_app(rooms_over(services)), door)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except KeyboardInterrupt:
        sys.exit(0)
