"""What may start, and what the operator is told when it may not."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from assistant.settings import BadSetting, MissingSetting, Settings, SettingsError, UnsafeSetting
from tests.support.house import settings_for


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


GOOD = {
    "HANDRAIL_ENV": "production", "DATABASE_URL": "sqlite:////srv/h.db", "HANDRAIL_MASTER_KEY": key("m"),
    "HANDRAIL_LOOKUP_KEY": key("l"), "PUBLIC_URL": "https://help.example.org/", "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "token", "TWILIO_FROM": "+12025550100", "AGENCY_NAME_EN": "Example County",
}  # fmt: skip


def test_a_whole_production_environment_starts() -> None:
    settings = Settings.from_env(GOOD)
    assert settings.production and settings.public_url == "https://help.example.org"
    assert settings.agency == {"en": "Example County", "es": "Example County"}
    assert settings.haste == 1.0 and not settings.crash_points and not settings.provider_url
    assert settings.daily_segments == 4424


def test_production_is_the_default() -> None:
    with pytest.raises(MissingSetting):
        Settings.from_env({})


@pytest.mark.parametrize("name", sorted(GOOD.keys() - {"HANDRAIL_ENV"}))
def test_each_missing_variable_is_named_with_what_to_put_there(name: str) -> None:
    with pytest.raises(SettingsError, match=rf"{name} .*(put|https)"):
        Settings.from_env({**GOOD, name: ""})


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"HANDRAIL_ENV": "staging"}, BadSetting, "development, production"),
        ({"PUBLIC_URL": "http://help.example.org"}, UnsafeSetting, "https"),
        ({"HANDRAIL_MASTER_KEY": "c2hvcnQ="}, BadSetting, "5 bytes where 32"),
        ({"HANDRAIL_MASTER_KEY": "???"}, BadSetting, "base64"),
        ({"HANDRAIL_LOOKUP_KEY": key("m")}, UnsafeSetting, "a key of its own"),
        ({"HANDRAIL_HASTE": "20"}, UnsafeSetting, "development only"),
        ({"HANDRAIL_CRASH_POINTS": "/tmp"}, UnsafeSetting, "development only"),
        ({"TWILIO_API_URL": "http://127.0.0.1:1"}, UnsafeSetting, "development only"),
        ({"OPT_OUT_REPLIES": "both"}, BadSetting, "twilio, ours"),
        ({"SEGMENTS_PER_SECOND": "fast"}, BadSetting, "not a number"),
        ({"SEGMENTS_PER_SECOND": "0"}, BadSetting, "under 0.1"),
        ({"DAILY_SPEND_CAP_USD": "nan"}, BadSetting, "under"),
        ({"OPENING_HOURS": "whenever"}, BadSetting, "mon-fri 09:00-17:00"),
        ({"TIME_ZONE": "Mars/Olympus"}, BadSetting, "America/New_York"),
        ({"TWILIO_WEBHOOK_KEYS": "id-without-secret"}, BadSetting, "KEYID:SECRET"),
    ],
)
def test_what_cannot_or_must_not_be_used_is_refused_with_the_remedy(
    change: dict[str, str], error: type[SettingsError], says: str
) -> None:
    with pytest.raises(error, match=says):
        Settings.from_env({**GOOD, **change})


def test_the_made_up_key_of_development_is_kept_private_and_never_starts_production(tmp_path: Path) -> None:
    first, again = settings_for(tmp_path), settings_for(tmp_path)
    assert first.master_keys == again.master_keys and first.lookup_key != first.master_keys[0]
    file = tmp_path / "development-master.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UnsafeSetting, match="made up for development"):
        Settings.from_env({**GOOD, "HANDRAIL_MASTER_KEY": file.read_text()})


def test_several_master_keys_are_for_exchanging_them() -> None:
    settings = Settings.from_env({**GOOD, "HANDRAIL_MASTER_KEY": f"{key('n')},{key('m')}"})
    assert settings.master_keys == (b"n" * 32, b"m" * 32)


def test_webhook_keys_by_their_ids() -> None:
    settings = Settings.from_env({**GOOD, "TWILIO_WEBHOOK_KEYS": "one:first, two:with:colon"})
    assert settings.twilio_webhook_keys == {"one": "first", "two": "with:colon"}


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings.from_env({**GOOD, "TWILIO_WEBHOOK_KEYS": "one:hush"}))
    assert not [secret for secret in ("hush", "token", "mmmm", "llll", "AC1", "5550100", "srv") if secret in shown]
