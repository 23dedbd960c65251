"""Text folded for exact comparison: what a phone changes (case, accents, curly signs, spacing) is undone."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_BREAKS = re.compile(r"[.!?¡¿;:,\n\r…()\[\]\"“”«»|/–—]+|\s-+\s")
_NOT_WORD = re.compile(r"[^a-z0-9ñ.]+")
_DOTS = re.compile(r"\s*\.[\s.]*")
_LONG_DRAWN = re.compile(r"([a-zñ])\1{2,}")


def fold(text: str) -> str:
    """Lower-case words parted by single spaces; no accents, no signs; apostrophes close up (`don't`: `dont`).

    NFKC first, so that full-width and ligature forms count as the letters they show. `ñ` stays a letter of its
    own (`año` is not `ano`).
    """
    return " ".join(clauses(text))


def clauses(text: str) -> tuple[str, ...]:
    """The folded text cut at its punctuation: what stands in one clause belongs together."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    marked = _DOTS.sub(" . ", _NOT_WORD.sub(" ", _BREAKS.sub(".", _without_accents(plain))))
    return tuple(part for part in (clause.strip() for clause in marked.split(".")) if part)


def squeeze(text: str) -> str:
    """The folded text without any space, so that `OPT OUT`, `opt-out` and `S T O P` are one word each."""
    return fold(text).replace(" ", "")


def shorten_drawn(text: str) -> str:
    """`stoppp` and `ayudaaa` with their drawn-out letters cut to one (`pleeease`: `please`)."""
    return _LONG_DRAWN.sub(r"\1", text)


def _without_accents(text: str) -> str:
    kept = text.replace("ñ", "\x00")
    bare = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return bare.replace("\x00", "ñ")
