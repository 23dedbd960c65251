"""A private PostgreSQL for tests: a fresh cluster in a temporary folder, on a Unix socket only, ended afterwards.

Needs the server programs (Debian: `apt-get install postgresql`). They refuse to run as root; then the cluster runs as
the user `postgres` that the package makes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/bin")


def missing() -> str | None:
    """Why no PostgreSQL can be started here, or None when it can."""
    if _programs() is None:
        return "PostgreSQL's server programs (initdb, pg_ctl) are not installed: apt-get install postgresql"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres to run it as"
    return None


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields the URL of its database `postgres`. Call `missing` first."""
    programs = _programs()
    if programs is None:
        raise RuntimeError(missing())
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    user = _other_user() if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    try:
        _run(
            user,
            [str(programs / "initdb"), "-D", str(data), "-U", "handrail", "-A", "trust", "-E", "UTF8", "--no-sync"],
        )
        _run(user, [str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"])
        try:
            yield f"postgresql://handrail@/postgres?host={folder}"
        finally:
            _run(user, [str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The newest folder that holds the server programs."""
    found = [path for place in _PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").exists()]
    return max(found, key=str, default=None)


def _other_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _run(user: pwd.struct_passwd | None, command: list[str]) -> None:
    demoted = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid}
    done = subprocess.run(command, capture_output=True, text=True, cwd="/tmp", check=False, timeout=60, **demoted)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr[-500:]}")
