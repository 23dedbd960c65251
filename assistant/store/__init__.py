"""The store: tables, encryption, migrations. The only place that knows SQL."""

from assistant.store.errors import FenceBroken, NotThere, SealError, StoreError, StoreUnavailable
from assistant.store.store import Store, Transaction, open_store

__all__ = [
    "FenceBroken",
    "NotThere",
    "SealError",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Transaction",
    "open_store",
]
