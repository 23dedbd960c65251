"""The provider's form post as names and values, and what can be wrong with it.

    FormError
    ├── MissingField      a field the provider always sends is absent or empty
    ├── BadField          a field holds what the provider's page does not allow
    └── UnservedNumber    the text is from or to a number that is not served; it is answered by nobody

No message holds a value: it may be a phone number or what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sms.numbers import PhoneNumber, PhoneNumberError, read_number

_MESSAGE_ID = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")


class FormError(ValueError):
    """The form cannot be read as what the provider sends."""


class MissingField(FormError):
    """A field that must be there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the field {name} is missing: this is not a message form of the provider")
        self.name = name


class BadField(FormError):
    """A field is there but cannot be what the provider sends."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"the field {name} is not {expected}: compare with the provider's page on this webhook")
        self.name = name


class UnservedNumber(FormError):
    """A whole and genuine form whose number is not served (a short code, another country)."""

    def __init__(self, name: str, provider_id: str, reason: str) -> None:
        super().__init__(f"the number in {name} of message {provider_id} is not served: {reason}")
        self.name, self.provider_id = name, provider_id


def required(form: Mapping[str, str], name: str) -> str:
    """A field's value; raises `MissingField` if absent or empty."""
    if not (value := form.get(name, "")):
        raise MissingField(name)
    return value


def message_id(form: Mapping[str, str]) -> str:
    """The provider's id of the message: SM or MM and 32 hexadecimal digits."""
    value = required(form, "MessageSid")
    if not _MESSAGE_ID.fullmatch(value):
        raise BadField("MessageSid", "SM or MM and 32 hexadecimal digits")
    return value


def whole_number(form: Mapping[str, str], name: str, default: int) -> int:
    """A count; `default` when the field is absent."""
    value = form.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise BadField(name, "a whole number")
    return int(value)


def phone_number(form: Mapping[str, str], name: str, provider_id: str) -> PhoneNumber:
    """A served number; raises `UnservedNumber`."""
    value = required(form, name)
    try:
        return read_number(value)
    except PhoneNumberError as error:
        raise UnservedNumber(name, provider_id, str(error)) from error
