"""The rulebook from outside: packs, outcomes, questions, dates and places."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from entitlements.checking import stale
from entitlements.determination import ASK_A_PERSON, LIKELY, NEED_MORE, UNLIKELY, Determination
from entitlements.errors import DateNotCovered, HouseholdError, PackError, UnknownName
from entitlements.explaining import note_words, reasons, sentence
from entitlements.household import Household, Row
from entitlements.pack import build, load_current, main, read_manifest
from entitlements.places import states_of_zip
from entitlements.rulebook import PACK_FILE, Rulebook
from entitlements.values import Absent, Amount, ValueFormatError

NOTHING = Household.from_facts([])


def month(dollars: int) -> Amount:
    return Amount(dollars * 100, dollars * 100, "month")


FAMILY: dict[str, list[Row]] = {
    "zip": [("household", "zip", "75201")],
    "state": [("household", "state", "TX")],
    "household": [("household", "size", 3), ("p0", "age", 34), ("p1", "age", 8), ("p2", "age", 3)],
    "pregnant": [("household", "anyone_pregnant", False)],
    "receives_now": [
        ("household", f"receives_{name}", False) for name in ("snap", "medicaid", "ssi", "tanf", "medicare")
    ],
    "earned_income": [("household", "earned_income", month(2000))],
    "other_income": [("household", "other_income", month(0))],
    "business_income": [("household", "anyone_self_employed", False)],
    "business_left": [("household", "net_earned_income", month(1200))],
    "child_works": [("household", "child_works", False)],
    "partner_is_parent": [("household", "partner_is_parent", False)],
    "housing_help": [("household", "receives_housing_help", False)],
    "lives_with_spouse": [("household", "lives_with_spouse", False)],
    "unable_to_work": [("household", "anyone_unable_to_work", False)],
    "covered_by_job": [("household", "anyone_covered_by_job", False)],
    "rent": [("household", "rent", month(900))],
    "pays_heating": [("household", "pays_heating", True)],
    "pays_utilities": [("household", "utilities", "electric_phone")],
    "disabled": [("household", "anyone_disabled", False)],
    "savings": [("household", "savings", Amount(0, 0, "once"))],
    "childcare": [("household", "childcare", month(0))],
    "medical": [("household", "medical", month(0))],
    "student": [("household", "anyone_student", False)],
    "homeless": [("household", "homeless", False)],
    "citizens": [("household", "all_citizens", True)],
}


def asked_until_done(rulebook: Rulebook, day: date, wanted: tuple[str, ...] = (), **instead: list[Row]) -> list[str]:
    rows: list[Row] = []
    order: list[str] = []
    while (question := rulebook.next_question(Household.from_facts(rows), day, wanted)) is not None:
        assert question.id not in order, "a question is asked once"
        order.append(question.id)
        rows.extend(instead.get(question.id, FAMILY[question.id]))
    return order


def test_an_interview_settles_every_program(rulebook: Rulebook, day: date) -> None:
    order = asked_until_done(rulebook, day)
    rows = [row for name in order for row in FAMILY[name]]
    found = {each.program: each for each in rulebook.determine(Household.from_facts(rows), day)}
    settled = {name: found[name].outcome for name in rulebook.talked()}
    assert [name for name, outcome in settled.items() if outcome not in (LIKELY, UNLIKELY)] == []
    likely = {"snap", "wic", "lifeline", "school_meals", "head_start", "liheap", "medicaid", "eitc", "ctc"}
    assert likely <= {name for name, outcome in settled.items() if outcome == LIKELY}
    assert (found["snap"].amount_low, found["snap"].amount_high) == (589_00, 589_00)
    assert (found["lifeline"].amount_low, found["lifeline"].amount_high) == (925, 925)
    assert order[-1] == "citizens"
    assert "medical" not in order, "nobody is 60 or disabled"
    assert "state" not in order, "the ZIP code tells the state"
    assert "pays_utilities" not in order, "the heating allowance holds the other bills"


def test_private_questions_only_where_they_matter(rulebook: Rulebook, day: date) -> None:
    """Texas has a savings limit, California none; the citizen question being still out is no reason to ask."""
    assert "savings" in asked_until_done(rulebook, day)
    assert "savings" not in asked_until_done(rulebook, day, zip=[("household", "zip", "90012")])


def test_not_everybody_a_citizen_ends_without_a_no(rulebook: Rulebook, day: date) -> None:
    answers: dict[str, list[Row]] = {**FAMILY, "citizens": [("household", "all_citizens", False)]}
    order = asked_until_done(rulebook, day, citizens=answers["citizens"])
    rows = [row for name in order for row in answers[name]]
    found = rulebook.determine(Household.from_facts(rows), day, ["snap"])[0]
    assert found.outcome == ASK_A_PERSON


def test_what_is_wanted_is_settled_first(rulebook: Rulebook, day: date) -> None:
    order = asked_until_done(rulebook, day, ("phone",))
    assert order.index("rent") > order.index("earned_income")
    rows = [row for name in order[: order.index("rent")] for row in FAMILY[name]]
    phone = rulebook.determine(Household.from_facts(rows), day, rulebook.wanted_programs(["phone"]))
    assert [each.outcome for each in phone] == [LIKELY]


def test_who_refuses_to_tell_who_lives_there_is_not_asked_for_ever(rulebook: Rulebook, day: date) -> None:
    refused: list[Row] = [("household", "size", Absent("refused")), ("p0", "age", Absent("refused"))]
    assert asked_until_done(rulebook, day, household=refused).count("household") == 1


def test_a_refused_zip_is_followed_by_the_easier_question(rulebook: Rulebook, day: date) -> None:
    order = asked_until_done(rulebook, day, zip=[("household", "zip", Absent("refused"))])
    assert order.index("state") > order.index("zip")


def test_a_zip_in_two_states_asks_for_the_state(rulebook: Rulebook, day: date) -> None:
    assert states_of_zip(rulebook, "42223", day) == {"KY", "TN"}
    assert "state" in asked_until_done(rulebook, day, zip=[("household", "zip", "42223")])


@pytest.mark.parametrize(
    ("zip_code", "states"),
    [("10453", {"NY"}), ("00901", {"PR"}), ("96799", {"AS"}), ("99501", {"AK"}), ("06390", {"NY"}), ("09001", set())],
)
def test_zip_codes(rulebook: Rulebook, day: date, zip_code: str, states: set[str]) -> None:
    assert states_of_zip(rulebook, zip_code, day) == states


def test_excluded_questions_are_not_asked(rulebook: Rulebook, day: date) -> None:
    every = frozenset(question.id for question in rulebook.questions())
    assert rulebook.next_question(NOTHING, day, exclude=every) is None
    first = rulebook.next_question(NOTHING, day)
    assert first is not None
    other = rulebook.next_question(NOTHING, day, exclude={first.id})
    assert other is not None and other.id != first.id


def test_territories_are_handed_over(rulebook: Rulebook, day: date) -> None:
    for zip_code in ("00901", "96910", "00802"):
        found = rulebook.determine(Household.from_facts([("household", "zip", zip_code)]), day)
        assert {each.outcome for each in found} == {ASK_A_PERSON}
    assert rulebook.next_question(Household.from_facts([("household", "state", "PR")]), day) is None


def test_nothing_told_decides_nothing(rulebook: Rulebook, day: date) -> None:
    for found in rulebook.determine(NOTHING, day):
        unasked = not rulebook.program(found.program).talk  # no question may tell what such a program needs
        assert found.outcome == NEED_MORE or (unasked and found.outcome == ASK_A_PERSON)


def test_unlikely_names_its_reason_with_figures(rulebook: Rulebook, day: date) -> None:
    rows: list[Row] = [*FAMILY["state"], *FAMILY["household"], *FAMILY["receives_now"],
                       ("household", "earned_income", month(9000)), *FAMILY["other_income"], *FAMILY["pregnant"],
                       *FAMILY["business_income"],
                       ("household", "expected_babies", 0)]  # fmt: skip
    found = rulebook.determine(Household.from_facts(rows), day, ["wic"])[0]
    assert found.outcome == UNLIKELY
    assert reasons(rulebook, found, "en") == ("About $108,000 a year comes in. That is over the limit of $50,542.",)
    assert reasons(rulebook, found, "es") == ("Entran unos $108,000 al año. Eso pasa del límite de $50,542.",)
    finding = next(each for each in found.findings if each.condition == "income_or_program")
    assert finding.because == "wic.income_or_program.no"
    assert ("household.earned_income", month(9000)) in finding.facts
    assert {figure.parameter for figure in finding.figures} >= {"wic.limit_share", "wic.poverty_guideline"}
    assert all(figure.source for figure in finding.figures)
    assert finding.sources


def test_every_sentence_can_be_said_with_nothing_known(rulebook: Rulebook, day: date) -> None:
    for found in rulebook.determine(NOTHING, day):
        for finding in found.findings:
            for language in ("en", "es"):
                assert "{" not in sentence(rulebook, found.program, finding, language)
        for note in found.notes:
            assert note_words(rulebook, found.program, note)["es"]


def test_determinations_survive_json(rulebook: Rulebook, day: date) -> None:
    rows = [row for rows in FAMILY.values() for row in rows]
    for found in rulebook.determine(Household.from_facts(rows), day):
        again = Determination.from_json(json.loads(found.canonical()))
        assert again == found
        assert again.canonical() == found.canonical()
        assert found.pack == rulebook.pack


def test_a_spoilt_determination_is_refused(rulebook: Rulebook, day: date) -> None:
    found = json.loads(rulebook.determine(NOTHING, day)[0].canonical())
    for spoilt in (
        {**found, "extra": 1},
        {key: value for key, value in found.items() if key != "pack"},
        {**found, "findings": "none"},
        {**found, "amount_low": 1.5},
        {**found, "program": 7},
        {**found, "findings": [{**found["findings"][0], "facts": []}]},
        {**found, "findings": [{**found["findings"][0], "terms": [["size", None, 1]]}]},
    ):
        with pytest.raises(ValueFormatError):
            Determination.from_json(spoilt)


def test_a_day_without_figures_is_an_error(rulebook: Rulebook) -> None:
    rows = [row for rows in FAMILY.values() for row in rows]
    with pytest.raises(DateNotCovered, match="2019-01-01"):
        rulebook.determine(Household.from_facts(rows), date(2019, 1, 1), ["snap"])


def test_a_program_is_left_out_before_it_is_in_force(rulebook: Rulebook) -> None:
    """Its figures begin then; somebody determined for a day before is not told of it, and no error stops the rest."""
    newest = max(rulebook.rules.programs.values(), key=lambda program: program.effective_from)
    before = newest.effective_from - timedelta(days=1)
    assert newest.id not in {found.program for found in rulebook.determine(NOTHING, before)}
    assert newest.id in {found.program for found in rulebook.determine(NOTHING, newest.effective_from)}
    told = replace(
        rulebook.rules, programs={name: replace(p, talk=True) for name, p in rulebook.rules.programs.items()}
    )
    assert replace(rulebook, rules=told).next_question(NOTHING, before) is not None


def test_figures_past_review_are_listed(rulebook: Rulebook, day: date) -> None:
    assert {each.name for each in stale(rulebook, day)} == {
        "snap.utility_heating", "snap.utility_limited", "snap.utility_phone",
    }  # fmt: skip
    later = {each.name for each in stale(rulebook, date(2028, 1, 1))}
    assert {"snap.max_allotment", "wic.poverty_guideline", "hhs.poverty_guideline"} <= later


def test_strange_facts_and_names_are_refused(rulebook: Rulebook, day: date) -> None:
    with pytest.raises(HouseholdError, match="not a fact"):
        rulebook.determine(Household.from_facts([("household", "shoe_size", 44)]), day)
    with pytest.raises(HouseholdError, match="told as bool"):
        rulebook.determine(Household.from_facts([("household", "earned_income", True)]), day)
    with pytest.raises(HouseholdError, match="how often"):
        rulebook.determine(Household.from_facts([("household", "rent", Amount(1, 1, "once"))]), day)
    with pytest.raises(HouseholdError, match="not one of the values"):
        rulebook.determine(Household.from_facts([("household", "state", "Texas")]), day)
    with pytest.raises(UnknownName, match="moon"):
        rulebook.program("moon")
    with pytest.raises(UnknownName, match="moon"):
        rulebook.wanted_programs(["moon"])
    with pytest.raises(UnknownName, match="moon"):
        rulebook.question("moon")


def test_a_pack_is_named_by_its_content_and_refused_when_altered(rules_folder: Path, tmp_path: Path) -> None:
    sha = build(rules_folder, tmp_path)
    assert build(rules_folder, tmp_path) == sha
    assert read_manifest(tmp_path)["current"] == sha
    assert load_current(tmp_path).pack == sha
    file = tmp_path / sha / PACK_FILE
    file.write_bytes(file.read_bytes().replace(b"9.25", b"9.26"))
    with pytest.raises(PackError, match="was expected"):
        Rulebook.load(tmp_path / sha)
    with pytest.raises(PackError, match="cannot be read"):
        Rulebook.load(tmp_path / "nowhere")
    with pytest.raises(PackError, match="build the rules first"):
        read_manifest(tmp_path / "nowhere")


def test_the_command_line_builds_and_reports(
    rules_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(rules_folder), str(tmp_path)]) == 0
    assert capsys.readouterr().out.strip() == read_manifest(tmp_path)["current"]
    assert main(["only one"]) == 2
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "codes.yml").write_text("a: [b, ]\n", encoding="utf-8")
    (tmp_path / "empty" / "conversions.yml").write_text("", encoding="utf-8")
    assert main([str(tmp_path / "empty"), str(tmp_path)]) == 1
    assert "conversions.yml:1" in capsys.readouterr().err


def test_a_pack_of_another_release_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Its hash is right, its form is not: an engine must be able to leave it out by name."""
    data = b'{"format":1}'
    folder = tmp_path / hashlib.sha256(data).hexdigest()
    folder.mkdir()
    (folder / PACK_FILE).write_bytes(data)
    with pytest.raises(PackError, match="another release"):
        Rulebook.load(folder)
