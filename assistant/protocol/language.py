"""Which language a message is in, told by its small words; unsure is a good answer.

It stands here because both sides notice it alike: the engine in each turn, the app where an exact rule (danger) answers
a first message before any turn.

A library for this (langid, lingua: 2 to 80 MB of model) was left out: our two languages differ in their commonest
words, short texts are where libraries fail, and a wrong guess may only ever cost one "English"/"español".
"""
from __future__ import annotations

import re
import unicodedata
from typing import FrozenSet, Optional

_SPANISH: FrozenSet[str] = frozenset(
    """hola buenas buenos dias tardes noches necesito nesecito necesitamos ocupo quiero quisiera ayuda ayudar
    ayudarme para pero porque por favor porfavor que como cuando donde cuanto cuantos quien mi mis su sus me nos
    les los las el la un una unos unas y o de del al en con sin no si soy estoy esta estan somos tengo tiene
    tenemos hay soy gracias comida renta trabajo perdi dinero hijos hijas ninos ninas bebe embarazada casa luz
    gas medico doctor seguro espanol ingles persona hablar con alguien puedo puede pueden hacer dame dime yo
    usted ustedes aqui hoy ayer estampillas cupones escuela familia esposo esposa mama papa cuenta pagar mes
    semana""".split()
)
_ENGLISH: FrozenSet[str] = frozenset(
    """hi hello hey need help want please the a an and or but because with without my your his her their our i
    im we you they is are am was were be have has had do does did can could would will not dont cant for from to
    of in on at how what when where who why which food rent job lost money kids baby pregnant house home bill
    bills doctor insurance english spanish person talk speak someone get got give me us this that there here
    today out no""".split()
)
_MARGIN = 2


def detect_language(text: str) -> Optional[str]:
    """"en" or "es" when the small words say so clearly, else None."""
    if "¿" in text or "¡" in text:
        return "es"
    spanish_letters = any(letter in text.lower() for letter in "ñáéíóú")
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z']+", folded)
    spanish = sum(word in _SPANISH for word in words) + spanish_letters
    english = sum(word.replace("'", "") in _ENGLISH for word in words)
    if spanish >= english + _MARGIN or (english == 0 and spanish >= 1 and len(words) <= 3):
        return "es"
    if english >= spanish + _MARGIN or (spanish == 0 and english >= 1 and len(words) <= 3):
        return "en"
    return None
