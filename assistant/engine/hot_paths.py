"""Two parts of Rasa that every prediction runs through, done once instead of each time; with the same results.

A prediction is a walk over the model's graph, and a match of the talk's states against all rules. Rasa plans the walk
anew for each prediction and lends it to dask's scheduler, made for clusters; and it compares each state with each
rule though the states of our talks are few, since the tracker is rebuilt for every turn.
"""
from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, FrozenSet, Hashable, List, Mapping, Optional, Sequence, Set, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.nlu.constants import TEXT

State = Mapping[str, Mapping[str, Any]]
Part = Tuple[str, str]  # kind of state ("user", "slots" ...) and key within it

MATCHES_KEPT = 4096  # a talk has some hundred different states; one entry is about 1 kB


def quicken_rasa() -> None:
    """Put both in place, for every model that this process loads; once is enough."""
    DaskGraphRunner.run = _walk
    RulePolicy._get_possible_keys = _matching_rules


def _walk(runner: Any, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None) -> Dict[str, Any]:
    """`DaskGraphRunner.run` without a scheduler: node after node, in an order that is worked out once."""
    wanted = tuple(targets or runner._graph_schema.target_names)
    plans: Dict[Tuple[str, ...], Tuple[Tuple[str, Tuple[str, ...]], ...]] = runner.__dict__.setdefault("_plans", {})
    if wanted not in plans:
        plans[wanted] = _plan(runner._graph_schema, wanted)
    found: Dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for node, needs in plans[wanted]:
            found[node] = runner._instantiated_nodes[node](*(found.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(found[target] for target in wanted)


def _plan(schema: Any, wanted: Sequence[str]) -> Tuple[Tuple[str, Tuple[str, ...]], ...]:
    """The nodes that `wanted` needs, each after what it needs itself. What is no node is an input."""
    nodes = schema.minimal_graph_schema(list(wanted)).nodes
    order: Dict[str, Tuple[str, ...]] = {}

    def visit(name: str) -> None:
        if name in nodes and name not in order:
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = needs

    for name in wanted:
        visit(name)
    return tuple(order.items())


_match_rules_one_by_one = RulePolicy._get_possible_keys


def _matching_rules(policy: Any, lookup: Dict[str, str], states: Sequence[State]) -> Set[str]:
    """`RulePolicy._get_possible_keys`, remembered by what the rules look at in `states`.

    What no rule names is not part of the key, so nothing that people say is kept; should a rule ever name a text,
    nothing is remembered.
    """
    known: Dict[int, _Remembered] = policy.__dict__.setdefault("_remembered", {})
    remembered = known.get(id(lookup))
    if remembered is None or remembered.lookup is not lookup:
        remembered = known[id(lookup)] = _Remembered(lookup, _named_parts(policy, lookup))
    if any(key == TEXT for _, key in remembered.named):
        return set(_match_rules_one_by_one(policy, lookup, states))
    seen = tuple(_seen(state, remembered.named) for state in states)
    if seen not in remembered.matches:
        remembered.keep(seen, frozenset(_match_rules_one_by_one(policy, lookup, states)))
    return set(remembered.matches[seen])


class _Remembered:
    """What matched in one of a policy's lookups. named: the parts of a state that its rules look at."""

    def __init__(self, lookup: Dict[str, str], named: FrozenSet[Part]) -> None:
        self.lookup, self.named = lookup, named
        self.matches: OrderedDict[Hashable, FrozenSet[str]] = OrderedDict()

    def keep(self, seen: Hashable, rules: FrozenSet[str]) -> None:
        self.matches[seen] = rules
        if len(self.matches) > MATCHES_KEPT:
            self.matches.popitem(last=False)


def _named_parts(policy: Any, lookup: Mapping[str, str]) -> FrozenSet[Part]:
    return frozenset(
        (kind, key)
        for rule in lookup
        for state in policy._rule_key_to_state(rule)
        for kind, part in state.items()
        for key in part
    )


def _seen(state: State, named: FrozenSet[Part]) -> Hashable:
    """Whether anything was done before (rules ask that first), and each named part of the state that is there."""
    parts = ((kind, key, value) for kind, part in state.items() for key, value in part.items() if (kind, key) in named)
    return bool(state.get(PREVIOUS_ACTION)), frozenset(parts)
