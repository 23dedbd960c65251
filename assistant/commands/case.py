"""`handrail cases` and `handrail staff link`: the desk for whoever sits at the server."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import urlencode

import typer

from assistant.commands.errors import CommandError
from assistant.commands.terminal import result, tell
from assistant.desk import CaseSummary, Desk
from assistant.edge import real_edge
from assistant.settings import Settings
from assistant.store import open_store
from assistant.web.page_words import page_words
from assistant.web.show import waited
from assistant.web.sign_in import SignIn

staff = typer.Typer(no_args_is_help=True, help="Let caseworkers in.")
LONGEST_NAME = 60


def cases(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List open cases, most urgent first. It shows what people said: mind who looks over your shoulder."""
    settings = Settings.from_env()
    edge = real_edge()
    store = open_store(settings, edge)
    try:
        store.migrate()
        found = Desk(store, edge).open_cases()
    finally:
        store.close()
    for case in found:
        result(json.dumps(_as_json(case), ensure_ascii=False) if as_json else _as_line(case))
    if not found:
        tell("Nobody waits.")


@staff.command("link")
def link(name: Annotated[str, typer.Argument(help="Who signs in; the audit names them so.")]) -> None:
    """Print a link that signs this caseworker in, once, within ten minutes."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise CommandError(f"a caseworker's name has 1 to {LONGEST_NAME} characters")
    settings = Settings.from_env()
    edge = real_edge()
    store = open_store(settings, edge)
    try:
        token = SignIn(settings, store, edge).link_token(name.strip())
    finally:
        store.close()
    result(f"{settings.public_url}/desk/sign-in?{urlencode({'token': token})}")


def _as_line(row: CaseSummary) -> str:
    words = page_words("en")
    reason, urgency = words[f"reason.{row.case.reason}"], words[f"urgency.{row.case.urgency}"]
    said = " ".join(row.words.split()) or words["no_words"]
    return f"{urgency:14} {waited(row.waiting):>10}  {row.language}  {reason}: {said}"


def _as_json(row: CaseSummary) -> dict[str, object]:
    return {
        "id": row.case.id, "reason": row.case.reason, "urgency": row.case.urgency, "state": row.case.state,
        "language": row.language, "words": row.words, "opened_at": row.case.opened_at.isoformat(),
        "waiting_seconds": int(row.waiting.total_seconds()),
    }  # fmt: skip
