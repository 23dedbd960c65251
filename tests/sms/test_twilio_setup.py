"""The setup check through the real library against a loopback provider whose account is right, then wrong in turn."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from sms.twilio_client import make_client
from sms.twilio_setup import OVERRIDES, Finding, Plan, Verdict, check_setup
from tests.support.fake_provider import FakeProvider

NUMBER, TOLL_FREE = "+12025550100", "+18335550100"
DOOR = "https://help.example.org/sms/inbound"
ACCOUNT = f"/2010-04-01/Accounts/{FakeProvider.account_sid}"
PN, MG = "PN" + "0a" * 16, "MG" + "0a" * 16
NUMBERS, SERVICES = f"{ACCOUNT}/IncomingPhoneNumbers.json", "/v1/Services"
POOL, CAMPAIGN, VERIFICATIONS = (
    f"/v1/Services/{MG}/PhoneNumbers",
    f"/v1/Services/{MG}/Compliance/Usa2p",
    "/v1/Tollfree/Verifications",
)


def _page(key: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {key: list(items), "meta": {"key": key, "next_page_url": None}}


def resources(number: str = NUMBER) -> dict[str, Any]:
    urls = {"sms_url": f"{DOOR}#{OVERRIDES}", "sms_method": "POST"}
    fallback = {"sms_fallback_url": "https://second.example.org/sms/inbound", "sms_fallback_method": "POST"}
    own = {"sid": PN, "phone_number": number, "capabilities": {"sms": True, "voice": True, "mms": True}}
    service = {"sid": MG, "use_inbound_webhook_on_number": True, "smart_encoding": False}
    return {
        f"{ACCOUNT}.json": {"sid": FakeProvider.account_sid, "status": "active", "type": "Full"},
        NUMBERS: {"incoming_phone_numbers": [own | urls | fallback], "next_page_uri": None},
        SERVICES: _page("services", service),
        POOL: _page("phone_numbers", {"sid": PN}),
        CAMPAIGN: _page("compliance", {"sid": "QE1", "campaign_status": "VERIFIED"}),
        VERIFICATIONS: _page("verifications", {"sid": "HH1", "status": "TWILIO_APPROVED"}),
    }


def check(tmp_path: Path, answers: dict[str, Any], number: str = NUMBER, mode: str = "twilio") -> tuple[Finding, ...]:
    with FakeProvider(tmp_path / "book", resources=answers) as fake:
        client = make_client(fake.account_sid, fake.auth_token, base_url=fake.base_url)
        return check_setup(client, Plan(number, DOOR, mode))


def missing(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.topic for finding in findings if finding.verdict is Verdict.MISSING]


@pytest.mark.parametrize("number", [NUMBER, TOLL_FREE])
def test_a_right_account(tmp_path: Path, number: str) -> None:
    findings = check(tmp_path, resources(number), number)
    assert missing(findings) == []
    assert [finding.topic for finding in findings] == [
        "account",
        "number",
        "webhook",
        "retries",
        "fallback",
        "registration",
        "smart encoding",
        "opt-out replies",
    ]
    assert findings[-1].verdict is Verdict.LOOK


WRONG: list[tuple[str, list[str | int], Any, list[str]]] = [
    (f"{ACCOUNT}.json", ["status"], "suspended", ["account"]),
    (f"{ACCOUNT}.json", ["type"], "Trial", ["account"]),
    (NUMBERS, ["incoming_phone_numbers"], [], ["number"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "capabilities", "sms"], False, ["number"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_url"], "", ["webhook", "retries"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_url"], DOOR, ["retries"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_url"], f"{DOOR}#rc=2&rp=ct", ["retries"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_url"], f"{DOOR}#rc=0&rp=all", ["retries"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_url"], f"http://x.example.org/#{OVERRIDES}", ["webhook"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_method"], "GET", ["webhook"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_fallback_url"], "", ["fallback"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_fallback_method"], "GET", ["fallback"]),
    (NUMBERS, ["incoming_phone_numbers", 0, "sms_application_sid"], "AP1", ["webhook"]),
    (SERVICES, ["services"], [], ["registration"]),
    (SERVICES, ["services", 0, "use_inbound_webhook_on_number"], False, ["webhook", "retries", "fallback"]),
    (SERVICES, ["services", 0, "smart_encoding"], True, ["smart encoding"]),
    (CAMPAIGN, ["compliance"], [], ["registration"]),
    (CAMPAIGN, ["compliance", 0, "campaign_status"], "IN_PROGRESS", ["registration"]),
]


@pytest.mark.parametrize(("path", "keys", "value", "expected"), WRONG)
def test_one_thing_wrong(tmp_path: Path, path: str, keys: list[str | int], value: Any, expected: list[str]) -> None:
    answers = deepcopy(resources())
    place: Any = answers[path]
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    findings = check(tmp_path, answers)
    assert missing(findings) == expected
    assert all(finding.remedy for finding in findings if finding.verdict is Verdict.MISSING)


def test_an_unverified_toll_free_number(tmp_path: Path) -> None:
    answers = resources(TOLL_FREE) | {VERIFICATIONS: _page("verifications")}
    assert missing(check(tmp_path, answers, TOLL_FREE)) == ["registration"]


def test_a_short_code(tmp_path: Path) -> None:
    code = {"sid": "SC" + "0a" * 16, "short_code": "72975", "sms_url": f"{DOOR}#{OVERRIDES}", "sms_method": "POST"}
    fallback = {"sms_fallback_url": DOOR, "sms_fallback_method": "POST"}
    answers = resources() | {
        f"{ACCOUNT}/SMS/ShortCodes.json": {"short_codes": [code | fallback], "next_page_uri": None},
        f"/v1/Services/{MG}/ShortCodes": _page("short_codes"),
    }
    assert missing(check(tmp_path, answers, "72975")) == []


def test_wrong_credentials_are_said_once_and_plainly(tmp_path: Path) -> None:
    with FakeProvider(tmp_path / "book", resources=resources()) as fake:
        client = make_client(fake.account_sid, "wrong", base_url=fake.base_url)
        findings = check_setup(client, Plan(NUMBER, DOOR, "twilio"))
    assert missing(findings) == ["account", "number"]
    assert "TWILIO_AUTH_TOKEN" in findings[0].remedy


def test_each_mode_says_who_must_answer(tmp_path: Path) -> None:
    assert "must be Twilio's" in check(tmp_path, resources(), mode="twilio")[-1].remedy
    assert "must be ours" in check(tmp_path, resources(), mode="ours")[-1].remedy
