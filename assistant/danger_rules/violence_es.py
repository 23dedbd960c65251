"""Violence, in Spanish: done, threatened, feared, or meant."""

from __future__ import annotations

from functools import partial

from assistant.danger_rules.rule import AT_WORK, DangerKind, Rule, make_rule

_rule = partial(make_rule, DangerKind.VIOLENCE)

_PERSONA = (
    r"(?:el|ella|esposo|esposa|marido|mujer|ex|exesposo|exmarido|novio|novia|pareja|papa|mama|padre|"
    r"padrastro|madrastra|hermano|hermana|tio|primo|hijo|hijastro|suegro|suegra|vecino|hombre|señor|"
    r"alguien|compañero|yerno|cuñado|abuelo|jefe|patron|que|quien)"
)
_DAR = (
    r"(?:pega|pego|pegan|pegaba|golpea|golpeo|golpean|golpeaba|maltrata|maltrato|maltratan|maltrataba|"
    r"amenaza|amenazo|amenazan|ahorca|ahorco|ahorcaba|empuja|empujo|patea|pateo|agrede|agredio|viola|"
    r"violo|violaron|acosa|acosan|acoso|abusa|abuso|lastima|lastimo|encierra|encerro|ataco|apuñalo|"
    r"acuchillo|jalonea|jaloneo|cachetea|cacheteo|estrangulo|pateaba|pegaron|golpearon|atacaron|"
    r"amenazaron|balacearon|apunto con|insulta y|tiro al|avento contra|secuestro|manosea|"
    r"manoseo|persigue|sigue a todos)"
)
_GOLPE_AJENO = (
    r"(?:peg[oa]|golpe[oa]) (?:bien|la|el|los|las|un|una)(?! cara)|golpe[oa] (?:en )?(?:la|el|"
    r"mi) (?:cabeza|rodilla|pie|mano|crisis|pandemia|inflacion|dedo|pierna|espalda)|lastim[oa] (?:la|el|"
    r"mi|en|mucho|trabajando|cuando|los|las)|viola(?:ron|n|o)?(?: \w+){0,2} (?:derechos|contrato|ley|"
    r"acuerdo)|(?:gripe|gripa|covid|virus|tos|sol|temblor|pelota|balon|bola|piñata|huracan|crisis|"
    r"inflacion|pandemia|perro|luz|carro|coche|camion|renta|frio|calor)|"
    r"amenaz\w+(?: \w+){0,1} con (?:el |un |la )?(?:correr|desaloj|echar|sacar|quitarme la (?:casa|renta|"
    r"luz)|demand|cobr|cortar)\w*|amenaz\w+ (?:de|con) desalojo|me toc[oa] (?:ir|pagar|trabajar|a mi|la|"
    r"el|un|una|esperar|hacer)|nos toc[oa] (?:ir|pagar|a|la|el)|abus[oa] de (?:mi|la|su) (?:confianza|"
    r"generosidad)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        (
            rf"{_PERSONA}(?: (?!no\b|nunca\b|jamas\b)\w+){{0,3}} (?:me|nos|la|lo|le|les|"
            rf"los|las|te) (?:\w+ )?{_DAR}(?: a \w+ \w+)?"
        ),
        unless=(_GOLPE_AJENO,),
    ),
    _rule(
        rf"^(?:\w+ ){{0,2}}(?:me|nos) {_DAR}",
        unless=(
            _GOLPE_AJENO,
            r"\bno (?:me|nos)|nunca|nadie|yo (?:me|solo)",
            r"me (?:pego|golpeo|lastimo|quemo)$",
        ),
    ),
    _rule(
        r"les? (?:pega|pego|golpea|golpeo|grita y pega) a (?:mi|mis|su|sus|los|las|la|el) \w+",
        (
            r"(?:golpea|maltrata|golpeo|maltrato|abusa de|abuso de|viola|violo|lastima|amenaza) a (?:mi|mis|su|"
            r"sus|los niños|las niñas|la niña|el niño|mama)(?: \w+)?"
        ),
        unless=(_GOLPE_AJENO,),
    ),
    _rule(
        (
            r"(?:me|nos|la|lo|le|les) (?:esta|estan|estaba|ha|han|anda|vive|sigue|estuvo) (?:pegando|golpeando|"
            r"maltratando|amenazando|acosando|siguiendo|persiguiendo|pegado|golpeado|maltratado|amenazado|"
            r"violado|abusando|ahorcando|lastimando)"
        ),
        unless=(
            r"nunca|nadie|no (?:me|nos|le) (?:ha|han|esta)|siguiendo (?:el|la|los|un)",
            r"amenazando con (?:correr|desalojar|echar)",
        ),
    ),
    _rule(
        (
            r"(?:quiere|va a|quieren|van a|amenaz\w+ con|amenaz\w+ de|trato de|intento|iba a|puede|dijo que va a|"
            r"jura que va a|dice que va a)(?: \w+)? (?:matar|pegar|golpear|lastimar|violar|quemar)(?:me|nos|la|"
            r"lo|los|las)"
        ),
        r"amenaz\w+ con quitar(?:me|nos) la vida",
        (
            r"(?:dice|dijo|jura|amenaza|amenazo|grita)(?: \w+){0,3} (?:me|nos|la|lo) (?:va a|iba a|"
            r"quiere) (?:matar|pegar|golpear)"
        ),
        r"me (?:va a|quiere|iba a|puede) (?:matar|pegar|golpear|hacer daño)",
        r"nos (?:va a|quiere) (?:matar|pegar|golpear)|hacerme daño",
        unless=(
            (
                r"(?:trabajo|renta|calor|dolor|espalda|estres|deuda|deudas|frio|tos|enfermedad|cancer|hambre|"
                r"espera|"
                r"biles|cabeza|muela|tristeza|mama|jefe|jefa|maestra|gastos|horario)(?: \w+){0,3} (?:va a|van a|"
                r"quiere|puede) "
            ),
            r"quiero hacerme|no quiero",
        ),
    ),
    _rule(
        r"(?:mama|jefe|jefa|esposa|esposo|papa|maestra)(?: \w+){0,2} me va a (?:matar|pegar)",
        light=True,
    ),
    _rule(
        r"abusa(?:n|ba|ndo|ron)? (?:sexualmente )?de (?:mi|ella|nosotros|el|mis|mi hija|mi hijo)",
        r"abuso (?:sexual|sexualmente|domestico|fisico)",
        r"abuso de (?:mi (?:hija|hijo|niña|hermana|nieta)|mi$|ella)",
        r"violencia (?:domestica|en (?:mi|la) (?:casa|hogar)|intrafamiliar|familiar|de pareja|de mi)",
        (
            r"(?:hombre|esposo|marido|pareja|ex|novio|relacion|papa|padre|el|hijo)(?: \w+){0,2} (?:abusiv[oa]|"
            r"violent[oa]|agresiv[oa]|golpeador)"
        ),
        r"(?:mi|su|el) (?:agresor|abusador|violador|acosador)|mujer (?:golpeada|maltratada)",
        r"(?:victima|sobreviviente) de (?:violencia|abuso|trata|maltrato)",
        r"maltrato (?:fisico|domestico|en casa)|trata de personas|maltrato de mi \w+",
        unless=(
            AT_WORK,
            r"abuso de (?:la|mi) confianza",
        ),
    ),
    _rule(
        (
            r"(?:tengo|tiene|tenemos|con|da|me da|vivo con) (?:much[oa] |tanto )?(?:miedo|terror|panico) (?:de |"
            r"a |con )?(?:mi (?:esposo|marido|ex|exesposo|pareja|novio|papa|padrastro|vida|seguridad|hijo|"
            r"esposa)|el$|ella$|(?:de )?que (?:me|nos|le|la) (?:pegue|mate|haga|golpee|encuentre|lastime|"
            r"quite a mis|vaya a (?:matar|pegar|golpear))|(?:de )?(?:volver|regresar|ir|llegar|"
            r"estar)(?: \w+)? (?:a |en )?(?:mi |la )?casa)"
        ),
        r"les? teng[oa] (?:much[oa] )?miedo(?: a mi \w+)?|temo por (?:mi|nuestra|la) vida",
        r"miedo por mi vida",
        unless=(r"a (?:la|las|los) (?:perros|migra|policia|alturas|oscuridad)|que (?:me|nos) quiten",),
    ),
    _rule(
        (
            r"no (?:estoy|estamos|me siento|nos sentimos|esta|estan) (?:a salvo|segur[oa]s? (?:en|aqui|con (?:el|"
            r"mi)))(?: \w+)?(?: \w+)?"
        ),
        r"(?:estoy|estamos|esta|corro|corremos) (?:en )?peligro",
        r"orden de (?:restriccion|proteccion|alejamiento)|violencia",
        r"(?:llamen?|llama|mande[n]?) (?:a )?(?:la )?(?:policia|al 911|911)",
        (
            r"(?:se estan|estan|quieren|alguien (?:se )?(?:esta|quiere))(?: \w+)? (?:metiendo|meter|metiendose|"
            r"entrando|tumbando)(?: \w+)? (?:a|en|la) (?:mi |la )?(?:casa|puerta)"
        ),
        r"balazos|disparos",
        unless=(
            r"segur[oa] (?:en (?:que|si|la (?:respuesta|solicitud|fecha))|de)",
            r"no violencia|en contra de la violencia",
            AT_WORK,
            r"si es peligroso",
        ),
        sure=False,
    ),
    _rule(
        (
            r"(?:tiene|trae|saco|sacó|apunta con|apunto con|amenaza con|amenazo con|carga|agarro|"
            r"anda con)(?: \w+)? (?:una |un |el |la |su )?(?:pistola|cuchillo|arma|navaja|machete|rifle)"
        ),
        unless=(r"licencia|permiso|trabajo|tengo",),
    ),
    _rule(
        (
            r"(?:me|nos|le) (?:dio|da|dieron) una? (?:golpiza|cachetada|paliza|patada|bofetada|madriza|puñalada|"
            r"trompada|puñetazo|balazo)"
        ),
        r"a golpes|me agarr[oa] (?:del|por el|de los?) (?:cuello|pelo|cabello|brazos?)",
        r"(?:dice|dijo|jura|amenaza)(?: \w+){0,6} (?:me|nos) mata(?:ra|ria)?$",
    ),
    _rule(
        r"(?:lo|la|los|te|las) (?:voy a|quiero|podria) (?:matar|disparar|apuñalar|golpear)",
        (
            r"(?:voy a|quiero|ganas de|pienso)(?: \w+)? (?:matar(?:lo|la|los|te)|golpear(?:lo|la|los)|"
            r"lastimar(?:lo|la|los|te)|(?:matar|lastimar|golpear|hacerle daño) a (?:mi|mis|alguien|todos|ese|esa|"
            r"el|ella|la|los))"
        ),
        unless=(r"tiempo|rato|hambre|no quiero",),
    ),
    _rule(
        r"no (?:me|nos|la) dejan? (?:salir|ir(?:me)?|hablar|usar (?:el|mi) telefono|ver a mi|comer)",
        r"(?:me|nos|la) (?:tiene|tienen|tenia) (?:encerrad|amenazad|secuestrad|amarrad|golpead)\w+",
        r"me secuestr\w+",
        (
            r"(?:huyendo|escap\w+|escond\w+|hui|huir|salir|sali) de (?:mi (?:esposo|marido|ex|pareja|novio|"
            r"agresor|papa|casa por)|la violencia|un hombre|una relacion|el$)"
        ),
        (
            r"(?:me|nos) (?:escap[eo]|hui|sali|escapamos)(?: \w+)? de (?:mi (?:esposo|marido|ex|pareja|novio)|"
            r"la violencia|el$)"
        ),
        unless=(
            r"(?:trabajo|jefe|escuela|doctor|doctora|lluvia|nieve) no me deja",
            r"salir de (?:mi trabajo|la deuda)",
        ),
    ),
    _rule(
        rf"(?:porque|y|que|pero|cuando) (?:me|nos) {_DAR}|a (?:mi|su|nuestra|mis) \w+ (?:la|lo|le|las|los|"
        rf"les) {_DAR}",
        r"me dio un (?:golpe|balazo|empujon|cabezazo|madrazo|trancazo|navajazo)|se pone (?:muy )?(?:violent|"
        r"agresiv)[oa]",
        r"(?:buscando|viene|vino|anda)(?: \w+){0,3} (?:para|a) matar(?:me|nos|la)",
        r"(?:me|la|nos) oblig\w+ a (?:tener (?:relaciones|sexo)|prostitu\w+)",
        unless=(_GOLPE_AJENO,),
    ),
    _rule(
        r"me (?:violo|forzo|abusaron|quieren (?:matar|pegar|golpear|hacer daño)|van a (?:matar|pegar|golpear|"
        r"hacer daño))",
        r"me (?:va a|quiere|iba a) (?:ahorcar|quemar|violar)|(?:la|lo|nos|los|las) (?:va|van|"
        r"quieren?)(?: a)? (?:matar|hacer daño|golpear)",
        r"me quem[oa] con|me rompio (?:la|el|los) (?:nariz|brazo|mano|dientes|boca|cara|costillas?)|ojo morado|"
        r"me (?:dio|da|dan) (?:golpes|patadas|cachetadas|puñetazos)|"
        r"me avento (?:por|contra)",
        r"me obliga a (?:acostarme|hacer)|me corto con (?:un|una|el)|viene[n]? a matar\w*|"
        r"antes (?:de )?que (?:me|nos) mate",
        r"no deja de (?:pegar|golpear|amenazar)(?:me|nos|la)?|(?:sangrando|aqui|casa) me peg[oa]",
        r"(?:fue|fui|siendo|es|siento|estoy|estamos|sido) (?:abusad|maltratad|golpead|amenazad|violad)[oa]s?",
        rf"{_PERSONA}(?: \w+){{0,2}} (?:golpea|golpeando|toca|maltrata|amenaza|manosea) a (?:mi|mis|su|sus|los|"
        rf"las|la)",
        r"(?:padrastro|papa|tio|abuelo|hermano|primo|maestro|jefe|patron|novio de mi \w+)(?: \w+){0,2} (?:me|la|"
        r"le|las|nos) toca(?: |$)",
        r"voy a (?:ir|llegar)(?: \w+){0,4} con (?:una |un )?(?:pistola|cuchillo|arma)|voy a balacear|"
        r"le voy a dar un tiro",
        unless=(_GOLPE_AJENO, r"me toca pagar"),
    ),
    _rule(
        r"(?:tumbar|romper) la puerta|se (?:metio|metieron) a (?:la|mi|robar)|(?:un|otro) hombre (?:me|"
        r"nos) (?:sigue|quiere)",
        r"(?:hay|anda) un (?:hombre|tipo|señor)(?: \w+){0,4} (?:con|afuera)|nos corrio con|me sigue un|"
        r"estan disparando",
        r"estoy sangrando|(?:estoy|estamos) escondid[oa]s?|necesito (?:la policia|escapar)",
        r"^(?:auxilio.*|policia|abuso|maltrato|violacion|golpes|golpiza|amenazas(?: de muerte)?)$",
        sure=False,
    ),
)
