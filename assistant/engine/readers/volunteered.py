"""Yes/no facts that a person tells of herself, asked or not: pregnant, homeless, lost_job, has_children, ..."""

from __future__ import annotations

from typing import Optional

from . import confidence
from .folding import Folded
from .phrases import load_table
from .reading import Reading

TABLE = load_table("volunteered")
STATEMENTS = load_table("statements")
"""Statements that are an answer only when that very question was asked ("its included" to pays_heating)."""
VOCABULARY = TABLE.vocabulary
FACTS = tuple(dict.fromkeys(label.split("=")[0] for label in TABLE.labels))


def read_volunteered(heard: Folded) -> tuple[Reading, ...]:
    """Every yes/no fact stated in its own right (L1); a denial outranks the words it denies."""
    found: dict[str, Reading] = {}
    for hit in TABLE.hits(heard):
        fact, _, value = hit.label.partition("=")
        known = found.get(fact)
        if known is None or (value == "no" and known.value is True):
            sure = confidence.REPAIRED if heard.repaired_in(hit.first, hit.last) else confidence.PLAIN
            found[fact] = Reading(fact, value == "yes", heard.quote(hit.first, hit.last), sure)
    return tuple(found.values())


def statement_for(heard: Folded, fact: str) -> Optional[Reading]:
    """What the message states about one yes/no fact without saying yes or no."""
    for hit in STATEMENTS.hits(heard):
        stated, _, value = hit.label.partition("=")
        if stated == fact and value == "unclear":
            return Reading(fact, True, heard.quote(hit.first, hit.last), confidence.UNCLEAR, "past")
        if stated == fact:
            return Reading(fact, value == "yes", heard.quote(hit.first, hit.last), confidence.IMPLIED)
    return next((reading for reading in read_volunteered(heard) if reading.fact == fact), None)
