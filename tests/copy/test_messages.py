"""Every message that may be sent: complete, the same in both languages, and plain with its longest values."""

from __future__ import annotations

import csv
import itertools
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, nodes

from assistant.hours import parse_hours
from assistant.plain import PlainRules, faults_between
from assistant.protocol.effects import Ask, Effect, HeardValue, Note
from assistant.replies import Scene, compose_reply
from assistant.wording import CHANNELS, Words
from entitlements.values import Amount
from sms.text import SmsText, gsm_safe
from tests.copy.longest import COPY, GROUPS, PROGRAMS, REASONS, ROOT, RULES, TALKED, Longest, Rendered

QUESTIONS = list(yaml.safe_load((RULES / "questions.yml").read_text()))
FAMILIES = ("question", "again", "why", "easier", "read_back", "noted", "fixed")
MESSAGES = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text())
NATIONAL = Path("../shared/reference/contacts_us.csv")


def test_every_message_with_its_longest_values_is_plain(longest: Longest, rules: PlainRules) -> None:
    broken = [
        f"{one.message_id} ({one.language}, {one.channel}): {fault.rule}: {fault.detail}"
        for one in longest.every()
        for body in _as_sent(longest, one)
        for fault in rules.faults_of_message(one.message_id, one.language, one.channel, body)
    ]
    assert not broken, "\n".join(sorted(set(broken)))


def _as_sent(longest: Longest, one: Rendered) -> tuple[str, ...]:
    """The message itself, but a list of reasons as the two texts that it may take."""
    if one.message_id not in GROUPS or one.channel == "voice":
        return (one.body,)
    bodies = longest.words.compose([one.body])
    assert len(bodies) <= 2, one.body
    return bodies


def test_every_id_of_the_contract_is_there(words: Words) -> None:
    expected = {f"{family}.{question}" for family in FAMILIES for question in QUESTIONS} | set(MESSAGES)
    assert expected - set(words.ids) == set()


def test_every_presumed_fact_and_no_stranger_has_words(words: Words) -> None:
    """How to apply and notes are said in our own words where there are some, else in the rulebook's."""
    own = {message_id.removeprefix("apply.") for message_id in words.ids if message_id.startswith("apply.")}
    assert own - {"other"} <= set(PROGRAMS)
    expected = set()
    facts = yaml.safe_load((RULES / "facts.yml").read_text())
    expected |= {f"result.presumed.{fact}" for fact, definition in facts.items() if "presume" in definition}
    assert PROGRAMS and expected
    assert expected - set(words.ids) == set()


def test_the_rulebooks_own_sentences_are_as_plain_as_ours(rules: PlainRules) -> None:
    broken = []
    for program in TALKED:
        sentences = {f"note {note['id']}": note["text"] for note in program.get("notes", ())}
        sentences["how_to_apply"] = program["how_to_apply"]
        sentences |= {f"reason {index}": reason for index, reason in enumerate(REASONS[program["id"]])}
        for name, language in itertools.product(sentences, ("en", "es")):
            for fault in rules.faults_of_message(f"rulebook.{name}", language, "text", sentences[name][language]):
                broken.append(f"{program['id']}, {name} ({language}): {fault.rule}: {fault.detail}")
    assert not broken, "\n".join(sorted(broken))


def test_every_reason_of_the_rulebook_fits_the_message_that_says_it(longest: Longest, rules: PlainRules) -> None:
    broken = [
        f"{program} ({language}, {channel}): {fault.rule}: {fault.detail}"
        for language, channel in itertools.product(longest.words.languages, CHANNELS)
        for program, reasons in REASONS.items()
        for reason in reasons
        for one in longest.rendered("result.unlikely", language, channel, program=program, because=reason)
        for fault in rules.faults_of_message(one.message_id, language, channel, one.body)
    ]
    assert not broken, "\n".join(sorted(set(broken)))


@pytest.mark.parametrize("channel", CHANNELS)
def test_both_languages_name_the_same_values(words: Words, channel: str) -> None:
    named = {
        language: {message_id: words.placeholders(message_id, language, channel) for message_id in words.ids}
        for language in words.languages
    }
    assert words.languages == ("en", "es")
    assert list(faults_between(words.ids, named)) == []


def test_vocabularies_hold_the_same_codes() -> None:
    english, spanish = (yaml.safe_load((COPY / language / "vocabulary.yml").read_text()) for language in ("en", "es"))
    assert english.keys() == spanish.keys()
    for group, words_of in english.items():
        assert type(words_of) is type(spanish[group])
        if isinstance(words_of, dict):
            assert words_of.keys() == spanish[group].keys(), group
        elif isinstance(words_of, list):
            assert len(words_of) == len(spanish[group]), group


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_branch_has_its_longest_case(words: Words, longest: Longest, channel: str) -> None:
    """Each piece of written text is said in some case, so no sentence escapes the check above."""
    for message_id, language in itertools.product(words.ids, words.languages):
        tree = Environment().parse(words.source(message_id, language, channel))
        said = [_squeezed(one.body) for one in longest.rendered(message_id, language, channel)]
        for written in tree.find_all(nodes.TemplateData):
            assert any(_squeezed(written.data) in body for body in said), (message_id, language, written.data)


def _squeezed(text: str) -> str:
    return gsm_safe("".join(text.split()))


