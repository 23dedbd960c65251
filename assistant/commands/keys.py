"""`handrail keys rewrap`: exchange the master key without sealing anything anew (docs/operations.md, Keys)."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.errors import CommandError
from assistant.commands.terminal import result, tell
from assistant.edge import Edge, real_edge
from assistant.settings import Settings
from assistant.store import Store, open_store

app = typer.Typer(no_args_is_help=True, help="Look after the keys.")
OPERATOR = "operator"


@app.callback()
def keys() -> None:
    """Look after the keys."""


@app.command("rewrap")
def rewrap(
    batch: Annotated[int, typer.Option(help="People in one transaction.", min=1, max=10_000)] = 500,
) -> None:
    """Wrap every person's data key by the newest master key. May be interrupted and begun again at any time.

    Afterwards the older keys can be taken out of HANDRAIL_MASTER_KEY.
    """
    settings = Settings.from_env()
    edge = real_edge()
    store = open_store(settings, edge)
    try:
        store.migrate()
        wrapped, unopened = rewrap_all(store, edge, batch)
    finally:
        store.close()
    if unopened:
        raise CommandError(
            f"{wrapped} keys were wrapped anew; {unopened} are under a master key that is not in HANDRAIL_MASTER_KEY: "
            "add it at the end and run this again"
        )
    result(f"{wrapped} keys were wrapped anew; every key is under the newest master key, the older ones can go")


def rewrap_all(store: Store, edge: Edge, batch: int) -> tuple[int, int]:
    """How many data keys were wrapped anew, and how many could not be opened."""
    wrapped = unopened = 0
    after: str | None = ""
    while after is not None:
        with store.transaction() as tx:
            done = tx.people.rewrap(after, batch)
        after, wrapped, unopened = done.last, wrapped + done.wrapped, unopened + done.unopened
        if after is not None:
            tell(f"{wrapped} keys wrapped anew")
    with store.transaction() as tx:
        tx.ledger.audit(edge.now(), OPERATOR, "keys_rewrapped", None)
    store.forget_freed_pages()
    return wrapped, unopened
