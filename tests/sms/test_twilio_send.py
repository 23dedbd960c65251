"""The real library against a loopback provider that misbehaves: what was sent, what is said of it, what is logged."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sms.errors import NO_ANSWER, NO_CONNECTION
from sms.numbers import PhoneNumber
from sms.sender import OutboundText, ProviderUnavailable, Sender, Sent
from sms.status import DeliveryStatus
from sms.twilio_client import make_client
from sms.twilio_send import TwilioSender
from tests.support.fake_provider import FakeProvider, Faults

ANA = PhoneNumber("+12025550123")
BEN = PhoneNumber("+13125550177")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def sender_for(fake: FakeProvider, *, timeout: float = 5.0, secret: str = "", service: str = "") -> TwilioSender:
    client = make_client(fake.account_sid, secret or fake.auth_token, base_url=fake.base_url, timeout=timeout)
    return TwilioSender(client, fake.number, "https://help.example.org/sms/status", service)


def text(our_id: str = "m-1", to: PhoneNumber = ANA, body: str = "How many people eat with you?") -> OutboundText:
    return OutboundText(our_id, to, body, validity=3600)


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeProvider]:
    with FakeProvider(tmp_path / "provider.sqlite") as provider:
        yield provider


def test_a_text_is_accepted_once_with_its_validity_and_our_id(fake: FakeProvider) -> None:
    sender: Sender = sender_for(fake)
    sent = sender.send(text())
    assert isinstance(sent, Sent)
    assert sent.status is DeliveryStatus.QUEUED
    (kept,) = fake.texts()
    assert (kept.sid, kept.to, kept.sender, kept.our_id) == (sent.provider_id, ANA.e164, fake.number, "m-1")
    ((_, _, form),) = fake.requests
    assert dict(form)["ValidityPeriod"] == "3600"
    assert dict(form)["StatusCallback"] == "https://help.example.org/sms/status?id=m-1"


def test_a_messaging_service_takes_the_place_of_the_number(fake: FakeProvider) -> None:
    assert isinstance(sender_for(fake, service="MG" + "0" * 32).send(text()), Sent)
    ((_, _, form),) = fake.requests
    assert "From" not in dict(form)
    assert dict(form)["MessagingServiceSid"] == "MG" + "0" * 32


def test_an_opted_out_number_says_so(fake: FakeProvider) -> None:
    fake.opted_out.add(ANA.e164)
    error = sender_for(fake).send(text())
    assert not isinstance(error, Sent)
    assert (error.code, error.opted_out, error.retry, error.unclear) == (21610, True, False, False)
    assert fake.texts() == []


def test_wrong_credentials_alert(fake: FakeProvider) -> None:
    error = sender_for(fake, secret="wrong").send(text())
    assert not isinstance(error, Sent)
    assert (error.code, error.alert, error.unclear) == (20003, True, False)


@pytest.mark.parametrize(
    ("faults", "accepted"),
    [
        (Faults(lose_answer=1), 1),
        (Faults(drop_request=1), 0),
        (Faults(slow_answer=1, slow_seconds=1), 1),
    ],
)
def test_no_answer_is_unclear_whether_or_not_it_was_accepted(tmp_path: Path, faults: Faults, accepted: int) -> None:
    with FakeProvider(tmp_path / "provider.sqlite", faults=faults) as fake:
        assert sender_for(fake, timeout=0.3).send(text()) == NO_ANSWER
        assert len(fake.texts()) == accepted
        assert len(fake.requests) == 1, "the library must not try again by itself"


def test_a_provider_in_trouble_is_unclear(tmp_path: Path) -> None:
    with FakeProvider(tmp_path / "provider.sqlite", faults=Faults(refuse=1)) as fake:
        error = sender_for(fake).send(text())
        assert not isinstance(error, Sent)
        assert error.unclear
        assert not error.retry


def test_a_refused_connection_was_never_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = make_client("AC" + "0" * 32, "token", base_url=f"http://127.0.0.1:{port}", timeout=1)
    sender = TwilioSender(client, "+12025550100", "https://help.example.org/sms/status")
    assert sender.send(text()) == NO_CONNECTION
    with pytest.raises(ProviderUnavailable, match="could not clear a text's body: no connection"):
        sender.redact("SM" + "0" * 32)


def test_list_to_shows_only_this_numbers_texts_since_then_newest_first(fake: FakeProvider) -> None:
    sender = sender_for(fake)
    for index in range(3):
        sender.send(text(f"m-{index}", body=f"text {index}"))
    sender.send(text("other", to=BEN))
    fake.text_in(ANA.e164, "hello", webhook=False)
    listed = sender.list_to(ANA, LONG_AGO)
    assert [item.body for item in listed] == ["text 2", "text 1", "text 0"]
    assert sender.list_to(ANA, datetime.now(UTC) + timedelta(minutes=1)) == ()


def test_the_list_lags(tmp_path: Path) -> None:
    with FakeProvider(tmp_path / "provider.sqlite", faults=Faults(list_lag=60)) as fake:
        sender = sender_for(fake)
        assert isinstance(sender.send(text()), Sent)
        assert sender.list_to(ANA, LONG_AGO) == ()


def test_list_inbound_follows_every_page(fake: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sms.twilio_send._PAGE", 2)
    for index in range(5):
        fake.text_in(ANA.e164, f"word {index}", webhook=False)
    sender_for(fake).send(text())
    found = list(sender_for(fake).list_inbound(LONG_AGO))
    assert [item.body for item in found] == [f"word {index}" for index in (4, 3, 2, 1, 0)]
    assert found[0].as_form()["From"] == ANA.e164
    assert found[0].received.tzinfo is not None


def test_redact_clears_the_providers_copy_only(fake: FakeProvider) -> None:
    sender = sender_for(fake)
    sent = sender.send(text())
    assert isinstance(sent, Sent)
    sender.redact(sent.provider_id)
    assert [item.body for item in sender.list_to(ANA, LONG_AGO)] == [""]
    assert fake.phone(ANA.e164) == ["How many people eat with you?"]
    with pytest.raises(ProviderUnavailable, match="code 20404"):
        sender.redact("SM" + "f" * 32)


def test_numbers_bodies_and_secrets_never_reach_a_log(fake: FakeProvider, caplog: pytest.LogCaptureFixture) -> None:
    sender = sender_for(fake)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("twilio").setLevel(logging.DEBUG)
        message = text(body="canary body")
        sent = sender.send(message)
        listed = sender.list_to(ANA, LONG_AGO)
        logging.getLogger("test").info("%r %r %r", message, sent, listed)
    logged = caplog.text
    assert "OutboundText" in logged
    for canary in ("2025550123", "canary body", fake.auth_token):
        assert canary not in logged
