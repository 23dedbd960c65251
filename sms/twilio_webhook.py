"""Whether a request to our doors was signed by Twilio.

Sources: https://www.twilio.com/docs/usage/webhooks/webhooks-security for the SHA-1 signature under the auth token;
the request validator of Twilio's library for the SHA-256 signature under a shared key, which the header
X-Twilio-Webhooks-Signature-Settings names. A signature carries no time: replay is stopped by remembering provider
ids, not here.

    SignatureError
    ├── Unsigned              no signature came
    ├── UnknownSigningKey     the header names a shared key that is not configured
    ├── UnsupportedAlgorithm  the header names an algorithm that is not supported, or SHA-1 where it is switched off
    └── WrongSignature        the signature does not fit: altered, another account's, or another public address
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

__all__ = ["SIGNATURE_HEADER", "SIGNATURE_SETTINGS_HEADER", "SignatureError", "SigningKeys", "check_signature"]


class SignatureError(Exception):
    """The request is not proved to come from the provider: do nothing with it."""


class Unsigned(SignatureError):
    """No signature came."""


class UnknownSigningKey(SignatureError):
    """A shared key that we do not know signed it."""


class UnsupportedAlgorithm(SignatureError):
    """An algorithm we do not accept signed it."""


class WrongSignature(SignatureError):
    """The signature does not fit."""


@dataclass(frozen=True)
class SigningKeys:
    """What the provider signs with.

    `auth_token` for SHA-1; `shared_keys` (key id to secret, several during a rotation) for SHA-256. An empty
    `auth_token` refuses SHA-1, which is right once every webhook signs with a shared key.
    """

    auth_token: str = field(default="", repr=False)
    shared_keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.auth_token and not self.shared_keys:
            raise ValueError("no signing key: set the account's auth token or a webhook shared key")
        if "" in self.shared_keys.values():
            raise ValueError("a webhook shared key has an empty secret: set it or leave the key out")


def check_signature(
    keys: SigningKeys,
    url: str,
    form: Sequence[tuple[str, str]],
    signature: str,
    signature_settings: str = "",
) -> None:
    """Raise `SignatureError` unless the provider signed exactly this.

    `url` is the configured public address with the path and the query as they came, undecoded: what a proxy or the
    Host header says is not asked. `form` holds every field, repeated ones too. `signature` and `signature_settings`
    are the values of the two headers. Compared in constant time.
    """
    if not signature:
        raise Unsigned("the request carries no signature: it is not from the provider")
    algorithm = get_signature_algorithm(signature_settings).upper()
    validator = RequestValidator(_secret(keys, algorithm, signature_settings))
    fields = _Fields(form)
    given = signature.encode()
    matches = [
        hmac.compare_digest(validator.compute_signature(address, fields, algorithm).encode(), given)
        for address in _spellings(url)
    ]
    if not any(matches):
        raise WrongSignature(
            "the signature does not fit: check the auth token, and that the public URL is what the provider calls"
        )


def _secret(keys: SigningKeys, algorithm: str, signature_settings: str) -> str:
    if algorithm == HMAC_SHA1 and keys.auth_token:
        return keys.auth_token
    if algorithm != HMAC_SHA256:
        raise UnsupportedAlgorithm("this signature algorithm is not accepted: sign with HMAC_SHA256 and a shared key")
    settings = dict(part.strip().partition("=")[::2] for part in signature_settings.split(","))
    if not (secret := keys.shared_keys.get(settings.get("key", ""))):
        raise UnknownSigningKey("the webhook was signed with a shared key that is not configured: add its secret")
    return secret


def _spellings(url: str) -> Iterable[str]:
    """With and without the scheme's own port: the provider writes it for some requests and not for others."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.netloc.removesuffix(f":{port}")
    return [parts._replace(netloc=netloc).geturl() for netloc in (host, f"{host}:{port}")]


class _Fields(dict[str, list[str]]):
    """The form as the validator wants to see it: a mapping whose `getlist` gives all values of a name."""

    def __init__(self, form: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for name, value in form:
            self.setdefault(name, []).append(value)

    def getlist(self, name: str) -> list[str]:
        return self[name]
