"""Words about consent: STOP, START, HELP, DELETE and their Spanish forms, and phrases that come near them.

Exact whole-message words act at once. A phrase that a reasonable person reads as "stop texting me" (47 CFR
64.1200(a)(10)) is asked about once (`sure` is False). What only sounds alike ("my hours stopped") is neither.

Sources: 47 CFR 64.1200(a)(10) names stop, quit, end, revoke, opt out, cancel, unsubscribe;
https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out names the provider's default words;
https://help.twilio.com/articles/223134027 says which words lift its block.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from sms.consent_phrases import PHRASES, Wish
from sms.fold import clauses, shorten_drawn, squeeze
from sms.spelling import write_out

FCC_STOP = frozenset({"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"})
"""Reply words that 47 CFR 64.1200(a)(10) says must be honoured."""

TWILIO_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
"""Words on which the provider itself blocks further texts and, in its default mode, answers."""

TWILIO_START = frozenset({"start", "yes", "unstop"})
"""Words that lift the provider's block. Ours is lifted by START_WORDS only: YES answers questions."""

TWILIO_HELP = frozenset({"help", "info"})
"""Words that the provider answers in its default mode."""

STOP_WORDS = (
    FCC_STOP
    | TWILIO_STOP
    | {"stop all", "opt me out"}
    | {"alto", "alto todo", "parar", "pare", "paren", "cancelar", "cancele", "baja", "dar de baja", "darme de baja"}
    | {"detener", "detenga", "detenganse", "fin", "revocar", "desuscribir"}
    | {"desuscribirme", "no mas mensajes", "arret", "arrete", "arreter"}
)
START_WORDS = frozenset({"start", "unstop", "reanudar", "reactivar", "alta", "darme de alta"})
HELP_WORDS = TWILIO_HELP | {"ayuda", "informacion", "aide"}
DELETE_WORDS = frozenset(
    {"delete", "delete me", "delete my data", "delete my information", "erase my data"}
    | {"borrar", "borrar mis datos", "borrar mi informacion", "borreme", "eliminar mis datos"}
)

MENU_TABOO = TWILIO_STOP | TWILIO_START | TWILIO_HELP
"""Words that must never be an answer offered by a menu: the provider or the law gives them another meaning."""


class ConsentKind(Enum):
    """What a message asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    DELETE = "delete"
    NONE = "none"


@dataclass(frozen=True)
class ConsentReading:
    """`sure`: the whole message is an official word. `words` is the folded text that decided, "" for none."""

    kind: ConsentKind
    sure: bool
    words: str = field(repr=False)


NOTHING = ConsentReading(ConsentKind.NONE, False, "")


def read_consent(text: str) -> ConsentReading:
    """What the message says about consent. Case, accents, signs and spaces do not matter (`Opt-out!`, `S T O P`)."""
    whole = squeeze(text)
    if kind := _EXACT.get(whole):
        return ConsentReading(kind, True, whole)
    drawn = tuple(shorten_drawn(clause) for clause in clauses(text))
    if kind := _EXACT.get("".join(drawn).replace(" ", "")):
        return ConsentReading(kind, True, whole)
    parts = tuple(map(write_out, drawn))
    for wish, pattern in PHRASES:
        for part in parts:
            if found := pattern.search(part):
                return ConsentReading(_KINDS[wish], False, found.group().strip())
    return NOTHING


def provider_acts_on(text: str) -> ConsentKind:
    """What the provider's default handling makes of this text, which it compares without folding accents or signs."""
    word = text.strip().casefold()
    for words, kind in _PROVIDER:
        if word in words:
            return kind
    return ConsentKind.NONE


def menu_faults(words: Iterable[str]) -> tuple[str, ...]:
    """Those of a menu's words that an official word has taken, as they were given; for the tests of every menu."""
    return tuple(word for word in words if squeeze(word) in _TAKEN)


_TAKEN = frozenset(map(squeeze, MENU_TABOO))
_PROVIDER = (
    (TWILIO_STOP, ConsentKind.STOP),
    (TWILIO_START, ConsentKind.START),
    (TWILIO_HELP, ConsentKind.HELP),
)
_EXACT = {
    squeeze(word): kind
    for words, kind in (
        (STOP_WORDS, ConsentKind.STOP),
        (START_WORDS, ConsentKind.START),
        (HELP_WORDS, ConsentKind.HELP),
        (DELETE_WORDS, ConsentKind.DELETE),
    )
    for word in words
}
_KINDS = {Wish.STOP: ConsentKind.STOP, Wish.START: ConsentKind.START, Wish.DELETE: ConsentKind.DELETE}
