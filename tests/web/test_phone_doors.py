"""The try-it phone: fictional numbers, this machine, our own page; and what is written shows as text."""

from __future__ import annotations

import pytest
from httpx import Response

from tests.web.house import NUMBER, House, TestClient

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} ' OR 1=1; --"


def send(house: House, text: str, **more: str) -> int:
    form = {"number": NUMBER, "lang": "en", "text": text, **more}
    answer: Response = house.client.post("/phone/send", data=form, headers={"accept": "application/json"})
    return answer.status_code


def test_a_text_goes_through_the_real_door(development: House) -> None:
    assert send(development, "need help w food") == 200
    assert [message.body for message in development.inbox()] == ["need help w food"]
    page = development.client.get("/phone", params={"number": NUMBER}).text
    assert "need help w food" in page
    assert "delivered" in page


def test_without_its_script_the_page_comes_again(development: House) -> None:
    answer = development.client.post("/phone/send", data={"number": NUMBER, "lang": "es", "text": "hola"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/phone?number=%2B12025550123&lang=es")


def test_an_empty_text_and_a_photo_are_sent_as_a_phone_would(development: House) -> None:
    send(development, "")
    send(development, "", photo="1")
    assert [message.kind for message in development.inbox()] == ["empty", "media"]


def test_what_people_write_shows_as_text(development: House) -> None:
    send(development, HOSTILE)
    page = development.client.get("/phone", params={"number": NUMBER}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% raw %} &#39; OR 1=1; --" in page


@pytest.mark.parametrize("number", ["+12125551234", "+12025550200", "911", "abc", "<b>", "+447700900123"])
def test_only_fictional_numbers(development: House, number: str) -> None:
    assert development.client.get("/phone", params={"number": number}).status_code == 400
    assert development.client.get("/phone/texts", params={"number": number}).status_code == 404
    assert send(development, "hi", number=number) == 404
    assert development.inbox(number) == ()


def test_a_number_as_people_write_it(development: House) -> None:
    answer = development.client.get("/phone", params={"number": "202-555-0123"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/phone?number=%2B12025550123&lang=en")


def test_the_first_visit_gets_a_number_and_the_next_the_newest_phone(development: House) -> None:
    first = development.client.get("/phone").headers["location"]
    assert "55501" in first
    send(development, "hi")
    assert development.client.get("/phone").headers["location"] == "/phone?number=%2B12025550123&lang=en"
    assert development.client.get("/phone", params={"number": "new"}).headers["location"] != first


def test_a_text_over_the_limit_is_refused(development: House) -> None:
    assert send(development, "x" * 10_001) == 413
    assert send(development, "x" * 10_000) == 200


def test_both_languages(development: House) -> None:
    page = development.client.get("/phone", params={"number": NUMBER, "lang": "es"}).text
    assert '<html lang="es">' in page
    assert "Su mensaje" in page
    assert "Your text" not in page


@pytest.mark.parametrize("path", ["/", "/phone", f"/phone/texts?number=%2B{NUMBER[1:]}", "/try/sign-in"])
def test_nobody_but_this_machine(development: House, path: str) -> None:
    stranger = TestClient(development.app, base_url="http://127.0.0.1:8080", client=("10.0.0.7", 1))
    assert stranger.get(path).status_code == 403
    by_another_name = development.client.get(path, headers={"host": "rebound.example"})
    assert by_another_name.status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_no_other_site_sends_from_our_phone(development: House, headers: dict[str, str]) -> None:
    answer = development.client.post("/phone/send", data={"number": NUMBER, "text": "hi"}, headers=headers)
    assert answer.status_code == 403
    assert development.inbox() == ()


def test_our_own_page_may(development: House) -> None:
    own = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"}
    assert development.client.post("/phone/send", data={"number": NUMBER, "text": "hi"}, headers=own).status_code == 303
