"""The made-up phone network keeps what it was given, reports each step, and reaches nobody real."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.edge import Edge, real_edge
from assistant.store import SealError
from assistant.web.phone_network import PhoneNetwork, Report, fictional_number
from sms.errors import SendError
from sms.numbers import read_number
from sms.sender import OutboundText, Sent
from sms.status import DeliveryStatus

KEY = b"k" * 32
PHONE = read_number("+12025550123")
LINE = "+12025550100"
START = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = "canary words nobody may find"


class Clock:
    def __init__(self) -> None:
        self.at = START

    def edge(self) -> Edge:
        return replace(real_edge(), now=lambda: self.at)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def network(tmp_path: Path, clock: Clock) -> PhoneNetwork:
    return PhoneNetwork(tmp_path / "phone.sealed", KEY, clock.edge(), LINE)


def carry(network: PhoneNetwork, clock: Clock, report: Report, seconds: float = 5.0) -> None:
    """Let the network run until it has nothing more to do at this later moment."""
    clock.at += timedelta(seconds=seconds)
    until = threading.Event()
    thread = threading.Thread(target=network.deliver, args=(report, until))
    thread.start()
    threading.Event().wait(0.35)
    until.set()
    thread.join()


def test_each_step_is_reported_in_order(network: PhoneNetwork, clock: Clock) -> None:
    sent = network.send(OutboundText("our-1", PHONE, "hello", 600))
    assert isinstance(sent, Sent)
    reports: list[tuple[str, str, DeliveryStatus, int | None]] = []
    carry(network, clock, lambda *report: reports.append(report))
    assert reports == [
        ("our-1", sent.provider_id, DeliveryStatus.SENT, None),
        ("our-1", sent.provider_id, DeliveryStatus.DELIVERED, None),
    ]
    assert [text.status for text in network.shown(PHONE.e164)] == [DeliveryStatus.DELIVERED]


def test_nothing_is_reported_before_its_time(network: PhoneNetwork, clock: Clock) -> None:
    network.send(OutboundText("our-1", PHONE, "hello", 600))
    reports: list[DeliveryStatus] = []
    carry(network, clock, lambda _our, _id, status, _code: reports.append(status), seconds=0.5)
    assert reports == [DeliveryStatus.SENT]


def test_it_reaches_nobody_real(network: PhoneNetwork) -> None:
    refused = network.send(OutboundText("our-1", read_number("+12125551234"), "hello", 600))
    assert isinstance(refused, SendError)
    assert refused.dead
    with pytest.raises(ValueError, match="fictional"):
        network.text_in(read_number("+12125551234"), "hi")
    assert network.numbers() == ()


def test_what_the_phones_show_outlives_the_process(network: PhoneNetwork, clock: Clock, tmp_path: Path) -> None:
    inbound = network.text_in(PHONE, "hi", media=1)
    network.taken(inbound.provider_id)
    network.send(OutboundText("our-1", PHONE, "hello", 600))
    again = PhoneNetwork(tmp_path / "phone.sealed", KEY, clock.edge(), LINE)
    assert again.shown(PHONE.e164) == network.shown(PHONE.e164)
    assert [(text.from_person, text.body, text.status) for text in again.shown(PHONE.e164)] == [
        (True, "hi", DeliveryStatus.DELIVERED),
        (False, "hello", DeliveryStatus.QUEUED),
    ]


def test_a_line_cut_short_by_a_kill_is_dropped_and_the_next_is_whole(
    network: PhoneNetwork, clock: Clock, tmp_path: Path
) -> None:
    network.text_in(PHONE, "one")
    file = tmp_path / "phone.sealed"
    file.write_bytes(file.read_bytes() + b"AQhalf")
    again = PhoneNetwork(file, KEY, clock.edge(), LINE)
    again.text_in(PHONE, "two")
    third = PhoneNetwork(file, KEY, clock.edge(), LINE)
    assert [text.body for text in third.shown(PHONE.e164)] == ["one", "two"]


def test_the_file_tells_nothing(network: PhoneNetwork, clock: Clock, tmp_path: Path) -> None:
    network.text_in(PHONE, SECRET)
    file = tmp_path / "phone.sealed"
    content = file.read_bytes()
    assert SECRET.encode() not in content
    assert b"5550123" not in content
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(SealError):
        PhoneNetwork(file, b"x" * 32, clock.edge(), LINE)
    assert SECRET not in repr(network.shown(PHONE.e164))


def test_it_lists_as_a_provider_does(network: PhoneNetwork, clock: Clock) -> None:
    inbound = network.text_in(PHONE, "hi")
    clock.at += timedelta(minutes=1)
    network.send(OutboundText("our-1", PHONE, "first", 600))
    clock.at += timedelta(minutes=1)
    network.send(OutboundText("our-2", PHONE, "second", 600))
    assert [text.body for text in network.list_to(PHONE, START)] == ["second", "first"]
    assert [text.body for text in network.list_to(PHONE, clock.at)] == ["second"]
    assert [(text.provider_id, text.body) for text in network.list_inbound(START)] == [(inbound.provider_id, "hi")]
    assert list(network.list_inbound(clock.at)) == []


def test_a_new_number_is_fictional_and_not_in_use(clock: Clock) -> None:
    known: tuple[str, ...] = ()
    for _ in range(50):
        number = fictional_number(known, clock.edge())
        assert number.is_fictional
        assert number.e164 not in known
        known += (number.e164,)
