"""Readers: small exact parsers that take one fact at a time from what a person wrote, or say that they cannot.

Every reader is a pure function of a folded message (`numbers.fold`), of what was asked and of the day. It returns
`Reading`s (`reading.py`) with the words they came from and a confidence out of the one table (`confidence.py`).
Phrases stand in `tables/*.yml`. How to add to them: docs/decisions/0004-readers.md.
"""
