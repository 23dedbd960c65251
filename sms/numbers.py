"""Phone numbers of the United States and Canada, which are the only ones the line serves.

PhoneNumberError
├── NotANumber        no phone number can be read (a short code, a word, too few digits)
└── NotServed         a number of another country, of a territory that we do not text, or a premium number
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import timezone

SERVED_REGIONS = frozenset({"US", "CA", "PR", "VI", "GU", "AS", "MP"})
"""Regions of the numbering plan +1 that we text: both countries and the United States' territories.

The other regions behind +1 (Jamaica, the Bahamas ...) cost international rates and are served by nobody here.
"""
_SHAPE = re.compile(r"\+1[2-9]\d{2}[2-9]\d{6}")
_UNKNOWN_ZONE = "Etc/Unknown"


class PhoneNumberError(ValueError):
    """A phone number cannot be used. The message never holds the number: it may end in a log."""


class NotANumber(PhoneNumberError):
    """The text holds no phone number that could exist."""


class NotServed(PhoneNumberError):
    """The number exists but belongs to a place or kind that the line does not serve."""


@dataclass(frozen=True)
class PhoneNumber:
    """A number in E.164 form, for example +15005550006. `repr` and `str` show its last two digits only."""

    e164: str = field(repr=False)

    def __repr__(self) -> str:
        return f"PhoneNumber(…{self.e164[-2:]})"

    __str__ = __repr__

    @property
    def is_fictional(self) -> bool:
        """Whether it lies in 555-0100 to 555-0199, kept free for fiction in every area code (NANPA)."""
        return self.e164[5:10] == "55501"

    @property
    def is_toll_free(self) -> bool:
        """Whether it is a toll-free number, for which carriers keep the opt-outs themselves."""
        parsed = phonenumbers.parse(self.e164)
        return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE

    def time_zones(self) -> tuple[str, ...]:
        """The time zones the area code may stand for (IANA names, sorted); empty when nothing is known.

        People keep their number when they move, so this is a guess to be cautious with: quiet hours must hold
        in every zone named.
        """
        zones = timezone.time_zones_for_number(phonenumbers.parse(self.e164))
        return tuple(sorted(zone for zone in zones if zone != _UNKNOWN_ZONE))


def read_number(text: str) -> PhoneNumber:
    """Read a number as E.164, or as people of the United States write it.

    Fictional numbers (555-01xx) pass; whether they may be used is for the caller. Raises `PhoneNumberError`.
    """
    try:
        parsed = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException as error:
        raise NotANumber("this is not a phone number: write it as +1 and ten digits") from error
    if parsed.country_code != 1:
        raise NotServed(f"country code +{parsed.country_code} is not served: only US and Canada numbers are")
    number = PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    if not _SHAPE.fullmatch(number.e164):
        raise NotANumber("no such number exists in the US or Canada: write it as +1 and ten digits")
    kind = phonenumbers.number_type(parsed)
    region = phonenumbers.region_code_for_number(parsed)
    # No region means an area code younger than the library's data: refusing it would lose somebody's text.
    if kind == phonenumbers.PhoneNumberType.PREMIUM_RATE or region not in {*SERVED_REGIONS, None}:
        raise NotServed("this number is outside the US and Canada or a premium number: it is not served")
    return number
