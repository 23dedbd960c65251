"""The app's side of the engine's Unix socket: one turn in, one result out, within a time limit.

EngineError
├── EngineDown      nobody answers on the socket; the turn itself is not to blame
├── EngineSlow      no answer within the limit
├── EngineFault     the engine answered that it failed on this turn; `name` is its error's name
├── PackUnknown     the engine has not loaded the rule pack that the turn names
├── StateUnreadable the engine cannot read the stored state; the facts alone can start the talk anew
└── BadAnswer       the answer is not a result of this protocol, or holds nothing to say
"""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from assistant.protocol.errors import MalformedMessage
from assistant.protocol.turn import Turn, TurnResult, result_from_json, turn_to_json

TURN_LIMIT_S: Final = 8.0
_CONNECT_LIMIT_S: Final = 1.0
_HEADERS: Final = {"content-type": "application/json", "connection": "close"}


class EngineError(Exception):
    """The engine gave no usable answer. No message carries what a person said."""


class EngineDown(EngineError):
    """Nobody answers on the socket."""


class EngineSlow(EngineError):
    """No answer within the limit."""


class EngineFault(EngineError):
    """The engine answered that it failed."""

    def __init__(self, status: int, name: str) -> None:
        super().__init__(f"the engine answered {status} {name}; its own log says where")
        self.status, self.name = status, name


class PackUnknown(EngineFault):
    """The engine has not loaded the turn's rule pack."""


class StateUnreadable(EngineFault):
    """The engine cannot read the stored state."""


class BadAnswer(EngineError):
    """The answer is not a result of this protocol, or holds nothing to say."""


@dataclass(frozen=True)
class Health:
    """What a live engine worker says of itself."""

    protocol: int
    model_sha256: str
    pid: int


class EngineClient:
    """Speaks to the engine; safe for several threads, and holds nothing open between two requests.

    A connection serves one request: workers share the listening socket, so a fresh connection goes to an idle one,
    where a kept one would queue behind whatever its own worker is doing.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def turn(self, turn: Turn, limit_s: float = TURN_LIMIT_S) -> TurnResult:
        """Raises EngineError."""
        answer = self._post("/turn", turn_to_json(turn), limit_s)
        try:
            result = result_from_json(answer)
        except MalformedMessage as error:
            raise BadAnswer(f"the engine's answer does not fit the protocol: {error}") from error
        if not result.effects:
            raise BadAnswer("the engine's answer has no effect; an empty result is a fault")
        return result

    def understand(
        self, text: str, today: date, language: str, asked: Asked | None = None, limit_s: float = TURN_LIMIT_S
    ) -> dict[str, Any]:
        """How the engine reads `text` on its own, in the form of its `Understanding.to_json`. Raises EngineError."""
        question = None if asked is None else asdict(asked)
        body = {"text": text, "today": today.isoformat(), "language": language, "asked": question}
        return self._post("/understand", body, limit_s)

    def health(self, limit_s: float = 2.0) -> Health:
        """Raises EngineError."""
        answer = self._send("GET", "/health", None, limit_s)
        try:
            return Health(answer["protocol"], answer["model_sha256"], answer["pid"])
        except KeyError as error:
            raise BadAnswer(f"the engine's health lacks {error}; install the same release on both sides") from error

    def _post(self, path: str, body: object, limit_s: float) -> dict[str, Any]:
        return self._send("POST", path, json.dumps(body, separators=(",", ":")).encode(), limit_s)

    def _send(self, method: str, path: str, body: bytes | None, limit_s: float) -> dict[str, Any]:
        connection = _EngineConnection(self._socket, limit_s)
        try:
            connection.connect()
            connection.request(method, path, body, _HEADERS)
            response = connection.getresponse()
            return _read(response.status, response.read())
        except TimeoutError as error:
            raise EngineSlow(f"the engine did not answer {path} within {limit_s:.0f} s") from error
        except (OSError, http.client.HTTPException) as error:
            raise EngineDown(
                f"nobody answers on {self._socket.name} ({type(error).__name__}); start the engine"
            ) from error
        finally:
            connection.close()


class _EngineConnection(http.client.HTTPConnection):
    """One HTTP request over the engine's Unix socket. In half of the time that httpx takes."""

    def __init__(self, path: Path, limit_s: float) -> None:
        super().__init__("engine")
        self._path, self._limit_s = path, limit_s

    def connect(self) -> None:
        """Raises OSError when nobody listens or takes the connection within the time for that."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(min(_CONNECT_LIMIT_S, self._limit_s))
        try:
            self.sock.connect(str(self._path))
        except TimeoutError as error:
            raise ConnectionError("the engine's queue is full") from error
        self.sock.settimeout(self._limit_s)


@dataclass(frozen=True)
class Asked:
    """The question that the text answers, in the vocabulary of the engine's readers."""

    fact: str
    options: tuple[str, ...] = ()


def _read(status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise BadAnswer(f"the engine answered {status} without JSON") from error
    if not isinstance(answer, dict):
        raise BadAnswer(f"the engine answered {status} with a {type(answer).__name__}")
    if status == http.client.OK:
        return answer
    name = str(answer.get("error", "error"))
    kinds = {"NoSuchPack": PackUnknown, "UnreadableState": StateUnreadable}
    raise kinds.get(name, EngineFault)(status, name)
