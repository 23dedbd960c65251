"""The try-it phone: what a tester writes takes the way of a real text, through inbox, talk and outbox.

Development only.
"""

from __future__ import annotations

from urllib.parse import urlencode

import anyio.to_thread
import structlog
from fastapi import HTTPException, Request, Response
from starlette.responses import JSONResponse, RedirectResponse

from assistant.desk import known_facts
from assistant.store import StoreUnavailable
from assistant.talk import InboxUnavailable
from assistant.web.guards import PageForm, loopback_only
from assistant.web.page_words import Language, page_language
from assistant.web.pages import page
from assistant.web.phone_network import PhoneNetwork, PhoneText, fictional_number
from assistant.web.rooms import Rooms, rooms_of
from assistant.web.routes import Route
from assistant.web.show import labeller, shown_member, shown_value
from sms.numbers import PhoneNumber, PhoneNumberError, read_number
from sms.text import Alphabet, SmsText

LONGEST_TEXT = 10_000
log = structlog.get_logger()


def phone(request: Request, number: str = "", lang: str = "en") -> Response:
    """The page: one phone open, the others a click away. Without a number: the newest phone, or a new one."""
    language, network = page_language(lang), _network(request)
    known = network.numbers()
    refused = False
    try:
        chosen = _fictional(number) if number else None
    except PhoneNumberError:
        chosen, refused = None, True
    if number == "new" or (chosen is None and not known):
        chosen = fictional_number(known, rooms_of(request).services.edge)
    if chosen is None:
        chosen = read_number(known[-1])
    if not refused and number != chosen.e164:
        return RedirectResponse(f"/phone?{urlencode({'number': chosen.e164, 'lang': language})}", 303)
    numbers = tuple(dict.fromkeys((*known, chosen.e164)))
    return page(
        "phone.html", language, 400 if refused else 200, numbers=numbers, number=chosen.e164, refused=refused,
        texts=network.shown(chosen.e164), cost=SmsText, ucs2=Alphabet.UCS2, longest=LONGEST_TEXT, pretty=pretty_number,
        **_noted(rooms_of(request), chosen, language),
    )  # fmt: skip


def texts(request: Request, number: str, lang: str = "en") -> Response:
    """What the phone shows now, as the list alone."""
    shown: tuple[PhoneText, ...] = _network(request).shown(_known_or_404(number).e164)
    return page("phone_texts.html", page_language(lang), texts=shown, cost=SmsText, ucs2=Alphabet.UCS2)


def noted(request: Request, number: str, lang: str = "en") -> Response:
    """What the computer noted about this phone's person, as the table alone."""
    language = page_language(lang)
    return page("phone_noted.html", language, **_noted(rooms_of(request), _known_or_404(number), language))


async def send(request: Request, form: PageForm) -> Response:
    """A text from the phone. A page with its script gets JSON; without it, the page again."""
    number, language = _known_or_404(form.get("number", "")), page_language(form.get("lang", ""))
    body = form.get("text", "").replace("\r\n", "\n")
    if len(body) > LONGEST_TEXT:
        raise HTTPException(413, f"a text may have {LONGEST_TEXT} characters here")
    taken = await anyio.to_thread.run_sync(_hand_over, rooms_of(request), number, body, int("photo" in form))
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"taken": taken}, 200 if taken else 503)
    return RedirectResponse(f"/phone?{urlencode({'number': number.e164, 'lang': language})}", 303)


def _hand_over(rooms: Rooms, number: PhoneNumber, body: str, media: int) -> bool:
    """To the door. A text that it cannot take stays with the network, where the sweep finds it."""
    network = _network_of(rooms)
    text = network.text_in(number, body, media)
    try:
        rooms.services.door.receive(text)
    except (InboxUnavailable, StoreUnavailable) as error:
        log.warning("phone_text_not_taken", error=type(error).__name__)
        return False
    network.taken(text.provider_id)
    return True


def _noted(rooms: Rooms, number: PhoneNumber, language: Language) -> dict[str, object]:
    with rooms.services.store.reading() as reading:
        person = reading.people.find(number.e164)
        facts = known_facts(reading, person.id).facts if person else ()
        case = reading.cases.open_case(person.id) if person else None
    label = labeller(rooms.services.rules.labels(), language)
    return {"facts": facts, "case": case, "shown_value": shown_value, "shown_member": shown_member, "label": label}


def pretty_number(e164: str) -> str:
    """A number as it is written in the United States: (202) 555-0123."""
    return f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"


def _fictional(number: str) -> PhoneNumber | None:
    """The number if it is fictional; None for "new". Raises PhoneNumberError."""
    if number == "new":
        return None
    read = read_number(number)
    if not read.is_fictional:
        raise PhoneNumberError("only numbers of the fictional range may be used here")
    return read


def _known_or_404(number: str) -> PhoneNumber:
    try:
        found = _fictional(number)
    except PhoneNumberError as error:
        raise HTTPException(404, "no such made-up phone") from error
    if found is None:
        raise HTTPException(404, "no such made-up phone")
    return found


def _network(request: Request) -> PhoneNetwork:
    return _network_of(rooms_of(request))


def _network_of(rooms: Rooms) -> PhoneNetwork:
    if rooms.phone is None:
        raise HTTPException(404, "there is no try-it phone in this house")
    return rooms.phone


ROUTES = (
    Route("GET", "/phone", phone, loopback_only),
    Route("GET", "/phone/texts", texts, loopback_only),
    Route("GET", "/phone/noted", noted, loopback_only),
    Route("POST", "/phone/send", send, loopback_only),
)
