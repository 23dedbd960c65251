"""Sealed values open only where, and under the key, they were sealed."""

from __future__ import annotations

import os

import pytest

from assistant.store.crypto import Keyring, Place, key_id, open_sealed, seal
from assistant.store.errors import SealError

KEY, OTHER = b"k" * 32, b"o" * 32
HERE = Place("inbox", "sealed_body", "m1")


def test_round_trip_and_key_id_in_the_ciphertext() -> None:
    sealed = seal(KEY, b"help w food", HERE, os.urandom)
    assert open_sealed(KEY, sealed, HERE) == b"help w food"
    assert key_id(KEY) in sealed
    assert b"food" not in sealed


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("outbox", "sealed_body", "m1"),
        Place("inbox", "sealed_understood", "m1"),
        Place("inbox", "sealed_body", "m2"),
    ],
)
def test_a_value_moved_to_another_table_column_or_row_does_not_open(elsewhere: Place) -> None:
    sealed = seal(KEY, b"help w food", HERE, os.urandom)
    with pytest.raises(SealError, match="altered or belongs to another row"):
        open_sealed(KEY, sealed, elsewhere)


def test_each_altered_byte_is_noticed() -> None:
    sealed = seal(KEY, b"hi", HERE, os.urandom)
    for index in range(len(sealed)):
        broken = bytearray(sealed)
        broken[index] ^= 1
        with pytest.raises(SealError):
            open_sealed(KEY, bytes(broken), HERE)


def test_another_key_is_named_as_the_reason() -> None:
    with pytest.raises(SealError, match="another key"):
        open_sealed(OTHER, seal(KEY, b"hi", HERE, os.urandom), HERE)


def test_an_older_master_key_still_unwraps_and_the_newest_wraps() -> None:
    old = Keyring((OTHER,), b"l" * 32, os.urandom)
    wrapped = old.wrap(KEY, "p1")
    both = Keyring((b"n" * 32, OTHER), b"l" * 32, os.urandom)
    assert both.unwrap(wrapped, "p1") == KEY
    assert not wrapped.startswith(both.newest_head)
    assert both.wrap(KEY, "p1").startswith(both.newest_head)
    with pytest.raises(SealError):
        both.unwrap(wrapped, "p2")


def test_look_ups_of_different_kinds_never_meet() -> None:
    ring = Keyring((KEY,), b"l" * 32, os.urandom)
    assert ring.lookup("number", "+12025550123") == ring.lookup("number", "+12025550123")
    assert ring.lookup("number", "x") != ring.lookup("provider id", "x")
