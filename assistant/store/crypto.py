"""Encryption at rest: AES-256-GCM under a data key per person, each wrapped by the master key.

A sealed value is  version (1 byte) | key id (8) | nonce (12) | ciphertext and tag.  Table, column and row are the
associated data, so a value moved to another place does not open. Nonces are random: a data key would need 2^32
values before a repeat becomes likely enough to matter (NIST SP 800-38D, 8.3), far more than one person's talk.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.store.errors import SealError

KEY_BYTES, NONCE_BYTES, KEY_ID_BYTES = 32, 12, 8
_VERSION = b"\x01"
RandomBytes = Callable[[int], bytes]


def key_id(key: bytes) -> bytes:
    """Names a key without telling anything of it."""
    return hashlib.sha256(b"handrail key id" + key).digest()[:KEY_ID_BYTES]


@dataclass(frozen=True)
class Place:
    """Where a sealed value lives; it opens nowhere else."""

    table: str
    column: str
    row: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}[{self.row}]"


def seal(key: bytes, plain: bytes, place: Place, random_bytes: RandomBytes) -> bytes:
    nonce = random_bytes(NONCE_BYTES)
    return _VERSION + key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, str(place).encode())


def open_sealed(key: bytes, sealed: bytes, place: Place) -> bytes:
    """Raises SealError when `sealed` was not sealed for this place under this key."""
    head = len(_VERSION) + KEY_ID_BYTES
    if sealed[: len(_VERSION)] != _VERSION or sealed[len(_VERSION) : head] != key_id(key):
        raise SealError(f"{place} was sealed under another key; add that key to HANDRAIL_MASTER_KEY or restore the row")
    nonce, body = sealed[head : head + NONCE_BYTES], sealed[head + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, str(place).encode())
    except InvalidTag as error:
        raise SealError(f"{place} was altered or belongs to another row; restore it from a backup") from error


@dataclass(frozen=True, repr=False)
class Keyring:
    """The master keys (first wraps, all unwrap) and the key under which phone numbers are looked up."""

    master_keys: tuple[bytes, ...]
    lookup_key: bytes
    random_bytes: RandomBytes

    def new_data_key(self) -> bytes:
        return self.random_bytes(KEY_BYTES)

    def wrap(self, data_key: bytes, person_id: str) -> bytes:
        return seal(self.master_keys[0], data_key, _key_place(person_id), self.random_bytes)

    def unwrap(self, wrapped: bytes, person_id: str) -> bytes:
        """Raises SealError when none of the master keys wrapped this data key."""
        wanted = wrapped[len(_VERSION) : len(_VERSION) + KEY_ID_BYTES]
        master = next((key for key in self.master_keys if key_id(key) == wanted), self.master_keys[0])
        return open_sealed(master, wrapped, _key_place(person_id))

    @property
    def newest_head(self) -> bytes:
        """How everything begins that the newest master key wraps."""
        return _VERSION + key_id(self.master_keys[0])

    def lookup(self, kind: str, value: str) -> bytes:
        """The HMAC-SHA-256 by which a phone number or a provider's id is found again without being stored."""
        return hmac.digest(self.lookup_key, f"{kind}\0{value}".encode(), "sha256")


def _key_place(person_id: str) -> Place:
    return Place("person", "wrapped_key", person_id)
