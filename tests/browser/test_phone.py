"""The try-it phone in a real browser, over the whole house: what somebody sees who opens the printed address."""

from __future__ import annotations

import os
import re
import signal
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tryout import TryOut, start, try_out

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]

_numbers = count(10)


def fresh_number() -> str:
    return f"+1202555{100 + next(_numbers):04}"


def open_phone(page: Page, house: TryOut, lang: str = "en", number: str = "") -> str:
    number = number or fresh_number()
    page.goto(f"{house.url}/phone?number=%2B{number[1:]}&lang={lang}")
    return number


def text(page: Page, words: str) -> str:
    """Send a text by keyboard and wait for its answer; returns the answer."""
    answers = page.locator("li.theirs")
    before = answers.count()
    page.locator("#text").fill(words)
    page.keyboard.press("Enter")
    answers.nth(before).wait_for()
    return answers.nth(before).locator(".bubble").inner_text()


def test_a_text_and_its_answer(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    welcome = text(page, "lost my job need help w food")
    assert "STOP" in welcome
    assert "?" in welcome
    mine, theirs = page.locator("li.mine").last, page.locator("li.theirs").last
    expect(mine.locator(".meta")).to_contain_text("delivered")
    expect(mine.locator(".meta")).to_contain_text("1 segment")
    expect(mine.locator(".meta")).to_contain_text("28 characters")
    expect(theirs.locator(".meta")).to_contain_text("delivered")
    expect(theirs.locator(".meta")).to_contain_text(re.compile(r"[23] segments"))


def test_the_newest_text_is_in_view(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    for words in ("i need food", "why", "what is this", "repeat"):
        text(page, words)
    expect(page.locator("li.theirs .meta").last).to_be_in_viewport()


def test_what_the_computer_noted(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    text(page, "i need food stamps")
    page.get_by_text("What the computer noted").click()
    text(page, "78701")
    expect(page.locator("#noted-facts")).to_contain_text("78701")


def test_markup_shows_as_text(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    hostile = "<img src=x onerror=alert(1)><b>hi</b> {{ 7*7 }} </li>"
    text(page, hostile)
    expect(page.locator("li.mine .bubble").last).to_have_text(hostile)
    assert page.locator(".bubble img, .bubble b").count() == 0
    page.reload()
    expect(page.locator("li.mine .bubble").last).to_have_text(hostile)


def test_shift_enter_writes_a_second_line(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    page.locator("#text").fill("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(page.locator("li.mine .bubble").first).to_have_text(re.compile(r"one\s*two"))
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#text")).to_be_focused()


def test_a_photo_gets_a_kind_answer(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    page.get_by_role("button", name="Send a photo").click()
    expect(page.locator("li.mine .bubble").last).to_have_text("[photo]")
    page.locator("li.theirs").first.wait_for()


def test_everything_is_reached_by_keyboard_and_has_a_name(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("hello")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("li.mine").first.wait_for()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('input:not([type=hidden]), textarea, button, a, [role=log]')]
            .filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label')))
            .map(e => e.outerHTML)"""
    )
    assert nameless == []


def test_in_spanish(page: Page, house: TryOut) -> None:
    number = open_phone(page, house, "es")
    assert "ALTO" in text(page, "perdi mi trabajo ocupo ayuda con comida")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("li.theirs .meta").last).to_contain_text("entregado")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("input[name=number][type=hidden]")).to_have_value(number)
    expect(page.locator("li.mine .bubble").last).to_contain_text("perdi mi trabajo")


def test_two_phones_are_two_people(page: Page, house: TryOut) -> None:
    first = open_phone(page, house)
    text(page, "i need food")
    second = open_phone(page, house)
    assert page.locator("li.theirs").count() == 0
    assert "STOP" in text(page, "i need help w rent")
    page.get_by_role("link", name=f"({first[2:5]}) {first[5:8]}-{first[8:]}").click()
    expect(page.locator("li.mine .bubble")).to_have_text(["i need food"])
    assert second != first


def test_a_number_that_is_not_made_up_is_refused_in_words(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    answer = page.request.get(f"{house.url}/phone?number=%2B12125551234")
    assert answer.status == 400
    assert "Only made-up numbers work" in answer.text()


@pytest.mark.parametrize(("width", "lang"), [(320, "en"), (320, "es"), (1280, "es")])
def test_nothing_runs_out_of_the_screen(browser: Browser, house: TryOut, width: int, lang: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    open_phone(page, house, lang)
    text(page, "x" * 300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_javascript(browser: Browser, house: TryOut) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_phone(page, house)
    page.locator("#text").fill("i need food")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("li.mine .bubble")).to_have_text("i need food")
    for _ in range(60):
        if page.locator("li.theirs").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("li.theirs")).to_have_count(1)
    context.close()


def test_a_case_at_the_desk(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    text(page, "i need food")
    text(page, "<b>i want to talk to a person</b>")
    page.goto(house.sign_in_link)
    page.locator(".cases a").first.click()
    expect(page.locator("main")).to_contain_text("<b>i want to talk to a person</b>")
    expect(page.locator("main")).to_contain_text("i need food")
    page.get_by_role("link", name="Español").click()
    expect(page.locator("main")).to_contain_text("Toda la conversación")
    page.get_by_role("button", name="Cerrar sesión").click()
    page.goto(f"{house.url}/desk")
    expect(page).to_have_url(f"{house.url}/desk/sign-in")


def test_the_talk_goes_on_when_the_engine_is_killed(page: Page, house: TryOut) -> None:
    open_phone(page, house)
    text(page, "i need food")
    os.kill(house.engine_pid, signal.SIGKILL)
    page.locator("#text").fill("78701")
    page.keyboard.press("Enter")
    house.wait_until_it_says("The engine is back")
    expect(page.locator("li.theirs .bubble").last).to_contain_text("?", timeout=60_000)
    expect(page.locator("li.theirs").nth(1)).to_be_visible(timeout=60_000)


def test_everything_killed_at_once_and_started_again(browser: Browser, tmp_path: Path, house: TryOut) -> None:
    """kill -9 of the house right after a text was taken: the answer comes after the next start, once. Then Ctrl-C."""
    page = browser.new_page()
    first = start(tmp_path)
    number = open_phone(page, first)
    page.locator("#text").fill("i need food")
    page.keyboard.press("Enter")
    expect(page.locator("li.mine .meta")).to_contain_text("delivered")
    first.process.kill()
    first.process.wait()
    with try_out(tmp_path) as second:
        open_phone(page, second, number=number)
        answers = page.locator("li.theirs").filter(has_text="?")  # a slow start may say "One moment" before
        answers.first.wait_for(timeout=120_000)
        page.wait_for_timeout(2000)
        assert page.locator("li.mine").count() == 1
        assert answers.count() == 1
        engine = second.engine_pid
        assert second.interrupt() == 0
        assert not Path(f"/proc/{engine}").exists()
        assert "Nothing is lost" in second.printed.read_text()
    page.close()
