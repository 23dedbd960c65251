"""Requests to stop and their look-alikes: the phrases alone, without the classifier."""

from __future__ import annotations

import pytest

from assistant.engine.readers import control
from assistant.engine.readers.asking import vocabulary_for
from assistant.engine.readers.folding import Folded
from assistant.engine.readers.numbers import fold

STOP = """\
stop|STOP|stop texting me|please stop messaging me|unsubscribe|take me off your list|remove my number
quit texting me|no more texts|dont text me anymore|cancel|opt out|leave me alone|do not contact me
lose my number|end|quit|i dont want these texts|stop sending me messages|stopall|alto|parar|basta
ya no me manden mensajes|dejen de escribirme|no me escriban mas|quitenme de su lista|borren mi numero
no quiero mas mensajes|cancelar|darme de baja|no mas mensajes"""
NO_STOP = """\
my hours stopped|my benefits stopped|they stopped my stamps|can you stop my eviction|bus stop
i want to stop working|when does it end|end of the month|stop my lights from getting cut off|no more food
cancel my appointment with the doctor|ya no tengo trabajo|me quitaron las estampillas|no mas somos 3
my ex wont stop calling the cops"""


def texts(table: str) -> list[str]:
    return [text for line in table.splitlines() for text in line.split("|")]


def heard(text: str) -> Folded:
    return fold(text, "en", vocabulary_for(None))


def stops(text: str) -> bool:
    message = heard(text)
    phrases = {hit.label for hit in control.phrases_within(message)}
    return control.whole_intent(message, after_a_question=True) == "stop" or "stop" in phrases


@pytest.mark.parametrize("text", texts(STOP))
def test_stop(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize("text", texts(NO_STOP))
def test_no_stop(text: str) -> None:
    assert not stops(text)
