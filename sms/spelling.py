"""Spellings of text messages written out, so that a rule needs one form of each word. Works on folded text."""

from __future__ import annotations

import re

_PHRASES = (
    (re.compile(r"\bdo not\b|\bdont not\b"), "dont"),
    (re.compile(r"\bdoes not\b"), "doesnt"),
    (re.compile(r"\bdid not\b"), "didnt"),
    (re.compile(r"\bhave not\b"), "havent"),
    (re.compile(r"\bhas not\b"), "hasnt"),
    (re.compile(r"\bcan not\b|\bcannot\b"), "cant"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\bi am\b"), "im"),
    (re.compile(r"\bhe is\b"), "hes"),
    (re.compile(r"\bshe is\b"), "shes"),
    (re.compile(r"\bany more\b"), "anymore"),
    (re.compile(r"\bgoing to\b"), "gonna"),
    (re.compile(r"\btext messages?\b"), "texts"),
    (re.compile(r"\b(my|him|her|your|them|our|it) (self|selfs|selves)\b"), r"\1self"),
)
_SPELLINGS = {
    "text": "txt tex txtt",
    "texts": "txts sms textes",
    "texting": "txting txtin txtn textin textn textting texing",
    "message": "msg mssg mesage messege",
    "messages": "msgs mesages messeges mssgs",
    "messaging": "msging messagin mssging messeging",
    "please": "pls plz plse pleas plese",
    "thanks": "thx thnx ty tks thanx",
    "you": "u yu yous",
    "your": "ur yr",
    "dont": "dnt dnot donot donnt",
    "cant": "cnt caint",
    "wont": "wnt",
    "havent": "havnt hvnt haventt haint",
    "want to": "wanna wana",
    "gonna": "gona gunna finna gon",
    "nothing": "nothin nothng nuthin nothn nuttin",
    "something": "somethin smthing",
    "trying to": "tryna",
    "with": "w wit",
    "are": "r",
    "and": "n",
    "boyfriend": "bf",
    "girlfriend": "gf",
    "husband": "hubby",
    "tonight": "tonite 2nite 2night tnight",
    "today": "2day tday",
    "right now": "rn",
    "because": "bcuz cuz",
    "no more": "nomore",
    "anymore": "anymor",
    "que": "q k ke qe",
    "por favor": "xfa porfa porfis xfavor porfavor",
    "quiero": "kiero qiero quero kero",
    "quiere": "kiere qiere quere",
    "quieren": "kieren qieren",
    "mensajes": "mensages msjs mensjes mnsajes msj",
    "mensaje": "mensage",
    "tengo": "tengp temgo",
    "hijos": "ijos",
    "hambre": "ambre hanbre anbre",
    "hacer": "aser acer",
    "gracias": "grax",
    "tambien": "tmb",
    "para": "pa",
    "de": "d",
    "por": "x",
    "no mas": "nomas",
}
_WORDS = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings.split()}


def write_out(clause: str) -> str:
    """One folded clause with its short and common wrong spellings written as words (`plz dont txt me`)."""
    text = " ".join(_WORDS.get(word, word) for word in clause.split())
    for pattern, form in _PHRASES:
        text = pattern.sub(form, text)
    return text
