from __future__ import annotations

import re
from itertools import combinations

import pytest

from sms.errors import CATALOGUE, NO_ANSWER, NO_CONNECTION, UNKNOWN, SendError, error_for_code, error_for_status


def test_every_error_leads_somewhere() -> None:
    """Each entry tries again, calls somebody, closes the number or waits for proof; a person's own block does not."""
    for error in [*CATALOGUE.values(), NO_CONNECTION, NO_ANSWER, UNKNOWN]:
        leads = error.retry or error.alert or error.opted_out or error.dead or error.unclear
        assert leads or error.code == 30004, error
        assert re.fullmatch(r"[A-Za-z].*[^.]", error.meaning)


def test_properties_do_not_contradict() -> None:
    for error in [*CATALOGUE.values(), NO_CONNECTION, NO_ANSWER]:
        for one, other in combinations(("retry", "opted_out", "dead", "unclear"), 2):
            assert not (getattr(error, one) and getattr(error, other)), error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (21610, "opted_out"),
        (21211, "dead"),
        (21614, "dead"),
        (30003, "retry"),
        (30005, "dead"),
        (30006, "dead"),
        (30007, "alert"),
        (30008, "retry"),
        (30034, "alert"),
        (20429, "retry"),
        (20003, "alert"),
    ],
)
def test_the_codes_that_matter_most(code: int, expected: str) -> None:
    assert getattr(error_for_code(code), expected)


def test_an_unknown_code_alerts_and_is_not_repeated() -> None:
    assert error_for_code(99999) == SendError(99999, UNKNOWN.meaning, alert=True)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (429, None, "retry"),
        (500, None, "unclear"),
        (503, 99999, "unclear"),
        (400, 99999, "alert"),
        (400, 21610, "opted_out"),
    ],
)
def test_an_answer_without_a_known_code_is_read_by_its_status(status: int, code: int | None, expected: str) -> None:
    assert getattr(error_for_status(status, code), expected)
    assert error_for_status(status, code).code == code
