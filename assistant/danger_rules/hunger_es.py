"""No food now, in Spanish. Asking for food stamps or for help with food is the line's daily work and no danger."""

from __future__ import annotations

from functools import partial

from assistant.danger_rules.rule import DangerKind, Rule, make_rule

_rule = partial(make_rule, DangerKind.HUNGER_NOW)
_SIN_COMIDA = (
    r"(?:comida(?! (?:rapida|favorita|chatarra|gratis|para (?:mi )?perro|del programa|de perro))|"
    r"alimentos?|que comer|(?:nada )?(?:de |que |para )?comer|leche para (?:mi|el|la|los|mis)|formula|"
    r"(?:nada |algo )?(?:que |de |para )dar(?:les?|le)? (?:de comer|a mis)|con que (?:comer|alimentar\w*|"
    r"dar\w*)|despensa|mandado|ni (?:para|que) comer|ni un pan|pan|frijol\w*|cenar|desayunar)"
)
_ANTES = r"hace (?:\w+ )?(?:años|meses)|el año pasado|cuando era|de niñ[oa]|mi perro|mis perros|mi gato"
_CADA_MES = r"acaban? (?:\w+ ){0,3}antes de (?:que (?:acabe|termine) el|(?:el )?fin (?:de|del)) mes"
"""What runs short before the month ends is a need for food, not hunger now."""
_AHORA = (
    r"(?:hoy|ahora|ya|ahorita|urgente\w*|esta noche|de emergencia|cuanto antes|lo antes posible|para hoy|"
    r"hoy mismo|en este momento|este fin)"
)


