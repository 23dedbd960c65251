"""Tokens -> typed tree by recursive descent. Names and kinds are checked here, so that a built rule cannot misfire.

expression := disjunction | "if" expression "then" expression "else" expression
disjunction := conjunction ("or" conjunction)*          conjunction := negation ("and" negation)*
negation := "not" negation | comparison                 comparison := sum [(<= < >= > = !=) sum | "in" "(" codes ")"]
sum := product (("+"|"-") product)*                     product := single (("*"|"/") single)*
single := number | 'code' | yes | no | name | name "[" expression, ... "]" | function "(" expression, ... ")"
        | "(" expression ")" | any member (..) | all members (..) | sum members (..) | count members (..)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Protocol

from entitlements.language import kinds, tree
from entitlements.language.functions import FUNCTIONS
from entitlements.language.results import tidy
from entitlements.language.tokens import ExpressionError, Token, tokens


@dataclass(frozen=True)
class Signature:
    """What a name stands for. `what` is "fact", "value" or "figure"; `codes` is the closed list of a code."""

    what: str
    name: str
    kind: str
    per_member: bool = False
    keys: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()


class Scope(Protocol):
    def find(self, name: str) -> Signature | None: ...


def parse(text: str, scope: Scope, per_member: bool = False) -> tree.Node:
    """The tree of `text`; raises `ExpressionError` naming what is wrong and how to mend it."""
    parser = _Parser(tokens(text), scope, per_member)
    node = parser.expression()
    parser.take("end")
    return node


class _Parser:
    def __init__(self, found: list[Token], scope: Scope, per_member: bool) -> None:
        self.tokens = found
        self.at = 0
        self.scope = scope
        self.inside_member = per_member

    def peek(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind in ("sign", "word") and token.text in texts

    def accept(self, *texts: str) -> str | None:
        if not self.peek(*texts):
            return None
        self.at += 1
        return self.tokens[self.at - 1].text

    def expect(self, text: str) -> None:
        if self.accept(text) is None:
            raise ExpressionError(f"expected {text!r} but found {self.tokens[self.at].text!r}")

    def take(self, kind: str) -> str:
        token = self.tokens[self.at]
        if token.kind != kind:
            raise ExpressionError(f"expected {kind} but found {token.text!r}")
        self.at += 1
        return token.text

    def expression(self) -> tree.Node:
        if self.accept("if") is None:
            return self.disjunction()
        condition = _yes_no(self.expression(), "if")
        self.expect("then")
        then = self.expression()
        self.expect("else")
        otherwise = self.expression()
        return tree.If(_shared_kind("if", then, otherwise), condition, then, otherwise)

    def disjunction(self) -> tree.Node:
        return self.chain("or", self.conjunction, tree.chain_or)

    def conjunction(self) -> tree.Node:
        return self.chain("and", self.negation, tree.chain_and)

    def chain(
        self, word: str, part: Callable[[], tree.Node], join: Callable[[list[tree.Node]], tree.Node]
    ) -> tree.Node:
        pieces = [part()]
        while self.accept(word) is not None:
            pieces.append(part())
        return join([_yes_no(piece, word) for piece in pieces]) if len(pieces) > 1 else pieces[0]

    def negation(self) -> tree.Node:
        if self.accept("not") is not None:
            return tree.Not(kinds.YES_NO, _yes_no(self.negation(), "not"))
        return self.comparison()

    def comparison(self) -> tree.Node:
        left = self.sum()
        if self.accept("in") is not None:
            return self.membership(left, self.code_list())
        sign = self.accept("<=", "<", ">=", ">", "=", "!=")
        if sign is None:
            return left
        if sign in ("=", "!=") and left.kind == kinds.CODE:
            found = self.membership(left, frozenset({self.take("code")}))
            return found if sign == "=" else tree.Not(kinds.YES_NO, found)
        return _compare(sign, left, self.sum())

    def membership(self, left: tree.Node, codes: frozenset[str]) -> tree.Node:
        if left.kind != kinds.CODE:
            raise ExpressionError(f"only codes can be looked up in a list; this is {left.kind}")
        known = self.codes_of(left)
        strange = sorted(codes - known) if known else []
        if strange:
            raise ExpressionError(f"{strange[0]!r} is not one of the possible codes {', '.join(sorted(known)[:8])}")
        return tree.OneOf(kinds.YES_NO, left, codes)

    def codes_of(self, node: tree.Node) -> frozenset[str]:
        if isinstance(node, (tree.FactName, tree.ValueName, tree.FigureName)):
            signature = self.scope.find(node.name)
            return signature.codes if signature else frozenset()
        return frozenset()

    def code_list(self) -> frozenset[str]:
        self.expect("(")
        codes = {self.take("code")}
        while self.accept(",") is not None:
            codes.add(self.take("code"))
        self.expect(")")
        return frozenset(codes)

    def sum(self) -> tree.Node:
        node = self.product()
        while (sign := self.accept("+", "-")) is not None:
            right = self.product()
            node = tree.Arithmetic(_numeric(_shared_kind(sign, node, right), sign), sign, node, right)
        return node

    def product(self) -> tree.Node:
        node = self.single()
        while (sign := self.accept("*", "/")) is not None:
            right = self.single()
            node = tree.Arithmetic(_product_kind(sign, node.kind, right.kind), sign, node, right)
        return node

    def single(self) -> tree.Node:
        if self.accept("(") is not None:
            node = self.expression()
            self.expect(")")
            return node
        if (word := self.accept("yes", "no")) is not None:
            return tree.Constant(kinds.YES_NO, word == "yes")
        if (word := self.accept("any", "all", "sum", "count")) is not None:
            return self.over_members(word)
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            number = tidy(Fraction(token.text))
            return tree.Constant(kinds.ZERO if number == 0 else kinds.NUMBER, number)
        if token.kind == "code":
            return tree.Constant(kinds.CODE, token.text)
        if token.kind == "name":
            return self.call(token.text) if self.peek("(") else self.named(token.text)
        raise ExpressionError(f"expected a value but found {token.text!r}")

    def over_members(self, word: str) -> tree.Node:
        if self.inside_member:
            raise ExpressionError(f"'{word} members' cannot stand inside another look at members")
        if self.accept("member", "members") is None:
            raise ExpressionError(f"'{word}' is followed by 'member' or 'members'")
        self.expect("(")
        self.inside_member = True
        part = self.expression()
        self.inside_member = False
        self.expect(")")
        if word == "sum":
            return tree.SumMembers(_numeric(part.kind, "sum"), part)
        part = _yes_no(part, word)
        if word == "any":
            return tree.AnyMember(kinds.YES_NO, part)
        if word == "all":
            return tree.Not(kinds.YES_NO, tree.AnyMember(kinds.YES_NO, tree.Not(kinds.YES_NO, part)))
        one = tree.If(kinds.PEOPLE, part, tree.Constant(kinds.PEOPLE, 1), tree.Constant(kinds.PEOPLE, 0))
        return tree.SumMembers(kinds.PEOPLE, one)

    def arguments(self, close: str) -> list[tree.Node]:
        found = [self.expression()]
        while self.accept(",") is not None:
            found.append(self.expression())
        self.expect(close)
        return found

    def call(self, name: str) -> tree.Node:
        self.expect("(")
        if name == "told":
            return self.told()
        found = self.arguments(")")
        if name == "first_known":
            return tree.FirstKnown(_shared_kind(name, *found), tuple(found))
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError(f"function {name!r} is not known; use one of {', '.join(sorted(FUNCTIONS))}")
        if len(found) < function.fewest or (function.most is not None and len(found) > function.most):
            raise ExpressionError(f"{name} does not take {len(found)} values")
        kind = _shared_kind(name, *found)
        if kind not in function.takes:
            raise ExpressionError(f"{name} does not take {kind}; it takes {', '.join(function.takes)}")
        return tree.Call(function.result or kind, function.apply, tuple(found))

    def told(self) -> tree.Node:
        fact = self.named(self.take("name"))
        if not isinstance(fact, tree.FactName):
            raise ExpressionError("told(...) takes the name of a fact")
        self.expect(")")
        return tree.Told(kinds.YES_NO, fact.name, fact.per_member)

    def named(self, name: str) -> tree.Node:
        signature = self.scope.find(name)
        if signature is None:
            raise ExpressionError(f"name {name!r} is not a fact, a value or a figure")
        if signature.per_member and not self.inside_member:
            raise ExpressionError(f"{name!r} belongs to one person; use it inside any/all/sum/count members")
        if signature.what == "fact":
            return tree.FactName(signature.kind, signature.name, signature.per_member)
        if signature.what == "value":
            return tree.ValueName(signature.kind, signature.name, signature.per_member)
        return self.figure(signature)

    def figure(self, signature: Signature) -> tree.Node:
        keys: list[tree.Node] = []
        if self.accept("[") is not None:
            keys = self.arguments("]")
        if len(keys) != len(signature.keys):
            raise ExpressionError(f"figure {signature.name!r} is looked up by {list(signature.keys) or 'nothing'}")
        for key, wanted in zip(keys, signature.keys, strict=True):
            if common(key.kind, wanted) is None:
                raise ExpressionError(f"figure {signature.name!r} is looked up by {wanted}, not by {key.kind}")
        return tree.FigureName(signature.kind, signature.name, tuple(keys))


common = kinds.common


def _yes_no(node: tree.Node, word: str) -> tree.Node:
    if node.kind != kinds.YES_NO:
        raise ExpressionError(f"'{word}' needs yes or no, not {node.kind}")
    return node


def _numeric(kind: str, word: str) -> str:
    if kind in (kinds.YES_NO, kinds.CODE):
        raise ExpressionError(f"'{word}' needs numbers, not {kind}")
    return kind


def _shared_kind(word: str, *nodes: tree.Node) -> str:
    def merge(left: str, right: str) -> str:
        kind = common(left, right)
        if kind is None:
            raise ExpressionError(f"'{word}' cannot mix {left} with {right}; convert one of them by name")
        return kind

    return reduce(merge, [node.kind for node in nodes])


def _product_kind(sign: str, left: str, right: str) -> str:
    for kind in (left, right):
        _numeric(kind, sign)
    if sign == "/" and left in kinds.MONIES and left == right:
        return kinds.NUMBER
    if right in (*kinds.PLAIN, kinds.ZERO):
        return kinds.NUMBER if left in kinds.PLAIN else left
    if sign == "*" and left in (*kinds.PLAIN, kinds.ZERO):
        return right
    raise ExpressionError(f"{left} {sign} {right} has no meaning; money may be scaled by a plain number")


def _compare(sign: str, left: tree.Node, right: tree.Node) -> tree.Node:
    _numeric(_shared_kind(sign, left, right), sign)
    under = tree.AtMost(kinds.YES_NO, left, right)
    over = tree.AtMost(kinds.YES_NO, right, left)
    if sign == "<=":
        return under
    if sign == ">=":
        return over
    if sign == ">":
        return tree.Not(kinds.YES_NO, under)
    if sign == "<":
        return tree.Not(kinds.YES_NO, over)
    same = tree.chain_and([under, over])
    return same if sign == "=" else tree.Not(kinds.YES_NO, same)
