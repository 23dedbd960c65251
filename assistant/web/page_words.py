"""The words of the pages themselves (not of the talk, which are in `assistant/copy`), in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["en", "es"]


def page_language(asked: str) -> Language:
    """The language a page was asked for; English for anything else."""
    return "es" if asked == "es" else "en"


def page_words(language: Language) -> Mapping[str, str]:
    """Every word of the pages by its name."""
    return {name: spanish if language == "es" else english for name, (english, spanish) in _WORDS.items()}


_WORDS: dict[str, tuple[str, str]] = {
    "phone_title": ("Try Handrail by text", "Pruebe Handrail por mensaje de texto"),
    "phone_note": (
        "This phone is made up and works on this computer only. No text leaves it, and nothing is charged.",
        "Este teléfono es inventado y funciona solo en esta computadora. Ningún mensaje sale de ella ni se cobra.",
    ),
    "your_phones": ("Your made-up phones", "Sus teléfonos inventados"),
    "new_phone": ("New phone", "Teléfono nuevo"),
    "own_number": ("Use this number", "Usar este número"),
    "own_number_hint": (
        "Any area code, then 555-0100 to 555-0199, for example 202-555-0123.",
        "Cualquier código de área y luego de 555-0100 a 555-0199, por ejemplo 202-555-0123.",
    ),
    "bad_number": (
        "That number cannot be used here. Only made-up numbers work: an area code, then 555-0100 to 555-0199.",
        "Ese número no se puede usar aquí. Solo sirven números inventados: un código de área y luego de 555-0100 a "
        "555-0199.",
    ),
    "use": ("Open", "Abrir"),
    "talk_with": ("Texts between this phone and Handrail", "Mensajes entre este teléfono y Handrail"),
    "no_texts": (
        "No texts yet. Write below what you would text, for example: lost my job need help w food",
        "Todavía no hay mensajes. Escriba abajo lo que usted mandaría, por ejemplo: perdi mi trabajo ocupo ayuda con "
        "comida",
    ),
    "you": ("You", "Usted"),
    "handrail": ("Handrail", "Handrail"),
    "your_text": ("Your text", "Su mensaje"),
    "send": ("Send", "Enviar"),
    "send_photo": ("Send a photo", "Mandar una foto"),
    "photo": ("[photo]", "[foto]"),
    "segment": ("segment", "segmento"),
    "segments": ("segments", "segmentos"),
    "characters": ("characters", "caracteres"),
    "ucs2_because": ("long alphabet because of", "alfabeto largo por"),
    "queued": ("queued", "en cola"),
    "sent": ("sent", "enviado"),
    "delivered": ("delivered", "entregado"),
    "failed": ("not delivered", "no entregado"),
    "undelivered": ("not delivered", "no entregado"),
    "noted_title": ("What the computer noted", "Lo que anotó la computadora"),
    "noted_hint": (
        "For testers. A caseworker sees the same.",
        "Para quienes prueban. Una trabajadora social ve lo mismo.",
    ),
    "noted_nothing": ("Nothing noted yet.", "Todavía no hay nada anotado."),
    "refresh": ("Show what is noted now", "Mostrar lo anotado ahora"),
    "fact": ("Fact", "Dato"),
    "value": ("Value", "Valor"),
    "how": ("How known", "Cómo se supo"),
    "from_words": ("From the words", "De las palabras"),
    "member.home": ("home", "hogar"),
    "member.writer": ("the person writing", "quien escribe"),
    "member.other": ("person", "persona"),
    "yes": ("yes", "sí"),
    "no": ("no", "no"),
    "or_more": (" or more", " o más"),
    "withdrawn": ("withdrawn", "retirado"),
    "absent.refused": ("did not want to say", "no quiso decirlo"),
    "absent.not_known": ("does not know", "no lo sabe"),
    "per.week": ("a week", "a la semana"),
    "per.two_weeks": ("every two weeks", "cada dos semanas"),
    "per.twice_month": ("twice a month", "dos veces al mes"),
    "per.month": ("a month", "al mes"),
    "per.year": ("a year", "al año"),
    "per.once": ("in all", "en total"),
    "confirmed": ("confirmed", "confirmado"),
    "said": ("said", "dicho"),
    "caseworker": ("caseworker", "trabajadora social"),
    "document": ("document", "documento"),
    "open_case": ("A case is open for this person", "Hay un caso abierto para esta persona"),
    "no_connection": (
        "No connection to Handrail. Trying again.",
        "No hay conexión con Handrail. Se intenta otra vez.",
    ),
    "not_taken": (
        "Handrail could not take this text just now. It is kept and tried again.",
        "Handrail no pudo recibir este mensaje ahora. Se guarda y se intenta otra vez.",
    ),
    "desk_title": ("People who wait for a person", "Personas que esperan a alguien"),
    "desk_link": ("Cases at the desk", "Casos en la mesa de ayuda"),
    "no_cases": ("Nobody waits.", "Nadie espera."),
    "signed_in_as": ("Signed in as", "Sesión de"),
    "sign_out": ("Sign out", "Cerrar sesión"),
    "sign_in": ("Sign in", "Iniciar sesión"),
    "sign_in_hint": (
        "Ask the person who runs Handrail for a sign-in link. It works once and for ten minutes.",
        "Pida un enlace de entrada a quien administra Handrail. Sirve una sola vez y dura diez minutos.",
    ),
    "link_not_good": (
        "This link does not work any more. Ask for a new one.",
        "Este enlace ya no sirve. Pida uno nuevo.",
    ),
    "sign_in_ready": ("Your link is good. It works once.", "Su enlace es válido. Sirve una sola vez."),
    "try_later_title": ("One moment", "Un momento"),
    "try_later": (
        "The records cannot be reached just now. Nothing is lost; load this page again in a moment.",
        "Ahora no se puede llegar a los registros. No se ha perdido nada; vuelva a cargar esta página en un momento.",
    ),
    "waiting_since": ("Waiting", "Espera"),
    "why_here": ("Why", "Motivo"),
    "their_words": ("In their words", "En sus palabras"),
    "language": ("Language", "Idioma"),
    "en": ("English", "inglés"),
    "es": ("Spanish", "español"),
    "state": ("State", "Estado"),
    "no_words": ("(no words)", "(sin palabras)"),
    "open_it": ("Read the case", "Leer el caso"),
    "back_to_list": ("All cases", "Todos los casos"),
    "what_happened": ("What happened", "Qué pasó"),
    "facts_known": ("What is known", "Lo que se sabe"),
    "conflicts": ("Said differently later", "Después se dijo otra cosa"),
    "whole_talk": ("The whole talk", "Toda la conversación"),
    "case_gone": (
        "This case does not exist any more. The person may have asked to be erased.",
        "Este caso ya no existe. Es posible que la persona haya pedido que se borraran sus datos.",
    ),
    "urgency.now": ("Danger: now", "Peligro: ahora"),
    "urgency.hours": ("Within hours", "En unas horas"),
    "urgency.day": ("Within a day", "En un día"),
    "reason.not_understood": ("Not understood twice", "No se le entendió dos veces"),
    "reason.asked_for_a_person": ("Asked for a person", "Pidió hablar con una persona"),
    "reason.self_harm": ("Spoke of suicide or self-harm", "Habló de suicidio o de hacerse daño"),
    "reason.violence": ("Spoke of violence", "Habló de violencia"),
    "reason.no_food_now": ("No food today", "Hoy no tiene comida"),
    "reason.worker_must_check": ("The rules want a person to check", "Las reglas piden que lo revise una persona"),
    "reason.conflicting_facts": ("Told two different things", "Dijo dos cosas distintas"),
    "reason.outside_our_states": ("Outside the states served", "Fuera de los estados que se atienden"),
    "reason.too_many_messages": ("Many texts in a short time", "Muchos mensajes en poco tiempo"),
    "reason.turn_failed": ("A text could not be answered", "No se pudo contestar un mensaje"),
    "reason.complaint": ("A complaint", "Una queja"),
    "state.offered": ("A person was offered", "Se le ofreció una persona"),
    "state.waiting": ("Waits", "Espera"),
    "state.claimed": ("Somebody has it", "Alguien lo atiende"),
    "state.returned": ("Given back", "Devuelto"),
    "state.closed": ("Closed", "Cerrado"),
    "note.opened": ("Came here", "Llegó aquí"),
    "note.moved": ("Moved on", "Siguió"),
    "note.remark": ("Remark", "Nota"),
    "note.set_aside": ("A text was set aside", "Se apartó un mensaje"),
    "note.corrected": ("A fact was corrected", "Se corrigió un dato"),
}
