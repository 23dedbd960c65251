"""Phrases that come near an official word: read from folded, written-out clauses, asked about once.

Each rule wants an order or a wish of the person ("please stop texting", "i want to stop getting these texts") and
an object that is our texts. What others do or did ("he wont stop texting me", "they stopped my food stamps") has
another subject before the verb, so it does not match.
"""

from __future__ import annotations

import re
from enum import Enum


class Wish(Enum):
    """What a phrase comes near to."""

    STOP = "stop"
    START = "start"
    DELETE = "delete"


# English. Before an order: the start of the clause, a word of courtesy, or a wish of the person's own.
_COURTESY = (
    r"(?:please|just|now|ok|okay|so|and|but|then|no|yes|yeah|hey|hi|hello|yo|thanks|thank you|sorry|already|really|"
    r"all|today|right now|for good|que|guys|people|man|sir|maam|"
    r"por favor|gracias|hola)"
)
_WISH = (
    r"(?:i said|(?:i |we |ive )?(?:need|want|like|told|asked|telling|asking|tell|ask|get|begging) (?:you|"
    r"yall)(?: guys| all| people)? to|"
    r"you(?: guys| all)? (?:need to|have to|better|gotta|should|must|can|ought to)|"
    r"(?:can|could|would|will|wont) (?:you|yall)(?: guys| all)?(?: please| just)?|"
    r"how (?:do|can|to|would)(?: i| we)?(?: get you to| make you)?|(?:i|we) (?:want|need|would like|wish|have) to|"
    r"(?:id|wed) like to|can (?:i|we)|i want|i need|want to|trying to)"
)
_REMARK_END = r"(?:mind|anymore|good|fine|interested|annoying|wrong)"  # "i changed my mind dont text me"
_ORDER = rf"(?:^|\b(?:{_COURTESY}|{_WISH}|{_REMARK_END}) )"
# In a text without punctuation the order follows whatever was said before, unless that is its subject.
_SUBJECT = (
    r"(?:i|you|he|she|they|we|it|who|that|people|nobody|everyone|somebody|to|wont|dont|doesnt|didnt|never|cant|"
    r"not|did|"
    r"will|would|should|could|does|ex|office|caseworker|worker|landlord|boss|husband|wife|mom|dad|son|daughter|"
    r"kids|why)"
)
_BEFORE = rf"(?:{_ORDER}|(?:^|\b(?!(?:my|the|our|his|her|your|that|this|some|a)\b)\w+ )(?!{_SUBJECT}\b)\w+ )"
_ALONE = rf"^(?:(?:{_COURTESY}|{_WISH}) )*+"  # possessive: some words fit both, and backtracking would double
_TAIL = rf"(?: (?:it|this|that|these|everything|me|stop|{_COURTESY}))*$"
_ANY = (
    r"(?:(?:all|any|anymore|the|these|those|this|your|my|more|no|of|so many|too many|getting|receiving|sending|"
    r"me|us|"
    r"stupid|damn|automated|random) )*"
)
_TEXTS = r"(?:texts?|messages?|texting|messaging|reminders|alerts|notifications|spam)\b"
_FROM_YOU = r"(?! (?:from|to|about|of) (?!you|yall|this|here|handrail))"
_ME = r"(?:me|us|my (?:\w+ )?(?:number|name|phone|cell)|this (?:number|phone))"
_LIST = (
    r"(?!\w*wait\w* )(?:\w+ )?(?:lists?|texts?|messages?|messaging|texting|contacts?|system|database|subscription|"
    r"alerts)\b"
)

