"""What the person can probably get, best first, and how to get it."""

from __future__ import annotations

from typing import List, Optional, Tuple

from assistant.engine.actions.base import TalkAction
from assistant.engine.actions.interview import ask_again, greet
from assistant.engine.readers.folding import Folded
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.topics import read_topics
from assistant.engine.whereabouts import outside_our_states, possible_states
from assistant.engine.work import Work
from assistant.protocol.effects import OfferHuman, OpenCase, ResultLine, Say, ShowResults
from assistant.protocol.reasons import OUTSIDE_OUR_STATES, WORKER_MUST_CHECK
from assistant.protocol.state import INTERVIEW, RESULTS
from entitlements.determination import ASK_A_PERSON, LIKELY, NEED_MORE, UNLIKELY, Determination
from entitlements.household import ASKER, HOUSEHOLD, Household
from entitlements.program import YEAR
from entitlements.rulebook import Rulebook

RESULTS_PER_MESSAGE = 3
YOU = "you"
_ORDER = {LIKELY: 0, ASK_A_PERSON: 1, NEED_MORE: 2, UNLIKELY: 3}


class ShowResultsNow(TalkAction):
    action_name = "action_show_results"

    def act(self, work: Work) -> None:
        if not work.state.greeted:
            greet(work)
        show(work, start=0)


class MoreResults(TalkAction):
    """The next ones; when all were told, say so."""

    action_name = "action_more_results"

    def act(self, work: Work) -> None:
        if work.state.phase == INTERVIEW:
            work.add(Say("amount_later"))
            ask_again(work, "first")
            return
        show(work, start=work.state.shown)


class ResultsMenu(TalkAction):
    """After the results: the answer to an offered person, or what the person can do next."""

    action_name = "action_results_menu"

    def act(self, work: Work) -> None:
        offer = work.state.offer
        if offer is not None and work.understanding.facts.get("yes_no") is True:
            work.add(OpenCase(offer, work.turn.message, "day"))
        else:
            work.add(Say("results.menu"))


class TakeNeed(TalkAction):
    """What the person needs goes to the front; all programs are looked at all the same."""

    action_name = "action_take_need"

    def act(self, work: Work) -> None:
        told = tuple(topic for topic in work.understanding.topics if topic not in work.state.topics)
        work.change(topics=(*told, *work.state.topics)[:6])
        if told and not work.programs_for(told):
            work.add(Say("need_elsewhere"))
        ask_again(work, "first")


class HowToApply(TalkAction):
    """Papers and where, for the program named, or the first one that fits."""

    action_name = "action_how_to_apply"
    messages = "apply"

    def act(self, work: Work) -> None:
        program = program_in_question(work)
        if program is None:
            work.add(Say("how_it_works"))
        else:
            work.add(Say(f"{self.messages}.{program}", {**state_of(work), "program": program}))
        ask_again(work, "first")


class Documents(TalkAction):
    action_name = "action_documents"

    def act(self, work: Work) -> None:
        program = program_in_question(work)
        work.add(Say("documents", {"program": program}))
        ask_again(work, "first")


class AmountQuestion(TalkAction):
    """During the interview: after a few answers. After the results: the results again."""

    action_name = "action_amount"

    def act(self, work: Work) -> None:
        if work.state.phase == RESULTS:
            show(work, start=0)
            return
        work.add(Say("amount_later"))
        ask_again(work, "first")


def show(work: Work, start: int) -> None:
    """Tell up to three results from `start` on; from outside our states a person is called instead."""
    if outside_our_states(work):
        work.add(Say("territory"), OpenCase(OUTSIDE_OUR_STATES, work.turn.message, "day"))
        work.change(phase=RESULTS, asked=None, errors=0)
        return
    lines = ranked(work)
    page = lines[start : start + RESULTS_PER_MESSAGE]
    if not page:
        work.add(Say("result.none_left"))
        return
    shown = start + len(page)
    work.add(ShowResults(page, len(lines) - shown, start == 0))
    if start == 0 and lines[0].outcome == ASK_A_PERSON:
        offer_a_person(work)
    work.change(phase=RESULTS, shown=shown, asked=None, errors=0)


def offer_a_person(work: Work) -> None:
    """The best that we can say is that we are not sure: a person may be."""
    work.add(OfferHuman(WORKER_MUST_CHECK))
    work.change(offer=WORKER_MUST_CHECK)


def ranked(work: Work) -> Tuple[ResultLine, ...]:
    """Best first: likely before uncertain before unlikely; what was asked for first; then by worth."""
    wanted = set(work.wanted())
    household = work.household()
    found = work.rulebook.determine(household, work.turn.context.today, work.rulebook.talked())
    return tuple(
        line_of(row, household)
        for row in sorted(
            found,
            key=lambda row: (
                _ORDER[row.outcome], row.program not in wanted, -_a_month(work.rulebook, row), row.program
            ),
        )
    )


def _a_month(rulebook: Rulebook, row: Determination) -> int:
    """Cents a month, so that credits by the year and programs without an amount stand in line with the others."""
    if row.amount_high is None:
        return rulebook.program(row.program).worth
    return row.amount_high // (12 if row.period == YEAR else 1)


def line_of(row: Determination, household: Household) -> ResultLine:
    """What is told of one program; a note ("within 7 days") belongs to what is likely, or it would promise."""
    likely = row.outcome == LIKELY
    return ResultLine(
        row.program,
        row.outcome,
        row.amount_low,
        row.amount_high,
        row.notes if likely else (),
        row.period,
        _who(row, household) if likely else (),
    )


def _who(row: Determination, household: Household) -> Tuple[str, ...]:
    """Whom a likely result is for, when it is known of some and is not for all: "you" and the ages of the others."""
    likely = [person.member for person in row.people if person.outcome == LIKELY]
    if len(likely) in (0, household.get(HOUSEHOLD, "size")):
        return ()
    ages = {member: household.get(member, "age") for member in likely if member != ASKER}
    if not all(isinstance(age, int) for age in ages.values()):
        return ()
    return (*(YOU for member in likely if member == ASKER), *(str(age) for age in ages.values()))


def program_in_question(work: Work) -> Optional[str]:
    """The program this message names, else the best of the results, else the one that help was asked for."""
    heard = fold(work.turn.message)
    named = (*named_programs(work, heard), *work.programs_for(work.understanding.topics or read_topics(heard)))
    if named:
        return named[0]
    if work.state.phase != RESULTS:
        return None
    likely = [row.program for row in ranked(work) if row.outcome in (LIKELY, ASK_A_PERSON)]
    return next(iter((*likely, *work.wanted())), None)


def named_programs(work: Work, heard: Folded) -> List[str]:
    """The programs told of whose own name stands in the message: "chip", "extra help", "ayuda adicional"."""
    line = f" {heard.line}"
    return [
        program
        for program in work.rulebook.talked()
        for name in work.rulebook.program(program).name.values()
        if f" {fold(name.split(' (')[0]).line}" in line
    ]


def state_of(work: Work) -> dict[str, str]:
    """The state for a message's blanks, told or by the ZIP code; nothing while it may be one of two."""
    states = possible_states(work)
    return {"state": next(iter(states))} if len(states) == 1 else {}
