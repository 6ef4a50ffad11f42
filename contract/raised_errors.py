"""The API errors that a function can raise, found in its source and in the sources of the functions that it calls.

- A call into a library is ignored. A function that is passed as an argument counts as called.
- An error class counts as raised wherever the code names it, as in `require(row, ArticleNotFoundError)`, except where
  the code only compares: `except`, `isinstance`, `is`, a pattern.
- An `except` clause without a `raise` of the same exception handles the errors of its class.
- A new row, or a new value in a row, can violate the constraints of the table: see `WriteErrors`.
"""

import ast
import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, singledispatchmethod
from itertools import chain
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from litestar.exceptions import HTTPException

from contract.code import Code, Function, Known, Scope, Typed, Value
from contract.raises import Waiver, is_api_error, unwrap, waivers_of

# The errors of violated constraints, by the class of a row and the attribute.
WriteErrors = Mapping[type, Mapping[str, Iterable[type]]]


class Step(NamedTuple):
    """A line that raises an error, or that calls a function that can raise the error."""

    line: int
    action: str
    callee: Function | None = None


Raised = dict[type, Step]


class RaisedErrors:
    """The errors that functions of some packages can raise."""

    def __init__(
        self, packages: Iterable[str], write_errors: WriteErrors, is_error: Callable[[Any], bool] = is_api_error
    ) -> None:
        self._code = Code(packages)
        self._write_errors = write_errors
        self._is_error = is_error
        self._found: dict[Function, Raised] = {}
        self._visited: set[Function] = set()

    @property
    def functions(self) -> Iterable[Function]:
        """All functions that have been read."""
        return self._found

    def function(self, value: Any) -> Function | None:
        """The function that a handler or a provider calls; None if the function belongs to a library."""
        return self._code.function(unwrap(value))

    def of(self, function: Function) -> Raised:
        """The errors that a function can raise, without the waived errors. Each has the first step to its `raise`."""
        # Functions that call each other need several passes.
        size = -1
        while size != (size := self._size()):
            self._visited.clear()
            self._visit(function)
        return self._without_waived(function)

    def unneeded_waivers(self, function: Function, declared: Iterable[type] = ()) -> Iterator[Waiver]:
        """The waivers of a function that change no finding."""
        raised = self._found.get(function, {})
        for waiver in waivers_of(function.code):
            if (waiver.error in raised) is (waiver.error in declared):
                yield waiver

    def chain(self, function: Function, error: type) -> Iterator[str]:
        """The calls from a function to the `raise`, one line each."""
        step = self._found[function][error]
        yield f"{_relative(function.code.__code__.co_filename)}:{step.line} {function} {step.action}"
        if step.callee is not None:
            yield from self.chain(step.callee, error)

    def _size(self) -> int:
        return sum(map(len, self._found.values()))

    def waived(self, function: Function) -> set[type]:
        """The errors of the waivers of a function."""
        return {waiver.error for waiver in waivers_of(function.code)}

    def _without_waived(self, function: Function) -> Raised:
        waived = self.waived(function)
        return {error: step for error, step in self._found.get(function, {}).items() if error not in waived}

    def _visit(self, function: Function) -> Raised:
        if function not in self._visited:
            self._visited.add(function)
            found = self._found.setdefault(function, {})
            scope = self._code.scope_of(function)
            if scope.definition is not None:
                for error, step in self._body(scope).raised().items():
                    found.setdefault(error, step)
        return self._without_waived(function)

    def _body(self, scope: Scope) -> "_Body":
        return _Body(scope, self._visit_called, self._write_errors, self._is_error)

    def _visit_called(self, scope: Scope, value: Value) -> Iterator[tuple[Function, Raised]]:
        """The function of a value, if it belongs to the packages, with its errors."""
        functions = [value] if isinstance(value, Function) else self._constructors(value)
        for each in functions:
            function = self._code.unwrap(each)
            if function is not None:
                if function.receiver is None and _takes_self(function.code):
                    # A decorator calls the decorated method.
                    function = Function(function.code, scope.function.receiver)
                yield function, self._visit(function)

    def _constructors(self, value: Value) -> list[Function]:
        match value:
            case Typed(cls=cls) if self._code.contains(cls):
                names = ("__init__", "__new__", "__post_init__", "__aenter__", "__enter__", "__aexit__", "__exit__")
                found = [each for name in names for each in self._code.attribute(Known(cls), name)]
                return [Function(each.code, cls) for each in found if isinstance(each, Function)]
        return []


