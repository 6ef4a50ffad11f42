"""The meaning of names and expressions in the source of a function, found without a call of the function.

Names are looked up in the loaded module of the function, so imports and aliases need no treatment. Types come from
annotations, from constructors, and from assignments to `self`. Any other expression has no value.
"""

import ast
import builtins
import importlib
import inspect
import typing
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType, UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Scoped = Definition | ast.ClassDef


class Known(NamedTuple):
    """An object of a loaded module: a module, a class, or an instance."""

    value: Any


class Typed(NamedTuple):
    """An instance of a class. The arguments of a generic class are the types of its elements."""

    cls: type
    arguments: tuple["Value", ...] = ()


class Function(NamedTuple):
    """A function, and the class of its `self`."""

    code: Any
    """A `FunctionType`, or a wrapper of one by a library."""
    receiver: type | None = None

    def __str__(self) -> str:
        return str(self.code.__qualname__).rpartition("<locals>.")[2]


class Inherited(NamedTuple):
    """`super()` in a method of a class, for an instance of the receiver."""

    cls: type
    receiver: type


Value = Known | Typed | Function | Inherited | TypeVar


def definition_of(function: FunctionType) -> Definition | None:
    """The syntax tree of a function; None if the function has no source file."""
    code = function.__code__
    return _definitions(code.co_filename).get((code.co_firstlineno, function.__code__.co_name))


@cache
def _definitions(path: str) -> dict[tuple[int, str], Definition]:
    """The definitions of a file, by first line and name."""
    if not Path(path).is_file():
        return {}
    definitions: dict[tuple[int, str], Definition] = {}
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Lambda):
            definitions[node.lineno, "<lambda>"] = node
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            definitions[min(part.lineno for part in (node, *node.decorator_list)), node.name] = node
    return definitions


class Code:
    """The functions and classes of some packages. All other code is a library."""

    def __init__(self, packages: Iterable[str]) -> None:
        self._packages = frozenset(packages)
        self._scopes: dict[Function, Scope] = {}

    def contains(self, definition: Any) -> bool:
        """Whether a class or a function is defined in one of the packages."""
        module = getattr(definition, "__globals__", {}).get("__name__") or getattr(definition, "__module__", None)
        return str(module).partition(".")[0] in self._packages

    def scope_of(self, function: Function) -> "Scope":
        """The names in a function."""
        if function not in self._scopes:
            self._scopes[function] = Scope(self, function)
        return self._scopes[function]

    def function(self, value: Any) -> Function | None:
        """The function of the packages that a loaded object calls; None if the object calls a library only."""
        return next((self.unwrap(each) for each in _known(value) if isinstance(each, Function)), None)

    def getters(self, owner: Value, name: str) -> Iterator[Function]:
        """The functions that compute an attribute of an instance."""
        if isinstance(owner, Typed):
            for receiver in self._subclasses(owner.cls):
                definition = inspect.getattr_static(receiver, name, None)
                if isinstance(definition, property):
                    yield Function(definition.fget, receiver)

    def unwrap(self, function: Function) -> Function | None:
        """The function of the packages inside of wrappers of libraries, such as `functools.cache`; None without one."""
        code: Any = function.code
        while not (isinstance(code, FunctionType) and self.contains(code)):
            code = getattr(code, "__wrapped__", None)
            if code is None:
                return None
        return Function(code, function.receiver)

    def attribute(self, owner: Value, name: str) -> Iterator[Value]:
        """The values that an attribute can have. A subclass in the packages may override a method."""
        match owner:
            case Known(value=ModuleType() as module):
                yield from _known(getattr(module, name, None))
            case Known(value=type() as cls):
                yield from self._of_class(cls, name, None)
            case Known(value=instance):
                found = inspect.getattr_static(instance, "__dict__", {})
                own = found.get(name) if isinstance(found, dict) else None
                yield from _known(own) if own is not None else self._of_class(type(instance), name, type(instance))
            case Typed(cls=cls):
                for receiver in self._subclasses(cls):
                    yield from self._of_class(receiver, name, receiver)
            case Inherited(cls=cls, receiver=receiver):
                later = receiver.__mro__[receiver.__mro__.index(cls) + 1 :]
                definition = next((vars(base)[name] for base in later if name in vars(base)), None)
                yield from _bound(definition, receiver)

    def _subclasses(self, cls: type) -> Iterator[type]:
        yield cls
        if self.contains(cls):
            subclasses: list[type] = type.__subclasses__(cls)
            for subclass in subclasses:
                yield from self._subclasses(subclass)

    def _of_class(self, cls: type, name: str, receiver: type | None) -> Iterator[Value]:
        definition = inspect.getattr_static(cls, name, None)
        if isinstance(definition, property) and receiver and definition.fget:
            yield from self.result(Function(definition.fget, receiver))
        elif definition is not None and not inspect.isdatadescriptor(definition):
            yield from _bound(definition, receiver, cls)
        elif receiver:
            yield from self._assigned_to_self(receiver, name)

    def _assigned_to_self(self, receiver: type, name: str) -> Iterator[Value]:
        """The values of an instance attribute: from annotations of the class, and from assignments in its methods."""
        for base in filter(self.contains, receiver.__mro__):
            yield from _runtime_type(_annotations(base).get(name))
            for method in vars(base).values():
                if isinstance(method, FunctionType):
                    yield from self.scope_of(Function(method, receiver)).assigned_to_self(name)

    def result(self, function: Function, arguments: "dict[str, list[Value]] | None" = None) -> Iterator[Value]:
        """The values that a call of a function can return, from the annotation of the function."""
        scope = self.scope_of(function)
        for value in scope.returned:
            if isinstance(value, TypeVar):
                yield from _bindings(function.receiver).get(value, ())
                for name, types in scope.parameters.items():
                    if value in types and arguments:
                        yield from arguments.get(name, ())
            else:
                yield value


