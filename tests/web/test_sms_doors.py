"""The provider's webhooks: only what it signed has any effect, and nothing it sent is lost or done twice."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from twilio.request_validator import HMAC_SHA256, SIGNATURE_HEADER, SIGNATURE_SETTINGS_HEADER, RequestValidator

from assistant.store.outbox import NewText
from tests.web.house import FORM_TYPE, NUMBER, House, text_form

INBOUND, STATUS = "/sms/inbound", "/sms/status"


def test_a_signed_text_is_in_the_inbox_and_answered_with_nothing_to_say(production: House) -> None:
    answer = production.webhook(INBOUND, text_form("need help w food"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.text.endswith("<Response/>")
    assert [(message.kind, message.body) for message in production.inbox()] == [("text", "need help w food")]


def test_spanish_and_empty_fields_survive_the_signature(production: House) -> None:
    assert production.webhook(INBOUND, text_form("¿Me pueden ayudar? ñ á 🙂", FromCity="")).status_code == 200
    assert production.inbox()[0].body == "¿Me pueden ayudar? ñ á 🙂"


@pytest.mark.parametrize(
    ("key", "secret", "status"),
    [
        ("new", "a-new-secret", 200),
        ("old", "an-old-secret", 200),
        ("new", "an-old-secret", 403),
        ("unknown", "a-new-secret", 403),
    ],
)
def test_signed_by_sha256_under_a_shared_key(production: House, key: str, secret: str, status: int) -> None:
    form = text_form("hi")
    url = production.services.settings.public_url + INBOUND
    answer = production.client.post(
        INBOUND, content=urlencode(form),
        headers=FORM_TYPE | {
            SIGNATURE_HEADER: RequestValidator(secret).compute_signature(url, form, HMAC_SHA256),
            SIGNATURE_SETTINGS_HEADER: f"key={key},algorithm={HMAC_SHA256}",
        },
    )  # fmt: skip
    assert answer.status_code == status
    assert len(production.inbox()) == (status == 200)


def test_unsigned_does_nothing(production: House) -> None:
    answer = production.client.post(INBOUND, content=urlencode(text_form("hi")), headers=FORM_TYPE)
    assert answer.status_code == 403
    assert production.inbox() == ()


@pytest.mark.parametrize("altered", [{"Body": "other words"}, {"From": "+12025550199"}, {"Extra": "1"}])
def test_altered_does_nothing(production: House, altered: dict[str, str]) -> None:
    form = text_form("hi")
    signature = production.webhook(INBOUND, form).request.headers["X-Twilio-Signature"]
    before = production.inbox()
    answer = production.client.post(
        INBOUND, content=urlencode(form | {"MessageSid": "SM" + "2" * 32} | altered),
        headers=FORM_TYPE | {"X-Twilio-Signature": signature},
    )  # fmt: skip
    assert answer.status_code == 403
    assert production.inbox() == before
    assert production.inbox("+12025550199") == ()


def test_a_query_that_was_not_signed_does_nothing(production: House) -> None:
    form = text_form("hi")
    signature = production.webhook(STATUS, form).request.headers["X-Twilio-Signature"]
    answer = production.client.post(
        f"{STATUS}?id=other", content=urlencode(form), headers=FORM_TYPE | {"X-Twilio-Signature": signature}
    )
    assert answer.status_code == 403


def test_the_address_the_caller_claims_is_not_asked(production: House) -> None:
    """The signature is checked for the configured public address, whatever the Host header says."""
    assert production.webhook(INBOUND, text_form("hi"), host="evil.example").status_code == 200
    assert len(production.inbox()) == 1


def test_a_replayed_text_is_taken_once(production: House) -> None:
    for _ in range(3):
        assert production.webhook(INBOUND, text_form("hi")).status_code == 200
    assert len(production.inbox()) == 1


def test_a_body_over_the_limit_is_refused_before_it_is_read(production: House) -> None:
    assert production.webhook(INBOUND, text_form("x" * 70_000)).status_code == 413
    assert production.inbox() == ()


def test_ten_thousand_characters_are_taken(production: House) -> None:
    assert production.webhook(INBOUND, text_form("x" * 10_000)).status_code == 200
    assert len(production.inbox()[0].body) == 10_000


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (text_form("hi", number="+447700900123"), 200),  # genuine, but nobody we serve
        (text_form("hi", number="33733"), 200),
        ({"Body": "hi"}, 400),
        (text_form("hi", sid="nonsense"), 400),
    ],
)
def test_forms_that_cannot_be_answered(production: House, form: dict[str, str], status: int) -> None:
    assert production.webhook(INBOUND, form).status_code == status
    with production.services.store.reading() as reading:
        assert reading.inbox.counts() == {}


def test_a_photo_without_words_is_taken_as_one(production: House) -> None:
    production.webhook(INBOUND, text_form("", NumMedia="1", MediaUrl0="https://example.org/x"))
    assert [message.kind for message in production.inbox()] == ["media"]


@pytest.mark.timeout(30)
def test_503_within_five_seconds_when_the_inbox_cannot_be_written(production: House, tmp_path: Path) -> None:
    """And the same text is taken when it comes again."""
    lock = sqlite3.connect(tmp_path / "test.db", isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    answer = production.webhook(INBOUND, text_form("hi"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert time.monotonic() - began < 5.5
    lock.execute("ROLLBACK")
    lock.close()
    assert production.webhook(INBOUND, text_form("hi")).status_code == 200
    assert [message.body for message in production.inbox()] == ["hi"]


def _queue_text(house: House, our_id: str) -> None:
    house.webhook(INBOUND, text_form("hi"))
    services = house.services
    with services.store.transaction() as tx:
        person = tx.people.find(NUMBER)
        assert person is not None
        tx.outbox.add(NewText(our_id, person.id, None, "reply", 1, "hello", 1), services.edge.now())


def _status_of(house: House, our_id: str) -> tuple[str | None, int | None]:
    with house.services.store.reading() as reading:
        row = reading.outbox.find(our_id)
        assert row is not None
        return row.status, row.error_code


def test_status_callbacks_in_any_order_never_move_backwards(production: House) -> None:
    _queue_text(production, "our-1")
    for status in ("delivered", "sent", "queued", "delivered"):
        form = {"MessageSid": "SM" + "3" * 32, "MessageStatus": status}
        assert production.webhook(f"{STATUS}?id=our-1", form).status_code == 204
    assert _status_of(production, "our-1") == ("delivered", None)


def test_a_status_for_a_text_we_do_not_know_does_nothing(production: House) -> None:
    form = {"MessageSid": "SM" + "3" * 32, "MessageStatus": "delivered"}
    assert production.webhook(f"{STATUS}?id=nobody", form).status_code == 204


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (STATUS, {"MessageSid": "SM" + "3" * 32, "MessageStatus": "sent"}),
        (f"{STATUS}?id=our-1", {"MessageSid": "SM" + "3" * 32, "MessageStatus": "lost"}),
        (f"{STATUS}?id=our-1", {"MessageStatus": "sent"}),
    ],
)
def test_a_status_that_cannot_be_read_is_a_clear_error(production: House, path: str, form: dict[str, str]) -> None:
    assert production.webhook(path, form).status_code == 400


def test_many_at_once_are_all_taken(production: House) -> None:
    """Twenty people and their duplicates at the same moment."""
    def post(number: int) -> None:
        form = text_form("hi", number=f"+120255501{number:02}", sid=f"SM{number:032}")
        assert production.webhook(INBOUND, form).status_code == 200

    threads = [threading.Thread(target=post, args=(number % 20,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with production.services.store.reading() as reading:
        assert reading.inbox.counts() == {"waiting": 20}
