"""Small mistakes in a module, one at a time: what a tired colleague could have typed instead."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "afgerond": "int",
}
NOT_CODE = {"annotation", "returns", "decorator_list", "type_params", "bases"}


@dataclass(frozen=True)
class Mutant:
    """One changed place and the compiled module with that change."""

    line: int
    before: str
    after: str
    code: CodeType


class Place:
    """A node, and where it hangs in the tree."""

    def __init__(self, parent: ast.AST, field: str, index: int | None) -> None:
        self.parent, self.field, self.index = parent, field, index

    @property
    def node(self) -> Any:
        found = getattr(self.parent, self.field)
        return found if self.index is None else found[self.index]

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(source: str, filename: str) -> Iterator[Mutant]:
    """Every mutant of a module; the tree is changed in place and put back after each."""
    tree = ast.parse(source)
    for place in _places(tree):
        old = place.node
        for new in _changes(old):
            place.put(ast.copy_location(new, old))
            ast.fix_missing_locations(tree)
            code = compile(tree, filename, "exec")
            place.put(old)
            yield Mutant(old.lineno, ast.unparse(old), ast.unparse(new), code)


def _places(node: ast.AST) -> Iterator[Place]:
    for field, value in ast.iter_fields(node):
        if field in NOT_CODE:
            continue
        if isinstance(value, ast.AST):
            yield from _under(Place(node, field, None))
        elif isinstance(value, list):
            for index, part in enumerate(value):
                if isinstance(part, ast.AST) and not _is_docstring(node, field, part):
                    yield from _under(Place(node, field, index))


def _under(place: Place) -> Iterator[Place]:
    if hasattr(place.node, "lineno"):
        yield place
    if not isinstance(place.node, ast.JoinedStr):
        yield from _places(place.node)


def _is_docstring(parent: ast.AST, field: str, node: ast.AST) -> bool:
    return (
        field == "body"
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(parent, ast.AST)
    )


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=[op, *ops], comparators=right):
            yield ast.Compare(left, [COMPARISONS[type(op)](), *ops], right)
            if ops:
                yield ast.Compare(left, [op, *(COMPARISONS[type(other)]() for other in ops)], right)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant("" if value else "XX")
        case ast.JoinedStr():
            yield ast.Constant("")
        case ast.Call(func=ast.Name(id=name) as func, args=[_, *_]) if name in CALLS:
            yield ast.Call(
                ast.copy_location(ast.Name(CALLS[name], ast.Load()), func), node.args, []
            )
        case ast.IfExp(test=test, body=body, orelse=other):
            yield ast.IfExp(test, other, body)
        case ast.If(test=test, body=body, orelse=other):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, other)
        case ast.Return(value=ast.expr() as value) if not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.AugAssign() | ast.Expr() | ast.Delete():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case _:
            return
