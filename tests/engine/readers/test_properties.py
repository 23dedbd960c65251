"""What holds for any text: no crash, nothing made up, the words shown are the words written."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engine.readers.asking import MONEY_FIELDS, YES_NO_FACTS, Asked
from assistant.engine.readers.reading import Money, Range
from assistant.engine.understanding import asked_for, read_product_facts, understand

TODAY = date(2026, 11, 21)
FACTS = sorted(
    MONEY_FIELDS | YES_NO_FACTS | {"household_size", "age", "ages", "zip", "state", "date", "choice", "programs"}
)
ASKED = st.one_of(
    st.none(), st.sampled_from(FACTS).map(lambda fact: Asked(fact, ("rent", "own") if fact == "choice" else ()))
)
WORDS = st.sampled_from(
    "me my mom and 3 kids 350 a week 2 of us no yes idk i said rent is 1200 15 an hour 40 "
    "hours somos 4 yo mi hijo gano por semana years old months one is 19 twins $ , . - / "
    "77051 tx nov 3 half mil y un dos cada quincena not wait why stop help ssi".split()
)  # fmt: skip
TALK = st.lists(WORDS, max_size=14).map(" ".join)
QUESTIONS = (
    "zip state household_size ages receives_now earned_income other_income rent pays_utilities savings citizens".split()
)


@settings(max_examples=80, deadline=None)
@given(text=st.one_of(st.text(max_size=80), TALK), asked=ASKED)
def test_understanding_never_fails_and_quotes_the_message(text: str, asked: Asked | None) -> None:
    heard = understand(text, asked, (), TODAY, "en")
    assert heard.action in ("accept", "confirm", "clarify", "human")
    assert 0.0 <= heard.confidence <= 1.0
    assert all(reading.words in text for reading in heard.readings)
    assert heard.action != "accept" or not any(reading.is_range for reading in heard.readings)
    heard.to_json()


@settings(max_examples=50, deadline=None)
@given(text=TALK, question=st.sampled_from(QUESTIONS))
def test_product_facts_never_fail(text: str, question: str) -> None:
    heard = understand(text, asked_for(question), (), TODAY, "en")
    for row in read_product_facts(question, heard):
        assert row.member == "household" or row.member.startswith("p")


@settings(max_examples=50, deadline=None)
@given(
    number=st.integers(min_value=30, max_value=9999),
    period=st.sampled_from(["a week", "a month", "al mes", "por semana", "cada dos semanas"]),
)
def test_an_amount_that_is_read_was_said(number: int, period: str) -> None:
    (reading,) = understand(f"gano {number} {period}", Asked("income"), (), TODAY, "es").readings
    assert isinstance(reading.value, Money)
    assert reading.value.cents == number * 100


@settings(max_examples=30, deadline=None)
@given(low=st.integers(min_value=1, max_value=8), more=st.integers(min_value=1, max_value=4))
def test_a_span_is_never_taken_as_one_number(low: int, more: int) -> None:
    heard = understand(f"{low} or {low + more}", Asked("household_size"), (), TODAY, "en")
    assert heard.readings[0].value == Range(low, low + more)
    assert heard.action == "confirm"


@settings(max_examples=50, deadline=None)
@given(text=st.text(alphabet="абвгдежзийклмнопрстуфхцчшщ 日本語漢字かな", max_size=40), asked=ASKED)
def test_nothing_is_read_from_other_scripts(text: str, asked: Asked | None) -> None:
    assert understand(text, asked, (), TODAY, "en").readings == ()
