"""Words people write all the time: a word in this list is spelt right and is never repaired into another.

Only words that come within reach of a word in the readers' tables need to stand here; the frequent words of both
languages are listed whole, since the tables grow.
"""

from __future__ import annotations

_ENGLISH = """
able about above across actually after again against ago ahead almost alone along already also although always among
amount answer anybody anymore anyone anything anyway apart apply around aunt away back backs bad badly band bank
base bear beat because been before began begin behind being believe below best better between bill bills bird birth
bit black blue board boat body book both bought boss break bring broke broken brother brothers brought build burn
busy call called calls came cannot card care cared cares case cash caught cause cell center chance change charge
cheap check checks city claim clean clear close closed coat cold come comes coming computer cook cool copy cost
could count country couple course cover crazy cried cry current cuts dead deal dear decide deep did died different
dinner does dog doing done door doubt down draw dream dress drink drive drop each early earn ears east easy eaten
eats edge else empty ends enough enter even ever every everybody everyone everything exact expect expensive eyes
face facts fair fall false family farm fast father fear feed feel feet fell felt fight file fill filled find fine
finish fire first fish fits five fix flat floor fold follow food foot force forget forgot form forms forth found
free fresh friend friends from front full fund funny game gave gets getting girl give given gives glad goes going
gone good grade great green ground group grow guess hair half hand hands hang happen happy hard hate have having
head health hear heard heart heat heavy held hello help helped helping here high hill hire hired hold hole home
homes hope hospital hour hours house houses huge hungry hurt idea important inside into issue issues item just keep
kept kill kind kinds knew know known lady land large last late lately later law lead learn least leave led left legs
less letter level lied life lift light like likes line lines list listen little live lived lives living local lock
long longer look looking looks lost lots loud love loved loves luck lunch made mail main make makes making many
march mark married matter maybe mean means meant meat meet mess met might mind mine minute miss missed missing mixed
mom money months moon more morning most mother mouth move moved moving much must myself name named near need needed
needs never news next nice night nobody none noon normal north nose note nothing notice now number often okay once
ones online only open order other others ours outside over owed owes own owned owner owns paid pain paper papers
parent park part parts party pass passed past pay paying pays people phone pick picked piece place places plan play
please plus point poor post pretty price private probably problem public pull push puts quick quit quite rain raise
rate reach read ready real really reason receive received red remember rent rental rented renting rest rice rich
ride right road rock roof room rooms rule run running runs sad safe said sale same sat save saved saw says school
search seat seek seem seems seen self sell send sense sent serve served set seven sex shall share shared she sheet
ship shoes shop short shot should show shut sick side sign signed since single sister sisters sit size sleep slow
small snow some somebody someone something sometimes somewhere soon sorry sort sound south space speak special spend
spent spoke stand start started starts state stay stayed staying stays step still stood stop stopped stops store
street strong stuff such suck summer sure table take taken takes talk tall taxes team tell tells tend test than
thank thanks that thats their them then there theres these they theyre thing things think this those though thought
threw through till time times tired today together told tonight took top total touch town train trash tree tried
trip trouble truck true trust truth try trying turn turned under until upon used uses using usual very visit voice
wait waited walk wall want wanted wants warm wash waste watch water weak wear weight well went were west whats when
where which while white whole whos whose why wife will wind window winter wish with within without woman women wont
word words wore work worked worker working works world worry worse worst worth would write wrong wrote yard yeah
young your yours youre yourself havent hasnt hadnt didnt doesnt isnt wasnt werent couldnt wouldnt shouldnt aint
arent dont cant ive ill weve theyve lets shes hes weeks ways wage wages bite bike mile miles mike mice nine lane
fort forty lease leases loan loans tens tent rant rend rents cents lent bent dent vent seal meal heal hers hare boys
boy toys kiss kick gids mother's pulse wives knives hides sides rides tides woods birds guys buys stars stair stare
stamp stamps skip skips drip slip zip zips tip tips hips lips wow how who ward yards earned learned bored and the
for but not you all any can had her was one our out has him his its may new old see two get let say too use a an as
at be by do go he if in is it me my no of on or so to up us we am are ok off per put ran six ten via win won yes yet
age aid air ask ate bag bed big box bus buy car cat cut dad dry due ear eat end eye far few fit fly fun gas god got
gun guy hat hit hot ice job kid leg lie lot low mad man map mix net nor nut odd oil pan pen pet pie pig pop raw rid
rob row sea sky son sun tax tea tie toe van war wet ain ima nah yep yup hi hey bye lol omg idk btw imo tho thx pls
plz medicaid medicare snap wic ssi ssdi tanf ebt liheap hud va irs dmv uber walmart amazon target doordash lyft cna
cleaning maria jose juan january february april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday ol ole lil yall dude kinda sorta wanna gonna gotta gon til cuz em ya kin
killing killed kills dying dies death dead hurting hurts beating beats hitting starving starve hungry scared afraid
danger violence abuse threatened choked knife shoot harm suicide
kite keys whey day days bay lay way ray gay
"""

