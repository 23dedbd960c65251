from __future__ import annotations

import pytest

from sms.form import BadField, FormError, MissingField, UnservedNumber
from sms.inbound import InboundKind, OptOutType, is_tapback, read_inbound

SID = "SM" + "0a" * 16
FORM = {
    "MessageSid": SID,
    "AccountSid": "AC" + "0" * 32,
    "From": "+12025550123",
    "To": "+12025550100",
    "Body": "lost my job need help w food",
    "NumMedia": "0",
    "NumSegments": "1",
    "FromCountry": "US",
}


def test_a_whole_form() -> None:
    text = read_inbound(FORM)
    assert (text.provider_id, text.sender.e164, text.to) == (SID, "+12025550123", "+12025550100")
    assert (text.body, text.media_count, text.segments, text.country) == (FORM["Body"], 0, 1, "US")
    assert text.opt_out_type is None
    assert text.kind is InboundKind.TEXT


def test_what_may_be_absent() -> None:
    text = read_inbound({key: FORM[key] for key in ("MessageSid", "From", "To")} | {"Body": "á" * 71})
    assert (text.media_count, text.segments, text.country) == (0, 2, "")


def test_half_an_emoji_can_be_stored() -> None:
    assert read_inbound(FORM | {"Body": "food \ud83d"}).body == "food ?"


@pytest.mark.parametrize("name", ["MessageSid", "From", "To"])
@pytest.mark.parametrize("absent", [True, False])
def test_missing_fields_are_named(name: str, absent: bool) -> None:
    form = {key: value for key, value in FORM.items() if key != name} if absent else FORM | {name: ""}
    with pytest.raises(MissingField, match=name):
        read_inbound(form)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MessageSid", "SM1"),
        ("MessageSid", "XX" + "0" * 32),
        ("NumMedia", "one"),
        ("NumMedia", "-1"),
        ("NumSegments", "١"),
    ],
)
def test_bad_fields_are_named_without_their_value(name: str, value: str) -> None:
    with pytest.raises(BadField, match=name) as caught:
        read_inbound(FORM | {name: value})
    assert f" {value} " not in str(caught.value)


@pytest.mark.parametrize("sender", ["72975", "+442079460958", "AMAZON"])
def test_unserved_senders_keep_the_providers_id(sender: str) -> None:
    with pytest.raises(UnservedNumber) as caught:
        read_inbound(FORM | {"From": sender})
    assert caught.value.provider_id == SID
    assert sender not in str(caught.value)
    assert isinstance(caught.value, FormError)


def test_our_own_address_may_be_a_short_code() -> None:
    assert read_inbound(FORM | {"To": "72975"}).to == "72975"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("STOP", OptOutType.STOP), ("stop", OptOutType.STOP), ("HELP", OptOutType.HELP), ("NEW", OptOutType.OTHER)],
)
def test_what_the_provider_answered(value: str, expected: OptOutType) -> None:
    assert read_inbound(FORM | {"OptOutType": value}).opt_out_type is expected


@pytest.mark.parametrize(
    ("body", "media", "kind"),
    [
        ("", "0", InboundKind.EMPTY),
        (" \n\u200b\ufe0f ", "0", InboundKind.EMPTY),
        ("", "2", InboundKind.MEDIA),
        ("my letter", "1", InboundKind.TEXT),
        ("👍", "0", InboundKind.TEXT),
        ("Liked “How many people eat with you?”", "0", InboundKind.TAPBACK),
        ("Liked an image", "0", InboundKind.TAPBACK),
    ],
)
def test_kinds(body: str, media: str, kind: InboundKind) -> None:
    assert read_inbound(FORM | {"Body": body, "NumMedia": media}).kind is kind


@pytest.mark.parametrize(
    "body",
    [
        'Loved "Reply STOP to end"',
        "Disliked “a”",
        "Laughed at “Ok\nsecond line”",
        "Emphasized “Do you rent?”",
        "Questioned “Do you rent?”",
        "Removed a heart from “Do you rent?”",
        "Removed a like from “Do you rent?”",
        "Reacted 😂 to “Do you rent?”",
        "Le gustó “¿Renta usted?”",
        "Le encantó “¿Renta usted?”",
        "No le gustó “¿Renta usted?”",
        "Reaccionó con 😂 a “¿Renta usted?”",
        "Eliminó un corazón de “¿Renta usted?”",
        "\u200a\u200b👍\u200b to “\u200aDo you rent?\u200a” ",
        "👍 a «¿Renta usted?»",
        "Liked “The first words of a long te…",
    ],
)
def test_reactions_of_phones(body: str) -> None:
    assert is_tapback(body)


@pytest.mark.parametrize(
    "body",
    [
        "I liked the food bank",
        "liked it",
        "Loved ones live with me",
        "Questioned by my boss",
        "Me gustó",
        'my son said "no"',
        "👍",
        "3 to 4 people",
        "removed from my home",
    ],
)
def test_words_that_are_no_reaction(body: str) -> None:
    assert not is_tapback(body)


def test_body_and_number_stay_out_of_repr() -> None:
    shown = repr(read_inbound(FORM))
    assert "food" not in shown
    assert "2025550123" not in shown
