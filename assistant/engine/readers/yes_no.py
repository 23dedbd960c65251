"""Yes and no, in all their ways, for any yes/no question; statements that answer one particular question."""

from __future__ import annotations

from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import PhraseTable, load_table
from .reading import Reading
from .volunteered import STATEMENTS, statement_for

_ALL = load_table("yes_no")
_BEGINS = _ALL.only("says_yes", "says_no")
_WHOLE = {True: _ALL.only("says_yes", "only_yes"), False: _ALL.only("says_no", "only_no")}
_NOT_AN_ANSWER = _ALL.only("not_an_answer")
_MAYBE = _ALL.only("maybe")
_THINK = _ALL.only("think")
_CLOSED = load_table("closed_answers")
VOCABULARY = _ALL.vocabulary | _CLOSED.vocabulary | STATEMENTS.vocabulary
_SUBJECTS = load_table("other_subjects")
_OWN_SUBJECTS: dict[str, frozenset[str]] = {
    "pays_heating": frozenset({"bills", "money"}),
    "disabled": frozenset({"programs", "work", "money"}),
    "receives_snap": frozenset({"programs", "money", "household"}),
    "receives_ssi": frozenset({"programs", "money"}),
    "has_medicare": frozenset({"programs", "money"}),
    "lost_job": frozenset({"work", "programs", "money"}),
    "working": frozenset({"work", "programs", "money"}),
    "no_income": frozenset({"work", "programs", "money", "bills"}),
    "student": frozenset({"work"}),
    "veteran": frozenset({"work", "programs", "money"}),
    "has_children": frozenset({"household"}),
    "all_citizens": frozenset({"household"}),
    "housing_help": frozenset({"bills", "programs", "money"}),
    "self_employed": frozenset({"work", "money"}),
    "unable_to_work": frozenset({"programs", "work", "money"}),
    "lives_with_spouse": frozenset({"household"}),
    "covered_by_job": frozenset({"programs", "work", "money"}),
    "partner_is_parent": frozenset({"household"}),
    "child_works": frozenset({"work", "household", "money"}),
}
"""Subjects that a sentence after yes or no may speak of and still belong to the question about this fact."""
_ASKS_FOR_A_CANNOT = frozenset({"unable_to_work"})
"""Questions with a negation in them: "no, he cant work" says neither yes nor no."""
_JOINS = frozenset("and y but pero so because porque cuz cause since ya n also tambien".split())
"""Words after which something is told besides; what stands before them answers the question."""
_ENGLISH_STARTS = frozenset("i we there were pay pays paid work works working".split())
"""An English "no" answers; only a Spanish one may negate the verb after it."""
_LONGEST_TAIL = 12
"""A yes that begins a longer message than this is told of something else; it is read back."""


def read_yes_no(heard: Folded, fact: str = "yes_no") -> Optional[Reading]:
    """Yes or no for the question about `fact`, or None when the message says neither.

    A yes or no that is contradicted by the statement after it ("no, we get food stamps") is unclear.
    """
    if not heard.words:
        return None
    statement = statement_for(heard, fact)
    said = _said(heard)
    if said is None:
        return statement
    value, sure, last = said
    if statement is None and fact != "yes_no":
        subject = _another_subject(heard, last, value, fact)
        if subject == "":
            return None
        if subject is not None:
            return Reading(fact, value, heard.quote(0, len(heard.words)), min(sure, confidence.HEDGED), subject)
    words = heard.quote(0, last)
    if statement is not None and statement.value is not value and _weighs(statement, value):
        return Reading(
            fact, value, heard.quote(0, len(heard.words)), confidence.UNCLEAR, "contradicts_itself", (not value,)
        )
    reading = Reading(fact, value, words, sure)
    if fact == "yes_no" and value is False and any(word.number is not None for word in heard.words):
        return reading.at_most(confidence.HEDGED, "number_not_understood")
    if _MAYBE.first(heard):
        return reading.at_most(confidence.UNCLEAR, "maybe")
    return reading.at_most(confidence.HEDGED, "doubts") if _THINK.first(heard) else reading


