"""No food now, in English. Asking for food stamps or for help with food is the line's daily work and no danger."""

from __future__ import annotations

from functools import partial

from assistant.danger_rules.rule import DangerKind, Rule, make_rule

_rule = partial(make_rule, DangerKind.HUNGER_NOW)

_NOT_FOOD = (
    r"(?! (?:stamps?|banks?|allerg\w*|restrictions?|trucks?|pantry|pantries|insecurity|programs?|"
    r"assistance|benefits?|cards?|help|stores?|handlers?|service|services|budget|poisoning|court|"
    r"allowance|boxes|box|drive|drives|stampz|aid|support|waste|industry|worker))"
)
_CHILDREN = (
    r"(?:kids?|children|child|baby|babies|sons?|daughters?|family|grandkids|grand\w+|newborn|toddlers?|"
    r"infant|mom|mother|husband|wife|twins|boys?|girls?|little ones?|ones|neighbor|she|he|they)"
)
_PETS = (
    r"(?:my|the|our) (?:\w+ )?(?:dogs?|cats?|pets?|chickens?|fish|horse|puppy|puppies|kitten)|dog food|"
    r"cat food"
)
_ONCE = (
    rf"(?:every|each) month|last year|years? ago|months? ago|when i was (?:a|little|young|\d)|as a kid|used to|"
    rf"{_PETS}"
)
_MONTH_END = r"end of (?:the|each|every) month"
"""Running short before the month ends is a need for food, not hunger now."""
_NOW = (
    r"(?:today|tonight|right now|asap|now|immediately|urgent\w*|this (?:evening|morning|afternoon|"
    r"weekend)|before tomorrow|by tonight|emergency|desperate\w*)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        rf"(?:no|zero|without|w out) (?:more |real |any |kind of )?(?:food|groceries){_NOT_FOOD}(?: \w+){{0,2}}",
        (
            rf"(?:dont|doesnt|aint|isnt|havent|hasnt|didnt|not|wont)(?: \w+){{0,2}} (?:any|no|enough|have|"
            rf"got)(?: any|"
            rf" no| enough)? (?:food|groceries){_NOT_FOOD}"
        ),
        unless=(
            _ONCE,
            r"no food or drinks?|favorite|preference|healthy|is there no|we are not",
            r"no food on the premises|bring (?:no|any)|fast food|but (?:enough|we have food)",
            r"too much food|enough food this month|organic|only eat|dont need|dont waste",
        ),
    ),
    _rule(
        rf"need to feed(?: \w+){{1,3}} {_NOW}",
        (
            r"no (?:dinner|supper|lunch|breakfast)(?: \w+){0,4} (?:tonight|today|for (?:my|the|our) (?:kids|baby|"
            r"children))"
        ),
        unless=(_ONCE,),
    ),
    _rule(
        (
            rf"(?:out of|ran out of|run out of|runs out of|ran outta|outta) (?:food|groceries|baby food|formula|"
            rf"baby formula|milk for){_NOT_FOOD}"
        ),
        r"(?:no|any|out of|ran out of|zero)(?: more| baby)* (?:formula|milk (?:for|left))(?: \w+){0,3}",
        unless=(
            _ONCE,
            r"formula (?:one|1)|dont need|allergic",
        ),
    ),
    _rule(
        r"running out of (?:food|groceries|formula)(?! stamps)",
        (
            r"(?:no|any|without) money (?:left )?(?:for|to (?:buy|get)|4) (?:any )?(?:food|groceries|formula|"
            r"milk|something to eat|dinner)"
        ),
        r"(?:low|short) on (?:food|groceries)(?! stamps)",
        r"(?:barely|hardly) (?:any|have any|got any) (?:food|groceries)(?! stamps)",
        r"almost out of (?:food|groceries|formula)",
        r"food (?:is |just )?(?:ran|run|running|all) (?:out|gone)|food (?:is )?gone",
        unless=(_ONCE, _MONTH_END),
        sure=False,
    ),
    _rule(
        r"nothing (?:in|around) (?:the|my|our|this) (?:house|home|place|apartment)(?: \w+){0,2} to eat",
        r"nothing(?: left| here| at all| else)? to (?:eat|feed|cook|give (?:my|the|them|him|her))(?: \w+){0,2}",
        (
            r"nothing (?:in|left in) (?:the|my|our) (?:fridge|refrigerator|cabinets?|cupboards?|pantry|kitchen|"
            r"freezer)"
        ),
        (
            r"(?:dont|doesnt|aint|havent|hasnt|didnt|not)(?: \w+){0,3} (?:anything|something|a thing|nothing|"
            r"enough|shit) to (?:eat|feed|cook)"
        ),
        r"(?:not|barely|hardly) (?:enough|anything) to eat",
        unless=(
            _ONCE,
            r"nothing to cook with|good to eat|fun|watch",
        ),
    ),
    _rule(
        (
            r"(?:havent|hasnt|aint|have not|not|has not|hadnt)(?: \w+){0,3} (?:eaten|ate|eat|had (?:a|any|one|"
            r"anything|nothing|no|food|much)(?: \w+){0,3}(?: meal| food| eat| to eat| dinner)?)(?: \w+){0,3}"
        ),
        (
            r"(?:didnt|couldnt|did not)(?: \w+){0,2} eat(?:en)? (?:today|yesterday|last night|anything|all day|"
            r"for|in|since|nothing|dinner|tonight|much today)(?: \w+)?"
        ),
        unless=(
            _ONCE,
            r"eaten? (?:out|meat|pork|there|gluten|dairy|sugar|beef|fish|fast food|here|at (?:that|a|the|their))",
            r"not (?:gonna|allowed|able|supposed|going) (?:to )?eat",
            r"not eat (?:meat|pork|gluten|dairy|beef|nuts|fish)",
            (
                r"had (?:a|any|one) (?:job|answer|call|response|income|work|raise|interview|time|phone|luck|"
                r"problems?|issue|check|hours|reply|doctor|accident|seizure|baby|stroke|shot|car|letter)\w*"
            ),
            r"had (?:no|anything|nothing) (?!to eat|food)|had (?:much|food) (?:luck|stamps|time)",
            r"had a(?:n|ny)? (?!meal|food|decent|real|proper|hot|good meal|bite)",
            r"i (?:will|do|can) not eat",
        ),
    ),
    _rule(
        (
            r"(?:go|going|goes|went|gone|gonna go|gonna|sent|put|sleep|sleeping|slept|cry|crying|cried|wake|woke|"
            r"wakes|waking)(?: \w+){0,4} hungry"
        ),
        rf"{_CHILDREN}(?: \w+){{0,3}} (?:hungry|starving|starve|starved)",
        (
            r"(?:kids?|children|baby|son|daughter|they|he|she) (?:ask|asks|asking|beg|begs|"
            r"begging) (?:me )?for (?:food|something to eat)"
        ),
        (
            r"(?:crying|screaming|begging|cry|asking)(?: \w+){0,3} (?:from hunger|because (?:hes|shes|theyre|"
            r"they are) hungry|for food|of hunger|hungry)"
        ),
        unless=(
            _ONCE,
            r"not hungry|never hungry|(?:arent|isnt|aint) hungry|always hungry",
            r"hungry for (?!food|days)|hungry (?:man|jacks|howie|to learn)",
            r"get (?:\w+ )?hungry (?:at|after|between|in)|hungry caterpillar|thirsty for",
            r"school lunch",
        ),
    ),
    _rule(
        (
            r"(?:im|i am|were|we are|so|really|very|still|been|both|all|i feel|feeling|us|super|too|i get|i|we|"
            r"me) hungry(?! (?:for (?!food|days|\d)|man|to learn))"
        ),
        r"hungry (?:right now|rn|today|tonight|please|and (?:no|broke|homeless|have no|dont))",
        unless=(
            _ONCE,
            r"not (?:so |really |very |that |too |all that )?hungry|aint hungry|never hungry",
            r"whats for|wheres? lunch|hungry for (?!food|days|\d)",
        ),
        light=True,
    ),
    _rule(
        r"(?:we|were|we are|us|all)(?: \w+){0,2} starving",
        r"starving (?:to death|here|right now|and|for days|since|rn|over here|in this house)",
        r"starv(?:e|ed|ation)(?: to death| tonight| this week| today)?",
        unless=(
            _ONCE,
            r"starving artist|attention|sleep starved|cash starved|starved for",
            r"starving for (?!days|food)|whats for|not (?:gonna )?starv\w+|wont starve|dog",
        ),
        sure=False,
    ),
    _rule(
        r"starving",
        unless=(
            _ONCE,
            r"artist|attention|starving for (?!days|food)|whats for|wheres? (?:lunch|dinner)",
            r"not starving|lunch|kids in (?:africa|other)|pizza",
        ),
        light=True,
    ),
    _rule(
        (
            r"(?:fridge|refrigerator|cabinets?|cupboards?|pantry|freezer|kitchen|icebox)(?: \w+){0,3} (?:empty|"
            r"bare)"
        ),
        r"empty (?:fridge|refrigerator|cabinets?|cupboards?|pantry|bell(?:y|ies)|stomachs?)",
        unless=(
            _ONCE,
            r"medicine|meds|pills?|fasting|take (?:it|this|them)|blood work",
            r"empty(?:ing)? (?:the|my)|nesters?",
        ),
    ),
    _rule(
        (
            rf"(?:need|needs|want|get|find|looking|where|anywhere|have to have|help|please|gotta get|"
            rf"got to get)(?: \w+){{0,5}} (?:food|groceries|formula|a meal|meals?|something to eat|"
            rf"dinner){_NOT_FOOD}(?: \w+){{0,5}} {_NOW}"
        ),
        rf"{_NOW}(?: \w+){{0,3}} (?:food|groceries|formula|meal){_NOT_FOOD}",
        rf"food{_NOT_FOOD} {_NOW}",
        rf"{_NOW} need(?: \w+){{0,3}} (?:food|groceries|formula){_NOT_FOOD}",
        unless=(
            _ONCE,
            r"now that|know now|until now|food stamps|snap|ebt|apply|applied|card|benefits",
            r"emergency room|job (?:right )?now|working now|lunch today at|cooked",
            r"(?:had|ate|got|picked up|bought) (?:\w+ )?food",
        ),
    ),
    _rule(
        (
            r"(?:cant|couldnt|cannot|unable to|no way to|not able to|nothing to|how (?:am i|im i|will i|do i|im|"
            r"to|i am)(?: \w+){0,2}|dont know how(?: \w+){0,3}|idk how(?: \w+){0,3}|have to) (?:feed|even feed|"
            r"afford to feed|get food for|buy food for|provide food for) (?:my|our|the|myself|them|him|her|us|"
            r"these|two|\d)(?: \w+){0,2}"
        ),
        unless=(
            _ONCE,
            r"dog|cat|breast|feed the (?:meter|machine)|cats",
        ),
    ),
    _rule(
        (
            r"(?:cant|couldnt|cannot) (?:afford|buy|get)(?: \w+){0,2} (?:food|groceries|anything to eat|"
            r"something to eat|dinner|formula)(?! stamps| bank)(?: \w+){0,3} (?:today|tonight|right now|now|"
            r"for (?:my|the) (?:kids|baby))"
        ),
        unless=(_ONCE,),
    ),
    _rule(
        (
            r"(?:dont|idk|not sure|no idea|dont even)(?: \w+){0,2} (?:how|what|when|where)(?: \w+){0,5} (?:eat|"
            r"eating|feed|gonna eat|next meal)(?: \w+){0,3}"
        ),
        r"(?:what|how) (?:are|am|will) (?:we|i) (?:gonna |going to )?eat(?: \w+)?",
        (
            r"(?:eating|eat|eats|ate) (?:only |just )?(?:once|one meal|1 meal|one time|every other) (?:a |"
            r"per )?(?:day)?"
        ),
        r"skip(?:ping|ped|s)?(?: \w+){0,2} (?:meals?|eating|dinner)",
        r"only (?:ate|eaten|eating)(?: \w+){0,4} (?:today|all day|since\w*)",
        r"need(?: to get)? (?:something to eat|to eat|a meal)|so (?:my|the) kids can eat",
        (
            r"only (?:have|got|had|food)(?: \w+){0,5} (?:ramen|noodles|rice|crackers|bread|ketchup|beans|cereal|"
            r"water)(?: \w+){0,3}(?: left)?"
        ),
        unless=(
            _ONCE,
            r"diet|diabet\w*|allerg\w*|snack on|healthy|eat (?:there|out|at)|water bill|doctor",
        ),
        sure=False,
    ),
    _rule(
        (
            r"(?:last|havent had a|without a|had no) (?:ate|meal|real meal|hot meal|time (?:i|we|they|my kids|he|"
            r"she) ate)(?: \w+){0,4}"
        ),
        (
            r"(?:\d+|one|two|three|four|five|few|couple|several|all)(?: of)? (?:days?|day|"
            r"nights?)(?: now)? (?:without|w out|with no|no) (?:food|eating|a meal|any food|anything)"
        ),
        r"without (?:eating|food|a meal)(?: \w+){0,2}",
        r"(?:eating|eat|food|eaten)(?: \w+){0,2} (?:out of|from|in)(?: the| a)? (?:trash|garbage|dumpsters?)",
        (
            r"(?:dizzy|weak|faint\w*|sick|passing out|shaking) (?:from|because)(?: \w+){0,4} (?:hunger|"
            r"not eating|eat|eaten|no food|lack of food)"
        ),
        r"(?:dying|die) (?:of|from) hunger",
        unless=(
            _ONCE,
            r"procedure|surgery|blood|last meal of",
        ),
    ),
    _rule(
        r"^(?:\w+ )?hungry$|(?:and|n|homeless|broke) hungry|^hambre$",
        unless=(_ONCE, r"not hungry|never hungry"),
        light=True,
    ),
    _rule(
        r"ate nothing|nothing for (?:dinner|supper|breakfast|lunch|tonight)|(?:has|have|"
        r"got) no (?:baby )?(?:milk|formula)",
        r"(?:got|have) nothing in the house|bite of food|feed my (?:kids|baby|family) (?:tonight|today|now)",
        r"(?:eat|eating|ate)(?: \w+)? (?:out|out of|from) (?:the )?(?:trash|garbage|dumpsters?)|eating ketchup",
        r"soup kitchen(?: \w+)? (?:tonight|today|now)|food i can get (?:today|tonight|now)|hungry (?:now|kids|"
        r"baby|children)",
        unless=(_ONCE, r"allerg\w*"),
    ),
    _rule(
        r"where can (?:i|we) eat|drinking water so|gave my last|dont feel hungry",
        unless=(_ONCE, r"snap|ebt|stamps"),
        sure=False,
    ),
    _rule(
        rf"cant (?:buy|get|afford) (?:any |more )?(?:food|groceries){_NOT_FOOD} (?:till?|until|before)|"
        rf"had no (?:dinner|supper|breakfast|lunch)",
        unless=(_ONCE, r"had no (?:breakfast|lunch) break"),
    ),
)