class Scope:
    """The names in a function, and the values of its expressions."""

    def __init__(self, code: Code, function: Function) -> None:
        self.code = code
        self.function = function
        self.definition = definition_of(function.code)
        self._closure = inspect.getclosurevars(function.code).nonlocals if function.code.__closure__ else {}
        self._locals: dict[str, list[tuple[str, ast.expr]]] = {}
        self._self_assignments: dict[str, list[ast.expr]] = {}
        self._imports: dict[str, Any] = {}
        self._in_progress: set[tuple[str, str]] = set()
        self._cache: dict[ast.expr, list[Value]] = {}
        for node in ast.walk(self.definition) if self.definition else ():
            self._collect(node)

    @property
    def arguments(self) -> list[ast.arg]:
        """The parameters by position, and then the others."""
        if self.definition is None:
            return []
        arguments = self.definition.args
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]

    @property
    def parameters(self) -> dict[str, list[Value]]:
        """The types of the parameters, by name."""
        return {each.arg: list(self.annotated(each.annotation)) for each in self.arguments if each.annotation}

    @property
    def returned(self) -> list[Value]:
        """The types of the result."""
        returns = getattr(self.definition, "returns", None)
        return list(self.annotated(returns)) if returns else []

    def assigned_to_self(self, name: str) -> Iterator[Value]:
        """The values that the function assigns to an attribute of `self`."""
        if (name, "self") in self._in_progress:
            return
        self._in_progress.add((name, "self"))
        for expression in self._self_assignments.get(name, ()):
            yield from self.values(expression)
        self._in_progress.discard((name, "self"))

    def values(self, expression: ast.expr) -> list[Value]:
        """The values that an expression can have."""
        if expression not in self._cache:
            self._cache[expression] = []  # for an expression that refers to itself
            self._cache[expression] = list(self._values(expression))
        return self._cache[expression]

    def _values(self, expression: ast.expr) -> Iterator[Value]:
        match expression:
            case ast.Name(id=name):
                yield from self._named(name)
            case ast.Attribute(value=owner, attr=name):
                for value in self.values(owner):
                    yield from self.code.attribute(value, name)
            case ast.Call():
                yield from self._called(expression)
            case ast.Subscript(value=container):
                yield from self._elements(container)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                yield Typed(list, tuple(value for item in items for value in self.values(item)))
            case ast.ListComp(elt=item) | ast.SetComp(elt=item) | ast.GeneratorExp(elt=item):
                yield Typed(list, tuple(self.values(item)))
            case _:
                for each in _alternatives(expression):
                    yield from self.values(each)

    def _named(self, name: str) -> Iterator[Value]:
        receiver = self.function.receiver
        if receiver and self.arguments and name == self.arguments[0].arg and not _is_static(self.function):
            yield Typed(receiver)
        elif name in self._locals:
            if (name, "local") not in self._in_progress:
                self._in_progress.add((name, "local"))
                for role, expression in self._locals[name]:
                    found = {"value": self.values, "type": self.annotated, "item": self._elements}[role](expression)
                    yield from self._bound_types(found)
                self._in_progress.discard((name, "local"))
        else:
            module = self.function.code.__globals__
            for names in (self._imports, self._closure, module, vars(builtins)):
                if name in names:
                    yield from _known(names[name])
                    return

    def _bound_types(self, values: Iterable[Value]) -> Iterator[Value]:
        """The values, with the types that the class of `self` gives to the type variables of a generic base."""
        bindings = _bindings(self.function.receiver)
        for value in values:
            yield from bindings.get(value, ()) if isinstance(value, TypeVar) else (value,)

    def _elements(self, container: ast.expr) -> Iterator[Value]:
        for value in self.values(container):
            match value:
                case Typed(arguments=arguments):
                    yield from arguments
                case Known(value=dict() as known):
                    yield from (item for each in known.values() for item in _known(each))
                case Known(value=list() | tuple() | set() | frozenset() as known):
                    yield from (item for each in known for item in _known(each))

    def _called(self, call: ast.Call) -> Iterator[Value]:
        for callee in self.values(call.func):
            match callee:
                case Known(value=builtins.super) if cls := self._closure.get("__class__"):
                    yield Inherited(cls, self.function.receiver or cls)
                case Known(value=type() as cls):
                    yield Typed(cls)
                case Function():
                    function = self.code.unwrap(callee) or callee
                    if isinstance(function.code, FunctionType):
                        yield from self.code.result(function, self._passed(call, function))

    def _passed(self, call: ast.Call, function: Function) -> dict[str, list[Value]]:
        """The values of the arguments of a call, by parameter."""
        names = [argument.arg for argument in self.code.scope_of(function).arguments]
        positional = names[1:] if function.receiver and not _is_static(function) else names
        pairs = [*zip(positional, call.args, strict=False), *((each.arg, each.value) for each in call.keywords)]
        return {str(name): self.values(expression) for name, expression in pairs}

    def annotated(self, annotation: ast.expr) -> Iterator[Value]:
        """The types that an annotation allows."""
        match annotation:
            case ast.Constant(value=str(text)):
                yield from self.annotated(ast.parse(text, mode="eval").body)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                yield from (*self.annotated(left), *self.annotated(right))
            case ast.Subscript(value=generic, slice=inner):
                arguments = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                for value in self.values(generic):
                    yield from self._generic(getattr(value, "value", None), arguments)
            case ast.Name() | ast.Attribute():
                for value in self.values(annotation):
                    yield from _runtime_type(value.value) if isinstance(value, Known) else [value]

    def _generic(self, generic: Any, arguments: list[ast.expr]) -> Iterator[Value]:
        if generic is Annotated or get_origin(generic) is Annotated:
            yield from self.annotated(arguments[0])
        elif generic in (Union, typing.Optional):
            for argument in arguments:
                yield from self.annotated(argument)
        elif generic is not type and isinstance(cls := get_origin(generic) or generic, type):
            yield Typed(cls, tuple(value for argument in arguments for value in self.annotated(argument)))

    def _collect(self, node: ast.AST) -> None:
        match node:
            case ast.arg(arg=name, annotation=annotation):
                self._locals.setdefault(name, []).extend([("type", annotation)] if annotation else [])
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, "value", value)
            case ast.AnnAssign(target=target, annotation=annotation):
                self._assign(target, "type", annotation)
            case ast.NamedExpr(target=target, value=value):
                self._assign(target, "value", value)
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                self._assign(node.target, "item", node.iter)
            case ast.withitem(context_expr=context, optional_vars=ast.expr() as target):
                self._assign(target, "value", context)
                self._assign(target, "item", context)
            case ast.ImportFrom(module=str(module), names=aliases, level=0):
                for alias in aliases:
                    self._imports[alias.asname or alias.name] = _imported(module, alias.name)

    def _assign(self, target: ast.expr, role: str, expression: ast.expr) -> None:
        match target:
            case ast.Name(id=name):
                self._locals.setdefault(name, []).append((role, expression))
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if role == "value":
                self._self_assignments.setdefault(name, []).append(expression)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                for each in targets:
                    self._assign(each, "item", expression)


