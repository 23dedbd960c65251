"""Rasa's predictions are the same with our shortcuts as without, and the shortcuts keep nothing that was said."""
from __future__ import annotations

import itertools
import json
from typing import Any, Dict, Iterator, List, Optional, Set

import pytest

from assistant.engine import without_tensorflow

without_tensorflow.install()

from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402  # only after TensorFlow's stand-in is in place
from rasa.engine.exceptions import GraphRunError  # noqa: E402
from rasa.engine.graph import GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402

from assistant.engine import hot_paths  # noqa: E402

LISTEN = {"action_name": "action_listen"}
SAID = "what somebody said"


def rule(*states: Dict[str, Any]) -> str:
    return json.dumps(list(states), sort_keys=True)


LOOKUP = {
    rule({"prev_action": LISTEN, "user": {"intent": "why"}}): "action_why",
    rule({"prev_action": LISTEN, "user": {"intent": "why"}, "active_loop": {"name": "interview"}}): "action_explain",
    rule({}, {"prev_action": LISTEN, "user": {"intent": "help"}}): "action_help",
    rule({"prev_action": LISTEN, "user": {"intent": "help"}}, {"prev_action": {"action_name": "action_help"}}): "form",
    rule({"prev_action": LISTEN, "active_loop": {"name": "should_not_be_set"}}): "action_none",
    rule({"prev_action": LISTEN, "slots": {"told_something": [1.0]}}): "action_told",
}


def talks() -> Iterator[List[Dict[str, Any]]]:
    before: List[List[Dict[str, Any]]] = [[], [{}], [{"prev_action": LISTEN, "user": {"intent": "help"}}]]
    users: List[Dict[str, Any]] = [{}, {"intent": "why"}, {"intent": "help"}, {"text": SAID}]
    loops: List[Dict[str, Any]] = [{}, {"name": "interview"}]
    slots: List[Dict[str, Any]] = [{}, {"told_something": (1.0,)}, {"told_something": (0.0,)}]
    actions: List[Dict[str, Any]] = [{}, LISTEN, {"action_name": "action_help"}]
    for first, user, loop, slot, action in itertools.product(before, users, loops, slots, actions):
        state = {"user": user, "active_loop": loop, "slots": slot, "prev_action": action}
        yield [*first, {kind: part for kind, part in state.items() if part}]


class Policy:
    """As much of a loaded RulePolicy as the match needs; it counts how often rules are really compared."""

    compared = 0
    _rule_key_to_state = staticmethod(RulePolicy._rule_key_to_state)
    _does_rule_match_state = staticmethod(RulePolicy._does_rule_match_state)

    def _is_rule_applicable(self, *given: Any) -> Any:
        self.compared += 1
        return RulePolicy._is_rule_applicable(self, *given)


def test_the_same_rules_match_and_each_state_is_compared_once() -> None:
    policy = Policy()
    plain = [set(hot_paths._match_rules_one_by_one(policy, LOOKUP, talk)) for talk in talks()]
    assert {name for found in plain for name in map(LOOKUP.__getitem__, found)} == set(LOOKUP.values())
    assert [hot_paths._matching_rules(policy, LOOKUP, talk) for talk in talks()] == plain
    policy.compared = 0
    assert [hot_paths._matching_rules(policy, LOOKUP, talk) for talk in talks()] == plain
    assert policy.compared == 0


def kept(policy: Any) -> str:
    return repr([list(each.matches) for each in policy.__dict__.get("_remembered", {}).values()])


def test_nothing_that_was_said_is_kept() -> None:
    policy = Policy()
    for talk in talks():
        hot_paths._matching_rules(policy, LOOKUP, talk)
    assert "intent" in kept(policy) and SAID not in kept(policy)
    with_text = {**LOOKUP, rule({"prev_action": LISTEN, "user": {"text": SAID}}): "action_said"}
    policy = Policy()
    found: List[Set[str]] = [hot_paths._matching_rules(policy, with_text, talk) for talk in talks()]
    assert any("action_said" in map(with_text.__getitem__, names) for names in found)
    assert kept(policy) == "[[]]"


def test_the_newest_matches_are_kept_and_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hot_paths, "MATCHES_KEPT", 3)
    policy = Policy()
    for talk in talks():
        hot_paths._matching_rules(policy, LOOKUP, talk)
    assert len(policy.__dict__["_remembered"][id(LOOKUP)].matches) == 3


class Node:
    """A node that tells its name and what it was given."""

    def __init__(self, name: str, fails: Optional[Exception] = None) -> None:
        self.name, self.fails = name, fails

    def __call__(self, *given: Any) -> Any:
        if self.fails:
            raise self.fails
        return self.name, (self.name, given)


def runner(nodes: Dict[str, Dict[str, str]], fails: Optional[Exception] = None) -> Any:
    made = DaskGraphRunner.__new__(DaskGraphRunner)
    made._graph_schema = GraphSchema({
        name: SchemaNode(needs, None, "", "", {}, is_target=name == "last") for name, needs in nodes.items()
    })  # fmt: skip
    made._instantiated_nodes = {name: Node(name, fails if name == "middle" else None) for name in nodes}
    made._execution_context = None
    return made


NODES = {
    "last": {"a": "middle", "b": "first"}, "middle": {"a": "first", "b": "__message__"}, "first": {},
    "apart": {"a": "__tracker__"},
}  # fmt: skip


@pytest.mark.parametrize("targets", [None, ["last"], ["middle", "apart"]])
def test_a_walk_gives_what_the_scheduler_gives(targets: Optional[List[str]]) -> None:
    given = {"__message__": [1], "__tracker__": 2}
    walked = [hot_paths._walk(runner(NODES), given, targets) for _ in range(2)]
    assert walked == [STOCK_RUN(runner(NODES), given, targets)] * 2
    assert hot_paths._walk(runner(NODES), None, targets) == STOCK_RUN(runner(NODES), None, targets)


def test_a_failing_node_fails_alike() -> None:
    for run in (hot_paths._walk, STOCK_RUN):
        with pytest.raises(GraphRunError):
            run(runner(NODES, RuntimeError("no")), {"__message__": 1})
        with pytest.raises(KeyError):
            run(runner(NODES, KeyError("no")), {"__message__": 1})


STOCK_RUN = DaskGraphRunner.run