def _weighs(statement: Reading, said: bool) -> bool:
    """Whether a statement speaks against the yes or no before it; after a "no" an implied one mostly explains it."""
    return said or statement.confidence > confidence.IMPLIED or statement.fact in _ASKS_FOR_A_CANNOT


def _another_subject(heard: Folded, last: int, value: bool, fact: str) -> Optional[str]:
    """None when the yes or no stands for the question.

    "" when it belongs to a sentence about something else: "yes we pay the heat", "no trabajo" to "is anybody
    pregnant?"; a reason for doubt when an amount follows after a break: "yes, 40 a month".
    """
    rest = heard.part(last, len(heard.words))
    own = _OWN_SUBJECTS.get(fact, frozenset())
    others = [hit for hit in _SUBJECTS.hits(rest) if hit.label not in own]
    if not others:
        return None
    first = min(others, key=lambda hit: hit.first)
    apart = any(word.begins_clause or word.text in _JOINS for word in rest.words[: first.first + 1])
    if apart:
        return "amount_of_something_else" if first.label == "money" and first.first == 0 else None
    negates = heard.words[last - 1].text == "no" and first.first == 0 and heard.words[last].text not in _ENGLISH_STARTS
    return "" if value or negates else None


def _said(heard: Folded) -> Optional[tuple[bool, float, int]]:
    """(value, confidence, words used) when a yes or no is the whole message or begins it."""
    for value, table in _WHOLE.items():
        if table.whole(heard):
            return value, confidence.EXACT, len(heard.words)
    if _no_answer(heard):
        return None
    begins = _begins(heard)
    if begins is None:
        thinking = _starts(_THINK, heard)
        rest = heard.part(thinking, len(heard.words)) if thinking else None
        inner = _said(rest) if rest and rest.words else None
        return None if inner is None else (inner[0], confidence.HEDGED, len(heard.words))
    value, last = begins
    tail = len(heard.words) - last
    if tail == 0:
        return value, confidence.EXACT, last
    rest = heard.part(last, len(heard.words))
    if _WHOLE[not value].whole(rest) or _alone_at_begin(rest) is (not value):
        return value, confidence.UNCLEAR, last
    return value, confidence.PLAIN if tail <= _LONGEST_TAIL else confidence.HEDGED, last


def _begins(heard: Folded) -> Optional[tuple[bool, int]]:
    """A yes or no at the begin, fillers and closing words aside."""
    for hit in sorted(_BEGINS.hits(heard), key=lambda hit: (hit.first, -hit.last)):
        if hit.first == 0:
            return hit.label == "says_yes", hit.last
        before = heard.part(0, hit.first)
        if _CLOSED.whole(before):
            return hit.label == "says_yes", hit.last
    last = [hit for hit in _BEGINS.hits(heard) if hit.last == len(heard.words) and _stands_alone(heard, hit.first)]
    return (last[0].label == "says_yes", len(heard.words)) if last else None


def _stands_alone(heard: Folded, first: int) -> bool:
    """A yes or no at the end counts after a break or "so": "lost my arm so yes"."""
    before = heard.words[first - 1].text if first else ""
    return (
        heard.words[first].begins_clause
        or before in ("so", "pues", "asi", "que", "then")
        or heard.words[first].text in ("yes", "si", "yeah", "yep")
    )


def _alone_at_begin(rest: Folded) -> Optional[bool]:
    """The yes or no that opens the rest and is cut off from it: "yes... no, wait"."""
    for hit in _BEGINS.hits(rest):
        if hit.first == 0 and (hit.last == len(rest.words) or rest.words[hit.last].begins_clause):
            return hit.label == "says_yes"
    return None


def _no_answer(heard: Folded) -> bool:
    """ "no se", "si no": begins like an answer and is none; a comma after the yes or no makes it one."""
    length = _starts(_NOT_AN_ANSWER, heard)
    return length is not None and not any(word.begins_clause for word in heard.words[1:length])


def _starts(table: PhraseTable, heard: Folded) -> Optional[int]:
    """The number of words that a phrase of the table takes at the very begin."""
    hits = [hit for hit in table.hits(heard) if hit.first == 0]
    return max(hit.last for hit in hits) if hits else None
