"""Signatures of Twilio's documentation, of its library, and of webhooks that the fake provider really posts."""

from __future__ import annotations

from pathlib import Path

import pytest
from twilio.request_validator import HMAC_SHA256, RequestValidator

from sms.twilio_webhook import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    SignatureError,
    SigningKeys,
    UnknownSigningKey,
    Unsigned,
    UnsupportedAlgorithm,
    WrongSignature,
    check_signature,
)
from tests.support.door import Door
from tests.support.fake_provider import FakeProvider

URL = "https://help.example.org/sms/inbound?line=1"
FORM = [("Body", "¿Qué? a=b&c"), ("From", "+12025550123"), ("MediaUrl", "b"), ("MediaUrl", "a"), ("NumMedia", "")]
KEYS = SigningKeys("token", {"old": "old-secret", "new": "new-secret"})


def sign(url: str = URL, secret: str = "token", algorithm: str | None = None) -> str:
    class Multi(dict[str, str]):
        def getlist(self, name: str) -> list[str]:
            return [value for key, value in FORM if key == name]

    return str(RequestValidator(secret).compute_signature(url, Multi(FORM), algorithm))


def test_the_example_of_the_documentation() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-security prints this request and its signature."""
    form = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675309"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
    ]
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    check_signature(SigningKeys("12345"), url, form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


def test_both_modes_pass() -> None:
    check_signature(KEYS, URL, FORM, sign())
    for key, secret in (("old", "old-secret"), ("new", "new-secret")):
        signature = sign(secret=secret, algorithm=HMAC_SHA256)
        check_signature(KEYS, URL, FORM, signature, f"key={key},algorithm=HMAC_SHA256")
        check_signature(KEYS, URL, FORM, signature, f" algorithm=HMAC_SHA256 , key={key}")


def test_the_port_may_be_written_or_not() -> None:
    with_port = URL.replace("example.org", "example.org:443")
    check_signature(KEYS, URL, FORM, sign(with_port))
    check_signature(KEYS, with_port, FORM, sign(URL))
    check_signature(KEYS, URL.replace(".org", ".org:8443"), FORM, sign(URL.replace(".org", ".org:8443")))


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (URL + "&x=1", FORM),
        (URL.replace("https", "http"), FORM),
        (URL.replace("inbound", "status"), FORM),
        (URL.replace("help.", "evil."), FORM),
        (URL, FORM[1:]),
        (URL, [*FORM, ("OptOutType", "START")]),
        (URL, [("Body", "STOP"), *FORM[1:]]),
    ],
)
def test_anything_altered_is_refused(url: str, form: list[tuple[str, str]]) -> None:
    with pytest.raises(WrongSignature):
        check_signature(KEYS, url, form, sign())


def test_what_is_refused_and_why() -> None:
    sha256 = sign(secret="new-secret", algorithm=HMAC_SHA256)
    cases: list[tuple[SigningKeys, str, str, type[SignatureError]]] = [
        (KEYS, "", "", Unsigned),
        (KEYS, "x", "", WrongSignature),
        (KEYS, "é", "", WrongSignature),
        (KEYS, sign(secret="other"), "", WrongSignature),
        (KEYS, sha256, "key=none,algorithm=HMAC_SHA256", UnknownSigningKey),
        (KEYS, sha256, "algorithm=HMAC_SHA256", UnknownSigningKey),
        (KEYS, sha256, "key=old,algorithm=HMAC_SHA256", WrongSignature),
        (KEYS, sign(), "key=new,algorithm=HMAC_MD5", UnsupportedAlgorithm),
        (SigningKeys(shared_keys={"new": "new-secret"}), sign(), "", UnsupportedAlgorithm),
        # The auth token must not pass for a shared key, nor an empty secret for any.
        (SigningKeys("token"), sign(algorithm=HMAC_SHA256), "key=,algorithm=HMAC_SHA256", UnknownSigningKey),
    ]
    for keys, signature, settings, error in cases:
        with pytest.raises(error):
            check_signature(keys, URL, FORM, signature, settings)


def test_keys_must_be_there_and_stay_out_of_repr() -> None:
    with pytest.raises(ValueError, match="no signing key"):
        SigningKeys()
    with pytest.raises(ValueError, match="empty secret"):
        SigningKeys("token", {"new": ""})
    assert "token" not in repr(KEYS).replace("auth_token", "")
    assert "secret" not in repr(KEYS)


@pytest.mark.parametrize("shared_key", [None, ("k1", "s1")])
def test_a_posted_webhook_passes(tmp_path: Path, shared_key: tuple[str, str] | None) -> None:
    with Door() as door:
        inbound = f"{door.url}/sms/inbound"
        with FakeProvider(tmp_path / "book.sqlite", inbound_url=inbound, shared_key=shared_key) as fake:
            fake.text_in("+12025550123", "¿Qué? ayúdeme + 2 niños & 1 bebé 👶")
            assert fake.wait_idle(5)
        ((path, headers, form),) = door.posts
        keys = SigningKeys(fake.auth_token, {"k1": "s1"})
        settings = headers.get(SIGNATURE_SETTINGS_HEADER.lower(), "")
        assert bool(settings) == bool(shared_key)
        check_signature(keys, door.url + path, form, headers[SIGNATURE_HEADER.lower()], settings)
