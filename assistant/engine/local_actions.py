"""Actions in process: what Rasa takes for an action server is a call of `ActionExecutor` in this same process.

No port, no second process, no way for the dialogue to lose its actions (with an action server that is down, Rasa
answers 200 with an empty list and drops the form).
"""
from __future__ import annotations

from typing import Any, ClassVar, Dict

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa_sdk.executor import ActionExecutor

from assistant.engine.actions import ACTIONS
from assistant.engine.actions.interview import ValidateInterview
from assistant.engine.work import Bench


class LocalActions:
    """Has the shape of Rasa's `EndpointConfig`, as far as Rasa uses it."""

    url: ClassVar[str] = "in-process"

    def __init__(self, bench: Bench) -> None:
        self.kwargs: Dict[str, Any] = {"selective_domain": True}
        self._executor = ActionExecutor()
        self._executor.register_action(ValidateInterview(bench))
        for action in ACTIONS:
            self._executor.register_action(action(bench))

    async def request(self, json: Dict[str, Any], **_: Any) -> Any:
        return await self._executor.run({"domain": {}, **json})


def check_action_results_once() -> None:
    """Prebuild the validator of action results: Rasa re-checks its own schema on each call, 26 ms instead of 0.4."""
    validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(_: RemoteAction, result: Dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
