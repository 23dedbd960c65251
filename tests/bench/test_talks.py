"""The people of the bench: real numbers of the fictional range, whole talks, and nobody over the limits of a number."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict

import pytest

from sms.limits import LIMITS
from sms.numbers import read_number
from tests.bench.talks import NUMBERS, Crowd, load_talks, number_of


def test_every_number_is_served_and_fictional() -> None:
    for person in range(0, NUMBERS, 50):
        number = read_number(number_of(person))
        assert number.is_fictional
        assert number.e164 == number_of(person)
    assert len({number_of(person) for person in range(NUMBERS)}) == NUMBERS


def test_nobody_has_no_number() -> None:
    with pytest.raises(ValueError, match="no number"):
        number_of(NUMBERS)


def test_talks_are_whole_in_both_languages_and_under_the_limits() -> None:
    talks = load_talks()
    assert len(talks) >= 8
    assert sum("hola" in talk[0] or "é" in "".join(talk) for talk in talks) >= 3
    for talk in talks:
        assert all(body.strip() for body in talk)
        assert 10 <= len(talk) < min(limit.texts for limit in LIMITS)


def test_people_take_turns_and_finish_what_they_began() -> None:
    talks = (("a1", "a2"), ("b1", "b2", "b3"))
    crowd = Crowd(2, talks)
    said = defaultdict(list)
    for _ in range(7):
        message = crowd.next()
        said[message.number].append(message.body)
    assert list(said.values()) == [["a1", "a2"], ["b1", "b2", "b3"], ["a1", "a2"]]
    assert crowd.numbers[:3] == [number_of(person) for person in range(3)]


def test_several_threads_get_each_text_once() -> None:
    crowd, found, lock = Crowd(10, (tuple("abcdefgh"),)), Counter[tuple[str, str]](), threading.Lock()

    def work() -> None:
        for _ in range(100):
            message = crowd.next()
            with lock:
                found[message.number, message.body] += 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found.values()) == {1}
    assert found.total() == 400