_ENGLISH_STOP = (
    rf"{_ALONE}(?:stop|quit|cancel|end|unsubscribe|discontinue|cease){_TAIL}",
    rf"{_BEFORE}(?:stop|quit|cease|discontinue) (?:with the )?(?:texting|messaging|contacting|bothering|bugging|"
    rf"harassing|spamming|"
    rf"blowing up|hitting up)\b(?! (?:him|her|them|my (?!phone|number|cell|line)))",
    rf"{_BEFORE}(?:stop|quit) (?:calling|writing|hitting) (?:me|us|this number|my (?:phone|number|cell))\b",
    rf"{_BEFORE}(?:stop|quit) sending (?:me |us )?{_ANY}(?:{_TEXTS}|stuff|crap|shit|things?|anything|"
    rf"nothing){_FROM_YOU}",
    rf"{_BEFORE}(?:stop|quit) sending (?:me |us )?(?:this|these|those|them|all this)$",
    rf"{_BEFORE}(?:stop|cancel|end|quit|turn off|discontinue|cease|halt|unsubscribe from) {_ANY}(?:{_TEXTS}|"
    rf"subscription|communications?|contact){_FROM_YOU}",
    rf"{_BEFORE}(?:dont|never|dont you|dont ever) (?:ever )?(?:text|message|contact|bother|bug)"
    rf"(?: {_ME}\b| here\b| again\b| anymore\b| no more\b|$)",
    r"\b(?:can|could|would|will) (?:you|yall) (?:please )?not (?:text|message|contact|bother|send)\b",
    rf"{_ORDER}(?:dont|never) (?:ever )?(?:call|write) {_ME} (?:again|anymore|no more|ever)",
    rf"{_ORDER}(?:dont|never) (?:ever )?send (?:me |us )?{_ANY}(?:{_TEXTS}|stuff|things|anything|nothing)",
    rf"(?:^|\b(?:{_COURTESY}|im done|i want|i need) )no more (?:of )?{_ANY}{_TEXTS}",
    rf"^(?:please )?no (?:texts|messages|texting|messaging)(?: {_COURTESY})*$|"
    rf"^(?:please )?no more(?: {_COURTESY})*$",
    rf"\b{_TEXTS}(?!.* since ).* stop$|^i want (?:out|off(?: .*)?)$|^(?:please )?stop (?:you|i|im|its|with)\b|"
    rf"^i opt out$|blowing up my phone|enough with the (?:texts|"
    rf"messages)|^block me$|^enough already$|\bunsub\b",
    rf"{_ORDER}(?:remove|take|delete|get|drop|erase|scratch) {_ME} (?:off|from|out)(?: of)? (?:the |this |your |"
    rf"that |all )?{_LIST}",
    rf"{_ORDER}(?:remove|take off) {_ME}(?: (?:off|now|please|thanks))*$",
    rf"{_ORDER}(?:take|get) my (?:\w+ )?number off",
    rf"{_ORDER}delete my (?:phone )?number\b",
    r"\bunsu[bs]?s?c?ri?be?\b(?: me)?",
    rf"{_ORDER}opt (?:me )?out\b(?! of (?!this|these|those|your|the texts|texts|messages|it))",
    rf"\b(?:dont|no longer|never|didnt) (?:want|need|wanted|wish)(?: to (?:get|receive|be getting|"
    rf"be receiving|see))? "
    rf"{_ANY}{_TEXTS}{_FROM_YOU}",
    r"\bi (?:dont|no longer) want to be (?:texted|contacted|messaged|bothered|called)\b",
    r"\bi (?:dont|no longer) want (?:you|yall) (?:to )?(?:text|texting|message|messaging|contact|contacting|send|"
    r"sending)",
    rf"{_ORDER}leave (?:me|us) (?:alone|be|the \w+ alone)\b",
    rf"{_ORDER}(?:lose|forget|delete|erase) (?:my|this) number$",
    rf"{_ORDER}(?:take|get) {_ME} (?:off|out)(?: (?:of )?this| please)?$|\bhow do i get off (?:this|"
    rf"your|the) list",
    rf"{_BEFORE}(?:stop|quit) with {_ANY}{_TEXTS}|\bhow do (?:you|i|we) turn (?:this|it|these|them) off",
    r"\bif you dont (?:stop|quit) (?:texting|messaging|contacting|sending)",
    rf"{_ALONE}(?:get off my phone|go away|get lost|piss off|fuck off)(?: .*)?$",
    rf"{_ALONE}(?:i think )?(?:you (?:have|got|texted)(?: the| a)? |you the |its (?:a|the) |this is (?:a|the) )?"
    rf"wrong (?:number|person)(?: {_COURTESY})*$",
    r"\b(?:didnt|never|havent) sign(?:ed)? up (?:for|to) (?:get )?(?:this|these|those|your|texts?|"
    r"messages?)(?: texts?| messages?| service)?$",
    r"^how (?:do|can) (?:i|we) make (?:it|this|these|them) stop|\bmake (?:these|this|the|your|it|them)(?: texts|"
    r" messages)? stop (?:texting|sending|coming)|\bmake (?:these|the|your) (?:texts|messages) stop",
    rf"\b(?:these|this|the|your|all) {_TEXTS} (?:needs?|has|have|must|should|better|gotta)(?: to)? (?:stop|end)",
    r"\b(?:im|gonna|ill|i will|am) (?:be )?(?:block|blocking|report|reporting) (?:you|yall|this number|"
    r"your number)\b",
    rf"\bdone with (?:all )?(?:these|your|the) {_TEXTS}",
    r"^(?:stpo|sotp|stopp|stp|stoop|stap|stahp|stopit|estop|unsuscribe|unsubcribe|unsubscrib|cancle|cancell|"
    r"canel|remove|"
    r"enough)$",
)

