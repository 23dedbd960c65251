"""How people really type: slips of the thumb, texting shorthand, missing accents, sounds written as heard.

Used on training texts only, so that the classifier has met such spellings before a person sends them. Every change
is drawn from the generator that is passed in; the same seed gives the same texts.
"""
from __future__ import annotations

from random import Random
from typing import Callable, Mapping, Sequence

from assistant.engine.pipeline.folding import without_accents

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy",
    "j": "hku", "k": "jli", "l": "ko", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng",
    "n": "bmh", "m": "nj",
}  # fmt: skip

_SHORTHAND: Mapping[str, Sequence[str]] = {
    # English
    "you": ("u", "ya", "yu"), "your": ("ur", "yo"), "are": ("r",), "with": ("w", "wit", "wth"),
    "for": ("4", "fr"), "to": ("2", "too"), "and": ("n", "nd", "&"), "people": ("ppl",),
    "because": ("bc", "cuz", "cause"), "please": ("pls", "plz", "pleas"), "know": ("kno", "no"),
    "what": ("wat", "wut"), "the": ("da", "teh"), "that": ("dat",), "this": ("dis",),
    "about": ("bout", "abt"), "through": ("thru",), "before": ("b4",), "why": ("y",), "see": ("c",),
    "want": ("wnt",), "have": ("hav", "hv"), "going": ("goin",), "getting": ("gettin",), "some": ("sum",),
    "someone": ("sum1",), "something": ("sumthin",), "nothing": ("nuthin", "nothin"), "tonight": ("2nite",),
    "month": ("mo", "mnth"), "week": ("wk",), "help": ("hlp", "halp"), "food": ("fud", "fod"),
    "money": ("mony",), "can": ("cn",), "cannot": ("cant",), "does": ("duz",), "would": ("wud",),
    "should": ("shud",), "text": ("txt",), "message": ("msg",), "messages": ("msgs",),
    "number": ("num", "#"), "thanks": ("thx", "tnx"), "their": ("there", "they're"), "there": ("their",),
    "two": ("to", "too"), "four": ("for",), "right": ("rite",), "write": ("right",), "here": ("hear",),
    "buy": ("by",), "our": ("are",), "need": ("ned", "knead"), "eat": ("eet",),
    # Spanish
    "que": ("q", "k", "ke"), "qué": ("q", "k", "ke"), "por": ("x",), "porque": ("xq", "pq", "porke"),
    "para": ("pa", "pra"), "favor": ("fabor", "fa"), "porfavor": ("porfa", "xfa"), "de": ("d",),
    "estoy": ("toy", "stoy"), "está": ("ta", "esta"), "tambien": ("tmb", "tb"), "aqui": ("aki",),
    "quiero": ("kiero", "qiero"), "quien": ("kien",), "como": ("cmo", "komo"),
    "necesito": ("nesecito", "nececito", "nesesito"), "hacer": ("aser", "acer"), "hay": ("ay", "ahi"),
    "ayuda": ("alluda", "aiuda"), "hijos": ("ijos",), "hijo": ("ijo",), "hola": ("ola",),
    "haber": ("a ver",), "trabajo": ("trabago", "travajo"), "vivo": ("bibo", "vibo"), "tengo": ("tngo",),
    "mensajes": ("msjs", "mensages"), "mensaje": ("msj",), "con": ("cn",), "puedo": ("pueo",),
    "voy": ("boy",), "va": ("ba",), "ver": ("ber",), "casa": ("kasa",), "cuanto": ("qanto", "kuanto"),
    "dinero": ("dinro",), "semana": ("cemana", "sem"), "señora": ("sra",), "años": ("anos", "anios"),
    "niños": ("ninos",),
}  # fmt: skip

_SOUNDS = (("b", "v"), ("v", "b"),
           ("c", "s"), ("s", "c"), ("z", "s"), ("s", "z"), ("ll", "y"), ("y", "ll"), ("qu", "k"),
           ("h", ""), ("g", "j"), ("j", "g"), ("x", "s"), ("ph", "f"), ("ee", "ea"), ("ea", "ee"), ("ou", "o"),
           ("ie", "ei"), ("tion", "shun"), ("ck", "k"))  # fmt: skip
_SHORTEST_MISSPELT = 4  # shorter words turn into other words


def misspell(word: str, chance: Random) -> str:
    """One slip in the word: a letter dropped, doubled, swapped with its neighbour, mistyped, or written by sound.

    Words under four letters and words with digits stay as they are.
    """
    if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
        return word
    return chance.choice(_SLIPS)(word, chance)


def _drop(word: str, chance: Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def _double(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def _swap(word: str, chance: Random) -> str:
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _next_key(word: str, chance: Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(_NEIGHBOURS.get(word[place].lower(), word[place])) + word[place + 1 :]


def _by_sound(word: str, chance: Random) -> str:
    fitting = [pair for pair in _SOUNDS if pair[0] in word]
    if not fitting:
        return _drop(word, chance)
    heard, written = chance.choice(fitting)
    return word.replace(heard, written, 1)


_SLIPS: Sequence[Callable[[str, Random], str]] = (_drop, _double, _swap, _next_key, _by_sound)


def misspell_some(text: str, chance: Random, share: float) -> str:
    """The text with one slip in about `share` of its words (0 to 1)."""
    return " ".join(misspell(word, chance) if chance.random() < share else word for word in text.split())


def as_typed(text: str, chance: Random, share: float) -> str:
    """The text as a hurried thumb would type it: shorthand, slips in `share` of the words, perhaps no accents."""
    words: list[str] = []
    for word in text.split():
        short = _SHORTHAND.get(word.lower())
        if short and chance.random() < 2 * share:
            words.append(chance.choice(short))
        else:
            words.append(misspell(word, chance) if chance.random() < share else word)
    typed = " ".join(words)
    if chance.random() < 0.3:
        typed = "".join(letter for letter in typed if letter not in ".,;:!¡¿")
    typed = " ".join(typed.split()) or text
    return without_accents(typed) if chance.random() < 0.5 else typed
