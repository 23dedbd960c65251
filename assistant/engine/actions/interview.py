"""The interview loop: judge the answer, decide whether a question is left, put it."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from assistant.engine.actions.base import TalkAction
from assistant.engine.facts import held_group, learn_absent, question_of
from assistant.engine.whereabouts import possible_states
from assistant.engine.work import Bench, Work
from assistant.protocol.codec import Json
from assistant.protocol.effects import Ask, HeardValue, Note, OpenCase, ReadBack, Say, SetLanguage
from assistant.protocol.reasons import NOT_UNDERSTOOD
from assistant.protocol.state import INTERVIEW, Asked
from assistant.protocol.turn import Learnt
from entitlements.household import HOUSEHOLD
from entitlements.values import Amount, FactValue

MISUNDERSTANDINGS_BEFORE_A_PERSON = 2


class ValidateInterview(FormValidationAction):  # type: ignore[misc]  # rasa_sdk is untyped
    """Rasa's hook of the form: `answer` is judged and emptied; the form goes on while the rules have a question."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def name(self) -> str:
        return "validate_interview"

    async def required_slots(
        self, domain_slots: List[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[str]:
        return ["answer"] if something_to_ask(self._bench.work) else []

    def validate_answer(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> Dict[str, None]:
        judge_answer(self._bench.work)
        return {"answer": None}


def something_to_ask(work: Work) -> bool:
    return bool(work.state.held) or work.again is not None or work.next_question() is not None


def judge_answer(work: Work) -> None:
    """Was the open question answered? The facts were taken before; here only the talk is judged."""
    state = work.state
    if state.held or state.asked is None or (work.learnt and not only_repeats(work, state.asked.question)):
        return work.change(errors=0)
    return misunderstood(work)


def only_repeats(work: Work, question: str) -> bool:
    """Whether the answer tells of this question only what was known and did not settle it: one's own age once more."""
    known = {(row.member, row.fact): row.value for row in work.turn.facts}
    return all(
        known.get((row.member, row.fact)) == row.value and _belongs_to(work, row, question) for row in work.learnt
    )


def _belongs_to(work: Work, row: Learnt, question: str) -> bool:
    found = question_of(work, row.member, row.fact)
    return found is not None and found.id == question


def misunderstood(work: Work) -> None:
    """Ask once in other words; the second time in a row a person is called and the fact stays unknown."""
    asked, errors = work.state.asked, work.state.errors + 1
    if not work.state.greeted:
        return  # a first message that nobody could tell: the welcome and the first question answer it
    if errors < MISUNDERSTANDINGS_BEFORE_A_PERSON or asked is None:
        work.change(errors=errors)
        work.add(Say("not_understood"))
        if asked is not None:
            work.again = Asked(asked.question, "again")
        return
    work.change(errors=0)
    work.add(Say("not_understood"), OpenCase(NOT_UNDERSTOOD, work.turn.message, "day"))
    learn_absent(work, work.rulebook.question(asked.question), "not_known")


class AskInterviewAnswer(TalkAction):
    """Puts the next question: the read-back first, then what an action asked to put again, then the rulebook's."""

    action_name = "action_ask_interview_answer"

    def act(self, work: Work) -> None:
        if not work.state.greeted:
            greet(work)
        if work.state.held:
            read_back(work)
        else:
            put_question(work)
        work.change(phase=INTERVIEW)


def greet(work: Work) -> None:
    """The first message says who speaks; it always comes before what else this turn says, and before the question."""
    languages = [effect for effect in work.effects if isinstance(effect, SetLanguage)]
    rest = [effect for effect in work.effects if not isinstance(effect, SetLanguage)]
    work.effects[:] = [*languages, Say("welcome"), *rest]
    work.change(greeted=True)


def read_back(work: Work) -> None:
    question, held = held_group(work)
    work.add(ReadBack(question, tuple(HeardValue(row.member, row.fact, row.value) for row in held)))


def put_question(work: Work) -> None:
    note_what_was_heard(work)
    asked = work.again or next_asked(work)
    if work.again is None and lies_in_two_states(work):
        ask_which_state(work)
    elif asked is not None:
        work.remember_asked(asked)
        work.add(Ask(asked.question, asked.form))


def next_asked(work: Work) -> Optional[Asked]:
    question = work.next_question()
    return None if question is None else Asked(question.id)


def lies_in_two_states(work: Work) -> bool:
    """The ZIP code just told lies in two states: which one is asked before anything else."""
    return (HOUSEHOLD, "zip") in work.learnt_facts() and len(possible_states(work)) > 1


def ask_which_state(work: Work) -> None:
    names: List[Json] = [*sorted(possible_states(work))]
    work.remember_asked(Asked("state"))
    work.add(Say("two_states", {"zip": str(work.value(HOUSEHOLD, "zip")), "states": names}))


def note_what_was_heard(work: Work) -> None:
    """Numbers that were taken at once are said back in passing, so that a mishearing can be seen and mended."""
    corrected = work.understanding.intent == "correct"
    heard = [row for row in work.learnt if not row.confirmed and (corrected or _is_worth_saying(row.value))]
    for question, values in _by_question(work, [HeardValue(row.member, row.fact, row.value) for row in heard]):
        work.add(Note(question, values, corrected))


def _is_worth_saying(value: FactValue) -> bool:
    return isinstance(value, Amount) or (isinstance(value, int) and not isinstance(value, bool))


def _by_question(work: Work, values: List[HeardValue]) -> List[Tuple[str, Tuple[HeardValue, ...]]]:
    found: Dict[str, List[HeardValue]] = {}
    for value in values:
        question = question_of(work, value.member, value.fact)
        if question is not None:
            found.setdefault(question.id, []).append(value)
    return [(question, tuple(rows)) for question, rows in found.items()]


def ask_again(work: Work, form: str) -> None:
    """Put the open question once more (same, in other words, or easier)."""
    if work.state.asked is not None and not work.state.held:
        work.again = replace(work.state.asked, form=form)