_ENGLISH_START = (
    rf"{_ORDER}(?:start|resume|begin) (?:texting|messaging|sending)\b",
    rf"\bturn (?:on )?{_ANY}{_TEXTS} (?:back )?on\b|\bturn (?:back )?on {_ANY}{_TEXTS}",
    r"\b(?:you can|can you|please) (?:text|message) me again\b",
    rf"\bi want (?:to (?:get|receive) )?{_ANY}{_TEXTS} (?:again|back)\b",
)

_ENGLISH_DELETE = (
    rf"{_ORDER}(?:delete|erase|wipe|remove|get rid of|destroy) (?:all )?(?:of )?(?:my|the) (?:\w+ ){{0,2}}?"
    rf"(?:data|info|information|messages|details|conversation|texts|chat|history)\b(?! plan)",
    rf"{_ORDER}(?:delete|erase|wipe|remove|get rid of|destroy|forget) (?:everything|all|what|whatever)(?: that)? "
    rf"(?:you have|you know|you got|about me|on me|i told you|i said about)",
)

# Spanish. `usted`, `ustedes` and `tú` alike; an indicative (`no me mandan mis cheques`) is a complaint, not an order.
_CORTESIA = (
    r"(?:ya|por favor|favor de|y|pero|asi que|hola|oiga|oigan|oye|gracias|bueno|mire|disculpe|entonces|mejor|si|"
    r"buenas|"
    r"todo|esto|senores)"
)
_DESEO = r"(?:(?:quiero|quisiera|necesito|pido|digo|ruego|prefiero|exijo) que|que|quiero|quisiera|necesito|como|puedo)"
_ORDEN = rf"(?:^|^que (?:ya )?|\b{_CORTESIA} |\b(?:quiero|quisiera|necesito|pido|digo|ruego|exijo) que (?:ya )?)"
_SOLA = rf"^(?:{_CORTESIA} )*"
_COLA = rf"(?: (?:{_CORTESIA}|mensajes|de mandar mensajes|ya no mas|no mas))*$"
_ALGUNOS = r"(?:(?:mas|ya|sus|tus|estos|esos|los|las|todos|tantos|tanto|ningun|otro|mis|mi|la|esta|de|este|tipo) )*"
_MENSAJES = r"(?:mensajes?|mensajitos|textos?|texts|notificaciones|recordatorios)\b"
_DE_OTROS = r"(?! de (?!ustedes|usted|este|esta|aqui))"
_DE_LA_LISTA = (
    r"(?:de|del) (?:la |su |tu |esta |sus |el |este |los )?(?:lista|listas|sistema|base|registro|mensajes|"
    r"contactos)\b"
    r"(?! de espera)"
)
_ESCRIBIR = r"(?:escribir|textear|molestar|contactar|fastidiar|mensajear|buscar|chingar|joder)(?:me|nos)?"

