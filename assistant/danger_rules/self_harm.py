"""Suicide and self-harm, of the person or of somebody near."""

from __future__ import annotations

from functools import partial

from assistant.danger_rules.rule import AT_WORK, DangerKind, Rule, make_rule

_rule = partial(make_rule, DangerKind.SELF_HARM)

_SELF = r"(?:myself|himself|herself|themselves)"
_TO = r"(?:to|too|2)"
_INTENT = (
    r"(?:want|wants|wanted|gonna|will|ill|might|think|thinking|thoughts|feel like|urge|urges|need|plan|"
    r"planning|about|tried|trying|try|could|should|rather|afraid|scared|keep|been|started|is|hes|shes)"
)
_VIVIR_AQUI = (
    r"viv(?:ir|iendo|o|a) (?:aqui|alli|ahi|alla|con|en(?! este mundo)|sol[oa]|cerca|bajo|de)|cuando muera|"
    r"seguro de vida"
)

_ENGLISH_SELF_HARM = (
    _rule(
        (
            rf"(?:kill|killing|killed|off|offing|unalive|unaliving|hang|hanging|hanged|hung|shoot|shooting|drown|"
            rf"drowning|harm|harming|end|ending) {_SELF}"
        ),
        unless=(
            r"in the foot",
            r"(?:kill|killing) myself (?:working|at work|at this|for (?:this|that|a)|laughing|to make)",
            r"in (?:debt|work|bills)|killed himself laughing",
        ),
    ),
    _rule(
        rf"{_INTENT}(?: \w+){{0,3}} (?:hurt|cut|burn|stab|poison|starve)(?:ing)? {_SELF}",
        rf"{_INTENT}(?: \w+){{0,3}} (?:overdose|od)",
        unless=(r"at work|on the job|shaving|cooking|myself off|some slack|lifting|falling|if i (?:lift|work)",),
    ),
    _rule(
        rf"(?:hurting|cutting) {_SELF}",
        r"self harm\w*|selfharm\w*",
        unless=(r"at work|shaving|cooking|off|working|lifting",),
    ),
    _rule(
        r"(?:cares?|care) if (?:i|he|she) (?:live|lives|die|dies|wake up)",
        r"(?:about|gonna|want|going|ready) (?:to )?jump$",
        r"if i die(?:d)?(?: \w+){0,4} (?:better|happier)|me (?:voy a|quiero) cortar$",
        sure=False,
    ),
    _rule(
        r"kms|killmyself",
        unless=(r"\d+ kms",),
    ),
    _rule(
        r"(?:died|dead|death|lost|passed)(?: \w+){0,5} (?:by|to|from) suicide|suicide of my",
        sure=False,
    ),
    _rule(
        r"suicid\w*|take (?:my|his|her|their) own life|taking (?:my|his|her|their) own life",
        unless=(
            AT_WORK,
            r"(?:died|dead|death|lost|passed)(?: \w+){0,5} (?:by|to|from) suicide",
            r"(?:political|career|financial|social) suicide|suicide of my",
        ),
    ),
    _rule(
        r"took (?:his|her|their) own life",
        sure=False,
    ),
    _rule(
        (
            rf"(?:want|wants|wanted|wanting|ready|wish|hoping|hope|prefer|prepared|deserve|going|"
            rf"gonna)(?: {_TO})? (?:just |only |please )?(?:die|dye|be dead|not be alive|not exist|stop existing|"
            rf"not wake up|never wake up|be gone forever)"
        ),
        unless=(
            r"(?:die|dye) (?:of|from|for|laughing|hard|down|out|on me|my hair|it)",
            r"dye (?:my|her|his)|phone|battery|car|everyone (?:is )?gonna die|we all",
        ),
    ),
    _rule(
        r"(?:hope|hoping|pray|praying|wish) (?:that )?(?:i|he|she) (?:just )?(?:dont|doesnt|never|wont) wake up",
        r"rather (?:be dead|not (?:be here|be alive|exist|live))",
    ),
    _rule(
        r"wish (?:i|he|she) (?:was|were|wasnt|werent) (?:dead|never born|alive|here|gone)",
        r"wish i (?:was|were|had) never (?:been )?born",
        r"wish i (?:didnt|never|could not|couldnt) (?:exist|wake up|woke up)",
        r"wish i could (?:just )?(?:die|disappear|not wake up)",
    ),
    _rule(
        r"better off (?:dead|without me|if i (?:was|were|wasnt|died))",
        r"better (?:off )?if i (?:was|were|wasnt|died|werent)(?: \w+)?|better without me",
        r"(?:happier|easier|better)(?: off)?(?: for everyone)? if i (?:was|were|wasnt|werent|died|disappeared)",
    ),
    _rule(
        r"feel(?:s|ing)? like (?:dying|ending (?:it|my life|everything)|giving up on life|i want to die)",
        (
            r"(?:thinking|think|thought|thoughts|thinks|talking|talks|talked) (?:about|of) (?:dying|death|"
            r"ending (?:it|my life|his life|her life)|killing \w+self|not being here|wanting to die)"
        ),
        unless=(r"death (?:certificate|benefits?|penalty)",),
    ),
    _rule(
        r"dont think i (?:want|can)(?: to)? (?:live|be alive|go on|keep going)",
        (
            rf"(?:dont|no longer|doesnt|didnt|not|never)(?: even| really)? wants? {_TO} (?:live|be alive|exist|"
            rf"wake up|keep living|go on living|be on this earth|be in this world|live anymore)"
        ),
        unless=(
            r"live (?:here|there|with|in|at|on|alone|by|near|like|off|somewhere|outside|under|w)",
            r"wake up (?:early|at)",
        ),
    ),
    _rule(
        (
            rf"(?:dont|no longer|doesnt)(?: even)? wants? {_TO} (?:live like this|be here(?: anymore| no more)?|"
            rf"go on|do this anymore)"
        ),
        r"cant (?:live|go on|keep going)(?: \w+){0,2}",
        r"cant (?:take (?:it|this|life)|do this|do life|handle (?:it|this)|deal with (?:it|this|"
        r"life))(?: anymore| no more| any longer)",
        unless=(
            r"live (?:here|with|there|on|in|off|at|by|without)",
            r"(?:go on|keep going) (?:the|to|my|back|a|with this application|with the)",
            r"be here (?:at|for|on|when|until)",
        ),
        sure=False,
    ),
    _rule(
        (
            r"no (?:reason|point|will|desire|purpose) (?:to|in|of) (?:live|living|go on|going on|be alive|life|"
            r"keep going)"
        ),
        r"nothing (?:left )?to live for",
        r"(?:life|living) (?:isnt|is not|aint|not|is no longer) worth(?: \w+)?",
        r"not worth living|(?:tired|sick|done|over) (?:of |with )?(?:living|being alive)",
        r"(?:tired|done|sick) (?:of|with) (?:this |my )?life|lost the will to live",
        r"lose the will to live|(?:have|has|got) no will to live",
        unless=(r"living (?:here|with|there|in|at|on|off|like|paycheck|out|alone|under)|life insurance",),
    ),
    _rule(
        r"end(?:ed|ing)? (?:it all|my (?:own )?life|his life|her life|their life|everything tonight)",
        (
            r"(?:want|gonna|ready|going|wants|thinking about|thinking of) (?:to )?(?:just )?(?:end|ending) (?:it|"
            r"things|everything)"
        ),
        r"take my life|taking my life|put an end to (?:my life|it all)",
        r"give up on (?:life|living)|giving up on (?:life|living)",
        unless=(r"end it with|end things with",),
    ),
    _rule(
        (
            r"(?:took|take|taking|takes|swallow\w*|downed|drink|drank|popped|ate)(?: \w+){0,2} (?:too many|"
            r"a (?:whole )?(?:bottle|bunch|handful) of|the whole bottle(?: of)?|"
            r"whole bottle of)(?: \w+){0,3}(?: pills?| meds?| medicine| tylenol| xanax| bleach| advil|"
            r" medication)?"
        ),
        r"(?:drink|drank|drinking) bleach",
        unless=(r"classes|hours|shifts|water|milk|notes|photos|pictures|steps|time",),
    ),
    _rule(
        (
            r"(?:took|taking|take|swallow\w*) all (?:of )?(?:my|his|her|the) (?:\w+ )?(?:pills|meds|medication|"
            r"medicine|tylenol|xanax)"
        ),
        r"overdos\w*",
        unless=(r"coffee|sugar|candy|as (?:prescribed|directed)|narcan|every|daily|on time",),
        sure=False,
    ),
    _rule(
        (
            r"jump(?:ing)? (?:off|from|in front of|out of|into) (?:a|the|my|this|that|of a)(?: \w+)? ?(?:bridge|"
            r"building|roof|balcony|train|truck|traffic|cliff|overpass|window|river)"
        ),
        r"jump(?:ing)? off (?:a |the )?bridge",
        r"jump(?:ing)? in front of (?:a |the )?(?:bus|cars?|train|truck|traffic)",
        r"pills?\b.*\b(?:take|taking|swallow\w*|took) (?:them|it) all",
        r"slit(?:ting)? (?:my|her|his) \w+",
        r"cut(?:ting)? (?:my|her|his) (?:wrists?|veins|arms?|throat)",
        r"gun (?:to|in) my (?:head|mouth)|bullet (?:in|through) (?:my|his|her) (?:head|brain)",
        r"blow(?:ing)? (?:my|his|her) (?:brains?|head)(?: out| off)?|noose",
        r"driv(?:e|ing)(?: \w+){0,2} off (?:a|the) (?:bridge|cliff)",
        unless=(
            r"(?:he|she|they|ex|husband|boyfriend|man|guy|someone)(?: \w+){0,3} (?:put|puts|held|holds|had|"
            r"pointed)",
            r"job",
        ),
    ),
    _rule(
        r"goodbye (?:forever|world|cruel world)",
        r"this is (?:goodbye|my goodbye|my last (?:text|message|night))",
        r"my last (?:day|night) (?:on earth|alive|here on earth)",
        r"(?:nobody|no one|noone) (?:would|will|wd) (?:even )?(?:miss me|care if i|notice if i)",
        r"(?:want|wants) to disappear(?! to)(?: forever)?",
        (
            r"(?:dont know|idk|not sure)(?: \w+){0,2} i can (?:keep going|go on|take (?:it|this)|"
            r"do this)(?: much longer| anymore)?"
        ),
        r"(?:do|doing) something (?:to myself|bad to myself|drastic)|end of my rope",
        r"cant live without (?:him|her|them|my)",
        r"(?:be|go be|join) (?:with )?(?:him|her|them) in heaven",
        (
            r"(?:daughter|son|teen\w*|kid|child|she|he|sister|friend|i)(?: \w+){0,2} (?:been|started|keeps|"
            r"is) cutting(?= and| but| again|$)"
        ),
        r"(?:want|wants) (?:it|everything|it all|this all) (?:all )?to (?:be over|end|stop)",
        r"(?:dont|cant) see (?:a|any) (?:way out|reason to|future)|(?:no|any) way out",
        r"feel(?:ing|s)? (?:so |completely |totally )?(?:hopeless|worthless|like a burden)",
        r"whats the point (?:of (?:living|life|anything)|anymore|in living)|no point anymore",
        r"wont be (?:here|around) (?:tomorrow|much longer|anymore)",
        r"sleep (?:and|n) (?:not|never|dont) wake(?: up)?|sleep forever|never wake up",
        r"hate (?:my life|being alive|living)",
        unless=(r"from this contract|way out of|way out there|living (?:here|with|in)",),
        sure=False,
    ),
    _rule(
        r"kill me(?: now)?$|just kill me|id rather die|i could die$",
        r"want to crawl in a hole and die",
        unless=(
            r"he|she|they|hed|shed|ex|husband|boyfriend|wife|threat\w+|who|someone",
            r"than|(?:gonna|will|to|going|might|could|hell|would|tried|trying) kill me",
        ),
        light=True,
    ),
    _rule(
        r"might as well (?:be dead|die|kill myself|end it)|worth more dead|out of (?:this )?life",
        r"use it on myself|no point in (?:being here|being alive|being around)",
        r"wish (?:id|i had|i have|i was|that i had) never been born|wish(?:ing)? i (?:would|could) (?:just )?die",
        r"(?:wish\w*|hop(?:e|ing)|want|pray\w*)(?: \w+){0,4} die in my sleep",
        unless=(r"phased out of life|time out of life",),
    ),
    _rule(
        r"(?:pills|gun|knife|blade|razor|rope) in my hands?|(?:im|feeling) sui",
        r"(?:ive|im|hes|shes) (?:\w+ )?cutting (?:again|and|but)",
        unless=(r"kitchen|cutting (?:again )?(?:hours|hair|grass|my|the|back|down|costs)",),
        sure=False,
    ),
    _rule(
        r"should just die|(?:just )?want to be gone|dont trust myself (?:not to|with)|be with (?:jesus|god|"
        r"the lord)|dont feel safe (?:with|around|from) myself",
        r"(?:got|have|bought|found) a (?:rope|noose)|knife to my (?:wrist|throat)|use it on me|sewer ?slide",
        r"(?:easiest|best|painless|quickest|fastest) way to (?:die|kill \w+self)",
        r"how (?:many|much)(?: \w+){0,6} to (?:die|overdose|kill (?:myself|me))",
        r"i (?:just )?cut myself$|(?:cut|hurt|burned|burnt) myself (?:last night|again|on purpose|tonight)",
        unless=(
            r"(?:he|she|they|ex|husband|boyfriend|man|guy|someone)(?: \w+){0,3} (?:put|puts|held|holds|had)",
            r"at work|shaving|cooking",
        ),
    ),
    _rule(
        r"might not be here (?:tomorrow|much longer)|(?:goodbye|suicide) (?:note|letter)|my life is over",
        r"voices(?: \w+){0,3} (?:tell|telling|say|saying)(?: \w+){0,4} (?:kill|hurt|die)",
        r"tell my (?:kids|mom|family|wife|husband|son|daughter) i (?:love|loved) (?:them|her|him)|"
        r"cant do (?:this )?life",
        r"if i (?:died|die|was dead|were dead)(?: \w+){0,6} (?:insurance|better)|on the (?:bridge|ledge)$",
        r"locked (?:himself|herself)(?: \w+){0,4} with a (?:razor|knife|gun|rope)|ready to take (?:them|"
        r"all of them)",
        unless=(r"before my life is over",),
        sure=False,
    ),
    _rule(
        r"better off not (?:here|alive|around|being)|on this (?:planet|earth|world) (?:anymore|no more|any longer)",
        r"(?:gonna|will|want to|might|about to) (?:take|swallow|eat) all (?:of )?(?:these|those|my|the|his|"
        r"her) (?:\w+ )?(?:pills|meds)",
        r"(?:wishes|wished) (?:he|she|they) (?:was|were) (?:dead|never born|gone)",
        unless=(r"every day|daily",),
    ),
)

