"""The renderer: strict about ids, values and languages; deaf to what people write; true to the segment budget."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrases import Phrases
from assistant.protocol.effects import HeardValue
from assistant.wording import (
    CopyError,
    MissingValue,
    UnknownLanguage,
    UnknownMessage,
    UnsayableValue,
    WordingError,
    Words,
    budget,
    said_back,
)
from entitlements.values import Amount, FactValue, Span
from sms.text import Alphabet, SmsText
from tests.copy.longest import COPY, GUIDES, PROGRAMS

PHRASES = {
    language: Phrases(language, "text", yaml.safe_load((COPY / language / "vocabulary.yml").read_text()), PROGRAMS)
    for language in ("en", "es")
}
FILTERS = {language: phrases.filters() for language, phrases in PHRASES.items()}
KEPT = Words.load(COPY, programs=PROGRAMS, guides=GUIDES)
VOCABULARY = "{and: and, or: or, to: to, at_least: at least, people: {one: person, many: people}}"


def _folder(root: Path, **files: str) -> Path:
    """A copy folder; a key such as en__talk is the file en/talk.yml."""
    (root / "contacts.yml").write_text(files.pop("contacts", "line: {phone: '5555550100'}"))
    for name, content in files.items():
        path = root / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
        (path.parent / "vocabulary.yml").write_text(VOCABULARY)
    return root


def test_unknown_message_is_refused_by_name() -> None:
    with pytest.raises(UnknownMessage, match=r"'helo' in 'en'; add it under copy/en"):
        KEPT.render("helo", "en", "text", {})


@pytest.mark.parametrize(("language", "channel"), [("fr", "text"), ("en", "fax")])
def test_unknown_language_or_channel_is_refused_by_name(language: str, channel: str) -> None:
    with pytest.raises(UnknownLanguage, match=f"{language!r} on channel {channel!r}"):
        KEPT.render("thanks", language, channel, {})


def test_missing_value_is_refused_by_name() -> None:
    with pytest.raises(MissingValue, match=r"'bot' in 'es': 'agency' is undefined"):
        KEPT.render("bot", "es", "text", {})


@pytest.mark.parametrize("value", [None, True, 1.5, ["x"], {"a": 1}])
def test_a_value_that_nobody_could_read_is_refused(value: object) -> None:
    with pytest.raises(MissingValue, match="was to be printed"):
        KEPT.render("bot", "en", "text", {"agency": value})


def test_an_unsayable_value_names_the_message() -> None:
    with pytest.raises(UnsayableValue, match=r"'heard.rent' in 'en': 5 is not money over a period"):
        KEPT.render("heard.rent", "en", "text", {"value": 5})


def test_what_people_wrote_is_never_a_template() -> None:
    """Jinja, HTML and SQL in a value come out as they went in."""
    said = "{{ 7*7 }} {% for x in y %} <b>'; DROP TABLE people;--"
    body = KEPT.render("bot", "en", "text", {"agency": said})
    assert said in body


def test_templates_are_sandboxed(tmp_path: Path) -> None:
    words = Words.load(_folder(tmp_path, en__a="x: \"{{ ''.__class__.__mro__ }}\""))
    with pytest.raises(CopyError, match="out of the sandbox"):
        words.render("x", "en", "text", {})


def test_a_call_has_its_own_words_or_those_of_a_text() -> None:
    assert KEPT.render("empty", "en", "text", {}) == "Your message came without words. Please write your answer."
    assert KEPT.render("empty", "en", "voice", {}) == "I did not hear anything. Please say your answer."
    assert KEPT.render("thanks", "es", "voice", {}) == KEPT.render("thanks", "es", "text", {})


def test_an_estimate_by_the_year_has_no_cents() -> None:
    assert FILTERS["en"]["about"](Amount(729283, 729283, "year")) == "about $7,293 a year"
    assert FILTERS["en"]["about"](Amount(925, 925, "month")) == "about $9.25 a month"
    assert FILTERS["es"]["about"](Amount(0, 729249, "year")) == "hasta $7,292 al año"


def test_numbers_are_spoken_digit_by_digit() -> None:
    assert "8 0 0, 7 9 9, 7 2 3 3" in KEPT.render("crisis.violence", "es", "voice", {})


def test_standing_values_and_values_by_language() -> None:
    words = Words.load(COPY, standing={"agency": {"en": "Care County", "es": "Condado de Care"}})
    assert "Care County" in words.render("bot", "en", "text", {})
    assert "Condado de Care" in words.render("bot", "es", "text", {})
    assert "Texas" in words.render("bot", "es", "text", {"agency": "Texas"})


def test_accents_are_kept_or_dropped_as_the_deployment_says() -> None:
    cheap = Words.load(COPY, accents="gsm", standing={"agency": "Care County"})
    assert "código" in KEPT.render("question.zip", "es", "text", {})
    assert cheap.render("question.zip", "es", "text", {}) == "¿En qué codigo postal (ZIP) vive usted?"
    assert SmsText(cheap.render("question.zip", "es", "text", {})).alphabet is Alphabet.GSM7


def test_families_say_each_answer_back() -> None:
    assert KEPT.render("read_back.household", "en", "text", {"value": 4}) == (
        "I wrote down: 4 people, counting you. Is that right?"
    )
    together = {"size": 1, "ages": [67]}
    assert KEPT.render("noted.household", "en", "text", {"value": together}) == "I wrote down: 1 person, age 67."
    assert KEPT.render("fixed.household", "es", "text", {"value": [34, 8]}) == "Ya lo cambié: edades 34 y 8."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([("household", "size", 4)], 4),
        ([("p0", "age", 34)], [34]),
        ([("household", "size", 2), ("p0", "age", 34), ("p1", "age", 8)], {"size": 2, "ages": [34, 8]}),
        ([("p0", "age", 34), ("p1", "age", Span(7, 8))], [34, Span(7, 8)]),
        ([("household", "zip", "78207"), ("household", "state", "TX")], "78207"),
        ([("household", "state", "TX")], "TX"),
        ([("household", "receives_snap", True), ("household", "receives_ssi", False)], ["snap"]),
        ([("household", "receives_snap", False)], []),
    ],
)
def test_said_back(values: list[tuple[str, str, FactValue]], said: object) -> None:
    assert said_back([HeardValue(*value) for value in values]) == said


def test_values_of_several_questions_are_not_said_as_one() -> None:
    with pytest.raises(UnsayableValue, match="rent, size cannot be said as one"):
        said_back([HeardValue("household", "size", 4), HeardValue("household", "rent", Amount(1, 1, "month"))])


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"en__a": "x: hi", "es__a": "y: hola"}, "y missing; write them in this language too"),
        ({"en__a": "x: hi\nx: ho"}, r"\['x'\] written twice"),
        ({"en__a": "x: hi", "en__b": "x: ho"}, "'x' stands in another file too"),
        ({"en__a": "x: {voice: hi}"}, "'x' is neither a text nor `text` with `voice`"),
        ({"en__a": "x: {text: hi, fax: ho}"}, "'x' is neither a text"),
        ({"en__a": "x: 12"}, "'x' is neither a text"),
        ({"en__a": "x: '{{ unclosed'"}, "'x' is no template"),
        ({"en__a": "x: '{{ y | nofilter }}'"}, "'x' uses nofilter"),
        ({"en__a": "- x"}, "is not a list of `id: words`"),
        ({"en__a": "yes: x"}, "quote ids such as yes and no"),
        ({"en__a": "x: [unclosed"}, "cannot be read as YAML"),
        ({"en__a": "x: hi", "contacts": "line: {}"}, "'line' needs a phone or a site"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(CopyError, match=message):
        Words.load(_folder(tmp_path, **files))


def test_every_error_is_a_wording_error() -> None:
    assert all(issubclass(kind, WordingError) for kind in (CopyError, UnknownMessage, UnknownLanguage, MissingValue))


@pytest.mark.parametrize(
    ("filter_name", "value", "english", "spanish"),
    [
        ("money", 180000, "$1,800", "$1,800"),
        ("money", 925, "$9.25", "$9.25"),
        ("amount", Amount(180000, 180000, "month"), "$1,800 a month", "$1,800 al mes"),
        (
            "amount",
            Amount(90000, 100000, "two_weeks"),
            "$900 to $1,000 every two weeks",
            "$900 a $1,000 cada dos semanas",
        ),
        ("amount", Amount(90000, None, "year"), "at least $900 a year", "por lo menos $900 al año"),
        ("amount", Amount(0, 30000, "month"), "up to $300 a month", "hasta $300 al mes"),
        ("about", Amount(53600, 53600, "month"), "about $536 a month", "unos $536 al mes"),
        ("about", Amount(50000, 60000, "month"), "$500 to $600 a month", "$500 a $600 al mes"),
        ("amount", Amount(20000, 20000, "once"), "$200", "$200"),
        ("amount", {"amount": [5000, 5000], "period": "week"}, "$50 a week", "$50 a la semana"),
        ("people", 1, "1 person", "1 persona"),
        ("people", 4, "4 people", "4 personas"),
        ("people", Span(3, 4), "3 to 4 people", "3 a 4 personas"),
        ("phone", "5555550100", "555-555-0100", "555-555-0100"),
        ("phone", "211", "211", "211"),
        ("site", "https://dhs.example.gov/x", "dhs.example.gov/x", "dhs.example.gov/x"),
        ("site", "https://www.hhs.texas.gov/", "www.hhs.texas.gov", "www.hhs.texas.gov"),
        ("state", "NM", "New Mexico", "Nuevo México"),
        ("listed", [34], "34", "34"),
        ("listed", [34, 8, 1], "34, 8 and 1", "34, 8 y 1"),
        ("listed", ["a", "internet"], "a and internet", "a e internet"),
        ("either", ["Texas", "Ohio"], "Texas or Ohio", "Texas u Ohio"),
        ("program", "wic", PROGRAMS["wic"]["en"], PROGRAMS["wic"]["es"]),
        ("day", date(2026, 11, 23), "November 23", "23 de noviembre"),
        (
            "moment",
            datetime(2026, 11, 23, 12, 5, tzinfo=UTC),
            "Monday, November 23, at 12:05 pm",
            "el lunes 23 de noviembre a las 12:05 pm",
        ),
        ("moment", datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Tuesday, November 24, at 9:00 am", None),
    ],
)
def test_filters(filter_name: str, value: object, english: str, spanish: str | None) -> None:
    for language, said in (("en", english), ("es", spanish)):
        assert said is None or FILTERS[language][filter_name](value) == said


@pytest.mark.parametrize(
    ("filter_name", "value"),
    [
        ("money", 1.5), ("money", True), ("amount", 5), ("people", "many"), ("phone", "call me"), ("state", "XX"),
        ("listed", []), ("listed", "abc"), ("listed", [True]), ("program", "nosuch"), ("day", "today"),
        ("moment", date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_filters_refuse_what_they_cannot_say(filter_name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        FILTERS["en"][filter_name](value)


def test_one_oclock_is_said_in_the_singular_in_spanish() -> None:
    moment = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert FILTERS["es"]["moment"](moment) == "el lunes 23 de noviembre a la 1:00 pm"


def test_pieces_share_a_text_while_they_fit() -> None:
    assert KEPT.compose(["Got it.", "", "How old are you?"]) == ("Got it.\nHow old are you?",)
    long = "a" * 300
    assert KEPT.compose([long, "b" * 300]) == (long, "b" * 300)
    assert KEPT.compose([]) == ()


def test_a_piece_over_the_budget_is_parted_at_its_lines_then_sentences() -> None:
    lines = ["x" * 250 + ".", "y" * 250 + "."]
    assert KEPT.compose(["\n".join(lines)]) == tuple(lines)
    assert KEPT.compose([" ".join(lines)]) == tuple(lines)


@given(st.lists(st.text(alphabet="ab áé.?\n€🙂", max_size=900), max_size=4))
def test_composing_loses_nothing_and_keeps_the_budget(pieces: list[str]) -> None:
    bodies = KEPT.compose(pieces)
    assert "".join("".join(bodies).split()) == "".join("".join(pieces).split())
    assert all(SmsText(body).segments <= budget(body) for body in bodies)
