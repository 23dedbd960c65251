"""Everything the operator decides, read once from the environment: the only module that looks at it.

SettingsError
├── MissingSetting   a variable that this house needs is not set
├── BadSetting       a variable has a value that cannot be used
└── UnsafeSetting    production was asked to start with something that only development may have
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from assistant.hours import OpeningHours, parse_hours

DEVELOPMENT, PRODUCTION = "development", "production"
KEY_BYTES = 32
_MADE_UP = b"made-up-for-dev:"  # marks the keys that development draws for itself; production refuses them


class SettingsError(Exception):
    """The environment does not describe a house that may start."""


class MissingSetting(SettingsError):
    """A variable that this house needs is not set."""


class BadSetting(SettingsError):
    """A variable has a value that cannot be used."""


class UnsafeSetting(SettingsError):
    """Production was asked to start with something that only development may have."""


@dataclass(frozen=True)
class Settings:
    """A checked environment. Secrets are never shown by `repr`.

    master_keys: the first wraps new data keys, the others only open old ones. lookup_key: HMAC key of phone numbers.
    daily_spend_cap and segment_price in US dollars; segments_per_second is the carrier's limit for our sender.
    haste divides the patience of the house (leases, waits before a resend); crash_points is the folder in which
    `make crash` arms them; provider_url replaces Twilio's address: these three exist in development only.
    """

    environment: str
    database_url: str = field(repr=False)
    master_keys: tuple[bytes, ...] = field(repr=False)
    lookup_key: bytes = field(repr=False)
    public_url: str
    twilio_account_sid: str = field(repr=False)
    twilio_auth_token: str = field(repr=False)
    twilio_from: str = field(repr=False)
    engine_socket: Path
    packs: Path
    folder: Path
    agency: Mapping[str, str]
    hours: OpeningHours
    opt_out_replies: str
    accents: Literal["keep", "gsm"]
    daily_spend_cap: float
    segment_price: float
    segments_per_second: float
    haste: float = 1.0
    crash_points: str = ""
    provider_url: str = ""
    twilio_webhook_keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def production(self) -> bool:
        return self.environment != DEVELOPMENT

    @property
    def zone(self) -> ZoneInfo:
        return self.hours.zone

    @property
    def daily_segments(self) -> int:
        """How many segments the daily spend cap pays for."""
        return int(self.daily_spend_cap / self.segment_price)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check `environ` (default: this process's environment).

        Raises SettingsError naming the variable and the remedy.
        """
        given = _Reader(os.environ if environ is None else environ)
        environment = given.one_of("HANDRAIL_ENV", PRODUCTION, (DEVELOPMENT, PRODUCTION))
        return _development(given) if environment == DEVELOPMENT else _production(given)


def _development(given: _Reader) -> Settings:
    folder = Path(given.text("HANDRAIL_VAR", "var"))
    master = given.keys("HANDRAIL_MASTER_KEY") or (_made_up_key(folder / "development-master.key"),)
    lookup = given.keys("HANDRAIL_LOOKUP_KEY") or (_made_up_key(folder / "development-lookup.key"),)
    return _settings(
        given, DEVELOPMENT, folder, master, lookup[0],
        public_url=given.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        database_url=given.text("DATABASE_URL", f"sqlite:///{folder / 'handrail.db'}"),
        twilio_account_sid=given.text("TWILIO_ACCOUNT_SID", "AC" + "0" * 32),
        twilio_auth_token=given.text("TWILIO_AUTH_TOKEN", "development"),
        twilio_from=given.text("TWILIO_FROM", "+12025550100"),
        haste=given.number("HANDRAIL_HASTE", 1.0, least=1.0),
        crash_points=given.text("HANDRAIL_CRASH_POINTS", ""),
        provider_url=given.text("TWILIO_API_URL", ""),
    )  # fmt: skip


def _production(given: _Reader) -> Settings:
    for name in ("HANDRAIL_HASTE", "HANDRAIL_CRASH_POINTS", "TWILIO_API_URL"):
        if given.text(name, ""):
            raise UnsafeSetting(f"{name} is for development only; unset it, or set HANDRAIL_ENV=development")
    master, lookup = given.keys("HANDRAIL_MASTER_KEY"), given.keys("HANDRAIL_LOOKUP_KEY")
    for name, keys in (("HANDRAIL_MASTER_KEY", master), ("HANDRAIL_LOOKUP_KEY", lookup)):
        if not keys:
            raise MissingSetting(f"{name} is not set; put 32 random bytes there: openssl rand -base64 32")
        if any(key.startswith(_MADE_UP) for key in keys):
            raise UnsafeSetting(f"{name} is a key made up for development; draw a new one: openssl rand -base64 32")
    if set(master) & set(lookup):
        raise UnsafeSetting("HANDRAIL_LOOKUP_KEY equals HANDRAIL_MASTER_KEY; draw a key of its own for it")
    public_url = given.needed("PUBLIC_URL", "the https address at which Twilio reaches this house").rstrip("/")
    if urlsplit(public_url).scheme != "https" or not urlsplit(public_url).netloc:
        raise UnsafeSetting("PUBLIC_URL is not an https address; people's texts must not travel in the clear")
    return _settings(
        given, PRODUCTION, Path(given.text("HANDRAIL_VAR", "var")), master, lookup[0],
        public_url=public_url,
        database_url=given.needed("DATABASE_URL", "for example postgresql://handrail@db/handrail or sqlite:////srv/h.db"),
        twilio_account_sid=given.needed("TWILIO_ACCOUNT_SID", "shown in Twilio's console, it begins with AC"),
        twilio_auth_token=given.needed("TWILIO_AUTH_TOKEN", "shown in Twilio's console beside the account SID"),
        twilio_from=given.needed("TWILIO_FROM", "the helpline's own number, as +1 and ten digits"),
    )  # fmt: skip


