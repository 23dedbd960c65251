"""A texting provider on loopback that misbehaves on purpose: the real client of Twilio's library talks to it.

    with FakeProvider(tmp_path / "provider.sqlite", inbound_url=..., faults=Faults(seed=7, lose_answer=0.1)) as fake:
        client = make_client(fake.account_sid, fake.auth_token, base_url=fake.base_url)
        ...
        fake.text_in("+12025550123", "help w food", copies=2)
        fake.wait_idle(10)
        fake.phone("+12025550123")      # what that phone has shown

It keeps every text in one SQLite file, so what people "got" outlives our processes and the fake itself; callbacks that
are waiting when the fake ends are lost, as they would be. Chances are drawn from `Faults.seed` and the text's own id,
not from the order in which threads arrive, so a run can be repeated. It calls no address but 127.0.0.1.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from twilio.request_validator import HMAC_SHA256, RequestValidator

from sms.text import SmsText
from tests.support.posts import Posts


@dataclass(frozen=True)
class Faults:
    """The knobs. Chances lie between 0 and 1 and are drawn once a text; times are in seconds.

    refuse             answer 503 and accept nothing
    drop_request       close the connection before reading on: nothing accepted, no answer
    lose_answer        accept the text, then close the connection without an answer
    slow_answer        accept the text, then answer only after `slow_seconds` (set it over the client's timeout)
    list_lag           how long an accepted text stays missing from the lists
    lose_callbacks     none of a text's status callbacks ever comes
    repeat_callback    a callback comes twice (drawn for each callback)
    reorder_callbacks  a text's callbacks come in a shuffled order
    callback_delay     the longest pause before each callback
    undelivered        the carrier fails: the last status is `undelivered` with code 30003
    inbound_retries    how often a webhook of ours that fails (no answer, or 5xx) is tried again
    inbound_delay      the longest pause before an inbound webhook; copies are drawn apart, so they overtake others
    """

    seed: int = 0
    refuse: float = 0.0
    drop_request: float = 0.0
    lose_answer: float = 0.0
    slow_answer: float = 0.0
    slow_seconds: float = 0.0
    list_lag: float = 0.0
    lose_callbacks: float = 0.0
    repeat_callback: float = 0.0
    reorder_callbacks: float = 0.0
    callback_delay: float = 0.0
    undelivered: float = 0.0
    inbound_retries: int = 1
    inbound_delay: float = 0.0


@dataclass(frozen=True)
class Text:
    """One text in the fake's book. `our_id` is the `id` of its status callback's address, "" if it had none."""

    sid: str
    direction: str
    to: str
    sender: str
    body: str
    status: str
    our_id: str
    created: float


class FakeProvider:
    """See the module. `inbound_url` is the address of our SMS door; `opted_out` numbers are refused with 21610.

    `resources` answers other GET paths (for the setup check): path, with query if given, to JSON.
    `shared_key` (id, secret) signs webhooks with SHA-256 instead of the auth token's SHA-1. `clock` (seconds since
    1970) dates the texts. While `outage` is "503" or "silent", every request is answered so, lists included; "sending"
    refuses new texts with 503 and answers the rest.
    """

    account_sid = "AC" + "0" * 31 + "1"
    auth_token = "fake-auth-token"

    def __init__(
        self,
        book: Path,
        *,
        inbound_url: str = "",
        number: str = "+12025550100",
        faults: Faults | None = None,
        opted_out: frozenset[str] = frozenset(),
        resources: Mapping[str, object] | None = None,
        shared_key: tuple[str, str] | None = None,
        port: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.number, self.inbound_url, self.opted_out = number, inbound_url, set(opted_out)
        self.faults = faults or Faults()
        self.resources, self.shared_key = dict(resources or {}), shared_key
        self.requests: list[tuple[str, str, list[tuple[str, str]]]] = []
        self.outage = ""
        self._clock = clock
        self._lock = threading.RLock()
        self._book = sqlite3.connect(book, check_same_thread=False, isolation_level=None)
        self._book.row_factory = sqlite3.Row
        self._book.executescript(_SCHEMA)
        self._attempts: dict[str, int] = {}
        self._posts = Posts()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def base_url(self) -> str:
        """The address that stands for the provider's host."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._posts.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._posts.stop()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._book.close()

    # What a test asks

    def texts(self, direction: str = "outbound-api") -> list[Text]:
        """All texts of one direction, oldest first."""
        with self._lock:
            rows = self._book.execute("SELECT * FROM text WHERE direction = ? ORDER BY number", (direction,)).fetchall()
        return [_text(row) for row in rows]

    def phone(self, number: str) -> list[str]:
        """The bodies that this number's phone has shown, in the order they were accepted."""
        with self._lock:
            rows = self._book.execute(
                "SELECT shown FROM text WHERE direction = 'outbound-api' AND recipient = ? AND failing = 0"
                " ORDER BY number",
                (number,),
            ).fetchall()
        return [row["shown"] for row in rows]

    def wait_idle(self, seconds: float) -> bool:
        """Wait until no webhook or callback is waiting; False if some still are when the time is up."""
        return self._posts.wait_idle(seconds)

    # A person's phone

    def text_in(self, sender: str, body: str, *, copies: int = 1, webhook: bool = True, **fields: str) -> str:
        """A person texts us: it enters the book, and `copies` signed webhooks follow (none: only the list has it)."""
        sid = self._enter(direction="inbound", to=self.number, sender=sender, body=body, status="received")
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "AccountSid": self.account_sid,
            "From": sender,
            "To": self.number,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": str(SmsText(body).segments),
            "FromCountry": "US",
            "ApiVersion": "2010-04-01",
            **fields,
        }
        dice = self._dice("inbound", sid)
        for _ in range(copies if webhook else 0):
            due = dice.random() * self.faults.inbound_delay
            self._posts.add(due, lambda: self._post(self.inbound_url, form, self.faults.inbound_retries))
        return sid

    # What the door of the fake does

    def authorised(self, header: str) -> bool:
        """Whether the request carries our account's credentials."""
        expected = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        return header == f"Basic {expected}"

    def create(self, form: Mapping[str, str]) -> _Answer:
        """Accept a text, or refuse it as the provider would; then fail as the knobs say."""
        if refusal := self._refusal(form):
            return refusal
        our_id = dict(parse_qsl(urlsplit(form.get("StatusCallback", "")).query)).get("id", "")
        with self._lock:
            attempt = self._attempts[our_id] = self._attempts.get(our_id, 0) + 1
        dice = self._dice("create", f"{our_id}:{attempt}")
        refuse, drop, lose, slow, fail = (dice.random() for _ in range(5))
        if refuse < self.faults.refuse:
            return _UNAVAILABLE
        if drop < self.faults.drop_request:
            return _Answer(None)
        failing = fail < self.faults.undelivered
        sid = self._enter(
            direction="outbound-api",
            to=form["To"],
            sender=form.get("From", self.number),
            body=form["Body"],
            status="queued",
            our_id=our_id,
            callback=form.get("StatusCallback", ""),
            failing=failing,
        )
        self._plan_callbacks(sid, failing, dice)
        if lose < self.faults.lose_answer:
            return _Answer(None)
        pause = self.faults.slow_seconds if slow < self.faults.slow_answer else 0.0
        return _Answer(201, self.resource(sid), pause)

    def listing(self, query: Sequence[tuple[str, str]]) -> _Answer:
        """One page of the list of texts, newest first, without those that are younger than the lag."""
        wanted = dict(query)
        size, page = int(wanted.get("PageSize", "50")), int(wanted.get("Page", "0"))
        since = _moment(wanted.get("DateSent>", ""))  # a text that is still queued has no day of sending
        with self._lock:
            rows = self._book.execute(
                "SELECT * FROM text WHERE created <= ? AND (? IN ('', recipient)) AND (? IN ('', sender))"
                " AND (? = 0 OR (created >= ? AND status <> 'queued')) ORDER BY number DESC LIMIT ? OFFSET ?",
                (
                    self._clock() - self.faults.list_lag,
                    wanted.get("To", ""),
                    wanted.get("From", ""),
                    since,
                    since,
                    size + 1,
                    size * page,
                ),
            ).fetchall()
        following = urlencode({**wanted, "Page": page + 1, "PageToken": "P"}) if len(rows) > size else ""
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages.json"
        return _Answer(
            200,
            {
                "messages": [self._as_json(row) for row in rows[:size]],
                "page": page,
                "page_size": size,
                "next_page_uri": f"{path}?{following}" if following else None,
            },
        )

    def clear(self, sid: str) -> _Answer:
        """Clear a body in the list; the phone has shown it all the same."""
        with self._lock:
            changed = self._book.execute("UPDATE text SET body = '' WHERE sid = ?", (sid,)).rowcount
        return _Answer(200, self.resource(sid)) if changed else _NOT_FOUND

    def resource(self, sid: str) -> dict[str, object]:
        """A text as the API shows it."""
        with self._lock:
            return self._as_json(self._book.execute("SELECT * FROM text WHERE sid = ?", (sid,)).fetchone())

    def _refusal(self, form: Mapping[str, str]) -> _Answer | None:
        if not form.get("To"):
            return _refused(21604, "A 'To' phone number is required.")
        if not form.get("Body"):
            return _refused(21602, "Message body is required.")
        if len(form["Body"]) > 1600:
            return _refused(21617, "The concatenated message body exceeds the 1600 character limit.")
        if not (form.get("From") or form.get("MessagingServiceSid")):
            return _refused(21603, "A 'From' phone number is required.")
        if form["To"] in self.opted_out:
            return _refused(21610, "Attempt to send to unsubscribed recipient")
        return None

    def _plan_callbacks(self, sid: str, failing: bool, dice: Random) -> None:
        statuses = ["queued", "sending", "sent", "undelivered" if failing else "delivered"]
        if dice.random() < self.faults.reorder_callbacks:
            dice.shuffle(statuses)
        lost = dice.random() < self.faults.lose_callbacks
        due = 0.0
        for status in statuses:
            due += dice.random() * self.faults.callback_delay
            for _ in range(2 if dice.random() < self.faults.repeat_callback else 1):
                self._posts.add(due, lambda status=status: self._report(sid, status, lost))  # type: ignore[misc]

    def _report(self, sid: str, status: str, lost: bool) -> None:
        """The text gets further, which the list shows; its callback comes unless it is lost."""
        with self._lock:
            row = self._book.execute("SELECT * FROM text WHERE sid = ?", (sid,)).fetchone()
            if _ORDER.index(status) > _ORDER.index(row["status"]):
                self._book.execute("UPDATE text SET status = ? WHERE sid = ?", (status, sid))
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "AccountSid": self.account_sid,
            "From": row["sender"],
            "To": row["recipient"],
            "ApiVersion": "2010-04-01",
            **({"ErrorCode": "30003"} if status == "undelivered" else {}),
        }
        if row["callback"] and not lost:
            self._post(row["callback"], form, self.faults.inbound_retries)

    def _post(self, url: str, form: Mapping[str, str], retries: int) -> None:
        """Post a signed form; try again at once when nobody answers or the answer is 5xx, then give up.

        Addresses outside loopback are left alone: a test calls nobody.
        """
        url = url.partition("#")[0]
        if urlsplit(url).hostname != "127.0.0.1":
            return
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.signature(url, form)}
        request = Request(url, urlencode(form).encode(), headers)
        for _ in range(retries + 1):
            try:
                with _OPENER.open(request, timeout=15):
                    return
            except HTTPError as error:
                error.close()
                if error.code < 500:
                    return
            except OSError:
                time.sleep(0.02)

    def signature(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """The headers by which a genuine webhook is known."""
        if not self.shared_key:
            return {"X-Twilio-Signature": RequestValidator(self.auth_token).compute_signature(url, form)}
        key, secret = self.shared_key
        return {
            "X-Twilio-Signature": RequestValidator(secret).compute_signature(url, form, HMAC_SHA256),
            "X-Twilio-Webhooks-Signature-Settings": f"key={key},algorithm={HMAC_SHA256}",
        }

    def _enter(
        self,
        *,
        direction: str,
        to: str,
        sender: str,
        body: str,
        status: str,
        our_id: str = "",
        callback: str = "",
        failing: bool = False,
    ) -> str:
        with self._lock:
            count = self._book.execute("SELECT count(*) FROM text").fetchone()[0]
            sid = f"SM{count + 1:032x}"
            self._book.execute(
                "INSERT INTO text (sid, direction, recipient, sender, body, shown, status, our_id, callback, failing,"
                " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (sid, direction, to, sender, body, body, status, our_id, callback, failing, self._clock()),
            )
        return sid

    def _dice(self, kind: str, key: str) -> Random:
        return Random(f"{self.faults.seed}:{kind}:{key}")

    def _as_json(self, row: sqlite3.Row) -> dict[str, object]:
        moment = format_datetime(datetime.fromtimestamp(row["created"], UTC))
        return {
            "sid": row["sid"],
            "account_sid": self.account_sid,
            "direction": row["direction"],
            "to": row["recipient"],
            "from": row["sender"],
            "body": row["body"],
            "status": row["status"],
            "date_created": moment,
            "date_sent": None if row["status"] in ("accepted", "queued") else moment,
            "date_updated": moment,
            "num_media": "0",
            "num_segments": str(SmsText(row["shown"]).segments),
            "error_code": 30003 if row["status"] == "undelivered" else None,
            "error_message": None,
            "messaging_service_sid": None,
            "price": None,
            "price_unit": "USD",
            "api_version": "2010-04-01",
            "uri": f"/2010-04-01/Accounts/{self.account_sid}/Messages/{row['sid']}.json",
            "subresource_uris": {},
        }


_ORDER = ("received", "queued", "sending", "sent", "undelivered", "delivered")
_OPENER = build_opener(ProxyHandler({}))
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS text (
    number INTEGER PRIMARY KEY, sid TEXT UNIQUE, direction TEXT, recipient TEXT, sender TEXT,
    body TEXT, shown TEXT, status TEXT, our_id TEXT, callback TEXT, failing INTEGER, created REAL
);
"""


@dataclass(frozen=True)
class _Answer:
    """What goes back: no status means that the connection closes without an answer."""

    status: int | None
    payload: object = None
    pause: float = 0.0


_UNAVAILABLE = _Answer(503, {"code": 20503, "message": "Service unavailable", "status": 503})
_NOT_FOUND = _Answer(404, {"code": 20404, "message": "The requested resource was not found", "status": 404})


def _refused(code: int, message: str) -> _Answer:
    return _Answer(400, {"code": code, "message": message, "status": 400})


def _text(row: sqlite3.Row) -> Text:
    return Text(
        row["sid"],
        row["direction"],
        row["recipient"],
        row["sender"],
        row["body"],
        row["status"],
        row["our_id"],
        row["created"],
    )


def _moment(value: str) -> float:
    return datetime.fromisoformat(value).timestamp() if value else 0.0


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed; anything else is a fault of the fake."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(fake: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer([])

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", "0"))
            self._answer(parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True))

        def log_message(self, *args: object) -> None:
            """Stay quiet: a test's output is for its failures."""

        def _answer(self, form: list[tuple[str, str]]) -> None:
            fake.requests.append((self.command, self.path, form))
            answer = self._route(form)
            if answer.status is None:
                self.close_connection = True
                return
            time.sleep(answer.pause)
            content = json.dumps(answer.payload).encode()
            try:
                self.send_response(answer.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True  # the client was killed or stopped waiting

        def _route(self, form: list[tuple[str, str]]) -> _Answer:
            if fake.outage in ("503", "silent") or (fake.outage == "sending" and self.command == "POST"):
                return _Answer(None) if fake.outage == "silent" else _UNAVAILABLE
            if not fake.authorised(self.headers.get("Authorization", "")):
                return _Answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
            address = urlsplit(self.path)
            messages = f"/2010-04-01/Accounts/{fake.account_sid}/Messages"
            if address.path == f"{messages}.json":
                return fake.create(dict(form)) if self.command == "POST" else fake.listing(parse_qsl(address.query))
            if address.path.startswith(f"{messages}/") and dict(form) == {"Body": ""}:
                return fake.clear(address.path.removeprefix(f"{messages}/").removesuffix(".json"))
            if (found := fake.resources.get(address.path)) is not None:
                return _Answer(200, found)
            return _NOT_FOUND

    return Handler