def _alternatives(expression: ast.expr) -> list[ast.expr]:
    """The expressions of which an expression has the value of one."""
    match expression:
        case ast.Await(value=inner) | ast.NamedExpr(value=inner) | ast.Starred(value=inner):
            return [inner]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.BoolOp(values=operands):
            return operands
    return []


def _known(value: Any) -> Iterator[Value]:
    """The value of a loaded object. None has no attributes, and is left out."""
    if isinstance(value, staticmethod | classmethod):
        yield from _known(value.__func__)
    elif inspect.ismethod(value):
        receiver = value.__self__ if isinstance(value.__self__, type) else type(value.__self__)
        yield from _bound(value.__func__, receiver)
    elif isinstance(value, FunctionType) or hasattr(value, "__wrapped__"):
        yield Function(value)
    elif isinstance(value, TypeVar):
        yield value
    elif value is not None:
        yield Known(value)


def _bound(definition: Any, receiver: type | None, cls: type | None = None) -> Iterator[Value]:
    """The value of a class attribute, for an instance of the receiver."""
    match definition:
        case staticmethod():
            yield from _known(definition.__func__)
        case classmethod():
            yield Function(definition.__func__, receiver or cls)
        case FunctionType():
            yield Function(definition, receiver)
        case _ if hasattr(definition, "__wrapped__"):
            yield Function(definition, receiver)
        case _:
            yield from _known(definition)


