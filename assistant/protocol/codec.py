"""Frozen dataclasses to JSON objects and back, strictly: unknown, missing and ill-typed keys are refused.

Only the shapes the protocol uses are known: str, int, float, bool, None, date, tuples of one kind, mappings of
plain JSON, dataclasses, tagged unions (see `tagged`) and the fact values of `entitlements.values`.
"""
from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Dict, List, Tuple, Type, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from assistant.protocol.errors import MalformedMessage
from entitlements.values import FactValue, value_from_json, value_to_json

Json = Union[None, bool, int, float, str, List["Json"], Dict[str, "Json"]]
T = TypeVar("T")

_TAG = "kind"
_UNIONS: Dict[Any, Dict[str, Type[Any]]] = {}


def tagged(union: Any, *members: Type[Any]) -> None:
    """Declare that `union` is told apart by each member's class attribute `kind`."""
    _UNIONS[union] = {member.kind: member for member in members}


def to_json(value: Any) -> Json:
    """The JSON object of a protocol dataclass (dates as ISO text, fact values as `value_to_json` writes them)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object_to_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return cast(Json, value)


def _object_to_json(value: Any) -> Json:
    hints = _hints(type(value))
    out: Dict[str, Json] = {_TAG: type(value).kind} if hasattr(type(value), _TAG) else {}
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        out[field.name] = cast(Json, value_to_json(item)) if hints[field.name] == FactValue else to_json(item)
    return out


def from_json(kind: Type[T], data: Any, path: str = "") -> T:
    """Read a `kind` from its JSON object.

    Raises MalformedMessage naming the path of the part that does not fit.
    """
    return cast(T, _read(kind, data, path or getattr(kind, "__name__", str(kind))))


def _read(hint: Any, data: Any, path: str) -> Any:
    if hint == FactValue:
        return _read_fact_value(data, path)
    if hint in _UNIONS:
        return _read_tagged(hint, data, path)
    if dataclasses.is_dataclass(hint):
        return _read_object(cast(Type[Any], hint), data, path)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_optional(hint, data, path)
    if origin in (tuple, Tuple):
        return tuple(_read(get_args(hint)[0], item, f"{path}[{i}]") for i, item in enumerate(_list(data, path)))
    if origin is Mapping or hint is Mapping:
        return _mapping(data, path)
    return _read_scalar(hint, data, path)


def _read_fact_value(data: Any, path: str) -> FactValue:
    try:
        return value_from_json(data)
    except ValueError as error:
        raise MalformedMessage(f"{path}: {error}") from error


def _read_tagged(union: Any, data: Any, path: str) -> Any:
    tag = _mapping(data, path).get(_TAG)
    member = _UNIONS[union].get(str(tag))
    if member is None:
        raise MalformedMessage(f"{path}: kind {tag!r} is not one of {', '.join(sorted(_UNIONS[union]))}")
    return _read_object(member, {key: item for key, item in data.items() if key != _TAG}, path)


def _read_object(kind: Type[Any], data: Any, path: str) -> Any:
    given = _mapping(data, path)
    hints = _hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    unknown = sorted(set(given) - set(fields))
    if unknown:
        raise MalformedMessage(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(fields)}")
    values = {}
    for name, field in fields.items():
        if name in given:
            values[name] = _read(hints[name], given[name], f"{path}.{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise MalformedMessage(f"{path}: key {name!r} is missing; send it")
    try:
        return kind(**values)
    except ValueError as error:
        raise MalformedMessage(f"{path}: {error}") from error


def _read_optional(hint: Any, data: Any, path: str) -> Any:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    if data is None and len(kinds) < len(get_args(hint)):
        return None
    if len(kinds) != 1:
        raise MalformedMessage(f"{path}: a union without a tag cannot be read; declare it with `tagged`")
    return _read(kinds[0], data, path)


def _read_scalar(hint: Any, data: Any, path: str) -> Any:
    if hint is date:
        try:
            return date.fromisoformat(data)
        except (TypeError, ValueError) as error:
            raise MalformedMessage(f"{path}: wanted a date as YYYY-MM-DD, got {type(data).__name__}") from error
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (hint is int and isinstance(data, bool)):
        raise MalformedMessage(f"{path}: wanted {hint.__name__}, got {type(data).__name__}")
    return data


def _list(data: Any, path: str) -> List[Any]:
    if not isinstance(data, list):
        raise MalformedMessage(f"{path}: wanted a list, got {type(data).__name__}")
    return data


def _mapping(data: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
        raise MalformedMessage(f"{path}: wanted an object with text keys, got {type(data).__name__}")
    return data


_KNOWN_HINTS: Dict[Type[Any], Dict[str, Any]] = {}


def _hints(kind: Type[Any]) -> Dict[str, Any]:
    if kind not in _KNOWN_HINTS:
        _KNOWN_HINTS[kind] = _resolve_hints(kind)
    return _KNOWN_HINTS[kind]


def _resolve_hints(kind: Type[Any]) -> Dict[str, Any]:
    names = {field.name for field in dataclasses.fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}
