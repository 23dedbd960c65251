"""A client of Twilio's library that keeps quiet, does not retry by itself, and can be pointed elsewhere."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

_SILENT = logging.Logger("twilio.silent")  # no parent, no handler: the library logs phone numbers at INFO
_SILENT.disabled = True


def make_client(
    account_sid: str, secret: str, *, key_id: str = "", base_url: str = "", timeout: float = 10.0
) -> Client:
    """A client for one account.

    `secret` is the account's auth token, or the secret of the API key `key_id`. `base_url` replaces the provider's
    scheme and host (a test's loopback server). `timeout` is in seconds, for connecting and for each read.
    """
    # urllib3 logs each request's address, with the number in its query, at DEBUG.
    logging.getLogger("urllib3.connectionpool").setLevel(logging.WARNING)
    http = _QuietHttpClient(base_url, timeout)
    return Client(key_id or account_sid, secret, account_sid, http_client=http, environment={"": ""})


class _QuietHttpClient:
    """The library's own client without its log and, where asked, with another address."""

    is_async = False

    def __init__(self, base_url: str, timeout: float) -> None:
        self._inner = TwilioHttpClient(timeout=timeout, logger=_SILENT)
        self._base = urlsplit(base_url)

    def request(self, method: str, url: str, **rest: object) -> Response:
        if self._base.netloc:
            # A page's next address is already absolute, so each request is rewritten, not only the first.
            url = urlunsplit(urlsplit(url)._replace(scheme=self._base.scheme, netloc=self._base.netloc))
        return self._inner.request(method, url, **rest)
