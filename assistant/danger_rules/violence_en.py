"""Violence, in English: done, threatened, feared, or meant."""

from __future__ import annotations

from functools import partial

from assistant.danger_rules.rule import AT_WORK, DangerKind, Rule, make_rule

_rule = partial(make_rule, DangerKind.VIOLENCE)

_RELATION = (
    r"(?:husband|wife|ex|exhusband|exwife|boyfriend|girlfriend|partner|spouse|fiance|dad|daddy|father|"
    r"stepdad|stepfather|stepfather|mom|mother|stepmom|brother|sister|uncle|aunt|cousin|son|stepson|"
    r"grandson|roommate|neighbor|guy|man|someone|somebody|stranger|babydaddy|bd|caregiver|caretaker|nursing home|"
    r"aide|aides|staff|nurse|nurses|foster (?:mom|dad|parents?)|abuser|stalker|"
    r"teacher|coach|babysitter|pimp|gang)"
)
_PERSON = rf"(?:he|she|hes|shes|they|theyre|who|{_RELATION}s?)"
_GAP = (
    r"(?: (?!it\b|that\b|this\b|which\b|bills?\b|rent\b|loss\b|death\b|died\b|passed\b|car\b|inflation\b|"
    r"covid\b|never\b|not\b|doesnt\b|didnt\b|dont\b|isnt\b|wont\b|hasnt\b|dog\b|storm\b)\w+){0,6}"
)
_KIN = (
    r"(?:kids?|child|children|baby|babies|son|sons|daughters?|mom|mother|mama|dad|father|sisters?|"
    r"brothers?|wife|girlfriend|grand\w+|nieces?|nephews?|cousin|friend|friends|neighbor|aunt|roommate|"
    r"boys?|girls?|toddler|family)"
)
_VICTIM = (
    rf"(?:me|us|him|them|her(?! (?:head|arm|leg|knee|hand|foot|back|toe|limit|deductible|goal|hip))|(?:my|"
    rf"our|his|her|their|the) (?:\w+ )?{_KIN}|kids)"
)
_HIT = (
    r"(?:hits?|hitting|beats?|beating|beaten|punch(?:es|ed|ing)?|slap(?:s|ped|ping)?|smack(?:s|ed|ing)?|"
    r"chok(?:es|ed|ing|e)|strangl(?:es|ed|ing)|kick(?:s|ed|ing)?|stab(?:s|bed|bing)?|attack(?:s|ed|ing)?|"
    r"assault(?:s|ed|ing)?|abus(?:es|ed|ing|e)|rap(?:es|ed|ing)|molest(?:s|ed|ing)?|shov(?:es|ed|ing)|"
    r"push(?:es|ed)|threaten(?:s|ed|ing)?|whoop(?:s|ed|ing)?|burn(?:s|ed)|drag(?:s|ged|ging)|tortur(?:es|"
    r"ed|ing)|stalk(?:s|ed|ing)?|slam(?:s|med|ming)|throws?|threw|grab(?:s|bed|bing)|hurts?|hurting|"
    r"touch(?:es|ed|ing)|shot|shoots?|bit|bites|harass(?:es|ed|ing)|jumped)"
)
_NOT_BLOWS = (
    r"kick(?:s|ed|ing)? (?:\w+ ){1,3}?(?:out|off)|(?:hit|hits) (?:me|us|him|her|them) (?:up|back|hard|"
    r"with (?:a |the |his |my |more )?(?:write|bill|fee|charge|fine|question|questions|text|news|late|"
    r"car|truck|van))|push\w* (?:me|us|him|her|them) (?:to|for)|"
    r"(?:threaten\w*)(?: \w+){1,2} (?:with (?:evict\w*|court|a (?:lawsuit|fine|bill)|shut\w*)|"
    r"to (?:evict|sue|fire|cut|shut|raise|turn|put))|threw (?:me|us|him|her) (?:out|off|a)|throws? (?:me|"
    r"us|him|her) (?:out|off|a)|beat(?:s)? (?:me|him|her|us) (?:to|at|here|there)|(?:hurts?|"
    r"hurting) (?:me|us|him|her) (?:to|that|when|financially|by)|crash|rear ended|wreck|crosswalk|"
    r"driving|touch(?:es|ed|ing) (?:me|us) (?:that|with|by)|grab(?:s|bed|bing) (?:me|us|him|her|"
    r"them) (?:a|some|something|food|dinner)|bites? (?:me|us) in|shots? (?:me|him|her|them) (?:a|an|"
    r"down)|shoots? (?:me|him|her|them) (?:a|an|down)|jumped (?:me|us) (?:off|my)|dog|cat|for (?:fun|"
    r"christmas)|in (?:the|a) (?:game|movie|video)|took me|in the back(?! with)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        rf"{_PERSON}{_GAP} {_HIT}(?: on| up)? {_VICTIM}",
        unless=(_NOT_BLOWS,),
    ),
    _rule(
        (
            r"(?:i|im|ive|we|weve|she|shes|he|hes|was|is|are|am|my \w+)(?: (?:was|is|are|am|were|been|being|"
            r"getting|gets|got|get|have|has|just|almost|also)){1,3} (?:beaten|beat up|beat by|abused|raped|"
            r"molested|assaulted|sexually assaulted|stabbed|strangled|choked|threatened|stalked|trafficked|"
            r"shot at|held hostage|kidnapped|battered|jumped by|attacked|hit by (?:my|him|her|a man))"
        ),
        unless=(
            r"threatened with (?:evict\w*|court|shut\w*|foreclosure)|dog|pit ?bull|beat down",
            r"dead beat|robbed of|abused (?:the|by the system)",
            r"attacked by (?:a |the )?(?:dog|bear|virus)|by (?:bills|inflation)",
        ),
    ),
    _rule(
        (
            rf"(?:he|she|they|hes|shes|theyre|husband|ex|boyfriend|girlfriend|partner|stepdad|someone|somebody|"
            rf"man|guy|abuser|stalker|who|brother|son|uncle|neighbor|roommate|father){_GAP} (?:gonna|will|"
            rf"wants? to|wanted to|trying to|tried to|threaten\w* to|about to|says? hell|said hell|going to|would|"
            rf"might|could)(?: \w+)? (?:kill|murder|hurt|shoot|stab|beat|choke|strangle|harm|rape|attack|"
            rf"burn) {_VICTIM}"
        ),
        unless=(
            r"(?:when|if|once) (?:he|she|they) (?:finds?|sees?|hears?|knows?)|beat (?:me|us) to",
            r"hurt (?:my|our) (?:feelings|case|credit|chances)|would never",
            r"shoot (?:me|us|him|her) (?:a|an)|in the game",
        ),
    ),
    _rule(
        rf"(?:hell|shell|theyll) (?:\w+ )?(?:kill|murder|hurt|shoot|stab|beat|choke) {_VICTIM}",
        unless=(r"(?:when|if|once) (?:he|she|they) (?:finds?|sees?|hears?)",),
    ),
    _rule(
        (
            r"(?:mom|mother|dad|wife|boss|husband|teacher|landlord|parents|sister|he|she|"
            r"boyfriend)(?: \w+){0,2} (?:gonna|will|going to) kill me"
        ),
        light=True,
    ),
    _rule(
        (
            rf"{_PERSON}(?: \w+){{0,3}} (?:has|got|have|pulled|pulls|pointed|points|pointing|put|had|waving|"
            rf"holding|grabbed|brought|carries)(?: out| up| \w+)? (?:a |the |his |her )?(?:gun|knife|weapon|"
            rf"pistol|machete)"
        ),
        r"(?:gun|knife) (?:to|at|on|in) (?:me|us|her|him|my (?:face|throat|neck|back)|our)",
        unless=(r"license|permit|shop|range|hunting|glue|for work|i have|kitchen",),
    ),
    _rule(
        (
            r"(?:afraid|scared|terrified|fearful|frightened|hiding|hide|running|ran away|run away|fleeing|flee|"
            r"fled|escape|escaped|escaping|get away|getting away)(?: \w+){0,2} (?:of |from )?(?:him|"
            r"my (?:\w+ )?(?:husband|ex|boyfriend|girlfriend|partner|dad|father|stepdad|stepfather|abuser|"
            r"stalker|wife|son|uncle|baby daddy|husbands?)|the father|what (?:he|she|they) (?:will|might|would|"
            r"could)|my own home|an abusive|abuse|domestic|dv)"
        ),
        unless=(
            r"for him",
            (
                r"afraid (?:for|my (?:\w+ )?(?:husband|son|dad|father|wife|ex) (?:will (?:lose|not|get sick)|wont|"
                r"lost|cant))"
            ),
            r"scared my (?:husband|dad|son|wife) (?:will (?:lose|die|not)|lost|cant|wont)",
            r"(?:afraid|scared) (?:to )?(?:tell|ask|leave) (?:him|my)",
        ),
    ),
    _rule(
        (
            r"(?:afraid|scared|terrified)(?: that)? (?:he|hes|hell|shell|she|they|my \w+|"
            r"someone)(?: \w+){0,3} (?:hurt|kill|hit|beat|find me|find us|come back|shoot|attack)"
        ),
        r"fear(?:ing|ful)? for (?:my|our|her|his|their) (?:\w+ )?(?:life|lives|safety)",
        r"(?:in )?fear of (?:him|my (?:husband|ex|boyfriend|life))",
        r"(?:afraid|scared|terrified) for my (?:life|safety)",
    ),
    _rule(
        (
            r"(?:afraid|scared|terrified)(?: \w+)? to (?:go|be|stay|sleep|return|come|live) (?:back )?(?:home|"
            r"at home|alone with|at my house|in my (?:own )?(?:home|house|apartment))"
        ),
        sure=False,
    ),
    _rule(
        r"domestic (?:violence|abuse|battery|dispute|assault)|dv",
        r"batter(?:ed|ing) (?:woman|women|wife|me|my)",
        (
            r"(?:abusive|violent|controlling) (?:husband|ex|boyfriend|girlfriend|relationship|home|house|"
            r"household|marriage|partner|man|situation|father|dad|stepdad|wife|spouse|son|family|parents?|"
            r"environment)"
        ),
        (
            r"(?:he|she|husband|boyfriend|ex|partner|dad|stepdad|father|son|wife)(?: \w+){0,2} (?:is|gets|got|"
            r"was|getting|became|becoming|been|turns|hes) (?:\w+ )?(?:abusive|violent)"
        ),
        r"(?:hes|shes) (?:\w+ )?(?:abusive|violent|abusing)|(?:physically|sexually) abus\w+",
        r"sexual(?:ly)? (?:assault\w*|abus\w+)|human traffick\w*|sex traffick\w*",
        r"being trafficked|(?:my|our|the|her) (?:abuser|rapist|attacker|stalker|trafficker)",
        unless=(AT_WORK,),
    ),
    _rule(
        r"(?:i was|being|been|got|im being|she was|getting) (?:raped|abused|molested|stalked|trafficked|beaten)",
        r"abuse at home|abused at home|child abuse|elder abuse|verbally abus\w+",
        r"emotionally abus\w+|mentally abus\w+|restraining order",
        r"(?:order of protection|protective order|protection order)",
        unless=(
            AT_WORK,
            r"abused (?:the|my trust)|(?:the|this) system",
        ),
        sure=False,
    ),
    _rule(
        r"(?:im|were|we are|kids are|i am|feel|feeling|shes|hes) (?:unsafe|in danger|not safe)(?: \w+)?",
        r"not safe (?:here|at home|at my|in my|with (?:him|her|my)|for (?:me|us|my kids))",
        r"(?:dont|doesnt|didnt|never) feel safe",
        r"unsafe (?:at home|here|with|in my|at my|living)",
        unless=(
            r"mold|lead|roof|wiring|water|for work|card|information|ssn|social|website|link|carbon",
            r"app|online|giving|neighborhood to walk",
        ),
        sure=False,
    ),
    _rule(
        (
            r"(?:he|she|husband|boyfriend|ex|partner|dad|they|wife)(?: \w+){0,2} (?:wont|doesnt|dont|didnt|"
            r"not) let (?:me|us|her) (?:leave|go|out|use|talk|eat|see|have (?:my|a) phone)"
        ),
        r"lock(?:s|ed)? (?:me|us|her|my kids) (?:in|up|inside)|keeps? (?:me|us) locked",
        r"hold(?:s|ing)? (?:me|us|her) (?:hostage|captive|prisoner|against)|kidnapp\w+",
        r"tied (?:me|us|her) up|cant leave (?:him|because he)",
        unless=(r"work|lock(?:s|ed)? (?:me|us) (?:in|up) (?:to )?a (?:rate|lease|contract|price)",),
    ),
    _rule(
        r"(?:please )?(?:call|send)(?: me)?(?: the| an)? (?:911|cops|police|ambulance)",
        r"need(?: the)? (?:police|cops|911)",
        (
            r"(?:someone|somebody|man|guy|hes|he|they|theyre|people)(?: \w+){0,3} (?:breaking|broke|"
            r"trying to break|trying to get|busting|banging)(?: \w+)? (?:in|into|down|on|in my) (?:my|our|the|"
            r"house|door)(?: \w+)?"
        ),
        r"shots fired|gun ?shots|(?:shooting|gunfire) (?:outside|next door|at my|at our|in my)",
        unless=(
            r"should i|non emergency|called|scanner|records?|report|did (?:you|they) call",
            r"dont call|police department|broke in(?:to)? my (?:car|truck)|last (?:week|month)",
        ),
        sure=False,
    ),
    _rule(
        (
            rf"(?:im gonna|i will|ill|i want to|i might|gonna|im about to|i feel like|thinking about|thinking of|"
            rf"i could|i swear ill|want to|wants to|need to|going to|so mad i could|urge to|"
            rf"about to)(?: \w+)? (?:kill|killing|murder|hurt|hurting|shoot|shooting|stab|stabbing|strangle|choke|"
            rf"beat|beating|burn|harm|harming|blow up|bomb|shake)(?: up| down)? (?:him|her|them|you|yall|someone|"
            rf"somebody|everyone|everybody|people|my (?:\w+ )?(?:{_KIN}|husband|ex|boyfriend|boss|landlord|"
            rf"caseworker|worker|coworker)|the (?:kids|baby|caseworker|office|place|landlord|judge|whole)|"
            rf"this (?:place|office|man|baby|woman|lady)|that (?:man|woman|lady|office|place|caseworker)|"
            rf"your (?:office|building|worker))"
        ),
        unless=(
            r"beat (?:you|them|him|her) (?:to|at|there|here)|dont want to|not gonna|not trying to",
            r"hurt (?:my|his|her|your|their) (?:\w+ )?(?:feelings|chances|case|credit|eyes)",
            r"shoot (?:you|him|her|them) (?:a|an|over)|never|didnt want to|hurt anyone|dont wanna",
            r"kill (?:you|them|him) to",
        ),
    ),
    _rule(
        (
            rf"{_PERSON}{_GAP} (?:broke|fractured|busted|bruised|split|cracked) (?:my|our) (?:arm|nose|jaw|ribs?|"
            rf"hand|tooth|teeth|lip|wrist|face|leg|finger|skull|eye)"
        ),
        r"(?:gave|left|got|has|have) (?:me|her|a|him|us|my mom)(?: \w+){0,2} (?:black eye|bruises)",
        r"bruises (?:from|because|all over)",
        unless=(r"fell|falling|accident|playing|football|soccer|skating|bike|slipped|at work",),
    ),
    _rule(
        (
            r"(?:left|leaving|leave) (?:him|my (?:husband|ex|boyfriend|partner)) because (?:he|"
            r"of)(?: \w+){0,3} (?:abus\w+|hit\w*|beat\w*|violen\w+|hurt\w*|threat\w*)"
        ),
        r"(?:hits|beats) (?:me|us) (?:up|and|n|every\w*|when|all|so|with|again|almost|bad\w*|a lot|in front)",
        r"hands around (?:my|her) (?:neck|throat)",
        unless=(r"in the back|questions",),
    ),
    _rule(
        (
            rf"(?:put|puts|putting|lay|laid|lays) (?:his |her |their )?hands? on (?:me|us|her|him|"
            rf"my (?:\w+ )?{_KIN})"
        ),
        r"throws? (?:things|stuff|objects|dishes|plates|chairs?) at (?:me|us|my|the kids)",
        (
            r"(?:he|she|man|guy|someone|somebody|people|they|ex|husband|boyfriend)(?: \w+){0,6} with (?:a |the |"
            r"his )?(?:gun|knife|machete)"
        ),
        (
            r"(?:will|gonna|going to|threat\w+ to|said hell|hell) burn (?:my|our|the) (?:house|home|place|"
            r"apartment|car)(?: down)?"
        ),
    ),
    _rule(
        (
            rf"(?:choked|strangled|choking|strangling|punched|punches|slapped|slaps|raped|molested|beating|"
            rf"beat up|beats up|stabbed) (?:on )?(?:me|us|her|him|my (?:\w+ )?{_KIN})"
        ),
        unless=(
            _NOT_BLOWS,
            r"(?:bills|rent|debt|inflation|taxes|chicken|traffic) \w+ (?:me|us)",
            r"choked (?:me|us) up|at (?:cards|chess|games?)",
        ),
    ),
    _rule(
        (
            r"(?:got|been|being|getting|was|were) (?:beat(?:en)? up|beaten|jumped|stabbed|strangled|choked|raped|"
            r"molested|threatened|abused) by"
        ),
        unless=(
            r"by (?:a |the )?(?:dog|bills|taxes|inflation|hail|storm|system)",
            r"threatened by (?:my landlord|eviction)",
        ),
    ),
    _rule(
        (
            r"(?:he|hes|man|guy|someone|somebody|ex|they|theyre|people|stranger|car|husband|"
            r"boyfriend)(?: \w+){0,3} (?:following|followed|follows|chasing|chased|watching) (?:me|us)"
        ),
        r"(?:my|our|her|his|their|kids) (?:life|lives) (?:is |are )?(?:in danger|at risk)",
        unless=(r"on (?:facebook|instagram|social)|(?:watching|follow\w*) us (?:for|while|kids)",),
        sure=False,
    ),
    _rule(
        rf"(?:beat|beats|beating|kicked|slapped) the \w+ out of {_VICTIM}|(?:shot|shoots|shooting) at (?:me|us|"
        rf"my|our)",
        rf"(?:hed|shed|theyd|he would|she would) (?:\w+ )?(?:kill|murder|hurt|shoot|stab|beat|choke) {_VICTIM}",
        rf"threat\w*(?: \w+){{0,6}} (?:kill|shoot|hurt|beat|stab) {_VICTIM}",
        rf"{_PERSON}(?: \w+){{0,3}} (?:almost|nearly) (?:killed|choked|strangled|beat) {_VICTIM}",
        unless=(r"would never|hurt (?:my|our) (?:feelings|case|credit|chances)|in the game",),
    ),
    _rule(
        r"(?:hes|he|shes|my ex|they|theyre)(?: \w+){0,2} (?:gonna|will|going to) (?:find|come after|hurt) (?:me|"
        r"us)",
        unless=(r"find (?:me|us) (?:a|an|work|housing|something|help)|for (?:money|rent|the bill)",),
        sure=False,
    ),
    _rule(
        rf"(?:wont|doesnt|never|cant) stop (?:hitting|beating|hurting|threatening|touching|stalking) {_VICTIM}",
        r"forced (?:himself|herself) on|(?:run|ran) (?:me|us|her) over with|tried to run (?:me|us|her|him) over",
        r"throw(?:s|ing)? things at (?:me|us)|(?:gun|knife) to (?:my|her|his|our) (?:head|neck|throat)",
        r"(?:before|until|til) (?:he|she|they) (?:kills?|hurts?) (?:me|us|her|them)|(?:im|i am) bleeding",
        r"being held (?:against|hostage)|against my will|(?:force|forced|make|makes) me (?:to )?have sex|my pimp",
        r"bring(?:ing)? (?:my|a) (?:gun|knife)|shoot all of (?:them|you)|(?:an|her|his|that) abuser",
        r"(?:being|been|got|getting|was) beat by",
        unless=(r"i put|period|beat by (?:bills|inflation)",),
    ),
    _rule(
        r"(?:im|were|we are|i am|am) hiding|being followed|need to get out of here",
        r"(?:he|she|hes|shes|ex|someone|somebody|man|guy|stranger|they)(?: is| was)? (?:at|outside|in|"
        r"inside) my (?:door|house|window)",
        r"(?:ex|man|someone|guy|stranger|he|they)(?: \w+){0,4} (?:broke in|break the door|break in|get in)",
        r"(?:coming|comes|came) back and (?:im|i am) scared|someone is shooting",
        r"^(?:abuse|abused|rape|raped|domestic|molested|assaulted|stalker|stalking|beaten)$",
        unless=(
            r"(?:broke|break) in(?:to)? my (?:car|truck)|lives|living|stays|get in (?:touch|the program|trouble)|"
            r"hiding nothing",
        ),
        sure=False,
    ),
    _rule(
        r"(?:afraid|scared|terrified) of what (?:hell|shell|theyll|he|she|they|my \w+)(?: \w+)? (?:do|does|"
        r"might do|could do)",
        unless=(r"landlord|office|boss",),
        sure=False,
    ),
)