def test_numbers_and_addresses_come_only_from_the_contacts(words: Words) -> None:
    """A number in a sentence would escape its source and its check."""
    contact = re.compile(r"\b\d{3}-\d{3}-\d{4}\b|\b(?:211|911|988|88788)\b|https?:|\b\w+\.(?:org|gov|com)\b")
    for message_id in words.ids:
        for language in words.languages:
            for channel in CHANNELS:
                assert not contact.search(words.source(message_id, language, channel)), (message_id, language)


def test_contacts_are_national_rows_that_were_read_on_a_page() -> None:
    if not NATIONAL.exists():
        pytest.skip(f"{NATIONAL} is not there: the sources of the contacts cannot be compared")
    with NATIONAL.open(newline="", encoding="utf-8") as rows:
        known = {_bare(row["value"]): row for row in csv.DictReader(rows) if row["state"] == "US"}
    contacts = yaml.safe_load((COPY / "contacts.yml").read_text())
    del contacts["emergency"]  # 911 is law, not a row of that list
    for name, contact in contacts.items():
        value = _bare(contact.get("phone") or contact["site"])
        matching = [row for bare, row in known.items() if bare == value or bare.startswith(f"{value}/")]
        assert matching, f"{name}: {value} is no national row"
        assert not any("LOW TRUST" in row["quote"] and "hours" not in row["quote"] for row in matching), name


def _bare(value: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", value).rstrip("/")


MOST = Amount(1234500, 2345600, "twice_month")
LONGEST_ANSWERS = {
    "earned_income": (HeardValue("household", "earned_income", MOST),),
    "other_income": (HeardValue("household", "other_income", MOST),),
    "household": tuple(HeardValue(f"p{n}", "age", 102 - n) for n in range(12)),
    "receives_now": tuple(
        HeardValue("household", f"receives_{name}", True) for name in ("snap", "medicaid", "ssi", "tanf", "medicare")
    ),
    "unable_to_work": (HeardValue("household", "anyone_unable_to_work", False),),
}


def test_a_question_fits_two_segments_whatever_is_noted_before_it(words: Words) -> None:
    office = parse_hours("mon-fri 09:00-17:00", "America/Chicago")
    too_long = []
    for language in words.languages:
        scene = Scene(language, "text", datetime(2026, 11, 23, 18, tzinfo=UTC), office)
        for heard, values in LONGEST_ANSWERS.items():
            for corrected, question in itertools.product((False, True), QUESTIONS):
                effects: list[Effect] = [Note(heard, values, corrected), Ask(question)]
                body = "\n".join(compose_reply(effects, words, scene).bodies)
                assert ("?" in body) and (not corrected or body.startswith(("I changed it", "Cambiado", "Ya lo cambi")))
                if not SmsText(body).fits(2):
                    too_long.append(f"{question} after {heard} ({language}): {SmsText(body).units} units")
    assert not too_long, "\n".join(too_long)


def test_unlikely_always_says_that_asking_is_open_and_how(longest: Longest) -> None:
    said = {
        "en": ("You can still ask", "only the office decides", "211"),
        "es": ("puede pedirlo", "olo la oficina decide", "211"),
    }
    for language, phrases in said.items():
        for one in longest.rendered("result.unlikely", language, "text"):
            assert all(phrase in one.body for phrase in phrases), one.body


def test_danger_gets_the_line_that_helps_first(words: Words) -> None:
    firsts = {"crisis.self_harm": "988", "crisis.violence": "911", "crisis.hunger": "211"}
    for message_id, line in firsts.items():
        for language in words.languages:
            first_sentence = words.render(message_id, language, "text", {}).split(". ")[0]
            assert line in first_sentence, (message_id, language)


def test_spanish_crisis_line_is_reached_in_spanish(words: Words) -> None:
    text = words.render("crisis.self_harm", "es", "text", {})
    assert "oprima 2" in text
    assert "AYUDA" in text
    assert "211" in words.render("crisis.hunger", "es", "text", {})


def test_no_line_is_named_that_its_source_list_marks_as_disagreeing() -> None:
    """The hunger hotline's rows disagree with each other; a wrong number costs a hungry person the day."""
    contacts = (Path(__file__).parents[2] / "assistant" / "copy" / "contacts.yml").read_text()
    assert "8663486479" not in contacts and "8778426273" not in contacts


def test_the_welcome_holds_what_a_first_text_must_hold(words: Words) -> None:
    must = {
        "en": ("Care County", "computer", "Free", "estimate", "STOP", "HELP", "Message rates may apply"),
        "es": ("Care County", "computadora", "gratis", "lculo", "ALTO", "AYUDA", "Su plan puede cobrar"),
    }
    for language, phrases in must.items():
        values = {"agency": "Care County", "question": words.render("question.zip", language, "text", {})}
        body = words.render("welcome", language, "text", values)
        assert [phrase for phrase in phrases if phrase not in body] == []
        assert body.endswith("?")


def test_every_question_with_the_welcome_is_at_most_two_texts(words: Words) -> None:
    """Whatever the rulebook asks first; the question itself is never cut."""
    for language in words.languages:
        for topic in QUESTIONS:
            question = words.render(f"question.{topic}", language, "text", {})
            welcome = words.render("welcome", language, "text", {"agency": "Care County", "question": question})
            bodies = words.compose([welcome])
            assert len(bodies) <= 2
            assert bodies[-1].endswith(question)


def test_the_glossary_explains_every_office_word(rules: PlainRules) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for language, office in rules.office.items():
        rows = [f"| {word.rstrip('*')} | {plain} |" for word, plain in office.items()]
        assert [row for row in rows if row not in glossary] == [], language
