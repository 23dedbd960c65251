"""Money with its period, several incomes, nothing at all, and what has no sure period."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.reading import Money, Range, Reading, Value

from .rows import Row, rows

# amount period [hours h] [days d] [source]; several incomes joined by " + "
INCOME = rows("""
350 a week => 350 week
350/wk => 350 week
$350 weekly => 350 week
weekly 300 from doordash => 300 week self_employment
make abt 310 every wk => 310 week wages
i bring home 410 a week => 410 week wages
400 wkly => 400 week
every friday i get 380 => 380 week
$1,100/mo => 1100 month
1100 a month => 1100 month
1,250.75 monthly => 1250.75 month
like 900 a month => 900 month
around 1500 per month before taxes => 1500 month
1500 month => 1500 month
twelve hundred a month => 1200 month
21 hundred a month => 2100 month
nineteen hundred and fifty a month => 1950 month
800 every 2 weeks => 800 two_weeks
800 every two weeks => 800 two_weeks
800 every other week => 800 two_weeks
every other friday i get 640 => 640 two_weeks
biweekly 780 => 780 two_weeks
780 bi-weekly => 780 two_weeks
1200 twice a month => 1200 twice_month
600 2x a month => 600 twice_month
900 on the 1st and 15th => 900 twice_month
30k a year => 30000 year
30,000 yearly => 30000 year
18 thousand a year => 18000 year
my salary is 42k a year => 42000 year wages
15/hr => 15 hour
$15 an hour => 15 hour
15 an hour 30 hours a week => 15 hour 30h
17.25 hr, 36 hrs a week => 17.25 hour 36h
i make 12 dollars an hour, 25 hrs => 12 hour 25h wages
40 hours a week at 16.50 an hour => 16.50 hour 40h
fifteen fifty an hour => 15.50 hour
nine dollars an hour fifteen hours => 9 hour 15h
12.50 an hr 20 hrs/wk => 12.50 hour 20h
120 a day 3 days a week => 120 day 3d
100 a day => 100 day
i get 943 ssi a month => 943 month ssi
my disability check is 1,204 monthly => 1204 month social_security
im 58 and i get 900 a month => 900 month
ssi 620 a month and my job 90 a week => 620 month ssi + 90 week wages
unemployment 320 a week plus child support 200 a month => 320 week unemployment + 200 month child_support
i make 400 a week and my husband makes 500 a week => 400 week wages + 500 week wages
my husband makes 2200 a month, i get 300 in child support a month => 2200 month wages + 300 month child_support
2 jobs, 300 a week at walmart and 150 a week cleaning houses => 300 week wages + 150 week self_employment
1300 social security a month and 210 pension a month => 1300 month social_security + 210 month pension
tanf 280 a month, doordash 100 a week => 280 month cash_aid + 100 week self_employment
gano 400 por semana => 400 week wages
gano 400 x semana => 400 week wages
400 semanales => 400 week
400 a la semana => 400 week
me pagan 350 cada semana => 350 week
mil doscientos al mes => 1200 month
1.100 al mes => 1100 month
710 x mes => 710 month
1600 mensual => 1600 month
mil seiscientos mensuales => 1600 month
dos mil al mes => 2000 month
cada dos semanas me pagan 700 => 700 two_weeks
700 cada 2 semanas => 700 two_weeks
600 dos veces al mes => 600 twice_month
500 el 1 y el 15 => 500 twice_month
18,000 al año => 18000 year
13 la hora => 13 hour
gano 13 la hora y trabajo 32 horas a la semana => 13 hour 32h wages
12.50 la hora 40 horas => 12.50 hour 40h
14.25 la hora 24 oras x semana => 14.25 hour 24h
80 al dia 4 dias a la semana => 80 day 4d
saco 85 el dia, 3 dias por semana => 85 day 3d
recibo 943 de ssi al mes => 943 month ssi
mi esposo gana 500 por semana y yo 300 por semana => 500 week wages + 300 week wages
desempleo 280 a la semana y manutencion 150 al mes => 280 week unemployment + 150 month child_support
gano 300 a week => 300 week wages
none => none
no income => none
nothing => none
0 => none
zero => none
nada => none
no tengo ingresos => none
sin ingresos => none
not a dime => none
no money coming in => none
i dont have any income right now => none
no gano nada => none
350 a wek => 350 week
1200 a moth => 1200 month
1200 a onth => 1200 month
350 por semnaa => 350 week
1089 monthky => 1089 month
900 to 1000 a month => 900..1000 month
between 300 and 350 a week => 300..350 week
200-250 a week => 200..250 week
entre 300 y 400 a la semana => 300..400 week
15 an hour 20 to 25 hours a week => 15 hour 20..25h
500 => ?
it was 420 last check => ?
600 a la quincena => ?
700 quincenal => ?
400 a paycheck => ?
more than 500 a week => ?
a few hundred a month => ?
mas de 300 a la semana => ?
idk like 150 somethin => ?
not enough => ?
depends => ?
""")
OTHER = rows("""
rent: 850 => 850 month
rent: about 850 => 850 month
rent: $1,200 => 1200 month
rent: 1200 a month => 1200 month
rent: 200 a week => 200 week
rent: nine fifty => 950 month
rent: pago 700 de renta => 700 month
rent: setecientos => 700 month
rent: 850 plus utilities => 850 month
rent: rent is 1200 my half is 600 => 600 month
rent: the rent is 900 but i pay 300 => 300 month
rent: la renta es 1200 pero yo pago 400 => 400 month
rent: 0 => 0 month
rent: none => 0 month
rent: i dont pay rent => 0 month
rent: no pago renta => 0 month
rent: i stay with my mom for free => 0 month
rent: own my house its paid off => 0 month
rent: no pago nada => 0 month
rent: 900 or 1000 => 900..1000 month
rent: we split 1200 => ?
rent: pagamos 1200 entre los 3 => ?
rent: i think 700 => ~700 month
savings: 2000 => 2000 once
savings: like 40 bucks => 40 once
savings: 0 => 0 once
savings: nothing => 0 once
savings: nada => 0 once
savings: no tengo ahorros => 0 once
savings: 3k => 3000 once
savings: dos mil => 2000 once
savings: 200 in checking and 1000 in savings => ~1200 once
savings: a couple hundred => ~200 once
amount: 20 => 20 once
amount: sesenta dolares => 60 once
amount: 12 dollars and 50 cents => 12.50 once
childcare: 150 a week => 150 week
childcare: daycare is 150 a week => 150 week
childcare: la guarderia cobra 120 a la semana => 120 week
childcare: we dont need any => 0 month
childcare: none => 0 month
childcare: my mom watches them for free => 0 month
childcare: mi mama los cuida gratis => 0 month
medical: bout 60 a month for meds => 60 month
medical: 45 al mes en medicinas => 45 month
medical: nothing => 0 month
utilities_cost: 120 a month => 120 month
utilities_cost: the power company charges about one seventy a month => 170 month
utilities_cost: 80 light and 40 gas => ~120 month
""")


def _amount(text: str) -> int | Range:
    low, _, high = text.partition("..")
    return Range(_cents(low), _cents(high)) if high else _cents(low)


def _cents(text: str) -> int:
    return round(float(text) * 100)


def _hours(text: str) -> float | Range:
    low, _, high = text.partition("..")
    return Range(int(low), int(high)) if high else float(low)


def wanted_money(text: str) -> Money:
    amount, period, *rest = text.split()
    hours = next((_hours(part[:-1]) for part in rest if part.endswith("h") and part[0].isdigit()), None)
    days = next((float(part[:-1]) for part in rest if part.endswith("d") and part[0].isdigit()), None)
    source = next((part for part in rest if not part[0].isdigit()), None)
    return Money(_amount(amount), period, hours, days, source)  # type: ignore[arg-type]


def heard(fact: str, text: str) -> tuple[Reading, ...]:
    asked = Asked(fact)
    return read_answer(fold(text, "en", vocabulary_for(asked)), asked, date(2026, 11, 21))


def check(found: tuple[Reading, ...], wanted: str, field: str) -> None:
    if wanted == "?":
        assert all(reading.confidence < confidence.CONFIRM for reading in found), found
        return
    assert len(found) == 1, found
    reading = found[0]
    if wanted == "none":
        assert (reading.fact, reading.value) == ("no_income", True)
    else:
        parts = [wanted_money(part) for part in wanted.lstrip("~").split(" + ")]
        value: Value = parts[0] if len(parts) == 1 else tuple(parts)
        assert (reading.fact, reading.value) == ("incomes" if len(parts) > 1 else field, value)
    unsure = wanted.startswith("~") or ".." in wanted
    assert (reading.confidence < confidence.ACCEPT) is unsure, reading
    assert reading.confidence >= confidence.CONFIRM


@pytest.mark.parametrize("row", INCOME, ids=[row.text for row in INCOME])
def test_income(row: Row) -> None:
    check(heard("income", row.text), row.wanted, "income")


@pytest.mark.parametrize("row", OTHER, ids=[row.text for row in OTHER])
def test_other_amounts(row: Row) -> None:
    fact, _, text = row.text.partition(": ")
    check(heard(fact, text), row.wanted, fact)


def test_every_field_answers_for_itself() -> None:
    found = heard("rent", "i make 400 a week but rent is 800")
    assert {reading.fact: reading.value for reading in found} == {
        "income": Money(40000, "week", source="wages"),
        "rent": Money(80000, "month"),
    }


def test_quincena_names_both_periods() -> None:
    (reading,) = heard("income", "600 a la quincena")
    assert reading.reason == "two_weeks_or_twice_month"
    assert reading.alternatives == (Money(60000, "two_weeks"),)
