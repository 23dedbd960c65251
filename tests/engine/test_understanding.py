"""Whole messages: intent, topics, facts and action, by the labelling rules L1 to L9 of the understanding vocabulary.

The tables run without a classifier, so what they hold rests on the readers and phrases alone; how a ranking and the
readings are weighed against each other is tested one case at a time below.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.engine.readers.asking import YES_NO_FACTS
from assistant.engine.understanding import Asked, Understanding, asked_for, read_product_facts, understand
from entitlements.values import Amount, Span

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
OPTIONS = {"choice": ("rent", "own")}

# asked | text => intent topics facts        ("-": nothing asked, no topics)
TABLE = """
# answers and what is told besides (L1, L3)
household_size | me and my 2 kids => answer - {"household_size": 3}
household_size | 3 n btw im 61 => answer - {"household_size": 3, "age": 61}
household_size | 3 and im pregnant => answer - {"household_size": 3, "pregnant": true}
income | 17.25 hr, 36 hrs a week => answer - {"income": {"amount": 17.25, "period": "hour", "hours_per_week": 36}}
income | nothing right now i lost my job => answer - {"no_income": true, "lost_job": true}
income | gano 400 por semana => answer - {"income": {"amount": 400, "period": "week"}}
rent | 850 => answer - {"rent": {"amount": 850, "period": "month"}}
rent | no pago renta => answer - {"rent": {"amount": 0, "period": "month"}}
rent | im 45 => answer - {"age": 45}
savings | nada => answer - {"savings": {"amount": 0, "period": "once"}}
working | got laid off => answer - {"working": false, "lost_job": true}
lost_job | yes they laid me off => answer - {"lost_job": true}
zip | 48215 mi => answer - {"zip": "48215", "state": "MI"}
zip | texas => answer - {"state": "TX"}
state | 77051 => answer - {"zip": "77051"}
zip | tengo 47, perdone la tardanza => answer - {"age": 47}
zip | somos 3, yo y mis dos hijos => answer - {"household_size": 3}
zip | its me and 2 kids => answer - {"household_size": 3}
pregnant | yes we pay the heat => answer - {"pays_heating": true}
pregnant | yes we get food stamps => answer - {"receives_snap": true}
pregnant | no trabajo => answer - {"working": false}
pregnant | no, i work at walmart => answer - {"pregnant": false, "working": true}
pregnant | yes and we pay the heat => answer - {"pregnant": true, "pays_heating": true}
disabled | yes i get ssi => answer - {"disabled": true, "receives_ssi": true}
age | 61, lost my job in may => answer - {"age": 61, "lost_job": true}
pregnant | yes 5 months => answer - {"pregnant": true}
yes_no | no gracias => answer - {"yes_no": false}
choice | renting it => answer - {"choice": "rent"}
homeless | sleeping in my car => answer - {"homeless": true}
all_citizens | no, my husband isnt => answer - {"all_citizens": false}
# needs (L2, L9)
- | lost my job need help w food => need food {"lost_job": true}
- | need food => need food {}
- | im a widow of 74 and need food => need food {"age": 74}
- | soy una señora de 68 años vivo sola necesito comida => need food {"age": 68, "household_size": 1}
- | tengo 71 años vivo solito necesito comida => need food {"age": 71, "household_size": 1}
- | need food, live alone, 53 years old => need food {"age": 53, "household_size": 1}
- | need food for my mom, 53 years old => need food {}
- | soy madre soltera de 3 y necesito comida => need food {"has_children": true}
- | food => need food {}
- | need help with rent and lights => need housing,utilities {}
- | im pregnant and need help with food => need food {"pregnant": true}
- | diapers and formula => need baby {}
- | wic => need baby {}
- | how do i pay my light bill => need utilities {}
- | need daycare for my two girls => need childcare {"has_children": true}
- | can i get a free phone => need phone {}
- | about to get evicted => need housing {}
- | i need to see a doctor and have no insurance => need health {}
- | im homeless need a place to stay => need housing {"homeless": true}
- | free lunch for my kids at school => need school_meals {"has_children": true}
- | help with my taxes => need tax {}
- | i want to get on ssi => need disability {}
- | what help can i get => need any {}
- | im a veteran and need help with rent => need housing {"veteran": true}
- | necesito ayuda con la comida => need food {}
- | ayuda pa la renta y la luz => need housing,utilities {}
- | ocupo pañales para mi bebe => need baby {"has_children": true}
- | estoy embarazada y no tengo seguro medico => need health {"pregnant": true}
- | me quede sin trabajo necesito ayuda con comida => need food {"lost_job": true}
- | quiero informacion de guarderia para mis hijos => need childcare {"has_children": true}
- | ayuda => help - {}
- | need help con la comida => need food {}
- | necesito help with rent => need housing {}
- | family of 4 need food => need food {"household_size": 4}
- | i live in ohio and need help with heat => need utilities {"state": "OH"}
# corrections
household_size | no wait its 4 people => correct - {"household_size": 4}
rent | no no theres 5 of us i said 4 by accident => correct - {"household_size": 5}
income | le dije mal, somos 5 => correct - {"household_size": 5}
savings | i meant 900 a month for rent => correct - {"rent": {"amount": 900, "period": "month"}}
age | change my zip to 30318 => correct - {"zip": "30318"}
yes_no | nah its 340 a week not 430 => correct - {"income": {"amount": 340, "period": "week"}}
rent | me equivoque, mi codigo postal es 78207 => correct - {"zip": "78207"}
# questions and fears keep the answer (L4)
age | 34 why => why - {"age": 34}
income | 400 a week but why do you need to know? => why - {"income": {"amount": 400, "period": "week"}}
household_size | 3. will immigration know? => worry_immigration - {"household_size": 3}
zip | 33501 can i talk to a person? => human - {"zip": "33501"}
household_size | somos 4, cuanto me van a dar? => amount_question - {"household_size": 4}
income | why => why - {}
income | por que quieren saber eso => why - {}
- | will ice see this? => worry_immigration - {}
- | is this a scam? => worry_privacy - {}
- | do i have to pay you? => worry_cost - {}
- | are you a robot? => bot_question - {}
- | eres una persona o un robot? => bot_question - {}
- | how do i apply? => apply - {}
- | what papers do i need? => documents - {}
- | que papeles necesito? => documents - {}
- | papeles para la ayuda adicional => documents - {}
- | papers for medicaid => documents - {}
- | como pido el programa de ahorros de medicare => apply - {}
- | como le hago para pedir estampillas => apply - {}
ages | 3 people => answer - {"household_size": 3}
- | did my application go through? => status - {}
- | where is the office? => where - {}
- | cuanto me van a dar? => amount_question - {}
# the talk itself
income | idk => unsure - {}
income | no se => unsure - {}
income | i dont know exactly => unsure - {}
age | skip => skip - {}
age | prefiero no decir => skip - {}
income | none of your business => skip - {}
income | id rather not say => skip - {}
zip | back => back - {}
zip | otra vez => repeat - {}
zip | what? => repeat - {}
zip | start over => restart - {}
zip | empezar de nuevo => restart - {}
- | i want to talk to a person => human - {}
- | quiero hablar con alguien => human - {}
- | en español por favor => language - {"language": "es"}
- | no hablo ingles => language - {"language": "es"}
- | english please => language - {"language": "en"}
- | hola => greet - {}
- | thank you so much => thanks - {}
- | gracias => thanks - {}
- | adios => bye - {}
zip | 🙏 => thanks - {}
pregnant | 👍😀 => answer - {"pregnant": true}
- | wrong number => wrong_number - {}
- | numero equivocado => wrong_number - {}
- | this is her daughter => someone_else - {}
# stop outranks everything, and carries no facts
income | stop => stop - {}
household_size | 3 please stop texting me => stop - {}
- | ya no me manden mensajes => stop - {}
- | wrong number stop texting => stop - {}
# look-alikes
- | this heat is killing me need help with the electric bill => need utilities {}
- | running low on food before the end of the month => need food {}
- | my hours got cut at work need food help => need food {}
"""
UNCLEAR = [
    ("household_size", "my 4 kids"), ("household_size", "sometimes 3 sometimes more"), ("income", "500"),
    ("income", "600 la quincena"),
    ("income", "it was 420 last check"), ("rent", "we split 1200 with my cousin"), ("zip", "3350"),
    ("state", "portland"), ("ages", "2nd grade"),
    ("yes_no", "maybe"), ("yes_no", "yes and no"), ("age", "asdkjh"), (None, "asdf qwer"), (None, "..."),
    ("income", ""), ("ages", "teenagers"), ("pregnant", "si pagamos la luz"), ("pregnant", "yes 40 a month"),
    ("student", "yes 40 a month"),
    ("date", "el 3/11"), ("household_size", "🙂"), ("income", "depends"), ("age", "old"),
    ("household", "{{ 7*7 }}"), ("household_size", "{{ 7*7 }}"), ("household", "<b>3</b>"), ("earned_income", "400*4"),
    (None, "😭😭🙏"), ("zip", "😭😭🙏"), ("household", "🙏😭"), ("unable_to_work", "no he cant work"),
    ("unable_to_work", "no todos podemos trabajar"),
]  # fmt: skip
READ_BACK = [
    ("household_size", "3 or 4", {"household_size": {"min": 3, "max": 4}}),
    ("income", "900 to 1000 a month", {"income": {"amount": {"min": 900, "max": 1000}, "period": "month"}}),
    ("age", "born in 1980", {"age": {"min": 45, "max": 46}}),
    ("household_size", "i think 3", {"household_size": 3}),
    ("state", "houston", {"state": "TX"}),
    ("household_size", "for", {"household_size": 4}),
    ("household_size", "none", {"household_size": 1}),
    ("household_size", "ninguno", {"household_size": 1}),
    ("pregnant", "yes, 40 a month", {"pregnant": True}),
    (
        "earned_income",
        "part time 200 a week because of my disability",
        {"income": {"amount": 200, "period": "week"}},
    ),
]


def read(
    fact: str | None, text: str, ranking: tuple[tuple[str, float], ...] = (), language: str = "en"
) -> Understanding:
    asked = None if fact is None else Asked(fact, OPTIONS.get(fact, ()))
    return understand(text, asked, ranking, TODAY, language)


def cases() -> list[tuple[str | None, str, str, set[str], dict[str, Any]]]:
    found = []
    for line in TABLE.strip().splitlines():
        if line.startswith("#"):
            continue
        asked, _, rest = line.partition(" | ")
        text, _, wanted = rest.partition(" => ")
        intent, topics, facts = wanted.split(" ", 2)
        found.append((None if asked == "-" else asked, text, intent, set(topics.split(",")) - {"-"}, json.loads(facts)))
    return found


@pytest.mark.parametrize(
    ("asked", "text", "intent", "topics", "facts"), cases(), ids=lambda part: part if isinstance(part, str) else ""
)
def test_messages(asked: str | None, text: str, intent: str, topics: set[str], facts: dict[str, Any]) -> None:
    heard = read(asked, text)
    assert heard.intent == intent
    assert set(heard.topics) == topics
    assert heard.facts == facts
    assert heard.action == ("human" if intent == "human" or intent.startswith("crisis") else "accept")


@pytest.mark.parametrize(("asked", "text"), UNCLEAR)
def test_what_nobody_could_tell_is_asked_again(asked: str | None, text: str) -> None:
    assert read(asked, text).action == "clarify"


@pytest.mark.parametrize(("asked", "text", "facts"), READ_BACK)
def test_what_is_not_sure_is_read_back(asked: str, text: str, facts: dict[str, Any]) -> None:
    heard = read(asked, text)
    assert heard.facts == facts
    assert heard.action == "confirm"


def test_several_incomes_keep_their_source() -> None:
    heard = read("income", "ssi 620 a month and my job 90 a week")
    assert heard.facts == {
        "incomes": [
            {"amount": 620, "period": "month", "source": "ssi"},
            {"amount": 90, "period": "week", "source": "wages"},
        ]
    }
    assert heard.action == "accept"


@pytest.mark.parametrize(
    "text", ["none of them", "ninguna de esas", "no none", "not any more", "nope none of those", "ya no"]
)
def test_none_of_the_programs(text: str) -> None:
    heard = read("programs", text)
    assert heard.facts == {f"receives_{name}": False for name in ("snap", "medicaid", "ssi", "tanf", "medicare")}
    assert heard.action == "accept"


def test_a_bare_number_overrules_the_classifiers_doubt() -> None:
    heard = read("household_size", "3", (("out_of_scope", 0.4), ("answer", 0.1)))
    assert (heard.intent, heard.action) == ("answer", "accept")


def test_a_bare_number_with_nothing_asked_is_unclear() -> None:
    assert read(None, "3", (("answer", 0.9),)).action == "clarify"


def test_the_classifier_finds_what_no_phrase_lists() -> None:
    heard = read(None, "zzz yyy xxx", (("worry_cost", 0.92), ("help", 0.03)))
    assert (heard.intent, heard.action) == ("worry_cost", "accept")


def test_a_doubtful_classifier_decides_nothing() -> None:
    assert read(None, "zzz yyy xxx", (("worry_cost", 0.3), ("help", 0.2))).intent == "unclear"


def test_need_topics_come_from_the_ranking_when_no_word_names_them() -> None:
    heard = read(None, "zzz yyy xxx", (("need_food", 0.5), ("need_housing", 0.4), ("greet", 0.01)))
    assert heard.intent == "need"
    assert set(heard.topics) == {"food", "housing"}


def test_danger_suspected_by_the_classifier_hands_over() -> None:
    assert read(None, "zzz yyy xxx", (("crisis_self_harm", 0.7),)).action == "human"


def test_a_faint_suspicion_of_danger_is_asked_about() -> None:
    assert read(None, "zzz yyy xxx", (("crisis_self_harm", 0.5),)).action == "clarify"


def test_a_value_is_not_taken_for_danger_by_the_classifier_alone() -> None:
    assert read("household_size", "just me", (("crisis_self_harm", 0.9),)).intent == "answer"


def test_json_form() -> None:
    form = read("household_size", "me and my 2 kids").to_json()
    assert form["facts"] == {"household_size": 3}
    assert form["action"] == "accept"
    assert 0.8 <= form["confidence"] <= 1.0
    assert json.loads(json.dumps(form)) == form


def test_readings_keep_the_words_they_came_from() -> None:
    (reading,) = read("household_size", "well, ME and my two Kids").readings
    assert reading.words == "ME and my two Kids"


# ---------------------------------------------------------------- the rulebook's facts
def product(question: str | None, text: str) -> dict[tuple[str, str], object]:
    asked = asked_for(question) if question else None
    heard = understand(text, asked, (), TODAY, "en")
    return {(row.member, row.fact): row.value for row in read_product_facts(question, heard)}


@pytest.mark.parametrize(
    ("question", "text", "facts"),
    [
        ("zip", "77051", {("household", "zip"): "77051"}),
        ("zip", "its me and 2 kids", {("household", "size"): 3}),
        ("state", "ohio", {("household", "state"): "OH"}),
        ("household", "me and my 2 kids", {("household", "size"): 3}),
        ("household", "3 or 4", {("household", "size"): Span(3, 4)}),
        ("household", "3 n btw im 61", {("household", "size"): 3, ("p0", "age"): 61}),
        ("household", "34, 8 and 3", {("household", "size"): 3, ("p0", "age"): 34, ("p1", "age"): 8, ("p2", "age"): 3}),
        ("household", "34", {("household", "size"): 1, ("p0", "age"): 34}),
        ("pregnant", "no", {("household", "anyone_pregnant"): False}),
        ("pregnant", "yes my wife is", {("household", "anyone_pregnant"): True}),
        (
            "receives_now",
            "food stamps",
            {
                ("household", "receives_snap"): True,
                ("household", "receives_medicaid"): False,
                ("household", "receives_ssi"): False,
                ("household", "receives_tanf"): False,
                ("household", "receives_medicare"): False,
            },
        ),
        (
            "receives_now",
            "no",
            {("household", f"receives_{name}"): False for name in ("snap", "medicaid", "ssi", "tanf", "medicare")},
        ),
        ("earned_income", "350 a week", {("household", "earned_income"): Amount(35000, 35000, "week")}),
        ("earned_income", "15 an hour 30 hours a week", {("household", "earned_income"): Amount(45000, 45000, "week")}),
        (
            "earned_income",
            "15 an hour 20 to 25 hours a week",
            {("household", "earned_income"): Amount(30000, 37500, "week")},
        ),
        ("earned_income", "80 a day 4 days a week", {("household", "earned_income"): Amount(32000, 32000, "week")}),
        ("earned_income", "15 an hour", {}),
        ("other_income", "15 an hr 30 hrs a week", {("household", "earned_income"): Amount(45000, 45000, "week")}),
        ("earned_income", "0", {("household", "earned_income"): Amount(0, 0, "month")}),
        ("earned_income", "none", {("household", "earned_income"): Amount(0, 0, "month")}),
        ("earned_income", "900 to 1000 a month", {("household", "earned_income"): Amount(90000, 100000, "month")}),
        (
            "earned_income",
            "i make 400 a week and my husband makes 500 a week",
            {("household", "earned_income"): Amount(90000, 90000, "week")},
        ),
        (
            "earned_income",
            "400 a week from walmart and 600 a month cleaning houses",
            {("household", "earned_income"): Amount(2800000, 2800000, "year")},
        ),
        (
            "earned_income",
            "ssi 620 a month and my job 90 a week",
            {
                ("household", "earned_income"): Amount(9000, 9000, "week"),
                ("household", "other_income"): Amount(62000, 62000, "month"),
            },
        ),
        ("earned_income", "400 a week unemployment", {("household", "other_income"): Amount(40000, 40000, "week")}),
        ("earned_income", "ssi 900 a month", {("household", "other_income"): Amount(90000, 90000, "month")}),
        ("earned_income", "child support 200 a month", {("household", "other_income"): Amount(20000, 20000, "month")}),
        ("other_income", "620 a month", {("household", "other_income"): Amount(62000, 62000, "month")}),
        ("other_income", "my mom gives me 200 a month", {("household", "other_income"): Amount(20000, 20000, "month")}),
        (
            "other_income",
            "i work at walmart 300 a week",
            {("household", "earned_income"): Amount(30000, 30000, "week")},
        ),
        ("other_income", "no", {("household", "other_income"): Amount(0, 0, "month")}),
        ("business_income", "yes i clean houses", {("household", "anyone_self_employed"): True}),
        ("business_income", "no just my job", {("household", "anyone_self_employed"): False}),
        ("business_left", "300 a week", {("household", "net_earned_income"): Amount(30000, 30000, "week")}),
        ("business_left", "nada", {("household", "net_earned_income"): Amount(0, 0, "month")}),
        ("housing_help", "si, seccion 8", {("household", "receives_housing_help"): True}),
        ("housing_help", "no", {("household", "receives_housing_help"): False}),
        ("unable_to_work", "yes my husband had a stroke", {("household", "anyone_unable_to_work"): True}),
        ("unable_to_work", "no, todos trabajamos", {("household", "anyone_unable_to_work"): False}),
        ("lives_with_spouse", "no im a widow", {("household", "lives_with_spouse"): False}),
        ("lives_with_spouse", "si, con mi esposa", {("household", "lives_with_spouse"): True}),
        ("covered_by_job", "through his job", {("household", "anyone_covered_by_job"): True}),
        ("covered_by_job", "no tenemos aseguranza", {("household", "anyone_covered_by_job"): False}),
        ("rent", "850", {("household", "rent"): Amount(85000, 85000, "month")}),
        ("rent", "no pago renta", {("household", "rent"): Amount(0, 0, "month")}),
        ("pays_heating", "its included", {("household", "pays_heating"): False}),
        ("pays_utilities", "electric and gas", {("household", "utilities"): "electric_phone"}),
        ("pays_utilities", "just the phone", {("household", "utilities"): "phone_only"}),
        ("pays_utilities", "none", {("household", "utilities"): "none"}),
        ("disabled", "no", {("household", "anyone_disabled"): False}),
        ("savings", "200", {("household", "savings"): Amount(20000, 20000, "once")}),
        ("childcare", "150 a week", {("household", "childcare"): Amount(15000, 15000, "week")}),
        ("medical", "none", {("household", "medical"): Amount(0, 0, "month")}),
        ("student", "no", {("household", "anyone_student"): False}),
        ("homeless", "yes", {("household", "homeless"): True}),
        ("citizens", "yes", {("household", "all_citizens"): True}),
        ("citizens", "no", {("household", "all_citizens"): False}),
        ("rent", "no im not disabled", {}),
        (None, "im pregnant and need food", {("household", "anyone_pregnant"): True}),
        (
            None,
            "no income at all need food",
            {
                ("household", "earned_income"): Amount(0, 0, "month"),
                ("household", "other_income"): Amount(0, 0, "month"),
            },
        ),
    ],
)
def test_product_facts(question: str | None, text: str, facts: dict[tuple[str, str], object]) -> None:
    assert product(question, text) == facts


def test_every_question_of_the_interview_has_a_reader() -> None:
    questions = yaml.safe_load((ROOT / "entitlements" / "us" / "questions.yml").read_text("utf-8"))
    assert [question for question in questions if asked_for(question) is None] == []
    assert asked_for("no_such_question") is None
    assert {"all_citizens", "housing_help", "self_employed"} <= YES_NO_FACTS


def test_where_the_people_are_counted_only_their_ages_are_asked_for() -> None:
    assert asked_for("household") == Asked("household")
    assert asked_for("household", size_is_known=True) == Asked("ages")


# ---------------------------------------------------------------- messages of our own, in the form of the scored sets
MESSAGES = [json.loads(line) for line in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("item", MESSAGES, ids=[item["text"] for item in MESSAGES])
def test_no_wrong_value_is_accepted(item: dict[str, Any]) -> None:
    """Even without a classifier: what is accepted for a fact is what was meant, or it is not accepted."""
    heard = read(item["asked"]["fact"] if item["asked"] else None, item["text"], language=item["lang"])
    if heard.action != "accept":
        return
    assert item["intent"] != "unclear" or not heard.facts
    meant = item["facts"]
    assert {fact: value for fact, value in heard.facts.items() if fact in meant} == {
        fact: meant[fact] for fact in heard.facts if fact in meant
    }