_SPANISH_STOP = (
    rf"{_SOLA}(?:cancelar|cancele|cancelen|cancela|cancelenme|parar|pare|paren|parenle|parele|alto|detener|"
    rf"detenganse|stop|terminar|"
    rf"termina|salir|baja|basta|parale|fin|detengan|de baja|bloquear|para){_COLA}",
    rf"{_ORDEN}(?:ya )?no (?:me|nos) (?:vuelvan? a )?(?:escriba[ns]?|texte[e]?[ns]?|textie[ns]?|contacte[ns]?|"
    rf"moleste[ns]?|"
    rf"mensajee[ns]?|hable[ns]|fastidie[ns]?|chinguen|jodan|esten? (?:escribiendo|molestando|mandando))\b",
    rf"{_ORDEN}(?:ya )?no (?:me |nos )?(?:vuelvan? a )?(?:mande[ns]?|envie[ns]?|mandar|"
    rf"enviar)(?:me)? {_ALGUNOS}(?:{_MENSAJES}|nada\b|cosas)",
    rf"{_ORDEN}(?:ya )?no (?:me |nos )?(?:mande[ns]?|envie[ns]?)(?: mas)?(?: {_CORTESIA})*$",
    rf"\bno vuelvan? a {_ESCRIBIR}|\bno vuelvan? a (?:mandar|enviar)(?:me)? {_ALGUNOS}{_MENSAJES}",
    rf"{_ORDEN}(?:deje|dejen|deja|dejes|pare|paren|para) (?:ya )?de (?:estar )?(?:{_ESCRIBIR}|molestando|"
    rf"escribiendo)\b",
    rf"{_ORDEN}(?:deje|dejen|deja|pare|paren|para) (?:ya )?de (?:estar )?(?:mandar|enviar|mandando|"
    rf"enviando)(?:me|nos)?"
    rf"(?: {_ALGUNOS}(?:{_MENSAJES}|cosas)|$)",
    rf"\bno (?:quiero|deseo|queremos|necesito) (?:recibir |seguir recibiendo |que me (?:lleguen|manden|envien) |"
    rf"ver )?{_ALGUNOS}{_MENSAJES}{_DE_OTROS}",
    r"\bno (?:quiero|deseo) que me (?:sigan? (?:mandando|escribiendo|enviando|molestando)|escriban?|manden?|"
    r"envien?|texteen?|molesten?|contacten?)(?= mas\b|"
    r" mensajes| textos| nada|$)",
    rf"\bpara (?:ya )?no recibir {_ALGUNOS}{_MENSAJES}|\b(?:dejar|dejo) de recibir {_ALGUNOS}{_MENSAJES}",
    rf"(?:^|\b{_CORTESIA} )(?:no mas|nomas) {_ALGUNOS}{_MENSAJES}|^(?:ya )?no mas(?: {_CORTESIA})*$",
    rf"{_ORDEN}(?:quite|quiten|quita|saque|saquen|saca|borre|borren|borra|elimine|eliminen|elimina|remuevan?|"
    rf"retiren?)(?:me|nos)?"
    rf"(?: por favor)?(?: mi (?:numero|nombre|telefono|celular)(?: de telefono)?| este numero)? {_DE_LA_LISTA}",
    rf"{_ORDEN}(?:quite|quiten|quita|saquen?|borren?|borra|eliminen?|elimina|remuevan?|retiren?) (?:mi|"
    rf"este) (?:numero|telefono|celular)"
    rf"(?: de telefono| de ahi| de aqui| {_CORTESIA})*$",
    r"\b(?:darme|denme|deme|dame|me doy|me den|me de|quiero dar(?! de baja a)|me (?:quiero|quisiera|pueden?|"
    r"gustaria|"
    r"quieren) dar) (?:por favor )?de baja\b(?! (?:de|del) (?!los mensajes|estos|esto|sus|la lista|aqui))",
    rf"(?:{_ORDEN}|\b{_DESEO} )(?:cancelo|cancelar|cancelen?|cancela|detener|detengan|paro|parar|paren|"
    rf"bloqueo) {_ALGUNOS}"
    rf"(?:{_MENSAJES}|suscripcion|alertas)",
    rf"{_ORDEN}(?:me )?(?:dejenme|dejeme|dejame|dejenos|dejen|deje) (?:en paz|tranquil[oa]s?)\b",
    rf"\b(?:quite|quiten|saque|saquen|saca|borre|borren|elimine|eliminen|bloquee|bloqueen)me(?: de (?:ahi|aqui|"
    rf"eso|esto))?(?: {_CORTESIA})*$",
    r"\bsalir(?:me)? de (?:la lista|los mensajes|esto)$|^no molesten?$|^quiero cancelar(?:lo|los)?$|"
    r"^(?:quiero )?salirme$|^como (?:me salgo|cancelo)$|"
    r"\bparenle\b|\bparele (?:con|a)\b",
    rf"^ya no quiero(?: recibir)?(?: mas| nada)?$|^no quiero recibir(?: mas| nada)?$|^ya no$|^ya dejeme$|"
    rf"\bno (?:me |nos )?escriban\b|"
    rf"^fin de {_MENSAJES}",
    r"\bcomo hago para que (?:ya )?(?:no|dejen de) (?:me )?(?:escriban|lleguen|llegar|manden|mandar|escribir)|"
    r"\blos voy a (?:bloquear|reportar)|"
    r"\bborrar mi numero$",
    r"(?<!no )\b(?:dejen|deje) de (?:escribir|mandar mensajes|textear|molestar)\b|"
    r"\bcancelar (?:la )?su[bs]?scripcion",
    rf"{_SOLA}(?:(?:usted )?tienen? (?:el )?|es (?:un )?|este es |el )?numero equivocado(?: {_CORTESIA})*$",
    r"\b(?:se equivoco|se equivocaron|esta equivocado|estan equivocados|esta equivocada) de (?:numero|persona)\b",
    rf"\bno me interesan? (?:recibir )?{_ALGUNOS}{_MENSAJES}",
    rf"\bno (?:autorizo|doy permiso|di permiso|di autorizacion)\b.*{_MENSAJES}",
    r"\b(?:voy a bloquear|voy a reportar|estoy bloqueando)(?:los|lo)?(?: (?:este|el|su|tu) numero|$)",
    rf"^(?:ya )?basta (?:de|con) {_ALGUNOS}{_MENSAJES}",
)

