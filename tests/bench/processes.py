"""What Linux tells of processes: memory, CPU time, children. Figures of memory are in MB (10^6 bytes)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_KIB = 1024 / 1_000_000


@dataclass(frozen=True)
class Memory:
    """proportional: what it holds, shared pages divided among those who share them. private: what it alone holds."""

    proportional: float
    private: float


def memory(pid: int) -> Memory:
    """Of one process, from its smaps_rollup (proc_pid_smaps(5))."""
    return read_rollup(Path(f"/proc/{pid}/smaps_rollup").read_text())


def read_rollup(text: str) -> Memory:
    """The sums of an smaps_rollup file."""
    rows = (line.split() for line in text.splitlines()[1:])
    sizes = {row[0].rstrip(":"): int(row[1]) * _KIB for row in rows}
    return Memory(sizes["Pss"], sizes["Private_Clean"] + sizes["Private_Dirty"])


def children(pid: int) -> tuple[int, ...]:
    """The living children of a process that has one thread."""
    return tuple(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time of these processes so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
