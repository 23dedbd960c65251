"""The real engine, for the tests that put a short load on it."""

from tests.support.engine import engine

__all__ = ["engine"]
