"""Each rule of the message check finds what it is for, and spares its look-alikes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.plain import Fault, PlainRules, faults_between


def _rules_broken(
    rules: PlainRules, body: str, language: str = "en", *, message_id: str = "x", channel: str = "text"
) -> set[str]:
    return {fault.rule for fault in rules.faults_of_message(message_id, language, channel, body)}


@pytest.mark.parametrize(
    ("body", "language", "rule"),
    [
        ("Great news!", "en", "exclamation mark"),
        ("¡Listo.", "es", "exclamation mark"),
        ("It’s your turn.", "en", "costly character"),
        ("Dirección en inglés.", "en", "costly character"),
        ("Todo bien 🙂.", "es", "costly character"),
        ("Your eligibility is open.", "en", "office word"),
        ("Count the gross pay.", "en", "office word"),
        ("Diga sus ingresos.", "es", "office word"),
        ("You qualify for it.", "en", "promise"),
        ("Your answers are safe.", "en", "promise"),
        ("They will not know.", "en", "promise"),
        ("This does not count.", "en", "promise"),
        ("Usted califica para SNAP.", "es", "promise"),
        ("Sus datos están seguros.", "es", "promise"),
        ("Ellos no sabrán nada.", "es", "promise"),
        ("Is it so? Or not?", "en", "two questions"),
        ("Is it so? Say it.", "en", "question not last"),
        ("One. Two. Three. Is it so?", "en", "long way to the question"),
        (" ".join(["word"] * 21) + ".", "en", "long sentence"),
        ("Is it " + "so " * 100 + "?", "en", "too long"),
        ("Es así. " * 60, "es", "too long"),
        ("Text YES now.", "en", "machine word"),
        ("Text START now.", "en", "machine word"),
        ("Escriba CANCELAR.", "es", "machine word"),
    ],
)
def test_fault_is_found(rules: PlainRules, body: str, language: str, rule: str) -> None:
    assert rule in _rules_broken(rules, body, language)


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("One. Two. Is it so?", "en"),
        (" ".join(["word"] * 20) + ".", "en"),
        ("Yes, you can start again and get help.", "en"),
        ("Send no Social Security number.", "en"),
        ("No mande su número de Seguro Social.", "es"),
        ("¿Cuántos años tiene la niña?", "es"),
        ("The internet is slow.", "en"),  # not "net"
    ],
)
def test_look_alike_is_spared(rules: PlainRules, body: str, language: str) -> None:
    assert _rules_broken(rules, body, language) == set()


def test_two_segments_hold_a_question_and_three_a_statement(rules: PlainRules) -> None:
    assert "too long" not in _rules_broken(rules, ("a" * 152 + " ") * 2)
    assert "too long" in _rules_broken(rules, ("a" * 152 + " ") * 2 + "ok?")
    assert "too long" in _rules_broken(rules, ("a" * 152 + " ") * 3 + "b")


def test_accented_spanish_may_take_a_fourth_segment(rules: PlainRules) -> None:
    assert "too long" not in _rules_broken(rules, "á" + "b" * 66 + "c" * 201, "es")
    assert "too long" in _rules_broken(rules, "á" + "b" * 66 + "c" * 202, "es")


def test_a_call_hears_no_address_and_no_run_of_digits(rules: PlainRules) -> None:
    for body in ("See lawhelp.org now.", "Call 211 now.", "Your ZIP code is 78207."):
        assert "not for the ear" in _rules_broken(rules, body, channel="voice")
    assert _rules_broken(rules, "Call 2 1 1. You may get $1,800 a month.", channel="voice") == set()


def test_a_machine_word_stands_only_in_its_messages(rules: PlainRules) -> None:
    assert _rules_broken(rules, "Text STOP to end.", message_id="help") == set()
    assert "machine word" in _rules_broken(rules, "Text STOP to end.", message_id="thanks")


def test_the_welcome_has_two_sentences_of_its_own_and_then_a_question(rules: PlainRules) -> None:
    assert _rules_broken(rules, "One. Two.\nThink of home. Which state is it in?", message_id="welcome") == set()
    assert "long way to the question" in _rules_broken(rules, "One. Two. Three.\nWhich?", message_id="welcome")


def test_languages_that_name_other_values_are_found() -> None:
    named: Mapping[str, Mapping[str, frozenset[str]]] = {
        "en": {"fixed": frozenset({"value"}), "bye": frozenset()},
        "es": {"fixed": frozenset({"amount"}), "bye": frozenset()},
    }
    assert list(faults_between(["fixed", "bye"], named)) == [Fault("values differ", "fixed: en: value; es: amount")]
