"""Danger, its look-alikes, and requests to stop: the phrases alone, without the classifier."""

from __future__ import annotations

import pytest

from assistant.engine.readers import control
from assistant.engine.readers.asking import vocabulary_for
from assistant.engine.readers.danger import read_danger
from assistant.engine.readers.folding import Folded
from assistant.engine.readers.numbers import fold

SELF_HARM = """\
i want to die|i wanna kill myself|thinking about suicide|im suicidal|i dont want to live anymore
im better off dead|i cant go on|end my life|nothing left to live for|i wish i was dead
my son says he wants to die|just end it all|whats a life not worth living life isnt worth it|tired of living
me quiero morir|quiero matarme|ya no quiero vivir|pienso en suicidarme|quitarme la vida|no vale la pena vivir
mejor me muero|me quiero matar|voy a matarme|mi hija se quiere matar|cortarme las venas|i took all my pills
gonna kill my self|hurting myself|quiero desaparecer"""
VIOLENCE = """\
my husband beats me|he choked me last night|my boyfriend hit me|im scared of my ex|he has a gun
i am not safe at home|he threatened to kill me|my ex is hitting the kids my dad hits me|domestic violence
he wont let me leave|im going to kill him|she stabbed me|hes abusing me|my stepdad touches me he raped me
mi esposo me pega|me golpea|me amenazo con matarme|mi novio me quiere matar|tengo miedo de mi esposo
violencia domestica|no me deja salir|tiene una pistola|le pega a mi hija|voy a matarlo|estoy en peligro
no estoy segura en mi casa"""
HUNGER = """\
my kids havent eaten since yesterday|we have no food|no food in the house|havent eaten in 2 days|we are starving
nothing to eat today|my kids are hungry right now|going to bed hungry|the fridge is empty
i cant feed my kids tonight|ran out of food|no formula for my baby|i havent ate today|2 days without food
no tenemos nada que comer|mis hijos no han comido|no hay comida en la casa|no he comido desde ayer
tenemos hambre|sin comida hoy|no tengo que comer|se nos acabo la comida|mis niños tienen hambre
el refri esta vacio|no hay nada de comer"""
SPARED = """\
these bills are killing me|my back is killing me|dying to know|my phone died|my mom died|inflation hit us hard
i work hard|need food stamps|running low on food before the end of the month|can i get food|food pantry near me
no food stamps yet|i could use some help with food|help feeding my kids|i lost my job|shoot me a text
hungry for change|me mato trabajando|me muero de frio|mi papa se murio|necesito comida|ayuda con comida
my kids eat lunch at school|the rent is killing us|i got hit with a big light bill
se me acaba la comida antes de fin de mes|no me pega el sol|my car died"""
STOP = """\
stop|STOP|stop texting me|please stop messaging me|unsubscribe|take me off your list|remove my number
quit texting me|no more texts|dont text me anymore|cancel|opt out|leave me alone|do not contact me
lose my number|end|quit|i dont want these texts|stop sending me messages|stopall|alto|parar|basta
ya no me manden mensajes|dejen de escribirme|no me escriban mas|quitenme de su lista|borren mi numero
no quiero mas mensajes|cancelar|darme de baja|no mas mensajes"""
NO_STOP = """\
my hours stopped|my benefits stopped|they stopped my stamps|can you stop my eviction|bus stop
i want to stop working|when does it end|end of the month|stop my lights from getting cut off|no more food
cancel my appointment with the doctor|ya no tengo trabajo|me quitaron las estampillas|no mas somos 3
my ex wont stop calling the cops"""


def texts(table: str) -> list[str]:
    return [text for line in table.splitlines() for text in line.split("|")]


def heard(text: str) -> Folded:
    return fold(text, "en", vocabulary_for(None))


@pytest.mark.parametrize("text", texts(SELF_HARM))
def test_self_harm(text: str) -> None:
    assert read_danger(heard(text)) == "crisis_self_harm"


@pytest.mark.parametrize("text", texts(VIOLENCE))
def test_violence(text: str) -> None:
    assert read_danger(heard(text)) == "crisis_violence"


@pytest.mark.parametrize("text", texts(HUNGER))
def test_hunger(text: str) -> None:
    assert read_danger(heard(text)) == "crisis_hunger"


@pytest.mark.parametrize("text", texts(SPARED))
def test_look_alikes_are_spared(text: str) -> None:
    assert read_danger(heard(text)) is None


def stops(text: str) -> bool:
    message = heard(text)
    phrases = {hit.label for hit in control.phrases_within(message)}
    return control.whole_intent(message, after_a_question=True) == "stop" or "stop" in phrases


@pytest.mark.parametrize("text", texts(STOP))
def test_stop(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize("text", texts(NO_STOP))
def test_no_stop(text: str) -> None:
    assert not stops(text)
