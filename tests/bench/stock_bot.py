"""A stock Rasa bot with our intents and our questions, as the documentation would have it: the yardstick.

One form with a slot a question, `rasa run` with the default SQL tracker store on SQLite, and an HTTP action server
that validates each answer. Same pipeline, same training texts, same machine, same run: only the ratio means something.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

from tests.support.engine import PYTHON, ROOT

CORE_PORT, ACTION_PORT = 5905, 5955
START_SECONDS = 120.0
MODEL = "models/stock.tar.gz"

_RUN = "from assistant.engine import without_tensorflow as w; w.install(); import rasa.__main__; rasa.__main__.main()"
_ACTIONS = """
from rasa_sdk import FormValidationAction


class ValidateInterviewForm(FormValidationAction):
    def name(self):
        return "validate_interview_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        return [slot for slot in domain_slots]


for slot in {slots}:
    def keep(self, value, dispatcher, tracker, domain, slot=slot):
        return {{slot: value}}
    setattr(ValidateInterviewForm, "validate_" + slot, keep)
"""


def write_bot(folder: Path) -> None:
    """Domain, rules, endpoints, credentials and actions of the stock bot; training texts are ours, as they are."""
    questions = list(yaml.safe_load((ROOT / "entitlements/us/questions.yml").read_text()))
    intents = yaml.safe_load((ROOT / "assistant/domain/intents.yml").read_text())["intents"]
    slots = [f"slot_{question}" for question in questions]
    asked = [{"active_loop": "interview_form", "requested_slot": slot} for slot in slots]
    domain = {
        "version": "3.1",
        "intents": intents,
        "slots": {
            slot: {"type": "text", "influence_conversation": False, "mappings": [_whole_text(when)]}
            for slot, when in zip(slots, asked, strict=True)
        },
        "forms": {"interview_form": {"required_slots": slots}},
        "actions": ["validate_interview_form"],
        "responses": {
            **{f"utter_ask_{slot}": [{"text": f"Please tell me: {slot}"}] for slot in slots},
            "utter_done": [{"text": "Thank you. You may get SNAP."}],
        },
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    rules = [
        *(
            {
                "rule": f"begin with {intent}",
                "steps": [{"intent": intent}, {"action": "interview_form"}, {"active_loop": "interview_form"}],
            }
            for intent in intents
            if intent == "greet" or intent.startswith("need_")
        ),
        {
            "rule": "end",
            "condition": [{"active_loop": "interview_form"}],
            "steps": [
                {"action": "interview_form"}, {"active_loop": None}, {"slot_was_set": [{"requested_slot": None}]},
                {"action": "utter_done"},
            ],
        },
    ]  # fmt: skip
    (folder / "data").mkdir(parents=True)
    (folder / "domain.yml").write_text(yaml.safe_dump(domain))
    (folder / "data" / "rules.yml").write_text(yaml.safe_dump({"version": "3.1", "rules": rules}))
    (folder / "actions.py").write_text(_ACTIONS.format(slots=slots))
    (folder / "credentials.yml").write_text("rest:\n")
    (folder / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: http://127.0.0.1:{ACTION_PORT}/webhook\n"
        f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder}/tracker.db\n"
    )
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    config["policies"] = [{"name": "RulePolicy"}]
    (folder / "config.yml").write_text(yaml.safe_dump(config))


def _whole_text(when: dict[str, str]) -> dict[str, object]:
    return {"type": "from_text", "conditions": [when]}


def inputs_hash() -> str:
    """Of everything the stock bot is made from; its trained model is kept under this name."""
    files = [ROOT / "config.yml", ROOT / "requirements" / "engine.txt", Path(__file__)]
    files += [ROOT / "entitlements/us/questions.yml", ROOT / "assistant/domain/intents.yml"]
    files += [*(ROOT / "intents").rglob("*.yml"), *(ROOT / "assistant/engine/pipeline").glob("*.*")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def trained(cache: Path) -> Path:
    """The folder of the trained stock bot; trained now (some minutes) unless `cache` has it from these inputs."""
    folder = cache / f"stock-{inputs_hash()[:16]}"
    if not (folder / MODEL).exists():
        shutil.rmtree(folder, ignore_errors=True)
        write_bot(folder)
        train(folder)
    (folder / "tracker.db").unlink(missing_ok=True)
    return folder


def rasa(folder: Path, *arguments: str) -> list[str]:
    return [str(PYTHON), "-W", "ignore", "-c", f"import sys; sys.argv = {['rasa', *arguments]!r}; {_RUN}"]


def environment() -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return {**os.environ, **quiet, "PYTHONPATH": str(ROOT)}


def train(folder: Path) -> None:
    """Train the stock bot with Rasa's own command."""
    subprocess.run(
        rasa(
            folder, "train", "--data", str(folder / "data"), str(ROOT / "intents"), "--domain",
            str(folder / "domain.yml"), "--config", str(folder / "config.yml"), "--out", str(folder / "models"),
            "--fixed-model-name", "stock",
        ),
        cwd=folder, env=environment(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@dataclass(frozen=True)
class RunningStock:
    """The bot behind the address of its REST channel, and its two processes."""

    address: str
    pids: tuple[int, int]


@contextmanager
def running(folder: Path) -> Iterator[RunningStock]:
    """The bot and its action server; ends both at the end."""
    actions = subprocess.Popen(
        [str(PYTHON), "-W", "ignore", "-m", "rasa_sdk", "--actions", "actions", "--port", str(ACTION_PORT)],
        cwd=folder, env={**environment(), "PYTHONPATH": f"{folder}:{ROOT}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    core = subprocess.Popen(
        rasa(folder, "run", "-m", str(folder / MODEL), "--endpoints", str(folder / "endpoints.yml"),
             "--credentials", str(folder / "credentials.yml"), "-i", "127.0.0.1", "-p", str(CORE_PORT)),
        cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{CORE_PORT}/", core)
        yield RunningStock(f"http://127.0.0.1:{CORE_PORT}/webhooks/rest/webhook", (core.pid, actions.pid))
    finally:
        for process in (core, actions):
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the stock bot ended with status {process.returncode} before it was ready")
        try:
            httpx.get(address, timeout=2, trust_env=False).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"the stock bot was not ready after {START_SECONDS:.0f} s")
