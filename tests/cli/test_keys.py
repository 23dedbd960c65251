"""`handrail keys rewrap`, as an operator exchanges the master key of a house with people in it."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path

from assistant.edge import real_edge
from assistant.settings import Settings
from assistant.store import open_store
from tests.cli.test_commands import handrail
from tests.web.house import PRODUCTION

OLD, NEW, OTHER = (base64.b64encode(letter * 32).decode() for letter in (b"o", b"n", b"x"))


def environ(folder: Path, keys: str) -> dict[str, str]:
    return {**PRODUCTION, "DATABASE_URL": f"sqlite:///{folder / 'h.db'}", "HANDRAIL_MASTER_KEY": keys}


def furnish(folder: Path, people: int) -> None:
    store = open_store(Settings.from_env({**environ(folder, OLD), "HANDRAIL_VAR": str(folder)}))
    store.migrate()
    edge = real_edge()
    with store.transaction() as tx:
        for number in range(people):
            tx.people.arrive(f"+120255501{number:02}", "en", f"p{number:02}", edge.now())
    store.close()


def test_the_master_key_is_exchanged_and_the_old_one_can_go(tmp_path: Path) -> None:
    furnish(tmp_path, 5)
    with sqlite3.connect(tmp_path / "h.db") as raw:
        before = [key for (key,) in raw.execute("SELECT wrapped_key FROM person")]
    done = handrail("keys", "rewrap", "--batch", "2", folder=tmp_path, **environ(tmp_path, f"{NEW},{OLD}"))
    assert (done.returncode, done.stdout.split()[0]) == (0, "5"), done.stderr
    again = handrail("keys", "rewrap", folder=tmp_path, **environ(tmp_path, NEW))
    assert (again.returncode, again.stdout.split()[0]) == (0, "0")
    store = open_store(Settings.from_env({**environ(tmp_path, NEW), "HANDRAIL_VAR": str(tmp_path)}))
    with store.reading() as tx:
        assert tx.people.number("p04") == "+12025550104"
        assert [row.action for row in tx.ledger.audited()] == ["keys_rewrapped"] * 2
    store.close()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("h.db*"))
    assert not [key for key in before if key in files], "what the old master key wrapped is in no file any more"


def test_a_missing_master_key_is_a_sentence_and_costs_nothing(tmp_path: Path) -> None:
    furnish(tmp_path, 3)
    done = handrail("keys", "rewrap", folder=tmp_path, **environ(tmp_path, f"{NEW},{OTHER}"))
    assert done.returncode == 1
    assert "3 are under a master key that is not in HANDRAIL_MASTER_KEY" in done.stderr
    assert handrail("keys", "rewrap", folder=tmp_path, **environ(tmp_path, f"{NEW},{OLD}")).returncode == 0