_SPANISH = """
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles
jueves viernes sabado domingo los las del por con sin que una uno mas muy les nos sus mis tus era ser ver dar dio
dos seis diez son soy voy vas van sea pan luz sol rey fin pie ley mal bar paz hoy ya yo el la lo le me te se su mi
tu al de en un es si no ni o y a ante bajo cabe abajo abre abrir abuela abuelo acaba acabo aceite acerca adelante
ademas adentro adios adonde agua ahora ahorita ahorro aire algo alguien algun alguna algunas alguno algunos alla
alli alma alta alto amiga amigo amor ando anda andar andan antes apenas aqui arriba arroz asi atras aun aunque avisa
ayer ayuda ayudar ayudan banco bano bastante basta bien boca bonito buen buena buenas bueno buenos busca buscar
cabeza cada caja calle calor cama cambia cambio camino carne caro carro carta casa casada casado casas casi caso
causa cena cerca chica chico chicos cierto claro coche cocina comer comida como comprar conmigo contigo contra cosa
cosas creo cree cual cuales cuando cuanta cuanto cuantas cuantos cuarto cuenta cuentas cuesta cuida cuidar cuido
cumple cumpli dado dame dando dara datos deber debe debo decia decir deja dejar deje dejo dele dentro derecho desde
despues detras dia dias dice dicen dices digo dijo dile dime dinero dios doctor dolor donde dormir duele duerme
durante ella ellas ello ellos empece empezar empleo entonces entra entrar entre entro eran eres esa escribe escuela
ese eso esos espera espero esta estaba estado estamos estan estar estas este esto estos estoy estuve estudia estudio
favor fecha feliz fiesta fijo final forma fue fuera fueron fui gana ganar gasta gasto gente grande grandes guarda
gusta haber habia habla hablar hablo hace hacen hacer hacia haga hago hambre hasta hay haya hecho hermana hermano
hija hijas hijo hijos hola hombre hora horas hospital hubo iba igual iglesia importa inglesa ingles invierno irme
jamas jefe joven junto juntos lado largo leche lejos lengua leer letra libre libro limpia listo llama llaman llamar
llamo llega llegar llego lleva llevar llevo lluvia lugar luna madre mala malo manana mande manda manden mano manos
mantengo mayor mayores media medico medio mejor menos mente mesa mes meses mientras mio mira mire misma mismo
momento mucha muchas mucho muchos muere mueve mujer mundo nace nacio nada nadie necesita necesito negro nene nena
nieto nieta nieva ninguno ninguna nino nina noche nombre norte nosotros nota nuestra nuestro nueva nuevo numero
nunca ocupo oficina oigo ojos ordena otra otras otro otros oye padre padres paga pagan pagar pagas pago pagos pais
papa papel papeles papas para parar parece pareja pariente parte pasa pasado pasar paso pedir pelo pena pensar
pequeno perder perdi perdio pero perro persona pide pido piensa pierna piso plan plata poca poco pocos podemos poder
podria pone poner pongo porque posible precio pregunta primera primero primo prima problema pronto propia proxima
puede pueden puedes puedo puerta pues pueblo punto pura puro queda quedo quedan quien quienes quiera quiere quieren
quiero quise quisiera quita quite quizas quiza rato razon recibe recibi recibo recien repite responde respuesta rico
rojo ropa saber sabe sabes sale salgo salio salir salud sangre sean segundo seguro semana senor senora sera seria
serio sido siempre siento siente sigo sigue silla sino sirve sobre sola solo solos somos soltera soltero sombra
sobra subio sucio suegra suegro suelo suena sueno suerte sueldo tal tambien tampoco tanta tantas tanto tarde tarea
temo temprano tenemos tener tenga tengo tenia teniamos tias tiempo tiene tienen tienes tierra tipo toca toda todas
todavia todo todos toma tomar toman trabaja trabajan trabajar trabajo trae traer traigo trata treinta triste tuve
tuvo ultima ultimo unas unos usa usan usar usted ustedes vale vamos vaya veces vecina vecino veo verdad verde vez
vida vieja viejo viene vienen vino visto viva viven vive vivia vivir vivo vuelta vuelve yerno dieron diera diaria
diario dieta tras tren tres ocio ocre siesta sienta viente cientos cuadro cuadra tramo trama pesos peso beso pisos
nana bebe bebes deben
"""

COMMON = frozenset((_ENGLISH + _SPANISH).replace("'", "").split()) - {"viente", "gids", "kin"}