_SPANISH_SELF_HARM = (
    _rule(
        r"(?:suicidar|ahorcar|colgar|envenenar|ahogar|disparar)(?:me|se)",
        r"quitar(?:me|se) la vida|(?:pegar|dar|meter)(?:me|se) un (?:tiro|balazo)",
        r"cortar(?:me|se) las venas",
        (
            r"(?:tirar|aventar|lanzar|arrojar)(?:me|se) (?:de|del|al|por|a|desde)(?: \w+){0,2} (?:puente|techo|"
            r"tren|edificio|metro|ventana|balcon|azotea|rio|vias|carros?|carretera)"
        ),
        r"(?:acabar|terminar) con (?:mi|su) vida|poner(?:le)? fin a (?:mi|su) vida|suicid\w*",
        unless=(
            AT_WORK,
            r"prevencion|gastos|amenaz\w+ con quitarme",
        ),
    ),
    _rule(
        (
            r"(?:quiero|voy a|pienso|pense|pensando|pensado|ganas|mejor|intente|trate|podria|quisiera|pensar|"
            r"prefiero)(?: \w+){0,2} matarme"
        ),
        (
            r"(?:me (?:quiero|voy a|quisiera|pienso|podria|intente|trate de)|se (?:quiere|va a|quisiera|podria|"
            r"intento|quiso|queria|trato de|piensa))(?: a)? (?:matar|suicidar|ahorcar|quitar la vida|colgar|"
            r"envenenar|(?:dar|pegar|"
            r"meter) un (?:tiro|balazo)|cortar las venas|(?:tirar|aventar|lanzar)(?: \w+){0,3} (?:puente|techo|"
            r"tren|edificio|ventana|balcon|azotea|rio|carros?|metro))"
        ),
        r"me mato(?: y ya)?$|(?:pienso|pensando|pense) en (?:morir|morirme|la muerte)",
        r"pastillas\b.*\b(?:tomar|tragar)\w* todas",
        (
            r"(?:quiere|quiso|intento|queria|trato de|va a|piensa)(?: \w+)? (?:matarse|suicidarse|morirse|"
            r"ahorcarse)"
        ),
        unless=(r"trabajando|estudiando|de (?:risa|verguenza)|lo quiere|me (?:va a|quiere) matar",),
    ),
    _rule(
        (
            r"(?:quiero|quisiera|prefiero|preferiria|deseo|ganas de|quiere|queria|mejor|"
            r"ojala)(?: \w+){0,2} (?:morir(?:me|se)?|estar muert[oa]|no despertar(?:a)?|muriera|no haber nacido|"
            r"no existir)"
        ),
        r"me quiero (?:ya )?morir|se quiere (?:ya )?morir|mejor (?:me muero|muert[oa])",
        r"estari[ao]n? mejor (?:muert[oa]|sin mi)",
        r"ojala (?:me muriera|estuviera muert[oa]|no despertara|no hubiera nacido)",
        r"(?:mejor|mejores) sin mi",
        unless=(
            r"mori[re]\w* de (?:risa|hambre|sed|sueño|ganas|frio|calor|verguenza|pena|aburrimiento|amor)",
            r"no quiero mori\w+ (?:sin|de|en)",
        ),
    ),
    _rule(
        (
            r"(?:no|ni) (?:quiero|quiere|deseo|tengo ganas de|tiene ganas de|me dan ganas de|tengo (?:por que|"
            r"para que|razon(?:es)? para|motivos? para)|le (?:veo|encuentro) (?:sentido|caso) a|"
            r"me importa) (?:ya )?(?:seguir )?(?:vivir|viviendo|viva|vivo|estar viv[oa]|la vida|"
            r"despertar)(?: mas)?"
        ),
        r"sin ganas de vivir",
        r"(?:cansad|hart|aburrid)[oa] de (?:vivir|la vida|esta vida|mi vida)",
        r"(?:la |mi )?vida (?:ya )?no (?:vale|tiene sentido|me importa)",
        r"no vale la pena (?:seguir )?(?:vivir|viviendo)",
        r"para que (?:seguir )?(?:vivir|viviendo|vivo)",
        unless=(
            _VIVIR_AQUI,
            r"viv\w+ asi",
        ),
    ),
    _rule(
        r"no (?:quiero|puedo) (?:seguir )?viv(?:ir|iendo) asi",
        sure=False,
    ),
    _rule(
        (
            r"(?:me|se) (?:tom[eo]|trag[uo]?e|tomo)(?: \w+){0,2} (?:todas|muchas|un monton|un frasco|el frasco|"
            r"un bote|todo el frasco|demasiadas)(?: \w+){0,3}"
        ),
        r"tomar(?:me|se) (?:todas las|un frasco|muchas|un monton de)(?: \w+)?(?: pastillas)?",
        r"sobredosis",
        unless=(r"agua|fotos|clases|vitaminas",),
    ),
    _rule(
        r"(?:hacer|hago|haga|hacerme|hacerse|me hago|haciendo)(?:me|se)? (?:daño|dano) (?:a mi mism[oa]|yo)",
        r"hacer(?:me|se) daño",
        r"(?:quiero|ganas de|voy a|pienso en|quiere|pensando en)(?: \w+){0,2} (?:lastimar|cortar)(?:me|se)",
        r"me (?:estoy|ando) cortando",
        r"(?:me|se) (?:corta|corto) (?:las venas|los brazos|las muñecas)",
        r"(?:cortar)(?:me|se) (?:los brazos|las muñecas)",
        unless=(r"pelo|cabello|luz|uñas|en el trabajo|quiere hacerme",),
    ),
    _rule(
        r"ya no (?:aguanto|puedo|soporto) (?:mas|esto|la vida|asi)$|^(?:ya )?no (?:aguanto|puedo|soporto)$",
        r"no (?:aguanto|soporto) (?:mas )?(?:esta|mi|la) vida|quiero desaparecer",
        r"(?:quiero|ojala) que (?:ya )?todo (?:se )?(?:acabe|termine)",
        r"(?:acabar|terminar) con todo|nadie me (?:va a extrañar|extrañaria|extraña)",
        r"no (?:le )?veo (?:ninguna )?salida|adios para siempre|(?:esta es )?mi despedida",
        r"ir(?:me)? de este mundo",
        r"no quiero (?:ya )?(?:estar|seguir) (?:aqui|en este mundo)(?: mas| ya)?$",
        r"no quiero (?:ya )?seguir(?: mas)?$|odio mi vida",
        r"me siento (?:una carga|sin esperanza|inutil)|soy una carga|no tengo esperanza",
        r"perdi la esperanza|dormir(?:me)? y (?:ya )?no despertar",
        sure=False,
    ),
    _rule(
        r"no (?:encuentro|veo|tengo|hay|le hallo) (?:\w+ )?(?:razon(?:es)?|motivos?|sentido) (?:para|de|"
        r"a) (?:vivir|seguir|la vida)",
    ),
    _rule(
        r"(?:pastillas|veneno|pildoras)(?: \w+){0,2} me (?:las|lo|los) voy a tomar",
        r"me (?:tome|acabo de tomar|voy a tomar)(?: \w+)? (?:veneno|cloro|raticida|todas las pastillas)",
        r"quiero dejar de vivir|no tengo (?:mas )?fuerzas (?:para|de) (?:vivir|seguir viviendo)|"
        r"no quiero (?:ya )?existir|no puedo (?:ya )?seguir viviendo|"
        r"nada por (?:lo )?que vivir",
        r"para que (?:seguir|sigo) (?:viv[oa]|viviendo|vivir)|no me importa (?:ya )?morir(?:me)?",
        r"me corte las venas|me (?:hago|hice) daño|me lastimo yo mism[oa]|voces que me dicen",
        r"mejor si (?:yo )?(?:no existiera|me muero|me muriera|no estuviera)|la muerte es (?:la )?unica",
        r"(?:me (?:quiero|voy a)|se (?:quiere|va a)) (?:aventar|tirar|brincar)$",
        r"(?:puente|azotea|techo) y (?:quiero|voy a) (?:brincar|saltar|tirarme|aventarme)",
    ),
    _rule(
        r"no se si (?:voy a|vaya a) (?:estar|amanecer)|ya me despedi|"
        r"dig[ae]n?(?:les?)? a mis hijos que los (?:quiero|amo)",
        r"quiero irme con (?:ella|el|mi \w+)|(?:con|tengo|tiene|trae) una soga|cometer una locura|me cort[oe]$",
        r"quisiera (?:ya )?desaparecer|si me muero se acaban?|que vivir asi",
        sure=False,
    ),
    _rule(
        r"(?:hijo|hija|ella|el|herman[oa]|espos[oa]|mama|papa|amig[oa]|niet[oa])(?: \w+){0,2} se (?:hace|hizo|"
        r"quiere hacer) daño",
        unless=(r"en el trabajo|jugando|cay[oe]ndo",),
    ),
)

RULES: tuple[Rule, ...] = (*_ENGLISH_SELF_HARM, *_SPANISH_SELF_HARM)