_SPANISH_START = (
    rf"\bvolver a recibir {_ALGUNOS}{_MENSAJES}",
    rf"\bpueden? (?:volver a )?(?:mandar|enviar|escribir)(?:me)?(?: {_MENSAJES})? (?:otra vez|de nuevo)",
    rf"^(?:{_CORTESIA} )*vuelvan? a (?:(?:mandar|enviar)(?:me)? {_ALGUNOS}{_MENSAJES}|escribirme|textearme)",
)

_SPANISH_DELETE = (
    rf"(?:{_ORDEN}|\b{_DESEO} )(?:que )?(?:borren?|borra|borrar|eliminen?|elimina|eliminar|"
    rf"destruyan?)(?: por favor)? "
    r"(?:todos? |toda )*(?:mis datos|mi informacion|mis mensajes|mi conversacion|"
    r"lo que (?:tienen?|saben?|les dije|le dije|tengan)(?: de mi| sobre mi)?)",
)

PHRASES: tuple[tuple[Wish, re.Pattern[str]], ...] = tuple(
    (wish, re.compile(rule))
    for wish, rules in (
        (Wish.STOP, _ENGLISH_STOP + _SPANISH_STOP),
        (Wish.START, _ENGLISH_START + _SPANISH_START),
        (Wish.DELETE, _ENGLISH_DELETE + _SPANISH_DELETE),
    )
    for rule in rules
)
