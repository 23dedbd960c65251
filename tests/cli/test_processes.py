"""`handrail serve` and `handrail work` as the separate processes of a production house, with a fake provider between.

The engine is scripted: what is proved here is that the commands wire the processes together and end well.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.test_commands import ROOT, handrail
from tests.support.fake_provider import FakeProvider
from tests.support.scripted_engine import ScriptedEngine
from tests.web.house import NUMBER, PACKS, PRODUCTION
from tests.web.test_houses import TRY_IT

CANARY = "zanahoria canary words"


def until(condition: Callable[[], object], seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def running(folder: Path, environ: dict[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command for the time of the block; ended by SIGTERM, and it must end well."""
    log = folder / f"{command[0]}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", *command], cwd=ROOT, env={**os.environ, **environ}, stdout=out,
            stderr=out,
        )  # fmt: skip
    try:
        yield process
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0, log.read_text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.timeout(180)
def test_a_text_through_separate_processes_and_a_quiet_log(tmp_path: Path) -> None:
    if not (PACKS / "manifest.json").exists():
        pytest.skip("there is no rule pack: run `make rules`")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        FakeProvider(tmp_path / "provider.sqlite", inbound_url=f"{url}/sms/inbound") as provider,
        ScriptedEngine(tmp_path / "engine.sock"),
    ):
        environ = {
            "HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(tmp_path), "PUBLIC_URL": url,
            "TWILIO_API_URL": provider.base_url, "TWILIO_ACCOUNT_SID": provider.account_sid,
            "TWILIO_AUTH_TOKEN": provider.auth_token, "TWILIO_FROM": provider.number, "SEGMENTS_PER_SECOND": "100",
        }  # fmt: skip
        with (
            running(tmp_path, environ, "serve", "--port", str(port)),
            running(tmp_path, environ, "work", "--threads", "1"),
        ):
            until(lambda: answers(url))
            provider.text_in(NUMBER, CANARY, copies=3)
            until(lambda: provider.phone(NUMBER))
            provider.text_in(NUMBER, "again")
            until(lambda: len(provider.phone(NUMBER)) == 2)
            assert provider.wait_idle(20)
    logs = (tmp_path / "serve.log").read_text() + (tmp_path / "work.log").read_text()
    assert "turn" in logs
    for secret in (CANARY, NUMBER, NUMBER[2:], provider.auth_token):
        assert secret not in logs


@pytest.mark.parametrize("kind", ["production", "development"])
def test_serving_has_no_try_it_doors(tmp_path: Path, kind: str) -> None:
    """The real process, by real requests: in production, and in development without made-up phones."""
    port = free_port()
    environ = {"HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(tmp_path)}
    if kind == "production":
        environ |= {**PRODUCTION, "DATABASE_URL": f"sqlite:///{tmp_path / 'h.db'}"}
    with running(tmp_path, environ, "serve", "--port", str(port)):
        until(lambda: answers(f"http://127.0.0.1:{port}"))
        for path in TRY_IT:
            for method in ("GET", "POST"):
                assert httpx.request(method, f"http://127.0.0.1:{port}{path}").status_code == 404, path
        unsigned = httpx.post(f"http://127.0.0.1:{port}/sms/inbound", data={"Body": "hi"})
        assert unsigned.status_code == 403


def test_production_does_not_start_with_a_key_made_up_for_trying_out(tmp_path: Path) -> None:
    assert handrail("cases", folder=tmp_path, HANDRAIL_ENV="development").returncode == 0
    key = (tmp_path / "development-master.key").read_text()
    environ = {**PRODUCTION, "DATABASE_URL": f"sqlite:///{tmp_path / 'h.db'}", "HANDRAIL_MASTER_KEY": key}
    done = handrail("serve", folder=tmp_path, **environ)
    assert done.returncode == 3
    assert "made up for development" in done.stderr
