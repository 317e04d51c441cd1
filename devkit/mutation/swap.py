"""Puts a mutant into a running process: the code of its live functions is exchanged, so every reference sees it.

Nothing is put back. The caller is a child of its own, forked for this mutant.
"""

from __future__ import annotations

import ast
import functools
import gc
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

from devkit.mutation.mutants import MODULE, Mutant
from devkit.places import ROOT

Key = tuple[str, str, int]  # file, qualified name, first line


@dataclass(frozen=True)
class Process:
    """What lives in this process: our functions by their place in the source, and what remembers their answers."""

    functions: dict[Key, list[FunctionType]]
    memories: list[functools._lru_cache_wrapper]

    @classmethod
    def look(cls) -> Process:
        objects = gc.get_objects()
        functions: dict[Key, list[FunctionType]] = {}
        for each in objects:
            if type(each) is FunctionType and each.__code__.co_filename.startswith(str(ROOT)):
                functions.setdefault(key_of(each.__code__), []).append(each)
        memories = [each for each in objects if isinstance(each, functools._lru_cache_wrapper) and _is_ours(each)]
        return cls(functions, memories)

    def put(self, mutant: Mutant, tree: ast.Module) -> bool:
        """Whether the mutant could be put in; `tree` is the one that its site points into."""
        mutant.site.put()
        for memory in self.memories:
            memory.cache_clear()
        if mutant.function == MODULE:
            return _set_again(mutant)
        return self._exchange(str(ROOT / mutant.path), tree)

    def _exchange(self, path: str, tree: ast.Module) -> bool:
        exchanged = False
        try:
            for code in _codes(compiled(tree, path)):
                for function in self.functions.get(key_of(code), []):
                    if function.__code__ != code:
                        function.__code__ = code
                        exchanged = True
        except (ValueError, SyntaxError):  # the change took the last use of a closed-over name away
            return False
        return exchanged


def compiled(tree: ast.Module, path: str) -> CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(tree, path, "exec", dont_inherit=True)


def key_of(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _is_ours(memory: functools._lru_cache_wrapper) -> bool:
    code = getattr(memory.__wrapped__, "__code__", None)
    return code is not None and code.co_filename.startswith(str(ROOT))


def _set_again(mutant: Mutant) -> bool:
    """A constant of a module: computed again, and given to all who imported it under its name."""
    statement = mutant.statement
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    module = sys.modules[module_name(mutant.path)]
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    before = {name: getattr(module, name) for name in names}
    exec(compiled(ast.Module([statement], []), mutant.path), module.__dict__)  # noqa: S102  (our own source, one constant changed)
    for name in names:
        _spread(name, before[name], getattr(module, name))
    return bool(names)


def _spread(name: str, old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        if (getattr(module, "__file__", None) or "").startswith(str(ROOT)) and module.__dict__.get(name) is old:
            module.__dict__[name] = new


def module_name(path: str) -> str:
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")