def _is_static(function: Function) -> bool:
    cls, name = function.receiver, function.code.__name__
    return isinstance(inspect.getattr_static(cls, name, None), staticmethod)


@cache
def _annotations(cls: type) -> dict[str, Any]:
    """The annotations of a class. A name that exists for type checkers only has no value."""
    with suppress(NameError):
        return inspect.get_annotations(cls, eval_str=True)
    return {}


def _imported(module: str, name: str) -> Any:
    """An object that a function imports itself."""
    loaded = importlib.import_module(module)
    return getattr(loaded, name) if hasattr(loaded, name) else importlib.import_module(f"{module}.{name}")


def _runtime_type(annotation: Any) -> Iterator[Value]:
    """The types that a loaded annotation allows."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, TypeVar):
        yield annotation
    elif origin is Annotated:
        yield from _runtime_type(arguments[0])
    elif origin in (Union, UnionType):
        for argument in arguments:
            yield from _runtime_type(argument)
    elif isinstance(origin, type) and origin is not type:
        yield Typed(origin, tuple(value for argument in arguments for value in _runtime_type(argument)))
    elif isinstance(annotation, type) and annotation is not type(None):
        yield Typed(annotation)


@cache
def _bindings(cls: type | None) -> dict[TypeVar, list[Value]]:
    """The types of the type variables of all generic bases of a class."""
    bindings: dict[TypeVar, list[Value]] = {}
    for base in getattr(cls, "__orig_bases__", getattr(cls, "__bases__", ())):
        origin = get_origin(base) or base
        inherited = _bindings(origin)
        arguments = dict(zip(getattr(origin, "__parameters__", ()), get_args(base), strict=False))
        own = {variable: list(_runtime_type(argument)) for variable, argument in arguments.items()}
        for variable, values in inherited.items():
            bindings[variable] = [each for value in values for each in own.get(value, [value])]
        bindings |= own
    return bindings