RULES: tuple[Rule, ...] = (
    _rule(
        (
            rf"(?:no (?:tengo|tenemos|hay|tiene|tienen|me queda|nos queda|queda|traigo|teniamos|ay)|ni tengo|"
            rf"sin)(?: (?!estampillas|cupones|banco|ayuda|programa|gas|trabajo|para|"
            rf"pal)\w+){{0,2}} {_SIN_COMIDA}(?: \w+){{0,3}}"
        ),
        unless=(
            _ANTES,
            r"sin comer (?:carne|gluten|pan)|alergi\w*|no tengo problema|papeles|tarjeta",
            r"ayuda (?:para|de|con) (?:la )?comida|programa|banco de",
        ),
    ),
    _rule(
        (
            r"no (?:tengo|hay|me queda|nos queda|tenemos)(?: \w+){0,2} (?:dinero|"
            r"nada|plata|para)(?: \w+){0,2} (?:comida|comer|leche|formula|despensa|mandado)"
        ),
        unless=(_ANTES,),
        sure=False,
    ),
    _rule(
        (
            r"(?:me|nos|se) (?:quede|quedamos|quedo|quedaron) sin (?:comida|comer|despensa|leche|formula|"
            r"nada de comer|alimento)"
        ),
        (
            r"se (?:me|nos|le)?(?: )?(?:acabo|termino|esta acabando|ha acabado|acaban?)(?: ya| toda)? (?:la |el |"
            r"toda la )?(?:comida|despensa|mandado|leche|formula)"
        ),
        r"ya no (?:tengo|hay|tenemos|queda)(?: \w+){0,2} (?:comida|que comer|de comer|leche|formula)",
        unless=(_ANTES, _CADA_MES),
    ),
    _rule(
        r"dias que no com\w+",
        (
            r"(?:no tengo|no tenemos|no hay|no me alcanza) ni para (?:un |el |la )?(?:pan|comer|leche|frijoles|"
            r"huevos?|tortillas)"
        ),
    ),
    _rule(
        r"no (?:he|hemos|ha|han|e|emos)(?: \w+){0,2} (?:comido|desayunado|cenado|probado)(?: \w+){0,3}",
        r"no (?:comi|comimos|comio|comieron|cenamos|cenaron|desayunamos)(?: \w+){0,3}",
        r"no (?:como|come|comemos|comen) (?:desde|hace|hoy|bien desde|nada desde)(?: \w+)?",
        r"(?:sin comer|sin probar bocado|sin cenar)(?: \w+){0,3}|dias? sin comer|sin comer",
        unless=(
            _ANTES,
            r"comido (?:carne|ahi|alli|eso|puerco|fuera|mariscos)",
            r"para (?:el|los|la) (?:analisis|examen|cirugia|operacion)",
            r"sin comer (?:carne|gluten|pan|azucar)|estudio de sangre|ayunas",
        ),
    ),
    _rule(
        (
            r"(?:hijos?|hijas?|niñ[oa]s?|bebe|bebes|familia|nietos?|esposo|mama|chiquit[oa]s|"
            r"todos)(?: \w+){0,3} hambre"
        ),
        (
            r"(?:tenemos|tienen|pasando|pasamos|pasan|pasar|paso|pasa|aguantando|llorando de|lloran? de|"
            r"desmayo de|muriendo(?:nos|me)? de|mueren? de|morimos de|dormir con|acuestan? con|acostamos con|"
            r"duermen con|acostar\w* con|acostaron con)(?: \w+)? hambre"
        ),
        unless=(
            _ANTES,
            r"no (?:tienen|tenemos|tiene) hambre|siempre (?:tienen|tiene)",
            r"hambre de (?!verdad|dias)|paso de|cuando tienen",
        ),
    ),
    _rule(
        r"(?:tengo|con|siento|traigo|muero de|muriendo de|muert[oa] de|muerta de)(?: \w+)? hambre",
        unless=(
            _ANTES,
            r"no tengo (?:mucha )?hambre|hambre de (?!verdad|dias)|que hay de|sin hambre",
        ),
        light=True,
    ),
    _rule(
        r"(?:refri|refrigerador|nevera|despensa|alacena|hielera|frigorifico|cocina)(?: \w+){0,3} vaci[oa]",
        r"nada en (?:el|la|mi) (?:refri|refrigerador|nevera|despensa|alacena)",
        unless=(_ANTES,),
    ),
    _rule(
        (
            rf"(?:necesito|necesitamos|ocupo|ocupamos|busco|donde|quiero|urge|consigo|ayuda|necesita|"
            rf"necesitan)(?: \w+){{0,5}} (?:comida|despensa|alimentos?|formula|leche|que comer|algo (?:de|para|"
            rf"que) comer)(?: \w+){{0,5}} {_AHORA}"
        ),
        r"(?:comida|despensa|alimento) (?:de emergencia|urgente|hoy)",
        r"(?:urge|urgente|de emergencia)(?: \w+){0,3} (?:comida|alimento|leche|formula|despensa)",
        rf"{_AHORA} (?:necesito|necesitamos|ocupo)(?: \w+)? (?:comida|leche|formula)",
        unless=(
            _ANTES,
            r"banco de|solicitud|aplicar|snap|tarjeta|ya (?:aplique|solicite|tengo)",
        ),
    ),
    _rule(
        (
            r"(?:no (?:puedo|podemos|tengo|se como|hay)|como (?:le hago|voy a|hago)|"
            r"sin poder)(?: \w+){0,4} (?:alimentar|dar(?:les?|le)? de comer)(?: \w+){0,3}"
        ),
        r"no (?:puedo|podemos) comprar(?:les?)? (?:comida|leche|formula|de comer)(?: \w+){0,2}",
        (
            r"(?:acost\w+|dormir|durmieron|se durmio|dormimos|fueron a (?:dormir|la cama)) (?:con hambre|"
            r"sin (?:comer|cenar))"
        ),
        (
            r"(?:hijos|niños|bebe)(?: \w+){0,2} (?:piden|lloran|pide|llora|pidiendo)(?: \w+){0,2} (?:comida|"
            r"hambre|leche|de comer)"
        ),
        r"comiendo de la basura|comemos una vez al dia|saltando comidas",
        unless=(_ANTES, r"suficiente"),
    ),
    _rule(
        r"(?:no (?:tengo|tenemos|hay|tienen)|sin)(?: \w+){0,3} (?:ni|y) (?:leche|comida|formula)",
        r"no (?:tengo|tenemos|hay|tienen) nada(?: \w+){0,4} (?:para|que|de) (?:comer|cenar|desayunar)",
        unless=(_ANTES,),
    ),
    _rule(
        r"(?:bebe|hijo|hija|niñ[oa])(?: \w+){0,2} no (?:tiene|ha tomado) (?:leche|formula)|sin leche (?:el|mi|"
        r"para)",
        r"no tengo leche|no tengo ni (?:un|una) (?:huevo|tortilla|frijol|pan|taco)|nada (?:que|de|para) (?:comer|"
        r"darles)",
        r"nada de comida|(?:comemos|como|comiendo|comen) (?:de|en) la basura|ni comida|ni para un bolillo",
        r"(?:maread[oa]|desmay\w+|debil) (?:de|por)(?: no)? (?:comer|hambre)|se (?:me|nos) acabo todo de comer",
        r"(?:solo|pura|puro) agua (?:hemos|he|con|tom)\w*|que (?:les|le) (?:doy|damos) (?:de (?:comer|cenar)|"
        r"a mis)|que comemos hoy",
        r"nada que darles|que darles de (?:comer|cenar)",
        unless=(_ANTES, r"dieta|ayunas"),
    ),
    _rule(
        r"(?:necesito|necesitamos|ocupo|deme|denme) (?:algo (?:de|para|que) )?comer(?: algo| hoy| ya)?|"
        r"una comida por favor",
        r"donde (?:puedo|podemos|dan|regalan)(?: \w+){0,2} (?:comer|de comer|plato)|^donde dan un plato.*",
        r"quien (?:me )?(?:puede|regala|da)(?: \w+){0,2} (?:comer|comida)|un plato de comida|un taco",
        r"algo (?:de|para) comer|^comida ya.*|emergencia de comida|comida para mis hijos|^hambre(?: \w+){0,2}$",
        unless=(_ANTES, r"banco de|estampillas|programa|aplicar|solicit\w*|ayuda (?:con|para)"),
        sure=False,
    ),
    _rule(
        r"no (?:tengo|tenemos|hay|tienen) ni (?:\w+ )?(?:tortillas?|huevos?|frijol(?:es)?|arroz|leche|sopa|pan)",
        r"no (?:tengo|tenemos|hay|alcanza)(?: nada)? para la cena",
        unless=(_ANTES,),
    ),
)
