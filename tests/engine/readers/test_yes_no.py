"""Yes and no in all their ways, and statements that answer one question."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold

from .rows import Row, rows

YES = (
    """
yes|Yes|YES|yea|yeah|yep|yup|ya|yess|yesss|y|Y|yes maam|yes sir|yessir|uh huh|mhm|sure|of course|absolutely
definitely|correct|thats right|that's correct|right|i do|i am|we do|yes i do|yes we do|yes i am|ok|okay|👍|👌|✅
true|exactly|for sure|yes please|unfortunately yes|oh yes|well yes|um yes|yes it is|yes unfortunately|still do
yeah we do|yes still|lost my arm so yes|lets do it|ok go ahead|si|sí|Sí|sip|simon|claro|claro que si
por supuesto|asi es|exacto|correcto|cierto|si señor|si señora|pues si|ay si|bueno si|si lo tengo|si tengo|si hay
afirmativo|desde luego|como no|dale|esta bien|si claro|sí, por favor|eso es|si estoy|si, no puedo ver|siii
yes si|si yes|yeah claro|si we do
""".strip()
    .replace("\n", "|")
    .split("|")
)
NO = (
    """
no|No|NO|nope|nah|nop|n|naw|no maam|not yet|not at all|never|none|negative|i dont|i don't|we dont|im not
i am not|no i dont|no we don't|not anymore|not right now|no one|nobody|not me|nu uh|👎|false|noo|nooo|no thanks
no thank you|no sorry|oh no|well no|not really|not currently|no longer|nope not me|no not yet|we do not|i do not
no mam|i dont think so|no señor|no señora|pues no|todavia no|ya no|para nada|claro que no|nunca|jamas|tampoco
ninguno|ninguna|nadie|no tengo|no hay|no gracias|no recibo|no estoy|no soy|nel|ahorita no|por ahora no|aun no
nosotros no|bueno no|ay no|no, ninguno
""".strip()
    .replace("\n", "|")
    .split("|")
)
NEITHER = (
    """
maybe|kinda|sometimes|yes and no|idk|not sure|i dont know|no se|no sé|no estoy segura|quien sabe|tal vez|a veces
mas o menos|depende|no i do|why|por que|what|hola|hello|3|no entiendo|no me acuerdo|si y no|it depends|no idea
banana|y adonde mando la solicitud|si pero no
""".strip()
    .replace("\n", "|")
    .split("|")
)
READ_BACK = rows("""
i think so => yes
i think yes => yes
creo que si => yes
i guess so => yes
supongo que si => yes
creo que no => no
i think no => no
""")
STATEMENTS = rows("""
pregnant: yes 5 months => yes
pregnant: im expecting => yes
pregnant: 6 months along => yes
pregnant: due in march => yes
pregnant: my daughter is => yes
pregnant: no one is => no
pregnant: im a guy => no
pregnant: estoy embarazada => yes
pregnant: no estoy embarazada => no
pregnant: tengo 4 meses => yes

pays_heating: its included in the rent => no
pays_heating: included => no
pays_heating: landlord pays it => no
pays_heating: i pay it => yes
pays_heating: i cover that myself yes => yes
pays_heating: esta incluida en la renta => no
pays_heating: nosotros pagamos el gas => yes
homeless: sleeping in my car => yes
homeless: staying in a shelter => yes
homeless: estoy en un albergue => yes
homeless: vivimos en el carro => yes
homeless: no i have an apartment => no
homeless: no i rent => no
lost_job: got fired => yes
lost_job: they laid me off in may => yes
lost_job: me corrieron => yes
lost_job: no i still work there => no
working: part time => yes
working: not right now => no
working: got laid off => no
working: retired => no
working: i do doordash => yes
working: trabajo medio tiempo => yes
working: estoy buscando trabajo => no
receives_snap: they cut me off => no
receives_snap: i get 200 a month => yes
receives_snap: used to => no
receives_snap: nunca he tenido cupones => no
receives_snap: recibo estampillas => yes
receives_ssi: my son does => yes
receives_ssi: applied but waiting => no
receives_ssi: no solo ssdi => no
has_medicare: part a and b => yes
has_medicare: only medicaid => no
has_medicare: yes tengo medicare parte B => yes
has_children: 2 kids => yes
has_children: no kids => no
has_children: tengo 3 hijos => yes
has_children: no tengo hijos => no
veteran: army 4 years => yes
veteran: my husband was => no
veteran: no never served => no
student: community college part time => yes
student: i graduated => no
student: estoy en la universidad => yes
disabled: im in a wheelchair => yes
disabled: my son is autistic => yes
disabled: soy discapacitada => yes
disabled: we are all healthy => no
housing_help: section 8 => yes
housing_help: i have a voucher => yes
housing_help: vivienda publica => yes
housing_help: im on the waiting list for section 8 => no
housing_help: no pago renta normal => no
unable_to_work: he had a stroke => yes
unable_to_work: my mom has dementia => yes
unable_to_work: no puede trabajar por la espalda => yes
unable_to_work: no puedo trabajar => yes
unable_to_work: mi esposo no puede trabajar => yes
unable_to_work: we can all work => no
unable_to_work: just a broken leg => no
unable_to_work: todos trabajamos => no
lives_with_spouse: im married => yes
lives_with_spouse: yes with my husband => yes
lives_with_spouse: si, con mi esposo => yes
lives_with_spouse: just my boyfriend => no
lives_with_spouse: im a widow => no
lives_with_spouse: somos novios => no
lives_with_spouse: estamos separados => no
lives_with_spouse: lo deportaron => no
lives_with_spouse: my husband is in mexico => no
lives_with_spouse: mi esposo vive en otra casa => no
lives_with_spouse: mi esposo vive aqui => yes
covered_by_job: through my husbands job => yes
covered_by_job: kaiser => yes
covered_by_job: por el trabajo de mi esposo => yes
covered_by_job: too expensive => no
covered_by_job: only medicaid => no
covered_by_job: no tenemos aseguranza => no
covered_by_job: no ofrecen => no
self_employed: i drive uber => yes
self_employed: vendo tamales => yes
self_employed: odd jobs => yes
self_employed: yes my husband mows yards => yes
self_employed: just my job at walmart => no
self_employed: no, trabajo en una tienda => no
all_citizens: yes we all are => yes
all_citizens: no my husband isnt => no
all_citizens: si todos => yes
""")


def heard(text: str, fact: str = "yes_no") -> tuple[object, float]:
    asked = Asked(fact)
    found = read_answer(fold(text, "en", vocabulary_for(asked)), asked, date(2026, 11, 21))
    return (None, 0.0) if not found else (found[0].value, found[0].confidence)


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert heard(text)[0] is True
    assert heard(text)[1] >= confidence.ACCEPT


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert heard(text)[0] is False
    assert heard(text)[1] >= (confidence.CONFIRM if "think" in text else confidence.ACCEPT)


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert heard(text)[1] < confidence.CONFIRM


@pytest.mark.parametrize("row", READ_BACK, ids=[row.text for row in READ_BACK])
def test_doubt_is_read_back(row: Row) -> None:
    value, sure = heard(row.text)
    assert value is (row.wanted == "yes")
    assert confidence.CONFIRM <= sure < confidence.ACCEPT


@pytest.mark.parametrize("row", STATEMENTS, ids=[row.text for row in STATEMENTS])
def test_statements(row: Row) -> None:
    fact, _, text = row.text.partition(": ")
    value, sure = heard(text, fact)
    assert value is (row.wanted == "yes")
    assert sure >= confidence.ACCEPT
