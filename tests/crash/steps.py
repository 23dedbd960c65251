"""The named steps between which processes are killed, and who dies there."""

from __future__ import annotations

# step -> the role whose process kills itself there (assistant.edge.armed_points)
POINTS = {
    "door.writing": "door",  # inside the transaction that takes a text in
    "door.written": "door",  # taken in, the provider not yet answered
    "door.status": "door",  # inside the transaction of a status callback
    "talk.claimed": "answer",  # a person claimed, nothing decided
    "talk.decided": "answer",  # the engine has answered, nothing written
    "talk.writing": "answer",  # inside the transaction of a turn
    "talk.written": "answer",  # the turn is written
    "sender.marked": "send",  # marked, not yet posted
    "sender.posted": "send",  # posted, not yet recorded
    "sender.recorded": "send",  # recorded
}
ENGINE_WORKER, ENGINE_PARENT = "engine.worker", "engine.parent"  # killed from outside, at any moment
STEPS = (*POINTS, ENGINE_WORKER, ENGINE_PARENT)