class _Body:
    """The errors that the statements of one function can raise."""

    def __init__(self, scope: Scope, visit: Any, write_errors: WriteErrors, is_error: Callable[[Any], bool]) -> None:
        self._scope = scope
        self._is_error = is_error
        self._visit = partial(visit, scope)
        self._write_errors = write_errors

    def raised(self) -> Raised:
        body = getattr(self._scope.definition, "body", [])
        return self._all(body if isinstance(body, list) else [body])

    def _all(self, nodes: Iterable[ast.AST | None]) -> Raised:
        raised: Raised = {}
        for node in nodes:
            for error, step in self._one(node).items() if node else ():
                raised.setdefault(error, step)
        return raised

    @singledispatchmethod
    def _one(self, node: ast.AST) -> Raised:
        return self._all(ast.iter_child_nodes(node))

    @_one.register
    def _try(self, node: ast.Try | ast.TryStar) -> Raised:
        unhandled = self._unhandled(self._all(node.body), node.handlers)
        handlers = [self._all(handler.body) for handler in node.handlers]
        return _merged(unhandled, *handlers, self._all(node.orelse), self._all(node.finalbody))

    @_one.register
    def _with(self, node: ast.With | ast.AsyncWith) -> Raised:
        suppressed = {item: tuple(self._suppressed(item.context_expr)) for item in node.items}
        handled = tuple(chain.from_iterable(suppressed.values()))
        body = self._all(node.body)
        unhandled = {error: step for error, step in body.items() if not issubclass(error, handled)}
        return _merged(self._all(item for item in node.items if not suppressed[item]), unhandled)

    @_one.register
    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Raised:
        return self._all(node.body)

    @_one.register
    def _annotated_assignment(self, node: ast.AnnAssign) -> Raised:
        return self._all([node.value])

    @_one.register
    def _lambda(self, node: ast.Lambda) -> Raised:
        return self._one(node.body)

    @_one.register
    def _case(self, node: ast.match_case) -> Raised:
        return self._all([node.guard, *node.body])

    @_one.register
    def _comparison(self, node: ast.Compare) -> Raised:
        operands = [part for each in (node.left, *node.comparators) for part in getattr(each, "elts", [each])]
        return self._all([each for each in operands if not self._errors_named(each)])

    @_one.register
    def _assignment(self, node: ast.Assign) -> Raised:
        return _merged(self._assigned(node.targets), self._all([*node.targets, node.value]))

    @_one.register
    def _augmented_assignment(self, node: ast.AugAssign) -> Raised:
        return _merged(self._assigned([node.target]), self._one(node.value))

    @_one.register
    def _named(self, node: ast.Name | ast.Attribute) -> Raised:
        if not isinstance(node.ctx, ast.Load):
            return {}
        raised: Raised = {error: Step(node.lineno, f"raises {error.__name__}") for error in self._errors_named(node)}
        for function in (*self._scope.values(node), *self._getters(node)):
            if isinstance(function, Function):
                raised = _merged(raised, self._called(node, function))
        owner = {} if not isinstance(node, ast.Attribute) or self._errors_named(node.value) else self._one(node.value)
        return _merged(raised, owner)

    def _getters(self, node: ast.expr) -> list[Function]:
        if not isinstance(node, ast.Attribute):
            return []
        owners = self._scope.values(node.value)
        return [getter for owner in owners for getter in self._scope.code.getters(owner, node.attr)]

    def _errors_named(self, node: ast.expr) -> list[type]:
        """The error classes that a name refers to, alone or in a collection."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return []
        values = [value.value for value in self._scope.values(node) if isinstance(value, Known)]
        return [each for value in values for each in _members(value) if self._is_error(each)]

    @_one.register
    def _call(self, call: ast.Call) -> Raised:
        callees = self._scope.values(call.func)
        if any(value in (Known(isinstance), Known(issubclass)) for value in callees):
            return self._one(call.args[0])
        if errors := self._without_class(call):
            step = Step(call.lineno, f"raises {', '.join(error.__name__ for error in errors)} with a status_code")
            return _merged({HTTPException: step}, self._all([*call.args, *call.keywords]))
        raised = self._all([call.func, *call.args, *call.keywords])
        for value in callees:
            if isinstance(value, Known) and isinstance(value.value, type):
                raised = _merged(raised, self._called(call, Typed(value.value)), self._created(call, value.value))
            elif value == Known(setattr):
                raised = _merged(raised, self._set_attribute(call))
        return raised

    def _without_class(self, call: ast.Call) -> list[type]:
        """The error classes that a call gives a status. No class has this status, so no declaration can name it."""
        given = any(keyword.arg == "status_code" for keyword in call.keywords)
        return self._errors_named(call.func) if given else []

    def _called(self, node: ast.expr, value: Value) -> Raised:
        raised: Raised = {}
        for function, errors in self._visit(value):
            for error in errors:
                raised.setdefault(error, Step(node.lineno, f"calls {function}", function))
        return raised

    def _created(self, call: ast.Call, cls: type) -> Raised:
        errors = {error for errors in self._write_errors.get(cls, {}).values() for error in errors}
        return {error: Step(call.lineno, f"creates a row of {cls.__name__}") for error in errors}

    def _set_attribute(self, call: ast.Call) -> Raised:
        match call.args:
            case [owner, ast.Constant(value=str(name)), *_]:
                return self._written(owner, name)
            case [owner, *_]:
                return self._written(owner, None)
        return {}

    def _assigned(self, targets: list[ast.expr]) -> Raised:
        attributes = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]
        return _merged(*(self._written(each.value, each.attr) for each in attributes))

    def _written(self, owner: ast.expr, name: str | None) -> Raised:
        raised: Raised = {}
        for value in self._scope.values(owner):
            by_attribute = self._write_errors.get(value.cls, {}) if isinstance(value, Typed) else {}
            for attribute, errors in by_attribute.items():
                if name in (attribute, None):
                    step = Step(owner.lineno, f"sets {value.cls.__name__}.{attribute}")  # type: ignore[union-attr]
                    raised |= {error: step for error in errors if error not in raised}
        return raised

    def _unhandled(self, raised: Raised, handlers: list[ast.ExceptHandler]) -> Raised:
        clauses = [(self._classes(handler.type), _reraises(handler)) for handler in handlers]
        unhandled: Raised = {}
        for error, step in raised.items():
            reraised = next((reraised for classes, reraised in clauses if issubclass(error, classes)), True)
            if reraised:
                unhandled[error] = step
        return unhandled

    def _classes(self, node: ast.expr | None) -> tuple[type, ...]:
        """The exception classes of an `except` clause."""
        if node is None:
            return (BaseException,)
        nodes = node.elts if isinstance(node, ast.Tuple) else [node]
        values = [value.value for each in nodes for value in self._scope.values(each) if isinstance(value, Known)]
        flat = [each for value in values for each in (value if isinstance(value, tuple) else (value,))]
        return tuple(each for each in flat if isinstance(each, type))

    def _suppressed(self, context: ast.expr) -> Iterator[type]:
        if isinstance(context, ast.Call) and Known(contextlib.suppress) in self._scope.values(context.func):
            for argument in context.args:
                yield from self._classes(argument)


def _members(value: Any) -> Iterable[Any]:
    """The members of a collection, or the value itself."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _reraises(handler: ast.ExceptHandler) -> bool:
    """Whether an `except` clause raises the same exception again."""
    raised = [node.exc for node in ast.walk(handler) if isinstance(node, ast.Raise)]
    return any(each is None or (isinstance(each, ast.Name) and each.id == handler.name) for each in raised)


def _merged(*groups: Raised) -> Raised:
    merged: Raised = {}
    for group in groups:
        for error, step in group.items():
            merged.setdefault(error, step)
    return merged


def _takes_self(code: FunctionType) -> bool:
    return bool(code.__code__.co_varnames[: code.__code__.co_argcount][:1] == ("self",))


def _relative(path: str) -> str:
    absolute = Path(path).resolve()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else path
