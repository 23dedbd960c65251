"""The desk: nobody without a link, each link once, and everything a person wrote shows as text."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.casework import open_case
from assistant.protocol.effects import OpenCase
from assistant.web.sign_in import COOKIE, LINK_LASTS, SESSION_LASTS, LinkNotGood, NotSignedIn, SignIn, Staff
from entitlements.values import Amount
from tests.web.house import NUMBER, House, text_form
from tests.web.test_phone_doors import HOSTILE

ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}"


def with_case(house: House, words: str = "we have nothing to eat") -> str:
    house.webhook("/sms/inbound", text_form(words))
    services = house.services
    with services.store.transaction() as tx:
        person = tx.people.find(NUMBER)
        assert person is not None
        now = services.edge.now()
        tx.talks.record_fact(
            person.id, "f1", "household", "rent", Amount(180000, 180000, "month"), "said", now,
            words=words, reader="money", confidence=0.9,
        )  # fmt: skip
        return open_case(tx, services.edge, person.id, OpenCase("no_food_now", words, "hours")).id


def sign_in(house: House, name: str = "maria") -> None:
    token = house.rooms.sign_in.link_token(name)
    answer = house.client.post("/desk/sign-in", data={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")


def test_nobody_reads_a_case_without_a_session(production: House) -> None:
    case_id = with_case(production)
    for path in ("/desk", f"/desk/cases/{case_id}"):
        answer = production.client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")
        assert "eat" not in answer.text


def test_the_list_and_the_case(production: House) -> None:
    case_id = with_case(production)
    sign_in(production)
    page = production.client.get("/desk").text
    for shown in ("No food today", "we have nothing to eat", "Waiting: 0 min", "Within hours"):
        assert shown in page
    page = production.client.get(f"/desk/cases/{case_id}").text
    for shown in ("$1,800 a month", "The whole talk", "we have nothing to eat"):
        assert shown in page
    page = production.client.get(f"/desk/cases/{case_id}?lang=es").text
    for shown in ("Hoy no tiene comida", "$1,800 al mes", "Toda la conversación", "hogar: "):
        assert shown in page


def test_reading_a_case_is_audited_without_content(production: House) -> None:
    case_id = with_case(production)
    sign_in(production)
    production.client.get(f"/desk/cases/{case_id}")
    with production.services.store.reading() as reading:
        deeds = [(row.actor, row.action, row.subject) for row in reading.ledger.audited()]
    assert ("maria", "signed_in", None) in deeds
    assert ("maria", "read_case", case_id) in deeds


def test_what_people_write_shows_as_text(production: House) -> None:
    case_id = with_case(production, HOSTILE)
    sign_in(production)
    for path in ("/desk", f"/desk/cases/{case_id}"):
        page = production.client.get(path).text
        assert "<script>alert" not in page
        assert ESCAPED in page


def test_a_case_that_is_gone(production: House) -> None:
    sign_in(production)
    answer = production.client.get("/desk/cases/nothing")
    assert answer.status_code == 404
    assert "does not exist any more" in answer.text


def test_a_link_works_once_and_its_preview_does_not_use_it_up(production: House) -> None:
    token = production.rooms.sign_in.link_token("maria")
    assert production.client.get("/desk/sign-in", params={"token": token}).status_code == 200
    assert production.client.post("/desk/sign-in", data={"token": token}).status_code == 303
    again = production.client.post("/desk/sign-in", data={"token": token})
    assert again.status_code == 403
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("token", ["", "nonsense", "WyJhIiwiYiJd.x"])
def test_a_link_that_is_not_ours(production: House, token: str) -> None:
    assert production.client.post("/desk/sign-in", data={"token": token}).status_code == 403


def test_the_cookie_is_for_this_browser_only(production: House) -> None:
    token = production.rooms.sign_in.link_token("maria")
    cookie = production.client.post("/desk/sign-in", data={"token": token}).headers["set-cookie"].lower()
    for needed in ("httponly", "secure", "samesite=lax", "path=/"):
        assert needed in cookie


def test_a_cookie_of_our_own_making_opens_nothing(production: House) -> None:
    for value in ("", "maria", production.rooms.sign_in.link_token("maria")):
        production.client.cookies.set(COOKIE, value)
        assert production.client.get("/desk").status_code == 303


def test_sign_out(production: House) -> None:
    sign_in(production)
    assert production.client.post("/desk/sign-out").status_code == 303
    assert production.client.get("/desk").status_code == 303


def test_no_other_site_signs_anybody_out(production: House) -> None:
    sign_in(production)
    answer = production.client.post("/desk/sign-out", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert production.client.get("/desk").status_code == 200


def test_links_and_sessions_end(production: House) -> None:
    services = production.services
    late = timedelta(0)

    class LaterEdge:
        random_bytes = staticmethod(services.edge.random_bytes)

        @staticmethod
        def now() -> object:
            return services.edge.now() + late

    sign_in = SignIn(services.settings, services.store, LaterEdge)  # type: ignore[arg-type]
    token, session = sign_in.link_token("maria"), sign_in.session(Staff("maria"))
    assert sign_in.staff(session) == Staff("maria")
    late = LINK_LASTS + timedelta(seconds=1)
    with pytest.raises(LinkNotGood, match="too old"):
        sign_in.redeem(token)
    late = SESSION_LASTS + timedelta(seconds=1)
    with pytest.raises(NotSignedIn, match="ended"):
        sign_in.staff(session)


@pytest.mark.timeout(60)
def test_a_locked_store_is_a_page_that_says_so(production: House, tmp_path: Path) -> None:
    case_id = with_case(production)
    sign_in(production)
    lock = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    answer = production.client.get(f"/desk/cases/{case_id}")
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text
    lock.execute("ROLLBACK")
    lock.close()
    assert production.client.get(f"/desk/cases/{case_id}").status_code == 200


def test_development_signs_in_with_one_click(development: House) -> None:
    token = development.rooms.sign_in.link_token("tester")
    answer = development.client.get("/try/sign-in", params={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert development.client.get("/desk").status_code == 200
