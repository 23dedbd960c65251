"""Tables of how people shorten words in texts. Everything is written as folded (lower case, no accents)."""

from __future__ import annotations

# Said for manners or while thinking; never part of a value.
FILLERS = frozenset(
    """
    ah amigo bueno eh favor haha hey hm hmm lol maam mam mmm oh please pls plz porfa porfavor pues senora
    senorita sir uh uhm um umm well
    """.split()
)

EMOJI = {
    "👌": "thumbsup", "💯": "thumbsup", "🙌": "thumbsup", "🆗": "thumbsup", "🚫": "thumbsdown", "🙅": "thumbsdown",
    "🙏": "thanks", "👋": "hello", "👍": "thumbsup", "👎": "thumbsdown", "❌": "thumbsdown", "✅": "thumbsup",
    "✔": "thumbsup", "🤷": "idk", "½": "half",
}  # fmt: skip

# Only right after a number or a slash: "12 hr", "5yo", "300/wk".
UNIT_SHORTHAND = {
    "hr": "hour", "hrs": "hours", "h": "hour", "hs": "hours", "wk": "week", "wks": "weeks", "w": "week",
    "mo": "months", "mos": "months", "mth": "month", "mths": "months", "mnth": "month", "mnths": "months",
    "m": "months", "yr": "years", "yrs": "years", "y": "and", "yo": "years old", "yos": "years old",
    "yro": "years old", "d": "de", "dy": "day", "dys": "days", "sem": "semana", "wkly": "weekly", "ppl": "people",
    "n": "and", "pp": "people", "hrly": "hourly", "dls": "dollars", "dlls": "dollars", "dlr": "dollars",
    "usd": "dollars", "x": "por",
}  # fmt: skip

# Anywhere in a message of more than one word.
SHORTHAND = {
    "twenties": "20 s", "thirties": "30 s", "forties": "40 s", "fifties": "50 s", "sixties": "60 s",
    "seventies": "70 s", "eighties": "80 s", "nineties": "90 s",
    "hr": "hour", "hrs": "hours", "wk": "week", "wks": "weeks", "mo": "month", "mos": "months", "mth": "month",
    "mths": "months", "mnth": "month", "mnths": "months", "yr": "year", "yrs": "years", "n": "and", "nd": "and",
    "w": "with", "wit": "with", "wth": "with", "u": "you", "ur": "your", "r": "are", "b4": "before", "bc": "because",
    "cuz": "because", "coz": "because", "hubby": "husband", "wifey": "wife", "gf": "girlfriend", "bf": "boyfriend",
    "ppl": "people", "pple": "people", "fam": "family", "lil": "little", "thru": "through", "abt": "about",
    "bout": "about", "iam": "im", "kno": "know", "tho": "though", "xq": "porque", "pq": "porque", "porq": "porque",
    "dls": "dollars", "dlls": "dollars", "dlr": "dollars", "usd": "dollars", "bucks": "dollars",
    "dolares": "dollars", "dollar": "dollars", "dolar": "dollars", "aprox": "como", "approx": "about",
    "roughly": "about", "wkly": "weekly", "mnthly": "monthly", "biwkly": "biweekly", "ea": "each", "ud": "usted",
    "uds": "ustedes", "gotta": "have to", "wanna": "want to", "gonna": "going to", "rn": "right now",
    "atm": "right now", "tmrw": "tomorrow", "tmw": "tomorrow", "yday": "yesterday", "grandma": "grandmother",
    "grandpa": "grandfather", "nana": "grandmother", "moms": "mom", "kiddos": "kids", "kiddo": "kid", "kidz": "kids",
    "childs": "children", "childrens": "children", "kidos": "kids", "babys": "babies", "daugther": "daughter",
    "daugter": "daughter", "bday": "birthday", "namas": "nomas", "nms": "nomas", "apt": "apartment",
    "ss": "social security", "disab": "disability", "hwo": "how", "wat": "what", "wut": "what", "tha": "the",
    "da": "the", "dat": "that", "dis": "this", "smth": "something", "sumthin": "something", "prolly": "probably",
    "w/o": "without", "mins": "minutes", "halff": "half", "ft": "full time", "pt": "part time", "gov": "government",
    "xfa": "por favor", "xfavor": "por favor", "ntn": "nothing", "nuthin": "nothing", "nothin": "nothing",
    "nun": "none", "txt": "text", "txts": "texts", "txting": "texting", "msg": "message", "msgs": "messages",
    "esq": "es que", "tmb": "tambien", "tb": "tambien", "toy": "estoy", "pa": "para", "ta": "esta", "ai": "hay",
    "ay": "hay", "ijos": "hijos", "ijo": "hijo", "ija": "hija", "ijas": "hijas", "jente": "gente", "kasa": "casa",
    "aser": "hacer", "asta": "hasta", "ase": "hace", "asen": "hacen", "ablar": "hablar", "aki": "aqui",
    "komo": "como", "kiero": "quiero", "nesecito": "necesito", "nececito": "necesito", "nesesito": "necesito",
    "necesitto": "necesito", "vivimo": "vivimos", "bibo": "vivo", "bivo": "vivo", "bivimos": "vivimos",
    "vibo": "vivo", "grasias": "gracias", "dollares": "dollars", "dollers": "dollars", "dolers": "dollars",
    "nadien": "nadie", "trabago": "trabajo", "travajo": "trabajo", "travajando": "trabajando", "travaja": "trabaja",
    "senmana": "semana", "cemana": "semana", "semna": "semana", "ora": "hora", "oras": "horas",
    "quinsena": "quincena", "kincena": "quincena", "alquiler": "renta", "arriendo": "renta", "arrienda": "renta",
    "alkiler": "renta",
}  # fmt: skip

# Read by the language of the message: "x" is "por" in Spanish, "da" is a verb there.
PHRASE_SHORTHAND = {
    "en": {
        "x": "times", "wen": "when", "pa": "pa", "ta": "ta", "toy": "toy",
    },
    "es": {
        "x": "por", "q": "que", "k": "que", "d": "de", "da": "da", "dis": "dis", "n": "en", "u": "u", "r": "r",
        "mo": "mo", "bc": "bc", "apt": "apartamento", "pt": "pt", "tha": "tha", "ea": "ea",
    },
}  # fmt: skip
