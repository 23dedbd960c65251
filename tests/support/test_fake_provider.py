"""The fake must fail as its knobs say, or the crash test proves nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sms.numbers import PhoneNumber
from sms.sender import OutboundText, Sent
from sms.twilio_client import make_client
from sms.twilio_send import TwilioSender
from tests.support.door import Door
from tests.support.fake_provider import FakeProvider, Faults

ANA = PhoneNumber("+12025550123")


def send(fake: FakeProvider, url: str, count: int) -> list[object]:
    client = make_client(fake.account_sid, fake.auth_token, base_url=fake.base_url, timeout=2)
    sender = TwilioSender(client, fake.number, f"{url}/sms/status")
    return [sender.send(OutboundText(f"m-{index}", ANA, f"text {index}", 60)) for index in range(count)]


def statuses(door: Door) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, _, form in door.posts:
        found.setdefault(path.partition("id=")[2], []).append(dict(form)["MessageStatus"])
    return found


def test_callbacks_carry_our_id_and_end_in_a_final_status(tmp_path: Path) -> None:
    with Door() as door, FakeProvider(tmp_path / "book", faults=Faults(callback_delay=0.02)) as fake:
        send(fake, door.url, 2)
        assert fake.wait_idle(5)
        assert {key: Counter(found) for key, found in statuses(door).items()} == {
            f"m-{index}": Counter(["queued", "sending", "sent", "delivered"]) for index in range(2)
        }
        assert {text.status for text in fake.texts()} == {"delivered"}
        assert fake.phone(ANA.e164) == ["text 0", "text 1"]


def test_callbacks_repeat_and_change_their_order(tmp_path: Path) -> None:
    faults = Faults(seed=3, repeat_callback=1, reorder_callbacks=1, callback_delay=0.05)
    with Door() as door, FakeProvider(tmp_path / "book", faults=faults) as fake:
        send(fake, door.url, 6)
        assert fake.wait_idle(10)
        found = list(statuses(door).values())
        assert all(Counter(each) == Counter(["queued", "sending", "sent", "delivered"] * 2) for each in found)
        assert any(each.index("delivered") < each.index("queued") for each in found)


def test_a_failing_carrier_shows_nothing_on_the_phone(tmp_path: Path) -> None:
    with Door() as door, FakeProvider(tmp_path / "book", faults=Faults(undelivered=1)) as fake:
        send(fake, door.url, 1)
        assert fake.wait_idle(5)
        assert fake.phone(ANA.e164) == []
        codes = [dict(form).get("ErrorCode") for _, _, form in door.posts]
        assert [code for code in codes if code] == ["30003"]


def test_lost_callbacks_do_not_come(tmp_path: Path) -> None:
    with Door() as door, FakeProvider(tmp_path / "book", faults=Faults(lose_callbacks=1)) as fake:
        send(fake, door.url, 3)
        assert fake.wait_idle(5)
        assert door.posts == []


def test_the_same_seed_fails_the_same_texts(tmp_path: Path) -> None:
    def losses(name: str, seed: int) -> list[bool]:
        with FakeProvider(tmp_path / name, faults=Faults(seed=seed, lose_answer=0.5)) as fake:
            return [isinstance(answer, Sent) for answer in send(fake, "http://127.0.0.1:1", 12)]

    assert losses("a", 1) == losses("b", 1)
    assert losses("c", 2) != losses("d", 1)


def test_the_book_outlives_the_fake(tmp_path: Path) -> None:
    for index in (1, 2):
        with FakeProvider(tmp_path / "book") as fake:
            send(fake, "http://127.0.0.1:1", 1)
            assert len(fake.phone(ANA.e164)) == index


@pytest.mark.parametrize(("status", "tries"), [(503, 3), (0, 3), (200, 1), (403, 1)])
def test_a_door_that_fails_is_tried_again(tmp_path: Path, status: int, tries: int) -> None:
    with Door(lambda post: status) as door:
        faults = Faults(inbound_retries=2)
        with FakeProvider(tmp_path / "book", inbound_url=f"{door.url}/sms/inbound", faults=faults) as fake:
            fake.text_in(ANA.e164, "hello")
            assert fake.wait_idle(10)
        assert len(door.posts) == tries


def test_copies_are_the_same_message_and_delays_change_the_order(tmp_path: Path) -> None:
    with Door() as door:
        faults = Faults(seed=1, inbound_delay=0.2)
        with FakeProvider(tmp_path / "book", inbound_url=f"{door.url}/sms/inbound", faults=faults) as fake:
            sids = [fake.text_in(ANA.e164, f"word {index}", copies=2) for index in range(5)]
            assert fake.wait_idle(10)
        came = [dict(form)["MessageSid"] for _, _, form in door.posts]
        assert Counter(came) == Counter(sids * 2)
        assert list(dict.fromkeys(came)) != sids
