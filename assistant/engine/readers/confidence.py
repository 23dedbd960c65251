"""The one table of confidence: how sure each way of reading is, and where the lines between actions run.

The figures are not measured one by one; they order the ways of reading, and the two lines are placed so that
on a development set nothing read at ACCEPT or above is wrong. `make report` draws the curve they stand on.
"""

from __future__ import annotations

# Lines between actions.
ACCEPT = 0.80
"""Take it. Below this the person hears it back before it counts."""
CONFIRM = 0.50
"""Read it back ("4 people, is that right?"). Below this a read-back would be a guess: ask in other words."""

# Ways of reading, surest first.
EXACT = 0.98
"""A whole message that is nothing but the answer: "3", "yes", "77051"."""
PLAIN = 0.95
"""The value with its unit or keyword: "4 people", "350 a week"."""
COUNTED = 0.92
"""Worked out from named parts: "me, my mom and 3 kids"."""
REPAIRED = 0.86
"""A word that decides the value was misspelt and had one likely correction."""
IMPLIED = 0.84
"""The value fits the question, with other words around it that are no part of it."""
HEDGED = 0.70
"""The person doubts it ("i think 3"), or gave a span, or it is a homophone, or a step of ours is a guess."""
ASSUMED = 0.60
"""Something is missing that we filled in: the writer was not counted, a city stands for its state."""
UNCLEAR = 0.30
"""Two readings stand against each other; no read-back, ask again."""

# What the classifier may decide alone.
CLASSIFIER_ACCEPT = 0.70
"""Top probability from which an intent without facts is taken: rejects 87-90 % of what is no business of ours."""
CLASSIFIER_SURE = 0.90
"""From here the classifier outranks a value that merely fits the question."""
CLASSIFIER_CONFIRM = 0.45
"""Below this the ranking says nothing and the person is asked again."""
CLASSIFIER_OVERRULES_TOPIC = 0.60
"""A question or fear this likely outranks the topic words it is made of ("how do i apply for food stamps")."""
NEED_OVER_STRANGER = 8.0
"""A need is believed from this many times the chance of `out_of_scope` when the classifier alone speaks for it."""
NEED_NAMED_OVER_STRANGER = 3.0
"""... from this many times when a short message names a topic."""
NEED_ASKED_OVER_STRANGER = 2.0
"""... and from this many times when it names a topic and asks for help outright."""
CLASSIFIER_DANGER = 0.55
"""Danger is taken earlier than anything else: a needless call costs less than a missed one."""
DANGER_OVER_STRANGER = 5.0
"""... when it is this many times likelier than `out_of_scope`."""
CLASSIFIER_DANGER_AGAINST = 0.93
"""... but not against a value that was read or a need that was named."""
CLASSIFIER_HARMLESS = 0.25
"""From here a greeting, thanks or small talk is answered as such."""
