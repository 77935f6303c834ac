"""The code that is a method's formula: the function, and the functions of `pv.stats` that it computes with."""

import inspect
import re
from collections.abc import Callable, Iterator

#: What checks input and shapes results says nothing of the formula.
_ASIDE = ("pv.stats.validate", "pv.stats.interval", "pv.stats.root")

_DOCSTRING = re.compile(r'\n\s*""".*?"""(?=\n)', re.DOTALL)


def formula(method: Callable[..., object]) -> str:
    """Return the code of a method without its docstring, then that of what it computes with, each once."""
    own = _DOCSTRING.sub("", inspect.getsource(method), count=1)
    return "\n\n".join([own.rstrip(), *(inspect.getsource(helper).rstrip() for helper in _helpers(method, {method}))])


def _helpers(function: Callable[..., object], seen: set[Callable[..., object]]) -> Iterator[Callable[..., object]]:
    for name in function.__code__.co_names:
        found = function.__globals__.get(name)
        if not inspect.isfunction(found) or found in seen or not found.__module__.startswith("pv.stats."):
            continue
        if found.__module__ not in _ASIDE:
            seen.add(found)
            yield found
            yield from _helpers(found, seen)
