"""A new program's files with every part that a program needs, to be filled in by policy staff.

What is still to be written stands as `...`, which the loader refuses with file and line, so that nothing half-written
can be built.
"""

from __future__ import annotations

import re
from pathlib import Path

from entitlements.errors import StartError
from entitlements.examples import FOLDER

PROGRAM_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PROGRAM = """\
# {id}: which law, who decides, what is known to be left out. Figures with dates and sources go to figures/{id}.yml.
id: {id}
talk: false  # true when questions, words and examples are there and somebody else has read the rules
name: {{en: ..., es: ...}}
agency: ...
description: {{en: ..., es: ...}}
documents:
  - {{en: ..., es: ...}}
how_to_apply: {{en: ..., es: ...}}
contact: ...  # a name of contacts.yml
worth: ...  # typical dollars a month, used only to order questions and results
conversion: ...  # a name of conversions.yml: how pay by the week becomes pay by the month
source: [...]
effective_from: ...
verified_on: null  # the day on which somebody opened the official pages
known_gaps:
  - ...
values:
  income_limit:
    kind: money per month
    rule: ...  # a figure, as {id}.income_limit[state, size]
    source: ...
conditions:
  - id: income
    rule: gross_income <= income_limit
    because:
      yes: {{en: ..., es: ...}}
      no: {{en: ..., es: ...}}
      unknown: {{en: ..., es: ...}}
    terms: [gross_income, income_limit]
    source: ...
"""
_EXAMPLES = """\
# One case per way it can come out; work the figures out by hand from the official page first.
program: {id}
day: ...
cases:
  - name: ...
    facts: {{state: TX, size: 1, earned_income: 0 month, other_income: 500 month}}
    outcome: likely
    boundary: {{fact: other_income, condition: income, limit: ... month}}
  - name: ...
    facts: {{state: TX, size: 1, earned_income: 0 month, other_income: 90000 month}}
    outcome: unlikely
  - name: ...
    facts: {{state: TX, size: 1}}
    outcome: need_more
"""


def start_program(root: Path, program: str) -> tuple[Path, Path]:
    """Write the program's and its examples' files and return them; `StartError` for a bad or taken name."""
    if PROGRAM_ID.fullmatch(program) is None:
        raise StartError(f"{program!r} is no program id; use small letters, digits and _, as bus_pass")
    files = (root / "programs" / f"{program}.yml", root / FOLDER / f"{program}.yml")
    for file in files:
        if file.exists():
            raise StartError(f"{file.name} is already in {file.parent.name}/; change it there or choose another id")
    for file, text in zip(files, (_PROGRAM, _EXAMPLES), strict=True):
        file.write_text(text.format(id=program), encoding="utf-8")
    return files
