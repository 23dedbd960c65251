"""The provider's published contract, and a mock server that answers by it. Started once a session, ended with it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CONTRACT = Path(__file__).parents[3] / "shared" / "contracts" / "twilio_api_v2010.json"
PRISM = "@stoplight/prism-cli@5.16.0"
_START_SECONDS = 120  # the first run fetches the mock server into npm's own cache


@pytest.fixture(scope="session")
def contract() -> Any:
    """Twilio's OpenAPI description, or a skip that says what is absent."""
    if not CONTRACT.exists():
        pytest.skip("contract tests skipped: ../shared/contracts/twilio_api_v2010.json is absent")
    return json.loads(CONTRACT.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def contract_mock(contract: Any) -> Iterator[str]:
    """The address of a mock server that refuses what the contract does not allow."""
    if not (npx := shutil.which("npx")):
        pytest.skip("contract tests skipped: npx (Node.js) is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [npx, "--yes", f"--package={PRISM}", "prism", "mock", "-h", "127.0.0.1", "-p", str(port), str(CONTRACT)]
    quiet = {"npm_config_ignore_scripts": "true", "npm_config_fund": "false", "npm_config_audit": "false"}
    with subprocess.Popen(
        command,
        env=os.environ | quiet,
        cwd=CONTRACT.anchor,  # outside the repository: nothing is installed into it
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            if not _listens(port, process):
                pytest.skip(f"contract tests skipped: npx could not start {PRISM} (is the npm registry reachable?)")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.2)
    return False
