"""Errors of the sealed room.

EngineError
├── ModelNotTrusted    the model's bytes are not those of the manifest (or there is no manifest)
├── NoSuchPack         a turn names a rule pack that this engine has not loaded
├── EmptyTurn          a turn would have ended without a word: always a fault, never silence
└── NoRuleRan          Rasa took more than its share of actions, or none
"""


class EngineError(Exception):
    """Something in the engine is wrong; the message names the thing, the value and the remedy."""


class ModelNotTrusted(EngineError):
    """Models are pickles: only bytes that `make train` wrote into the manifest are loaded."""


class NoSuchPack(EngineError):
    """The turn's rule pack is not among the loaded ones."""


class EmptyTurn(EngineError):
    """The turn produced no effect that says something."""


class NoRuleRan(EngineError):
    """The dialogue model did not decide; the flows lack a rule."""
