"""`handrail contacts`: sites on loopback that answer, move and vanish; and a day that is written down to the byte."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.commands.contacts import FILES
from assistant.contact_rows import ContactError, ContactRow, read_rows, with_verified, worst_first
from tests.cli.test_commands import handrail

TODAY = date(2026, 11, 21)
NOW = datetime.now(UTC).date()


@pytest.fixture
def sites() -> Iterator[str]:
    """/right answers, /moved leads to /new, anything else is not there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {"/right": 200, "/new": 200, "/moved": 302}
            self.send_response(answers.get(self.path.rstrip("/"), 404))
            if self.path == "/moved":
                self.send_header("Location", "/new")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def row(name: str, kind: str, value: str, verified_on: str = "null") -> str:
    return (
        f"{name}:\n  label: {{en: A, es: B}}  # words\n  kind: {kind}\n  value: '{value}'\n"
        f"  source_page: https://www.usa.gov/x\n  read_on: 2026-11-21\n  verified_on: {verified_on}\n"
    )


def test_what_differs_is_printed_and_what_nobody_opened_comes_first(sites: str, tmp_path: Path) -> None:
    file = tmp_path / "contacts.yml"
    lately = (NOW - timedelta(days=3)).isoformat()
    file.write_text(
        row("fine", "site", f"{sites}/right/", lately) + row("moved", "site", f"{sites}/moved")
        + row("gone", "site", f"{sites}/old")
        + row("silent", "site", "http://127.0.0.1:9/") + row("line", "phone", "211")
    )  # fmt: skip
    done = handrail("contacts", "check", "--file", str(file), folder=tmp_path)
    lines = done.stdout.splitlines()[::2]
    assert lines == [
        f"DIFFERS moved: {sites}/moved leads to {sites}/new",
        f"DIFFERS gone: {sites}/old answers 404",
        "DIFFERS silent: http://127.0.0.1:9/ does not answer (ConnectError)",
        "due     line: call 211 and listen",
        f"ok      fine: {sites}/right/ answers; read whether it still says what people need",
    ]
    assert done.returncode == 1 and "3 of 5 contacts are not as written" in done.stderr
    assert file.read_text().count("null") == 4, "checking changes nothing"


def test_only_what_is_due(sites: str, tmp_path: Path) -> None:
    file = tmp_path / "contacts.yml"
    file.write_text(row("fine", "site", f"{sites}/right", NOW.isoformat()) + row("line", "phone", "211"))
    done = handrail("contacts", "check", "--due", "--file", str(file), folder=tmp_path)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2) and "line" in done.stdout


def test_a_day_is_written_down_and_nothing_else_changes(tmp_path: Path) -> None:
    file = tmp_path / "contacts.yml"
    before = "# a note\n" + row("one", "phone", "211") + row("two", "phone", "988")
    file.write_text(before)
    done = handrail("contacts", "verified", "two", "--on", "2026-11-20", "--file", str(file), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert file.read_text() == "# a note\n" + row("one", "phone", "211") + row("two", "phone", "988", "2026-11-20")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody",), "no file of contacts"),
        (("one", "--on", "2999-01-01"), "lies ahead"),
        (("one", "--on", "x"), "a day"),
    ],
)
def test_what_cannot_be_written_down(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    file = tmp_path / "contacts.yml"
    file.write_text(row("one", "phone", "211"))
    done = handrail("contacts", "verified", *arguments, "--file", str(file), folder=tmp_path)
    assert done.returncode == 1 and says in done.stderr
    assert file.read_text() == row("one", "phone", "211")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_row_of_this_house_can_be_read_and_written(path: Path) -> None:
    text = path.read_text("utf-8")
    rows = read_rows(text)
    assert rows
    for each in rows:
        changed = {row.name: row.verified_on for row in read_rows(with_verified(text, each.name, TODAY))}
        assert changed == {row.name: TODAY if row.name == each.name else row.verified_on for row in rows}


def test_the_order_and_when_to_look_again() -> None:
    def opened(name: str, days_ago: int | None) -> ContactRow:
        return ContactRow(name, "phone", "211", "x", None if days_ago is None else TODAY - timedelta(days=days_ago))

    rows = [opened("lately", 1), opened("long ago", 91), opened("never", None), opened("in time", 90)]
    assert [row.name for row in worst_first(rows)] == ["never", "long ago", "in time", "lately"]
    assert [row.name for row in rows if row.is_due(TODAY)] == ["long ago", "never"]


@pytest.mark.parametrize(
    "text", ["- a\n", "a: 1\n", "a: {kind: phone}\n", "a: {phone: '1', source: x, verified_on: soon}\n"]
)
def test_what_is_no_file_of_contacts(text: str) -> None:
    with pytest.raises(ContactError):
        read_rows(text)


def test_a_row_in_another_form_is_left_alone() -> None:
    with pytest.raises(ContactError, match="no line"):
        with_verified("a: {phone: '1', source: x, verified_on: null}\n", "a", TODAY)
