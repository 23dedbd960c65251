"""A text message as a value: its alphabet, its length in units and what it costs in segments.

Sources: 3GPP TS 23.038 (the 7-bit default alphabet and its extension table) and TS 23.040 (concatenated
messages: a 6-octet header leaves 153 septets or 67 UCS-2 code units of each part).

    SmsTextError
    └── PartTooLong     one part alone does not fit the budget
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters of the 7-bit default alphabet: one septet each."""

GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Characters reached through the escape: two septets each, never split over two segments."""

GSM_SAFE: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip("áíóúÁÍÓÚ", "aiouAIOU", strict=True)),  # é É ñ Ñ ü Ü ¿ ¡ are in the 7-bit alphabet
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·‣◦", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufe0f", ""),
        **dict.fromkeys("\u2028\u2029\u0085\v", "\n"),
        "…": "...",
        "⁄": "/",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "¢": "c",
        "°": " deg",
    }
)
"""What stands in for a character outside the 7-bit alphabet when a deployment prefers cheap texts."""


class Alphabet(Enum):
    """How a text travels: 7-bit default alphabet, or 16-bit code units as soon as one character needs it."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"

    @property
    def single(self) -> int:
        """Units that fit one lone segment."""
        return 160 if self is Alphabet.GSM7 else 70

    @property
    def joined(self) -> int:
        """Units that fit each segment of a text of several."""
        return 153 if self is Alphabet.GSM7 else 67


class SmsTextError(ValueError):
    """A text cannot be made as asked."""


class PartTooLong(SmsTextError):
    """One part alone needs more segments than the budget of a whole text allows."""

    def __init__(self, index: int, segments: int, budget: int) -> None:
        super().__init__(
            f"part {index} needs {segments} segments and the budget is {budget}: shorten it or split it into parts"
        )
        self.index, self.segments, self.budget = index, segments, budget


@dataclass(frozen=True)
class ForcingCharacter:
    """A character that makes the whole text travel as UCS-2.

    `segments` is what it costs on its own: the segments the text takes with this character, less those it takes
    with all forcing characters made 7-bit. `replacement` is None where the 7-bit alphabet has nothing for it.
    """

    character: str
    count: int
    replacement: str | None
    segments: int


@dataclass(frozen=True)
class SmsText:
    """A message body and what it costs. The body stays out of `repr`, so it cannot slip into a log."""

    body: str = field(repr=False)

    @cached_property
    def alphabet(self) -> Alphabet:
        """GSM-7 if every character is in the alphabet or its extension, else UCS-2."""
        return Alphabet.GSM7 if all(map(_is_gsm, self.body)) else Alphabet.UCS2

    @cached_property
    def units(self) -> int:
        """Length in septets (GSM-7, extension characters are two) or UTF-16 code units (UCS-2)."""
        return sum(_units(character, self.alphabet) for character in self.body)

    @cached_property
    def segments(self) -> int:
        """How many parts are sent and paid; an empty body is one."""
        return _count_segments([_units(character, self.alphabet) for character in self.body], self.alphabet)

    def fits(self, segments: int) -> bool:
        """Whether the text takes at most this many segments."""
        return self.segments <= segments

    def forcing(self) -> tuple[ForcingCharacter, ...]:
        """The characters that force UCS-2, in order of first use, each with what it costs."""
        forcing = dict.fromkeys(character for character in self.body if not _is_gsm(character))
        cheapest = SmsText(_replace(self.body, forcing)).segments
        return tuple(
            ForcingCharacter(
                character,
                self.body.count(character),
                gsm_form(character),
                SmsText(_replace(self.body, forcing.keys() - {character})).segments - cheapest,
            )
            for character in forcing
        )


def gsm_form(character: str) -> str | None:
    """What can stand for one character in the 7-bit alphabet, or None (an emoji, another script)."""
    if _is_gsm(character):
        return character
    if (known := GSM_SAFE.get(character)) is not None:
        return known
    bare = "".join(
        GSM_SAFE.get(part, part) for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    return bare if bare and all(map(_is_gsm, bare)) else None


def gsm_safe(text: str) -> str:
    """The text with every character that has a 7-bit form written in it; others stay as they are.

    Accents that the alphabet has (é ñ ü ¿ ¡) are kept; á í ó ú lose theirs. Check `SmsText(...).alphabet` to
    see whether the result is cheap.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(character if (form := gsm_form(character)) is None else form for character in composed)


def pack(parts: Sequence[str], budget: int, separator: str = "\n") -> tuple[SmsText, ...]:
    """Join parts in order into as few texts as possible, none over `budget` segments.

    A part is never cut: sentences stay whole. Raises `PartTooLong` if one part alone is over the budget.
    """
    texts: list[SmsText] = []
    for index, part in enumerate(parts):
        alone = SmsText(part)
        if not alone.fits(budget):
            raise PartTooLong(index, alone.segments, budget)
        joined = SmsText(texts[-1].body + separator + part) if texts else alone
        if texts and joined.fits(budget):
            texts[-1] = joined
        else:
            texts.append(alone)
    return tuple(texts)


def _is_gsm(character: str) -> bool:
    return character in GSM_BASIC or character in GSM_EXTENSION


def _units(character: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM7:
        return 2 if character in GSM_EXTENSION else 1
    return 2 if ord(character) > 0xFFFF else 1


def _count_segments(sizes: Iterable[int], alphabet: Alphabet) -> int:
    """Fill segments in order; a character of two units that does not fit moves to the next one whole."""
    sizes = list(sizes)
    if sum(sizes) <= alphabet.single:
        return 1
    segments, filled = 1, 0
    for size in sizes:
        if filled + size > alphabet.joined:
            segments, filled = segments + 1, 0
        filled += size
    return segments


def _replace(body: str, characters: Iterable[str]) -> str:
    return body.translate({ord(character): gsm_form(character) or "" for character in characters})
