from __future__ import annotations

import pytest

from sms.numbers import NotANumber, NotServed, PhoneNumber, PhoneNumberError, read_number


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("+14155550199", "+14155550199"),
        ("(202) 555-0123", "+12025550123"),
        ("1 650 253 0000", "+16502530000"),
        ("+14165551234", "+14165551234"),  # Toronto
        ("787-767-1234", "+17877671234"),  # Puerto Rico
        ("+18005551212", "+18005551212"),
        ("+12215550123", "+12215550123"),  # an area code that is not in use yet: it may be tomorrow
    ],
)
def test_us_and_canada_numbers_are_read(written: str, e164: str) -> None:
    assert read_number(written).e164 == e164


@pytest.mark.parametrize("written", ["", "STOP", "12345", "+1202555012", "+12025550123456", "+10005551234"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        read_number(written)


@pytest.mark.parametrize("written", ["+442079460958", "+18765551234", "+19002345678", "+525555555555"])
def test_other_countries_and_premium_numbers_are_refused(written: str) -> None:
    with pytest.raises(NotServed):
        read_number(written)


def test_no_error_holds_the_number() -> None:
    for written in ("+442079460958", "+1202555012", "+18765551234"):
        with pytest.raises(PhoneNumberError) as caught:
            read_number(written)
        assert written[4:] not in str(caught.value)


@pytest.mark.parametrize(
    ("e164", "fictional"), [("+12025550100", True), ("+12025550199", True), ("+12025550200", False)]
)
def test_the_fictional_range(e164: str, fictional: bool) -> None:
    assert PhoneNumber(e164).is_fictional is fictional


def test_time_zones_of_an_area_code() -> None:
    assert read_number("+12025550123").time_zones() == ("America/New_York",)
    assert len(read_number("+12085550123").time_zones()) == 2  # Idaho lies in two
    assert len(read_number("+18005551212").time_zones()) > 5  # toll-free: it may be anywhere
    assert PhoneNumber("+15555550123").time_zones() == ()


def test_toll_free() -> None:
    assert PhoneNumber("+18335550123").is_toll_free
    assert not PhoneNumber("+12025550123").is_toll_free


def test_a_number_never_prints() -> None:
    number = PhoneNumber("+12025550123")
    for shown in (repr(number), str(number), f"{number}", "%s" % number):  # noqa: UP031 (a log formats like this)
        assert shown == "PhoneNumber(…23)"
