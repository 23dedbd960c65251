"""`handrail contacts`: are the numbers and pages that people are sent to still right?

The only command that calls pages outside, and only because an operator runs it. It never says that a row is right: a
person opens the page, calls the number, and writes the day down with `handrail contacts verified`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import httpx
import typer

from assistant.commands.errors import CommandError
from assistant.commands.terminal import result, tell
from assistant.contact_rows import SITE, ContactError, ContactRow, read_rows, with_verified, worst_first

app = typer.Typer(no_args_is_help=True, help="Check the numbers and pages that people are sent to.")
ROOT = Path(__file__).resolve().parents[2]
US = ROOT / "entitlements" / "us"
FILES = (US / "contacts.yml", *sorted((US / "contacts").glob("*.yml")), ROOT / "assistant" / "copy" / "contacts.yml")
PAGE_LIMIT_S = 15.0
_AGENT = {"User-Agent": "Handrail contacts check (run by hand)"}

Files = Annotated[
    list[Path] | None, typer.Option("--file", help="File of contacts; may be repeated. Default: all of this house.")
]


@dataclass(frozen=True)
class Visit:
    """What opening a site found. differs: it is not what the row says."""

    differs: bool
    says: str


@app.command("check")
def check(
    file: Files = None,
    due: Annotated[bool, typer.Option("--due", help="Only rows that nobody opened within 90 days.")] = False,
) -> None:
    """Open every site and print what differs, and list the rows to open by hand, worst gap first. Changes nothing."""
    today = _today()
    rows = [row for path in file or FILES for row in _rows(path)]
    wanted = [row for row in worst_first(rows) if row.is_due(today) or not due]
    differing = 0
    with httpx.Client(follow_redirects=True, timeout=PAGE_LIMIT_S, headers=_AGENT) as client:
        for place, row in enumerate(wanted, start=1):
            visit = visited(client, row) if row.kind == SITE else Visit(False, f"call {row.value} and listen")
            differing += visit.differs
            mark = "DIFFERS" if visit.differs else "due    " if row.is_due(today) else "ok     "
            result(f"{mark} {row.name}: {visit.says}\n        {_history(row)}; read on {row.source}")
            if place % 10 == 0:
                tell(f"{place} of {len(wanted)} looked at")
    due_count = sum(row.is_due(today) for row in wanted)
    tell(f"{len(wanted)} contacts, {differing} differ, {due_count} wait for a person: handrail contacts verified NAME")
    if differing:
        raise CommandError(f"{differing} of {len(wanted)} contacts are not as written; open them and mend the file")


@app.command("verified")
def verified(
    name: Annotated[str, typer.Argument(help="The row, as `check` names it.")],
    on: Annotated[str, typer.Option(help="The day (like 2026-11-21); default: today.")] = "",
    file: Files = None,
) -> None:
    """Write down that you opened this page, or called this number, yourself and found it right."""
    day = _day(on)
    holding = [path for path in file or FILES if any(row.name == name for row in _rows(path))]
    if len(holding) != 1:
        where = "no file of contacts" if not holding else "more than one file; choose with --file"
        raise CommandError(f"{name!r} is in {where}")
    (path,) = holding
    with _named(path):
        path.write_text(with_verified(path.read_text("utf-8"), name, day), "utf-8")
    result(f"{name}: verified on {day}. Build the pack anew (`make rules`) and let a second person read the change.")


def visited(client: httpx.Client, row: ContactRow) -> Visit:
    """Open a row's site: does it answer, and does it still answer under this address?"""
    try:
        with client.stream("GET", row.value) as answer:
            status, url = answer.status_code, str(answer.url)
    except httpx.HTTPError as error:
        return Visit(True, f"{row.value} does not answer ({type(error).__name__})")
    if status >= httpx.codes.BAD_REQUEST:
        return Visit(True, f"{row.value} answers {status}")
    if _place(url) != _place(row.value):
        return Visit(True, f"{row.value} leads to {url}")
    return Visit(False, f"{row.value} answers; read whether it still says what people need")


def _place(url: str) -> tuple[str, str]:
    """What makes two addresses the same page: host without `www.`, and path."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _history(row: ContactRow) -> str:
    return f"opened by a person on {row.verified_on}" if row.verified_on else "never opened by a person"


def _rows(path: Path) -> tuple[ContactRow, ...]:
    with _named(path):
        return read_rows(path.read_text("utf-8"))


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except (ContactError, OSError) as error:
        raise CommandError(f"{path.name}: {error}") from error


def _today() -> date:
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if text else _today()
    except ValueError as error:
        raise CommandError(f"--on {text!r} is not a day; write it like 2026-11-21") from error
    if day > _today():
        raise CommandError(f"--on {day} lies ahead; nobody has opened the page on that day yet")
    return day
