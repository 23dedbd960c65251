"""Who sits at the desk: a link that works once, made by the operator on the server, then a session cookie.

There are no passwords to guess, share or leak: whoever may run `handrail staff link NAME` on the server may let
somebody in (docs/guides/try-it.md). A link lives ten minutes and works once, on whichever process it reaches: the
store remembers that it was used. A session lives as long as a working day. Both are signed under a key derived from
the master key.

    SignInError
    ├── LinkNotGood    the link was altered, is too old, or was used before
    └── NotSignedIn    no session, or it has ended
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from itsdangerous import BadSignature, URLSafeSerializer

from assistant.edge import Edge
from assistant.settings import Settings
from assistant.store import Store

COOKIE: Final = "handrail_desk"
LINK_LASTS: Final = timedelta(minutes=10)
SESSION_LASTS: Final = timedelta(hours=10)
WRITE_LIMIT_S: Final = 5.0


class SignInError(Exception):
    """Somebody is not let in."""


class LinkNotGood(SignInError):
    """The link was altered, is too old, or was used before."""


class NotSignedIn(SignInError):
    """There is no session, or it has ended."""


@dataclass(frozen=True)
class Staff:
    """A caseworker at the desk, by the name under which the audit knows them."""

    name: str


class SignIn:
    """Makes and reads links and sessions."""

    def __init__(self, settings: Settings, store: Store, edge: Edge) -> None:
        key = hmac.digest(settings.master_keys[0], b"desk sign-in", "sha256")
        self._links = URLSafeSerializer(key, salt="link")
        self._sessions = URLSafeSerializer(key, salt="session")
        self._store, self._edge = store, edge

    def link_token(self, name: str) -> str:
        """What a sign-in link for this caseworker carries."""
        until = self._edge.now() + LINK_LASTS
        return str(self._links.dumps([self._edge.random_bytes(16).hex(), name, until.isoformat()]))

    def redeem(self, token: str) -> Staff:
        """The caseworker a link lets in, once. Raises LinkNotGood, or StoreUnavailable."""
        try:
            link_id, name, until = cast(list[str], self._links.loads(token))
        except BadSignature as error:
            raise LinkNotGood("this link is not one of ours; ask for a new one") from error
        now = self._edge.now()
        if now > datetime.fromisoformat(until):
            raise LinkNotGood("this link is too old; ask for a new one")
        with self._store.transaction(WRITE_LIMIT_S) as transaction:
            if not transaction.inbox.first_time(f"sign-in link {link_id}", now):
                raise LinkNotGood("this link was used before; ask for a new one")
            transaction.ledger.audit(now, name, "signed_in", None)
        return Staff(name)

    def session(self, staff: Staff) -> str:
        """The cookie's value."""
        return str(self._sessions.dumps([staff.name, (self._edge.now() + SESSION_LASTS).isoformat()]))

    def staff(self, cookie: str) -> Staff:
        """Whose session this is. Raises NotSignedIn."""
        try:
            name, until = cast(list[str], self._sessions.loads(cookie))
        except BadSignature as error:
            raise NotSignedIn("sign in first") from error
        if self._edge.now() > datetime.fromisoformat(until):
            raise NotSignedIn("the session has ended; sign in again")
        return Staff(name)