def _settings(
    given: _Reader, environment: str, folder: Path, master_keys: tuple[bytes, ...], lookup_key: bytes,
    *, public_url: str, database_url: str, twilio_account_sid: str, twilio_auth_token: str, twilio_from: str,
    haste: float = 1.0, crash_points: str = "", provider_url: str = "",
) -> Settings:  # fmt: skip
    """The part that both houses read alike."""
    name = given.text("AGENCY_NAME_EN", "") or given.text("AGENCY_NAME", "")
    if not name and environment == PRODUCTION:
        raise MissingSetting("AGENCY_NAME_EN is not set; put the agency's name there, as people know it")
    english = name or "Example County"
    return Settings(
        environment, database_url, master_keys, lookup_key, public_url,
        twilio_account_sid, twilio_auth_token, twilio_from,
        engine_socket=Path(given.text("ENGINE_SOCKET", str(folder / "engine.sock"))),
        packs=Path(given.text("HANDRAIL_PACKS", "packs")),
        folder=folder,
        agency={"en": english, "es": given.text("AGENCY_NAME_ES", "") or _spanish_name(english, name)},
        hours=_hours(given),
        opt_out_replies=given.one_of("OPT_OUT_REPLIES", "twilio", ("twilio", "ours")),
        accents="gsm" if given.one_of("ACCENTS", "keep", ("keep", "gsm")) == "gsm" else "keep",
        daily_spend_cap=given.number("DAILY_SPEND_CAP_USD", 50.0, least=0.01),
        segment_price=given.number("SEGMENT_PRICE_USD", 0.0113, least=0.0001),
        segments_per_second=given.number("SEGMENTS_PER_SECOND", 1.0, least=0.1),
        haste=haste, crash_points=crash_points, provider_url=provider_url,
        twilio_webhook_keys=given.pairs("TWILIO_WEBHOOK_KEYS"),
    )  # fmt: skip


def _spanish_name(english: str, given: str) -> str:
    return english if given else "Condado Ejemplo"


def _hours(given: _Reader) -> OpeningHours:
    text, zone = given.text("OPENING_HOURS", "mon-fri 09:00-17:00"), given.text("TIME_ZONE", "America/New_York")
    try:
        return parse_hours(text, zone)
    except ValueError as error:
        raise BadSetting(f"OPENING_HOURS or TIME_ZONE: {error}") from error


def _made_up_key(file: Path) -> bytes:
    """The key that development keeps under its var folder, drawn when it is first needed (mode 0600)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _key(str(file), file.read_text("ascii"))
    key = _MADE_UP + secrets.token_bytes(KEY_BYTES - len(_MADE_UP))
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(key))
    return key


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise BadSetting(f"{name} is not base64; draw a key: openssl rand -base64 32") from error
    if len(key) != KEY_BYTES:
        raise BadSetting(f"{name} has {len(key)} bytes where {KEY_BYTES} are needed; draw one: openssl rand -base64 32")
    return key


@dataclass(frozen=True)
class _Reader:
    """Typed look-ups in one environment."""

    environ: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def needed(self, name: str, what: str) -> str:
        value = self.text(name, "")
        if not value:
            raise MissingSetting(f"{name} is not set; put there {what}")
        return value

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise BadSetting(f"{name}={value!r} is unknown; use one of {', '.join(choices)}")
        return value

    def number(self, name: str, default: float, least: float) -> float:
        text = self.text(name, str(default))
        try:
            value = float(text)
        except ValueError as error:
            raise BadSetting(f"{name}={text!r} is not a number; write it like {default}") from error
        if not value >= least:
            raise BadSetting(f"{name}={text!r} is under {least}; write it like {default}")
        return value

    def keys(self, name: str) -> tuple[bytes, ...]:
        """Keys in base64, newest first, with commas between."""
        return tuple(_key(name, part) for part in self.text(name, "").split(",") if part.strip())

    def pairs(self, name: str) -> dict[str, str]:
        """Secrets by their ids: "id:secret", with commas between."""
        found: dict[str, str] = {}
        for part in filter(None, (piece.strip() for piece in self.text(name, "").split(","))):
            key, _, secret = part.partition(":")
            if not key or not secret:
                raise BadSetting(f"{name} has a part without id or secret; write it like KEYID:SECRET,KEYID:SECRET")
            found[key] = secret
        return found
