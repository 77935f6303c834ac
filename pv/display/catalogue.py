"""All displays, found by looking into the folders: a folder a topic, a file a display."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import pv.display
from pv.display.display import Display
from pv.errors import InputError, Problem, as_given, nearest


@cache
def displays() -> Mapping[str, Display]:
    """Return every display by name, topic by topic: the `DISPLAY` of each file of a topic that has one."""
    found: dict[str, Display] = {}
    for name in _modules():
        display = getattr(import_module(name), "DISPLAY", None)
        if display is None:
            continue
        if display.name in found:
            raise ValueError(f"{name}: there is another display {display.name!r}")
        found[display.name] = display
    return MappingProxyType(found)


def topic(display: Display) -> str:
    """Return the topic of a display: its folder."""
    return display.make.__module__.split(".")[-2].replace("_", " ")


def display_named(name: str) -> Display:
    """Return a display.

    Raises:
        InputError: there is no such display; the nearest is named.
    """
    found = displays()
    if str(name) not in found:
        raise InputError(Problem("there is no such display", as_given(name), nearest(name, found)))
    return found[name]


def _modules() -> list[str]:
    """Return the modules in the topics' folders."""
    topics = [f"{pv.display.__name__}.{module.name}" for module in iter_modules(pv.display.__path__) if module.ispkg]
    return [f"{topic}.{module.name}" for topic in topics for module in iter_modules(import_module(topic).__path__)]
