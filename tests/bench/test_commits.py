"""Turn times from the lines of a house: whichever thread and order they came in."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from itertools import count

import pytest

from assistant.edge import Edge
from tests.bench.commits import Commits, recording


class Clock:
    """An edge whose clock the test moves and whose ids are counted."""

    def __init__(self) -> None:
        self.at = 0.0
        self.points: list[str] = []
        ids = count(1)
        self.edge = Edge(
            lambda: datetime(2026, 11, 21, tzinfo=UTC), lambda: self.at, lambda: f"id{next(ids)}", bytes,
            self.points.append,
        )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lines() -> list[bytes]:
    return []


def taken(lines: list[bytes], commits: Commits | None = None) -> Commits:
    commits = commits or Commits()
    for line in lines:
        commits.take(line.decode())
    return commits


def test_the_whole_way_of_one_text(clock: Clock, lines: list[bytes]) -> None:
    edge = recording(clock.edge, lines.append)
    edge.new_id()  # the person's
    message = edge.new_id()
    clock.at = 10.0
    edge.point("door.written")
    clock.at = 10.5
    edge.point("talk.claimed")
    clock.at = 12.5
    edge.point("talk.decided")
    fact, text = edge.new_id(), edge.new_id()
    clock.at = 12.75
    edge.point("talk.written")
    (turn,) = taken(lines).turns({text: message})
    assert (turn.waiting, turn.deciding, turn.writing) == (0.5, 2.0, 0.25)
    assert turn.whole == 2.75
    assert fact not in {text}
    assert clock.points == ["door.written", "talk.claimed", "talk.decided", "talk.written"], "other hooks still work"


def test_threads_do_not_mix_their_ids(clock: Clock, lines: list[bytes]) -> None:
    edge = recording(clock.edge, lines.append)
    one_drew, other_done = threading.Event(), threading.Event()
    drawn: dict[str, str] = {}

    def one() -> None:
        edge.point("talk.claimed")
        edge.point("talk.decided")
        drawn["one"] = edge.new_id()
        one_drew.set()
        assert other_done.wait(5)
        edge.point("talk.written")

    thread = threading.Thread(target=one)
    thread.start()
    assert one_drew.wait(5)
    drawn["other"] = edge.new_id()
    edge.point("door.written")
    other_done.set()
    thread.join()
    commits = taken(lines)
    assert list(commits.arrived) == [drawn["other"]]
    assert commits.answered[0].ids == (drawn["one"],)


def test_what_a_worker_drew_before_it_threw_its_work_away_is_not_the_next_turns(
    clock: Clock, lines: list[bytes]
) -> None:
    edge = recording(clock.edge, lines.append)
    edge.point("talk.claimed")
    edge.new_id()
    edge.point("talk.claimed")
    edge.point("talk.decided")
    kept = edge.new_id()
    edge.point("talk.written")
    assert taken(lines).answered[0].ids == (kept,)


def test_a_turn_without_a_text_or_of_somebody_else_is_left_out() -> None:
    commits = taken(
        [b"door 1.0 person m1\n", b"talk 2.0 3.0 4.0 t1\n", b"talk 2.0 3.0 4.0\n", b"talk 2.0 3.0 4.0 t9\n"]
    )
    assert len(commits.answered) == 3
    assert len(commits.turns({"t1": "m1", "t9": "m9"})) == 1


def test_each_answer_is_heard() -> None:
    heard: list[int] = []
    taken([b"door 1.0 p m\n", b"talk 2.0 3.0 4.0 t\n"], Commits(lambda: heard.append(1)))
    assert heard == [1]
