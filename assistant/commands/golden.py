"""A talk as a golden file (the form is described in tests/golden/README.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import yaml

from assistant.commands.conversation import Exchange


class _Block(str):
    """A text that is written as a block, so that a changed line shows as a changed line."""


class _Flow(list[str]):
    """A short list on one line."""


class _GoldenDumper(yaml.SafeDumper):
    """Blocks for what is heard, one line for short lists, indented lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002  PyYAML's own name
        super().increase_indent(flow, False)


_GoldenDumper.add_representer(_Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "|"))
_GoldenDumper.add_representer(
    _Flow, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def golden_talk(title: str, today: date, language: str, channel: str, exchanges: Sequence[Exchange]) -> str:
    """The YAML of a whole talk. language: the person's before the first message."""
    talk = {
        "title": title, "today": today, "language": language, "channel": channel,
        "turns": [golden_turn(each) for each in exchanges],
    }  # fmt: skip
    return yaml.dump(talk, Dumper=_GoldenDumper, allow_unicode=True, sort_keys=False, width=110)


def golden_turn(each: Exchange) -> dict[str, object]:
    """One turn; keys without anything to say are left out."""
    turn: dict[str, object] = {"says": each.says}
    if each.intent:
        turn["intent"] = each.intent
    turn["action"] = each.action
    if each.learnt:
        turn["learnt"] = dict(each.learnt)
    if each.effects:
        turn["effects"] = _Flow(each.effects)
    turn["hears"] = [_Block(body + "\n") for body in each.hears]
    return turn
