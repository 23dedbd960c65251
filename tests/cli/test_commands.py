"""What the command line says when something is wrong: one sentence, its exit code, no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import COMMANDS
from tests.web.house import PACKS, PRODUCTION

ROOT = Path(__file__).resolve().parents[2]


def handrail(*arguments: str, folder: Path, said: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a terminal would, with an environment of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments], cwd=ROOT, input=said, text=True, capture_output=True,
        timeout=60, check=False, env={"HANDRAIL_VAR": str(folder), "PATH": "/usr/bin:/bin", "TERM": "dumb", **environ},
    )  # fmt: skip


def test_help_names_every_command_and_the_exit_codes(tmp_path: Path) -> None:
    done = handrail("--help", folder=tmp_path)
    assert done.returncode == 0
    for word in (*COMMANDS, "Exit codes"):
        assert word in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environ", "code", "says"),
    [
        (["cases"], {}, 3, "HANDRAIL_MASTER_KEY is not set"),
        (["cases"], {"HANDRAIL_ENV": "testing"}, 3, "HANDRAIL_ENV='testing' is unknown"),
        (["run"], {**PRODUCTION, "DATABASE_URL": "sqlite://"}, 1, "`handrail run` is for trying it out"),
        (["work"], {"HANDRAIL_ENV": "development"}, 1, "development has no provider"),
        (["serve", "--port", "0"], {"HANDRAIL_ENV": "development"}, 2, "--port"),
        (["try", "--on", "tomorrow"], {"HANDRAIL_ENV": "development"}, 1, "'tomorrow' is not a day"),
        (["staff", "link", " "], {"HANDRAIL_ENV": "development"}, 1, "1 to 60 characters"),
        (["understand", "nothing.jsonl"], {"HANDRAIL_ENV": "development"}, 2, "does not exist"),
        (["nonsense"], {}, 2, "No such command"),
    ],
)
def test_errors(tmp_path: Path, arguments: list[str], environ: dict[str, str], code: int, says: str) -> None:
    done = handrail(*arguments, folder=tmp_path, **environ)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_a_missing_pack_is_a_sentence(tmp_path: Path) -> None:
    done = handrail("serve", folder=tmp_path, HANDRAIL_ENV="development", HANDRAIL_PACKS=str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert done.stderr.startswith("handrail: ")
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    from assistant.commands.run import bound

    with bound(0) as listening:
        port = listening.getsockname()[1]
        done = handrail("serve", "--port", str(port), folder=tmp_path, HANDRAIL_ENV="development")
    assert done.returncode == 1
    assert f"port {port} on 127.0.0.1 cannot be used" in done.stderr


@pytest.mark.parametrize("line", ["not json", "[1]", '{"id": "a"}', '{"text": "a"}'])
def test_a_broken_set_names_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"id": "a", "text": "hi"}\n\n' + line + "\n")
    done = handrail("understand", str(file), folder=tmp_path, HANDRAIL_ENV="development")
    assert done.returncode == 1
    assert f"{file}:3" in done.stderr


def test_cases_and_links_of_an_empty_house(tmp_path: Path) -> None:
    done = handrail("cases", folder=tmp_path, HANDRAIL_ENV="development")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nobody waits.\n")
    done = handrail("staff", "link", "maria", folder=tmp_path, HANDRAIL_ENV="development")
    assert done.returncode == 0
    assert done.stdout.startswith("http://127.0.0.1:8000/desk/sign-in?token=")


def test_a_second_house_over_the_same_folder_is_refused(tmp_path: Path) -> None:
    from assistant.commands.run import only_one

    if not (PACKS / "manifest.json").exists():
        pytest.skip("there is no rule pack: run `make rules`")
    with only_one(tmp_path / "run.lock"):
        done = handrail("run", folder=tmp_path, HANDRAIL_ENV="development")
    assert done.returncode == 1
    assert "already runs over" in done.stderr
