"""Our real calls against the provider's published contract.

The mock server refuses wrong or missing values (422) and missing credentials (401) but accepts a misspelt extra field,
so the names we send are compared with the contract's own list as well.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from sms.numbers import PhoneNumber
from sms.sender import OutboundText, Sender, Sent
from sms.status import DeliveryStatus
from sms.twilio_client import make_client
from sms.twilio_send import TwilioSender
from tests.support.fake_provider import FakeProvider

pytestmark = pytest.mark.contract
ACCOUNT = "AC" + "0a" * 16
TEXT = OutboundText("turn-7-1", PhoneNumber("+12025550123"), "¿Cuántas personas comen con usted?", validity=3600)
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def sender_at(base_url: str, account: str = ACCOUNT, token: str = "token", service: str = "") -> TwilioSender:
    client = make_client(account, token, base_url=base_url, timeout=10)
    return TwilioSender(client, "+12025550100", "https://help.example.org/sms/status", service)


@pytest.mark.parametrize("service", ["", "MG" + "0a" * 16])
def test_sending_keeps_the_contract(contract_mock: str, service: str) -> None:
    sent = sender_at(contract_mock, service=service).send(TEXT)
    assert isinstance(sent, Sent), sent
    assert sent.status is DeliveryStatus.QUEUED


def test_listing_and_clearing_keep_the_contract(contract_mock: str) -> None:
    sender: Sender = sender_at(contract_mock)
    sender.list_to(TEXT.to, SINCE)
    next(iter(sender.list_inbound(SINCE)), None)
    sender.redact("SM" + "0a" * 16)


def test_the_mock_refuses_what_the_contract_forbids(contract_mock: str) -> None:
    """Else the tests above could not fail."""
    outside = OutboundText(TEXT.our_id, TEXT.to, TEXT.body, validity="soon")  # type: ignore[arg-type]
    refused = sender_at(contract_mock).send(outside)
    assert not isinstance(refused, Sent)
    assert "422" in refused.meaning
    refused = sender_at(contract_mock, account="XX" + "0a" * 16).send(TEXT)
    assert not isinstance(refused, Sent)


def test_every_name_we_send_is_in_the_contract(contract: Any, tmp_path: Path) -> None:
    with FakeProvider(tmp_path / "book") as fake:
        for service in ("", "MG" + "0a" * 16):
            sender = sender_at(fake.base_url, fake.account_sid, fake.auth_token, service)
            sent = sender.send(TEXT)
            assert isinstance(sent, Sent)
            sender.list_to(TEXT.to, SINCE)
            list(sender.list_inbound(SINCE))
            sender.redact(sent.provider_id)
        seen = set()
        for method, address, form in fake.requests:
            operation = _operation(contract, method, urlsplit(address).path)
            seen.add(operation["operationId"])
            query = {name for name, _ in parse_qsl(urlsplit(address).query)}
            assert query <= {item["name"] for item in operation.get("parameters", ()) if item["in"] == "query"}
            assert {name for name, _ in form} <= _properties(operation)
    assert seen == {"CreateMessage", "ListMessage", "UpdateMessage"}


def _operation(contract: Any, method: str, path: str) -> Any:
    for template, operations in contract["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", template).replace(".json", r"\.json"), path):
            return operations[method.lower()]
    raise AssertionError(f"{method} {path} is not in the contract")


def _properties(operation: Any) -> set[str]:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/x-www-form-urlencoded", {}).get("schema", {})
    return set(schema.get("properties", {}))
