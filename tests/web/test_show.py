"""Values, times and the pages' own words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.cases import NOTE_KINDS
from assistant.facts import RANKS
from assistant.protocol.reasons import CASE_REASONS, URGENCIES
from assistant.web.page_words import page_language, page_words
from assistant.web.show import labeller, shown_member, shown_value, waited
from entitlements.values import ABSENCES, PERIODS, Absent, Amount, FactValue, Span
from sms.status import DeliveryStatus


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(-1, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h 0 min"), (200, "3 h 20 min"), (3180, "2 d 5 h")],
)
def test_waiting_time_at_a_glance(minutes: int, shown: str) -> None:
    assert waited(timedelta(minutes=minutes)) == shown


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (True, "yes", "sí"),
        (4, "4", "4"),
        ("TX", "TX", "TX"),
        (Amount(180050, 180050, "month"), "$1,800.50 a month", "$1,800.50 al mes"),
        (Amount(90000, 100000, "week"), "$900 - $1,000 a week", "$900 - $1,000 a la semana"),
        (Amount(90000, None, "once"), "$900 or more in all", "$900 o más en total"),
        (Span(3, 4), "3 - 4", "3 - 4"),
        (Absent("refused"), "did not want to say", "no quiso decirlo"),
        (None, "withdrawn", "retirado"),
    ],
)
def test_values_in_both_languages(value: FactValue | None, english: str, spanish: str) -> None:
    assert (shown_value(value, page_words("en")), shown_value(value, page_words("es"))) == (english, spanish)


@pytest.mark.parametrize(
    ("member", "english", "spanish"),
    [
        ("household", "home", "hogar"),
        ("p0", "the person writing", "quien escribe"),
        ("p1", "person 2", "persona 2"),
        ("p11", "person 12", "persona 12"),
    ],
)
def test_whom_a_fact_is_about(member: str, english: str, spanish: str) -> None:
    assert (shown_member(member, page_words("en")), shown_member(member, page_words("es"))) == (english, spanish)


def test_facts_go_by_the_name_that_staff_know() -> None:
    label = labeller({"size": {"en": "people at home", "es": "personas en casa"}}, "es")
    assert (label("size"), label("an_old_fact")) == ("personas en casa", "an old fact")


def test_every_code_that_a_page_may_show_has_its_word() -> None:
    """A new reason, status, rank or period must come with its words."""
    words = page_words("en")
    needed = {f"reason.{each}" for each in CASE_REASONS} | {f"urgency.{each}" for each in URGENCIES}
    needed |= {f"note.{each}" for each in NOTE_KINDS} | {f"per.{each}" for each in PERIODS}
    needed |= {f"absent.{each}" for each in ABSENCES} | set(RANKS)
    needed |= {status.value for status in DeliveryStatus if status.value in ("queued", "sent", "delivered")}
    assert needed <= words.keys()


def test_both_languages_say_everything() -> None:
    english, spanish = page_words("en"), page_words("es")
    assert english.keys() == spanish.keys()
    assert all(english.values()) and all(spanish.values())
    same = {name for name in english if english[name] == spanish[name]}
    assert same == {"handrail", "no"}


@pytest.mark.parametrize(("asked", "language"), [("es", "es"), ("en", "en"), ("", "en"), ("fr", "en"), ("<b>", "en")])
def test_an_unknown_language_is_english(asked: str, language: str) -> None:
    assert page_language(asked) == language
